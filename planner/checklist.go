package planner

import (
	"fmt"

	"stagecraft/planner/roadmap"
)

// checklist is the talk's list for more than a million users, each point with
// how this stage meets it, or why not and where it comes; and a third zone, our
// addition.
func checklist(s sized) []Check {
	g := s.design
	return []Check{
		{"multi-az", "Multi-AZ", g.Balanced, or(g.Balanced, fmt.Sprintf("Servers in %d zones, %s.", max(1, g.Zones), s.survivor()), "Everything is in one zone and fails with it. "+s.comes("load-balancer"))},
		{"balancing", "Elastic load balancing", g.Balanced, or(g.Balanced, "No request depends on one server"+or(g.Services, "; services are balanced behind an internal one.", "."), "Users reach one server by its address. "+s.comes("load-balancer"))},
		{"auto-scaling", "Auto Scaling", g.Scaling, or(g.Scaling, "The fleet follows the load, by the minute.", or(g.Balanced, "The fleet is fixed: people add servers. ", "There is one server. ")+s.comes("auto-scaling"))},
		{"services", "Service-oriented architecture", g.Services, or(g.Services, fmt.Sprintf("%.0f services scale and release apart from the web tier.", max(1, s.policy.Workload.Assumptions.Services)), "One application, released whole. "+s.comes("services"))},
		{"content", "Content from S3 and CloudFront", g.CDN, or(g.CDN, "Static files never reach a web server.", s.absent("cdn", "Web servers send every file. "))},
		{"cache", "Caching in front of the database", g.Cache, or(g.Cache, "Hot reads come from memory.", s.absent("cache", "Every read reaches the database. "))},
		{"state", "No state on tiers that scale", s.stateless(), s.state()},
		{"three-zones", "Three zones", g.Zones >= 3, or(g.Zones >= 3, "Losing one costs a third of capacity.", "Losing a zone costs half of capacity, or all of it. "+s.comes("three-zones"))},
	}
}

// survivor says what keeps the data when a zone is lost.
func (s sized) survivor() string {
	if s.policy.Workload.Database.IsAurora() {
		return "an Aurora reader in another zone than the writer"
	}
	return or(s.design.Databases > 1, "each database with a standby in another zone", "the database with a standby in another zone")
}

// stateless tells whether servers that come and go lose nobody's session.
func (s sized) stateless() bool {
	return s.design.Sessions || (s.design.Scaling && !s.facts.Sessions)
}

func (s sized) state() string {
	switch {
	case s.design.Sessions:
		return "Sessions live in DynamoDB, outside the web servers."
	case s.stateless():
		return "Requests carry no session, so servers hold none."
	case !s.facts.Sessions:
		return "Requests carry no session; servers hold files or caches of their own until they scale. " + s.comes("auto-scaling")
	}
	return "Sessions are on the web servers. " + s.comes("sessions")
}

// absent says why a move has not come: it is of a later stage, or this workload
// does not take it.
func (s sized) absent(id, now string) string {
	for _, stage := range roadmap.Track(s.policy.Workload.Track) {
		for _, m := range stage.Moves {
			if m.ID == id && m.Needed != nil {
				if ok, why := m.Needed(s.facts); !ok {
					return "Not needed: " + lowerFirst(why)
				}
			}
		}
	}
	return now + s.comes(id)
}

// comes says in which stage a move is made.
func (s sized) comes(id string) string {
	for _, stage := range roadmap.Track(s.policy.Workload.Track) {
		for _, m := range stage.Moves {
			if m.ID == id {
				return fmt.Sprintf("Comes with stage %d, %s.", stage.Number, stage.Name)
			}
		}
	}
	panic("planner: the checklist names a move the roadmap does not have: " + id)
}
