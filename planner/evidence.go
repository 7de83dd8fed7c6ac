package planner

import (
	"fmt"
	"slices"

	"stagecraft/planner/roadmap"
)

// Evidence says, for one point of the over-a-million checklist, what meets it
// or what will.
type Evidence struct {
	Check      string   // id of the point
	InTalk     bool     // one of the seven of the talk; the others are ours
	Components []string // ids of the components that meet it; none when nothing does
	Move       string   // id of the move that brings it
	Stage      int      // number of the stage with that move
	Text       string
}

// point is one line of the talk's list: the tiers that meet it and the move
// that brings them.
type point struct {
	check, move string
	tiers       []string
}

// points are the seven of the talk, in its order.
var points = []point{
	{"multi-az", "load-balancer", []string{"web", "db", "db1", "db2", "db3"}},
	{"balancing", "load-balancer", []string{"alb", "ialb"}},
	{"auto-scaling", "auto-scaling", []string{"web", "svc"}},
	{"services", "services", []string{"svc"}},
	{"content", "cdn", []string{"s3", "cloudfront"}},
	{"cache", "cache", []string{"cache"}},
	{"state", "sessions", []string{"dynamodb"}},
}

func fromTalk(check string) bool {
	return slices.ContainsFunc(points, func(p point) bool { return p.check == check })
}

// evidence goes through the checklist of a stage.
func (b builder) evidence(z sized, s Stage) []Evidence {
	all := make([]Evidence, 0, len(s.Checklist))
	for _, c := range s.Checklist {
		i := slices.IndexFunc(points, func(p point) bool { return p.check == c.ID })
		p := point{check: c.ID, move: c.ID}
		if i >= 0 {
			p = points[i]
		}
		e := Evidence{Check: c.ID, InTalk: i >= 0, Move: p.move, Stage: roadmap.StageOf(b.w.Track, p.move)}
		if c.Met {
			for _, component := range s.Graph.Components {
				if slices.Contains(p.tiers, component.Tier) {
					e.Components = append(e.Components, component.ID)
				}
			}
		}
		e.Text = b.proof(z, c, e)
		all = append(all, e)
	}
	return all
}

// proof is the evidence in a sentence.
func (b builder) proof(z sized, c Check, e Evidence) string {
	move, needed, why := b.move(e, z)
	switch {
	case c.Met && len(e.Components) == 0 && e.InTalk:
		return "Nothing of this workload needs it: " + why
	case c.Met:
		return fmt.Sprintf("Met since stage %d, “%s”.", e.Stage, move.Title)
	case !needed:
		return fmt.Sprintf("This workload does without: %s", why)
	}
	return fmt.Sprintf("Stage %d brings it: “%s”.", e.Stage, move.Title)
}

// move finds the move of a point, and whether this workload takes it.
func (b builder) move(e Evidence, z sized) (m roadmap.Move, needed bool, why string) {
	if e.Stage == 0 {
		return m, true, ""
	}
	for _, m = range roadmap.Track(b.w.Track)[e.Stage-1].Moves {
		if m.ID == e.Move {
			break
		}
	}
	if m.Needed == nil {
		return m, true, ""
	}
	needed, why = m.Needed(z.facts)
	return m, needed, why
}
