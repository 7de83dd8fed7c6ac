package views

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stagecraft/planner"
	"stagecraft/planner/units"
)

// KPI is one figure on a card, with the words below it.
type KPI struct {
	Label, Value string
	Strong       string // toned words that open the note
	Tone         Tone
	Note         string
	Href         string // to the panel that explains it
}

// newKPIs makes the cards. Each leads to the panel that explains it, in
// whichever section that stands.
func newKPIs(p planner.Plan, s planner.Stage, at Address) []KPI {
	list := []KPI{costKPI(p, s), perUserKPI(p, s), availabilityKPI(s), latencyKPI(s), headroomKPI(s)}
	for i, k := range list {
		in := Overview
		if k.Href == "#promises" || k.Href == "#limits" || k.Href == "#latency" {
			in = Breaks
		}
		if in != at.Section {
			list[i].Href = at.Showing(in).Page(s.Number) + k.Href
		}
	}
	return list
}

func costKPI(p planner.Plan, s planner.Stage) KPI {
	k := KPI{Label: "Monthly cost", Value: s.Bill.Total.Display(), Href: "#bill"}
	if !s.Bill.Complete {
		k.Label, k.Strong, k.Tone = "Monthly cost, at least", "a line has no price;", Warn
	}
	if p.Exchange != nil {
		k.Note = currencyText(s.Bill.Convert(*p.Exchange)) + ";"
	}
	before, ok := previous(p, s)
	if !ok {
		k.Note = strings.TrimSpace(k.Note + " for " + usersText(s.SizedAt))
		return k
	}
	change := s.Bill.Total.Sub(before.Bill.Total)
	sign := "+"
	if change.Float() < 0 {
		sign = "" // the amount brings its own minus
	}
	k.Note = strings.TrimSpace(k.Note + fmt.Sprintf(" %s%s against stage %d at %s", sign, change.Compact(), before.Number, usersText(before.SizedAt)))
	return k
}

// previous is the nearest earlier stage that serves anyone.
func previous(p planner.Plan, s planner.Stage) (planner.Stage, bool) {
	for i := s.Number - 2; i >= 0; i-- {
		if !p.Stages[i].Skipped {
			return p.Stages[i], true
		}
	}
	return planner.Stage{}, false
}

func perUserKPI(p planner.Plan, s planner.Stage) KPI {
	k := KPI{Label: "Per 1,000 users", Value: "–", Note: purchaseText(p) + ", " + pricesText(p, s), Href: "#bill"}
	if s.SizedAt > 0 {
		k.Value = perThousand(s)
	}
	return k
}

// perThousand divides the bill by the users it is sized for.
func perThousand(s planner.Stage) string {
	amount := s.Bill.Total.Scale(1000 / float64(s.SizedAt))
	if math.Abs(amount.Float()) >= 10000 {
		return amount.Compact()
	}
	return amount.Display()
}

func purchaseText(p planner.Plan) string {
	switch p.Workload.Pricing {
	case "savings-1y":
		return "savings plan of one year"
	case "savings-3y":
		return "savings plan of three years"
	}
	return "on demand"
}

func availabilityKPI(s planner.Stage) KPI {
	a := s.Available
	k := KPI{Label: "Availability", Value: units.FormatPercent(a.Value, 3), Href: "#promises"}
	target := "target " + units.FormatPercent(a.Target, 3)
	switch {
	case a.Met:
		k.Strong, k.Tone, k.Note = "met:", Good, target
	case !a.Enforced:
		k.Strong, k.Tone, k.Note = "below", Plain, target+", not yet enforced at this size"
	default:
		k.Strong, k.Tone, k.Note = "missed:", Bad, target
	}
	if a.Downtime != "" {
		k.Note += "; refunds begin above " + a.Downtime + " down"
	}
	return k
}

func latencyKPI(s planner.Stage) KPI {
	l := s.Latency
	k := KPI{Label: "p99 response", Value: units.FormatMilliseconds(round(l.P99)), Href: "#latency"}
	k.Note = "target " + units.FormatMilliseconds(l.Target)
	if parts := largestParts(l.Parts); parts != "" {
		k.Note += "; mean: " + parts + " ms"
	}
	k.Strong, k.Tone = "met:", Good
	if !l.Met {
		k.Strong, k.Tone = "missed:", Bad
	}
	return k
}

// largestParts names the hops that take most of the mean, at most three, each
// with at least a twentieth of it.
func largestParts(all []planner.LatencyPart) string {
	parts, sum := slices.Clone(all), units.Milliseconds(0)
	for _, part := range parts {
		sum += part.Mean
	}
	slices.SortStableFunc(parts, func(a, b planner.LatencyPart) int { return cmp.Compare(b.Mean, a.Mean) })
	var names []string
	for _, part := range parts {
		if len(names) < 3 && part.Mean > 0 && part.Mean >= sum/20 {
			names = append(names, lowerFirst(part.Name)+" "+units.FormatNumber(float64(part.Mean), 2))
		}
	}
	return strings.Join(names, " · ")
}

// round keeps a response time readable: whole milliseconds from ten up.
func round(m units.Milliseconds) units.Milliseconds {
	if m >= 10 {
		return units.Milliseconds(math.Round(float64(m)))
	}
	return m
}

// headroomKPI is how many times the sized users the stage could carry before
// its nearest limit that no added unit lifts.
func headroomKPI(s planner.Stage) KPI {
	k := KPI{Label: "Headroom of the stage", Value: "no limit", Note: "every part can be added to in this stage", Href: "#limits"}
	nearest := 0.0
	for _, l := range s.Limits {
		if l.StageUsers <= 0 || s.SizedAt <= 0 {
			continue
		}
		if times := float64(l.StageUsers / s.SizedAt); nearest == 0 || times < nearest {
			nearest = times
			k.Value = units.FormatNumber(times, 2) + "×"
			k.Strong, k.Note = l.Component+" "+lowerFirst(l.Resource), "binds first at its largest size, at "+usersText(l.StageUsers)
		}
	}
	if len(s.Limits) > 0 && nearest != 0 { // in the order in which they fill as sized
		first := s.Limits[0]
		k.Note += "; as sized, " + first.Component + " " + lowerFirst(first.Resource) + " is the first to reach its target, at " + usersText(first.Users)
	}
	switch {
	case nearest == 0:
		return k
	case nearest < 1:
		k.Tone = Bad
	case nearest < 2:
		k.Tone = Warn
	}
	return k
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// lowerFirst takes the capital off a word inside a sentence, but leaves
// abbreviations and names with a capital inside, such as PutEvents, alone.
func lowerFirst(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if first == "" || strings.ToLower(first[1:]) != first[1:] {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
