package views

import (
	"bytes"
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

var today = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func planOf(t testing.TB, values map[string][]string) planner.Plan {
	t.Helper()
	w, refused := workload.Parse(values)
	if err := refused.Err(); err != nil {
		t.Fatal(err)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func html(t testing.TB, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMonthsUntil(t *testing.T) {
	cases := []struct {
		from, to units.Users
		growth   units.Ratio
		months   int
		ok       bool
	}{
		{100, 100, 0.05, 0, true},
		{100, 50, 0.05, 0, true},
		{100, 105, 0.05, 1, true},
		{100, 105.1, 0.05, 2, true},
		{250e3, 500e3, 0.05, 15, true}, // 1.05^14 = 1.98, 1.05^15 = 2.08
		{250e3, 500e3, 0.09, 9, true},  // 1.09^8 = 1.99, 1.09^9 = 2.17
		{100, 200, 1, 1, true},
		{100, 200, 0, 0, false},
		{1, 1e9, 0.001, 20734, false},
	}
	for _, c := range cases {
		months, ok := monthsUntil(c.from, c.to, c.growth)
		if ok != c.ok || ok && months != c.months {
			t.Errorf("%v to %v at %v: %d months, %v; want %d, %v", c.from, c.to, c.growth, months, ok, c.months, c.ok)
		}
	}
}

// After the months the users are there, and a month earlier they are not.
func TestMonthsUntilIsTheFirstMonth(t *testing.T) {
	for from := 10.0; from < 1e6; from *= 3.7 {
		for _, growth := range []float64{0.01, 0.05, 0.3, 1} {
			to := from * 7.3
			months, ok := monthsUntil(units.Users(from), units.Users(to), units.Ratio(growth))
			if !ok {
				continue
			}
			if got := from * math.Pow(1+growth, float64(months)); got < to*(1-1e-9) {
				t.Errorf("%v at %v: only %v after %d months", from, growth, got, months)
			}
			if got := from * math.Pow(1+growth, float64(months-1)); got >= to {
				t.Errorf("%v at %v: already %v a month before %d", from, growth, got, months)
			}
		}
	}
}

func TestGrowthTextNamesTheMonth(t *testing.T) {
	endOfMonth := time.Date(2026, 1, 31, 23, 0, 0, 0, time.UTC)
	got := growthText(100, 104, 0.05, "outgrow this stage", endOfMonth)
	if want := "At 5% growth a month you outgrow this stage in 1 month (February 2026)."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for growth, want := range map[units.Ratio]string{0: "Without growth you do not outgrow this stage.",
		0.001: "At 0.1% growth a month you do not outgrow this stage within ten years."} {
		if got := growthText(100, 1e6, growth, "outgrow this stage", today); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAddress(t *testing.T) {
	at := Address{Base: "/plan", Query: "users=250k&read_write=90/10"}
	for got, want := range map[string]string{
		at.Page(0):                                    "/plan?users=250k&read_write=90/10",
		at.Page(4):                                    "/plan?users=250k&read_write=90/10&stage=4",
		at.Diagram(4, "svg"):                          "/plan/stages/4/diagram.svg?users=250k&read_write=90/10",
		at.File("plan.json", 0):                       "/plan/plan.json?users=250k&read_write=90/10",
		Address{Base: "/s/T"}.Page(0):                 "/s/T",
		Address{Base: "/s/T"}.Page(2):                 "/s/T?stage=2",
		Address{Base: "/plans/I"}.File("bill.csv", 3): "/plans/I/bill.csv?stage=3",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestFormMarksWhatIsAssumed(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"250 000"}, "region": {"eu-west-1"}})
	form := NewForm(p.Workload, nil, nil)
	fields := map[string]FormField{}
	for _, g := range append(form.Groups, form.Rules...) {
		for _, f := range append(g.Fields, g.Folded...) {
			fields[f.Name] = f
		}
	}
	if len(fields)+2 != len(workload.Fields()) {
		t.Errorf("the form has %d fields and two texts, the workload %d", len(fields), len(workload.Fields()))
	}
	if f := fields["users"]; f.Value != "250k" || f.IsAssumed() {
		t.Errorf("users: %+v", f)
	}
	if f := fields["peak_factor"]; f.Value != "" || f.Assumed != "3" || !f.IsAssumed() {
		t.Errorf("peak_factor: %+v", f)
	}
	if f := fields["region"]; f.Value != "eu-west-1" || f.Assumed != "US East (N. Virginia)" {
		t.Errorf("region: %+v", f)
	}
	if f := fields["reads_per_month"]; f.Value != "" || f.IsAssumed() {
		t.Errorf("reads_per_month is optional: %+v", f)
	}
}

// Operations a month change what is assumed elsewhere, and the form says so.
func TestFormShowsTheDefaultInUse(t *testing.T) {
	p := planOf(t, map[string][]string{"reads_per_month": {"1B"}})
	for _, g := range NewForm(p.Workload, nil, nil).Groups {
		for _, f := range g.Folded {
			if f.Name == "reads_per_request" && f.Assumed != "1" {
				t.Errorf("reads_per_request is shown as %q, planned with 1", f.Assumed)
			}
		}
	}
}

func TestRefusedFormKeepsWhatWasTyped(t *testing.T) {
	typed := Typed{"users": {"minus 5"}, "peak_factor": {" 4x "}, "name": {`"><b>zq`}}
	w, refused := workload.Parse(typed)
	form := NewForm(w, typed, refused)
	page := html(t, Plan(PlanPage{Form: &form}))
	for _, want := range []string{`value="minus 5"`, `value=" 4x "`, `value="&#34;&gt;&lt;b&gt;zq"`, `href="#field-users"`, `aria-invalid="true"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, `"><b>zq`) {
		t.Error("the name escaped its attribute")
	}
}

func TestTrackOfEveryPreset(t *testing.T) {
	for _, preset := range workload.Presets() {
		p, err := planner.Build(preset.Workload(), pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		r := NewResults(p, 0, Draft(p.Workload), today)
		if len(r.Track) != 8 || r.Stage.Number != p.Here {
			t.Fatalf("%s: %d stages, stage %d shown, here %d", preset.ID, len(r.Track), r.Stage.Number, p.Here)
		}
		here := 0
		for i, s := range r.Track {
			if s.Here {
				here++
			}
			if (s.Skipped != "") != p.Stages[i].Skipped {
				t.Errorf("%s stage %d: skipped is said to be because %q", preset.ID, i+1, s.Skipped)
			}
		}
		if here != 1 {
			t.Errorf("%s: %d stages say you are here", preset.ID, here)
		}
	}
}

// printedMoney reads an amount back from the page.
func printedMoney(t *testing.T, text string) units.Money {
	t.Helper()
	amount, err := units.ParseMoney(strings.NewReplacer("at least ", "", "$", "", ",", "", "not priced", "0").Replace(text))
	if err != nil {
		t.Fatal(err)
	}
	return amount
}

// Whoever adds up the printed lines of a component must get its subtotal, and
// from the subtotals, there and in the table of components, the printed total.
func TestBillAddsUpAsPrinted(t *testing.T) {
	for _, values := range []map[string][]string{{"users": {"600k"}}, {"users": {"9M"}, "region": {"sa-east-1"}}} {
		p := planOf(t, values)
		for _, s := range p.Stages {
			v := newStage(p, s, Draft(p.Workload), today)
			lines := 0
			var sum, tiers units.Money
			for _, g := range v.Bill.Groups {
				var group units.Money
				for _, line := range g.Lines {
					lines++
					group = group.Add(printedMoney(t, line.Monthly))
					if !line.Unpriced && (line.Key == "" || line.Source.Name == "" || len(line.Reasons) == 0) {
						t.Errorf("stage %d, %s: no key, source or reason", s.Number, line.Name)
					}
				}
				if subtotal := printedMoney(t, g.Subtotal); subtotal.Cmp(group) != 0 {
					t.Errorf("stage %d, %s: the lines sum to %s, the subtotal says %s", s.Number, g.Name, group, g.Subtotal)
				}
				sum = sum.Add(group)
			}
			for _, tier := range v.Tiers {
				tiers = tiers.Add(printedMoney(t, tier.Monthly))
			}
			if v.Transfer != "" {
				tiers = tiers.Add(printedMoney(t, v.Transfer))
			}
			if lines != len(s.Bill.Items) || sum.Display() != v.Bill.Total || tiers.Display() != v.Bill.Total {
				t.Errorf("stage %d: %d lines of %d; groups sum to %s, components to %s, the total says %s",
					s.Number, lines, len(s.Bill.Items), sum.Display(), tiers.Display(), v.Bill.Total)
			}
		}
	}
}

// Only data transfer belongs to no component.
func TestBillGroupsAreComponents(t *testing.T) {
	for _, preset := range workload.Presets() {
		p, err := planner.Build(preset.Workload(), pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Stages {
			for _, item := range s.Bill.Items {
				tier := slices.ContainsFunc(s.Tiers, func(t planner.Tier) bool { return t.ID == item.Component })
				if !tier && item.Service != "datatransfer" {
					t.Errorf("%s stage %d: %s belongs to no component", preset.ID, s.Number, item.Name)
				}
			}
		}
	}
}

func TestDiagramLabelsCoverTheGraph(t *testing.T) {
	for _, preset := range workload.Presets() {
		p, err := planner.Build(preset.Workload(), pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Stages {
			l := DiagramLabels(p.Workload, s)
			for _, c := range s.Graph.Components {
				k, ok := l.Cards[c.ID]
				if !ok || k.Title == "" || k.Detail == "" || k.Service == "" {
					t.Errorf("%s stage %d: card %s is %+v", preset.ID, s.Number, c.ID, k)
				}
				if c.Role == "standby" && k.Utilisation >= 0 {
					t.Errorf("%s stage %d: the standby %s seems to work", preset.ID, s.Number, c.ID)
				}
			}
			for _, link := range s.Graph.Links {
				if _, ok := l.Arrows[link.Key()]; !ok {
					t.Errorf("%s stage %d: no label for %s", preset.ID, s.Number, link.Key())
				}
			}
		}
	}
}

func TestChanged(t *testing.T) {
	for _, c := range []struct {
		book, engine string
		kept         bool
		holds, lacks []string
	}{
		{"b", "2", true, []string{"price book a (today b)", "as they were then"}, []string{"rules", "worked out with"}},
		{"a", "3", true, []string{"planning rules 2 (today 3)"}, []string{"price book"}},
		{"b", "3", false, []string{"price book a (today b)", "planning rules 2 (today 3)", "may differ"}, []string{"as they were then"}},
	} {
		got := NewChanged("a", "2", today, c.book, c.engine, c.kept).Text
		for _, text := range c.holds {
			if !strings.Contains(got, text) {
				t.Errorf("lacks %q: %s", text, got)
			}
		}
		for _, text := range c.lacks {
			if strings.Contains(got, text) {
				t.Errorf("holds %q: %s", text, got)
			}
		}
	}
}
