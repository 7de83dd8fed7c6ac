package fidelity

import (
	_ "embed" // the published bills
	"encoding/csv"
	"fmt"
	"strings"

	"stagecraft/planner/price"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

//go:embed data/architectures.csv
var architecturesCSV string

// Columns of architectures.csv: a row is one published line, and the last row of
// an architecture is its total. A line without a service has no quantity, or is
// of a service that is not priced here.
const (
	archID = iota
	archTitle
	archLine
	archService
	archInputs
	archRates
	archPublished
	archWithin // USD by which ours may differ
	archSource
	archURL
	archAsOf
	archNote
)

// totalLine is the name of the row that ends an architecture.
const totalLine = "total"

// sum adds up the lines of one architecture.
type sum struct {
	ours  units.Money
	parts []string // each amount with its line
	taken int      // lines that are taken as published, not worked out
}

func (s *sum) add(amount units.Money, line string) {
	s.ours = s.ours.Add(amount)
	s.parts = append(s.parts, amount.String()+" "+line)
}

// figure says what the total is of.
func (s *sum) figure() string {
	text := fmt.Sprintf("total of %d lines", len(s.parts))
	if s.taken > 0 {
		text += fmt.Sprintf(", %d of them taken as published", s.taken)
	}
	return text
}

// architectureCases works out published bills line by line, then their totals
// from our lines.
func architectureCases() ([]Case, error) {
	rows, err := csv.NewReader(strings.NewReader(architecturesCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("published architectures: %w", err)
	}
	var cases []Case
	var bill sum
	for i, row := range rows[1:] {
		c, shown, err := bill.read(row)
		if err != nil {
			return nil, fmt.Errorf("published architectures, row %d, %s %s: %w", i+2, row[archID], row[archLine], err)
		}
		if shown {
			cases = append(cases, c)
		}
		if row[archLine] == totalLine {
			bill = sum{}
		}
	}
	return cases, nil
}

// read works out a row. A line taken as published is no case: it would agree
// with itself.
func (s *sum) read(row []string) (c Case, shown bool, err error) {
	published, err := units.ParseMoney(row[archPublished])
	if err != nil {
		return Case{}, false, err
	}
	var ours units.Money
	var how, figure string
	switch {
	case row[archLine] == totalLine:
		ours, how, figure = s.ours, strings.Join(s.parts, " + "), s.figure()
	case row[archService] == "":
		s.taken++
		s.add(published, row[archLine]+" (as published)")
		return Case{}, false, nil
	default:
		request, err := price.NewRequest(row[archService], []string{row[archInputs]}, []string{row[archRates]}, "")
		if err != nil {
			return Case{}, false, err
		}
		if ours, err = quote(request); err != nil {
			return Case{}, false, err
		}
		s.add(ours, row[archLine])
		how, figure = command(price.Published{Request: request}), row[archLine]
	}
	within, err := units.ParseMoney(row[archWithin])
	if err != nil {
		return Case{}, false, err
	}
	c = money(published, ours, within)
	c.Group, c.ID, c.Title, c.Figure = Architecture, row[archID], row[archTitle], figure
	c.Source = reason.Source{Name: row[archSource], URL: row[archURL], AsOf: row[archAsOf]}
	c.Note, c.Derivation = row[archNote], how
	return c, true, nil
}
