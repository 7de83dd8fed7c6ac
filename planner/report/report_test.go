package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

func build(t *testing.T, query map[string][]string) planner.Plan {
	t.Helper()
	w, refused := workload.ParseStrict(query)
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func plans(t *testing.T) map[string]planner.Plan {
	t.Helper()
	all := map[string]planner.Plan{"hostile": hostile()}
	for name, query := range map[string]map[string][]string{
		"default": {},
		"talk":    {"users": {"10M"}, "reads_per_month": {"100B"}, "writes_per_month": {"1B"}, "objects_stored": {"40 TB"}},
		"writes":  {"users": {"2k"}, "requests_per_second": {"30000"}, "read_write": {"5/95"}, "database": {"aurora-mysql"}},
		"bands":   {"practice": {"off"}, "region": {"eu-central-1"}, "processor": {"x86"}},
	} {
		all[name] = build(t, query)
	}
	return all
}

// hostile is a plan no planner makes, with everything a renderer can trip over.
func hostile() planner.Plan {
	evil := "=HYPERLINK(\"x\")\x1b[31m\u202e\nnext"
	source := reason.Source{Name: evil, URL: "+1", AsOf: "2026-01-02"}
	because := []reason.Reason{{Label: evil, Formula: "a × b", Substituted: "1 × 2", Value: "2", Unit: "things", Source: source}}
	price := units.MustPrice("0.0336")
	quantity := units.NewQuantity(1460.12345)
	graph := topology.Graph{}
	graph.Add(topology.Component{ID: "web.a", Tier: "web", Service: "ec2", Name: evil, Place: topology.ZoneA, New: true})
	graph.Add(topology.Component{ID: "web.b", Tier: "web", Service: "ec2", Name: evil, Place: topology.ZoneB})
	graph.Connect(topology.Link{From: "web.a", To: "web.b", Kind: topology.Replication})
	trigger := planner.Trigger{Kind: planner.Capacity, Fires: true, Users: 900, Component: evil, Resource: "CPU", Text: evil, Reasons: because}
	stage := planner.Stage{
		Number: 1, ID: "start", Name: evil, Title: evil, Summary: strings.Repeat("word ", 60) + evil,
		Users: planner.Band{From: 1, To: 900}, SizedAt: 10, Ends: &trigger,
		Triggers: []planner.Trigger{trigger, {Kind: planner.Target}}, Early: []planner.EarlyMove{{ID: "m", Title: evil, Text: evil}},
		Graph: graph, Flows: map[string]planner.Flow{"web.a>web.b": {Label: evil, Rate: units.Rate{Average: units.PerSecond(math.Inf(1))}}},
		Tiers: []planner.Tier{{ID: "web", Name: evil, Unpriced: true, Sizing: catalog.Sizing{Unit: "m7g.large", Count: 5, PerZone: 3,
			Utilisation: math.NaN(), Headroom: math.Inf(1), Bottleneck: "CPU", Resources: []catalog.Resource{{Name: evil, Demand: math.NaN()}}, Reasons: because}}},
		Bill: bill.Bill{Total: price.Amount(quantity), NotIncluded: []string{evil}, Items: []bill.Item{
			{Service: "ec2", Component: "web", Name: evil, Quantity: quantity, Unit: "hour", UnitPrice: price, Monthly: price.Amount(quantity), AsOf: "2026-01-02", Source: source},
			{Service: "ec2", Name: "no price", Quantity: quantity, Unit: "10,000 requests", Unpriced: true, StandIn: true, Region: "@x", Source: source},
		}},
		Moves:     []planner.Move{{ID: "a", Title: evil, Why: evil, Applied: true, Migrate: []string{evil}, Source: source}, {ID: "b", Title: evil}},
		Limits:    []planner.Limit{{Component: evil, Resource: "CPU", Utilisation: math.Inf(1), Users: 5}},
		Checklist: []planner.Check{{ID: "c", Title: evil, Met: true}}, Notes: []string{evil},
	}
	w := workload.Default()
	w.Name, w.Note = evil, evil
	return planner.Plan{Workload: w, Here: 1, Stages: []planner.Stage{stage, {Number: 2, Name: "Last"}}, Engine: evil}
}

func TestSameBytesEveryTime(t *testing.T) {
	for name, p := range plans(t) {
		for stage := AllStages; stage <= 8; stage++ {
			for format, render := range map[string]func(planner.Plan, int) []byte{"text": Text, "json": JSON, "csv": CSV} {
				if a, b := render(p, stage), render(p, stage); !bytes.Equal(a, b) {
					t.Errorf("%s, stage %d, %s: two renderings differ", name, stage, format)
				}
			}
		}
	}
}

func TestJSONKeysThatStay(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(JSON(build(t, nil), AllStages), &doc); err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(`
		workload.users workload.read_write here engine book.version book.as_of book.region
		demand.requests_per_second.average demand.requests_per_second.peak demand.reads_per_second.peak demand.writes_per_second.average
		demand.database_reads_per_second.peak demand.database_writes_per_second.peak demand.stored_bytes
		demand.stored_bytes_at_retention demand.stored_objects_bytes demand.stored_objects_bytes_at_retention
		demand.bytes_written_per_month demand.egress_bytes_per_month demand.concurrent_requests.average demand.concurrent_requests.peak
		stages.number stages.id stages.name stages.users.from stages.users.to stages.talk_users.from stages.talk_users.to
		stages.trigger.kind stages.trigger.users stages.trigger.resource stages.trigger.component stages.trigger.value
		stages.trigger.threshold stages.trigger.unit stages.trigger.text stages.triggers.kind stages.triggers.text stages.early_moves
		stages.components.id stages.components.service stages.components.name stages.components.zone stages.components.count
		stages.components.unit stages.components.utilisation stages.components.headroom stages.components.bottleneck
		stages.components.new stages.components.reasons stages.links.from stages.links.to stages.links.label stages.bill.currency
		stages.bill.items.service stages.bill.items.component stages.bill.items.name stages.bill.items.quantity
		stages.bill.items.unit stages.bill.items.unit_price stages.bill.items.monthly stages.bill.items.rate_key
		stages.bill.items.as_of stages.bill.items.source stages.bill.total_monthly stages.bill.complete stages.bill.not_included
		stages.availability stages.latency_ms.p50 stages.latency_ms.p99 stages.moves.id stages.moves.title stages.moves.why
		stages.moves.migrate`) {
		at := any(doc)
		for _, key := range strings.Split(path, ".") {
			if list, ok := at.([]any); ok {
				at = list[0]
			}
			value, there := at.(map[string]any)[key]
			if !there {
				t.Errorf("%s is missing", path)
				break
			}
			at = value
		}
	}
	stages := doc["stages"].([]any)
	last := stages[len(stages)-1].(map[string]any)
	if to, there := last["users"].(map[string]any)["to"]; len(stages) != 8 || !there || to != nil || last["trigger"] != nil {
		t.Errorf("the last of %d stages ends: %v, %v", len(stages), last["users"], last["trigger"])
	}
}

func TestJSONIsReadBackAsTheWorkload(t *testing.T) {
	p := build(t, map[string][]string{"users": {"250k"}, "read_write": {"9:1"}, "name": {`<b> "shop" & more`}})
	w, err := workload.ParseJSON(JSON(p, AllStages))
	if err != nil || workload.Encode(w) != workload.Encode(p.Workload) {
		t.Errorf("read back %q, want %q (%v)", workload.Encode(w), workload.Encode(p.Workload), err)
	}
}

func TestJSONMoneyAndUnknowns(t *testing.T) {
	var doc struct{ Stages []json.RawMessage }
	raw := JSON(hostile(), 1)
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Stages) != 1 {
		t.Fatalf("%d stages, want the chosen one", len(doc.Stages))
	}
	for _, want := range []string{
		`"total_monthly": "49.06"`, `"complete": false`, `"unit_price": "0.0336"`, `"monthly": "49.06"`, `"quantity": 1460.1235`,
		`"unit_price": null`, `"monthly": null`, `"unpriced": true`, `"utilisation": null`, `"demand": null`, `"average": null`,
	} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("no %s", want)
		}
	}
}

func TestNumber(t *testing.T) {
	for in, want := range map[float64]string{
		0: "0", math.Copysign(0, -1): "0", 1: "1", 0.1 + 0.2: "0.3", 11.574074074074074: "11.5740740741", 0.9993001099950001: "0.999300109995",
		2.6899999999999994e11: "269000000000", 1e21: "1000000000000000000000", 1e-7: "0.0000001", -2.5: "-2.5",
		math.NaN(): "null", math.Inf(1): "null", math.Inf(-1): "null",
	} {
		if got, err := number(in).MarshalJSON(); err != nil || string(got) != want {
			t.Errorf("%v is written %s, want %s", in, got, want)
		}
	}
}

func TestCountsSumToTheTier(t *testing.T) {
	for name, p := range plans(t) {
		for _, s := range p.Stages {
			of := counts(s)
			for _, tier := range s.Tiers {
				sum := 0
				for _, c := range s.Graph.Tier(tier.ID) {
					sum += of[c.ID]
				}
				if sum != tier.Sizing.Count {
					t.Errorf("%s, stage %d: components of %s count %d, the tier %d", name, s.Number, tier.ID, sum, tier.Sizing.Count)
				}
			}
		}
	}
}

func TestCSVReAdds(t *testing.T) {
	for name, p := range plans(t) {
		rows, err := csv.NewReader(bytes.NewReader(CSV(p, AllStages))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(rows[0][:12], ","); got != "stage,service,component,name,quantity,unit,unit_price,monthly,rate_key,region,as_of,source" {
			t.Errorf("header %s", got)
		}
		sums := map[string]units.Money{}
		for _, row := range rows[1:] {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
					t.Errorf("%s: a spreadsheet would run %q", name, cell)
				}
			}
			if row[7] == "" {
				if row[6] != "" {
					t.Errorf("%s: an unpriced line has a price: %q", name, row)
				}
				continue
			}
			amount, err := units.ParseMoney(row[7])
			if err != nil {
				t.Fatal(err)
			}
			sums[row[0]] = sums[row[0]].Add(amount)
		}
		for _, s := range p.Stages {
			if got := sums[fmt.Sprint(s.Number)]; got.Cmp(s.Bill.Total) != 0 {
				t.Errorf("%s, stage %d: lines sum to %s, the bill says %s", name, s.Number, got, s.Bill.Total)
			}
		}
	}
}

func TestCSVOfOneStage(t *testing.T) {
	p := build(t, nil)
	rows, err := csv.NewReader(bytes.NewReader(CSV(p, 4))).ReadAll()
	if err != nil || len(rows) != 1+len(p.Stages[3].Bill.Items) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		if row[0] != "4" {
			t.Errorf("row of stage %s", row[0])
		}
	}
}

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", " =1": "' =1", "+1": "'+1", "-1": "'-1", "@SUM": "'@SUM", "\tx": "'\tx", "＝1": "'＝1", "|calc": "'|calc",
		"": "", "web": "web", "a=b": "a=b", "1-2": "1-2",
	} {
		if got := inert(in); got != want {
			t.Errorf("inert(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTextIsReadable(t *testing.T) {
	for name, p := range plans(t) {
		for stage := AllStages; stage <= len(p.Stages); stage++ {
			text := string(Text(p, stage))
			if !utf8.ValidString(text) || !strings.HasSuffix(text, "\n") {
				t.Errorf("%s, stage %d: broken text", name, stage)
			}
			for _, line := range strings.Split(text, "\n") {
				words := strings.Fields(line)
				longest := 0
				for _, word := range words {
					longest = max(longest, utf8.RuneCountInString(word))
				}
				if n := utf8.RuneCountInString(line); n > width && len(words) > 2 && longest < 60 {
					t.Errorf("%s, stage %d: %d columns: %s", name, stage, n, line)
				}
				if strings.ContainsFunc(line, unicode.IsControl) || strings.ContainsRune(line, '\u202e') || strings.HasSuffix(line, " ") {
					t.Errorf("%s, stage %d: unclean line %q", name, stage, line)
				}
			}
		}
	}
}

func TestTextSaysWhatThePlanSays(t *testing.T) {
	p := build(t, map[string][]string{"users": {"250k"}, "name": {"Shop"}})
	all, one := string(Text(p, AllStages)), string(Text(p, p.Here))
	s := p.Stages[p.Here-1]
	for _, want := range []string{"Shop", "250k", s.Title, s.Bill.Total.Display(), "▸  " + fmt.Sprint(p.Here), p.Book.Version} {
		if !strings.Contains(all, want) {
			t.Errorf("the overview lacks %q", want)
		}
	}
	for _, each := range p.Stages {
		if !strings.Contains(all, each.Bill.Total.Display()) {
			t.Errorf("the overview lacks the cost of stage %d", each.Number)
		}
	}
	flat := strings.Join(strings.Fields(one), " ")
	for _, i := range s.Bill.Items {
		if !strings.Contains(flat, i.Name) || !strings.Contains(flat, i.UnitPrice.Display()) || !strings.Contains(flat, i.Quantity.Display()) {
			t.Errorf("stage %d lacks the line %s", s.Number, i.Name)
		}
	}
	for _, tier := range s.Tiers {
		for _, r := range tier.Sizing.Reasons {
			if !strings.Contains(flat, strings.Join(strings.Fields(r.Substituted), " ")) {
				t.Errorf("stage %d lacks the arithmetic %q", s.Number, r.Substituted)
			}
		}
	}
	for _, m := range s.Moves {
		if m.Applied && !strings.Contains(flat, m.Title) {
			t.Errorf("stage %d lacks the move %q", s.Number, m.Title)
		}
	}
	if hidden := string(Text(hostile(), 1)); !strings.Contains(hidden, "not priced") || !strings.Contains(hidden, "≥ $49.06") {
		t.Error("an unpriced line does not show")
	}
}
