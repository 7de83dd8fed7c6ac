package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// tokensHeld are what visitors held of a released file, by kind and name: "links pinned".
type tokensHeld map[string]string

// released makes a file as the program that wrote a former schema left it.
func released(t testing.TB, version int) (path string, held tokensHeld) {
	t.Helper()
	script, err := os.ReadFile(fmt.Sprintf("testdata/schema-%d.sql", version))
	if err != nil {
		t.Fatalf("every released schema needs a dump of a file that its program wrote: %v", err)
	}
	path = filepath.Join(t.TempDir(), "plans.db")
	runScript(t, path, string(script)+"; PRAGMA journal_mode = WAL")
	held = tokensHeld{}
	for _, line := range regexp.MustCompile(`(?m)^-- (\w+): (.*)$`).FindAllStringSubmatch(string(script), -1) {
		for _, pair := range strings.Split(line[2], ", ") {
			name, secret, _ := strings.Cut(pair, " ")
			held[line[1]+" "+name] = secret
		}
	}
	return path, held
}

// runScript runs SQL on a file and closes it.
func runScript(t testing.TB, path, script string) {
	t.Helper()
	db := must(sql.Open("sqlite3", fileURI(path)))
	if _, err := db.Exec(script); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// rowsOf reads everything that the first schemas keep, as text.
func rowsOf(t testing.TB, path string) string {
	t.Helper()
	db := must(sql.Open("sqlite3", fileURI(path)+"?mode=ro"))
	defer db.Close()
	var all strings.Builder
	for _, query := range []string{
		`SELECT id || ' ' || coalesce(hex(owner_hash), 'nobody') || ' ' || revision || ' ' || created_at || ' ' || updated_at || ' ' || coalesce(deleted_at, '') FROM plans ORDER BY id`,
		`SELECT plan_id || ' ' || number || ' ' || name || ' ' || workload || ' ' || book || ' ' || engine || ' ' || hex(result) || ' ' || created_at FROM revisions ORDER BY plan_id, number`,
		`SELECT id || ' ' || hex(token_hash) || ' ' || plan_id || ' ' || revision || ' ' || created_at || ' ' || coalesce(revoked_at, '') FROM links ORDER BY id`,
	} {
		rows := must(db.Query(query))
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			all.WriteString(line + "\n")
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// versionOf reads the schema of a file.
func versionOf(t testing.TB, path string) (version int) {
	t.Helper()
	db := must(sql.Open("sqlite3", fileURI(path)+"?mode=ro"))
	defer db.Close()
	if err := db.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return version
}

// keptCopies lists the copies made before the schema changed.
func keptCopies(path string) []string { return must(filepath.Glob(path + ".schema-*")) }

func TestFilesOfEveryReleasedSchemaAreBroughtOn(t *testing.T) {
	for version := 1; version < len(migrations); version++ {
		t.Run(fmt.Sprint("schema ", version), func(t *testing.T) {
			path, held := released(t, version)
			before := rowsOf(t, path)
			for range 2 { // the second time there is nothing left to do
				open(t, path).Close()
			}
			if after := rowsOf(t, path); after != before {
				t.Errorf("rows changed:\n%s\n%s", before, after)
			}
			copies := keptCopies(path)
			if len(copies) != 1 || !strings.HasPrefix(copies[0], fmt.Sprintf("%s.schema-%d-2026", path, version)) {
				t.Fatalf("copies kept: %q", copies)
			}
			if _, err := verify(t.Context(), copies[0], copies[0]); err != nil {
				t.Error(err)
			}
			if v := versionOf(t, copies[0]); v != version || rowsOf(t, copies[0]) != before {
				t.Errorf("the copy has schema %d, or other rows", v)
			}
			if mode := must(os.Stat(copies[0])).Mode().Perm(); mode != 0o600 {
				t.Errorf("the copy has mode %o", mode)
			}
			s := open(t, path)
			oldPlansAreRead(t, s, held)
			oldLinksShowWhatTheyShowed(t, s, held)
			oldOwnersOwn(t, s, held)
		})
	}
}

func oldPlansAreRead(t *testing.T, s *Store, held tokensHeld) {
	ctx := t.Context()
	for _, c := range []struct {
		plan, name, workload string
		revision, newest     int
	}{
		{"shop", "Shop", "users=250k", 1, 3},
		{"shop", "Shop", "users=300k", 2, 3},
		{"shop", "ÄRGER im Shop", "users=1M&read_write=90%2F10", 3, 3},
		{"nobody's", "", "users=2k", 1, 1},
		{"ben's", "Ben's 100% 'plan'\nin two lines", "users=10M", 1, 1},
	} {
		plan, err := s.PlanRevision(ctx, Identity{}, held["plans "+c.plan], c.revision) // whoever knows the id may read it, as before
		if err != nil || plan.Name != c.name || plan.Workload != c.workload || plan.Newest != c.newest || plan.Role != Reader || plan.Book != "2026-11-01" {
			t.Errorf("%s, revision %d: %+v, %v", c.plan, c.revision, plan, err)
			continue
		}
		if result, err := s.Result(ctx, plan); err != nil || !strings.Contains(string(result), c.workload[:8]) || !strings.HasSuffix(string(result), "\"}\n") {
			t.Errorf("%s, revision %d: result %q, %v", c.plan, c.revision, result, err)
		}
		if snapshot, err := s.Snapshot(ctx, plan); snapshot != nil || err != nil {
			t.Errorf("%s has a snapshot that nobody saved: %q, %v", c.plan, snapshot, err)
		}
	}
	if _, err := s.Plan(ctx, Identity{}, held["plans gone"]); !errors.Is(err, ErrNotFound) {
		t.Errorf("a deleted plan: %v", err)
	}
}

func oldLinksShowWhatTheyShowed(t *testing.T, s *Store, held tokensHeld) {
	ctx := t.Context()
	for _, c := range []struct {
		link          string
		follows       bool
		shows         int
		opens, closed []int
	}{
		{link: "pinned", shows: 1, opens: []int{1}, closed: []int{2, 3}},
		{link: "following", follows: true, shows: 3, opens: []int{2, 3}, closed: []int{1, 4}},
	} {
		token, made := held["links "+c.link]
		if !made { // links of schema 1 could not follow
			continue
		}
		link, err := s.LinkByToken(ctx, token)
		if err != nil || link.Scope != View || link.Follows != c.follows || !link.ExpiresAt.IsZero() || link.Label != "" {
			t.Errorf("%s: %+v, %v", c.link, link, err)
			continue
		}
		if plan, err := s.PlanByLink(ctx, link, 0); err != nil || plan.Revision != c.shows {
			t.Errorf("%s shows revision %d, %v", c.link, plan.Revision, err)
		}
		for _, revision := range c.opens {
			if _, err := s.PlanByLink(ctx, link, revision); err != nil {
				t.Errorf("%s, revision %d: %v", c.link, revision, err)
			}
		}
		for _, revision := range c.closed {
			if _, err := s.PlanByLink(ctx, link, revision); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s opens revision %d: %v", c.link, revision, err)
			}
		}
	}
	for _, link := range []string{"revoked", "gone"} {
		if _, err := s.LinkByToken(ctx, held["links "+link]); !IsToken(held["links "+link]) || !errors.Is(err, ErrNotFound) {
			t.Errorf("the link %s: %v", link, err)
		}
	}
}

func oldOwnersOwn(t *testing.T, s *Store, held tokensHeld) {
	ctx := t.Context()
	ann, ben := Actor{Identity: IdentityOfToken(held["browsers ann"])}, Actor{Identity: IdentityOfToken(held["browsers ben"])}
	shop := held["plans shop"]
	if _, err := s.UpdatePlan(ctx, ben, shop, 3, contents("x")); !errors.Is(err, ErrForbidden) {
		t.Errorf("a plan changed by another: %v", err)
	}
	if err := s.RestorePlan(ctx, ann, held["plans gone"]); err != nil {
		t.Errorf("the owner restores: %v", err)
	}
	if link, err := s.LinkByToken(ctx, held["links gone"]); err != nil || link.Revision != 1 {
		t.Errorf("its link is back: %+v, %v", link, err)
	}
	for search, want := range map[string]string{"": "Gone, ÄRGER im Shop", "ärger": "ÄRGER im Shop", "Ärger SHOP": "ÄRGER im Shop", "gone": "Gone", "x": ""} {
		list, _, err := s.Plans(ctx, ann.Identity, Query{Search: search, Sort: ByName})
		var names []string
		for _, line := range list {
			names = append(names, line.Name)
		}
		if got := strings.Join(names, ", "); err != nil || got != want {
			t.Errorf("Ann searches %q: %q, %v", search, got, err)
		}
	}
	if saved, err := s.UpdatePlan(ctx, ann, shop, 3, contents("New")); err != nil || saved.Revision != 4 || saved.Role != Owner {
		t.Errorf("the owner saves: %+v, %v", saved, err)
	}
}
