package difference

import (
	"fmt"
	"slices"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/units"
)

// between compares a stage; nil in the plan that has none of that number.
func between(number int, before, after *planner.Stage) Stage {
	s := Stage{Number: number, Both: Both[Side]{sideOf(before), sideOf(after)}}
	s.Change = s.After.Monthly.Sub(s.Before.Monthly)
	s.Complete = s.Before.Complete && s.After.Complete
	none := &planner.Stage{}
	if before == nil {
		before = none
	}
	if after == nil {
		after = none
	}
	s.Components = components(before.Tiers, after.Tiers)
	s.Lines = lines(before.Bill, after.Bill)
	return s
}

func sideOf(s *planner.Stage) Side {
	if s == nil {
		return Side{Missing: true}
	}
	side := Side{Name: s.Name, Users: s.Users, Skipped: s.Skipped, SizedAt: s.SizedAt, Monthly: s.Bill.Total, Complete: s.Bill.Complete,
		Once: s.OneOff.Total, Paid: s.OneOff.Complete || len(s.OneOff.Items) == 0}
	if s.Ends != nil {
		side.Ends = s.Ends.Text
	}
	return side
}

// components lists the tiers that differ in service, name or size.
func components(before, after []planner.Tier) []Component {
	var all []Component
	for _, t := range after {
		c := Component{Tier: t.ID, Both: Both[Size]{After: sizeOf(t)}}
		if was := slices.IndexFunc(before, func(o planner.Tier) bool { return o.ID == t.ID }); was >= 0 {
			c.Before = sizeOf(before[was])
		}
		if c.Before != c.After {
			all = append(all, c)
		}
	}
	for _, t := range before {
		if !slices.ContainsFunc(after, func(o planner.Tier) bool { return o.ID == t.ID }) {
			all = append(all, Component{Tier: t.ID, Both: Both[Size]{Before: sizeOf(t)}})
		}
	}
	return all
}

func sizeOf(t planner.Tier) Size {
	return Size{Service: t.Service, Name: t.Name, Text: sizeText(t.Sizing)}
}

// sizeText is the second line of the card with what it has no room for.
func sizeText(z catalog.Sizing) string {
	text := z.Detail
	add := func(part string) {
		if text != "" {
			text += ", "
		}
		text += part
	}
	if z.Standby {
		add("with a standby")
	}
	switch z.Readers {
	case 0:
	case 1:
		add("1 read replica")
	default:
		add(fmt.Sprintf("%d read replicas", z.Readers))
	}
	if z.Pooled {
		add("behind a proxy")
	}
	if z.Storage > 0 {
		add(units.FormatExact(z.Storage) + " GiB")
	}
	return text
}

// lines lists the lines that differ, those first that change the total most. Lines
// of the same change keep the order of the bill.
func lines(before, after bill.Bill) []Line {
	var all []Line
	for _, p := range bill.Pairs(before, after) {
		if p.Before != nil && p.After != nil && alike(*p.Before, *p.After) {
			continue
		}
		l := Line{Both: Both[*bill.Item]{p.Before, p.After}}
		if p.After != nil {
			l.Change = p.After.Monthly
		}
		if p.Before != nil {
			l.Change = l.Change.Sub(p.Before.Monthly)
		}
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b Line) int { return size(b.Change).Cmp(size(a.Change)) })
	return all
}

// alike tells two lines that count and cost the same. The names may differ: a new
// version of the rules may find better words.
func alike(a, b bill.Item) bool {
	return a.Quantity.String() == b.Quantity.String() && a.Unit == b.Unit && a.UnitPrice.Cmp(b.UnitPrice) == 0 &&
		a.Monthly.Cmp(b.Monthly) == 0 && a.Unpriced == b.Unpriced
}

// size is an amount without its sign.
func size(m units.Money) units.Money {
	if zero := (units.Money{}); m.Cmp(zero) < 0 {
		return zero.Sub(m)
	}
	return m
}
