package views

import (
	"fmt"
	"math"
	"strconv"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// The names of the two tracks, at the head of everything that shows both.
const (
	currentName = "Today's advice"
	classicName = "The talk as given (2017)"
)

// TrackPair is one workload on both tracks: today's advice and the talk as given.
type TrackPair struct {
	Text     string
	Other    Link // the same plan on the track that is not shown
	Stages   []TrackRow
	Shown    string // "Stage 4: Lighten"
	Sized    string // for how many users either side of it is sized
	Lines    []LineChange
	Total    LineChange
	OnlyNow  []string // components
	OnlyTalk []string
	Renamed  []Rename
	MovesNow []MoveRow // taken in today's advice only
	MovesOld []MoveRow
}

// TrackRow is one stage on both tracks. Facts holds what both have in common.
type TrackRow struct {
	Stage  string
	Href   string
	Facts  []string
	Shown  bool
	Here   string // whose stage of the entered users it is
	Now    TrackSide
	Talk   TrackSide
	Change Change
}

// TrackSide is what one track says of a stage, as far as the other differs.
type TrackSide struct {
	Cost  string
	Facts []string
}

// Change is a difference in money, with what it costs more toned as bad.
type Change struct {
	Text string
	Tone Tone
}

// LineChange is one line of the bill on both tracks.
type LineChange struct {
	Name, Key string
	Now, Talk string
	Change    Change
}

// Rename is one component under its two names.
type Rename struct{ Talk, Now string }

// newTrackPair makes the section; nil where the plan holds no comparison.
func newTrackPair(p planner.Plan, s planner.Stage, at Address) *TrackPair {
	if p.Tracks == nil {
		return nil
	}
	c := *p.Tracks
	v := &TrackPair{Text: trackText(c), Other: otherTrack(p.Workload, s.Number, at), Shown: fmt.Sprintf("Stage %d: %s", s.Number, s.Title)}
	for _, row := range c.Stages {
		v.Stages = append(v.Stages, newTrackRow(c, row, s.Number, at))
		if row.ID == s.ID {
			v.compare(row)
		}
	}
	return v
}

// otherTrack is the same plan on the other track. A share link shows what was
// shared and nothing else: from there it is a draft.
func otherTrack(w workload.Workload, stage int, at Address) Link {
	other := planner.OtherTrack(w)
	to := Draft(other)
	if at.Base != "/plan" && !at.Fixed() && to.Query != "" {
		to.Base = at.Base
	}
	link := Link{Href: to.Page(stage), Label: "Open this plan as the talk gave it"}
	if other.Track == workload.Current {
		link.Label = "Open this plan with today's advice"
	}
	return link
}

// trackText sums both up for the entered users, and counts the stages.
func trackText(c planner.Comparison) string {
	now, talk := stageOn(c, c.A.Here).A, stageOn(c, c.B.Here).B
	text := fmt.Sprintf("For your %s, today's advice is %s at %s a month", usersText(c.A.Users), stageName(c, c.A.Here), totalText(now))
	if c.A.Here == c.B.Here {
		text += fmt.Sprintf("; the same stage as the talk gave it costs %s", totalText(talk))
	} else {
		text += fmt.Sprintf("; the talk as given has you in %s at %s", stageName(c, c.B.Here), totalText(talk))
	}
	change := talk.Total.Sub(now.Total)
	switch {
	case change.IsZero():
		text += ", the same."
	case change.Float() > 0:
		text += fmt.Sprintf(", %s (%s) more.", change.Display(), shareText(change, now.Total))
	default:
		less := units.Money{}.Sub(change)
		text += fmt.Sprintf(", %s (%s) less.", less.Display(), shareText(less, now.Total))
	}
	dearer, cheaper, alike := 0, 0, 0
	for _, s := range c.Stages {
		if !s.SameUsers { // else the count would compare bills for different loads
			continue
		}
		alike++
		switch cents := s.Change.Float(); {
		case cents > 0:
			dearer++
		case cents < 0:
			cheaper++
		}
	}
	which := fmt.Sprintf("%d stages", alike)
	if alike < len(c.Stages) {
		which = fmt.Sprintf("%s stages that are priced for the same users on both tracks,", countText(alike))
	}
	return text + fmt.Sprintf(" Of the %s the talk costs more in %s and less in %s.", which, countText(dearer), countText(cheaper))
}

func countText(n int) string {
	if n == 0 {
		return "none"
	}
	return strconv.Itoa(n)
}

func stageOn(c planner.Comparison, number int) planner.StageComparison {
	for _, s := range c.Stages {
		if s.Number == number {
			return s
		}
	}
	return planner.StageComparison{}
}

func stageName(c planner.Comparison, number int) string {
	return fmt.Sprintf("stage %d, %s,", number, stageOn(c, number).Name)
}

// totalText prints the bill of a stage, as a lower bound when a line of it has
// no price.
func totalText(s planner.StageSide) string { return atLeast(s.Complete) + s.Total.Display() }

// shareText is a part of an amount: "5.3%".
func shareText(part, of units.Money) string {
	if of.IsZero() {
		return "of nothing"
	}
	return units.FormatPercent(units.Ratio(math.Abs(part.Float()/of.Float())), 1)
}

func newTrackRow(c planner.Comparison, s planner.StageComparison, shown int, at Address) TrackRow {
	row := TrackRow{Stage: strconv.Itoa(s.Number) + " " + s.Name, Href: at.Page(s.Number), Shown: s.Number == shown, Change: newChange(s.Change, s.Complete),
		Now: TrackSide{Cost: totalText(s.A)}, Talk: TrackSide{Cost: totalText(s.B)}}
	switch here := [2]bool{s.Number == c.A.Here, s.Number == c.B.Here}; here {
	case [2]bool{true, true}:
		row.Here = "you are here"
	case [2]bool{true, false}:
		row.Here = "you are here today"
	case [2]bool{false, true}:
		row.Here = "you are here in the talk"
	}
	facts := [][2]string{
		{servesText(s.A), servesText(s.B)},
		{availableText(s.A), availableText(s.B)},
		{p99Text(s.A), p99Text(s.B)},
	}
	for i, f := range facts {
		switch {
		case f[0] != f[1]:
			row.Now.Facts, row.Talk.Facts = append(row.Now.Facts, f[0]), append(row.Talk.Facts, f[1])
		case i == 0:
			row.Facts = append(row.Facts, f[0])
		}
	}
	return row
}

// servesText is the band of a stage with the users it is priced for.
func servesText(s planner.StageSide) string {
	if s.Skipped {
		return "skipped, priced for " + usersText(s.SizedAt)
	}
	return "serves " + bandText(s.Users, s.Skipped) + ", priced for " + usersText(s.SizedAt)
}

func availableText(s planner.StageSide) string {
	return units.FormatPercent(s.Available, 3) + " available"
}
func p99Text(s planner.StageSide) string { return "p99 " + units.FormatMilliseconds(round(s.P99)) }

// newChange prints what the talk costs more; complete is false when a line on
// either side has no price.
func newChange(m units.Money, complete bool) Change {
	c := Change{Text: m.Display()}
	switch {
	case m.IsZero():
		c.Text = "the same"
	case m.Float() > 0:
		c.Text, c.Tone = "+"+m.Display(), Bad
	default:
		c.Tone = Good
	}
	if !complete {
		c.Text += ", of what is priced"
	}
	return c
}

// compare fills in what is said of the shown stage.
func (v *TrackPair) compare(s planner.StageComparison) {
	v.Sized = "Both sides are sized for " + usersText(s.A.SizedAt) + "."
	if !s.SameUsers {
		v.Sized = fmt.Sprintf("Today's advice is sized for %s here, the talk for %s: part of the difference is that one carries more of them.", usersText(s.A.SizedAt), usersText(s.B.SizedAt))
	}
	for _, l := range s.Lines {
		v.Lines = append(v.Lines, newLineChange(l))
	}
	v.Total = LineChange{Name: "Whole stage", Now: totalText(s.A), Talk: totalText(s.B), Change: newChange(s.Change, s.Complete)}
	v.OnlyNow, v.OnlyTalk = componentNames(s.OnlyA), componentNames(s.OnlyB)
	for _, r := range s.Renamed {
		v.Renamed = append(v.Renamed, Rename{Talk: r.B, Now: r.A})
	}
	v.MovesNow, v.MovesOld = moveRows(s.MovesA), moveRows(s.MovesB)
}

func newLineChange(l bill.Difference) LineChange {
	row := LineChange{Name: l.Name, Key: string(l.RateKey), Now: l.Before.Display(), Talk: l.After.Display(), Change: newChange(l.Change, !l.Unpriced)}
	if l.Added {
		row.Now = "–"
	}
	if l.Removed {
		row.Talk = "–"
	}
	return row
}

// componentNames names components once each, with how many there are of them.
func componentNames(list []topology.Component) []string {
	var names []string
	count := map[string]int{}
	for _, c := range list {
		name := componentName(c)
		if count[name]++; count[name] == 1 {
			names = append(names, name)
		}
	}
	for i, name := range names {
		if n := count[name]; n > 1 {
			names[i] = fmt.Sprintf("%d × %s", n, name)
		}
	}
	return names
}

func moveRows(list []planner.Move) []MoveRow {
	rows := make([]MoveRow, 0, len(list))
	for _, m := range list {
		rows = append(rows, MoveRow{Title: m.Title, Why: m.Why, Source: m.Source})
	}
	return rows
}

// differs tells whether the two tracks draw the stage differently.
func (v *TrackPair) differs() bool { return len(v.OnlyNow)+len(v.OnlyTalk)+len(v.Renamed) > 0 }
