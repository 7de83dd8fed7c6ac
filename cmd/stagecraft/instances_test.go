package main

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"stagecraft/store/postgrestest"
)

// Two servers on one database are one site: what one does the other sees at once.
func TestTwoServersAreOneSite(t *testing.T) {
	for engine, address := range map[string]func(testing.TB) string{
		"SQLite":     func(t testing.TB) string { return filepath.Join(t.TempDir(), "plans.db") },
		"PostgreSQL": postgrestest.Start,
	} {
		t.Run(engine, func(t *testing.T) {
			db := address(t)
			a, b := serveProgram(t, db).url, serveProgram(t, db).url
			t.Run("save, read, edit", func(t *testing.T) { journeyOfEdits(t, a, b) })
			t.Run("links", func(t *testing.T) { journeyOfLinks(t, a, b) })
			t.Run("delete and restore", func(t *testing.T) { journeyOfRemoval(t, a, b) })
			t.Run("everybody at once", func(t *testing.T) { journeyOfMany(t, a, b) })
		})
	}
}

// revisionOf reads which revision an answer of the API is.
func revisionOf(a answer) int {
	var plan savedPlan
	json.Unmarshal([]byte(a.body), &plan)
	return plan.Revision
}

func journeyOfEdits(t *testing.T, a, b string) {
	v := newVisitor()
	plan := v.save(t, a, "2k")
	at := "/api/v1/plans/" + plan.ID
	if read := v.get(t, b+at, http.StatusOK); revisionOf(read) != 1 {
		t.Errorf("the other server has %.300s", read.body)
	}
	edit := func(site, users, match string, status int) {
		t.Helper()
		got, err := v.json(http.MethodPut, site+at, workloadOf(users), "If-Match", match)
		if err != nil || got.status != status {
			t.Errorf("edit of %s to %s: %d, want %d, %v: %.300s", match, users, got.status, status, err, got.body)
		}
	}
	edit(b, "3k", `"1"`, http.StatusOK)
	edit(a, "4k", `"1"`, http.StatusPreconditionFailed) // based on what is no longer the newest
	edit(a, "4k", `"2"`, http.StatusOK)
	if read := v.get(t, b+at, http.StatusOK); revisionOf(read) != 3 || !strings.Contains(read.body, `"users":"4k"`) && !strings.Contains(read.body, "4000") {
		t.Errorf("the other server has %.300s", read.body)
	}
	if list := v.get(t, b+"/api/v1/plans", http.StatusOK); !strings.Contains(list.body, plan.ID) {
		t.Errorf("the other server lists %.300s", list.body)
	}
	newVisitor().get(t, b+"/plans/"+plan.ID+"/history", http.StatusOK)
}

func journeyOfLinks(t *testing.T, a, b string) {
	owner, guest := newVisitor(), newVisitor()
	plan := owner.save(t, a, "2k")
	token := func(link string) string { _, token, _ := strings.Cut(link, "/s/"); return token }
	view, edit := token(plan.Links.View), token(plan.Links.Edit)
	guest.get(t, b+"/s/"+view, http.StatusOK)
	guest.get(t, b+"/s/"+edit, http.StatusOK) // now the guest may write
	change := func(site string, status int, header ...string) {
		t.Helper()
		got, err := guest.json(http.MethodPut, site+"/api/v1/plans/"+plan.ID, workloadOf("3k"), append(header, "If-Match", "*")...)
		if err != nil || got.status != status {
			t.Errorf("change by a guest: %d, want %d, %v: %.300s", got.status, status, err, got.body)
		}
	}
	change(a, http.StatusOK)
	change(b, http.StatusOK, "Authorization", "Bearer "+edit)
	for link := range strings.SplitSeq(owner.get(t, b+"/plans/"+plan.ID+"/links", http.StatusOK).body, `/links/`) {
		if id, rest, _ := strings.Cut(link, "/"); strings.HasPrefix(rest, "revoke") {
			owner.post(t, b+"/plans/"+plan.ID+"/links/"+id+"/revoke", nil, http.StatusOK)
		}
	}
	guest.get(t, a+"/s/"+view, http.StatusNotFound)
	guest.get(t, a+"/s/"+edit, http.StatusNotFound)
	change(a, http.StatusForbidden) // the plan is still open by its id
	change(a, http.StatusUnauthorized, "Authorization", "Bearer "+edit)
	owner.get(t, a+"/plans/"+plan.ID, http.StatusOK)
}

func journeyOfRemoval(t *testing.T, a, b string) {
	v := newVisitor()
	plan := v.save(t, a, "2k")
	if got, err := v.json(http.MethodDelete, b+"/api/v1/plans/"+plan.ID, ""); err != nil || got.status != http.StatusNoContent {
		t.Errorf("delete: %d, %v", got.status, err)
	}
	v.get(t, a+"/plans/"+plan.ID, http.StatusNotFound)
	v.get(t, a+plan.Links.View[strings.Index(plan.Links.View, "/s/"):], http.StatusNotFound)
	v.post(t, a+"/plans/"+plan.ID+"/restore", nil, http.StatusOK)
	v.get(t, b+"/plans/"+plan.ID, http.StatusOK)
}

// journeyOfMany changes one plan through both servers until it has so many
// revisions; each change is made from what its maker read.
func journeyOfMany(t *testing.T, a, b string) {
	owner := newVisitor()
	plan := owner.save(t, a, "2k")
	_, token, _ := strings.Cut(plan.Links.Edit, "/s/")
	const writers, each = 4, 5
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			v, site := newVisitor(), []string{a, b}[w%2]
			at := site + "/api/v1/plans/" + plan.ID
			for i, tries := 0, 0; i < each; tries++ {
				if tries > 50*each {
					t.Errorf("%d changes in %d tries", i, tries)
					return
				}
				read, err := v.send(http.MethodGet, at, "", "", "Authorization", "Bearer "+token)
				if err != nil || read.status != http.StatusOK {
					t.Errorf("read: %d, %v", read.status, err)
					return
				}
				got, err := v.json(http.MethodPut, at, workloadOf([]string{"2k", "3k"}[i%2]), "Authorization", "Bearer "+token, "If-Match", read.header.Get("ETag"))
				switch {
				case err == nil && got.status == http.StatusOK:
					i++
				case err != nil || got.status != http.StatusPreconditionFailed:
					t.Errorf("change: %d, %v: %.300s", got.status, err, got.body)
					return
				}
			}
		})
	}
	group.Wait()
	if read := owner.get(t, b+"/api/v1/plans/"+plan.ID, http.StatusOK); revisionOf(read) != 1+writers*each {
		t.Errorf("the plan is at revision %d, want %d: a change was lost", revisionOf(read), 1+writers*each)
	}
}
