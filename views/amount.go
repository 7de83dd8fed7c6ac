package views

import (
	"regexp"
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/units"
)

// priceText prints a unit price with all its digits, and at least its cents:
// "$0.0336", "$0.50".
func priceText(p units.Price) string {
	text := p.Display()
	_, decimals, found := strings.Cut(text, ".")
	switch {
	case !found:
		return text + ".00"
	case len(decimals) == 1:
		return text + "0"
	}
	return text
}

// quantityText puts the unit behind its quantity: "1,460 hours". A unit that is
// itself a count stands apart from it: "985.5 × 1,000 requests".
func quantityText(item bill.Item) string {
	quantity := item.Quantity.Display()
	if item.Unit != "" && item.Unit[0] >= '0' && item.Unit[0] <= '9' {
		return quantity + " × " + item.Unit
	}
	return strings.TrimSpace(quantity + " " + unitText(quantity, item.Unit))
}

// countable are the units of the price book that take an s, with what may follow
// it: "GB-month above the provisioned storage".
var countable = regexp.MustCompile(`^((?:[^\d ].*[ -])?(?:hour|month|second|minute))( above .*| configured)?$`)

// unitText is the unit as it reads after a quantity.
func unitText(quantity, unit string) string {
	if quantity == "1" {
		return unit
	}
	return countable.ReplaceAllString(unit, "${1}s${2}")
}

var counted = regexp.MustCompile(`[\d,.]*\d `)

// lineName is the name of a line with the counts in it read as in quantityText:
// "first 10,000 metric-months".
func lineName(item bill.Item) string {
	if !countable.MatchString(item.Unit) {
		return item.Name
	}
	var b strings.Builder
	rest := item.Name
	for {
		at := counted.FindStringIndex(rest)
		if at == nil {
			return b.String() + rest
		}
		b.WriteString(rest[:at[1]])
		number := strings.TrimSpace(rest[at[0]:at[1]])
		rest = rest[at[1]:]
		if after, found := strings.CutPrefix(rest, item.Unit); found {
			b.WriteString(unitText(number, item.Unit))
			rest = after
		}
	}
}
