package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/graphviz"
	"stagecraft/diagram/graphviz/engine"
	"stagecraft/planner/catalog"
)

// TestMain lets the test binary be what the pool starts: this program as a
// layout worker.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == layoutCommand {
		if err := engine.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// repository is a git repository with two committed golden layouts.
func repository(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	put(t, root, "a-1.txt", "picture 300 × 200, 0 crossings\ncard alb    10    20\ncard web.a  10   120  new\nline alb>web.a  104,86 104,120  label 104,103\n")
	put(t, root, "b-1.txt", "picture 300 × 200, 0 crossings\n")
	for _, args := range [][]string{{"init", "-q"}, {"add", "."},
		{"-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "goldens"}} {
		command := exec.CommandContext(t.Context(), "git", args...)
		command.Dir = root
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v %s", args, err, out)
		}
	}
	return root
}

func put(t *testing.T, root, name, text string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(goldenFolder), name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The whole page, with the layouts of Graphviz.
func TestPage(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pool := graphviz.NewPool([]string{self, layoutCommand}, 1, layoutDeadline)
	defer pool.Close()
	root := repository(t)
	put(t, root, "b-1.txt", "picture 300 × 200, 0 crossings\ncard <b>&amp; 1 2\n")
	layouter := diagram.NewCache(pool, 100)
	made, err := build(t.Context(), layouter, root, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := build(t.Context(), layouter, root, "HEAD"); err != nil || !bytes.Equal(made, again) {
		t.Errorf("the page is not the same twice: %v", err)
	}
	text := string(made)
	if n := strings.Count(text, `class="diagram"`); n != 3*8*2 {
		t.Errorf("%d pictures, want three workloads of eight stages in two themes", n)
	}
	// Each glyph of each theme at three sizes; users and seven categories beside the services.
	if n, want := strings.Count(text, `class="glyph"`), 2*3*(len(catalog.Services())+1+7); n != want {
		t.Errorf("%d glyphs, want %d", n, want)
	}
	for _, s := range catalog.Services() {
		if !strings.Contains(text, s.ID+" · "+s.Category) {
			t.Errorf("%s is missing", s.ID)
		}
	}
	if !strings.Contains(text, "card &lt;b&gt;&amp;amp; 1 2") || strings.Contains(text, "card <b>") {
		t.Error("the text of a golden layout is not escaped")
	}
	standsAlone(t, text)
}

// standsAlone checks that a page refers to nothing outside itself, that its ids
// are its own, and that its pictures are well-formed.
func standsAlone(t *testing.T, text string) {
	t.Helper()
	for _, reference := range regexp.MustCompile(`(?:src|href|action|data)="([^"]*)"|url\(([^)]*)\)|@import`).FindAllStringSubmatch(text, -1) {
		if !strings.HasPrefix(reference[1]+reference[2], "#") {
			t.Errorf("the page refers to %s", reference[0])
		}
	}
	ids := regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(text, -1)
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id[1]] {
			t.Errorf("id %s is twice on the page", id[1])
		}
		seen[id[1]] = true
	}
	for _, link := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if !seen[link[1]] {
			t.Errorf("a link leads to #%s, which is nowhere", link[1])
		}
	}
	body := text[strings.Index(text, "<h2"):strings.Index(text, "</body>")]
	decoder := xml.NewDecoder(strings.NewReader("<body>" + body + "</body>"))
	for {
		if _, err := decoder.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
	}
}

func TestCompare(t *testing.T) {
	root := repository(t)
	if changed, same, err := compare(t.Context(), root, "HEAD"); err != nil || len(changed) != 0 || same != 2 {
		t.Errorf("nothing changed: %v, %d, %v", changed, same, err)
	}
	put(t, root, "a-1.txt", "picture 300 × 200, 0 crossings\ncard alb    50    20\ncard web.a  10   120  new\nline alb>web.a  104,86 104,120  label 104,103\n")
	put(t, root, "c-1.txt", "picture 300 × 200, 0 crossings\n")
	if err := os.Remove(filepath.Join(root, goldenFolder, "b-1.txt")); err != nil {
		t.Fatal(err)
	}
	changed, same, err := compare(t.Context(), root, "HEAD")
	if err != nil || same != 0 || len(changed) != 3 {
		t.Fatalf("%v, %d, %v", changed, same, err)
	}
	a, b, c := changed[0], changed[1], changed[2]
	if want := (row{"card alb    10    20", "card alb    50    20", true}); a.Changed != 1 || !slices.Contains(a.Rows, want) {
		t.Errorf("a moved card: %v", a.Rows)
	}
	for side, drawing := range map[string]string{"10": string(a.Old), "50": string(a.New)} {
		if !strings.Contains(drawing, `<svg x="`+side+`" y="20"`) || strings.Count(drawing, `class="card differs"`) != 1 || strings.Count(drawing, `class="card same"`) != 1 || !strings.Contains(drawing, `points="104,86 104,120"`) {
			t.Errorf("the sketch with the card at %s: %s", side, drawing)
		}
	}
	if b.Old == "" || b.New != "" || c.Old != "" || c.New == "" {
		t.Errorf("one is gone and one is new: %+v, %+v", b, c)
	}
	for _, revision := range []string{"nowhere", "--help", ""} {
		if _, _, err := compare(t.Context(), root, revision); err == nil {
			t.Errorf("revision %q is found", revision)
		}
	}
	if _, _, err := compare(t.Context(), t.TempDir(), "HEAD"); err == nil {
		t.Error("a folder without a repository is compared")
	}
}

// Every line of the goldens there are is drawn.
func TestSketchReadsTheGoldens(t *testing.T) {
	texts, err := present(filepath.Join("..", ".."))
	if err != nil || len(texts) < 24 {
		t.Fatalf("%d goldens, %v", len(texts), err)
	}
	for name, text := range texts {
		drawing := string(sketch(text, nil))
		for word, class := range map[string]string{"frame": `class="frame `, "card": `class="card `, "line": `class="route `} {
			if want, got := strings.Count("\n"+text, "\n"+word+" "), strings.Count(drawing, class); got != want {
				t.Errorf("%s: %d of %d %ss are drawn", name, got, want, word)
			}
		}
	}
	if sketch("no picture", nil) != "" {
		t.Error("a text without a picture is drawn")
	}
}

func TestBeside(t *testing.T) {
	for name, c := range map[string]struct {
		old, now string
		want     []row
	}{
		"same":    {"a b", "a b", []row{{"a", "a", false}, {"b", "b", false}}},
		"changed": {"a b c", "a x c", []row{{"a", "a", false}, {"b", "x", true}, {"c", "c", false}}},
		"added":   {"a c", "a b c", []row{{"a", "a", false}, {"", "b", true}, {"c", "c", false}}},
		"removed": {"a b c", "a c", []row{{"a", "a", false}, {"b", "", true}, {"c", "c", false}}},
		"new":     {"", "a", []row{{"", "a", true}}},
		"nothing": {"", "", nil},
	} {
		if got := beside(strings.Fields(c.old), strings.Fields(c.now)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Each side read from top to bottom is its text, and what is not marked is alike.
func FuzzBeside(f *testing.F) {
	f.Add("abcabba", "cbabac")
	f.Add("", "x")
	f.Fuzz(func(t *testing.T, old, now string) {
		if len(old) > 200 || len(now) > 200 {
			return
		}
		a, b := strings.Split(old, ""), strings.Split(now, "")
		var left, right strings.Builder
		for _, r := range beside(a, b) {
			left.WriteString(r.Old)
			right.WriteString(r.New)
			if r.Changed == (r.Old == r.New) {
				t.Errorf("%q beside %q is marked %v", r.Old, r.New, r.Changed)
			}
		}
		if left.String() != strings.Join(a, "") || right.String() != strings.Join(b, "") {
			t.Errorf("%q and %q became %q and %q", old, now, left.String(), right.String())
		}
	})
}
