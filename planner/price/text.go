package price

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"stagecraft/planner/pricing"
)

// Text writes a result as a table of quantity × unit price = amount, and below
// it how each quantity came about and where each rate is from.
func Text(r Result) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s in %s\n\n", r.Service.Name, r.Region)
	rows := [][]string{}
	for _, item := range r.Items {
		row := []string{item.Name, item.Quantity.Display(), lots(item.Unit), item.UnitPrice.Display(), item.Amount.Display()}
		if item.Unpriced {
			row[3], row[4] = "no rate", "unpriced"
		}
		rows = append(rows, row)
	}
	total := r.Total.Display()
	if !r.Complete {
		total = "at least " + total
	}
	rows = append(rows, []string{"Total", "", "", "", total})
	writeTable(&b, rows, []string{"  ", " ", " × ", " = "})
	if len(r.Items) > 0 {
		b.WriteString("\nHow each line came about\n")
	}
	for i, item := range r.Items {
		if because := item.Reason; i == 0 || r.Items[i-1].Reason != because {
			fmt.Fprintf(&b, "  %s\n    quantity  %s = %s = %s %s\n", because.Label, because.Formula, because.Substituted, because.Value, because.Unit)
		}
		fmt.Fprintf(&b, "    rate      %s\n", origin(item, r.Region))
		if item.HalfCent {
			b.WriteString("    rounded   down: the price of one unit ends in half a cent, which completes that of a unit above\n")
		}
	}
	if len(r.Notes) > 0 {
		b.WriteString("\n")
	}
	for _, note := range r.Notes {
		fmt.Fprintf(&b, "Note: %s\n", note)
	}
	fmt.Fprintf(&b, "\nEach line is rounded half up to cents%s, then the lines are summed. US dollars without taxes. Price book %s.\n", exception(r), r.Book)
	return []byte(b.String())
}

// exception is the end of the rule of rounding where a line departs from it.
func exception(r Result) string {
	for _, item := range r.Items {
		if item.HalfCent {
			return ", save the line marked"
		}
	}
	return ""
}

// lots puts a sign before units that count in lots: 4,000 × 10,000 requests.
func lots(unit string) string {
	if unit != "" && unit[0] >= '0' && unit[0] <= '9' {
		return "× " + unit
	}
	return unit
}

// origin says where the price of a line is from.
func origin(item Item, region string) string {
	switch {
	case item.Unpriced:
		return "none, neither given nor in the price book"
	case item.Allowance:
		return "free allowance, " + item.Source.String()
	case item.Given:
		return item.UnitPrice.Display() + ", given with the request as " + item.Rate
	}
	text := fmt.Sprintf("%s, %s in %s, %s", item.UnitPrice.Display(), item.Key, item.Region, item.Source.Name)
	if item.AsOf != "" {
		text += ", " + item.AsOf
	}
	switch {
	case item.StandIn:
		return text + "; it stands in for " + region + ", of which the book has none"
	case item.Region == pricing.Global:
		return text + "; the same in every region"
	}
	return text
}

// writeTable aligns columns: names to the left, figures to the right.
func writeTable(b *strings.Builder, rows [][]string, before []string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		text := "  "
		for i, cell := range row {
			if i > 0 {
				sign := before[i-1]
				if row[0] == "Total" && i < len(row) {
					sign = strings.Repeat(" ", utf8.RuneCountInString(sign))
				}
				text += sign
			}
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 || i == 2 {
				text += cell + pad
			} else {
				text += pad + cell
			}
		}
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
}
