package report

import (
	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/units"
)

// alternativeDoc is one question of a stage with its priced answers.
type alternativeDoc struct {
	ID         string         `json:"id"`
	Title      string         `json:"title"`
	Question   string         `json:"question"`
	Advice     string         `json:"advice"`
	Options    []optionDoc    `json:"options"`
	Crossovers []crossoverDoc `json:"crossovers"`
}

// optionDoc is one answer. Amounts of what is not possible are null; monthly and
// items are the lines in which the options differ.
type optionDoc struct {
	ID         string       `json:"id"`
	Name       string       `json:"name"`
	Chosen     bool         `json:"chosen"`
	Possible   bool         `json:"possible"`
	WhyNot     string       `json:"why_not"`
	Monthly    *units.Money `json:"monthly"`
	WholeStage *units.Money `json:"whole_stage_monthly"`
	StandIn    *units.Money `json:"stand_in_monthly"`
	Complete   bool         `json:"complete"`
	Differs    string       `json:"differs"`
	Weaker     bool         `json:"weaker"`
	Items      []itemDoc    `json:"items"`
	Reasons    []reasonDoc  `json:"reasons"`
}

type crossoverDoc struct {
	Exists  bool        `json:"exists"`
	Text    string      `json:"text"`
	Value   *number     `json:"value"` // null where none exists
	Unit    string      `json:"unit"`
	Reasons []reasonDoc `json:"reasons"`
}

// alternativesOf is null where the alternatives were not priced.
func alternativesOf(s planner.Stage) []alternativeDoc {
	if s.Alternatives == nil {
		return nil
	}
	billed := map[string]bool{}
	for _, i := range s.Bill.Items {
		billed[lineKey(i)] = true
	}
	return each(s.Alternatives, func(a planner.Alternative) alternativeDoc {
		return alternativeDoc{ID: a.ID, Title: a.Title, Question: a.Question, Advice: a.Advice, Options: each(a.Options, func(o planner.Option) optionDoc { return optionOf(o, billed) }),
			Crossovers: each(a.Crossovers, func(c planner.Crossover) crossoverDoc {
				return crossoverDoc{c.Exists, c.Text, known(number(c.Value), c.Exists), c.Unit, reasonDocs(c.Reasons)}
			})}
	})
}

func lineKey(i bill.Item) string {
	return i.Component + "\n" + i.Name + "\n" + string(i.RateKey) + "\n" + i.Quantity.String()
}

// optionOf leaves the reasons of lines that stand in the stage's bill to the bill.
func optionOf(o planner.Option, billed map[string]bool) optionDoc {
	items := each(o.Items, func(i bill.Item) itemDoc {
		if billed[lineKey(i)] {
			i.Reasons = nil
		}
		return itemOf(i)
	})
	return optionDoc{ID: o.ID, Name: o.Name, Chosen: o.Chosen, Possible: o.Possible, WhyNot: o.WhyNot,
		Monthly: money(o.Monthly, !o.Possible), WholeStage: money(o.WholeStage, !o.Possible), StandIn: money(o.StandIn, !o.Possible),
		Complete: o.Complete, Differs: o.Differs, Weaker: o.Weaker, Items: items, Reasons: reasonDocs(o.Reasons)}
}

// alternativesBrief is one line a question: the advice and the first crossover.
func alternativesBrief(out *page, s planner.Stage) {
	for _, a := range s.Alternatives {
		line := a.Title + ": " + a.Advice
		for _, c := range a.Crossovers {
			if c.Exists {
				line += " " + c.Text
				break
			}
		}
		out.prose("   Or: ", "   ", line)
	}
}

// alternativesText lists every question of a stage: the options with what they
// cost, the advice, and where options change places.
func alternativesText(out *page, s planner.Stage) {
	if len(s.Alternatives) == 0 {
		return
	}
	out.heading("Alternatives, priced for the same work, US dollars a month")
	for _, a := range s.Alternatives {
		out.blank()
		out.prose("  ", "  ", a.Title+": "+a.Question)
		optionsText(out, a)
		out.prose("    ", "    ", a.Advice)
		for _, c := range a.Crossovers {
			out.prose("    ", "    ", c.Text)
		}
	}
}

// optionsText is the table of a question: ▸ marks what the bill above buys.
func optionsText(out *page, a planner.Alternative) {
	t := table{indent: "  ", right: map[int]bool{2: true, 3: true}}
	t.row("", "", "what differs", "whole stage", "")
	for _, o := range a.Options {
		mark := " "
		if o.Chosen {
			mark = "▸"
		}
		if !o.Possible {
			continue
		}
		differs, whole := o.Monthly.Display(), o.WholeStage.Display()
		if !o.Complete {
			differs, whole = "≥ "+differs, "≥ "+whole
		}
		stand := ""
		if !o.StandIn.IsZero() {
			stand = o.StandIn.Display() + " of it at prices of us-east-1"
		}
		t.row(mark, o.Name, differs, whole, stand)
	}
	t.write(out)
	for _, o := range a.Options {
		if !o.Possible {
			out.prose("    – ", "      ", o.Name+", not possible: "+o.WhyNot)
		}
	}
}
