package views

import (
	"fmt"
	"strings"

	"stagecraft/planner"
	"stagecraft/planner/units"
)

// costs is a stage's monthly bill spread over its cards.
type costs struct {
	cards    map[string]units.Money
	unpriced map[string]bool
	dearest  float64
	onCards  units.Money
	rest     []string // what no card bears, each with its amount
	open     []string // what no card bears and nobody knows the price of
}

// cardCosts spreads the amount of each tier over its cards, evenly by machines,
// to the cent: the cards of a tier add up to the tier, and all cards with the
// rest to the bill.
func cardCosts(s planner.Stage) costs {
	all := costs{cards: map[string]units.Money{}, unpriced: map[string]bool{}}
	borne, counts := map[string]bool{}, machines(s)
	for _, t := range s.Tiers {
		cards, weight := tierCards(s.Graph, t.ID), 0
		for _, c := range cards {
			weight += counts[c.ID]
		}
		borne[t.ID] = len(cards) > 0
		left := t.Monthly
		for i, c := range cards {
			part := left
			if i < len(cards)-1 {
				part = left.Scale(float64(counts[c.ID]) / float64(weight))
			}
			left, weight = left.Sub(part), weight-counts[c.ID]
			all.cards[c.ID], all.unpriced[c.ID] = part, t.Unpriced
			all.dearest = max(all.dearest, part.Float())
			all.onCards = all.onCards.Add(part)
		}
	}
	for _, item := range s.Bill.Items {
		switch {
		case borne[item.Component]:
		case item.Unpriced:
			all.open = append(all.open, lowerFirst(item.Name))
		case !item.Monthly.IsZero():
			all.rest = append(all.rest, fmt.Sprintf("%s %s", lowerFirst(item.Name), item.Monthly.Display()))
		}
	}
	return all
}

// mostCents is the largest amount printed with cents on a card.
const mostCents = 99_999.99

// text is what a card says it costs in the room it has: nothing where it costs
// nothing, cents and then single dollars as long as there is room for them. exact
// has them all.
func (c costs) text(id string, room float64) string {
	exact, amount := c.exact(id), c.cards[id]
	if exact == "" || exact == unpriced {
		return exact
	}
	dollars := "$" + units.FormatExact(amount.Float())
	if amount.Float() > mostCents {
		exact = dollars
	}
	return fitting(figureSize, room, false, exact, dollars, amount.Compact())
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
	if len(c.open) > 0 {
		text += ", of them on no card: " + strings.Join(c.open, ", ")
	}
	return text + "."
}
