package views

import (
	"stagecraft/planner"
	"stagecraft/planner/reason"
)

// Alternative is one question of a stage with its answers.
type Alternative struct {
	ID, Title, Question, Advice string
	Options                     []OptionRow
	Crossovers                  []Crossover
}

// OptionRow is one answer.
type OptionRow struct {
	ID, Name  string
	Monthly   string // of what differs between the options
	Stage     string // the whole stage with this option
	Against   string // compared with what the plan buys
	Tone      Tone
	Chosen    bool
	WhyNot    string
	Differs   string
	StandIn   string
	Lines     []BillLine
	Reasons   []reason.Reason
	Explained bool // there is arithmetic to open
}

// Crossover is where two options change places.
type Crossover struct {
	Text    string
	Reasons []reason.Reason
}

func newAlternatives(s planner.Stage) []Alternative {
	all := make([]Alternative, 0, len(s.Alternatives))
	for _, a := range s.Alternatives {
		v := Alternative{ID: "alternative-" + a.ID, Title: a.Title, Question: a.Question, Advice: a.Advice}
		for _, o := range a.Options {
			v.Options = append(v.Options, newOption(a, o, chosenOf(a)))
		}
		for _, c := range a.Crossovers {
			v.Crossovers = append(v.Crossovers, Crossover{Text: c.Text, Reasons: c.Reasons})
		}
		all = append(all, v)
	}
	return all
}

func chosenOf(a planner.Alternative) planner.Option {
	for _, o := range a.Options {
		if o.Chosen {
			return o
		}
	}
	return planner.Option{}
}

func newOption(a planner.Alternative, o, chosen planner.Option) OptionRow {
	row := OptionRow{ID: "option-" + a.ID + "-" + o.ID, Name: o.Name, Chosen: o.Chosen, Differs: o.Differs, Reasons: o.Reasons}
	if !o.Possible {
		row.WhyNot = o.WhyNot
		return row
	}
	row.Monthly, row.Stage = atLeast(o.Complete)+o.Monthly.Display(), o.WholeStage.Display()
	for i, item := range o.Items {
		line := newBillLine(i, item, "")
		line.ID = row.ID + "-" + line.ID
		row.Lines = append(row.Lines, line)
	}
	row.Explained = len(row.Lines)+len(row.Reasons) > 0
	if !o.StandIn.IsZero() {
		row.StandIn = o.StandIn.Display() + " of it priced at us-east-1"
	}
	change := o.WholeStage.Sub(chosen.WholeStage)
	switch {
	case o.Chosen:
		row.Against = "in the plan"
	case change.IsZero():
		row.Against = "the same"
	case change.Float() < 0:
		row.Against, row.Tone = change.Display(), Good
	default:
		row.Against = "+" + change.Display()
	}
	return row
}
