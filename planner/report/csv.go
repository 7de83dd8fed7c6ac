package report

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"stagecraft/planner"
	"stagecraft/planner/bill"
)

// columns is the header of the CSV; columns are added at the end only.
var columns = []string{
	"stage", "service", "component", "name", "quantity", "unit", "unit_price", "monthly", "rate_key", "region", "as_of", "source",
	"stage_name", "stand_in", "source_url", "converted", "converted_currency", "warning",
}

// CSV writes one row a line item (RFC 4180, UTF-8, header first). quantity ×
// unit_price, rounded half up to cents, is monthly; both prices are empty for
// an unpriced line. There is no row of totals: a sum over the column is one.
// converted is monthly in the second currency of the book, if it has one; what
// the plan warns of stands in every row, for a row of its own would be summed.
func CSV(p planner.Plan, stage int) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	write := func(row []string) {
		if err := w.Write(row); err != nil {
			panic("report: " + err.Error()) // a bytes.Buffer takes everything
		}
	}
	write(columns)
	for _, s := range chosen(p, stage) {
		for i, item := range s.Bill.Items {
			write(csvRow(p, s, item, inSecond(p, s, i)))
		}
	}
	w.Flush()
	return out.Bytes()
}

func csvRow(p planner.Plan, s planner.Stage, i bill.Item, second []string) []string {
	price, monthly := i.UnitPrice.String(), i.Monthly.String()
	if i.Unpriced {
		price, monthly = "", ""
	}
	row := []string{
		strconv.Itoa(s.Number), inert(i.Service), inert(i.Component), inert(i.Name), i.Quantity.String(), inert(i.Unit), price, monthly,
		inert(string(i.RateKey)), inert(i.Region), inert(i.AsOf), inert(i.Source.String()),
		inert(s.Name), strconv.FormatBool(i.StandIn), inert(i.Source.URL),
	}
	return append(append(row, second...), inert(strings.Join(p.Warnings, " ")))
}

// inSecond is a line in the second currency, and which that is.
func inSecond(p planner.Plan, s planner.Stage, i int) []string {
	if p.Exchange == nil || s.Bill.Items[i].Unpriced {
		return []string{"", ""}
	}
	return []string{s.Bill.Convert(*p.Exchange).Lines[i].String(), p.Exchange.Currency}
}

// inert keeps a spreadsheet from reading a text as a formula: what starts like
// one gets an apostrophe, which spreadsheets take as "this is text".
func inert(text string) string {
	trimmed := strings.TrimLeft(text, " \u00a0")
	if trimmed != "" && strings.ContainsRune("=+-@\t\r\n|＝＋－＠", []rune(trimmed)[0]) {
		return "'" + text
	}
	return text
}
