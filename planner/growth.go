package planner

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"stagecraft/planner/demand"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// GrowthMonths is how far the plan is projected: three years.
const GrowthMonths = 36

// Growth is the plan over the coming months, with users compounding at the
// entered growth.
type Growth struct {
	Rate     units.Ratio // growth of users a month
	Months   []Month     // month 0, which is today, up to GrowthMonths; fewer where the fields accept no more users
	Total    units.Money // months 1 to the last with what is paid once in them, exactly their sum
	Once     units.Money // the part of Total that is paid once, on the way from stage to stage
	Complete bool        // false: a month's bill is a lower bound or months are missing, and so Total is a lower bound
	Passages []Passage   // of the stage of today and of every later one that has users
	Text     string      // the whole in a few sentences
	Notes    []string    // what the projection takes for granted
	Reasons  []reason.Reason
}

// Month is one month of the projection: the stage that holds its users, sized
// for them.
type Month struct {
	Number      int // 0 is today
	Users       units.Users
	Stage       int
	Monthly     units.Money
	Complete    bool        // false: Monthly is a lower bound
	OneOff      units.Money // paid once, in the first month of a stage, for every stage entered since the month before
	Paid        bool        // false: a migration has no known price, and OneOff is a lower bound
	PerThousand units.Money // Monthly for each thousand users
	Cumulative  units.Money // Monthly and OneOff of months 1 to this one
}

// Passage says when a stage is entered and left.
type Passage struct {
	Stage         int
	Reached, Left Moment
}

// Moment is when the users arrive at a count and pass it.
type Moment struct {
	Happens bool    // false: never, for want of growth, of an end, or of so many people
	Exact   float64 // months from today at which the count is reached
	Month   int     // the first month with more users than that
}

// MonthsToReach is the months in which users who grow by a share every month
// reach a count: ln(to ÷ from) ÷ ln(1 + growth). ok is false when they never do.
func MonthsToReach(from, to units.Users, growth units.Ratio) (months float64, ok bool) {
	switch {
	case to <= from:
		return 0, true
	case from <= 0 || growth <= 0:
		return 0, false
	}
	return math.Log(float64(to/from)) / math.Log1p(float64(growth)), true
}

// growth projects the plan month by month.
func (b builder) growth(bands []bandOf) Growth {
	g := Growth{Rate: b.w.GrowthPerMonth, Complete: true}
	for number := 0; number <= GrowthMonths; number++ {
		users := b.usersIn(number)
		if number > 0 && !b.w.Carries(users) {
			g.Complete = false
			break
		}
		m := b.month(number, users, here(bands, users))
		if number > 0 {
			m.OneOff, m.Paid = b.entering(bands, g.Months[number-1].Stage, m.Stage)
			g.Total = g.Total.Add(m.Monthly).Add(m.OneOff)
			g.Once = g.Once.Add(m.OneOff)
		}
		m.Cumulative = g.Total
		g.Complete = g.Complete && m.Complete && m.Paid
		g.Months = append(g.Months, m)
	}
	g.Passages = b.passages(bands)
	g.Text = g.text()
	g.Notes = b.growthNotes(g)
	g.Reasons = b.growthReasons(g)
	return g
}

// usersIn is the users of a month. What compounding leaves within a rounding of
// a whole count is that count, so that a band ends where it says.
func (b builder) usersIn(month int) units.Users {
	users := float64(b.w.Users) * math.Pow(1+float64(b.w.GrowthPerMonth), float64(month))
	if whole := math.Round(users); math.Abs(users-whole) <= 1e-9*users {
		return units.Users(whole)
	}
	return units.Users(users)
}

// month bills the stage that holds the users. The bill is that of the stage
// alone, without its explanations: a projection asks for many.
func (b builder) month(number int, users units.Users, stage int) Month {
	b = b.figures()
	total, complete := b.total(b.size(stage, users))
	return Month{Number: number, Users: users, Stage: stage, Monthly: total, Complete: complete, Paid: true,
		PerThousand: total.Scale(1000 / float64(users))}
}

// entering is what moving from one stage on to another costs once: what each
// stage on the way takes, at the users its band begins with. ok is false where
// some of it has no price.
func (b builder) entering(bands []bandOf, from, to int) (once units.Money, ok bool) {
	ok = true
	for n := from + 1; n <= to; n++ {
		if bands[n-1].skipped {
			continue
		}
		moving := b.oneOff(n, bands[n-1].From)
		once, ok = once.Add(moving.Total), ok && moving.Complete
	}
	return once, ok
}

// passages says when each stage from today's on is reached and left.
func (b builder) passages(bands []bandOf) []Passage {
	var all []Passage
	first := here(bands, b.w.Users)
	for i := first - 1; i < len(bands); i++ {
		if bands[i].skipped {
			continue
		}
		p := Passage{Stage: i + 1, Reached: Moment{Happens: true}}
		if i+1 > first {
			p.Reached = b.passing(bands[i].From)
		}
		if bands[i].To > 0 {
			p.Left = b.passing(bands[i].To)
		}
		all = append(all, p)
	}
	return all
}

// passing is when the users have passed a count.
func (b builder) passing(count units.Users) Moment {
	exact, ok := MonthsToReach(b.w.Users, count, b.w.GrowthPerMonth)
	// A band holds its last user: it is left in the first month with more.
	if month := math.Floor(exact+1e-9) + 1; ok && b.w.GrowthPerMonth > 0 && b.w.Carries(count) && month < math.MaxInt32 {
		return Moment{Happens: true, Exact: exact, Month: int(month)}
	}
	return Moment{}
}

func (g Growth) text() string {
	first, last := g.Months[0], g.Months[len(g.Months)-1]
	if g.Rate <= 0 {
		return fmt.Sprintf("Without growth nothing changes: stage %d, %s a month, %s over %d months.", first.Stage, spent(first.Monthly, first.Complete), spent(g.Total, g.Complete), last.Number)
	}
	if last.Number == 0 {
		return fmt.Sprintf("At %s growth a month the users of next month would be more than the fields accept: there is nothing to project.", units.FormatPercent(g.Rate, 2))
	}
	text := fmt.Sprintf("At %s growth a month %s users become %s in %s. ", units.FormatPercent(g.Rate, 2), units.FormatCount(float64(first.Users)), units.FormatCount(float64(last.Users)), inMonths(last.Number))
	text += g.way()
	text += fmt.Sprintf(" The bill goes from %s to %s a month and comes to %s over %s%s.", spent(first.Monthly, first.Complete), spent(last.Monthly, last.Complete), spent(g.Total, g.Complete), inMonths(last.Number), g.once())
	if last.Number < GrowthMonths {
		text += fmt.Sprintf(" In month %d the users, or the requests they bring, would be more than the fields accept: the projection ends before it.", last.Number+1)
	}
	return text
}

// once says what of the sum is paid once.
func (g Growth) once() string {
	unpaid := slices.ContainsFunc(g.Months, func(m Month) bool { return !m.Paid })
	switch {
	case unpaid && g.Once.IsZero():
		return ", without a migration that has no known price"
	case g.Once.IsZero():
		return ""
	}
	return ", " + spent(g.Once, !unpaid) + " of it paid once for migrations"
}

// way names the stages passed on the way.
func (g Growth) way() string {
	steps := []string{}
	for i, m := range g.Months {
		switch {
		case i == 0:
			steps = append(steps, fmt.Sprintf("Stage %d today", m.Stage))
		case m.Stage != g.Months[i-1].Stage:
			steps = append(steps, fmt.Sprintf("stage %d from month %d", m.Stage, m.Number))
		}
	}
	if len(steps) == 1 {
		return fmt.Sprintf("Stage %d holds them throughout.", g.Months[0].Stage)
	}
	return strings.Join(steps, ", ") + "."
}

// growthNotes says what the projection takes for granted.
func (b builder) growthNotes(g Growth) []string {
	all := []string{
		"Each month is billed as the stage that holds its users, sized for them, at today's list prices. What moving to a stage costs once is counted in its first month, beside the monthly bill, for the users its band begins with.",
	}
	d := demand.Figures(b.w, b.w.Users)
	months := float64(len(g.Months) - 1)
	if b.w.RetentionMonths > 0 {
		months = min(months, b.w.RetentionMonths)
	}
	if added := d.WrittenPerMonth*units.Bytes(months) + d.ObjectsPerMonth*units.Bytes(months); added > 0 {
		all = append(all, fmt.Sprintf("Stored data is scaled with users, as in the stages: it does not pile up by itself. Today's users alone would add %s in %s, which a month's bill holds only as far as the users have grown.", units.FormatBytes(added), inMonths(int(months))))
	}
	all = append(all, b.planNotes(g)...)
	if slices.ContainsFunc(g.Months, func(m Month) bool { return !m.Complete }) {
		all = append(all, "A line of some months has no known price: the sums are lower bounds.")
	}
	if i := slices.IndexFunc(g.Months, func(m Month) bool { return !m.Paid }); i >= 0 {
		all = append(all, fmt.Sprintf("The migration to stage %d in month %d has no known price, for no list price of its larger replication instances is in the book: the sums are lower bounds from there on.", g.Months[i].Stage, i))
	}
	return all
}

// growthReasons is the arithmetic of users, sum and the end of today's stage.
func (b builder) growthReasons(g Growth) []reason.Reason {
	last := g.Months[len(g.Months)-1]
	from := reason.Source{Name: "the workload as entered: users and growth_per_month"}
	rs := []reason.Reason{
		reason.New("Users in the last month", "users × (1 + growth a month) ^ months", reason.Fill("{} × (1 + {}) ^ {}", float64(b.w.Users), reason.Ratio(g.Rate), last.Number), float64(last.Users), "users", from),
		{Label: "Sum of the months", Formula: "bills of months 1 to the last, and what is paid once in them, added", Substituted: fmt.Sprintf("months 1 to %d", last.Number), Value: spent(g.Total, g.Complete), Unit: "US dollars", Source: reason.Source{Name: "the bills of the months"}},
		{Label: "Cost per thousand users", Formula: "bill ÷ users × 1,000", Substituted: last.Monthly.Display() + reason.Fill(" ÷ {} × 1,000", float64(last.Users)), Value: last.PerThousand.Display(), Unit: "US dollars, in the last month" + or(last.Complete, "", "; a lower bound"), Source: reason.Source{Name: "the bills of the months"}},
	}
	rs = append(rs, g.onceReasons()...)
	for _, p := range g.Passages {
		if p.Left.Happens {
			count := float64(b.w.Users) * math.Pow(1+float64(g.Rate), p.Left.Exact)
			rs = append(rs, reason.New(fmt.Sprintf("Stage %d is full", p.Stage), "ln(end of the stage ÷ users) ÷ ln(1 + growth a month)",
				reason.Fill("ln({} ÷ {}) ÷ ln(1 + {})", count, float64(b.w.Users), reason.Ratio(g.Rate)), p.Left.Exact, "months", from))
		}
	}
	return rs
}

// onceReasons add what is paid once, and name the migrations without a price:
// they are not free.
func (g Growth) onceReasons() []reason.Reason {
	var parts, unpriced []string
	for _, m := range g.Months {
		if !m.OneOff.IsZero() {
			parts = append(parts, m.OneOff.Display())
		}
		if !m.Paid {
			unpriced = append(unpriced, fmt.Sprintf("month %d, to stage %d", m.Number, m.Stage))
		}
	}
	var rs []reason.Reason
	bills := reason.Source{Name: "the one-off bills of the stages"}
	if len(parts) > 0 {
		rs = append(rs, reason.Reason{Label: "Paid once", Formula: "migrations in the first months of stages, added", Substituted: strings.Join(parts, " + "), Value: g.Once.Display(), Unit: "US dollars, part of the sum" + or(len(unpriced) > 0, "; a lower bound", ""), Source: bills})
	}
	if len(unpriced) > 0 {
		rs = append(rs, reason.Reason{Label: "Paid once, unpriced", Formula: "migrations without a known price: they are in no sum, and every sum from there on is a lower bound", Substituted: strings.Join(unpriced, "; "), Value: "unpriced", Source: bills})
	}
	return rs
}

// Known tells of each month whether all that is summed up to it has a price:
// one migration without one makes a lower bound of every later sum.
func (g Growth) Known() []bool {
	all, known := make([]bool, len(g.Months)), true
	for i, m := range g.Months {
		known = known && (i == 0 || m.Complete && m.Paid)
		all[i] = known
	}
	return all
}

func spent(m units.Money, complete bool) string {
	if !complete {
		return "at least " + m.Display()
	}
	return m.Display()
}

func inMonths(n int) string {
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}
