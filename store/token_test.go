package store

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stagecraft/store/postgrestest"
)

// tokensOf makes one of every kind of token, and gives them by their kind.
func tokensOf(t *testing.T, s *Store) map[string]string {
	t.Helper()
	ctx := t.Context()
	all := map[string]string{"browser": must(s.NewBrowserToken()), "guest's browser": must(s.NewBrowserToken())}
	ann, guest := Actor{IdentityOfToken(all["browser"]), "Ann"}, IdentityOfToken(all["guest's browser"])
	plan := saved(t, s, ann, "a").ID
	_, all["view link"] = linked(t, s, ann, plan, NewLink{Scope: View})
	link, before := linked(t, s, ann, plan, NewLink{Scope: Edit, Label: "Acme"})
	all["rotated link, before"] = before
	all["rotated link"] = must(s.RotateLink(ctx, ann, plan, link.ID))
	done(t, s.AcceptEditLink(ctx, guest, must(s.LinkByToken(ctx, all["rotated link"]))))
	// A program that holds an edit link writes as whoever holds it.
	must(s.UpdatePlan(ctx, Actor{Identity: IdentityOfToken(all["rotated link"])}, plan, 1, contents("b")))
	team := must(s.CreateWorkspace(ctx, ann, "Crew")).ID
	all["join link"] = must(s.RotateJoinLink(ctx, ann, team, Editor))
	must(s.JoinWorkspace(ctx, Actor{guest, "Gus"}, all["join link"]))
	all["session"] = must(s.CreateSession(ctx, ann.Identity, "Ann", "ann@example.com", time.Hour))
	return all
}

// expectHashed looks for tokens, and for their hashes, in a database.
func expectHashed(t *testing.T, when string, all map[string]string, database []byte, spell func([]byte) []byte) {
	t.Helper()
	for kind, token := range all {
		if kind != "rotated link, before" && !bytes.Contains(database, spell(hash(token))) {
			t.Errorf("%s: the hash of the %s is not found, so the search proves nothing", when, kind)
		}
		bare := must(base64.RawURLEncoding.DecodeString(token))
		for spelling, needle := range map[string][]byte{"itself": []byte(token), "as bytes": bare, "as hex": []byte(hex.EncodeToString(bare)), "without its end": []byte(token[:20])} {
			if bytes.Contains(database, needle) {
				t.Errorf("%s: the %s is in the database, %s", when, kind, spelling)
			}
		}
	}
}

func TestTokensAreKeptOnlyAsHashesInSQLite(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "p.db"))
	all := tokensOf(t, s)
	files := func() (content []byte) {
		for _, name := range must(filepath.Glob(filepath.Join(dir, "*"))) {
			content = append(content, must(os.ReadFile(name))...)
		}
		return content
	}
	asIs := func(b []byte) []byte { return b }
	expectHashed(t, "in the log", all, files(), asIs)
	must(s.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"))
	expectHashed(t, "after a checkpoint", all, files(), asIs)
}

func TestTokensAreKeptOnlyAsHashesInPostgreSQL(t *testing.T) {
	address := postgrestest.Start(t)
	all := tokensOf(t, open(t, address))
	expectHashed(t, "dumped", all, []byte(dump(t, address)), func(b []byte) []byte { return []byte(hex.EncodeToString(b)) })
}
