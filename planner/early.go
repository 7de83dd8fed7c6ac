package planner

import (
	"fmt"

	"stagecraft/planner/bill"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// minimumSaving is what a move must save a month to be worth naming, our choice.
var minimumSaving = units.MustPrice("5").Amount(units.NewQuantity(1))

// early names the moves of later stages that already pay back at this size.
func (b builder) early(number int, users units.Users, s Stage) []EarlyMove {
	var all []EarlyMove
	for _, stage := range roadmap.Track(b.w.Track) {
		if stage.Number <= number {
			continue
		}
		for _, m := range stage.Moves {
			if !standalone(m.ID, number) {
				continue
			}
			if saved, ok := b.saves(number, users, s.Bill, m); ok {
				all = append(all, EarlyMove{ID: m.ID, Title: m.Title, Saves: saved,
					Text: fmt.Sprintf("%s now: −%s a month. It belongs to stage %d, and already pays back at this size.", m.Title, saved.Display(), stage.Number)})
			}
		}
	}
	return all
}

// standalone tells which moves make sense before their stage: the CDN always,
// cache and Auto Scaling once a balancer spreads the load.
func standalone(id string, number int) bool {
	switch id {
	case "cdn":
		return true
	case "cache", "auto-scaling":
		return number >= 3
	default:
		return false
	}
}

func (b builder) saves(number int, users units.Users, now bill.Bill, m roadmap.Move) (units.Money, bool) {
	b = b.figures()
	z := b.size(number, users)
	if m.Needed != nil {
		if ok, _ := m.Needed(z.facts); !ok {
			return units.Money{}, false
		}
	}
	with := b.taking(z, m)
	then, complete := b.total(with)
	if !complete || !now.Complete {
		return units.Money{}, false
	}
	saved := now.Total.Sub(then)
	return saved, saved.Cmp(minimumSaving) >= 0
}

// taking is a stage with a move of a later one.
func (b builder) taking(z sized, m roadmap.Move) sized {
	d := z.design.Clone()
	if m.ID == "cache" {
		d.Readers(z.facts, 0, false)
	}
	m.Apply(&d, z.facts)
	return b.sizeDesign(d, z)
}

// sizeDesign sizes another design for the demand of a stage.
func (b builder) sizeDesign(d roadmap.Design, z sized) sized {
	with := sized{design: d, facts: z.facts, demand: z.demand, load: b.load(d, z.demand), policy: b.policy(d)}
	b.sizeTiers(&with)
	return with
}
