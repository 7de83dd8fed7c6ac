package views

import (
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// costs is a stage's monthly bill spread over its cards.
type costs struct {
	cards    map[string]units.Money
	unpriced map[string]bool
	dearest  float64
	onCards  units.Money
	rest     []string // what no card bears, each with its amount
}

// cardCosts spreads the amount of each tier over its cards, evenly by machines,
// to the cent: the cards of a tier add up to the tier, and all cards with the
// rest to the bill.
func cardCosts(s planner.Stage) costs {
	all := costs{cards: map[string]units.Money{}, unpriced: map[string]bool{}}
	borne := map[string]bool{}
	for _, t := range s.Tiers {
		cards, weights := bearers(s.Graph, t)
		if len(cards) == 0 {
			continue
		}
		borne[t.ID] = true
		left, weight := t.Monthly, 0.0
		for _, w := range weights {
			weight += w
		}
		for i, c := range cards {
			part := left.Scale(weights[i] / weight)
			if i == len(cards)-1 {
				part = left
			}
			left, weight = left.Sub(part), weight-weights[i]
			all.cards[c.ID], all.unpriced[c.ID] = part, t.Unpriced
			all.dearest = max(all.dearest, part.Float())
			all.onCards = all.onCards.Add(part)
		}
	}
	for _, item := range s.Bill.Items {
		if !borne[item.Component] && !item.Monthly.IsZero() {
			all.rest = append(all.rest, fmt.Sprintf("%s %s", lowerFirst(item.Name), item.Monthly.Display()))
		}
	}
	return all
}

// bearers are the cards that bear a tier's cost, with how many machines each
// stands for. Read replicas are a part of their database.
func bearers(g topology.Graph, t planner.Tier) ([]topology.Component, []float64) {
	cards := g.Tier(t.ID)
	weights := slices.Repeat([]float64{1}, len(cards))
	if t.ID == "db" {
		readers := g.Tier("reader")
		for range readers {
			weights = append(weights, float64(max(1, t.Sizing.Readers))/float64(len(readers)))
		}
		cards = append(slices.Clone(cards), readers...)
	}
	return cards, weights
}

// widestCents is the largest amount printed with cents on a card.
const widestCents = 99_999.99

// text is what a card says it costs: nothing where it costs nothing, and no
// cents where there is no room for them. exact has them.
func (c costs) text(id string) string {
	amount := c.cards[id]
	if exact := c.exact(id); exact == "" || exact == unpriced || amount.Float() <= widestCents {
		return exact
	}
	return "$" + units.FormatExact(amount.Float())
}

const unpriced = "unpriced"

// exact is the same to the cent.
func (c costs) exact(id string) string {
	amount, ok := c.cards[id]
	switch {
	case c.unpriced[id]:
		return unpriced
	case !ok || amount.IsZero():
		return ""
	}
	return amount.Display()
}

// legend says what the cards add up to, and what stands on none.
func (c costs) legend(s planner.Stage) string {
	text := fmt.Sprintf("%s a month: %s on the cards, a tier spread evenly over its machines", s.Bill.Total.Display(), c.onCards.Display())
	if len(c.rest) > 0 {
		text += ", and on no card: " + strings.Join(c.rest, ", ")
	}
	if !s.Bill.Complete {
		text += "; parts without a price are not in it"
	}
	return text + "."
}
