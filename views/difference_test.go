package views

import (
	"regexp"
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/difference"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// differing renders the tables of two plans.
func differing(t testing.TB, older, newer planner.Plan) string {
	t.Helper()
	return html(t, DifferenceTables(NewDifference(difference.Between(older, newer))))
}

// cells are the rows of the tables under a caption, cells kept apart by bars.
func cells(t testing.TB, page, caption string) string {
	t.Helper()
	_, table, found := strings.Cut(page, ">"+caption+"</caption>")
	if !found {
		return ""
	}
	table, _, _ = strings.Cut(table, "</table>")
	var rows []string
	for _, row := range regexp.MustCompile(`(?s)<tr>(.*?)</tr>`).FindAllStringSubmatch(table, -1) {
		var parts []string
		for _, cell := range regexp.MustCompile(`(?s)<t[hd]\b[^>]*>(.*?)</t[hd]>`).FindAllStringSubmatch(row[1], -1) {
			parts = append(parts, strings.Join(strings.Fields(regexp.MustCompile(`<[^>]+>`).ReplaceAllString(cell[1], " ")), " "))
		}
		rows = append(rows, strings.Join(parts, " | "))
	}
	return strings.Join(rows, "\n")
}

func stated(t testing.TB, name, value string) workload.Workload {
	t.Helper()
	w, refused := workload.Parse(map[string][]string{name: {value}})
	if err := refused.Err(); err != nil {
		t.Fatal(err)
	}
	return w
}

// stageOf is a stage of one line at a price an hour, with its servers.
func stageOf(number int, name, size, price string) planner.Stage {
	q, p := units.NewQuantity(730), units.MustPrice(price)
	monthly := p.Amount(q)
	return planner.Stage{Number: number, Name: name, Users: planner.Band{To: 1000}, SizedAt: 500,
		Tiers: []planner.Tier{{ID: "web", Service: "ec2", Name: "Web servers", Sizing: catalog.Sizing{Detail: size}}},
		Bill:  bill.Bill{Complete: true, Total: monthly, Items: []bill.Item{{Component: "web", RateKey: "ec2.m7g", Name: "Web servers", Unit: "hour", Quantity: q, UnitPrice: p, Monthly: monthly}}}}
}

// pairOfPlans has a stage that is dearer, one that is cheaper and one that is the
// same, and one that is new.
func pairOfPlans(t testing.TB) (older, newer planner.Plan) {
	t.Helper()
	unpriced := stageOf(4, "Lighten", "4 × m7g", "0")
	unpriced.Bill.Complete, unpriced.Bill.Items[0].Unpriced, unpriced.OneOff = false, true, bill.Bill{Total: units.Cent, Complete: true, Items: make([]bill.Item, 1)}
	unpriced.Ends, unpriced.Users = &planner.Trigger{Text: "It is <full>."}, planner.Band{From: 1000}
	older = planner.Plan{Workload: stated(t, "users", "250k"), Here: 1, Engine: "1", Book: planner.Book{Version: "b1", Region: "us-east-1"}, Stages: []planner.Stage{
		stageOf(1, "Start", "1 × m7g", "0.1"), stageOf(2, "Split", "2 × m7g", "0.2"), stageOf(3, "Balance", "3 × m7g", "0.3"), stageOf(4, "Lighten", "3 × m7g", "0.3")}}
	newer = planner.Plan{Workload: stated(t, "cpu_ms", "30"), Here: 2, Engine: "2", Book: planner.Book{Version: "b2", Region: "eu-west-1"}, Stages: []planner.Stage{
		stageOf(1, "Start", "1 × m7g", "0.15"), stageOf(2, "Split", "1 × m7g", "0.1"), stageOf(3, "Balance", "3 × m7g", "0.3"), unpriced, stageOf(5, "Automate", "5 × m7g", "1")}}
	newer.Stages[1].Tiers = append(newer.Stages[1].Tiers, planner.Tier{ID: "db", Name: "PostgreSQL"})
	newer.Stages[1].Tiers[0].Name = "Tasks"
	newer.Stages[0].Bill.Items[0].RateKey = "ec2.m8g"
	return older, newer
}

func TestDifferenceTables(t *testing.T) {
	older, newer := pairOfPlans(t)
	page := differing(t, older, newer)
	for caption, want := range map[string]string{
		"Fields that differ": "Field | Before | After\nMonthly active users | 250k | 100k (assumed)\nCPU per request | 10 ms (assumed) | 30 ms",
		"Cost of each stage a month": "Stage | Before | After | Change\n1 Start you were here | $73.00 | $109.50 | +$36.50, dearer\n2 Split you are here now | $146.00 | $73.00 | −$73.00, cheaper\n" +
			"3 Balance | $219.00 | $219.00 | same\n4 Lighten | $219.00 | ≥ $0.00 | −$219.00, cheaper, of what is priced\n5 Automate | none | $730.00 | new",
		"Stage 1 Start, components": "",
		"Stage 1 Start, lines of the bill": "Line | Before | After | Change\nWeb servers ec2.m8g | none | 730 hours × $0.15 = $109.50 | +$109.50, dearer\n" +
			"Web servers ec2.m7g | 730 hours × $0.10 = $73.00 | none | −$73.00, cheaper\nWhole stage | $73.00 | $109.50 | +$36.50, dearer",
		"Stage 2 Split, components": "Component | Before | After | Change\nTasks | Web servers, 2 × m7g | Tasks, 1 × m7g | resized\nPostgreSQL | none | PostgreSQL | added",
		"Stage 4 Lighten, users":    "Figure | Before | After\nUsers | 0 – 1k | above 1k\nWhat ends it | nothing | It is &lt;full&gt;.\nOnce, to get here | $0.00 | $0.01",
		"Stage 4 Lighten, lines of the bill": "Line | Before | After | Change\nWeb servers ec2.m7g | 730 hours × $0.30 = $219.00 | 730 hours, not priced | −$219.00, cheaper, of what is priced\n" +
			"Whole stage | $219.00 | ≥ $0.00 | −$219.00, cheaper, of what is priced",
		"Stage 3 Balance, lines of the bill": "",
		"Stage 5 Automate, users":            "Figure | Before | After\nUsers | none | 0 – 1k\nPriced for | none | 500 users\nWhat ends it | none | nothing\nOnce, to get here | none | $0.00",
	} {
		if got := cells(t, page, caption); got != want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", caption, got, want)
		}
	}
	for _, want := range []string{
		"Your users stood in stage 1, Start, at $73.00 a month, and now stand in stage 2, Split, at $73.00 a month.",
		"The prices were of book b1 in us-east-1 and are now of book b2 in eu-west-1.",
		"The planning rules were of version 1 and are now of version 2.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not said", want)
		}
	}
	back := differing(t, newer, older)
	if got := cells(t, back, "Stage 2 Split, components"); got != "Component | Before | After | Change\nWeb servers | Tasks, 1 × m7g | Web servers, 2 × m7g | resized\nPostgreSQL | PostgreSQL | none | removed" {
		t.Errorf("the other way round:\n%s", got)
	}
	if got := cells(t, back, "Cost of each stage a month"); !strings.HasSuffix(got, "5 Automate | $730.00 | none | gone") {
		t.Errorf("the other way round:\n%s", got)
	}
}

// Two plans may differ in their prices alone, and in nothing.
func TestDifferencesThatAreFew(t *testing.T) {
	older, _ := pairOfPlans(t)
	newer, _ := pairOfPlans(t)
	page := differing(t, older, newer)
	if !strings.Contains(page, "Nothing differs") || strings.Contains(page, "<table") {
		t.Errorf("the same plan twice:\n%s", page)
	}
	newer.Book.Version = "b2"
	page = differing(t, older, newer)
	for _, want := range []string{"Every field holds the same as before", "Your users stand in stage 1, Start, at $73.00 a month, as before.", "The planning rules are the same, version 1.", "now of book b2"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not said of another price book:\n%s", want, page)
		}
	}
	if strings.Contains(page, "<details") || cells(t, page, "Fields that differ") != "" || !strings.Contains(cells(t, page, "Cost of each stage a month"), "2 Split | $146.00 | $146.00 | same") {
		t.Errorf("of another price book:\n%s", page)
	}
}

// The tables of any two plans can be read aloud, and hold nothing inline.
func TestDifferenceTablesAreAccessible(t *testing.T) {
	presets := workload.Presets()
	for i, preset := range presets {
		older, newer := planOf(t, typed(preset)), planOf(t, typed(presets[(i+1)%len(presets)]))
		page := differing(t, older, newer)
		tables := strings.Count(page, "<table")
		if tables < 10 || strings.Count(page, "<caption") != tables || strings.Count(page, "<thead>") != tables {
			t.Errorf("%s: %d tables, %d captions, %d heads", preset.ID, tables, strings.Count(page, "<caption"), strings.Count(page, "<thead>"))
		}
		if bare := regexp.MustCompile(`<th\b[^>]*>`).FindAllString(page, -1); strings.Contains(strings.Join(bare, ""), "<th>") || strings.Count(strings.Join(bare, ""), "scope=") != len(bare) {
			t.Errorf("%s: a head without a scope", preset.ID)
		}
		if found := inline(page); found != "" {
			t.Errorf("%s: %q", preset.ID, found)
		}
		for _, colour := range regexp.MustCompile(`<td class="[^"]*\b(?:ok|bad)\b[^"]*"[^>]*>([^<]*)<`).FindAllStringSubmatch(page, -1) {
			if !strings.Contains(colour[1], "dearer") && !strings.Contains(colour[1], "cheaper") {
				t.Errorf("%s: %q is said by colour alone", preset.ID, colour[1])
			}
		}
		seen := map[string]bool{}
		for _, id := range valuesOf(page, "id") {
			if seen[id] {
				t.Errorf("%s: id %q twice", preset.ID, id)
			}
			seen[id] = true
		}
		for _, href := range valuesOf(page, "href") {
			if id, within := strings.CutPrefix(href, "#"); within && !seen[id] {
				t.Errorf("%s: #%s leads nowhere", preset.ID, id)
			}
		}
	}
}

func typed(p workload.Preset) map[string][]string {
	values := map[string][]string{}
	for name, value := range p.Values {
		values[name] = []string{value}
	}
	return values
}
