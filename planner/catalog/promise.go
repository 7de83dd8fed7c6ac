package catalog

import (
	_ "embed" // the table of promises
	"sync"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Promise is a service level agreement: the monthly uptime below which the
// vendor refunds a part of the bill. It is a threshold of refunds, no measurement.
type Promise struct {
	ID     string      // "rds.multi-az": the service, with its configuration where that decides
	Name   string      // "RDS Multi-AZ"
	Uptime units.Ratio // of a month
	Source reason.Source
}

//go:embed data/sla.csv
var promisesCSV string

var promises = sync.OnceValue(func() map[string]Promise {
	all := map[string]Promise{}
	for _, row := range rows(promisesCSV) {
		p := Promise{ID: row[0], Name: row[1], Uptime: units.Ratio(number(row[2])), Source: reason.Source{Name: row[3], URL: row[4], AsOf: row[5]}}
		if row[4] == "ours" {
			p.Source = reason.Ours(row[3])
		}
		all[p.ID] = p
	}
	return all
})

// Promised finds an agreement by its id; an unknown one is a programming error
// and panics.
func Promised(id string) Promise {
	p, ok := promises()[id]
	if !ok {
		panic("catalog: no service level agreement " + id)
	}
	return p
}
