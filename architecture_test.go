// Package stagecraft_test holds the import rules of ARCHITECTURE.md.
package stagecraft_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "stagecraft/"

// mayImport lists, for each package of the house, the packages of the house
// that its code outside tests may import. What is not listed is not allowed,
// and a package that is gone must leave the list.
var mayImport = []struct {
	of      string
	why     string
	imports []string
}{
	{"planner/reason", "a leaf: every figure carries one", nil},
	{"planner/reason/arithmetic", "redoes printed sums; knows nothing of what they are about", words("planner/reason")},
	{"planner/units", "a leaf: quantities know nothing of what is measured", nil},
	{"planner/queueing", "a leaf: formulas over plain numbers, checked against published tables", nil},
	{"planner/sampling", "a leaf: seeded numbers, distributions and quantiles know nothing of what is simulated", nil},
	{"planner/reliability", "a leaf: formulas of availability over plain numbers", nil},
	{"planner/topology", "a leaf: a graph knows neither sizes nor money, so a layout depends on it alone", nil},
	{"planner/workload", "what the team states depends on nothing that is derived from it", words("planner/reason planner/units planner/yamltext")},
	{"planner/yamltext", "a leaf: how a YAML document is read, whatever it says", nil},
	{"planner/demand", "arriving work follows from the workload, whatever carries it", words("planner/reason planner/units planner/workload")},
	{"planner/pricing", "rates are dated facts: no plan may influence them", words("planner/reason planner/units")},
	{"planner/pricing/trim", "a generator of pricing's data, not part of the program", words("planner/pricing")},
	{"planner/pricing/pricelist", "price lists become rates, whatever the plans need", words("planner/pricing planner/reason planner/units")},
	{"planner/pricing/override", "what a team negotiated, laid over any book", words("planner/pricing planner/reason planner/units planner/yamltext")},
	{"planner/bill", "usage × rate: no knowledge of how usage came about", words("planner/pricing planner/reason planner/units")},
	{"planner/price", "a price page is parameters and rates: it knows no plan", words("planner/bill planner/catalog planner/pricing planner/reason planner/units planner/workload")},
	{"planner/catalog", "a service knows its own sizes and meters, not the stages", words("planner/bill planner/demand planner/pricing planner/queueing planner/reason planner/units planner/workload")},
	{"planner/catalog/servicedoc", "a generator of docs/services.md, not part of the program", words("planner/catalog planner/pricing planner/reason planner/units planner/workload")},
	{"planner/roadmap", "moves change the graph; sizes and money come later", words("planner/catalog planner/demand planner/pricing planner/reason planner/topology planner/units planner/workload")},
	{"planner/fidelity", "compares published cases with the program's own answers", words("planner planner/catalog planner/demand planner/price planner/pricing planner/queueing planner/reason planner/units planner/workload")},
	{"planner/fidelity/doc", "a generator of documentation, not part of the program", words("planner/fidelity")},
	{"planner/carbon", "a leaf: a published method over plain numbers and its grid table", words("planner/reason")},
	{"planner", "the only orchestrator", words("planner/bill planner/carbon planner/catalog planner/demand planner/pricing planner/queueing planner/reason planner/reliability planner/roadmap planner/sampling planner/topology planner/units planner/workload")},
	{"planner/report", "writes a plan, changes nothing in it", words("planner planner/bill planner/catalog planner/demand planner/pricing planner/reason planner/topology planner/units planner/workload")},
	{"planner/record", "keeps a plan as it was: it must not work any part of it out anew", words("planner planner/units planner/workload")},
	{"diagram", "knows topology, never the planner: labels are passed in", words("planner/topology")},
	{"diagram/glyph", "drawings by service id", nil},
	{"diagram/graphviz", "places scenes: coordinates only, no text", words("diagram planner/topology")},
	{"diagram/graphviz/engine", "what runs in a layout process", words("diagram/graphviz")},
	{"diagram/svg", "one file format over a placed scene", words("diagram diagram/glyph planner/topology")},
	{"diagram/dot", "one file format over a scene", words("diagram diagram/glyph planner/topology")},
	{"diagram/drawio", "one file format over placed scenes", words("diagram diagram/glyph planner/topology")},
	{"diagram/poster", "one file format over placed scenes, with the letters and colours of the pictures", words("diagram diagram/glyph diagram/svg planner/topology")},
	{"diagram/vector", "reads the SVG of diagram/svg as bytes: it needs no scene", nil},
	{"diagram/png", "one file format over a picture that is SVG already", words("diagram/vector")},
	{"diagram/pdf", "a document of pictures that are SVG already: what its figures mean is not its business", words("diagram/vector")},
	{"diagram/mermaid", "one file format over a scene", words("diagram diagram/glyph planner/topology")},
	{"diagram/gallery", "a generator of a page to look at, not part of the program", words("diagram diagram/glyph diagram/graphviz diagram/graphviz/engine diagram/svg planner planner/catalog planner/pricing planner/workload views")},
	{"store", "keeps inputs and bytes: a change of the planner needs no migration", nil},
	{"store/postgrestest", "servers for tests: what is kept in them is not its business", nil},
	{"static", "files", nil},
	{"views", "shows a plan; never fetches or saves one", words("diagram diagram/glyph diagram/pdf diagram/poster diagram/svg planner planner/bill planner/catalog planner/demand planner/fidelity planner/pricing planner/reason planner/report planner/topology planner/units planner/workload static")},
	{"handlers", "parse, call, render", words("diagram diagram/dot diagram/drawio diagram/mermaid diagram/pdf diagram/png diagram/poster diagram/svg planner planner/bill planner/fidelity planner/pricing planner/reason planner/record planner/report planner/topology planner/units planner/workload static store views")},
	{"cmd/stagecraft", "wires everything", words("diagram diagram/dot diagram/drawio diagram/graphviz diagram/graphviz/engine diagram/mermaid diagram/pdf diagram/png diagram/poster diagram/svg handlers planner planner/bill planner/catalog planner/price planner/pricing planner/pricing/override planner/pricing/pricelist planner/report planner/units planner/workload store views")},
}

// fences keep a dependency in few rooms. A path ending in "/" means all below.
var fences = []struct{ dependency, why, rooms string }{
	{"github.com/labstack/echo/", "version 4 has security fixes until the end of 2026: the move to 5 must cost one package and one day", "handlers cmd/stagecraft"},
	{"github.com/mattn/go-sqlite3", "SQL is spoken in one place", "store"},
	{"github.com/jackc/pgx/", "SQL is spoken in one place, and its tests", "store store/postgrestest"},
	{"database/sql", "SQL is spoken in one place", "store"},
	{"github.com/a-h/templ", "HTML is made by views and sent by handlers", "views handlers"},
	{"github.com/goccy/go-graphviz", "its memory faults must stay in a process that can be killed", "diagram/graphviz/engine"},
	{"github.com/shopspring/decimal", "exact money is a type of units, so that no float slips in", "planner/units"},
	{"github.com/goccy/go-yaml", "typed documents are read in two places, workloads and overrides, by one reader of scalars", "planner/workload planner/pricing/override planner/yamltext"},
	{"github.com/tdewolff/canvas", "of no release and one author: what draws pixels and pages must be replaceable", "diagram/vector diagram/png diagram/pdf"},
	{"github.com/chromedp/", "a browser is for tests only", ""},
}

// impure may not be imported under planner/: the same input gives the same
// bytes, so nothing there may look at the clock, the machine or the network.
var impure = words("context net/http database/sql os log log/slog math/rand math/rand/v2 crypto/rand os/exec runtime")

// generators are programs of the repository's own, run by “make generate” or by
// hand; they write files and are no part of the planner.
var generators = words("planner/pricing/trim planner/catalog/servicedoc planner/fidelity/doc diagram/gallery")

func words(list string) []string { return strings.Fields(list) }

// goPackage is what is read of `go list -json`.
type goPackage struct {
	ImportPath, Dir  string
	Imports, GoFiles []string
}

// house lists the packages of this module by their path in it.
func house(t *testing.T) map[string]goPackage {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Dir,Imports,GoFiles", "./...")
	var complaint bytes.Buffer
	list.Stderr = &complaint
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, complaint.String())
	}
	found := map[string]goPackage{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		// The root holds this test alone; /tmp is scratch space that git ignores.
		if len(p.GoFiles) > 0 && !strings.HasPrefix(name, "tmp/") {
			found[name] = p
		}
	}
}

func TestDirections(t *testing.T) {
	found := house(t)
	listed := map[string]bool{}
	for _, rule := range mayImport {
		listed[rule.of] = true
		p, exists := found[rule.of]
		if !exists {
			t.Errorf("%s is listed here but gone", rule.of)
		}
		for _, imported := range p.Imports {
			name, ours := strings.CutPrefix(imported, module)
			if ours && !slices.Contains(rule.imports, name) {
				t.Errorf("%s imports %s; it may not: %s", rule.of, name, rule.why)
			}
		}
	}
	for name := range found {
		if !listed[name] {
			t.Errorf("%s has no rule: say here what it may import, and why", name)
		}
	}
}

func TestFences(t *testing.T) {
	found := house(t)
	for _, fence := range fences {
		rooms := words(fence.rooms)
		for _, room := range rooms {
			if _, exists := found[room]; !exists {
				t.Errorf("%s may be used in %s, which is gone", fence.dependency, room)
			}
		}
		for name, p := range found {
			for _, imported := range p.Imports {
				inside := imported == strings.TrimSuffix(fence.dependency, "/") || strings.HasPrefix(imported, strings.TrimSuffix(fence.dependency, "/")+"/")
				if inside && !slices.Contains(rooms, name) {
					t.Errorf("%s imports %s, fenced in %q: %s", name, imported, fence.rooms, fence.why)
				}
			}
		}
	}
}

func TestPlannerIsPure(t *testing.T) {
	checked := 0
	for name, p := range house(t) {
		if name != "planner" && !strings.HasPrefix(name, "planner/") || slices.Contains(generators, name) {
			continue
		}
		checked++
		for _, imported := range p.Imports {
			if slices.Contains(impure, imported) {
				t.Errorf("%s imports %s: the planner must not see anything but its input", name, imported)
			}
		}
		for _, file := range p.GoFiles {
			for _, call := range clockCalls(t, filepath.Join(p.Dir, file)) {
				t.Errorf("%s/%s uses time.%s: dates are input", name, file, call)
			}
		}
	}
	if checked < 10 {
		t.Errorf("only %d packages under planner: the rule no longer finds them", checked)
	}
}

// clockCalls lists what a file uses of package time that reads the clock.
func clockCalls(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	clock := ""
	for _, imported := range file.Imports {
		if path, _ := strconv.Unquote(imported.Path.Value); path == "time" {
			clock = "time"
			if imported.Name != nil {
				clock = imported.Name.Name
			}
		}
	}
	var calls []string
	ast.Inspect(file, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok && clock != "" {
			of, _ := selector.X.(*ast.Ident)
			if of != nil && of.Name == clock && slices.Contains(words("Now Since Until Sleep After Tick NewTimer NewTicker AfterFunc"), selector.Sel.Name) {
				calls = append(calls, selector.Sel.Name)
			}
		}
		return true
	})
	return calls
}
