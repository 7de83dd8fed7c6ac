package planner

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// tenTimes is the factor of the test: what a success next month may bring.
const tenTimes = 10.0

// TenTimes is what happens to a stage, left as it is sized, when ten times its
// users come.
type TenTimes struct {
	Users    units.Users // ten times those the stage is sized for
	Beyond   bool        // more than the fields accept: what follows is not computed
	Stage    int         // that holds them
	Monthly  units.Money // what that stage costs, sized for them
	Complete bool        // false: Monthly is a lower bound
	Breaks   []Break     // what passes its target, first to break first
	Pace     Pace
	Text     string
	Reasons  []reason.Reason
}

// Remedy is what takes a resource past its limit.
type Remedy string

// The remedies, cheapest first.
const (
	ByScaling Remedy = "auto-scaling" // it happens by itself
	BySetting Remedy = "setting"      // a size, a count or a class is changed
	ByQuota   Remedy = "quota"        // AWS is asked for more
	ByMove    Remedy = "move"         // the design must change
)

// Break is one resource that ten times the users overload.
type Break struct {
	Tier, Component, Resource string
	Times                     float64 // of the users at which it passes its target
	FullTimes                 float64 // of the users at which nothing of it is left
	Utilisation               float64 // at ten times, of full capacity as sized
	Remedy                    Remedy
	How                       string       // a sentence
	Moves                     []RemedyMove // of the roadmap that relieve it
}

// RemedyMove names a move of a later stage.
type RemedyMove struct {
	ID, Title string
	Stage     int
}

// tenTimesOf runs the test on a stage.
func (b builder) tenTimesOf(number int, s sized, bands []bandOf) TenTimes {
	t := TenTimes{Users: s.demand.Users * tenTimes, Complete: true, Pace: b.pace(s)}
	if !b.w.Carries(t.Users) {
		t.Beyond, t.Complete = true, false
		t.Text = fmt.Sprintf("Ten times %s users, or the requests they bring, would be more than the fields accept.", units.FormatCount(float64(s.demand.Users)))
		return t
	}
	t.Stage = here(bands, t.Users)
	then := b.figures().size(t.Stage, t.Users)
	t.Monthly, t.Complete = b.figures().total(then)
	all := s.limited()
	for _, r := range all {
		times := r.Headroom()
		if times >= tenTimes {
			continue
		}
		k := Break{Tier: r.tier, Component: r.name, Resource: r.Name, Times: times, FullTimes: full(r.Resource), Utilisation: at(r.Resource, tenTimes)}
		k.Remedy, k.How = b.remedy(s, r)
		if k.Remedy == ByMove || (k.Remedy == BySetting && s.isFleet(r.tier)) {
			k.Moves = relief(number, r.tier, k.Remedy, then.facts)
		}
		if k.Remedy == ByMove {
			k.How = cured(k.Moves)
		}
		t.Breaks = append(t.Breaks, k)
		t.Reasons = append(t.Reasons, reason.New(r.Name+" of "+r.name+" at ten times", "(what does not grow with users + what grows with them × 10) ÷ capacity",
			reason.Fill("({} + {} × 10) ÷ {}", r.Base, r.Demand-r.Base, r.Capacity), k.Utilisation, "of its capacity; the target is "+reason.Pct(r.Target)+or(strings.HasSuffix(b.targetOf(s, r), "our assumption"), ", our assumption", ""), r.Source))
	}
	slices.SortStableFunc(t.Breaks, func(a, b Break) int { return cmp.Compare(a.Times, b.Times) })
	t.Reasons = append(t.Reasons, t.Pace.Reasons...)
	t.Reasons = append(t.Reasons, reason.New("Rows the bill for them holds", "rows today × 10: data is scaled with users", reason.Fill("{} GB × 10", float64(s.demand.Stored/units.GB)), float64(then.demand.Stored/units.GB), "GB (10^9 bytes)", reason.Source{Name: "the workload as entered: data_stored at its users"}))
	t.Text = t.text(number, len(all), s)
	return t
}

// isFleet tells servers behind a balancer.
func (s sized) isFleet(tier string) bool {
	return s.design.Balanced && (tier == "web" || tier == "svc")
}

// remedy says what takes a resource through ten times the users.
func (b builder) remedy(s sized, r limited) (Remedy, string) {
	largest := b.largest(s, r)
	fits := largest == 0 || float64(largest) >= tenTimes*float64(s.demand.Users)
	t, _ := s.tier(r.tier)
	switch {
	case r.quota:
		return ByQuota, "AWS raises it on request; ask some days before."
	case s.isFleet(r.tier) && s.design.Scaling:
		return ByScaling, "Auto Scaling adds servers by itself."
	case s.isFleet(r.tier):
		return BySetting, "Servers are added behind the load balancer, by hand."
	case !fits:
		return ByMove, ""
	case t.Service == "ec2", t.Service == "lightsail":
		return BySetting, "A larger server: some minutes of restart."
	case runningRemedies[t.Service] != "":
		return BySetting, runningRemedies[t.Service]
	case !isDatabase(t.ID):
		return BySetting, "It is set larger while it runs."
	case r.Name == "storage" || r.Name == "IOPS":
		return BySetting, "Storage and IOPS are raised while it runs."
	case b.w.Asked.Capacity == workload.Serverless && b.w.Database.IsAurora():
		return BySetting, "The most capacity units an instance may take are raised while it runs."
	case r.Name == "memory" && s.design.Databases <= 1 && catalog.MostMemory(t.Sizing.Unit):
		return BySetting, "No class is given more: what no longer fits is read from disk, whose IOPS are raised while it runs."
	case s.design.Databases > 1 && r.Max == 0:
		return BySetting, "A larger class, or more shards: rows are moved between them in the background."
	case t.Sizing.Standby || s.policy.Workload.Database.IsAurora() && s.design.Balanced:
		return BySetting, "A larger class: about a minute of failover."
	}
	return BySetting, "A larger class: some minutes without a database."
}

// runningRemedies says how services other than relational databases take more
// while they run.
var runningRemedies = map[string]string{
	"elasticache": "Nodes are added, or larger ones take over, while it runs.",
	"kinesis":     "Shards are split while the stream runs.",
	"dax":         "Nodes are added while it runs; a larger type takes a new cluster beside the old one.",
	"efs":         "Throughput is raised while it runs.",
	"redshift":    "Base capacity is raised while it runs.",
	"fargate":     "A larger task is started beside the old one, which then stops.",
	"lambda":      "AWS raises the executions at once on request; ask some days before.",
	"dynamodb":    "Its capacity is raised while it runs, and AWS raises the quota of a table on request.",
	"s3":          "It takes more by itself as keys spread over more prefixes.",
}

// relievers lists which moves take work off a tier, in the order of the roadmap.
var relievers = []struct {
	id    string
	tiers []string
}{
	{"split-tiers", []string{"server"}}, {"load-balancer", []string{"server", "web"}}, {"bucket", []string{"server", "web"}}, {"read-replicas", []string{"server", "db"}},
	{"cdn", []string{"server", "web"}}, {"cache", []string{"server", "db"}}, {"auto-scaling", []string{"server", "web"}}, {"queue", []string{"server", "db", "web"}},
	{"federation", []string{"server", "db"}}, {"sharding", []string{"server", "db"}}, {"nosql", []string{"server", "db", "cache"}},
}

// relief names the moves of later stages that relieve a tier and that the
// workload takes. What a setting takes as well only lacks Auto Scaling.
func relief(number int, tier string, remedy Remedy, f roadmap.Facts) []RemedyMove {
	var all []RemedyMove
	for _, stage := range roadmap.Track(f.Workload.Track)[number:] {
		for _, m := range stage.Moves {
			relieves := slices.ContainsFunc(relievers, func(r struct {
				id    string
				tiers []string
			}) bool {
				return r.id == m.ID && slices.Contains(r.tiers, tier)
			})
			// A queue takes off a tier only what may run later.
			if !relieves || (remedy == BySetting && m.ID != "auto-scaling") || (m.ID == "queue" && f.Workload.AsyncShare == 0) {
				continue
			}
			if m.Needed != nil {
				if ok, _ := m.Needed(f); !ok {
					continue
				}
			}
			all = append(all, RemedyMove{ID: m.ID, Title: m.Title, Stage: stage.Number})
		}
	}
	return all
}

func cured(moves []RemedyMove) string {
	if len(moves) == 0 {
		return "No size and no later move carries it: the demand itself must fall."
	}
	var names []string
	for _, m := range moves {
		names = append(names, fmt.Sprintf("%s (stage %d)", m.Title, m.Stage))
	}
	return "No size of this stage carries it; what relieves it: " + strings.Join(names, ", ") + "."
}

func (t TenTimes) text(number, of int, s sized) string {
	users := units.FormatCount(float64(t.Users))
	var text string
	if len(t.Breaks) == 0 {
		text = fmt.Sprintf("With %s users none of the %d resources of this stage as sized would be past its target.", users, of)
	} else {
		first := t.Breaks[0]
		text = fmt.Sprintf("With %s users %d of %d resources of this stage as sized would be past their target, first %s of %s at %s times.", users, len(t.Breaks), of, lowerFirst(first.Resource), first.Component, units.FormatNumber(first.Times, 3))
		text += t.remedies()
	}
	data := fmt.Sprintf(" Data is scaled with users, to %s of rows.", units.FormatBytes(s.demand.Stored*tenTimes))
	cost := " for " + spent(t.Monthly, t.Complete) + " a month."
	if t.Stage <= number {
		return text + " This stage, sized anew, holds them" + cost + data
	}
	return text + fmt.Sprintf(" Stage %d, %s, holds them", t.Stage, roadmap.Track(s.policy.Workload.Track)[t.Stage-1].Name) + cost + data
}

// remedies counts what takes the breaks, and names those that need a move.
func (t TenTimes) remedies() string {
	count := map[Remedy]int{}
	var moved []string
	for _, k := range t.Breaks {
		count[k.Remedy]++
		if k.Remedy == ByMove {
			moved = append(moved, lowerFirst(k.Resource)+" of "+k.Component)
		}
	}
	var parts []string
	for _, p := range []struct {
		remedy Remedy
		text   string
	}{{ByScaling, "Auto Scaling takes %d"}, {BySetting, "a changed setting %d"}, {ByQuota, "a raised quota %d"}} {
		if n := count[p.remedy]; n > 0 {
			parts = append(parts, fmt.Sprintf(p.text, n))
		}
	}
	text := ""
	if len(parts) > 0 {
		text = " " + upperFirst(strings.Join(parts, ", ")) + "."
	}
	if len(moved) > 0 {
		text += " Only another design carries: " + strings.Join(moved, ", ") + "."
	}
	return text
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
