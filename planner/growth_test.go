package planner

import (
	"math"
	"strings"
	"testing"

	"stagecraft/planner/units"
)

// 250,000 users who grow 9% a month pass 500,000 after ln 2 ÷ ln 1.09 = 8.043
// months; 5% takes 14.207.
func TestMonthsToReach(t *testing.T) {
	for _, c := range []struct {
		from, to units.Users
		growth   units.Ratio
		months   float64
		ok       bool
	}{
		{250e3, 500e3, 0.09, 8.04323, true}, {250e3, 500e3, 0.05, 14.20670, true}, {100, 400, 1, 2, true}, {1, 1e10, 1, 33.21928, true},
		{100, 100, 0, 0, true}, {100, 50, 0.05, 0, true}, {100, 200, 0, 0, false}, {0, 5, 0.1, 0, false}, {100, 200, -0.1, 0, false},
	} {
		got, ok := MonthsToReach(c.from, c.to, c.growth)
		if ok != c.ok || math.Abs(got-c.months) > 1e-5 {
			t.Errorf("%v to %v at %v: %v, %v; want %v, %v", c.from, c.to, c.growth, got, ok, c.months, c.ok)
		}
	}
}

// Users double every month, and stages end at 100k, 500k, 700k, 1M and 5M: the
// band that ends at 100,000 still holds exactly 100,000.
func TestGrowthAtTheEdgesOfBands(t *testing.T) {
	g := plan(t, "users", "25k", "growth_per_month", "100%").Growth
	for month, want := range map[int]struct {
		users units.Users
		stage int
	}{0: {25e3, 3}, 2: {100e3, 3}, 3: {200e3, 4}, 4: {400e3, 4}, 5: {800e3, 6}, 6: {1.6e6, 7}, 7: {3.2e6, 7}, 8: {6.4e6, 8}} {
		if m := g.Months[month]; m.Number != month || m.Users != want.users || m.Stage != want.stage {
			t.Errorf("month %d has %v users in stage %d, want %v in %d", month, m.Users, m.Stage, want.users, want.stage)
		}
	}
	left := map[int]Moment{}
	for _, p := range g.Passages {
		left[p.Stage] = p.Left
	}
	if m := left[3]; !m.Happens || math.Abs(m.Exact-2) > 1e-9 || m.Month != 3 {
		t.Errorf("stage 3 is left %+v, want full at exactly month 2, left in month 3", m)
	}
	if m := left[4]; math.Abs(m.Exact-math.Log2(20)) > 1e-9 || m.Month != 5 {
		t.Errorf("stage 4 is left %+v, want log2(20) = 4.32, month 5", m)
	}
	if m := left[8]; m.Happens {
		t.Errorf("the last stage is left: %+v", m)
	}
	// 25,000 × 2^18 is 6.6 billion; a doubling more would pass 10 billion.
	if n := len(g.Months); n != 19 || g.Complete || !strings.Contains(g.Text, "month 19") {
		t.Errorf("%d months, complete %v: %s", n, g.Complete, g.Text)
	}
}

func TestGrowthOfNothing(t *testing.T) {
	p := plan(t, "users", "100k", "growth_per_month", "0%")
	g, now := p.Growth, p.Stages[p.Here-1].Bill.Total
	if len(g.Months) != GrowthMonths+1 || !g.Complete || g.Passages[0].Left.Happens {
		t.Errorf("%d months, complete %v, left %+v", len(g.Months), g.Complete, g.Passages[0].Left)
	}
	if g.Total.Cmp(now.Scale(GrowthMonths)) != 0 {
		t.Errorf("36 months of %s come to %s", now, g.Total)
	}
	if !strings.HasPrefix(g.Text, "Without growth") {
		t.Error(g.Text)
	}
}

// The sum is exact, month 0 is the bill of the stage shown, stages and users
// only rise, and a passage falls in the month whose bill first shows it.
func TestGrowthAddsUp(t *testing.T) {
	for _, c := range [][]string{
		{"users", "100k"}, {"users", "300", "growth_per_month", "30%"}, {"users", "40M", "growth_per_month", "3%"},
		{"users", "5M", "practice", "off", "growth_per_month", "12%"}, {"users", "2M", "requests_per_second", "20000/s", "read_write", "50/50", "growth_per_month", "8%"},
	} {
		p := plan(t, c...)
		g := p.Growth
		if g.Months[0].Monthly.Cmp(p.Stages[p.Here-1].Bill.Total) != 0 || g.Months[0].Stage != p.Here || !g.Months[0].Cumulative.IsZero() {
			t.Errorf("%v: today is %+v, the plan says stage %d for %s", c, g.Months[0], p.Here, p.Stages[p.Here-1].Bill.Total)
		}
		sum := units.Money{}
		for i, m := range g.Months[1:] {
			sum = sum.Add(m.Monthly).Add(m.OneOff)
			once := units.Money{}
			for n := g.Months[i].Stage; n < m.Stage; n++ {
				if s := p.Stages[n]; !s.Skipped {
					once = once.Add(s.OneOff.Total)
				}
			}
			if m.OneOff.Cmp(once) != 0 {
				t.Errorf("%v: month %d of stage %d after %d pays %s once, the stages cost %s", c, m.Number, m.Stage, g.Months[i].Stage, m.OneOff, once)
			}
			if m.Cumulative.Cmp(sum) != 0 {
				t.Errorf("%v: month %d has cumulative %s, the months add to %s", c, m.Number, m.Cumulative, sum)
			}
			if before := g.Months[i]; m.Stage < before.Stage || m.Users <= before.Users {
				t.Errorf("%v: month %d goes back: %+v after %+v", c, m.Number, m, before)
			}
			if s := p.Stages[m.Stage-1]; m.Users <= s.Users.From || s.Users.To != 0 && m.Users > s.Users.To {
				t.Errorf("%v: month %d has %v users in stage %d, which serves %+v", c, m.Number, m.Users, m.Stage, s.Users)
			}
			if want := m.Monthly.Float() / float64(m.Users) * 1000; math.Abs(m.PerThousand.Float()-want) > 0.00501 {
				t.Errorf("%v: month %d costs %s per thousand, want %v", c, m.Number, m.PerThousand, want)
			}
		}
		if g.Total.Cmp(sum) != 0 {
			t.Errorf("%v: total %s, the months add to %s", c, g.Total, sum)
		}
		for _, pass := range g.Passages {
			if m := pass.Left; m.Happens && m.Month < len(g.Months) {
				if g.Months[m.Month].Stage <= pass.Stage || g.Months[m.Month-1].Stage > pass.Stage {
					t.Errorf("%v: stage %d is left in month %d, where the bill shows stage %d after %d", c, pass.Stage, m.Month, g.Months[m.Month].Stage, g.Months[m.Month-1].Stage)
				}
			}
		}
	}
}

// More growth never reaches a stage later.
func TestMoreGrowthIsNeverLater(t *testing.T) {
	before := map[int]float64{}
	for _, growth := range []string{"0.1%", "1%", "2%", "5%", "9%", "20%", "50%", "100%"} {
		for _, p := range plan(t, "users", "50k", "growth_per_month", growth).Growth.Passages {
			if !p.Reached.Happens {
				t.Errorf("at %s stage %d is never reached", growth, p.Stage)
			}
			if last, seen := before[p.Stage]; seen && p.Reached.Exact > last {
				t.Errorf("at %s stage %d is reached after %v months, with less growth after %v", growth, p.Stage, p.Reached.Exact, last)
			}
			before[p.Stage] = p.Reached.Exact
		}
	}
	if len(before) != 6 {
		t.Errorf("passages of %d stages, want those of 3 to 8", len(before))
	}
}

func TestGrowthBeyondTheFields(t *testing.T) {
	g := plan(t, "users", "9B", "growth_per_month", "100%").Growth
	if len(g.Months) != 1 || g.Complete || !g.Total.IsZero() || !strings.Contains(g.Text, "nothing to project") {
		t.Errorf("%d months, complete %v, total %s: %s", len(g.Months), g.Complete, g.Total, g.Text)
	}
}
