package difference

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

func stated(t testing.TB, pairs ...string) workload.Workload {
	t.Helper()
	values := map[string][]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = []string{pairs[i+1]}
	}
	w, refused := workload.Parse(values)
	if err := refused.Err(); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestInputs(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after []string
		want          string
	}{
		{"the same", []string{"users", "250k"}, []string{"users", "250000"}, ""},
		{"another value", []string{"users", "250k"}, []string{"users", "1M"}, "users 250k=true → 1M=true"},
		{"a default is stated", nil, []string{"users", "100k"}, "users 100k=false → 100k=true"},
		{"an assumption is replaced", nil, []string{"cpu_ms", "30"}, "cpu_ms 10 ms=false → 30 ms=true"},
		{"rounded alike", []string{"users", "1234567"}, []string{"users", "1234568"}, "users 1234567=true → 1234568=true"},
		{"a range", []string{"users", "250k"}, []string{"users", "200k..300k"}, "users 250k=true → 200k – 300k, likely 250k=true"},
		{"a range is widened", []string{"users", "200k..300k"}, []string{"users", "100k..400k"}, "users 200k – 300k, likely 250k=true → 100k – 400k, likely 250k=true"},
		{"an optional one is given", nil, []string{"engineers", "3"}, "engineers =false → 3=true"},
		{"a choice, in the order of the form", []string{"region", "eu-west-1"}, []string{"name", "A", "region", "eu-central-1", "growth_per_month", "7%"},
			"growth_per_month 5%=false → 7%=true; region Europe (Ireland)=true → Europe (Frankfurt)=true; name =false → A=true"},
		{"a default follows", []string{"users", "200k"}, []string{"users", "10k"}, "users 200k=true → 10k=true; data_stored 50 GB=false → 5 GB=false"},
	} {
		var got []string
		for _, i := range Between(planner.Plan{Workload: stated(t, c.before...)}, planner.Plan{Workload: stated(t, c.after...)}).Inputs {
			if f, _ := workload.FieldNamed(i.Field); f.Label != i.Label {
				t.Errorf("%s: %s is called %q", c.name, i.Field, i.Label)
			}
			got = append(got, fmt.Sprintf("%s %s=%v → %s=%v", i.Field, i.Text.Before, i.Stated.Before, i.Text.After, i.Stated.After))
		}
		if joined := strings.Join(got, "; "); joined != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, joined, c.want)
		}
	}
}

func TestComponents(t *testing.T) {
	web := planner.Tier{ID: "web", Service: "ec2", Name: "Web servers", Sizing: catalog.Sizing{Detail: "2 × m7g.large"}}
	db := planner.Tier{ID: "db", Service: "rds", Name: "PostgreSQL", Sizing: catalog.Sizing{Detail: "db.r7g.large", Storage: 1200}}
	with := func(t planner.Tier, change func(*planner.Tier)) planner.Tier { change(&t); return t }
	for _, c := range []struct {
		name          string
		before, after []planner.Tier
		want          string
	}{
		{"the same", []planner.Tier{web, db}, []planner.Tier{db, web}, ""},
		{"added", []planner.Tier{web}, []planner.Tier{web, db}, "db  → PostgreSQL: db.r7g.large, 1,200 GiB"},
		{"removed", []planner.Tier{web, db}, []planner.Tier{web}, "db PostgreSQL: db.r7g.large, 1,200 GiB → "},
		{"resized", []planner.Tier{web}, []planner.Tier{with(web, func(t *planner.Tier) { t.Sizing.Detail = "3 × m7g.large" })}, "web Web servers: 2 × m7g.large → Web servers: 3 × m7g.large"},
		{"renamed", []planner.Tier{web}, []planner.Tier{with(web, func(t *planner.Tier) { t.Name = "Tasks" })}, "web Web servers: 2 × m7g.large → Tasks: 2 × m7g.large"},
		{"copies", []planner.Tier{db}, []planner.Tier{with(db, func(t *planner.Tier) { t.Sizing.Standby, t.Sizing.Pooled, t.Sizing.Readers = true, true, 1 })},
			"db PostgreSQL: db.r7g.large, 1,200 GiB → PostgreSQL: db.r7g.large, with a standby, 1 read replica, behind a proxy, 1,200 GiB"},
		{"no detail", []planner.Tier{{ID: "x", Name: "X"}}, []planner.Tier{{ID: "x", Name: "X", Sizing: catalog.Sizing{Readers: 2}}}, "x X → X: 2 read replicas"},
	} {
		text := func(s Size) string {
			if s.Text == "" {
				return s.Name
			}
			return s.Name + ": " + s.Text
		}
		var got []string
		for _, d := range components(c.before, c.after) {
			got = append(got, d.Tier+" "+text(d.Before)+" → "+text(d.After))
		}
		if joined := strings.Join(got, "; "); joined != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, joined, c.want)
		}
	}
}

// billed is a line as it is priced.
func billed(key, name string, quantity float64, price string) bill.Item {
	q, p := units.NewQuantity(quantity), units.MustPrice(price)
	return bill.Item{RateKey: pricing.Key(key), Component: "web", Name: name, Quantity: q, Unit: "hour", UnitPrice: p, Monthly: p.Amount(q)}
}

func TestLines(t *testing.T) {
	unpriced := billed("odd", "odd", 3, "0")
	unpriced.Unpriced = true
	for _, c := range []struct {
		name          string
		before, after []bill.Item
		want          string
	}{
		{"the same in another order", []bill.Item{billed("a", "a", 1, "2"), billed("b", "b", 1, "3")}, []bill.Item{billed("b", "b", 1, "3"), billed("a", "other words", 1, "2")}, ""},
		{"more of it", []bill.Item{billed("a", "a", 730, "0.1")}, []bill.Item{billed("a", "a", 1460, "0.1")}, "a 730 × 0.1 = 73.00 → 1460 × 0.1 = 146.00: 73.00"},
		{"a dearer price", []bill.Item{billed("a", "a", 730, "0.1")}, []bill.Item{billed("a", "a", 730, "0.2")}, "a 730 × 0.1 = 73.00 → 730 × 0.2 = 146.00: 73.00"},
		{"another price of the same amount", []bill.Item{billed("a", "a", 1, "0.1")}, []bill.Item{billed("a", "a", 1, "0.101")}, "a 1 × 0.1 = 0.10 → 1 × 0.101 = 0.10: 0.00"},
		{"the largest change first", []bill.Item{billed("a", "a", 1, "1"), billed("b", "b", 1, "9"), billed("c", "c", 1, "5")}, []bill.Item{billed("d", "d", 1, "7"), billed("a", "a", 1, "2")},
			"b 1 × 9 = 9.00 → –: -9.00; d – → 1 × 7 = 7.00: 7.00; c 1 × 5 = 5.00 → –: -5.00; a 1 × 1 = 1.00 → 1 × 2 = 2.00: 1.00"},
		{"without a price", []bill.Item{billed("odd", "odd", 3, "0")}, []bill.Item{unpriced}, "odd 3 × 0 = 0.00 → 3 × 0 = 0.00: 0.00"},
	} {
		text := func(i *bill.Item) string {
			if i == nil {
				return "–"
			}
			return fmt.Sprintf("%s × %s = %s", i.Quantity, i.UnitPrice, i.Monthly)
		}
		var got []string
		for _, l := range lines(bill.Bill{Items: c.before}, bill.Bill{Items: c.after}) {
			key := l.Before
			if key == nil {
				key = l.After
			}
			got = append(got, fmt.Sprintf("%s %s → %s: %s", key.RateKey, text(l.Before), text(l.After), l.Change))
		}
		if joined := strings.Join(got, "; "); joined != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, joined, c.want)
		}
	}
}

func TestSides(t *testing.T) {
	older := planner.Plan{Here: 1, Engine: "1", Book: planner.Book{Version: "a"}, Stages: []planner.Stage{{Number: 1, Name: "Start"}}}
	newer := planner.Plan{Here: 2, Engine: "2", Book: planner.Book{Version: "b"}, Stages: []planner.Stage{
		{Number: 1, Name: "Start", Ends: &planner.Trigger{Text: "It is full."}, Users: planner.Band{From: 0, To: 10}},
		{Number: 2, Name: "Split", Skipped: true, SizedAt: 5, OneOff: bill.Bill{Items: make([]bill.Item, 1), Total: units.Cent}, Bill: bill.Bill{Complete: true, Total: units.Cent}}}}
	d := Between(older, newer)
	if d.Here != (Both[Place]{Place{1, "Start"}, Place{2, "Split"}}) || d.Engine != (Both[string]{"1", "2"}) || d.Book.Before.Version != "a" || d.Book.After.Version != "b" {
		t.Errorf("%+v", d)
	}
	want := []Stage{
		{Number: 1, Both: Both[Side]{Side{Name: "Start", Paid: true}, Side{Name: "Start", Paid: true, Ends: "It is full.", Users: planner.Band{To: 10}}}},
		{Number: 2, Change: units.Cent, Both: Both[Side]{Side{Missing: true}, Side{Name: "Split", Skipped: true, SizedAt: 5, Monthly: units.Cent, Complete: true, Once: units.Cent}}},
	}
	if got := fmt.Sprintf("%+v", d.Stages); got != fmt.Sprintf("%+v", want) {
		t.Errorf("got\n%s\nwant\n%+v", got, want)
	}
	if d.None() || !d.Stages[0].Differs() {
		t.Error("nothing differs")
	}
	if back := Between(newer, older); !back.Stages[1].After.Missing || back.Stages[1].Before.Missing {
		t.Errorf("the other way round: %+v", back.Stages[1])
	}
	if one := Between(older, planner.Plan{Here: 1, Engine: "2", Book: older.Book, Stages: older.Stages}); one.None() || one.Stages[0].Differs() {
		t.Errorf("of other rules alone: %+v", one)
	}
	if nowhere := Between(planner.Plan{Here: 3}, planner.Plan{}); nowhere.Here.Before != (Place{Number: 3}) || len(nowhere.Stages) != 0 {
		t.Errorf("without stages: %+v", nowhere)
	}
}

// built are plans of all kinds.
func built(t testing.TB) []planner.Plan {
	t.Helper()
	var all []planner.Plan
	add := func(w workload.Workload) {
		p, err := planner.Build(w, pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	for _, preset := range workload.Presets() {
		add(preset.Workload())
	}
	add(stated(t, "users", "400k"))
	add(stated(t, "users", "400k", "track", "classic", "region", "sa-east-1"))
	add(stated(t, "users", "10M..40M", "compute", "fargate", "database", "aurora-mysql", "practice", "off", "analytics_data", "90 TB"))
	return all
}

func TestBetweenAnyPlans(t *testing.T) {
	plans := built(t)
	for i, a := range plans {
		for j, b := range plans {
			d, back := Between(a, b), Between(b, a)
			if d.None() != (i == j) || i == j && len(d.Stages) != 8 {
				t.Errorf("%d and %d: none differ %v, of %d stages", i, j, d.None(), len(d.Stages))
			}
			if got, want := described(d, false), described(back, true); got != want {
				t.Errorf("%d and %d the other way round are\n%s\nwant\n%s", i, j, got, want)
			}
			for n, s := range d.Stages {
				var sum units.Money
				for _, l := range s.Lines {
					sum = sum.Add(l.Change)
				}
				if sum.Cmp(s.Change) != 0 || s.Change.Cmp(b.Stages[n].Bill.Total.Sub(a.Stages[n].Bill.Total)) != 0 {
					t.Errorf("%d and %d, stage %d: lines change by %s, the total by %s", i, j, s.Number, sum, s.Change)
				}
				if back.Stages[n].Change.Add(s.Change).Cmp(units.Money{}) != 0 {
					t.Errorf("%d and %d, stage %d: %s there, %s back", i, j, s.Number, s.Change, back.Stages[n].Change)
				}
			}
		}
	}
}

// described writes a difference in an order of its own, turned round if asked.
func described(d Difference, turned bool) string {
	var all []string
	add := func(what string, before, after any) {
		if turned {
			before, after = after, before
		}
		all = append(all, fmt.Sprintf("%s: %+v → %+v", what, before, after))
	}
	add("here", d.Here.Before, d.Here.After)
	add("book", d.Book.Before, d.Book.After)
	add("engine", d.Engine.Before, d.Engine.After)
	for _, i := range d.Inputs {
		add(i.Field+" "+i.Label, []any{i.Text.Before, i.Stated.Before}, []any{i.Text.After, i.Stated.After})
	}
	for _, s := range d.Stages {
		name := fmt.Sprint("stage ", s.Number, s.Complete)
		add(name, s.Before, s.After)
		for _, c := range s.Components {
			add(name+c.Tier, c.Before, c.After)
		}
		for _, l := range s.Lines {
			add(name, l.Before, l.After)
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}
