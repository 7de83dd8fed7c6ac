package planner

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner/catalog"
)

// A month of one engineer is 150 hours, of which half may go to operations and
// four fifths at the very most; a rotation takes 2 ÷ 25% = 8, a thin one 4.
func TestJudge(t *testing.T) {
	for _, c := range []struct {
		engineers, hours float64
		parts            int
		rotating, self   bool
		want             Verdict
		says             string
	}{
		{0, 500, 9, true, true, "", ""},
		{1, 75, 1, false, false, Can, "50%"},
		{1, 76, 1, false, false, Strained, "above half"},
		{1, 120, 1, false, false, Strained, "80%"},
		{1, 121, 1, false, false, Cannot, "would take"},
		{2, 150, 1, false, true, Can, "50%"},
		{1, 10, 1, false, true, Strained, "managed services"},
		{8, 10, 1, true, true, Can, ""},
		{7, 10, 1, true, true, Strained, "nobody behind"},
		{4, 10, 1, true, true, Strained, "nobody behind"},
		{3, 10, 1, true, true, Cannot, "week in four"},
		{2, 10, 4, false, true, Can, ""},
		{1, 10, 4, false, true, Cannot, "stands in"},
		{2, 10, 5, false, true, Strained, "fewer than 3"},
		{3, 400, 9, true, true, Cannot, "week in four"}, // 89% of the hours, too few on call, and too few for the parts
		{4, 580, 9, true, true, Cannot, "fewer than 5"}, // a strain never softens what cannot be
	} {
		got, why := judge(c.engineers, c.hours, c.parts, c.rotating, c.self)
		if got != c.want || !strings.Contains(strings.Join(why, " "), c.says) {
			t.Errorf("%+v: %q, %v", c, got, why)
		}
	}
}

func TestNeeded(t *testing.T) {
	for _, c := range []struct {
		hours    float64
		parts    int
		rotating bool
		want     int
	}{{0, 1, false, 1}, {75, 1, false, 1}, {75.1, 1, false, 2}, {10, 4, false, 2}, {10, 5, false, 3}, {10, 1, true, 8}, {675, 1, true, 9}} {
		if got := needed(c.hours, c.parts, c.rotating); got != c.want {
			t.Errorf("%v hours, %d parts, rotation %v: %d engineers, want %d", c.hours, c.parts, c.rotating, got, c.want)
		}
	}
}

func task(t *testing.T, s Stage, name string) Task {
	t.Helper()
	i := slices.IndexFunc(s.Operation.Tasks, func(k Task) bool { return k.Tier == name || k.Tier == "" && k.Name == name })
	if i < 0 {
		t.Fatalf("stage %d has no task %s", s.Number, name)
	}
	return s.Operation.Tasks[i]
}

// By hand: 40 releases × (0.5 h + 5% × 1 h) = 22 h; with a pipeline 40 × (0.1 +
// 1% × 1) = 4.4; four parts released apart 17.6.
func TestReleases(t *testing.T) {
	p := plan(t, "users", "100k")
	for stage, want := range map[int]float64{1: 22, 4: 22, 5: 4.4, 6: 17.6} {
		if got := task(t, p.Stages[stage-1], "Releases").Work.Sum(); math.Abs(got-want) > 1e-9 {
			t.Errorf("stage %d: %v hours for releases, want %v", stage, got, want)
		}
	}
	if got := task(t, plan(t, "users", "100k", "deployments_per_month", "0").Stages[0], "Releases"); got.Work.Sum() != 0 || got.Pages != 0 {
		t.Errorf("no releases take %+v", got)
	}
}

// A stage in one zone fails four times a year in all, and every failure waits
// for a person; one with stand-ins pages less urgently.
func TestStandInsReduceUrgency(t *testing.T) {
	p := plan(t, "users", "100k")
	if got := task(t, p.Stages[0], "server").Pages; got != 4 {
		t.Errorf("one server fails %v times a year, want 4", got)
	}
	if web, db := task(t, p.Stages[1], "web").Pages, task(t, p.Stages[1], "db").Pages; web+db != 4 {
		t.Errorf("web and database fail %v + %v times a year, want 4 together", web, db)
	}
	if got := task(t, p.Stages[2], "db").Pages; got != 1 {
		t.Errorf("a database with a standby pages %v times a year, want 1", got)
	}
	// Stage 3: web 1 + a quarter of the second server, db 1, balancer, gateways 0.2 each, DNS 0.1, sign-in 0.3.
	failures := 1.25 + 1 + 0.2 + 0.2 + 0.1 + 0.3
	o := p.Stages[2].Operation
	if want := failures / 12 * 128 / 168; math.Abs(o.Night-want) > 1e-9 {
		t.Errorf("%v pages a night, want %v", o.Night, want)
	}
	if want := (failures + 40*0.05*12) / 12; math.Abs(o.Pages-want) > 1e-9 {
		t.Errorf("%v pages a month, want %v", o.Pages, want)
	}
}

// Failures of stage 3 left until the morning cost 3.05 × 25% × 128 ÷ 168 × 8 h =
// 4.648 h a year; 99.95% allows 4.38 h and 99.94% 5.256 h.
func TestOnCallFollowsTheTarget(t *testing.T) {
	for target, want := range map[string]bool{"99%": false, "99.94%": false, "99.95%": true, "99.99%": true} {
		o := plan(t, "users", "100k", "availability", target).Stages[2].Operation
		if o.OnCall.Rotation != want || (o.OnCall.Size == 8) != want || (o.Needed >= 8) != want {
			t.Errorf("target %s: %+v, %d engineers", target, o.OnCall, o.Needed)
		}
	}
	if o := plan(t, "users", "500", "availability", "99.99%").Stages[1].Operation; o.OnCall.Rotation {
		t.Errorf("below the count where outages matter: %+v", o.OnCall)
	}
}

// What AWS runs takes less than what a team runs itself, and every service of
// the catalogue has an estimate.
func TestEveryServiceHasCare(t *testing.T) {
	for _, s := range catalog.Services() {
		c, own := cares[s.ID]
		if !own {
			c = categoryCares[s.Category]
		}
		if c.why == "" || c.patch < 0 || c.watch < 0 || c.rehearse < 0 || c.pages < 0 {
			t.Errorf("%s of category %s: %+v", s.ID, s.Category, c)
		}
	}
	for _, c := range []struct{ managed, own string }{{"lambda", "ec2"}, {"aurora", "rds"}, {"dynamodb", "aurora"}, {"s3", "ec2"}} {
		if a, b := cares[c.managed], cares[c.own]; a.patch >= b.patch && a.patch > 0 || a.patch+a.watch+a.rehearse >= b.patch+b.watch+b.rehearse {
			t.Errorf("%s takes %+v, no less than %s with %+v", c.managed, a, c.own, b)
		}
	}
}

func TestOperationAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 15 {
		v := random(r)
		v.Set("engineers", "3")
		for _, s := range build(t, v).Stages {
			o, sum := s.Operation, 0.0
			tiers := 0
			for _, k := range o.Tasks {
				sum += k.Work.Sum()
				if k.Tier != "" {
					tiers++
				}
				if k.Text == "" || k.Reason.Formula == "" {
					t.Errorf("task %+v has no text or reason", k)
				}
			}
			if math.Abs(sum-o.Hours) > 1e-9 || math.Abs(o.Work.Sum()-o.Hours) > 1e-9 || tiers != len(s.Tiers) {
				t.Errorf("%s stage %d: tasks of %d tiers add to %v, hours %v, work %v", v.Encode(), s.Number, tiers, sum, o.Hours, o.Work.Sum())
			}
			if o.Verdict == "" || len(o.Why) == 0 || o.Needed < 1 || o.Night > o.Pages || !strings.Contains(o.Text, "team of 3") {
				t.Errorf("%s stage %d: %+v", v.Encode(), s.Number, o)
			}
		}
	}
	if o := plan(t, "users", "100k").Stages[2].Operation; o.Verdict != "" || o.Why != nil || strings.Contains(o.Text, "team of") {
		t.Errorf("nobody asked, and still: %+v", o)
	}
}

// The seven points of the talk, met one after the other, and never lost again;
// what is missing says where it comes or why it is not needed.
func TestChecklistIsComplete(t *testing.T) {
	p := plan(t, "users", "100k")
	metIn := map[string]int{"multi-az": 3, "balancing": 3, "auto-scaling": 4, "services": 6, "content": 4, "cache": 4, "state": 4, "three-zones": 7}
	for _, s := range p.Stages {
		if len(s.Checklist) != len(metIn) {
			t.Fatalf("stage %d has %d points", s.Number, len(s.Checklist))
		}
		for _, c := range s.Checklist {
			if met := s.Number >= metIn[c.ID]; c.Met != met || (!met && !strings.Contains(c.Text, "Comes with stage")) || c.Text == "" {
				t.Errorf("stage %d: %+v", s.Number, c)
			}
		}
	}
	for _, c := range plan(t, "users", "100k", "cache_hit", "0", "session_share", "0").Stages[6].Checklist {
		switch {
		case c.ID == "cache" && (c.Met || !strings.HasPrefix(c.Text, "Not needed")):
			t.Errorf("without a cache: %+v", c)
		case c.ID == "state" && (!c.Met || !strings.Contains(c.Text, "no session")):
			t.Errorf("without sessions: %+v", c)
		}
	}
}
