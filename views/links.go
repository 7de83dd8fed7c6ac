package views

import (
	"net/url"
	"time"

	"stagecraft/planner/units"
)

// LinksPage shows the links of a plan; the address of a new one only once.
type LinksPage struct {
	Frame
	ID, Name string
	Revision int    // the newest
	New      string // full address of the link just made
	Edits    bool   // that one lets its holder save
	Follows  bool   // that one shows the newest revision
	Embed    *Embed // how its picture is put into another page; nil without one
	Links    []LinkLine
	Problem  string // why no link was made
	Typed    TypedLink
}

// TypedLink is the form of a link as it was typed.
type TypedLink struct{ Label, Scope, Expires, Follow string }

// NewTypedLink reads it.
func NewTypedLink(values url.Values) TypedLink {
	return TypedLink{values.Get("label"), values.Get("scope"), values.Get("expires"), values.Get("follow")}
}

// LinkLine is one link in the list.
type LinkLine struct {
	ID      string
	Name    string // its label, or when it was made
	Does    string // "view, follows the plan"
	When    string // made, ends, last used
	Expired bool
}

// NewLinkLine makes a line of the list. A link that follows shows the newest
// revision, from the given one on.
func NewLinkLine(id, label string, edits, follows bool, revision int, made, expires, used, now time.Time) LinkLine {
	number := units.FormatExact(float64(revision))
	line := LinkLine{ID: id, Name: label, When: "Made " + stamp(made)}
	if label == "" {
		line.Name = "Link made " + stamp(made)
	}
	switch {
	case edits:
		line.Does = "May edit, and sees the whole history"
	case follows:
		line.Does = "May view the newest revision, from " + number + " on"
	default:
		line.Does = "May view revision " + number
	}
	if used.IsZero() {
		line.When += " · never used"
	} else {
		if used.Truncate(time.Hour).Before(made) {
			used = made
		}
		line.When += " · last used " + used.UTC().Format("2 January 2006, 15:00") + " UTC or soon after"
	}
	if !expires.IsZero() {
		if line.Expired = !expires.After(now); line.Expired {
			line.When += " · expired, the last day was " + lastDay(expires)
		} else {
			line.When += " · works until the end of " + lastDay(expires) + " UTC"
		}
	}
	return line
}

// lastDay is the day before a link ends.
func lastDay(end time.Time) string { return end.Add(-time.Microsecond).UTC().Format("2 January 2006") }
