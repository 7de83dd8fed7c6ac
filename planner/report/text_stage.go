package report

import (
	"fmt"
	"strings"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// detail is one stage in full.
func detail(out *page, p planner.Plan, s planner.Stage) {
	out.heading(fmt.Sprintf("Stage %d, %s", s.Number, s.Title))
	out.prose("  ", "  ", s.Summary)
	out.prose("  ", "  ", fmt.Sprintf("For %s users; the talk: %s. Sized at %s users.", band(s.Users), band(s.TalkUsers), units.FormatCount(float64(s.SizedAt))))
	if s.Skipped {
		out.prose("  ", "  ", "This workload passes the stage over: its band is empty.")
	}
	out.heading("Components (+ new in this stage)")
	tiers(out, s, "  ")
	endings(out, s)
	success(out, s.TenTimes)
	promises(out, s)
	losses(out, s)
	billText(out, p, s)
	alternativesText(out, s)
	steps(out, s)
	operations(out, s.Operation)
	emissions(out, s.Carbon)
	servicesText(out, s)
	list(out, "Notes", s.Notes)
	arithmetic(out, s)
}

func endings(out *page, s planner.Stage) {
	out.heading("What ends this stage")
	t := table{indent: "  "}
	for _, trigger := range s.Triggers {
		mark := " "
		if s.Ends != nil && s.Ends.Kind == trigger.Kind {
			mark = "▸"
		}
		t.row(mark, string(trigger.Kind), trigger.Text)
	}
	t.write(out)
	if s.Alone != "" {
		out.prose("  ", "  ", s.Alone)
	}
	if len(s.Limits) == 0 {
		return
	}
	out.heading("Limits, nearest first")
	limits := table{indent: "  ", right: map[int]bool{2: true, 3: true, 4: true}}
	limits.row("component", "resource", "now", "full at", "largest size full at", "")
	for _, l := range s.Limits {
		limits.row(l.Component, l.Resource, units.FormatPercent(units.Ratio(l.Utilisation), 1), orNever(l.Users), largest(l), "")
	}
	limits.write(out)
}

// largest says where the largest size of a stage is full; a quota has none, AWS
// raises it.
func largest(l planner.Limit) string {
	if l.Quota {
		return "on request"
	}
	return orNever(l.StageUsers)
}

func orNever(users units.Users) string {
	if users <= 0 {
		return "never"
	}
	return units.FormatCount(float64(users))
}

func promises(out *page, s planner.Stage) {
	out.heading("Availability and response time")
	met := map[bool]string{true: "met", false: "missed"}
	line := fmt.Sprintf("%s as a composite of SLAs, which are thresholds of refunds and no measurement: %s, or %s; target %s, %s", units.FormatPercent(s.Available.Value, 3), s.Available.Downtime, s.Available.PerMonth,
		units.FormatPercent(s.Available.Target, 3), met[s.Available.Met])
	if !s.Available.Enforced {
		line += "; not enforced at this user count"
	}
	out.prose("  ", "  ", line+".")
	out.prose("  ", "  ", fmt.Sprintf("p50 %s, p99 %s at the server; target %s, %s.", units.FormatMilliseconds(s.Latency.P50),
		units.FormatMilliseconds(s.Latency.P99), units.FormatMilliseconds(s.Latency.Target), met[s.Latency.Met]))
	waits := units.Milliseconds(0)
	for _, part := range s.Latency.Parts {
		if part.Wait {
			waits += part.Mean
		}
	}
	out.prose("  ", "  ", fmt.Sprintf("Mean %s, of which %s in queues.", units.FormatMilliseconds(s.Latency.Mean), units.FormatMilliseconds(waits)))
	for _, left := range s.Available.Left {
		out.prose("  Left out: ", "    ", left)
	}
	otherPromises(out, s.Available)
}

func billText(out *page, p planner.Plan, s planner.Stage) {
	out.heading("Bill, US dollars a month")
	t := table{indent: "  ", right: map[int]bool{0: true, 1: true}}
	for _, i := range s.Bill.Items {
		price, monthly := measured(i)+" at "+i.UnitPrice.Display(), i.Monthly.Display()
		if i.Unpriced {
			price, monthly = measured(i)+", no price known", "not priced"
		}
		text := i.Name + ": " + price + " (" + strings.TrimPrefix(i.AsOf+sourceOf(i), ", ")
		if i.StandIn {
			text += ", price of " + i.Region
		}
		t.row(monthly, text+")")
	}
	t.row(amount(s), "total, the sum of the lines")
	t.write(out)
	if p.Exchange != nil {
		out.prose("  ", "  ", s.Bill.Convert(*p.Exchange).Text()+". Each line is converted and rounded, then added.")
	}
	if !s.Bill.Complete {
		out.prose("  ", "  ", "A line has no known price: the total is a lower bound.")
	}
	list(out, "Not included", s.Bill.NotIncluded)
	onceText(out, s)
}

// sourceOf names where the price of a line is from, and that it is derived from
// another where it is.
func sourceOf(i bill.Item) string {
	if i.Unpriced || i.Source.Name == "" {
		return ""
	}
	return ", " + i.Source.Name
}

// onceText is what is paid once to reach the stage.
func onceText(out *page, s planner.Stage) {
	if len(s.OneOff.Items) == 0 {
		return
	}
	total := s.OneOff.Total.Display()
	switch {
	case !s.OneOff.Complete && s.OneOff.Total.IsZero():
		total = "not priced"
	case !s.OneOff.Complete:
		total = "≥ " + total
	}
	out.heading("Once, to get here: " + total)
	t := table{indent: "  ", right: map[int]bool{0: true}}
	for _, i := range s.OneOff.Items {
		if i.Unpriced {
			t.row("not priced", i.Name+": "+measured(i)+", no price known")
			continue
		}
		t.row(i.Monthly.Display(), i.Name+": "+measured(i)+" at "+i.UnitPrice.Display()+" ("+strings.TrimPrefix(i.AsOf+sourceOf(i), ", ")+")")
	}
	t.write(out)
}

// measured prints a quantity in its unit; one that begins with a number, such
// as "10,000 requests", is set off by a sign.
func measured(i bill.Item) string {
	if i.Unit != "" && i.Unit[0] >= '0' && i.Unit[0] <= '9' {
		return i.Quantity.Display() + " × " + i.Unit
	}
	return i.Quantity.Display() + " " + i.Unit
}

func steps(out *page, s planner.Stage) {
	if len(s.Moves) > 0 {
		out.heading("Moves from the stage before")
	}
	for _, m := range s.Moves {
		if !m.Applied {
			out.prose("  – ", "    ", m.Title+", not needed here: "+m.Why)
			continue
		}
		out.prose("  + ", "    ", m.Title+": "+m.Why+" ["+m.Source.String()+"]")
		for n, step := range m.Migrate {
			out.prose(fmt.Sprintf("    %d. ", n+1), "       ", step)
		}
	}
	early := make([]string, 0, len(s.Early))
	for _, e := range s.Early {
		early = append(early, e.Text)
	}
	list(out, "Pays back already", early)
	if len(s.Checklist) == 0 {
		return
	}
	out.heading("Checklist for over a million users: the talk's points, and a third zone of ours")
	t := table{indent: "  "}
	for _, c := range s.Checklist {
		mark := "·"
		if c.Met {
			mark = "✓"
		}
		t.row(mark, c.Title, c.Text+proof(s, c.ID))
	}
	t.write(out)
}

func list(out *page, title string, items []string) {
	if len(items) == 0 {
		return
	}
	out.heading(title)
	for _, item := range items {
		out.prose("  · ", "    ", item)
	}
}

// arithmetic prints every figure's formula, so that it can be redone.
func arithmetic(out *page, s planner.Stage) {
	out.heading("Arithmetic")
	for _, t := range s.Tiers {
		reasons(out, t.Name, t.Sizing.Reasons)
	}
	for _, i := range s.Bill.Items {
		reasons(out, "Bill: "+i.Name, i.Reasons)
	}
	for _, i := range s.OneOff.Items {
		reasons(out, "Once: "+i.Name, i.Reasons)
	}
	for _, t := range s.Triggers {
		reasons(out, "Trigger: "+string(t.Kind), t.Reasons)
	}
	reasons(out, "Availability", s.Available.Parts)
	reasons(out, "Response time", s.Latency.Reasons)
	for _, l := range s.Limits {
		reasons(out, "Limit: "+l.Component+", "+l.Resource, []reason.Reason{l.Reason})
	}
	reasons(out, "Ten times", s.TenTimes.Reasons)
	reasons(out, "What it takes to run", s.Operation.Reasons)
	if s.Carbon != nil {
		reasons(out, "Carbon, an estimate", s.Carbon.Reasons)
		for _, part := range s.Carbon.Parts {
			reasons(out, "Carbon: "+part.Name+", "+part.Kind, part.Reasons)
		}
	}
	resilienceReasons(out, s)
}

func reasons(out *page, title string, list []reason.Reason) {
	if len(list) == 0 {
		return
	}
	out.prose("  ", "  ", title)
	for _, r := range list {
		out.prose("    ", "      ", r.Label+" = "+r.Formula)
		out.prose("      = ", "        ", r.Substituted+" = "+r.Value+" "+r.Unit+"  ["+r.Source.String()+"]")
	}
}
