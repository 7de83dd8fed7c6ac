package report

import (
	"stagecraft/planner"
	"stagecraft/planner/units"
)

// What a plan says of the future: growth, ten times the users, the people who
// run it, and carbon.

type growthDoc struct {
	Rate       number       `json:"per_month"`
	Months     []monthDoc   `json:"months"`
	Cumulative units.Money  `json:"cumulative"` // months 1 to the last
	Complete   bool         `json:"complete"`
	Stages     []passageDoc `json:"stages"`
	Text       string       `json:"text"`
	Notes      []string     `json:"notes"`
	Reasons    []reasonDoc  `json:"reasons"`
}

type monthDoc struct {
	Month       int          `json:"month"` // 0 is today
	Users       number       `json:"users"`
	Stage       int          `json:"stage"`
	Monthly     units.Money  `json:"monthly"`
	Complete    bool         `json:"complete"`
	PerThousand units.Money  `json:"per_thousand_users"`
	OneOff      *units.Money `json:"one_off"` // null: a migration, and no part of it has a known price
	Paid        bool         `json:"one_off_complete"`
	Cumulative  units.Money  `json:"cumulative"` // with what is paid once
	Known       bool         `json:"cumulative_complete"`
}

type passageDoc struct {
	Number  int        `json:"number"`
	Reached *momentDoc `json:"reached"` // null: never
	Left    *momentDoc `json:"left"`    // null: never
}

type momentDoc struct {
	Months number `json:"months"` // from today, when the count is reached
	Month  int    `json:"month"`  // the first with more users
}

type tenTimesDoc struct {
	Users    number       `json:"users"`
	Beyond   bool         `json:"beyond_fields"`
	Stage    *number      `json:"stage"`
	Monthly  *units.Money `json:"monthly"`
	Complete bool         `json:"complete"`
	Breaks   []breakDoc   `json:"breaks"`
	Pace     paceDoc      `json:"pace"`
	Text     string       `json:"text"`
	Reasons  []reasonDoc  `json:"reasons"`
}

type breakDoc struct {
	Component   string          `json:"component"`
	Name        string          `json:"name"`
	Resource    string          `json:"resource"`
	Times       number          `json:"at_times"`
	FullTimes   *number         `json:"full_at_times"`
	Utilisation number          `json:"utilisation"`
	Remedy      string          `json:"remedy"`
	How         string          `json:"how"`
	Moves       []remedyMoveDoc `json:"moves"`
}

type remedyMoveDoc struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Stage int    `json:"stage"`
}

type paceDoc struct {
	Automatic   bool   `json:"automatic"`
	Lead        number `json:"lead_seconds"`
	Utilisation number `json:"utilisation"`
	Doubling    number `json:"doubling_seconds"`
	Text        string `json:"text"`
}

type operationDoc struct {
	Hours     number      `json:"hours_per_month"`
	Work      workDoc     `json:"work"`
	Pages     number      `json:"pages_per_month"`
	Night     number      `json:"pages_at_night"`
	OnCall    onCallDoc   `json:"on_call"`
	Needed    int         `json:"engineers_needed"`
	Engineers *number     `json:"engineers"`
	Verdict   *string     `json:"verdict"` // can, with strain, cannot; null when not asked
	Why       []string    `json:"why"`
	Tasks     []taskDoc   `json:"tasks"`
	Text      string      `json:"text"`
	Reasons   []reasonDoc `json:"reasons"`
}

type workDoc struct {
	Patch    number `json:"patch"`
	Watch    number `json:"watch"`
	Rehearse number `json:"rehearse"`
	Release  number `json:"release"`
	Answer   number `json:"answer"`
}

type onCallDoc struct {
	Rotation bool   `json:"rotation"`
	Size     int    `json:"size"`
	Text     string `json:"text"`
}

type taskDoc struct {
	Component string  `json:"component"` // empty: the stage as a whole
	Name      string  `json:"name"`
	Work      workDoc `json:"work"`
	Pages     number  `json:"pages_per_year"`
	Text      string  `json:"text"`
}

type carbonDoc struct {
	Estimate    bool            `json:"estimate"` // always true
	KWh         number          `json:"kwh"`
	Grid        number          `json:"grid_kg_per_kwh"`
	Operating   number          `json:"operating_kg"`
	Embodied    number          `json:"embodied_kg"`
	Total       number          `json:"total_kg"`
	PerThousand number          `json:"kg_per_thousand_users"`
	Parts       []carbonPartDoc `json:"parts"`
	NotIncluded []string        `json:"not_included"`
	Text        string          `json:"text"`
	Reasons     []reasonDoc     `json:"reasons"`
}

type carbonPartDoc struct {
	Component string      `json:"component"`
	Name      string      `json:"name"`
	Kind      string      `json:"kind"`
	KWh       number      `json:"kwh"`
	Embodied  number      `json:"embodied_kg"`
	Reasons   []reasonDoc `json:"reasons"`
}

func growthOf(g planner.Growth) growthDoc {
	known := g.Known()
	return growthDoc{
		Rate: number(g.Rate), Cumulative: g.Total, Complete: g.Complete, Text: g.Text, Notes: texts(g.Notes), Reasons: reasonDocs(g.Reasons),
		Months: each(g.Months, func(m planner.Month) monthDoc {
			once := &m.OneOff
			if !m.Paid && m.OneOff.IsZero() {
				once = nil // what has no price is not free
			}
			return monthDoc{m.Number, number(m.Users), m.Stage, m.Monthly, m.Complete, m.PerThousand, once, m.Paid, m.Cumulative, known[m.Number]}
		}),
		Stages: each(g.Passages, func(p planner.Passage) passageDoc {
			return passageDoc{p.Stage, momentOf(p.Reached), momentOf(p.Left)}
		}),
	}
}

func momentOf(m planner.Moment) *momentDoc {
	if !m.Happens {
		return nil
	}
	return &momentDoc{number(m.Exact), m.Month}
}

func tenTimesOf(t planner.TenTimes) tenTimesDoc {
	return tenTimesDoc{
		Users: number(t.Users), Beyond: t.Beyond, Stage: known(float64(t.Stage), !t.Beyond), Monthly: money(t.Monthly, t.Beyond), Complete: t.Complete,
		Breaks: each(t.Breaks, func(k planner.Break) breakDoc {
			return breakDoc{k.Tier, k.Component, k.Resource, number(k.Times), known(k.FullTimes, true), number(k.Utilisation), string(k.Remedy), k.How,
				each(k.Moves, func(m planner.RemedyMove) remedyMoveDoc { return remedyMoveDoc(m) })}
		}),
		Pace: paceDoc{t.Pace.Automatic, number(t.Pace.Lead), number(t.Pace.Utilisation), number(t.Pace.Doubling), t.Pace.Text},
		Text: t.Text, Reasons: reasonDocs(t.Reasons),
	}
}

func operationOf(o planner.Operation) operationDoc {
	doc := operationDoc{
		Hours: number(o.Hours), Work: workOf(o.Work), Pages: number(o.Pages), Night: number(o.Night), OnCall: onCallDoc(o.OnCall), Needed: o.Needed,
		Engineers: known(o.Engineers, o.Engineers > 0), Why: texts(o.Why), Text: o.Text, Reasons: reasonDocs(o.Reasons),
		Tasks: each(o.Tasks, func(t planner.Task) taskDoc {
			return taskDoc{t.Tier, t.Name, workOf(t.Work), number(t.Pages), t.Text}
		}),
	}
	if o.Verdict != "" {
		verdict := string(o.Verdict)
		doc.Verdict = &verdict
	}
	return doc
}

func workOf(w planner.Work) workDoc {
	return workDoc{number(w.Patch), number(w.Watch), number(w.Rehearse), number(w.Release), number(w.Answer)}
}

func carbonOf(c *planner.Carbon) *carbonDoc {
	if c == nil {
		return nil
	}
	return &carbonDoc{
		Estimate: true, KWh: number(c.KWh), Grid: number(c.Grid), Operating: number(c.Operating), Embodied: number(c.Embodied), Total: number(c.Total),
		PerThousand: number(c.PerThousand), NotIncluded: texts(c.NotIncluded), Text: c.Text, Reasons: reasonDocs(c.Reasons),
		Parts: each(c.Parts, func(p planner.CarbonPart) carbonPartDoc {
			return carbonPartDoc{p.Tier, p.Name, p.Kind, number(p.KWh), number(p.Embodied), reasonDocs(p.Reasons)}
		}),
	}
}
