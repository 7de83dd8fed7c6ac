package report

import (
	"stagecraft/planner"
	"stagecraft/planner/units"
)

// rangesDoc is what stated intervals come to; null when none was stated.
type rangesDoc struct {
	Samples  int              `json:"samples"`
	Seed     uint64           `json:"seed"`
	Inputs   []inputDoc       `json:"inputs"`
	Cost     moneySpreadDoc   `json:"cost"`
	Stage    int              `json:"stage"` // of the likely values
	Staying  moneySpreadDoc   `json:"cost_of_staying"`
	Beyond   number           `json:"beyond_stage"`
	Peak     spreadDoc        `json:"requests_per_second_peak"`
	P99      spreadDoc        `json:"p99_ms"`
	OnTime   number           `json:"p99_met"`
	Stages   []stageChanceDoc `json:"stages"`
	Drivers  []driverDoc      `json:"drivers"`
	Complete bool             `json:"complete"`
	Reasons  []reasonDoc      `json:"reasons"`
}

// inputDoc is one interval in the base unit of its field.
type inputDoc struct {
	Field  string `json:"field"`
	Label  string `json:"label"`
	Low    number `json:"low"`
	Likely number `json:"likely"`
	High   number `json:"high"`
	Text   string `json:"text"`
}

// spreadDoc holds the 5% and 95% quantiles as low and high; quantiles are those
// at 0%, 5% … 100%.
type spreadDoc struct {
	Low       number   `json:"low"`
	Likely    number   `json:"likely"`
	High      number   `json:"high"`
	Median    number   `json:"median"`
	Mean      number   `json:"mean"`
	Quantiles []number `json:"quantiles"`
}

type moneySpreadDoc struct {
	Low       units.Money   `json:"low"`
	Likely    units.Money   `json:"likely"`
	High      units.Money   `json:"high"`
	Median    units.Money   `json:"median"`
	Mean      units.Money   `json:"mean"`
	Quantiles []units.Money `json:"quantiles"`
}

type stageChanceDoc struct {
	Number  int          `json:"number"`
	Name    string       `json:"name"`
	Samples int          `json:"samples"`
	Chance  number       `json:"chance"`
	Cost    *units.Money `json:"median_cost"` // null where no sample is
}

type driverDoc struct {
	Field   string       `json:"field"`
	Label   string       `json:"label"`
	Low     driverEndDoc `json:"low"`
	High    driverEndDoc `json:"high"`
	Likely  units.Money  `json:"likely_cost"`
	Swing   units.Money  `json:"swing"`
	Share   number       `json:"share"`
	Text    string       `json:"text"`
	Reasons []reasonDoc  `json:"reasons"`
}

type driverEndDoc struct {
	Value  string      `json:"value"`
	Amount number      `json:"amount"`
	Stage  int         `json:"stage"`
	Cost   units.Money `json:"cost"`
}

// sensitivityDoc ranks the assumptions; null when a plan was made without.
type sensitivityDoc struct {
	Stage   int         `json:"stage"`
	Cost    units.Money `json:"cost"`
	Step    number      `json:"step"`
	Tried   int         `json:"tried"`
	Drivers []driverDoc `json:"drivers"`
	Reasons []reasonDoc `json:"reasons"`
}

func rangesOf(r *planner.Ranges) *rangesDoc {
	if r == nil {
		return nil
	}
	return &rangesDoc{
		Samples: r.Samples, Seed: r.Seed, Stage: r.Stage, Beyond: number(r.Beyond), OnTime: number(r.OnTime), Complete: r.Complete,
		Inputs: each(r.Inputs, func(i planner.RangeInput) inputDoc {
			return inputDoc{i.Field, i.Label, number(i.Interval.Low), number(i.Interval.Likely), number(i.Interval.High), i.Text}
		}),
		Cost: moneySpreadDoc(r.Cost), Staying: moneySpreadDoc(r.Staying), Peak: spreadOf(r.Peak), P99: spreadOf(r.P99),
		Stages: each(r.Stages, func(s planner.StageChance) stageChanceDoc {
			return stageChanceDoc{s.Number, s.Name, s.Samples, number(s.Chance), money(s.Cost, s.Samples == 0)}
		}),
		Drivers: each(r.Drivers, driverOf), Reasons: reasonDocs(r.Reasons),
	}
}

func sensitivityOf(s *planner.Sensitivity) *sensitivityDoc {
	if s == nil {
		return nil
	}
	return &sensitivityDoc{s.Stage, s.Cost, number(s.Step), s.Tried, each(s.Drivers, driverOf), reasonDocs(s.Reasons)}
}

func spreadOf[T ~float64](s planner.Spread[T]) spreadDoc {
	return spreadDoc{number(s.Low), number(s.Likely), number(s.High), number(s.Median), number(s.Mean),
		each(s.Quantiles, func(v T) number { return number(v) })}
}

func driverOf(d planner.Driver) driverDoc {
	end := func(e planner.DriverEnd) driverEndDoc {
		return driverEndDoc{e.Value, number(e.Amount), e.Stage, e.Cost}
	}
	return driverDoc{d.Field, d.Label, end(d.Low), end(d.High), d.Likely, d.Swing, number(d.Share), d.Text, reasonDocs(d.Reasons)}
}
