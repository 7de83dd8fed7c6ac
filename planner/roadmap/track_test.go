package roadmap

import (
	"os"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner/catalog"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

func onTrack(t workload.Track) Facts {
	f := variants()["full"]
	f.Workload.Track = t
	return f
}

// taken lists the moves of every stage up to the last, by id.
func taken(f Facts) map[string]int {
	all := map[string]int{}
	for number := 1; number <= 8; number++ {
		_, moves := Build(number, f)
		for _, m := range moves {
			if m.Applied {
				all[m.ID] = number
			}
		}
	}
	return all
}

func TestTracksHaveTheSameStages(t *testing.T) {
	a, b := Track(workload.Classic), Track(workload.Current)
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Number != b[i].Number || a[i].Name != b[i].Name || len(a[i].Moves) == 0 || len(b[i].Moves) == 0 {
			t.Errorf("stage %d is %s on one track and %s on the other", i+1, a[i].ID, b[i].ID)
		}
	}
}

// Today's advice moves what costs nothing to earlier stages and adds what 2017
// did not have.
func TestTracksDiffer(t *testing.T) {
	classic, current := taken(onTrack(workload.Classic)), taken(onTrack(workload.Current))
	for _, c := range []struct {
		move             string
		classic, current int
	}{
		{"infrastructure-as-code", 5, 2}, {"percentiles", 5, 3}, {"gateway-endpoints", 0, 4}, {"infrastructure-pipeline", 0, 5},
		{"cdn", 4, 4}, {"pipeline", 5, 5}, {"services", 6, 6}, {"queue", 6, 6}, {"federation", 8, 8},
	} {
		if classic[c.move] != c.classic || current[c.move] != c.current {
			t.Errorf("%s comes in stage %d and %d, want %d and %d", c.move, classic[c.move], current[c.move], c.classic, c.current)
		}
		if StageOf(workload.Classic, c.move) != c.classic || StageOf(workload.Current, c.move) != c.current {
			t.Errorf("StageOf(%s) is %d and %d, want %d and %d", c.move, StageOf(workload.Classic, c.move), StageOf(workload.Current, c.move), c.classic, c.current)
		}
	}
	a, _ := Build(6, onTrack(workload.Classic))
	b, _ := Build(6, onTrack(workload.Current))
	if a.Graph.HasTier("eventbridge") || !b.Graph.HasTier("eventbridge") {
		t.Error("EventBridge, offered since 2019, must be in today's advice only")
	}
	if !slices.ContainsFunc(a.Graph.Links, func(l topology.Link) bool { return l.From == "svc.a" && l.To == "sqs" }) {
		t.Error("without EventBridge the services must reach the queue themselves")
	}
	if !a.Replica || b.Replica || a.Endpoints || !b.Endpoints {
		t.Errorf("replica %v and %v, endpoints %v and %v", a.Replica, b.Replica, a.Endpoints, b.Endpoints)
	}
}

// Each move of both tracks lacks nothing, and what is replaced is said with it.
func TestMovesSayWhatHasChanged(t *testing.T) {
	notes := map[string]string{"pipeline": "AWS CodeStar was retired on 2024-07-31", "infrastructure-as-code": "AWS OpsWorks was retired on 2024-05-26"}
	for number := 1; number <= 8; number++ {
		_, moves := Build(number, onTrack(workload.Classic))
		for _, m := range moves {
			if m.Title == "" || m.Why == "" || m.Source.Name == "" || len(m.Migrate) == 0 {
				t.Errorf("move %s lacks a field", m.ID)
			}
			if note, ok := notes[m.ID]; ok && !strings.Contains(m.Why, note) {
				t.Errorf("%s does not say %q: %s", m.ID, note, m.Why)
			}
			delete(notes, m.ID)
		}
	}
	if len(notes) > 0 {
		t.Errorf("moves not found: %v", notes)
	}
	_, moves := Build(4, onTrack(workload.Current))
	i := slices.IndexFunc(moves, func(m Taken) bool { return m.ID == "cache" })
	if i < 0 || !strings.Contains(moves[i].Why, "ElastiCache (Valkey) is today's advice") {
		t.Errorf("the cache move does not say why it is Valkey: %+v", moves)
	}
}

// withFact is the embedded table with one more fact.
func withFact(t *testing.T, fact string) *catalog.Lifecycle {
	t.Helper()
	items, err := os.ReadFile("../catalog/data/items.csv")
	if err != nil {
		t.Fatal(err)
	}
	facts, err := os.ReadFile("../catalog/data/lifecycle.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(facts), "\n")
	at := 0
	for i, line := range lines {
		if strings.HasPrefix(line, strings.SplitN(fact, ",", 2)[0]+",") {
			at = i + 1
		}
	}
	lives, err := catalog.ParseLifecycle(string(items), strings.Join(slices.Insert(lines, at, fact+"\n"), ""))
	if err != nil {
		t.Fatal(err)
	}
	return lives
}

// The table decides: a service that is retired tomorrow is drawn as its
// successor, or where that has no box of its own not at all, on both tracks.
func TestTheTableDecides(t *testing.T) {
	for _, c := range []struct{ fact, gone, tier, instead string }{
		{"xray,2026-12-01,retired,cloudwatch,,page,,2026-12", "xray", "xray", "cloudwatch"},
		{"sqs,2026-12-01,closed,kinesis,,page,,2026-12", "sqs", "sqs", "kinesis"},
		{"cloudformation,2026-12-01,retired,any-git,,page,,2026-12", "cloudformation", "cloudformation", ""},
		{"elasticache,2026-12-01,retired,valkey,,page,,2026-12", "elasticache", "cache", ""},
		{"rds,2026-12-01,retired,aurora,,page,,2026-12", "rds", "db", "aurora"},
	} {
		for _, track := range []workload.Track{workload.Classic, workload.Current} {
			f := onTrack(track)
			f.Lives = withFact(t, c.fact)
			for number := 1; number <= 8; number++ {
				d, _ := Build(number, f)
				d.Readers(f, 2, true)
				for _, component := range d.Graph.Components {
					if component.Service == c.gone {
						t.Errorf("%s: stage %d of the %s track draws %s", c.fact, number, track, component.ID)
					}
					if component.Tier == c.tier && component.Service != c.instead {
						t.Errorf("%s: stage %d of the %s track draws %s as %s", c.fact, number, track, component.ID, component.Service)
					}
				}
				for _, l := range d.Graph.Links {
					if !d.Graph.Has(l.From) || !d.Graph.Has(l.To) {
						t.Errorf("%s: link %s leads nowhere", c.fact, l.Key())
					}
				}
				if had := number == 6; had && c.instead != "" && !d.Graph.HasTier(c.tier) {
					t.Errorf("%s: stage 6 of the %s track lost the tier %s", c.fact, track, c.tier)
				}
			}
		}
	}
}

// Stages named in the table of items are those of the roadmap.
func TestItemsNameStages(t *testing.T) {
	for _, i := range catalog.Lives().Items() {
		if Number(i.Stage) == 0 {
			t.Errorf("%s belongs to stage %q, which is none", i.ID, i.Stage)
		}
	}
	if Number("start") != 1 || Number("partition") != 8 || Number("nowhere") != 0 {
		t.Error("stages are numbered 1 to 8")
	}
}
