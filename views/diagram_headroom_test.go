package views

import (
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// limits of a stage of 100k users, nearest first.
var someLimits = []planner.Limit{
	{Tier: "eventbridge", Component: "EventBridge", Resource: "PutEvents of the account", Quota: true, Scales: true, Utilisation: 1.25, Users: 64e3},
	{Tier: "db", Component: "RDS MySQL", Resource: "connections", Scales: true, Utilisation: 0.83, Users: 120e3},
	{Tier: "web", Component: "Web servers", Resource: "CPU", Scales: true, Utilisation: 0.398, Users: 150e3},
	{Tier: "db", Component: "RDS MySQL", Resource: "CPU of the primary", Utilisation: 0.39, Users: 470e3, StageUsers: 2.1e6},
	{Tier: "db", Component: "RDS MySQL", Resource: replicasCPU, Utilisation: 0.2, Users: 900e3},
	{Tier: "cognito", Component: "Cognito", Resource: "sign-ins", Quota: true, Scales: true, Utilisation: 0.001, Users: 12.3e6},
}

func TestHeadroomOfACard(t *testing.T) {
	s := planner.Stage{SizedAt: 100e3, Users: planner.Band{From: 50e3, To: 700e3}, Limits: someLimits}
	s.Graph.Add(topology.Component{ID: "web.a", Place: topology.ZoneA})
	s.Graph.Add(topology.Component{ID: "web.b", Place: topology.ZoneB})
	for _, c := range []struct {
		tier, role, bottleneck string
		used                   float64
		text, fact             string
	}{
		{"db", "primary", "CPU of the primary", 0.39, "connections full at 120k",
			"connections at 83 of 100%, full to its target at 120k users as sized, and then more of it is added; CPU of the primary at 470k users"},
		{"db", "replica", replicasCPU, 0.2, "CPU 20 of 60% · 900k", "CPU of the read replicas at 20 of 60%, full to its target at 900k users as sized"},
		{"web", "", "CPU", 0.398, "CPU 40 of 40% · 150k", "CPU at 40 of 40%, for a zone is kept spare, full to its target at 150k users as sized, and then more of it is added"},
		{"cache", "", "memory", 0.001, ">99% free at peak", ">99% free at peak, never full: what takes it does not grow with users"},
		{"cognito", "", "", -1, "quota at 12.3M users", "sign-ins at <1% of what AWS grants, to be raised before 12.3M users"},
		{"eventbridge", "", "", -1, "quota passed at 64k", "PutEvents of the account at 125% of what AWS grants, to be raised from 64k users on"},
		{"xray", "", "", -1, "no limit known", "no limit of its own is known"},
		{"db", "standby", "", -1, "idle until it takes over", "idle until it takes over"},
		{"users", "", "", -1, "stage ends at 700k", ""},
	} {
		tier := planner.Tier{ID: c.tier, Service: map[string]string{"web": "ec2"}[c.tier]}
		tier.Sizing.Bottleneck = c.bottleneck
		tier.Sizing.Resources = []catalog.Resource{{Name: "CPU", Target: 0.4}, {Name: replicasCPU, Target: 0.6}}
		h := headroomOf(topology.Component{Tier: c.tier, Role: c.role}, c.used, tier, s)
		if h.reading.Text != c.text || h.fact != c.fact {
			t.Errorf("%s: %q, %q", c.tier, h.reading.Text, h.fact)
		}
		if faded := h.reading.Level < 0; faded != (c.used < 0 && c.tier != "cognito" && c.tier != "eventbridge") {
			t.Errorf("%s: level %v", c.tier, h.reading.Level)
		}
	}
	over := planner.Tier{ID: "db"}
	over.Sizing.Bottleneck = "CPU of the primary"
	s.SizedAt = 600e3
	if h := headroomOf(topology.Component{Tier: "db"}, 1.2, over, s); h.reading.Text != "past its target" || !strings.Contains(h.fact, "past its target since 120k users") || h.reading.Level != 0.83 {
		t.Errorf("%+v", h)
	}
}

func TestNamesKeepTheirCapitals(t *testing.T) {
	for text, want := range map[string]string{"PutEvents of the account": "PutEvents of the account", "CPU of the primary": "CPU of the primary", "Connections": "connections", "A server": "a server",
		"": "", "IOPS": "IOPS", "DynamoDB reads": "DynamoDB reads"} {
		if got := lowerFirst(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestHeadroomLegendNamesWhatBinds(t *testing.T) {
	s := planner.Stage{Limits: someLimits[2:], Ends: &planner.Trigger{Text: "It ends here."}}
	legend := legends(s, costs{})[diagram.Headroom]
	for _, want := range []string{"First to fill as sized: Web servers CPU, at 150k users, when more of it is added.",
		"Binding in this stage, whatever is added: RDS MySQL CPU of the primary, at 2.1M users.", " It ends here."} {
		if !strings.Contains(legend, want) {
			t.Errorf("%q is not in %q", want, legend)
		}
	}
	s.Limits = someLimits[:1]
	if legend = legends(s, costs{})[diagram.Headroom]; !strings.Contains(legend, "EventBridge PutEvents of the account, at 64k users, a quota that AWS raises on request.") || strings.Contains(legend, "Binding") {
		t.Error(legend)
	}
}

// Lines that stand on no card are named, those without a price too.
func TestCostLegendNamesWhatIsOnNoCard(t *testing.T) {
	amount := func(text string) units.Money {
		m, err := units.ParseMoney(text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	s := planner.Stage{Tiers: []planner.Tier{{ID: "web", Monthly: amount("10.00")}}, Bill: bill.Bill{Total: amount("12.50"), Items: []bill.Item{
		{Component: "web", Monthly: amount("10.00")}, {Name: "Data transfer out", Monthly: amount("2.50")},
		{Name: "Support plan", Unpriced: true}, {Name: "Free tier"}}}}
	s.Graph.Add(topology.Component{ID: "web.a", Tier: "web", Place: topology.ZoneA})
	const want = "$12.50 a month: $10.00 on the cards, a tier spread evenly over its machines, and on no card: data transfer out $2.50; " +
		"parts without a price are not in it, of them on no card: support plan."
	if got := cardCosts(s).legend(s); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
