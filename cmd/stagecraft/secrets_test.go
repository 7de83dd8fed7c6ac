package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stagecraft/store"
)

// What lets somebody in is nowhere but with whoever holds it: the files of the
// database, a backup, an export and the log have hashes, or nothing.
func TestSecretsAreKeptNowhere(t *testing.T) {
	db := filepath.Join(t.TempDir(), "plans.db")
	s, v := serveProgram(t, db), newVisitor()
	plan := v.save(t, s.url, "2k")
	secrets := map[string]string{"browser": ""}
	for _, cookie := range v.Jar.Cookies(must(url.Parse(s.url))) {
		secrets["browser"] = cookie.Value
	}
	for name, link := range map[string]string{"view link": plan.Links.View, "edit link": plan.Links.Edit} {
		_, secrets[name], _ = strings.Cut(link, "/s/")
	}
	team := must(store.Open(db))
	ann := store.Actor{Identity: store.IdentityOfToken(secrets["browser"]), Name: "Ann"}
	workspace := must(team.CreateWorkspace(t.Context(), ann, "Team"))
	secrets["join link"] = must(team.RotateJoinLink(t.Context(), ann, workspace.ID, store.Editor))
	secrets["session"] = must(team.CreateSession(t.Context(), ann.Identity, "Ann", "ann@example.org", 1e12))
	if err := team.Close(); err != nil {
		t.Fatal(err)
	}
	for name, secret := range secrets {
		if !store.IsToken(secret) {
			t.Fatalf("the secret of the %s is %q", name, secret)
		}
	}
	for _, secret := range []string{secrets["view link"], secrets["edit link"], secrets["join link"], "A" + secrets["view link"][1:]} {
		useSecret(s.url, plan.ID, secret)
	}
	backup, _ := backedUp(t, db)
	export := filepath.Join(t.TempDir(), "plans.jsonl.gz")
	if got := invoke(t, "", []string{"export", export, "--db", db}); got.status != 0 {
		t.Fatalf("%+v", got)
	}
	places := map[string][]byte{
		"database": must(os.ReadFile(db)), "its log": must(os.ReadFile(db + "-wal")), "backup": must(os.ReadFile(backup)),
		"export": must(io.ReadAll(must(gzip.NewReader(bytes.NewReader(must(os.ReadFile(export))))))), "log of the server": must(os.ReadFile(s.log.Name())),
	}
	for place, content := range places {
		for name, secret := range secrets {
			hash := store.IdentityOfToken(secret)
			raw := must(base64.RawURLEncoding.DecodeString(secret))
			for how, spelling := range map[string][]byte{"itself": []byte(secret), "bytes": raw, "base64": []byte(base64.StdEncoding.EncodeToString(raw)), "hex": fmt.Appendf(nil, "%x", raw)} {
				if bytes.Contains(content, spelling) {
					t.Errorf("the secret of the %s is in the %s, as %s", name, place, how)
				}
			}
			known := bytes.Contains(content, hash[:])
			if place == "export" {
				known = bytes.Contains(content, []byte(base64.StdEncoding.EncodeToString(hash[:]))) || name == "session"
			}
			if (place == "backup" || place == "export") && !known {
				t.Errorf("the %s lacks the hash of the %s: the search proves nothing", place, name)
			}
		}
	}
	if requests := bytes.Count(places["log of the server"], []byte("msg=request")); requests < 15 {
		t.Errorf("the log tells of %d requests only", requests)
	}
}

// useSecret uses one in every way that a log could tell of.
func useSecret(site, plan, secret string) {
	newVisitor().send(http.MethodGet, site+"/s/"+secret+"/stages/2/diagram.svg", "", "")
	newVisitor().send(http.MethodGet, site+"/join/"+secret, "", "")
	newVisitor().json(http.MethodPut, site+"/api/v1/plans/"+plan, workloadOf("3k"), "Authorization", "Bearer "+secret, "If-Match", "*")
	newVisitor().send(http.MethodGet, site+"/nowhere/"+secret+"?token="+secret, "", "")
}
