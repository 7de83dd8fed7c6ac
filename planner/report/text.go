package report

import (
	"fmt"
	"strings"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Text writes the plan for people, in lines of at most 100 columns: the demand
// and the roadmap for AllStages, else one stage with its bill and arithmetic.
func Text(p planner.Plan, stage int) []byte {
	out := &page{}
	head(out, p)
	if stage == AllStages {
		demandText(out, p)
		rangesText(out, p)
		roadmap(out, p)
		growthText(out, p.Growth)
		for _, s := range p.Stages {
			brief(out, p, s)
		}
		sensitivityText(out, p)
		out.blank()
		out.prose("", "", "--stage N shows one stage with its bill, its arithmetic and the steps to reach it.")
	}
	for _, s := range chosen(p, stage) {
		if stage != AllStages {
			demandText(out, p)
			reasons(out, "Demand at "+people(p.Demand.Users), p.Demand.Reasons)
			detail(out, p, s)
		}
	}
	prices(out, p)
	return []byte(out.b.String())
}

func head(out *page, p planner.Plan) {
	w := p.Workload
	title := "Stagecraft plan for " + people(w.Users)
	if w.Name != "" {
		title = w.Name + ": " + title
	}
	out.prose("", "", title)
	here := fmt.Sprintf("Stage %d of %d", p.Here, len(p.Stages))
	for _, s := range chosen(p, p.Here) {
		here = fmt.Sprintf("Stage %d of %d, %s: %s", s.Number, len(p.Stages), s.Title, perMonth(s))
		if p.Exchange != nil {
			here += " = " + s.Bill.Convert(*p.Exchange).Text()
		}
	}
	out.prose("", "", here)
	for _, warning := range p.Warnings {
		out.prose("Warning: ", "         ", warning)
	}
	if w.Note != "" {
		out.prose("", "", w.Note)
	}
	if stated := workload.Encode(w); stated != "" {
		var pairs []string
		for _, f := range workload.Fields() {
			if w.Given(f.Name) && !f.Kind.IsText() {
				pairs = append(pairs, f.Label+" "+f.Display(w))
			}
		}
		if len(pairs) > 0 {
			out.prose("Stated: ", "        ", strings.Join(pairs, "; ")+". The rest is assumed.")
		}
	}
}

func demandText(out *page, p planner.Plan) {
	d := p.Demand
	out.heading("Demand at " + people(d.Users))
	t := table{indent: "  ", right: map[int]bool{1: true, 2: true}}
	t.row("", "average", "peak", "")
	for _, r := range []struct {
		name string
		rate units.Rate
	}{
		{"requests", d.Requests}, {"static files", d.Static}, {"reads", d.Reads}, {"writes", d.Writes},
		{"database reads", d.DatabaseReads}, {"database writes", d.DatabaseWrites},
	} {
		t.row(r.name, units.FormatRate(r.rate.Average), units.FormatRate(r.rate.Peak), "")
	}
	t.row("requests in flight", units.FormatNumber(d.Concurrent.Average, 3), units.FormatNumber(d.Concurrent.Peak, 3), "")
	t.write(out)
	bytes := table{indent: "  ", right: map[int]bool{1: true}}
	bytes.row("rows stored", units.FormatBytes(d.Stored), "now; "+units.FormatBytes(d.StoredAtRetention)+" when retention is full")
	if d.ObjectsAtRetention > 0 {
		bytes.row("objects stored", units.FormatBytes(d.Objects), "now; "+units.FormatBytes(d.ObjectsAtRetention)+" when retention is full")
	}
	bytes.row("written", units.FormatBytes(d.WrittenPerMonth), "a month")
	bytes.row("sent to users", units.FormatBytes(d.EgressPerMonth), "a month")
	bytes.write(out)
}

func roadmap(out *page, p planner.Plan) {
	out.heading("The roadmap")
	t := table{indent: "", right: map[int]bool{1: true, 4: true}}
	t.row("", "", "stage", "users", "a month", "ends by")
	for _, s := range p.Stages {
		mark := " "
		if s.Number == p.Here {
			mark = "▸"
		}
		ends := "–"
		switch {
		case s.Skipped:
			ends = "passed over: its band is empty"
		case s.Ends != nil:
			ends = string(s.Ends.Kind) + ", " + cause(*s.Ends)
		}
		t.row(mark, fmt.Sprint(s.Number), s.Name, band(s.Users), amount(s), ends)
	}
	t.write(out)
	out.prose("", "", "A month is what the stage costs at the users it is sized for: yours in the marked stage, the nearer end of the band in the others.")
}

// cause names what ends a stage in a few words.
func cause(t planner.Trigger) string {
	words := strings.TrimSpace(t.Component + " " + t.Resource)
	return words + " at " + people(t.Users)
}

// brief is a stage in the roadmap.
func brief(out *page, p planner.Plan, s planner.Stage) {
	title := fmt.Sprintf("%d  %s · %s users", s.Number, s.Title, band(s.Users))
	if s.Number == p.Here {
		title += " · you are here"
	}
	out.heading(title)
	out.prose("   ", "   ", s.Summary)
	tiers(out, s, "   ")
	if s.Ends != nil {
		out.prose("   Ends: ", "   ", s.Ends.Text)
	}
	if s.Alone != "" {
		out.prose("   ", "   ", s.Alone)
	}
	for _, e := range s.Early {
		out.prose("   Early: ", "   ", e.Text)
	}
	if s.Number == p.Here {
		alternativesBrief(out, s)
	}
}

// tiers lists the components with their size, bottleneck and cost.
func tiers(out *page, s planner.Stage, indent string) {
	t := table{indent: indent, right: map[int]bool{3: true}}
	for _, tier := range s.Tiers {
		mark := " "
		if tier.New {
			mark = "+"
		}
		t.row(mark, tier.Name, tier.Sizing.Detail, tierAmount(tier), busy(tier))
	}
	t.write(out)
}

// busy says how full a tier is at peak.
func busy(t planner.Tier) string {
	if t.Sizing.Utilisation < 0 || t.Sizing.Bottleneck == "" {
		return ""
	}
	text := t.Sizing.Bottleneck + " " + units.FormatPercent(units.Ratio(t.Sizing.Utilisation), 0)
	if room := t.Room(); room != "" {
		text += ", " + room
	}
	return text
}

func tierAmount(t planner.Tier) string {
	switch {
	case t.Unpriced && t.Monthly.IsZero():
		return "not priced"
	case t.Unpriced:
		return "≥ " + t.Monthly.Display()
	}
	return t.Monthly.Display()
}

func amount(s planner.Stage) string {
	if !s.Bill.Complete {
		return "≥ " + s.Bill.Total.Display()
	}
	return s.Bill.Total.Display()
}

func perMonth(s planner.Stage) string { return amount(s) + " a month" }

// band prints the users of a stage: "1 – 900", "above 5M".
func band(b planner.Band) string {
	if b.To == 0 {
		return "above " + units.FormatCount(float64(b.From))
	}
	return units.FormatCount(float64(b.From)) + " – " + units.FormatCount(float64(b.To))
}

func prices(out *page, p planner.Plan) {
	out.blank()
	kind := "List prices"
	if negotiated(p) {
		kind = "List prices, and negotiated ones where a line says so,"
	}
	out.prose("", "", fmt.Sprintf("%s of %s in %s, book %s; engine %s. Each line is rounded to cents, and a total is the sum of its lines.",
		kind, p.Book.AsOf, p.Book.Region, p.Book.Version, p.Engine))
}

// negotiated says whether any line is not at its list price.
func negotiated(p planner.Plan) bool {
	for _, s := range p.Stages {
		for _, i := range s.Bill.Items {
			if pricing.IsNegotiated(i.Source) {
				return true
			}
		}
	}
	return false
}

// people prints a user count with its noun.
func people(n units.Users) string {
	if n == 1 {
		return "1 user"
	}
	return units.FormatCount(float64(n)) + " users"
}
