package roadmap

import (
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/topology"
)

// lives is the lifecycle table a plan is made with: the embedded one unless the
// facts bring another.
func (f Facts) lives() *catalog.Lifecycle {
	if f.Lives != nil {
		return f.Lives
	}
	return catalog.Lives()
}

// takes tells whether this plan may use an item of the lifecycle table.
func (d *Design) takes(item string) bool { return d.lives.Takes(item, d.track) }

// add puts a component into the picture after asking the lifecycle table: a
// barred service is drawn as its successor, and where that has no box it is
// left out with every line to it.
func (d *Design) add(c topology.Component) {
	item, ok := d.lives.Owner(c.Service)
	if !ok {
		d.Graph.Add(c)
		return
	}
	use, replaced := d.lives.Resolve(item.ID, d.track)
	switch {
	case len(replaced) == 0:
	case use.Treatment == catalog.Box && len(use.Services) > 0:
		c.Service, c.Name = use.Services[0], use.Name
	default:
		if d.barred == nil {
			d.barred = map[string]bool{}
		}
		d.barred[c.ID] = true
		return
	}
	d.Graph.Add(c)
}

// connect draws a line unless one of its ends was left out.
func (d *Design) connect(l topology.Link) {
	if !d.barred[l.From] && !d.barred[l.To] {
		d.Graph.Connect(l)
	}
}

// noted is the reason of a move with what its services have become.
func noted(m Move, f Facts) string {
	why := []string{m.Why}
	for _, item := range m.Items {
		if note := f.lives().Replaced(item, f.Workload.Track); note != "" {
			why = append(why, note)
		}
	}
	return strings.Join(why, " ")
}
