package views

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Bill is the cost of a stage, line by line.
type Bill struct {
	Groups      []BillGroup
	Total       string
	Complete    bool
	NotIncluded []string
	CSV         string // address
	Currency    string // the second one, empty for dollars alone
	Converted   string // the total in it
	Rate        string // at which rate, of when and whose
	Prices      string // which prices were used
}

// BillGroup is what one component costs. The subtotals of the groups add up to
// the total of the bill.
type BillGroup struct {
	ID       string
	Name     string
	Subtotal string
	Also     string // in the second currency
	Lines    []BillLine
}

// BillLine is one line with everything needed to redo it.
type BillLine struct {
	ID       string
	Of       string // the component's name and a comma, where the name of the line opens with them
	Name     string // the rest of the name
	Sum      string // "1,460 hours × $0.0816"
	Monthly  string
	Also     string // in the second currency
	Unpriced bool
	Agreed   bool   // at a negotiated rate, not the list price
	StandIn  string // where the price comes from when the region has none
	Price    string // "$0.0816 per hour in eu-west-1"
	Key      string
	AsOf     string
	Source   reason.Source
	Reasons  []reason.Reason
}

// transferName heads the lines that belong to no component: the data that moves
// between them and out to the users.
const transferName = "Data transfer"

func newBill(p planner.Plan, s planner.Stage, at Address) Bill {
	v := Bill{
		Groups: newBillGroups(s), Total: s.Bill.Total.Display(), Complete: s.Bill.Complete, NotIncluded: s.Bill.NotIncluded, CSV: at.File("bill.csv", s.Number),
		Prices: upperFirst(pricesText(p, s)) + "; each line has its own date. Region: " + workload.RegionName(p.Book.Region) + " (" + p.Book.Region + "), " +
			purchaseText(p) + ". A month is 730 hours. Each line is rounded to the cent; a subtotal and the total are the sums of the lines as shown. Price book " +
			p.Book.Version + ".",
	}
	if p.Exchange != nil {
		v.convert(s.Bill, *p.Exchange)
	}
	return v
}

// pricesText says which prices the bill of a stage holds: those of the list, or
// what was negotiated, or some of each.
func pricesText(p planner.Plan, s planner.Stage) string {
	agreed, priced := 0, 0
	for _, item := range s.Bill.Items {
		if !item.Unpriced {
			priced++
		}
		if pricing.IsNegotiated(item.Source) {
			agreed++
		}
	}
	switch {
	case agreed == 0:
		return listPrices(p.Book)
	case agreed == priced:
		return "negotiated rates"
	}
	return fmt.Sprintf("negotiated rates in %d of %d lines, else %s", agreed, priced, listPrices(p.Book))
}

// listPrices says how old the newest price of the book is.
func listPrices(b planner.Book) string {
	if b.AsOf == pricing.Undated {
		return "list prices without dates"
	}
	return "list prices, newest of " + b.AsOf
}

// newBillGroups puts the lines of a component together, components in the order
// of the bill, what belongs to none last.
func newBillGroups(s planner.Stage) []BillGroup {
	names := map[string]string{}
	for _, t := range s.Tiers {
		names[t.ID] = t.Name
	}
	groups, rest := []BillGroup{}, BillGroup{ID: "cost-of-transfer", Name: transferName, Subtotal: transferText(s)}
	index := map[string]int{}
	for i, item := range s.Bill.Items {
		name, known := names[item.Component]
		if !known {
			rest.Lines = append(rest.Lines, newBillLine(i, item, transferName))
			continue
		}
		at, seen := index[item.Component]
		if !seen {
			at = len(groups)
			index[item.Component] = at
			total, priced := s.Bill.Component(item.Component)
			groups = append(groups, BillGroup{ID: "cost-of-" + item.Component, Name: name, Subtotal: subtotalText(total, priced)})
		}
		groups[at].Lines = append(groups[at].Lines, newBillLine(i, item, name))
	}
	if len(rest.Lines) > 0 {
		groups = append(groups, rest)
	}
	return groups
}

// transferText is what the lines that belong to no component add up to; empty
// when there are none.
func transferText(s planner.Stage) string {
	var total units.Money
	priced, found := true, false
	for _, item := range s.Bill.Items {
		if slices.ContainsFunc(s.Tiers, func(t planner.Tier) bool { return t.ID == item.Component }) {
			continue
		}
		total, priced, found = total.Add(item.Monthly), priced && !item.Unpriced, true
	}
	if !found {
		return ""
	}
	return subtotalText(total, priced)
}

// subtotalText prints a sum, and says when a line of it has no price.
func subtotalText(total units.Money, priced bool) string {
	switch {
	case priced:
		return total.Display()
	case total.IsZero():
		return "not priced"
	}
	return "at least " + total.Display()
}

func newBillLine(i int, item bill.Item, component string) BillLine {
	line := BillLine{
		ID: lineID(i), Name: lineName(item), Key: string(item.RateKey), AsOf: item.AsOf, Source: item.Source, Reasons: item.Reasons,
		Unpriced: item.Unpriced, Agreed: pricing.IsNegotiated(item.Source), Monthly: item.Monthly.Display(),
		Sum:   quantityText(item) + " × " + priceText(item.UnitPrice),
		Price: priceText(item.UnitPrice) + " per " + item.Unit + " in " + item.Region,
	}
	if rest, found := strings.CutPrefix(line.Name, component+", "); found {
		line.Of, line.Name = component+", ", rest
	}
	if item.Unpriced {
		line.Monthly, line.Price = "not priced", "no price in the book"
		line.Sum = quantityText(item)
	}
	if item.StandIn {
		line.StandIn = "priced at " + item.Region
	}
	return line
}

// lineID is the id of the line of an item, by its place in the bill.
func lineID(i int) string { return "line-" + strconv.Itoa(i+1) }
