package views

import (
	"slices"
	"strings"
	"testing"

	"stagecraft/diagram/pdf"
)

// The figures of the printed plan are those of the page: the cards, each line of
// the bill, its total.
func TestDocumentHasTheFiguresOfThePage(t *testing.T) {
	pictures := map[int][]byte{}
	for n := range 8 {
		pictures[n+1] = []byte{byte(n)}
	}
	for _, p := range planned(t) {
		doc := Document(p, pictures)
		if len(doc.Pages) != 9 || doc.Title != paperTitle(p.Workload) || len(doc.Pages[0].Bill.Rows) != 8 {
			t.Fatalf("%s: %d pages, %d stages in the overview", doc.Title, len(doc.Pages), len(doc.Pages[0].Bill.Rows))
		}
		for i, s := range p.Stages {
			page, shown := doc.Pages[i+1], newStage(p, s, Address{}, today)
			if page.Heading != shown.Heading || page.Picture[0] != byte(i) || !strings.Contains(page.Subheading, shown.Bill.Total+" a month") {
				t.Errorf("page %d: %q, %q", i+1, page.Heading, page.Subheading)
			}
			for _, k := range shown.KPIs {
				if !slices.ContainsFunc(page.Facts, func(f pdf.Fact) bool {
					return f.Name == k.Label && f.Value == k.Value && strings.Contains(f.Note, k.Note)
				}) {
					t.Errorf("stage %d lacks %s %s", s.Number, k.Label, k.Value)
				}
			}
			if !slices.ContainsFunc(page.Facts, func(f pdf.Fact) bool { return f.Note != "" && (f.Note == shown.Ends || f.Note == shown.Skipped) }) {
				t.Errorf("stage %d does not say where it ends", s.Number)
			}
			checkBill(t, page.Bill, shown.Bill, s.Number)
		}
	}
}

func checkBill(t *testing.T, printed pdf.Table, shown Bill, stage int) {
	t.Helper()
	row := 0
	for _, group := range shown.Groups {
		for _, line := range group.Lines {
			got := printed.Rows[row]
			between := " "
			if got[3] != "" && got[3][0] <= '9' { // “985.5 × 1,000 requests”
				between = " × "
			}
			sum := got[2] + between + got[3] + " × " + got[4]
			if line.Unpriced {
				sum = got[2] + between + got[3]
			}
			if got[0] != group.Name || !strings.HasPrefix(got[1], line.Name) || got[5] != line.Monthly || sum != line.Sum {
				t.Errorf("stage %d prints %q, the page has %s %s: %s", stage, got, line.Name, line.Sum, line.Monthly)
			}
			row++
		}
	}
	if row != len(printed.Rows) || printed.Total[5] != shown.Total {
		t.Errorf("stage %d prints %d of %d lines, total %s of %s", stage, len(printed.Rows), row, printed.Total[5], shown.Total)
	}
	notes := strings.Join(printed.Notes, " ")
	for _, text := range append([]string{shown.Prices}, shown.NotIncluded...) {
		if !strings.Contains(notes, text) {
			t.Errorf("stage %d does not print %q", stage, text)
		}
	}
}

func TestDocumentOfOneStage(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"250k"}, "name": {"Shop"}})
	p.Warnings = []string{"Prices are old."}
	doc := Document(p, map[int][]byte{3: {1}})
	if len(doc.Pages) != 1 || doc.Pages[0].Label != "Stage 3" || !strings.HasPrefix(doc.Pages[0].Subheading, "Shop · 1k – 100k users · $") {
		t.Errorf("%+v", doc.Pages)
	}
	if !slices.Contains(doc.Pages[0].Notes, "Prices are old.") {
		t.Error("a warning is not printed")
	}
	// A second currency is a column of its own.
	p = agreedPlan(t, "250k")
	bill := Document(p, map[int][]byte{3: {1}}).Pages[0].Bill
	if bill.Columns[6].Name != "EUR" || bill.Total[6] == "" || bill.Rows[0][6] == "" || !strings.Contains(strings.Join(bill.Notes, " "), "EUR at 0.92") {
		t.Errorf("%+v %v", bill.Columns, bill.Total)
	}
	if !slices.ContainsFunc(bill.Rows, func(row []string) bool { return strings.HasSuffix(row[1], " (negotiated)") }) {
		t.Error("no line is marked as negotiated")
	}
}
