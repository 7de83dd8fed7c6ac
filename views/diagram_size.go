package views

import (
	"fmt"
	"regexp"
	"strings"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/catalog"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// machines is how many units of its tier each card of a stage stands for, by
// component ID. Primaries and standbys count the shards, replicas are spread over
// their cards as evenly as they can be, the first card first, and the machines of
// every other tier stand in each zone alike.
func machines(s planner.Stage) map[string]int {
	of := map[string]int{}
	for _, t := range s.Tiers {
		var replicas []string
		for _, c := range tierCards(s.Graph, t.ID) {
			switch {
			case !database(t):
				of[c.ID] = max(1, t.Sizing.PerZone)
			case c.Role == "replica":
				replicas = append(replicas, c.ID)
			default:
				of[c.ID] = max(1, t.Sizing.Shards)
			}
		}
		all := t.Sizing.Readers * max(1, t.Sizing.Shards)
		for i, id := range replicas {
			of[id] = (all + len(replicas) - 1 - i) / len(replicas)
		}
	}
	return of
}

// database tells the tiers of which a card is a primary, a standby or a replica
// of the same size.
func database(t planner.Tier) bool { return t.Service == "rds" || t.Service == "aurora" }

// tierCards are the cards a tier is drawn as. Read replicas are a part of their
// database.
func tierCards(g topology.Graph, tier string) []topology.Component {
	cards := g.Tier(tier)
	if tier == "db" {
		return append(cards[:len(cards):len(cards)], g.Tier("reader")...)
	}
	return cards
}

// cardTitle is the name of a component as there is room for it.
func cardTitle(c topology.Component) string {
	return fitting(titleSize, cardRoom, true, c.Name, strings.Replace(c.Name, "PostgreSQL", "Postgres", 1))
}

var task = regexp.MustCompile(`( vCPU), (\S+ GB)`)

// cardDetail is a size as there is room for it: with the memory of a task beside
// its processors, with rounded numbers, at last without what follows the comma.
func cardDetail(size string) string {
	text := task.ReplaceAllString(size, "$1/$2")
	head, _, _ := strings.Cut(size, ", ")
	return fitting(detailSize, cardRoom, false, text, shortened(text), head, shortened(head))
}

// cardSize is what stands in this zone, not in all of them, exactly. The class
// prefix of the service ("db.", "cache.", "dax.") is left out: the card says what
// it is.
func cardSize(c topology.Component, z catalog.Sizing, count int) string {
	unit := z.Unit
	for _, prefix := range []string{"db.", "cache.", "dax."} {
		unit = strings.TrimPrefix(unit, prefix)
	}
	many := units.FormatExact(float64(count)) + " × " + unit
	named := c.Role == "" || strings.EqualFold(c.Role, c.Name) || c.Tier == "reader"
	switch {
	case z.Unit == "" || strings.HasPrefix(z.Unit, "lightsail."):
		return separated(z.Detail)
	case c.Role == "standby" && count > 1:
		return fmt.Sprintf("%s standbys, as large", units.FormatExact(float64(count)))
	case c.Role == "standby" && named:
		return unit
	case !named && count == 1:
		return unit + ", " + c.Role
	case c.Place.IsZone():
		return many
	}
	return separated(strings.Replace(z.Detail, z.Unit, unit, 1))
}

// pill is the text of an arrow as there is room for it.
func pill(text string, rate float64) diagram.Arrow {
	return diagram.Arrow{Text: fitting(pillSize, pillRoom, false, text, shortened(text)), Rate: rate}
}
