package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stagecraft/planner/workload"
)

// result is what a caller of the program sees.
type result struct {
	status         int
	stdout, stderr string
}

// invoke runs the program inside the test. env is pairs of name and value.
func invoke(t *testing.T, stdin string, args []string, env ...string) result {
	t.Helper()
	getenv := func(name string) string {
		for i := 0; i+1 < len(env); i += 2 {
			if env[i] == name {
				return env[i+1]
			}
		}
		return testEnv(name)
	}
	var stdout, stderr bytes.Buffer
	status := exit(&stderr, run(t.Context(), args, getenv, strings.NewReader(stdin), &stdout, &stderr))
	return result{status, stdout.String(), stderr.String()}
}

func words(line string) []string { return strings.Fields(line) }

func TestWrongWordsAreStatusTwo(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		args   []string
		stdin  string
		stderr string // each line of it
	}{
		{words("frob"), "", `"frob" is not a command`},
		{words("plan --frob 1"), "", `not defined: --frob`},
		{words("plan --users"), "", `needs an argument: --users`},
		{words("plan --format docx"), "", `accepted: csv, dot, drawio, json, mermaid, pdf, png, poster, svg, text`},
		{words("plan --format poster --stage 3"), "", `all stages on one sheet`},
		{words("plan --stage 9"), "", `accepted: 1 to 8`},
		{words("plan --stage 0"), "", `accepted: 1 to 8`},
		{words("plan --stage x"), "", `accepted: 1 to 8`},
		{words("plan --users -5 --latency-ms never"), "", `\(users\).*negative|\(latency_ms\)`},
		{words("plan --users 1k --users 2k"), "", `second value`},
		{words("plan a.yaml b.yaml"), "", `one file`},
		{words("plan missing.yaml"), "", `no file "missing.yaml"`},
		{words("plan workload.txt"), "", `\.yaml, \.yml or \.json`},
		{[]string{"plan", file("bad.yaml", "users: [1")}, "", `bad\.yaml`},
		{[]string{"plan", file("unknown.yaml", "user: 5")}, "", `did you mean users`},
		{[]string{"plan", file("bad.json", "{")}, "", `bad\.json.*middle`},
		{words("plan -"), `{"users": -1}`, `users`},
		{[]string{"plan", "--out", dir}, "", `is a folder`},
		{words("serve --db mysql://ann:secret@host/db"), "", `ann:xxxxx@host.*neither a file`},
		{[]string{"serve", "--db", ""}, "", `--db is empty`},
		{words("serve --secure maybe"), "", `neither true nor false`},
		{words("serve now"), "", `"now"`},
		{words("--frob"), "", `--frob`},
		{words("healthcheck now"), "", `"now"`},
	} {
		got := invoke(t, c.stdin, c.args)
		if got.status != 2 || got.stdout != "" {
			t.Errorf("%q: status %d, stdout %q", c.args, got.status, got.stdout)
		}
		for _, line := range strings.Split(strings.TrimSuffix(got.stderr, "\n"), "\n") {
			if !strings.HasPrefix(line, "stagecraft: ") || !regexp.MustCompile(c.stderr).MatchString(line) {
				t.Errorf("%q says %q, want %s", c.args, line, c.stderr)
			}
		}
	}
}

func TestEveryProblemHasALine(t *testing.T) {
	got := invoke(t, "", words("plan --users -5 --read-write x --region mars"))
	if n := strings.Count(got.stderr, "\n"); n != 3 {
		t.Errorf("%d lines for three problems:\n%s", n, got.stderr)
	}
}

func TestHelpNamesEverything(t *testing.T) {
	top := invoke(t, "", words("--help"))
	for _, c := range commands() {
		if strings.Contains(top.stdout, "stagecraft "+c.name+" ") == c.hidden {
			t.Errorf("help and command %s disagree", c.name)
		}
	}
	for _, command := range []string{"serve", "plan", "backup", "restore", "export", "import", "healthcheck"} {
		if got := invoke(t, "", []string{command, "--help"}); got.status != 0 || got.stderr != "" || !strings.HasPrefix(got.stdout, "stagecraft "+command) {
			t.Errorf("%s --help: %+v", command, got)
		}
	}
	plan := invoke(t, "", words("plan --help")).stdout
	for _, f := range workload.Fields() {
		if !strings.Contains(plan, "--"+f.Flag()+" ") {
			t.Errorf("plan --help lacks --%s", f.Flag())
		}
	}
	for name := range formats {
		if !strings.Contains(plan, name) {
			t.Errorf("plan --help lacks the format %s", name)
		}
	}
	if got := invoke(t, "", words("version")); !strings.Contains(got.stdout, "price book 2") {
		t.Errorf("version says %q", got.stdout)
	}
}

// plannedJSON is the workload that a plan was made for, as a query.
func plannedJSON(t *testing.T, got result) string {
	t.Helper()
	if got.status != 0 {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	w, err := workload.ParseJSON([]byte(got.stdout))
	if err != nil {
		t.Fatal(err)
	}
	return workload.Encode(w)
}

func TestOneWorkloadInEveryForm(t *testing.T) {
	dir := t.TempDir()
	yaml, js := filepath.Join(dir, "w.yaml"), filepath.Join(dir, "w.JSON")
	os.WriteFile(yaml, []byte("users: 250k\nread_write: 90/10\n"), 0o600)
	os.WriteFile(js, []byte(`{"users": 250000, "read_write": "9:1"}`), 0o600)
	flags := words("plan --format json --users 250,000 --read-write=90%")
	want := invoke(t, "", flags)
	query := plannedJSON(t, want)
	if !strings.Contains(query, "users=250k") || !strings.Contains(query, "read_write=90/10") {
		t.Fatalf("planned for %q", query)
	}
	for _, c := range []struct {
		stdin string
		args  []string
	}{
		{"", []string{"plan", yaml, "--format", "json"}},
		{"", []string{"plan", "--format", "json", js}},
		{"users: 250k\nread_write: 90/10", words("plan - --format json")},
		{` {"users": "250k", "read_write": "90/10"}`, words("plan --format json -")},
		{want.stdout, words("plan --format json -")}, // a plan printed earlier
		{"users: 3\nread_write: 9:1", words("plan --format json - --users 250k")},
	} {
		if got := invoke(t, c.stdin, c.args); got.stdout != want.stdout {
			t.Errorf("%q plans for %s", c.args, plannedJSON(t, got))
		}
	}
}

func TestEveryFieldHasAFlag(t *testing.T) {
	for _, f := range workload.Fields() {
		value := f.Default
		if len(f.Accepted) > 0 {
			value = f.Accepted[0]
		}
		if value == "" {
			value = "words"
		}
		given, err := readPlanFlags(process{getenv: func(string) string { return "" }}, []string{"--" + f.Flag(), value})
		if err != nil || given.fields[f.Name][0] != value || given.format != "text" || given.stage+given.out != "" {
			t.Errorf("--%s %q is read as %+v, %v", f.Flag(), value, given, err)
		}
	}
}

func TestFormatsAndStages(t *testing.T) {
	if got := invoke(t, "", words("plan --users 2M")); got.status != 0 || !strings.Contains(got.stdout, "▸  7  Everywhere") {
		t.Errorf("text: %+v", got)
	}
	rows, err := csv.NewReader(strings.NewReader(invoke(t, "", words("plan --format csv --stage 3")).stdout)).ReadAll()
	if err != nil || len(rows) < 5 || rows[1][0] != "3" {
		t.Errorf("csv: %q, %v", rows, err)
	}
	var doc struct{ Stages []struct{ Number int } }
	if err := json.Unmarshal([]byte(invoke(t, "", words("plan --format json --stage 3")).stdout), &doc); err != nil || len(doc.Stages) != 1 || doc.Stages[0].Number != 3 {
		t.Errorf("json: %+v, %v", doc, err)
	}
	// Two pictures only: each starts a worker, which is slow under the race detector.
	for args, title := range map[string]string{"plan --users 2M --format svg": "Stage 7", "plan --users 2M --format svg --stage 2": "Stage 2"} {
		if got := invoke(t, "", words(args)); got.status != 0 || !strings.Contains(got.stdout, title) || !strings.HasSuffix(strings.TrimSpace(got.stdout), "</svg>") {
			t.Errorf("%s: status %d, %s%.300s", args, got.status, got.stderr, got.stdout)
		}
	}
}

// What is no text comes out whole, too: a stage in pixels, a plan on paper.
func TestPicturesAndDocuments(t *testing.T) {
	got := invoke(t, "", words("plan --users 2M --format png --stage 2"))
	if shown, err := png.DecodeConfig(strings.NewReader(got.stdout)); err != nil || shown.Width < 1000 || shown.Height < 1000 {
		t.Errorf("png: %+v, %v: status %d, %s", shown, err, got.status, got.stderr)
	}
	for args, stages := range map[string]int{"plan --users 2M --format pdf --stage 2": 1, "plan --users 2M --format pdf": 8} {
		got := invoke(t, "", words(args))
		if n := strings.Count(got.stdout, "/Parent 3 0 R"); got.status != 0 || !strings.HasPrefix(got.stdout, "%PDF-1.7") || !strings.HasSuffix(got.stdout, "%%EOF\n") || n < 2*stages || n > 4*stages {
			t.Errorf("%s: status %d, %d sheets for %d stages, %s", args, got.status, n, stages, got.stderr)
		}
	}
}

func TestOutIsWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "plan.json"), filepath.Join(dir, "link.json")
	if got := invoke(t, "", words("plan --format json --out "+path)); got.status != 0 || got.stdout != "" {
		t.Fatalf("%+v", got)
	}
	want := invoke(t, "", words("plan --format json")).stdout
	read := func() string {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	if read() != want {
		t.Error("the file is not what standard output would be")
	}
	os.Symlink(path, link)
	os.Chmod(path, 0o640)
	if got := invoke(t, "", words("plan --format csv --out "+link)); got.status != 0 {
		t.Fatalf("%+v", got)
	}
	info, _ := os.Stat(path)
	if read() == want || info.Mode().Perm() != 0o640 {
		t.Errorf("writing through a link: mode %o", info.Mode().Perm())
	}
	if kind, _ := os.Lstat(link); kind.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
	before := read()
	if got := invoke(t, "", words("plan --users -1 --out "+path)); got.status != 2 || read() != before {
		t.Error("a refused workload changed the file")
	}
	if got := invoke(t, "", words("plan --out "+filepath.Join(dir, "missing", "x"))); got.status != 1 || strings.Count(got.stderr, "\n") != 1 {
		t.Errorf("a missing folder: %+v", got)
	}
	if names, _ := filepath.Glob(filepath.Join(dir, ".*")); len(names) != 0 {
		t.Errorf("left behind: %q", names)
	}
	if got := invoke(t, "", words("plan --format json --out -")); got.stdout != want {
		t.Error("--out - is not standard output")
	}
	if got := invoke(t, "", []string{"plan", "--out", os.DevNull}); got.status != 0 {
		t.Errorf("a device: %+v", got)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Error("the device was replaced by a file")
	}
}

// brokenPipe is an output that is gone.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestOutputThatFailsIsStatusOne(t *testing.T) {
	for _, args := range [][]string{words("plan"), words("plan --help"), words("help"), words("version")} {
		err := run(t.Context(), args, os.Getenv, strings.NewReader(""), brokenPipe{}, io.Discard)
		if status := exit(io.Discard, err); status != 1 {
			t.Errorf("%q into a closed pipe: status %d", args, status)
		}
	}
}
