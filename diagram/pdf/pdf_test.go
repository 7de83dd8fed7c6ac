package pdf_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"stagecraft/diagram"
	"stagecraft/diagram/pdf"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

var update = flag.Bool("update", false, "write the golden file anew")

// planned is a plan with its pictures on a grid.
type planned struct {
	plan     planner.Plan
	pictures map[int][]byte
	labels   map[int]diagram.Labels
}

var quarterMillion = sync.OnceValue(func() planned {
	w, errs := workload.Parse(url.Values{"users": {"250k"}, "name": {"Möbelhaus"}})
	if len(errs) > 0 {
		panic(errs)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		panic(err)
	}
	all := planned{p, map[int][]byte{}, map[int]diagram.Labels{}}
	for _, s := range p.Stages {
		scene, labels := diagram.NewScene(s.Graph), views.DiagramLabels(w, s)
		placed, err := diagram.Draw(context.Background(), diagram.Grid{}, scene)
		if err != nil {
			panic(err)
		}
		all.pictures[s.Number], all.labels[s.Number] = svg.Render(scene, placed, labels, svg.Options{}), labels
	}
	return all
})

// small is a document that shows every part once.
func small() pdf.Document {
	return pdf.Document{Title: "Corner shop: 1k users", Subject: "Two stages", Pages: []pdf.Page{
		{
			Label: "Stage 1", Heading: "Stage 1: Start on one server", Subheading: "1 – 100 users · $13.00 a month",
			Picture: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="#fbfcfe"/><rect x="20" y="20" width="188" height="66" rx="10" fill="#ffffff" stroke="#c3cbd8"/><text x="74" y="42" font-size="12.5" font-weight="600" fill="#111827">Lightsail server</text></svg>`),
			Facts:   []pdf.Fact{{"Availability", "99.5%", "met: target 99.5%"}, {"p99 response", "51 ms", ""}, {"What it does", "", "One server runs everything."}},
			Bill: pdf.Table{Title: "Monthly bill", Columns: []pdf.Column{{"Part", false}, {"Item", false}, {"Quantity", true}, {"Unit", false}, {"Amount", true}},
				Rows:  [][]string{{"Route 53", "hosted zone", "1", "zone-month", "$0.50"}, {"Route 53", "queries", "0.0012", "million queries", "$0.00"}, {"Server", "bundle of 2 GB", "1", "month", "$1,012.50"}},
				Total: []string{"Total", "", "", "", "$1,013.00"}, Notes: []string{"Not included: taxes."}},
			Notes: []string{"Availability is a threshold of refunds."},
		},
		{Label: "Stage 2", Heading: "Stage 2: Split", Facts: []pdf.Fact{{"Monthly cost", "$26.43", "for 1k users"}}, Notes: []string{"No picture here."}},
	}}
}

// opened is a document as poppler sees it. Poppler complains of what is wrong
// with a file.
func opened(t testing.TB, doc pdf.Document, arguments ...string) (file string, text string) {
	t.Helper()
	content, err := pdf.Render(doc)
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file, run(t, "pdftotext", append(arguments, file, "-")...)
}

func run(t testing.TB, name string, arguments ...string) string {
	t.Helper()
	command := exec.Command(name, arguments...)
	var out, complaint bytes.Buffer
	command.Stdout, command.Stderr = &out, &complaint
	if err := command.Run(); err != nil || complaint.Len() > 0 {
		t.Fatalf("%s: %v: %s", name, err, complaint.String())
	}
	return out.String()
}

func TestGolden(t *testing.T) {
	_, text := opened(t, small(), "-layout")
	path := filepath.Join("testdata", "small.txt")
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if text != string(want) {
		t.Errorf("the document reads\n%s\nwant\n%s", text, want)
	}
}

// Every word of the pictures and every line of the bills can be found, each sheet
// has its number, and each that holds rows the head of the table.
func TestEveryStageIsPrinted(t *testing.T) {
	q := quarterMillion()
	doc := views.Document(q.plan, q.pictures)
	file, text := opened(t, doc)
	sheets := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	for i, sheet := range sheets {
		if !strings.Contains(sheet, fmt.Sprintf("page %d of %d", i+1, len(sheets))) || !strings.Contains(sheet, "Möbelhaus: 250k users a month") {
			t.Errorf("sheet %d has no foot", i+1)
		}
		if strings.Contains(sheet, "GB") && strings.Contains(sheet, "Amount") != strings.Contains(sheet, "Quantity") {
			t.Errorf("sheet %d has half a head of a table", i+1)
		}
	}
	for _, s := range q.plan.Stages {
		page := part(t, sheets, fmt.Sprintf("Stage %d · page", s.Number))
		holds(t, page, fmt.Sprintf("Stage %d: %s", s.Number, s.Title), "Total", s.Bill.Total.Display(), "Availability", "p99 response", "Per 1,000 users", "Not included: ")
		for _, c := range q.labels[s.Number].Cards {
			holds(t, page, svg.Fit(c.Title, 12.5, diagram.CardWidth-62, true))
		}
		for _, item := range s.Bill.Items {
			holds(t, page, item.Monthly.Display(), item.Quantity.Display())
		}
	}
	if info := run(t, "pdfinfo", file); !regexp.MustCompile(`Pages: +`+strconv.Itoa(len(sheets))+"\n").MatchString(info) || !strings.Contains(info, "Möbelhaus: 250k users a month") ||
		!strings.Contains(info, "A4") || strings.Contains(info, "CreationDate") || len(sheets) < 1+2*8 || len(sheets) > 32 {
		t.Errorf("%d sheets: %s", len(sheets), info)
	}
}

// part is the text of the sheets with a label.
func part(t *testing.T, sheets []string, label string) string {
	t.Helper()
	var found []string
	for _, sheet := range sheets {
		if strings.Contains(sheet, label) {
			found = append(found, sheet)
		}
	}
	if len(found) < 2 {
		t.Errorf("%q is on %d sheets", label, len(found))
	}
	return strings.Join(found, " ")
}

func holds(t *testing.T, page string, texts ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(page), " ")
	for _, text := range texts {
		if !strings.Contains(flat, strings.Join(strings.Fields(text), " ")) {
			t.Errorf("%q is not printed", text)
		}
	}
}

var wordPattern = regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)</word>`)

func TestAmountsStandAtTheRightEdge(t *testing.T) {
	_, text := opened(t, small(), "-bbox")
	edges := map[string]float64{}
	for _, m := range wordPattern.FindAllStringSubmatch(text, -1) {
		edge, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		edges[m[5]] = edge
	}
	for _, amount := range []string{"Amount", "$0.50", "$0.00", "$1,012.50", "$1,013.00"} {
		const right = (297 - 14) * 72 / 25.4
		if edges[amount] < right-1 || edges[amount] > right+1 {
			t.Errorf("%s ends at %v, the sheet at %v", amount, edges[amount], right)
		}
	}
}

func TestTextOfAnyKind(t *testing.T) {
	for name, c := range map[string]struct {
		text, shown string
		replaced    bool
	}{
		"control":       {"con\x00trol\x1b[31m \u0085text\r\n", "control[31m text", false},
		"long":          {strings.Repeat("Ärger und Größe, Łódź; ", 4500), "Ärger und Größe, Łódź; Ärger", false},
		"one word":      {strings.Repeat("x", 100_000), strings.Repeat("x", 20), false},
		"emoji":         {"launch 🚀 party 👩‍👩‍👧", "launch □ party", true},
		"right to left": {"\u202eabc\u202c שלום", "abc □□□□", true},
		"Chinese":       {"計画 plan", "□□ plan", true},
		"syntax":        {`(Tj) ET \) << /Type/Catalog >> endobj`, `(Tj) ET \) << /Type/Catalog >> endobj`, false},
		"catalogue":     {"1 0 obj\n<</Type/Catalog/Pages 3 0 R>>\nendobj", "1 0 obj <</Type/Catalog/Pages 3 0 R>> endobj", false},
		"bytes":         {"bad \xff\xfe bytes", "bad □ bytes", true},
		"č\r":           {"Příliš žluťoučký kůň č", "Příliš žluťoučký kůň č", false},
	} {
		t.Run(name, func(t *testing.T) {
			doc := small()
			doc.Title, doc.Subject = c.text, c.text
			page := &doc.Pages[0]
			page.Label, page.Heading, page.Subheading, page.Notes = c.text, c.text, c.text, []string{c.text}
			page.Facts[0] = pdf.Fact{Name: c.text, Value: c.text, Note: c.text}
			page.Bill.Title, page.Bill.Rows[0][1] = c.text, c.text
			file, text := opened(t, doc)
			flat := strings.Join(strings.Fields(text), " ")
			if n := strings.Count(flat, c.shown); n < 4 {
				t.Errorf("%q is printed %d times", c.shown, n)
			}
			if strings.Contains(flat, "stands for characters that this document’s font lacks") != c.replaced {
				t.Errorf("the sentence on replaced characters is there: %v, want %v", !c.replaced, c.replaced)
			}
			run(t, "pdfinfo", file)
			run(t, "pdftoppm", "-r", "20", "-png", "-l", "2", file, filepath.Join(t.TempDir(), "sheet"))
		})
	}
}

// The sentence stands on the sheets it is about, also where the picture alone
// has such a character.
func TestReplacedInThePictureAlone(t *testing.T) {
	doc := small()
	doc.Pages[0].Picture = bytes.Replace(doc.Pages[0].Picture, []byte("Lightsail server"), []byte("Server 🚀"), 1)
	_, text := opened(t, doc)
	sheets := strings.Split(text, "\f")
	const sentence = "the SVG of the diagram and the page show them"
	if !strings.Contains(sheets[0], sentence) || strings.Contains(strings.Join(sheets[1:], " "), sentence) {
		t.Errorf("the sentence stands elsewhere: %q", sheets)
	}
}

func TestRefuses(t *testing.T) {
	many, ragged, broken := small(), small(), small()
	many.Pages[1].Notes = []string{strings.Repeat("many sheets ", 500_000)}
	ragged.Pages[0].Bill.Rows[1] = []string{"too", "few"}
	broken.Pages[0].Picture = []byte("<svg")
	for says, doc := range map[string]pdf.Document{"no pages": {Title: "x"}, "sheets": many, "2 cells for 5 columns": ragged, "read picture": broken} {
		if _, err := pdf.Render(doc); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("want %q: %v", says, err)
		}
	}
}

// Neither the clock nor what is printed beside it changes a byte.
func TestSameInputSameBytes(t *testing.T) {
	q := quarterMillion()
	doc := views.Document(q.plan, map[int][]byte{4: q.pictures[4]})
	first, err := pdf.Render(doc)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(1100 * time.Millisecond) // the dates in such files count seconds
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if again, err := pdf.Render(doc); err != nil || !bytes.Equal(first, again) {
				t.Errorf("printed again: %v, the same: %v", err, bytes.Equal(first, again))
			}
		})
	}
	wg.Wait()
}

func BenchmarkRender(b *testing.B) {
	q := quarterMillion()
	doc := views.Document(q.plan, q.pictures)
	for b.Loop() {
		if _, err := pdf.Render(doc); err != nil {
			b.Fatal(err)
		}
	}
}
