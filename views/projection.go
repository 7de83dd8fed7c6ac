package views

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"stagecraft/planner"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Projection is the plan over the coming months.
type Projection struct {
	Text     string
	Chart    Chart
	Years    []Row
	Passages []PassageRow
	Months   []MonthRow
	Notes    []string
	Reasons  []reason.Reason
	Total    string
}

// PassageRow says when a stage is entered and left.
type PassageRow struct {
	Stage, Name   string
	Reached, Left string
}

// MonthRow is one month of the table.
type MonthRow struct {
	Number, When, Users, Stage, Monthly, PerThousand, Cumulative string
	Once                                                         string // paid once for a migration; empty without one
}

// newProjection makes the section of a plan's growth. today dates its months.
func newProjection(p planner.Plan, today time.Time) Projection {
	g := p.Growth
	v := Projection{Text: g.Text, Chart: newChart(p, today), Notes: g.Notes, Reasons: g.Reasons, Total: g.Total.Display()}
	if !g.Complete {
		v.Total = "at least " + v.Total
	}
	known := g.Known()
	for i, m := range g.Months {
		row := MonthRow{Number: strconv.Itoa(m.Number), When: monthName(today, m.Number), Users: units.FormatCount(float64(m.Users)), Stage: strconv.Itoa(m.Stage),
			Monthly: atLeast(m.Complete) + m.Monthly.Display(), PerThousand: atLeast(m.Complete) + m.PerThousand.Display(), Cumulative: atLeast(known[i]) + m.Cumulative.Display()}
		switch {
		case !m.Paid && m.OneOff.IsZero():
			row.Once = "+ a migration without a known price"
		case !m.Paid:
			row.Once = "+ at least " + m.OneOff.Display() + " once"
		case !m.OneOff.IsZero():
			row.Once = "+ " + m.OneOff.Display() + " once"
		}
		if m.Number == 0 {
			row.Cumulative = "–"
		}
		v.Months = append(v.Months, row)
		if m.Number > 0 && m.Number%12 == 0 {
			v.Years = append(v.Years, Row{Label: fmt.Sprintf("After %d months", m.Number), Value: atLeast(known[i]) + m.Cumulative.Display() + " spent",
				Note: fmt.Sprintf("%s, stage %d, %s a month, %s for 1,000 users", usersText(m.Users), m.Stage, atLeast(m.Complete)+m.Monthly.Display(), atLeast(m.Complete)+m.PerThousand.Display())})
		}
	}
	for _, passage := range g.Passages {
		row := PassageRow{Stage: strconv.Itoa(passage.Stage), Name: p.Stages[passage.Stage-1].Name, Reached: moment(passage.Reached, today), Left: moment(passage.Left, today)}
		if passage.Stage == p.Here {
			row.Reached = "you are here"
		}
		v.Passages = append(v.Passages, row)
	}
	return v
}

func atLeast(complete bool) string {
	if complete {
		return ""
	}
	return "≥ "
}

// monthName is the calendar month a number of months from today.
func monthName(today time.Time, months int) string {
	return time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, months, 0).Format("Jan 2006")
}

// moment says when a count is passed, as far as a month has a meaning.
func moment(m planner.Moment, today time.Time) string {
	switch {
	case !m.Happens:
		return "never"
	case m.Month > farMonths:
		return "after more than ten years"
	}
	return fmt.Sprintf("month %d (%s)", m.Month, monthName(today, m.Month))
}

// Chart is the monthly bill as bars, one a month, with the stages below.
type Chart struct {
	Words  string
	Bars   []Bar
	Lines  []GridLine
	Stages []StageSpan
	Ticks  []Tick
}

// Bar, GridLine, StageSpan and Tick are in the units of the chart's view box.
type (
	Bar       struct{ X, Y, Width, Height, Class, Title string }
	GridLine  struct{ Y, Label string }
	StageSpan struct{ X, Width, Middle, Label, Class string }
	Tick      struct{ X, Label string }
)

// Measures of the chart, in units of its view box.
const (
	chartLeft, chartRight  = 64.0, 908.0
	chartTop, chartBottom  = 16.0, 216.0
	narrowestStage, barGap = 16.0, 3.0
)

func newChart(p planner.Plan, today time.Time) Chart {
	months := p.Growth.Months
	top := 0.0
	for _, m := range months {
		top = max(top, m.Monthly.Float())
	}
	step := niceStep(top / 4)
	top = max(step, math.Ceil(top/step)*step)
	width := (chartRight - chartLeft) / float64(len(months))
	var c Chart
	for y := 0.0; y <= top+step/2; y += step {
		c.Lines = append(c.Lines, GridLine{Y: length(chartBottom - (chartBottom-chartTop)*y/top), Label: "$" + units.FormatCount(y)})
	}
	from := 0
	for i, m := range months {
		x, height := chartLeft+width*float64(i), (chartBottom-chartTop)*m.Monthly.Float()/top
		c.Bars = append(c.Bars, Bar{X: length(x + barGap/2), Y: length(chartBottom - height), Width: length(width - barGap), Height: length(height), Class: stageClass(m.Stage),
			Title: fmt.Sprintf("%s: %s, stage %d, %s a month", monthName(today, m.Number), usersText(m.Users), m.Stage, atLeast(m.Complete)+m.Monthly.Display())})
		if i%6 == 0 {
			c.Ticks = append(c.Ticks, Tick{X: length(x + width/2), Label: monthName(today, m.Number)})
		}
		if i+1 == len(months) || months[i+1].Stage != m.Stage {
			left, right := chartLeft+width*float64(from), x+width
			span := StageSpan{X: length(left), Width: length(right - left - 1), Middle: length((left + right) / 2), Class: stageClass(m.Stage)}
			switch room := right - left; {
			case room >= 110:
				span.Label = fmt.Sprintf("%d %s", m.Stage, p.Stages[m.Stage-1].Name)
			case room >= narrowestStage:
				span.Label = strconv.Itoa(m.Stage)
			}
			c.Stages = append(c.Stages, span)
			from = i + 1
		}
	}
	c.Words = "Monthly bill over " + strconv.Itoa(len(months)-1) + " months; the table below has the same figures."
	return c
}

// stageClass alternates two tones, so that neighbours can be told apart.
func stageClass(stage int) string {
	if stage%2 == 0 {
		return "even"
	}
	return "odd"
}

// niceStep is the round number at or above a rough step: 1, 2 or 5 and zeros.
func niceStep(rough float64) float64 {
	if rough <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= rough-1e-9*power {
			return m * power
		}
	}
	return 10 * power
}

func length(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }
