package workload

import (
	"stagecraft/planner/units"
)

// Bounds of what the fields amount to together.
const (
	mostPeakRequests   = 1e9 // per second
	mostRequestsPerDay = 1e8 // per user
)

// check finds the fields that do not fit each other. Fields already refused
// take no part: their values are not what the team meant. Of intervals it looks
// at the ends that are worst for each rule; every rule is monotone in each
// field, so whatever lies between the ends then fits too.
func check(w Workload, refused Errors) Errors {
	c := checker{w: w, refused: refused}
	c.totals()
	c.amount()
	c.objects()
	c.bands()
	c.federation()
	return c.found
}

// checker collects the problems between fields.
type checker struct {
	w              Workload
	refused, found Errors
}

// add reports a problem of a field, unless one it depends on is already refused.
func (c *checker) add(field, problem, accepted string, dependsOn ...string) {
	for _, name := range append(dependsOn, field) {
		if _, already := c.refused.Of(name); already {
			return
		}
	}
	f, _ := FieldNamed(field)
	c.found = append(c.found, *f.refuse(f.Value(c.w), problem, accepted))
}

// atEnds says that a problem shows at the ends of intervals.
func (c *checker) atEnds() string {
	if len(c.w.ranges) == 0 {
		return ""
	}
	return " at one end of the ranges"
}

// totals allows one way of stating the traffic.
func (c *checker) totals() {
	perSecond := c.w.Given("requests_per_second")
	for _, name := range []string{"reads_per_month", "writes_per_month"} {
		if perSecond && c.w.Given(name) {
			c.add("requests_per_second", "is given together with "+name+", and each replaces the other", "only one of the two, the other left empty", name)
			return
		}
	}
	stated := c.w.Given("reads_per_month") || c.w.Given("writes_per_month")
	if stated && !c.w.corner().PerMonthGiven() {
		field := "reads_per_month"
		if !c.w.Given(field) {
			field = "writes_per_month"
		}
		c.add(field, "leaves no operations at all"+c.atEnds(), "a number above 0 for reads_per_month or writes_per_month", "reads_per_month", "writes_per_month")
	}
}

// amount refuses traffic nobody has, whichever fields it was stated in.
func (c *checker) amount() {
	traffic := []string{"daily_share", "requests_per_user_day", "requests_per_second", "reads_per_month", "writes_per_month", "peak_factor"}
	dependsOn := []string{"users", "daily_share", "requests_per_user_day", "reads_per_month", "writes_per_month", "peak_factor"}
	busiest := c.w.corner(append(traffic, "users")...)
	average, field := busiest.averageRequests()
	if peak := average * float64(busiest.PeakFactor); peak > mostPeakRequests {
		c.add(field, "comes to "+units.FormatCount(peak)+" requests a second at peak"+c.atEnds(),
			"at most "+units.FormatCount(mostPeakRequests)+" a second: lower it, users or peak_factor", dependsOn...)
		return
	}
	fewest := c.w.corner(traffic...)
	average, field = fewest.averageRequests()
	if daily := average * units.SecondsPerDay / float64(fewest.Users); daily > mostRequestsPerDay {
		c.add(field, "comes to "+units.FormatCount(daily)+" requests a day for each user"+c.atEnds(),
			"at most "+units.FormatCount(mostRequestsPerDay)+": lower it or raise users", dependsOn...)
	}
}

// averageRequests gives the dynamic requests a second of the entered users,
// and the field that says so.
func (w Workload) averageRequests() (float64, string) {
	switch {
	case w.PerMonthGiven():
		field := "reads_per_month"
		if w.WritesPerMonth > w.ReadsPerMonth {
			field = "writes_per_month"
		}
		return (w.ReadsPerMonth + w.WritesPerMonth) / units.SecondsPerMonth, field
	case w.RequestsPerSecond > 0:
		return float64(w.RequestsPerSecond), "requests_per_second"
	}
	return float64(w.Users) * float64(w.DailyShare) * w.RequestsPerUser / units.SecondsPerDay, "requests_per_user_day"
}

// objects need a size to be stored.
func (c *checker) objects() {
	if worst := c.w.corner("object_share"); worst.ObjectShare > 0 && worst.ObjectSize == 0 {
		c.add("object_size", "leaves the objects of object_share without a size"+c.atEnds(), "1 MB or 200 KB, or object_share 0%", "object_share")
	}
}

// bands must not decrease from stage to stage.
func (c *checker) bands() {
	fields := bandFields()
	last := -1
	for i, f := range fields {
		if c.w.Practice.Until[i] == 0 {
			continue
		}
		if last >= 0 {
			before := fields[last]
			if most := before.ends(c.w).High; f.ends(c.w).Low < most {
				text := amounts[Threshold].canonical(most)
				c.add(f.Name, "is less than "+before.Name+", "+text+c.atEnds(), text+" or more, or off", before.Name)
			}
		}
		last = i
	}
}

// federation: the largest of n databases holds at least 1/n.
func (c *checker) federation() {
	worst := c.w.corner()
	least := 1 / worst.Assumptions.Federation
	if float64(worst.Assumptions.FederationLargest) < least-1e-9 {
		text := units.FormatPercent(units.Ratio(least), 1)
		c.add("federation_largest", "is less than the largest of "+units.FormatExact(worst.Assumptions.Federation)+" databases can hold"+c.atEnds(),
			"at least "+text, "federation")
	}
}

// ReadFraction is reads ÷ (reads + writes), from the operations per month
// where those are given.
func (w Workload) ReadFraction() units.Ratio {
	if w.PerMonthGiven() {
		return units.Ratio(w.ReadsPerMonth / (w.ReadsPerMonth + w.WritesPerMonth))
	}
	return w.ReadShare
}
