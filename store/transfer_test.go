package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stagecraft/store/postgrestest"
)

// exported gives what an export of a database says.
func exported(t testing.TB, address string) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := Export(t.Context(), address, "1.2.3", &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// imported puts an export into a database.
func imported(t testing.TB, address, export string, merge bool) Imported {
	t.Helper()
	done, err := Import(t.Context(), address, strings.NewReader(export), merge)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// kept is the tokens of a database with something in every table.
type kept struct {
	plan, team              Plan
	view, edit, join, ended string
	workspace               Workspace
}

// everything fills a database.
func everything(t testing.TB, s *Store) (k kept) {
	t.Helper()
	ctx := t.Context()
	ann, ben, cleo := person("Ann"), person("Ben"), person("Cleo")
	k.plan = saved(t, s, ann, "Ann's “naïve” plan")
	odd := contents("line\nend, \t, \\, \", <b>, \u2028, 日本")
	odd.Title, odd.Note, odd.Snapshot = "title", "note", nil
	must(s.UpdatePlan(ctx, ann, k.plan.ID, 1, odd))
	must(s.RestoreRevision(ctx, ann, k.plan.ID, 2, 1))
	done(t, s.SetTags(ctx, ann, k.plan.ID, []string{"two words", "a"}))
	_, k.view = linked(t, s, ann, k.plan.ID, NewLink{Scope: View, Shows: 2, Label: "for Dan", Expires: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)})
	link, token := linked(t, s, ann, k.plan.ID, NewLink{Scope: Edit})
	k.edit = token
	done(t, s.AcceptEditLink(ctx, cleo.Identity, link))
	done(t, s.UseLink(ctx, link))
	revoked, ended := linked(t, s, ann, k.plan.ID, NewLink{Scope: View, Follows: true})
	done(t, s.RevokeLink(ctx, ann, k.plan.ID, revoked.ID))
	k.ended = ended
	k.workspace = shared(t, s, ann, map[Role][]Actor{Reader: {cleo}, Editor: {ben}})
	k.join = must(s.RotateJoinLink(ctx, ann, k.workspace.ID, Reader))
	team, err := s.SavePlan(ctx, NewPlan{By: ben, Workspace: k.workspace.ID, Contents: contents("Team's")})
	done(t, err)
	k.team = team
	archived, deleted := saved(t, s, ann, "archived"), saved(t, s, ben, "deleted")
	done(t, s.ArchivePlan(ctx, ann, archived.ID))
	done(t, s.DeletePlan(ctx, ben, deleted.ID))
	_, err = s.SavePlan(ctx, NewPlan{OpenByID: true, Contents: contents("nobody's")})
	done(t, err)
	must(s.CreateSession(ctx, ann.Identity, "Ann", "ann@example.org", time.Hour))
	return k
}

// works checks that what was kept is there, with its rights and links.
func (k kept) works(t *testing.T, address string) {
	t.Helper()
	s, ctx := open(t, address), t.Context()
	defer s.Close()
	ann, cleo := person("Ann"), person("Cleo")
	for revision, want := range map[int]string{1: "Ann's “naïve” plan", 2: "line\nend, \t, \\, \", <b>, \u2028, 日本", 3: "Ann's “naïve” plan"} {
		plan, err := s.PlanRevision(ctx, ann.Identity, k.plan.ID, revision)
		if err != nil || plan.Name != want || plan.Role != Owner || !slices.Equal(plan.Tags, []string{"a", "two words"}) || plan.Restored != map[int]int{3: 1}[revision] {
			t.Errorf("revision %d: %+v, %v", revision, plan, err)
		}
		if result, err := s.Result(ctx, plan); err != nil || !bytes.Equal(result, contents(want).Result) {
			t.Errorf("revision %d: result %q, %v", revision, result, err)
		}
		if snapshot, err := s.Snapshot(ctx, plan); err != nil || (snapshot == nil) != (revision == 2) {
			t.Errorf("revision %d: snapshot %q, %v", revision, snapshot, err)
		}
	}
	if link, err := s.LinkByToken(ctx, k.view); err != nil || link.Label != "for Dan" || link.ExpiresAt.Year() != 2030 || link.Revision != 2 {
		t.Errorf("the view link: %+v, %v", link, err)
	}
	if _, err := s.LinkByToken(ctx, k.ended); !errors.Is(err, ErrNotFound) {
		t.Errorf("the revoked link: %v", err)
	}
	for _, who := range []Identity{IdentityOfToken(k.edit), cleo.Identity} { // by the link, and by having accepted it
		if plan, err := s.UpdatePlan(ctx, Actor{Identity: who}, k.plan.ID, 99, contents("x")); !errors.Is(err, ErrConflict) {
			t.Errorf("who has the edit link: %+v, %v", plan, err)
		}
	}
	if invited, err := s.InvitationByToken(ctx, k.join); err != nil || invited.WorkspaceID != k.workspace.ID || invited.Role != Reader {
		t.Errorf("the join link: %+v, %v", invited, err)
	}
	for role, who := range map[Role]Actor{Owner: ann, Editor: person("Ben"), Reader: cleo} {
		if plan, err := s.Plan(ctx, who.Identity, k.team.ID); err != nil || plan.Role != role {
			t.Errorf("%s reads the team's plan as %v: %v", who.Name, plan.Role, err)
		}
	}
	found, _, err := s.Plans(ctx, ann.Identity, Query{Search: "NAÏVE two"})
	if err != nil || len(found) != 1 {
		t.Errorf("the search finds %+v, %v", found, err)
	}
	if activity, _, err := s.PlanActivity(ctx, ann.Identity, k.plan.ID, 0); err != nil || len(activity) != 8 {
		t.Errorf("%d activities, %v", len(activity), err)
	}
}

// From SQLite to PostgreSQL and back nothing changes.
func TestPlansMoveBetweenEngines(t *testing.T) {
	first, postgres, last := filepath.Join(t.TempDir(), "first.db"), postgrestest.Start(t), filepath.Join(t.TempDir(), "last.db")
	s := open(t, first)
	k := everything(t, s)
	export := exported(t, first) // while a server has it open
	done(t, s.Close())
	for _, address := range []string{postgres, last} {
		if moved := imported(t, address, export, false); moved.Plans != 5 || moved.Members != 3 || moved.Skipped != 0 {
			t.Errorf("imported %+v", moved)
		}
		if again := exported(t, address); again != export {
			t.Errorf("another export:\n%s\n%s", export, again)
		}
		export = exported(t, address)
		k.works(t, address)
	}
	few := filepath.Join(t.TempDir(), "few.db")
	nothing := open(t, few)
	for range 2 {
		imported(t, filepath.Join(t.TempDir(), "to.db"), exported(t, few), false)
		saved(t, nothing, person("Ann"), "the only one")
	}
	if strings.Contains(export, "session") || strings.Contains(export, "ann@example.org") {
		t.Error("a session was exported")
	}
}

// Whoever adds a column decides how it moves.
func TestEveryColumnIsExported(t *testing.T) {
	s := freshFile(t)
	for _, table := range tables {
		if table == "sessions" {
			continue
		}
		i := slices.IndexFunc(exportedTables, func(e exportedTable) bool { return e.name == table })
		if i < 0 {
			t.Errorf("%s is not exported", table)
			continue
		}
		names := exportedTables[i].names(len(exportedTables[i].columns))
		if exportedTables[i].folds {
			names = append(names, "folded")
		}
		there := must(all(t.Context(), s.reading(), "list columns", scanText, `SELECT name FROM pragma_table_info(?)`, table))
		slices.Sort(names)
		slices.Sort(there)
		if !slices.Equal(names, there) {
			t.Errorf("of %s are exported %q, there are %q", table, names, there)
		}
	}
}

func TestImportsThatAreRefused(t *testing.T) {
	from := filepath.Join(t.TempDir(), "from.db")
	s := open(t, from)
	k := everything(t, s)
	done(t, s.Close())
	export := exported(t, from)
	taken := filepath.Join(t.TempDir(), "taken.db")
	saved(t, open(t, taken), person("Dan"), "Dan's")
	team := filepath.Join(t.TempDir(), "team.db")
	must(open(t, team).CreateWorkspace(t.Context(), person("Dan"), "Dan's"))
	for name, c := range map[string]struct {
		to    string
		edit  func(string) string
		merge bool
		want  error
		says  string
	}{
		"beside plans":                       {to: taken, want: ErrNotEmpty},
		"beside a workspace":                 {to: team, want: ErrNotEmpty},
		"into what is no file":               {to: t.TempDir(), want: ErrNotDatabase},
		"of a newer schema":                  {edit: replacing(`"schema":3`, `"schema":4`), want: ErrNewerSchema, says: `"1.2.3"`},
		"of a newer format":                  {edit: replacing(`"stagecraft_export":1`, `"stagecraft_export":2`), want: ErrNewerSchema},
		"no export":                          {edit: func(string) string { return "users: 10\n" }, want: ErrNotExport, says: "first line"},
		"nothing":                            {edit: func(string) string { return "" }, want: ErrNotExport},
		"cut":                                {edit: func(e string) string { return e[:len(e)/2] }, want: ErrNotExport},
		"cut after a line":                   {edit: func(e string) string { return e[:strings.LastIndex(e[:len(e)-1], "\n")+1] }, want: ErrNotExport},
		"a changed name":                     {edit: resumming(false, replacing("Team's", "Taem's")), want: ErrNotExport, says: "checksum"},
		"a missing line":                     {edit: resumming(false, without(`"row":"grants"`)), want: ErrNotExport},
		"more after the end":                 {edit: func(e string) string { return e + "\n" }, want: ErrNotExport, says: "more follows"},
		"twice":                              {edit: func(e string) string { return e + e }, want: ErrNotExport},
		"a plan left out":                    {edit: resumming(true, without(k.team.ID+`","owner_hash`)), want: ErrNotExport, says: "refers to what there is not"},
		"a revision left out":                {edit: resumming(true, without(k.plan.ID+`","number":1`)), want: ErrNotExport, says: "has not every revision"},
		"a member left out":                  {edit: resumming(true, without(`"role":"owner"`)), want: ErrNotExport, says: "has no owner"},
		"a row twice":                        {edit: resumming(true, doubling(`"row":"workspaces"`)), want: ErrNotExport, says: "repeats"},
		"rows out of order":                  {edit: resumming(true, moving(`"row":"activity"`, 1)), want: ErrNotExport, says: "refers"},
		"a row among those of another table": {edit: resumming(true, moving(`"row":"grants"`, -3)), want: ErrNotExport, says: "could come here"},
		"another kind of row":                {edit: resumming(true, replacing(`"row":"grants"`, `"row":"sessions"`)), want: ErrNotExport},
		"a differing plan":                   {to: from, merge: true, edit: resumming(true, replacing(`"name":"archived","tags"`, `"name":"filed","tags"`)), want: ErrDiffers, says: "plan "},
	} {
		t.Run(name, func(t *testing.T) {
			to := c.to
			if to == "" {
				to = filepath.Join(t.TempDir(), "to.db")
			}
			before := ""
			if strings.HasSuffix(c.to, ".db") {
				before = exported(t, to)
			}
			edited := export
			if c.edit != nil {
				edited = c.edit(export)
				if edited == export {
					t.Fatal("nothing was changed")
				}
			}
			result, err := Import(t.Context(), to, strings.NewReader(edited), c.merge)
			if !errors.Is(err, c.want) || result != (Imported{}) || !strings.Contains(fmt.Sprint(err), c.says) || strings.Contains(fmt.Sprint(err), "\n") {
				t.Fatalf("%+v, %v", result, err)
			}
			if before != "" && exported(t, to) != before {
				t.Error("something changed")
			}
			if _, err := Export(t.Context(), to, "", new(bytes.Buffer)); c.to == "" && !errors.Is(err, fs.ErrNotExist) {
				if n := count(t, open(t, to), "plans"); n != 0 {
					t.Errorf("%d plans are there", n)
				}
			}
		})
	}
}

func TestMerge(t *testing.T) {
	ctx := t.Context()
	for name, address := range map[string]string{"SQLite": filepath.Join(t.TempDir(), "to.db"), "PostgreSQL": postgrestest.Start(t)} {
		t.Run(name, func(t *testing.T) {
			from := filepath.Join(t.TempDir(), "from.db")
			s := must(Open(from))
			k := everything(t, s)
			export := exported(t, from)
			to := open(t, address)
			saved(t, to, person("Dan"), "Dan's")
			first, second := imported(t, address, export, true), imported(t, address, export, true)
			if first.Skipped != 0 || second.Skipped != strings.Count(export, "\n")-2 || first.Counts != second.Counts {
				t.Errorf("the first skips %d, the second %d", first.Skipped, second.Skipped)
			}
			k.works(t, address)
			if n := count(t, to, "plans"); n != 6 {
				t.Errorf("%d plans", n)
			}
			more := saved(t, s, person("Ann"), "more")
			if third := imported(t, address, exported(t, from), true); third.Skipped != second.Skipped {
				t.Errorf("after one more plan %d are skipped, not %d", third.Skipped, second.Skipped)
			}
			must(to.Plan(ctx, person("Ann").Identity, more.ID))
			must(s.UpdatePlan(ctx, person("Ann"), more.ID, 1, contents("changed")))
			if _, err := Import(ctx, address, strings.NewReader(exported(t, from)), true); !errors.Is(err, ErrDiffers) {
				t.Errorf("a plan with one more revision: %v", err)
			}
			done(t, s.Close())
		})
	}
}

func TestImportThatIsCancelled(t *testing.T) {
	from, to := filepath.Join(t.TempDir(), "from.db"), filepath.Join(t.TempDir(), "to.db")
	everything(t, open(t, from))
	ctx, cancel := context.WithCancel(t.Context())
	export := exported(t, from)
	half := len(export) / 2
	reader := reading(func(p []byte) (int, error) {
		if half <= 0 {
			cancel()
		}
		n := copy(p[:100], export)
		export, half = export[n:], half-n
		return n, nil
	})
	if _, err := Import(ctx, to, reader, false); !errors.Is(err, context.Canceled) {
		t.Errorf("import: %v", err)
	}
	if n := count(t, open(t, to), "plans"); n != 0 {
		t.Errorf("%d plans are there", n)
	}
}

func TestExportsThatAreRefused(t *testing.T) {
	old, _ := released(t, 2)
	newer := filepath.Join(t.TempDir(), "newer.db")
	open(t, newer).Close()
	runScript(t, newer, fmt.Sprintf("PRAGMA user_version = %d", len(migrations)+1))
	ahead := postgrestest.Start(t)
	execute(t, open(t, ahead), `UPDATE stagecraft_schema SET version = version + 1`)
	for address, want := range map[string]error{
		filepath.Join(t.TempDir(), "missing.db"): fs.ErrNotExist, t.TempDir(): ErrNotDatabase, old: ErrOlderSchema, newer: ErrNewerSchema,
		postgrestest.Start(t): ErrNotDatabase, ahead: ErrNewerSchema, "postgres://127.0.0.1:1/none": ErrUnavailable,
	} {
		var out bytes.Buffer
		if _, err := Export(t.Context(), address, "", &out); !errors.Is(err, want) || out.Len() > 0 || strings.Contains(fmt.Sprint(err), "\n") {
			t.Errorf("%s: %v, want %v, after %d bytes", address, err, want, out.Len())
		}
	}
	if v := versionOf(t, old); v != 2 || len(keptCopies(old)) != 0 {
		t.Errorf("the export brought the file to schema %d", v)
	}
}
