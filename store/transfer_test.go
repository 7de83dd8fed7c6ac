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

// refusedImport is an export that was changed, or a place where it may not go.
type refusedImport struct {
	to    string
	edit  func(string) string
	merge bool
	want  error
	says  string
}

func refusedImports(k kept, from, taken, team string) map[string]refusedImport {
	return map[string]refusedImport{
		"beside plans":                       {to: taken, want: ErrNotEmpty},
		"beside a workspace":                 {to: team, want: ErrNotEmpty},
		"into what is no file":               {to: filepath.Dir(from), want: ErrNotDatabase},
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
	for name, c := range refusedImports(k, from, taken, team) {
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
