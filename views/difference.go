package views

import (
	"fmt"
	"strconv"

	"stagecraft/planner/bill"
	"stagecraft/planner/difference"
	"stagecraft/planner/units"
)

// Difference is what differs between two plans, the older before the newer.
type Difference struct {
	None   string   // says that nothing differs; empty where something does
	Texts  []string // where the users stand, which prices and which rules
	Inputs []DifferenceRow
	Stages []DifferenceStage
}

// DifferenceRow is one thing before and after.
type DifferenceRow struct {
	Name, Sub     string
	Before, After string
	Change        Change // the words for it; their tone says no more than they do
}

// DifferenceStage is one stage, with what changed in it.
type DifferenceStage struct {
	DifferenceRow
	ID         string // of its details; empty where nothing of it differs
	Here       string // whose stage of the entered users it is
	Facts      []DifferenceRow
	Components []DifferenceRow
	Lines      []DifferenceRow
	Total      DifferenceRow // of the lines
}

// absent stands for what one of the plans lacks.
const absent = "none"

// NewDifference makes the tables of DifferenceTables.
func NewDifference(d difference.Difference) Difference {
	v := Difference{}
	if d.None() {
		v.None = "Nothing differs: what was stated and what was assumed, the stages with their users, components and bills, the prices and the planning rules are the same."
		return v
	}
	v.Texts = differenceTexts(d)
	for _, i := range d.Inputs {
		v.Inputs = append(v.Inputs, DifferenceRow{Name: i.Label, Before: inputText(i.Text.Before, i.Stated.Before), After: inputText(i.Text.After, i.Stated.After)})
	}
	for _, s := range d.Stages {
		v.Stages = append(v.Stages, newDifferenceStage(d, s))
	}
	return v
}

// differenceTexts says where the users stand, and on what the figures rest.
func differenceTexts(d difference.Difference) []string {
	var before, after string
	for _, s := range d.Stages {
		if s.Number == d.Here.Before.Number {
			before = fmt.Sprintf("stage %d, %s, at %s a month", s.Number, s.Before.Name, sideText(s.Before))
		}
		if s.Number == d.Here.After.Number {
			after = fmt.Sprintf("stage %d, %s, at %s a month", s.Number, s.After.Name, sideText(s.After))
		}
	}
	texts := []string{fmt.Sprintf("Your users stood in %s, and now stand in %s.", before, after)}
	if before == after {
		texts[0] = "Your users stand in " + after + ", as before."
	}
	if d.Book.Before == d.Book.After {
		texts = append(texts, "The prices are the same, of book "+d.Book.After.Version+".")
	} else {
		texts = append(texts, fmt.Sprintf("The prices were of book %s in %s and are now of book %s in %s.",
			d.Book.Before.Version, d.Book.Before.Region, d.Book.After.Version, d.Book.After.Region))
	}
	if d.Engine.Before == d.Engine.After {
		return append(texts, "The planning rules are the same, version "+d.Engine.After+".")
	}
	return append(texts, fmt.Sprintf("The planning rules were of version %s and are now of version %s.", d.Engine.Before, d.Engine.After))
}

// inputText is a value, and that nobody stated it.
func inputText(value string, stated bool) string {
	switch {
	case value == "":
		return "not given"
	case stated:
		return value
	}
	return value + " (assumed)"
}

func newDifferenceStage(d difference.Difference, s difference.Stage) DifferenceStage {
	v := DifferenceStage{DifferenceRow: DifferenceRow{Name: fmt.Sprintf("%d %s", s.Number, stageNames(s)), Before: sideText(s.Before), After: sideText(s.After), Change: stageChange(s)}}
	switch n := s.Number; {
	case n == d.Here.Before.Number && n == d.Here.After.Number:
		v.Here = "you are here"
	case n == d.Here.Before.Number:
		v.Here = "you were here"
	case n == d.Here.After.Number:
		v.Here = "you are here now"
	}
	if !s.Differs() {
		return v
	}
	v.ID = "difference-stage-" + strconv.Itoa(s.Number)
	v.Facts = stageFacts(s)
	for _, c := range s.Components {
		v.Components = append(v.Components, componentRow(c))
	}
	for _, l := range s.Lines {
		v.Lines = append(v.Lines, differenceLine(l))
	}
	v.Total = DifferenceRow{Name: "Whole stage", Before: v.Before, After: v.After, Change: v.Change}
	return v
}

func stageNames(s difference.Stage) string {
	switch {
	case s.After.Missing:
		return s.Before.Name
	case s.Before.Missing || s.Before.Name == s.After.Name:
		return s.After.Name
	}
	return s.After.Name + ", before " + s.Before.Name
}

func sideText(s difference.Side) string {
	if s.Missing {
		return absent
	}
	return atLeast(s.Complete) + s.Monthly.Display()
}

func stageChange(s difference.Stage) Change {
	switch {
	case s.Before.Missing:
		return Change{Text: "new"}
	case s.After.Missing:
		return Change{Text: "gone"}
	}
	return dearer(s.Change, s.Complete)
}

// dearer says a change of cost in words; complete is false when something on
// either side has no price.
func dearer(m units.Money, complete bool) Change {
	c := newChange(m, complete)
	suffix := ""
	if !complete {
		suffix = ", of what is priced"
	}
	switch {
	case m.IsZero():
		c.Text = "same" + suffix
	case c.Tone == Bad:
		c.Text = "+" + m.Display() + ", dearer" + suffix
	default:
		c.Text = m.Display() + ", cheaper" + suffix
	}
	return c
}

// stageFacts are what a stage serves and what reaching it costs, as far as that
// differs.
func stageFacts(s difference.Stage) []DifferenceRow {
	var rows []DifferenceRow
	add := func(name string, text func(difference.Side) string) {
		before, after := absent, absent
		if !s.Before.Missing {
			before = text(s.Before)
		}
		if !s.After.Missing {
			after = text(s.After)
		}
		if before != after {
			rows = append(rows, DifferenceRow{Name: name, Before: before, After: after})
		}
	}
	add("Users", func(s difference.Side) string { return bandText(s.Users, s.Skipped) })
	add("Priced for", func(s difference.Side) string { return usersText(s.SizedAt) })
	add("What ends it", func(s difference.Side) string {
		if s.Ends == "" {
			return "nothing"
		}
		return s.Ends
	})
	add("Once, to get here", func(s difference.Side) string { return atLeast(s.Paid) + s.Once.Display() })
	return rows
}

func componentRow(c difference.Component) DifferenceRow {
	row := DifferenceRow{Name: c.After.Name, Before: sizeText(c.Before, c.After), After: sizeText(c.After, c.Before)}
	switch {
	case c.Before.Name == "":
		row.Change.Text = "added"
	case c.After.Name == "":
		row.Name, row.Change.Text = c.Before.Name, "removed"
	case c.Before.Text != c.After.Text:
		row.Change.Text = "resized"
	default:
		row.Change.Text = "another kind"
	}
	return row
}

// sizeText is a size, with the name where the other side has another.
func sizeText(s, other difference.Size) string {
	switch {
	case s.Name == "":
		return absent
	case s.Text == "":
		return s.Name
	case other.Name != "" && other.Name != s.Name:
		return s.Name + ", " + s.Text
	}
	return s.Text
}

func differenceLine(l difference.Line) DifferenceRow {
	item := l.After
	if item == nil {
		item = l.Before
	}
	row := DifferenceRow{Name: lineName(*item), Sub: string(item.RateKey), Before: sumText(l.Before), After: sumText(l.After)}
	priced := (l.Before == nil || !l.Before.Unpriced) && (l.After == nil || !l.After.Unpriced)
	row.Change = dearer(l.Change, priced)
	return row
}

// sumText is the arithmetic of a line: "1,460 hours × $0.0336 = $49.06".
func sumText(item *bill.Item) string {
	switch {
	case item == nil:
		return absent
	case item.Unpriced:
		return quantityText(*item) + ", not priced"
	}
	return quantityText(*item) + " × " + priceText(item.UnitPrice) + " = " + item.Monthly.Display()
}
