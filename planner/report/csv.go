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
	"stage_name", "stand_in", "source_url",
}

// CSV writes one row a line item (RFC 4180, UTF-8, header first). quantity ×
// unit_price, rounded half up to cents, is monthly; both prices are empty for
// an unpriced line. There is no row of totals: a sum over the column is one.
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
		for _, item := range s.Bill.Items {
			write(csvRow(s, item))
		}
	}
	w.Flush()
	return out.Bytes()
}

func csvRow(s planner.Stage, i bill.Item) []string {
	price, monthly := i.UnitPrice.String(), i.Monthly.String()
	if i.Unpriced {
		price, monthly = "", ""
	}
	return []string{
		strconv.Itoa(s.Number), inert(i.Service), inert(i.Component), inert(i.Name), i.Quantity.String(), inert(i.Unit), price, monthly,
		inert(string(i.RateKey)), inert(i.Region), inert(i.AsOf), inert(i.Source.String()),
		inert(s.Name), strconv.FormatBool(i.StandIn), inert(i.Source.URL),
	}
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
