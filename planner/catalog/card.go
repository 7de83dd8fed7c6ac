package catalog

import (
	_ "embed" // what is said of services in words
	"fmt"
	"strings"
	"sync"

	"stagecraft/planner/reason"
)

// Card is what docs/services.md says of a service in words; what it meters is
// taken from Meter itself.
type Card struct {
	SizedBy   string // formula in words
	Limits    string // the vendor's, and ours; "none planned for" when Size knows none
	SLA       string // monthly uptime, "99.99%"; empty when no agreement is known
	SLASource reason.Source
}

//go:embed data/cards.csv
var cardsCSV string

var cardColumns = strings.Fields("service sized_by limits sla sla_source sla_url sla_as_of")

var cards = sync.OnceValue(func() map[string]Card {
	all, err := parseCards(cardsCSV)
	if err != nil {
		panic(fmt.Sprintf("catalog: embedded cards: %v", err))
	}
	return all
})

// parseCards reads the table by service id. An agreement needs source and date.
func parseCards(text string) (map[string]Card, error) {
	rows, err := table("cards", text, cardColumns)
	if err != nil {
		return nil, err
	}
	all := map[string]Card{}
	for n, row := range rows {
		c := Card{SizedBy: row[1], Limits: row[2], SLA: row[3], SLASource: reason.Source{Name: row[4], URL: row[5], AsOf: row[6]}}
		_, twice := all[row[0]]
		switch {
		case row[0] == "" || c.SizedBy == "" || c.Limits == "":
			return nil, fmt.Errorf("cards, line %d: a service needs an id, how it is sized and its limits", n+2)
		case twice:
			return nil, fmt.Errorf("cards, line %d: %s is there twice", n+2, row[0])
		case (c.SLA == "") != (c.SLASource.Name == "") || c.SLA != "" && !dated.MatchString(c.SLASource.AsOf):
			return nil, fmt.Errorf("cards, line %d: an agreement needs its figure, source and date", n+2)
		}
		all[row[0]] = c
	}
	return all, nil
}

// Card is what is said of the service in words; ok is false when data/cards.csv
// has no row for it.
func (s Service) Card() (c Card, ok bool) {
	c, ok = cards()[s.ID]
	return c, ok
}
