package bill

import (
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// Difference is what changed between two bills for one rate of one component.
type Difference struct {
	Service   string
	Component string
	RateKey   pricing.Key
	Name      string // of the first line in the newer bill, or in the older when it is gone
	Before    units.Money
	After     units.Money
	Change    units.Money // After − Before, negative for a saving
	Added     bool        // not in the older bill
	Removed   bool        // not in the newer bill
	Unpriced  bool        // a line on either side has no price: Change is not the whole difference
}

// group is what Compare puts together.
type group struct {
	service, component string
	key                pricing.Key
}

// side is a group's lines in one bill, its tiers and usages together.
type side struct {
	name     string
	total    units.Money
	quantity []units.Quantity
	unpriced bool
	present  bool
}

// Compare lists what differs between an older and a newer bill, by service,
// component and rate key: first what the older one has, in its order, then what
// is new. The changes add up to newer.Total − older.Total. Groups with the same
// lines are left out.
func Compare(older, newer Bill) []Difference {
	before, order := grouping(older)
	after, more := grouping(newer)
	for _, g := range more {
		if !before[g].present {
			order = append(order, g)
		}
	}
	var differences []Difference
	for _, g := range order {
		b, a := before[g], after[g]
		if same(b, a) {
			continue
		}
		d := Difference{
			Service: g.service, Component: g.component, RateKey: g.key, Name: a.name,
			Before: b.total, After: a.total, Change: a.total.Sub(b.total),
			Added: !b.present, Removed: !a.present, Unpriced: b.unpriced || a.unpriced,
		}
		if d.Removed {
			d.Name = b.name
		}
		differences = append(differences, d)
	}
	return differences
}

func grouping(b Bill) (map[group]side, []group) {
	sides := map[group]side{}
	var order []group
	for _, item := range b.Items {
		g := groupOf(item)
		s := sides[g]
		if !s.present {
			s.present, s.name = true, item.Name
			order = append(order, g)
		}
		s.total = s.total.Add(item.Monthly)
		s.quantity = append(s.quantity, item.Quantity)
		s.unpriced = s.unpriced || item.Unpriced
		sides[g] = s
	}
	return sides, order
}

// same tells two sides that cost and count the same.
func same(a, b side) bool {
	if a.present != b.present || a.unpriced != b.unpriced || a.total.Cmp(b.total) != 0 || len(a.quantity) != len(b.quantity) {
		return false
	}
	for i := range a.quantity {
		if a.quantity[i].String() != b.quantity[i].String() {
			return false
		}
	}
	return true
}

// Component is what the lines of one component add up to; priced is false when
// one of them has no price. A component without lines costs nothing.
func (b Bill) Component(id string) (total units.Money, priced bool) {
	priced = true
	for _, item := range b.Items {
		if item.Component == id {
			total = total.Add(item.Monthly)
			priced = priced && !item.Unpriced
		}
	}
	return total, priced
}
