package views

import (
	"fmt"

	"stagecraft/planner"
)

// Once is what reaching a stage costs once. It is in no monthly total.
type Once struct {
	Title     string // "Once, to get here: $3.02"
	Text      string
	Total     string
	Converted string // in the second currency
	Lines     []BillLine
}

// newOnce is nil where nothing is paid to reach the stage.
func newOnce(p planner.Plan, s planner.Stage) *Once {
	if len(s.OneOff.Items) == 0 {
		return nil
	}
	v := &Once{Total: subtotalText(s.OneOff.Total, s.OneOff.Complete)}
	v.Title = "Once, to get here: " + v.Total
	v.Text = fmt.Sprintf("Paid once, for the data of the %s with which this stage begins; not in the monthly total.", usersText(s.Users.From))
	if s.Skipped {
		v.Text = "Paid once, to move the data; not in the monthly total."
	}
	for i, item := range s.OneOff.Items {
		line := newBillLine(i, item, "")
		line.ID = "once-" + line.ID
		v.Lines = append(v.Lines, line)
	}
	if p.Exchange != nil {
		c := s.OneOff.Convert(*p.Exchange)
		v.Converted = currencyText(c)
		for i, item := range s.OneOff.Items {
			if !item.Unpriced {
				v.Lines[i].Also = c.Lines[i].Display()
			}
		}
	}
	return v
}
