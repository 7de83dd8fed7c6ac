package bill

import (
	"fmt"
	"strconv"
	"strings"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// Price turns the month's usages into a bill: one line for each price tier a
// usage reaches, in the order of the usages, and one line of $0.00 for what a
// free allowance covers. Usages are never merged. A usage that rounds to
// nothing gives no line, and one without a rate a line marked Unpriced, which
// makes the bill incomplete.
//
// AWS counts tiers and free allowances over the account and the month, so a
// second usage of the same key goes on in the tier where the first ended, and
// finds of the allowance what the first left.
//
// Price panics on an amount that is negative, infinite or not a number: that is
// an error in the program that metered it.
func Price(book *pricing.Book, region string, usages []Usage, notIncluded []string) Bill {
	m := newMeter(book, region)
	m.lines = len(usages)
	m.bill.NotIncluded = append(m.bill.NotIncluded, notIncluded...)
	m.all(usages)
	return m.bill
}

// Sum is the total of Price, and whether it is complete, for a search that looks
// at no line.
func Sum(book *pricing.Book, region string, usages []Usage) (total units.Money, complete bool) {
	m := newMeter(book, region)
	m.all(usages)
	return m.bill.Total, m.bill.Complete
}

// meter prices one usage after the other, remembering what is used up.
type meter struct {
	book   *pricing.Book
	region string
	lines  int                     // expected; 0 where only the sum is asked for
	used   map[pricing.Key]float64 // of each rate
	spent  map[pricing.Key]float64 // of each free allowance
	bill   Bill
}

func newMeter(book *pricing.Book, region string) *meter {
	return &meter{book: book, region: region, bill: Bill{Complete: true},
		used: map[pricing.Key]float64{}, spent: map[pricing.Key]float64{}}
}

func (m *meter) all(usages []Usage) {
	for i := range usages {
		m.price(&usages[i])
	}
}

func (m *meter) price(usage *Usage) {
	quantity := units.NewQuantity(usage.Amount)
	if quantity.IsZero() {
		return
	}
	amount := quantity.Float() // rounded first, so that the lines add up to the figure shown
	rate, err := m.book.Find(usage.Key, m.region)
	if err != nil {
		m.unpriced(usage, quantity, usage.unit(), m.region)
		return
	}
	if usage.FreeKey == "" && len(rate.Tiers) == 1 && rate.Tiers[0].To == 0 {
		// One price for any amount: what was used before changes nothing.
		m.add(usage, rate, "", &rate.Tiers[0], units.NewQuantity(amount))
		return
	}
	free := m.allowance(usage, rate, amount)
	start := m.used[usage.Key]
	m.used[usage.Key] = start + amount
	covered := free
	rate.EachFrom(start+free, amount-free, func(tier *pricing.Tier, part float64) {
		covered += part
		more := ""
		if m.lines > 0 {
			more = tierName(rate, tier, start+free, free)
		}
		m.add(usage, rate, more, tier, units.NewQuantity(part))
	})
	// Only an allowance used as a rate can end before the amount does.
	if rest := units.NewQuantity(max(amount-covered, 0)); !rest.IsZero() {
		m.unpriced(usage, rest, rate.Unit, rate.Region)
	}
}

// add appends a priced line; its name is that of the usage and more.
func (m *meter) add(usage *Usage, rate *pricing.Rate, more string, tier *pricing.Tier, quantity units.Quantity) {
	if quantity.IsZero() {
		return
	}
	monthly := tier.Price.Amount(quantity)
	m.bill.Total = m.bill.Total.Add(monthly)
	if m.lines == 0 {
		return
	}
	m.append(Item{
		Service: usage.Service, Component: usage.Component, Name: usage.Name + more,
		Quantity: quantity, Unit: rate.Unit, UnitPrice: tier.Price,
		Monthly: monthly,
		RateKey: rate.Key, Region: rate.Region, StandIn: rate.StandIn,
		AsOf: tier.AsOf, Source: tier.Source, Reasons: usage.Reasons,
	})
}

// append makes room for all lines at the first.
func (m *meter) append(item Item) {
	if m.bill.Items == nil {
		m.bill.Items = make([]Item, 0, m.lines)
	}
	m.bill.Items = append(m.bill.Items, item)
}

// unpriced appends a line whose cost is not known.
func (m *meter) unpriced(usage *Usage, quantity units.Quantity, unit, region string) {
	m.bill.Complete = false
	if m.lines == 0 {
		return
	}
	m.append(Item{
		Service: usage.Service, Component: usage.Component, Name: usage.Name,
		Quantity: quantity, Unit: unit, RateKey: usage.Key, Region: region, Unpriced: true, Reasons: usage.Reasons,
	})
}

// unit is what an amount counts where no rate says it: the unit of the last step
// of its arithmetic.
func (u *Usage) unit() string {
	if u.Unit != "" || len(u.Reasons) == 0 {
		return u.Unit
	}
	return u.Reasons[len(u.Reasons)-1].Unit
}

// allowance writes the line of what is free and gives its amount. An allowance
// that cannot be counted is named in the bill, which then is an upper bound.
func (m *meter) allowance(usage *Usage, rate *pricing.Rate, amount float64) float64 {
	if usage.FreeKey == "" {
		return 0
	}
	free, err := m.book.Find(usage.FreeKey, m.region)
	limit, ok := 0.0, false
	if err == nil {
		limit, ok = free.Allowance()
	}
	if !ok || free.Unit != rate.Unit {
		m.bill.NotIncluded = append(m.bill.NotIncluded,
			fmt.Sprintf("Free allowance %s of %s: the price book has none in %s", usage.FreeKey, usage.Name, rate.Unit))
		return 0
	}
	covered := min(amount, max(limit-m.spent[usage.FreeKey], 0))
	if covered == 0 {
		return 0
	}
	m.spent[usage.FreeKey] += covered
	more := ""
	if m.lines > 0 {
		more = ", free allowance of " + measure(limit, rate.Unit)
	}
	m.add(usage, free, more, &free.Tiers[0], units.NewQuantity(covered))
	return covered
}

// tierName says which band of a tiered rate a line is in: ", first 10,240 GB",
// with the free part of it when the line begins after one.
func tierName(rate *pricing.Rate, tier *pricing.Tier, start, free float64) string {
	if len(rate.Tiers) == 1 {
		return ""
	}
	var name string
	switch {
	case tier.To == 0:
		name = ", over " + measure(tier.From, rate.Unit)
	case tier.From == 0:
		name = ", first " + measure(tier.To, rate.Unit)
	default:
		name = ", next " + measure(tier.To-tier.From, rate.Unit)
	}
	if begins := start > tier.From && (tier.To == 0 || start < tier.To); begins && free > 0 {
		name += " (" + measure(min(free, start-tier.From), rate.Unit) + " of it free)"
	}
	return name
}

// measure prints an amount of a unit. Units that count in lots begin with a
// digit and need a sign between: "1,000 × 10,000 requests".
func measure(amount float64, unit string) string {
	sign := " "
	if unit != "" && unit[0] >= '0' && unit[0] <= '9' {
		sign = " × "
	}
	return grouped(amount) + sign + unit
}

// grouped prints a number with thousands separators.
func grouped(f float64) string {
	whole, fraction, found := strings.Cut(strconv.FormatFloat(f, 'f', -1, 64), ".")
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if found {
		b.WriteString("." + fraction)
	}
	return b.String()
}
