package catalog

import (
	_ "embed" // the tables of items and of their lives
	"fmt"
	"slices"
	"strings"
	"sync"

	"stagecraft/planner/reason"
	"stagecraft/planner/workload"
)

// Status is where a service or practice stands in its life.
type Status string

// The five statuses. Closed and retired ones are barred from every plan.
const (
	StatusCurrent     Status = "current"
	StatusRenamed     Status = "renamed"
	StatusMaintenance Status = "maintenance" // faults are mended, nothing is added
	StatusClosed      Status = "closed"      // to new customers
	StatusRetired     Status = "retired"
)

// Barred tells that a plan may neither draw nor recommend what has this status.
func (s Status) Barred() bool { return s == StatusClosed || s == StatusRetired }

// Words is the status in a sentence: "closed to new customers".
func (s Status) Words() string {
	if s == StatusClosed {
		return "closed to new customers"
	}
	return string(s)
}

// Fact is one dated change in the life of an item. A successor of a barred item
// takes its place on both tracks; a successor of any other is what today's
// advice prefers, while the classic track keeps the item.
type Fact struct {
	Since     string // ISO date, year and month, or year
	Status    Status
	Successor string // item id, or empty
	Note      string // what changed, one clause
	Source    reason.Source
}

// Treatment is how a picture shows an item that a stage uses.
type Treatment string

// Boxes are drawn; annotations are named beside what they belong to.
const (
	Box        Treatment = "box"
	Annotation Treatment = "annotation"
)

// Item is one service or practice named by the talk, by another edition of it,
// or needed by a plan without being named.
type Item struct {
	ID, Name  string
	Kind      string // service, practice
	Stage     string // id of the stage in which the talk brings it in
	Edition   string // year of the edition of the talk that names it; "ours" when none does
	Tracks    string // "both", or "current" for what a 2017 plan could not have known
	Services  []string
	Treatment Treatment
	Said      string // what the talk said of it, in our words
	Unused    string // why a stage goes without it
	Facts     []Fact // oldest first, never empty
}

// Today is the last fact of the item.
func (i Item) Today() Fact { return i.Facts[len(i.Facts)-1] }

// At is the fact that held on an ISO date; ok is false before the first. A fact
// known only to the year or month holds from its first day.
func (i Item) At(date string) (f Fact, ok bool) {
	for _, fact := range i.Facts {
		if fact.Since > date {
			break
		}
		f, ok = fact, true
	}
	return f, ok
}

// InTalk tells whether the 2017 talk itself names the item.
func (i Item) InTalk() bool { return i.Edition == talkYear }

const (
	talkYear = "2017"
	// ours marks what a plan needs though no edition of the talk names it.
	ours = "ours"
)

// Lifecycle is the dated table of services and practices. It is never changed
// after it was read.
type Lifecycle struct {
	items []Item
	index map[string]int
	owner map[string]int // first item of each catalogue service
}

//go:embed data/items.csv
var itemsCSV string

//go:embed data/lifecycle.csv
var lifecycleCSV string

// Today is the embedded table.
var today = sync.OnceValue(func() *Lifecycle {
	l, err := ParseLifecycle(itemsCSV, lifecycleCSV)
	if err != nil {
		panic(fmt.Sprintf("catalog: embedded lifecycle table: %v", err))
	}
	return l
})

// Lives is the embedded lifecycle table.
func Lives() *Lifecycle { return today() }

// Items lists the table in its own order: by stage, as the talk goes.
func (l *Lifecycle) Items() []Item { return slices.Clone(l.items) }

// Lookup finds an item by its id.
func (l *Lifecycle) Lookup(id string) (Item, bool) {
	i, ok := l.index[id]
	if !ok {
		return Item{}, false
	}
	return l.items[i], true
}

// Owner is the item that stands for a catalogue service; ok is false for
// services that belong to no item, such as data transfer.
func (l *Lifecycle) Owner(service string) (Item, bool) {
	i, ok := l.owner[service]
	if !ok {
		return Item{}, false
	}
	return l.items[i], true
}

// Resolve says what a track uses for an item: the item, or the first of its
// successors that the track may use. replaced lists what was passed over, the
// item first; it is empty when the item itself is used.
func (l *Lifecycle) Resolve(id string, track workload.Track) (use Item, replaced []Item) {
	item, ok := l.Lookup(id)
	for ok {
		f := item.Today()
		if !f.Status.Barred() && (f.Successor == "" || track == workload.Classic) {
			return item, replaced
		}
		replaced = append(replaced, item)
		item, ok = l.Lookup(f.Successor)
	}
	panic("catalog: the lifecycle table leads nowhere from " + id) // refused by ParseLifecycle
}

// Takes tells whether a track uses an item where a stage asks for it: the
// classic track only what a plan of 2017 could have used, and neither track
// what another item replaces.
func (l *Lifecycle) Takes(id string, track workload.Track) bool {
	item, ok := l.Lookup(id)
	if !ok {
		return false
	}
	use, _ := l.Resolve(id, track)
	return use.ID == id && (track != workload.Classic || item.Tracks == "both")
}

// Replaced says in a sentence what takes the place of an item on a track, and
// why; it is empty when the item itself is used.
func (l *Lifecycle) Replaced(id string, track workload.Track) string {
	use, passed := l.Resolve(id, track)
	if len(passed) == 0 {
		return ""
	}
	var parts []string
	preferred := false
	for _, i := range passed {
		f := i.Today()
		switch f.Status {
		case StatusRetired:
			parts = append(parts, fmt.Sprintf("%s was retired on %s", i.Name, f.Since))
		case StatusClosed:
			parts = append(parts, fmt.Sprintf("%s takes no new customers since %s", i.Name, f.Since))
		case StatusMaintenance:
			parts = append(parts, fmt.Sprintf("%s is in maintenance since %s", i.Name, f.Since))
		default:
			preferred = true
			parts = append(parts, fmt.Sprintf("%s is still offered (%s)", i.Name, lowerFirst(f.Note)))
		}
	}
	place := "takes its place"
	switch {
	case preferred:
		place = "is today's advice"
	case len(passed) > 1:
		place = "takes their place"
	}
	return fmt.Sprintf("%s: %s %s.", strings.Join(parts, ", and "), use.Name, place)
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
