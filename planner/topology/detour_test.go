package topology

import (
	"strings"
	"testing"
)

// stage is two zones with services in both, a database with a standby and a
// queue that only zone a is drawn to.
func stage(service, copyRole string) Graph {
	var g Graph
	g.Add(Component{ID: "alb", Tier: "alb", Place: VPC})
	g.Add(Component{ID: "sqs", Tier: "sqs", Place: Region})
	g.Add(Component{ID: "lambda", Tier: "lambda", Place: Region})
	for _, z := range []string{"a", "b", "c"} {
		g.Add(Component{ID: "svc." + z, Tier: "svc", Place: Place(z)})
		g.Connect(Link{From: "alb", To: "svc." + z, Kind: Request, Spine: true})
	}
	g.Add(Component{ID: "db.a", Tier: "db", Service: service, Role: "primary", Place: ZoneA})
	g.Add(Component{ID: "db.b", Tier: "db", Service: service, Role: copyRole, Place: ZoneB})
	g.Add(Component{ID: "reader.c", Tier: "reader", Service: service, Role: "replica", Place: ZoneC})
	for _, z := range []string{"a", "b", "c"} {
		g.Connect(Link{From: "svc." + z, To: "db.a", Kind: Request})
	}
	g.Connect(Link{From: "svc.c", To: "reader.c", Kind: Request})
	g.Connect(Link{From: "lambda", To: "db.a", Kind: Request})
	g.Connect(Link{From: "svc.a", To: "sqs", Kind: Event})
	g.Connect(Link{From: "db.a", To: "db.b", Kind: Replication})
	g.Connect(Link{From: "db.a", To: "reader.c", Kind: Replication})
	return g
}

func gone(ids ...string) map[string]bool {
	lost := map[string]bool{}
	for _, id := range ids {
		lost[id] = true
	}
	return lost
}

func keys(all []Detour) string {
	var words []string
	for _, d := range all {
		words = append(words, d.Key()+" for "+d.Instead.Key())
	}
	return strings.Join(words, ", ")
}

func TestDetours(t *testing.T) {
	for name, c := range map[string]struct {
		g    Graph
		lost map[string]bool
		want string
	}{
		"zone": {stage("rds", "standby"), gone("svc.a", "db.a"),
			"svc.b>db.b for svc.b>db.a, svc.c>db.b for svc.c>db.a, lambda>db.b for lambda>db.a, svc.b>sqs for svc.a>sqs, db.b>reader.c for db.a>reader.c"},
		"primary": {stage("rds", "standby"), gone("db.a"),
			"svc.a>db.b for svc.a>db.a, svc.b>db.b for svc.b>db.a, svc.c>db.b for svc.c>db.a, lambda>db.b for lambda>db.a, db.b>reader.c for db.a>reader.c"},
		"another zone":     {stage("rds", "standby"), gone("svc.b", "db.b"), ""},
		"the reader's":     {stage("rds", "standby"), gone("svc.c", "reader.c"), "svc.a>db.a for svc.c>reader.c"},
		"no standby":       {stage("rds", "replica"), gone("db.a"), ""},
		"a reader rises":   {stage("aurora", "replica"), gone("db.a", "svc.a"), "svc.b>db.b for svc.b>db.a, svc.c>db.b for svc.c>db.a, lambda>db.b for lambda>db.a, svc.b>sqs for svc.a>sqs, db.b>reader.c for db.a>reader.c"},
		"nobody is left":   {stage("rds", "standby"), gone("svc.a", "svc.b", "svc.c"), ""},
		"nothing is lost":  {stage("rds", "standby"), nil, ""},
		"all but the last": {stage("rds", "standby"), gone("svc.a", "svc.b", "db.a", "db.b"), "svc.c>sqs for svc.a>sqs"},
	} {
		if got := keys(c.g.Detours(c.lost)); got != c.want {
			t.Errorf("%s: got  %s\nwant %s", name, got, c.want)
		}
	}
}
