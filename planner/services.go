package planner

import (
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

// Shown is how a stage deals with an item of the lifecycle table.
type Shown string

// The four ways. Only what is drawn or annotated is part of the stage.
const (
	Drawn     Shown = "drawn"
	Annotated Shown = "annotated"
	Replaced  Shown = "replaced"
	NotUsed   Shown = "not used"
)

// ServiceRow is one service or practice of the talk, of another edition of it,
// or of today's advice, as one stage meets it.
type ServiceRow struct {
	Item      string // id in the lifecycle table
	Name      string
	Kind      string // service, practice
	Edition   string // year of the talk's edition that names it; "ours" when none does
	Status    catalog.Status
	Since     string // of the status: ISO date, month or year
	Shown     Shown
	Component string // id of a component, or tier, that shows it; "" when none does
	By        string // item that takes its place, when it is replaced
	Text      string // how, or why not, in a sentence
	Source    reason.Source
}

// Alternative tells an item that the stage only names as another way: it is
// annotated, but nothing of the stage uses it.
func (r ServiceRow) Alternative() bool {
	return r.Shown == Annotated && strings.HasPrefix(r.Text, namedOnly)
}

// services lists what the talk has named up to a stage, and what is used though
// no edition names it, each with what the stage does about it.
func services(w workload.Workload, z sized, s Stage) []ServiceRow {
	lives := catalog.Lives()
	items := lives.Items()
	rows := make([]ServiceRow, 0, len(items))
	for _, item := range items {
		row := rowOf(lives, item, w.Track)
		asked := askedFor(item.ID, w) && !item.Today().Status.Barred()
		if row.Shown != Replaced || asked {
			row.By = ""
			row.Shown, row.Component, row.Text = shownAs(item, z, s)
			if row.Shown != NotUsed && !asked && !lives.Takes(item.ID, w.Track) {
				row.Shown, row.Component, row.Text = NotUsed, "", unused(item)
			}
		}
		due := roadmap.Number(item.Stage) <= s.Number && (item.Edition != "ours" || row.Shown == Annotated)
		if due || row.Shown == Drawn || row.Shown == Annotated {
			rows = append(rows, row)
		}
	}
	return rows
}

// askedFor tells that the team chose an item by a field: it gets it on either
// track, also where the track by itself would take another.
func askedFor(item string, w workload.Workload) bool {
	switch item {
	case "managed-containers":
		return w.Asked.Compute == workload.Fargate
	case "aurora-serverless":
		return w.Asked.Capacity == workload.Serverless && w.Database.IsAurora()
	default:
		return item == string(w.Asked.CacheEngine)
	}
}

// rowOf is an item as the lifecycle table leaves it on a track.
func rowOf(lives *catalog.Lifecycle, item catalog.Item, track workload.Track) ServiceRow {
	f := item.Today()
	row := ServiceRow{Item: item.ID, Name: item.Name, Kind: item.Kind, Edition: item.Edition, Status: f.Status, Since: f.Since, Shown: NotUsed, Source: f.Source}
	if use, passed := lives.Resolve(item.ID, track); len(passed) > 0 {
		row.Shown, row.By, row.Text = Replaced, use.ID, lives.Replaced(item.ID, track)
	}
	return row
}

// shownAs looks for an item first in the picture, then in the bill, then among
// what a stage does without a box.
func shownAs(item catalog.Item, z sized, s Stage) (Shown, string, string) {
	for _, service := range item.Services {
		for _, t := range s.Tiers {
			if t.Service == service {
				return Drawn, t.ID, fmt.Sprintf("Drawn as %s.", t.Name)
			}
		}
		if lines := billed(s, service); len(lines) > 0 {
			return Annotated, "", fmt.Sprintf("Without a box; billed with %s.", strings.Join(lines, ", "))
		}
	}
	if look, ok := practices[item.ID]; ok {
		if component, text := look(z, s); text != "" {
			if item.Treatment == catalog.Box || strings.HasPrefix(text, drawnAs) {
				return Drawn, component, text
			}
			return Annotated, component, text
		}
	}
	return NotUsed, "", unused(item)
}

func unused(item catalog.Item) string { return item.Unused + "." }

// billed names the tiers whose lines are of a service.
func billed(s Stage, service string) []string {
	var names []string
	for _, item := range s.Bill.Items {
		if item.Service != service {
			continue
		}
		name := item.Name
		for _, t := range s.Tiers {
			if t.ID == item.Component {
				name = t.Name
			}
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// role finds the first component of a role.
func role(g topology.Graph, role string) (topology.Component, bool) {
	i := slices.IndexFunc(g.Components, func(c topology.Component) bool { return c.Role == role && c.Tier != "cache" })
	if i < 0 {
		return topology.Component{}, false
	}
	return g.Components[i], true
}
