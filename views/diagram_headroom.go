package views

import (
	"fmt"
	"math"
	"strings"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// headroom is how far a card is from full, in words for its facts and as there is
// room for on the card.
type headroom struct {
	fact    string
	reading diagram.Reading
}

// headroomOf is the nearest limit of a card and the users who fill it; of a card
// with nothing to fill its nearest quota.
func headroomOf(c topology.Component, utilisation float64, t planner.Tier, s planner.Stage) headroom {
	say := func(text, fact string, level float64) headroom {
		return headroom{fact, diagram.Reading{Text: text, Level: level}}
	}
	switch {
	case c.Tier == "users" && s.Users.To == 0:
		return say("no end of this stage", "", -1)
	case c.Tier == "users":
		return say("stage ends at "+units.FormatCount(float64(s.Users.To)), "", -1)
	case c.Role == "standby":
		return say("idle until it takes over", "idle until it takes over", -1)
	case utilisation >= 0:
		return usedRoom(c, utilisation, t, s)
	}
	l, found := nearest(s, t.ID, "")
	if !found {
		return say("no limit known", "no limit of its own is known", -1)
	}
	of := fmt.Sprintf("%s at %s of what AWS grants, to be raised ", lowerFirst(l.Resource), taken(l.Utilisation))
	users := units.FormatCount(float64(l.Users))
	if passed(l, s) {
		return say("quota passed at "+users, of+"from "+usersText(l.Users)+" on", l.Utilisation)
	}
	return say("quota at "+users+" users", of+"before "+usersText(l.Users), l.Utilisation)
}

// usedRoom is the headroom of a card with a utilisation: its limit that is nearest.
func usedRoom(c topology.Component, utilisation float64, t planner.Tier, s planner.Stage) headroom {
	l, found := nearestOf(c, t, s)
	if !found {
		left := free(utilisation) + " at peak"
		return headroom{left + ", never full: what takes it does not grow with users", diagram.Reading{Text: left, Level: utilisation}}
	}
	target := targetOf(l, t)
	used, name, users := l.Utilisation/target, shortName(l.Resource), units.FormatCount(float64(l.Users))
	h := headroom{reading: diagram.Reading{Level: used}}
	h.fact = fmt.Sprintf("%s at %s of %s", lowerFirst(l.Resource), share100(l.Utilisation), wholePercent(target))
	if spared(l, t, s) {
		h.fact += ", for a zone is kept spare"
	}
	if passed(l, s) {
		h.reading.Text = fitting(figureSize, cardRoom, false, name+" past its target", "past its target")
		h.fact += ", past its target since " + usersText(l.Users)
	} else {
		h.reading.Text = fitting(figureSize, cardRoom, false, fmt.Sprintf("%s %s of %s · %s", name, share100(l.Utilisation), wholePercent(target), users), name+" full at "+users, "full at "+users)
		h.fact += ", full to its target at " + usersText(l.Users) + " as sized"
	}
	h.fact += later(l, s)
	if shown, any := nearest(s, t.ID, t.Sizing.Bottleneck); any && shown.Resource != l.Resource {
		h.fact += fmt.Sprintf("; %s at %s", lowerFirst(shown.Resource), usersText(shown.Users))
	}
	return h
}

// nearestOf is the limit that a card reaches first: a replica by what it does
// itself, all others by any but what replicas do.
func nearestOf(c topology.Component, t planner.Tier, s planner.Stage) (planner.Limit, bool) {
	if c.Role == "replica" {
		if l, found := nearest(s, t.ID, replicasCPU); found {
			return l, true
		}
	}
	for _, l := range s.Limits { // nearest first
		if l.Tier == t.ID && l.Resource != replicasCPU {
			return l, true
		}
	}
	return planner.Limit{}, false
}

// targetOf is how much of a resource may be taken.
func targetOf(l planner.Limit, t planner.Tier) float64 {
	if r, has := t.Sizing.Resource(l.Resource); has && r.Target > 0 {
		return r.Target
	}
	return 1
}

// spared tells a target that leaves room for the work of a lost zone: that of a
// fleet over several, but for memory, which each machine fills for itself.
func spared(l planner.Limit, t planner.Tier, s planner.Stage) bool {
	fleet := t.Service == "ec2" || t.Service == "fargate"
	return fleet && len(s.Graph.UsedZones()) > 1 && l.Resource != "memory" && targetOf(l, t) < 1
}

// shortName is a resource as there is room for it on a card.
func shortName(resource string) string {
	for _, long := range []string{" of the primary", " of the read replicas", " of the class", " of the load balancer"} {
		resource = strings.TrimSuffix(resource, long)
	}
	return lowerFirst(strings.TrimPrefix(resource, "burstable "))
}

// share100 is a part of a whole hundred, without its sign: "40" of 40%.
func share100(x float64) string { return strings.TrimSuffix(taken(x), "%") }

func wholePercent(x float64) string { return units.FormatPercent(units.Ratio(x), 0) }

// later is how far more of a resource takes the stage.
func later(l planner.Limit, s planner.Stage) string {
	switch {
	case l.StageUsers > l.Users && l.Scales:
		return ", with more of it at " + usersText(l.StageUsers)
	case l.StageUsers > l.Users:
		return ", at its largest size at " + usersText(l.StageUsers)
	case l.Scales && l.StageUsers == 0:
		return ", and then more of it is added"
	}
	return ""
}

// nearest is the limit of a tier that binds first as sized, of one resource or,
// without a name, of any.
func nearest(s planner.Stage, tier, resource string) (planner.Limit, bool) {
	for _, l := range s.Limits { // nearest first
		if l.Tier == tier && (resource == "" || l.Resource == resource) {
			return l, true
		}
	}
	return planner.Limit{}, false
}

// passed tells a limit that the users of the stage are beyond: below them by more
// than rounding down to whole people makes.
func passed(l planner.Limit, s planner.Stage) bool {
	return float64(l.Users) < float64(s.SizedAt)*(1-1e-9)-1
}

// free is what a utilisation leaves, in whole per cent.
func free(utilisation float64) string {
	switch left := 1 - utilisation; {
	case left <= 0:
		return "none free"
	case left < 0.005:
		return "<1% free"
	case left > 0.995 && left < 1:
		return ">99% free"
	default:
		return units.FormatPercent(units.Ratio(math.Round(left*100)/100), 0) + " free"
	}
}

// taken is a utilisation in whole per cent.
func taken(utilisation float64) string {
	if utilisation > 0 && utilisation < 0.005 {
		return "<1%"
	}
	return units.FormatPercent(units.Ratio(math.Round(utilisation*100)/100), 0)
}

// headroomLegend says how to read the overlay and what binds: first as sized, and
// first of all at the largest sizes the stage permits.
func headroomLegend(s planner.Stage) string {
	text := "each part's nearest limit: what is taken of what may be at peak, and the users who fill it as sized. A full meter is a limit reached."
	if len(s.Graph.UsedZones()) > 1 {
		text += " What servers may use leaves a zone spare."
	}
	if len(s.Limits) > 0 {
		l := s.Limits[0]
		text += fmt.Sprintf(" First to fill as sized: %s, at %s%s.", limitName(l), usersText(l.Users), remedy(l))
	}
	if l, found := binding(s); found {
		text += fmt.Sprintf(" Binding in this stage, whatever is added: %s, at %s.", limitName(l), usersText(l.StageUsers))
	}
	if s.Ends != nil && s.Ends.Text != "" {
		text += " " + s.Ends.Text
	}
	return text
}

func limitName(l planner.Limit) string { return l.Component + " " + lowerFirst(l.Resource) }

// remedy is what is done when a limit is reached.
func remedy(l planner.Limit) string {
	switch {
	case l.Quota:
		return ", a quota that AWS raises on request"
	case l.Scales:
		return ", when more of it is added"
	}
	return ""
}

// binding is the limit that no added unit and no larger size of the stage lifts,
// the nearest of them.
func binding(s planner.Stage) (planner.Limit, bool) {
	var least planner.Limit
	for _, l := range s.Limits {
		if l.StageUsers > 0 && (least.StageUsers == 0 || l.StageUsers < least.StageUsers) {
			least = l
		}
	}
	return least, least.StageUsers > 0
}
