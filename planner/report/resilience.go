package report

import (
	"fmt"

	"stagecraft/planner"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// pathDoc is the composite of a way in other than a page.
type pathDoc struct {
	Name     string      `json:"name"`
	Value    number      `json:"availability"`
	Downtime string      `json:"downtime"`
	Text     string      `json:"text"`
	Reasons  []reasonDoc `json:"reasons"`
}

// reachDoc is a change that would meet the target; monthly is what it costs
// more than now, negative for less, null where a price is missing.
type reachDoc struct {
	Title    string       `json:"title"`
	Stage    int          `json:"stage"`
	Database string       `json:"database"`
	Value    number       `json:"availability"`
	Monthly  *units.Money `json:"monthly"`
	Text     string       `json:"text"`
}

// uptimeDoc is the estimate from failures, people and changes.
type uptimeDoc struct {
	Value    number      `json:"availability"`
	Minutes  number      `json:"minutes_per_year"`
	Downtime string      `json:"downtime"`
	Reasons  []reasonDoc `json:"reasons"`
}

// failureDoc is one loss as the stage meets it, at peak.
type failureDoc struct {
	Kind      string        `json:"kind"` // "zone", "primary"
	Title     string        `json:"title"`
	Zone      string        `json:"zone"` // "" for the primary
	Lost      []string      `json:"lost"` // ids of components
	Works     []string      `json:"works"`
	Stops     []string      `json:"stops"`
	Notice    string        `json:"notice"`
	Tiers     []survivorDoc `json:"tiers"`
	Fits      bool          `json:"fits"`
	Within    bool          `json:"within_target"`
	Flag      string        `json:"flag"`
	Elsewhere string        `json:"elsewhere"`
	RTO       objectiveDoc  `json:"rto"`
	RPO       objectiveDoc  `json:"rpo"`
	Thin      objectiveDoc  `json:"replaced_after"`
	Failing   number        `json:"failing_share"`
	Requests  number        `json:"failed_requests_at_peak"`
	Reasons   []reasonDoc   `json:"reasons"`
}

// survivorDoc is a tier before and after; after is null where nothing is left.
type survivorDoc struct {
	Tier     string  `json:"component"`
	Name     string  `json:"name"`
	Resource string  `json:"resource"`
	Machines int     `json:"machines"`
	Left     int     `json:"machines_left"`
	Before   number  `json:"before"`
	After    *number `json:"after"`
	Target   number  `json:"target"`
	Text     string  `json:"text"`
}

// objectiveDoc is a time in seconds; both are null where no time can be named.
type objectiveDoc struct {
	Low     *number     `json:"low_seconds"`
	High    *number     `json:"high_seconds"`
	Text    string      `json:"text"`
	Reasons []reasonDoc `json:"reasons"`
}

func pathsOf(a planner.Availability) []pathDoc {
	return each(a.Paths, func(p planner.PathAvailability) pathDoc {
		return pathDoc{p.Name, number(p.Value), p.Downtime, p.Text, reasonDocs(p.Reasons)}
	})
}

func reachOf(a planner.Availability) []reachDoc {
	return each(a.Reach, func(r planner.Reach) reachDoc {
		return reachDoc{r.Title, r.Stage, r.Database, number(r.Value), money(r.Monthly, !r.Priced), r.Text}
	})
}

func uptimeOf(o planner.Uptime) uptimeDoc {
	return uptimeDoc{number(o.Value), number(o.Minutes), o.Downtime, reasonDocs(o.Reasons)}
}

func failureOf(f planner.Failure) failureDoc {
	return failureDoc{
		Kind: string(f.Kind), Title: f.Title, Zone: string(f.Zone), Lost: texts(f.Lost), Works: texts(f.Works), Stops: texts(f.Stops), Notice: f.Notice,
		Tiers: each(f.Tiers, func(s planner.Survivor) survivorDoc {
			return survivorDoc{s.Tier, s.Name, s.Resource, s.Machines, s.Left, number(s.Before), known(s.After, s.Left > 0), number(s.Target), s.Text}
		}),
		Fits: f.Fits, Within: f.Within, Flag: f.Flag, Elsewhere: f.Elsewhere,
		RTO: objectiveOf(f.Recovery, true), RPO: objectiveOf(f.Data, true), Thin: objectiveOf(f.Thin, len(f.Thin.Reasons) > 0),
		Failing: number(f.Failing), Requests: number(f.Requests), Reasons: reasonDocs(f.Reasons),
	}
}

func objectiveOf(o planner.Objective, timed bool) objectiveDoc {
	return objectiveDoc{known(o.Low, timed), known(o.High, timed), o.Text, reasonDocs(o.Reasons)}
}

// losses writes what a stage loses with a zone, and with its primary.
func losses(out *page, s planner.Stage) {
	for _, f := range s.Failures {
		out.heading(f.Title)
		out.prose("  ", "  ", f.Notice)
		out.prose("  ", "  ", fmt.Sprintf("Back after %s (RTO); writes lost: %s (RPO).", f.Recovery.Text, f.Data.Text))
		if f.Kind == planner.LosesZone && f.Thin.Text != "–" {
			out.prose("  ", "  ", "Machines replaced: "+f.Thin.Text+".")
		}
		for _, w := range f.Works {
			out.prose("  + ", "    ", w)
		}
		for _, w := range f.Stops {
			out.prose("  – ", "    ", w)
		}
		t := table{indent: "  ", right: map[int]bool{2: true, 3: true, 4: true}}
		t.row("tier", "resource", "before", "after", "target", "")
		for _, v := range f.Tiers {
			after := units.FormatPercent(units.Ratio(v.After), 0)
			if v.Left == 0 {
				after = "lost"
			}
			t.row(v.Name, v.Resource, units.FormatPercent(units.Ratio(v.Before), 0), after, units.FormatPercent(units.Ratio(v.Target), 0), "")
		}
		t.write(out)
		for _, warning := range []string{f.Flag, f.Elsewhere} {
			if warning != "" {
				out.prose("  ! ", "    ", warning)
			}
		}
	}
}

// otherPromises writes the composites of other ways in, what would reach the
// target, and the second estimate.
func otherPromises(out *page, a planner.Availability) {
	for _, p := range a.Paths {
		out.prose("  "+p.Name+": ", "    ", units.FormatPercent(p.Value, 3)+", "+p.Downtime+". "+p.Text)
	}
	out.prose("  ", "  ", "Estimated from failures, people and changes instead: "+units.FormatPercent(a.Uptime.Value, 3)+", "+a.Uptime.Downtime+".")
	for _, r := range a.Reach {
		out.prose("  Would reach the target: ", "    ", r.Text)
	}
	if a.Beyond != "" {
		out.prose("  ", "  ", a.Beyond)
	}
}

// resilienceReasons is the arithmetic behind them.
func resilienceReasons(out *page, s planner.Stage) {
	reasons(out, "Fleets", s.Available.Fleets)
	for _, p := range s.Available.Paths {
		reasons(out, p.Name, p.Reasons)
	}
	reasons(out, "Availability in operation", s.Available.Uptime.Reasons)
	for _, f := range s.Failures {
		var all []reason.Reason
		all = append(all, f.Recovery.Reasons...)
		all = append(all, f.Data.Reasons...)
		all = append(all, f.Thin.Reasons...)
		reasons(out, f.Title, append(all, f.Reasons...))
	}
}
