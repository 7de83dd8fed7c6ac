package price

import (
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

//go:embed data/published.csv
var publishedCSV string

// Published is an example that a vendor, or who quotes one, prints with its
// total.
type Published struct {
	ID      string
	Request Request
	Total   units.Money // as printed, to the cent
	Ours    units.Money // what we give; equal to Total unless Note says why not
	Source  reason.Source
	Note    string
}

// Words is the command that redoes the example, without the program's name.
func (p Published) Words() string {
	text := "price " + p.Request.Service
	for _, pair := range p.Request.Params {
		text += " " + pair.Name + "=" + pair.Value
	}
	for i, pair := range p.Request.Rates {
		if i == 0 {
			text += " --rate "
		} else {
			text += ","
		}
		text += pair.Name + "=" + pair.Value
	}
	return text
}

var published = sync.OnceValue(func() []Published {
	rows, err := csv.NewReader(strings.NewReader(publishedCSV)).ReadAll()
	if err != nil {
		panic("published prices: " + err.Error()) // a build that should not have passed its tests
	}
	var all []Published
	for _, row := range rows[1:] {
		request, err := NewRequest(row[1], []string{row[2]}, []string{row[3]}, "")
		if err != nil {
			panic("published price " + row[0] + ": " + err.Error())
		}
		p := Published{ID: row[0], Request: request, Source: reason.Source{Name: row[6], URL: row[7], AsOf: row[8]}, Note: row[9]}
		p.Total, p.Ours = mustMoney(row[0], row[4]), mustMoney(row[0], row[4])
		if row[5] != "" {
			p.Ours = mustMoney(row[0], row[5])
		}
		all = append(all, p)
	}
	return all
})

func mustMoney(id, typed string) units.Money {
	m, err := units.ParseMoney(typed)
	if err != nil {
		panic("published price " + id + ": " + err.Error())
	}
	return m
}

// Examples lists the published examples, by service; not to be changed.
func Examples() []Published { return published() }
