package roadmap

import (
	"slices"
	"strings"
)

// Told is what a stage does, for a workload that takes some of its moves: a
// sentence names nothing that is not drawn.
func (s Stage) Told(d Design, taken []Taken) string {
	takes := func(move string) bool {
		return slices.ContainsFunc(taken, func(t Taken) bool { return t.ID == move && t.Applied })
	}
	switch s.ID {
	case "lighten":
		return lightenTold(takes)
	case "decouple":
		return decoupleTold(d, takes)
	case "everywhere":
		if !d.Cache && !d.CDN {
			return strings.Replace(s.Summary, "scaling, caching and", "scaling and", 1)
		}
	case "partition":
		if !takes("nosql") {
			return strings.Replace(s.Summary, "split by function, the largest function is sharded when it must be, and hot simple data moves to DynamoDB.", "split by function, and the largest function is sharded when it must be.", 1)
		}
	}
	return s.Summary
}

func lightenTold(takes func(string) bool) string {
	var moved []string
	for _, m := range []struct{ id, what, where string }{{"cdn", "static files", "S3 behind CloudFront"}, {"cache", "hot reads", "a cache"}, {"sessions", "sessions", "DynamoDB"}} {
		switch {
		case !takes(m.id):
		case len(moved) == 0:
			moved = append(moved, strings.ToUpper(m.what[:1])+m.what[1:]+" move to "+m.where)
		default:
			moved = append(moved, m.what+" to "+m.where)
		}
	}
	text := ""
	if len(moved) > 0 {
		text = listed(moved) + ". With nothing left to lose on a web server, "
	}
	return text + "Auto Scaling lets the fleet follow the load."
}

func decoupleTold(d Design, takes func(string) bool) string {
	text := "The web tier is cut into services behind internal balancing"
	if takes("api-gateway") {
		text += " and an API gateway"
	}
	if takes("queue") {
		text += "; work that can wait goes through "
		if d.Graph.HasTier("eventbridge") {
			text += "events and "
		}
		text += "a queue to Lambda workers"
	}
	return text + "; traces show where time goes."
}

// listed joins what is said one after another.
func listed(all []string) string {
	if len(all) == 1 {
		return all[0]
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}
