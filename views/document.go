package views

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stagecraft/diagram/pdf"
	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/workload"
)

// Document is the plan as it is printed: the stages for which there is a
// picture, by their number, each with its figures and its bill, and before more
// than one an overview. The figures are those of the page.
func Document(p planner.Plan, pictures map[int][]byte) pdf.Document {
	doc := pdf.Document{Title: paperTitle(p.Workload), Subject: "Architecture on AWS, sized and priced for " + usersText(p.Workload.Users) + " a month, in " + workload.RegionName(p.Book.Region)}
	if len(pictures) > 1 {
		doc.Pages = append(doc.Pages, overviewPage(p, pictures))
	}
	for _, s := range p.Stages {
		if picture, shown := pictures[s.Number]; shown {
			doc.Pages = append(doc.Pages, stagePage(p, s, picture))
		}
	}
	if len(doc.Pages) > 0 { // what belongs on every export
		first := &doc.Pages[0]
		first.Notes = slices.Concat(p.Warnings, first.Notes)
	}
	return doc
}

// overviewPage lists the stages of a document.
func overviewPage(p planner.Plan, pictures map[int][]byte) pdf.Page {
	page := pdf.Page{
		Label: "Overview", Heading: paperTitle(p.Workload),
		Subheading: fmt.Sprintf("Stage %d of %d: %s", p.Here, len(p.Stages), monthlyText(p.Stages[p.Here-1])),
		Bill: pdf.Table{Columns: []pdf.Column{{Name: "Stage"}, {Name: "Serves"}, {Name: "Sized for", Right: true}, {Name: "Monthly cost", Right: true}, {Name: "Per 1,000 users", Right: true},
			{Name: "Availability", Right: true}, {Name: "p99 response", Right: true}}},
	}
	if p.Workload.Note != "" {
		page.Facts = []pdf.Fact{{Name: "About this plan", Note: p.Workload.Note}}
	}
	for _, s := range p.Stages {
		if _, shown := pictures[s.Number]; !shown {
			continue
		}
		name := fmt.Sprintf("%d  %s", s.Number, s.Title)
		if s.Number == p.Here {
			name += " (you are here)"
		}
		page.Bill.Rows = append(page.Bill.Rows, []string{name, bandText(s.Users, s.Skipped), usersText(s.SizedAt), atLeast(s.Bill.Complete) + s.Bill.Total.Display(),
			perUserKPI(p, s).Value, availabilityKPI(s).Value, latencyKPI(s).Value})
	}
	page.Bill.Notes = []string{"Each stage is priced for the users it is sized at: yours in the stage you are in, the nearer end of its band in the others."}
	return page
}

// stagePage is one stage.
func stagePage(p planner.Plan, s planner.Stage, picture []byte) pdf.Page {
	page := pdf.Page{
		Label: fmt.Sprintf("Stage %d", s.Number), Heading: fmt.Sprintf("Stage %d: %s", s.Number, s.Title), Picture: picture,
		Subheading: strings.Join([]string{cmp.Or(p.Workload.Name, "Stagecraft plan"), bandWords(s), monthlyText(s)}, " · "),
		Bill:       documentBill(p, s), Notes: s.Notes,
	}
	for _, k := range []KPI{costKPI(p, s), availabilityKPI(s), latencyKPI(s), headroomKPI(s), perUserKPI(p, s)} {
		page.Facts = append(page.Facts, pdf.Fact{Name: k.Label, Value: k.Value, Note: strings.TrimSpace(k.Strong + " " + k.Note)})
	}
	if once := newOnce(p, s); once != nil {
		page.Facts = append(page.Facts, pdf.Fact{Name: "Once, to get here", Value: once.Total, Note: once.Text})
	}
	ends := ""
	if s.Skipped {
		ends = skippedText(p, s)
	} else {
		ends = endsText(p, s)
	}
	page.Facts = append(page.Facts, pdf.Fact{Name: "What this stage does", Note: s.Summary}, pdf.Fact{Name: "Where it ends", Note: ends})
	return page
}

// bandWords is the users a stage serves, as a sentence has it.
func bandWords(s planner.Stage) string {
	band := bandText(s.Users, s.Skipped)
	if strings.HasSuffix(band, "users") {
		return band
	}
	return band + " users"
}

// monthlyText is the cost of a stage: "$944.75 a month for 250k users".
func monthlyText(s planner.Stage) string {
	total := s.Bill.Total.Display()
	if !s.Bill.Complete {
		total = "at least " + total
	}
	return total + " a month for " + usersText(s.SizedAt)
}

// documentBill is the bill as on the page, a row for each line.
func documentBill(p planner.Plan, s planner.Stage) pdf.Table {
	v := newBill(p, s, Address{})
	t := pdf.Table{Title: "Monthly bill for " + usersText(s.SizedAt), Columns: []pdf.Column{{Name: "Part"}, {Name: "Item"}, {Name: "Quantity", Right: true}, {Name: "Unit"}, {Name: "Rate", Right: true}, {Name: "Amount", Right: true}}}
	items := map[string]bill.Item{}
	for i, item := range s.Bill.Items {
		items[lineID(i)] = item
	}
	for _, group := range v.Groups {
		for _, line := range group.Lines {
			t.Rows = append(t.Rows, documentRow(group.Name, line, items[line.ID], v.Currency))
		}
	}
	name := "Total"
	if !v.Complete {
		name = "Total, at least: a line is unpriced"
	}
	t.Total = []string{name, "", "", "", "", v.Total}
	t.Notes = []string{v.Prices}
	if v.Currency != "" {
		t.Columns = append(t.Columns, pdf.Column{Name: v.Currency, Right: true})
		t.Total = append(t.Total, v.Converted)
		t.Notes = append(t.Notes, v.Rate)
	}
	if len(v.NotIncluded) > 0 {
		t.Notes = append(t.Notes, "Not included: "+strings.Join(v.NotIncluded, "; ")+".")
	}
	return t
}

// documentRow is one line: its part, its name with what is to be known of its
// price, and its sum.
func documentRow(part string, line BillLine, item bill.Item, currency string) []string {
	name, rate := line.Name, priceText(item.UnitPrice)
	if line.Agreed {
		name += " (negotiated)"
	}
	if line.StandIn != "" {
		name += " (" + line.StandIn + ")"
	}
	if line.Unpriced {
		rate = "–"
	}
	quantity := item.Quantity.Display()
	row := []string{part, name, quantity, unitText(quantity, item.Unit), rate, line.Monthly}
	if currency != "" {
		row = append(row, cmp.Or(line.Also, "–"))
	}
	return row
}
