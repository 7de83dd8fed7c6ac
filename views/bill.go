package views

import (
	"strconv"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/workload"
)

// Bill is the cost of a stage, line by line.
type Bill struct {
	Lines       []BillLine
	Total       string
	Complete    bool
	NotIncluded []string
	CSV         string // address
	Prices      string // which prices were used
}

// BillLine is one line with everything needed to redo it.
type BillLine struct {
	ID       string
	Name     string
	Sum      string // "1,460 hours × $0.0816"
	Monthly  string
	Unpriced bool
	StandIn  string // where the price comes from when the region has none
	Price    string // "$0.0816 per hour in eu-west-1"
	Key      string
	AsOf     string
	Source   reason.Source
	Reasons  []reason.Reason
}

func newBill(p planner.Plan, s planner.Stage, at Address) Bill {
	b := Bill{
		Total: s.Bill.Total.Display(), Complete: s.Bill.Complete, NotIncluded: s.Bill.NotIncluded, CSV: at.File("bill.csv", s.Number),
		Prices: "Prices of " + p.Book.AsOf + " for " + workload.RegionName(p.Book.Region) + " (" + p.Book.Region + "), " + purchaseText(p) +
			". A month is 730 hours. Each line is rounded to the cent; the total is the sum of the lines as shown. Price book " + p.Book.Version + ".",
	}
	for i, item := range s.Bill.Items {
		b.Lines = append(b.Lines, newBillLine(i, item))
	}
	return b
}

func newBillLine(i int, item bill.Item) BillLine {
	line := BillLine{
		ID: "line-" + strconv.Itoa(i+1), Name: item.Name, Key: string(item.RateKey), AsOf: item.AsOf, Source: item.Source, Reasons: item.Reasons,
		Unpriced: item.Unpriced, Monthly: item.Monthly.Display(),
		Sum:   quantityText(item) + " × " + item.UnitPrice.Display(),
		Price: item.UnitPrice.Display() + " per " + item.Unit + " in " + item.Region,
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

// quantityText keeps a unit that is itself a count apart from the quantity:
// "985.5 × 1,000 requests", "1,460 hours".
func quantityText(item bill.Item) string {
	if item.Unit != "" && item.Unit[0] >= '0' && item.Unit[0] <= '9' {
		return item.Quantity.Display() + " × " + item.Unit
	}
	return item.Quantity.Display() + " " + item.Unit
}
