package views

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"stagecraft/planner"
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// TriggerRow is one of the three reasons for a stage to end.
type TriggerRow struct {
	Title   string // "Capacity"
	About   string // what this kind of reason is
	At      string // "470k users", or that it does not fire
	Decides bool
	Text    string
	Reasons []reason.Reason
}

var triggerTitles = map[planner.TriggerKind][2]string{
	planner.Capacity: {"Capacity", "a resource is full at the largest size this stage permits"},
	planner.Target:   {"Target", "availability or response time is missed"},
	planner.Practice: {"Practice", "the talk's band, an editable rule"},
}

func newTriggers(s planner.Stage) []TriggerRow {
	rows := make([]TriggerRow, 0, len(s.Triggers))
	for _, t := range s.Triggers {
		title := triggerTitles[t.Kind]
		row := TriggerRow{Title: title[0], About: title[1], Text: t.Text, Reasons: t.Reasons, At: "does not end it"}
		if t.Fires {
			row.At = usersText(t.Users)
		}
		row.Decides = s.Ends != nil && s.Ends.Kind == t.Kind && t.Fires
		rows = append(rows, row)
	}
	return rows
}

// LimitRow is one resource with how full it is.
type LimitRow struct {
	ID     string
	Name   string // "RDS PostgreSQL, CPU"
	Quota  bool   // of the account, not of anything bought
	Full   Meter
	Sized  string // users at which what is bought reaches its target
	Until  string // users at which the largest the stage permits does: "470k users", "scales"
	Text   string
	Reason reason.Reason
}

// Meter is a share drawn as a bar.
type Meter struct {
	Percent int // 0 to 100, of the bar
	Words   string
	Tone    Tone
	None    bool // a utilisation has no meaning here
}

// Utilisation from which a bar warns: above the usual target, and where
// queueing makes response times climb.
const (
	warnAt = 0.7
	badAt  = 0.9
)

func newMeter(utilisation float64) Meter {
	if utilisation < 0 || math.IsNaN(utilisation) {
		return Meter{None: true}
	}
	m := Meter{Percent: int(math.Round(100 * min(utilisation, 1))), Words: units.FormatPercent(units.Ratio(utilisation), 0), Tone: Good}
	if utilisation > 0 && utilisation < 0.001 {
		m.Words = "< 0.1%"
	}
	switch {
	case utilisation >= badAt:
		m.Tone = Bad
	case utilisation >= warnAt:
		m.Tone = Warn
	}
	return m
}

// newLimits lists every resource in the order in which it binds as sized.
func newLimits(s planner.Stage) []LimitRow {
	rows := make([]LimitRow, 0, len(s.Limits))
	for i, l := range s.Limits {
		row := LimitRow{ID: "limit-" + strconv.Itoa(i), Name: l.Component + ", " + lowerFirst(l.Resource), Quota: l.Quota, Full: newMeter(l.Utilisation), Text: upperFirst(l.Text),
			Sized: usersText(l.Users), Until: "no limit", Reason: l.Reason}
		switch {
		case l.StageUsers > 0:
			row.Until = usersText(l.StageUsers)
		case l.Quota:
			row.Until = "on request"
		case l.Scales:
			row.Until = "scales"
		}
		rows = append(rows, row)
	}
	return rows
}

// TierRow is one sized component.
type TierRow struct {
	ID, Name    string
	Anchor      string // of its row
	New         bool
	Description string
	Detail      string
	Full        Meter
	Bottleneck  string
	Room        string // until its target
	Monthly     string
	Reasons     []reason.Reason
}

func newTiers(s planner.Stage) []TierRow {
	rows := make([]TierRow, 0, len(s.Tiers))
	for _, t := range s.Tiers {
		row := TierRow{
			ID: "tier-" + t.ID, Anchor: componentAnchor + t.ID, Name: t.Name, New: t.New, Description: t.Description, Detail: sizingText(t), Reasons: t.Sizing.Reasons,
			Full: newMeter(t.Sizing.Utilisation), Bottleneck: lowerFirst(t.Sizing.Bottleneck), Monthly: subtotalText(t.Monthly, !t.Unpriced), Room: t.Room(),
		}
		rows = append(rows, row)
	}
	return rows
}

// sizingText is the size in words: what the card says, and what it leaves out.
func sizingText(t planner.Tier) string {
	z := t.Sizing
	parts := []string{}
	if z.Detail != "" {
		parts = append(parts, z.Detail)
	} else if z.Unit != "" {
		parts = append(parts, fmt.Sprintf("%d × %s", max(z.Count, 1), z.Unit))
	}
	if z.Storage > 0 {
		parts = append(parts, units.FormatNumber(z.Storage, 3)+" GiB provisioned")
	}
	if z.IOPS > 0 {
		parts = append(parts, units.FormatNumber(z.IOPS, 3)+" IOPS")
	}
	return strings.Join(parts, ", ")
}

// MoveRow is one change from the stage before.
type MoveRow struct {
	ID, Title, Why string
	Applied        bool
	Source         reason.Source
	Steps          []string
}

func newMoves(s planner.Stage) (taken, considered []MoveRow) {
	for _, m := range s.Moves {
		row := MoveRow{ID: moveAnchor + m.ID, Title: m.Title, Why: m.Why, Applied: m.Applied, Source: m.Source, Steps: m.Migrate}
		if m.Applied {
			taken = append(taken, row)
		} else {
			considered = append(considered, row)
		}
	}
	return taken, considered
}

// EarlyRow is a later stage's move that already pays.
type EarlyRow struct{ Title, Saves, Text string }

func newEarly(s planner.Stage) []EarlyRow {
	rows := make([]EarlyRow, 0, len(s.Early))
	for _, e := range s.Early {
		rows = append(rows, EarlyRow{Title: e.Title, Saves: e.Saves.Display() + " a month", Text: e.Text})
	}
	return rows
}

func componentName(c topology.Component) string {
	if (c.Role == "standby" || c.Role == "replica") && !strings.Contains(strings.ToLower(c.Name), c.Role) {
		return c.Name + " (" + c.Role + ")"
	}
	return c.Name
}
