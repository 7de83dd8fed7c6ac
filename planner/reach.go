package planner

import (
	"cmp"
	"fmt"
	"slices"

	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// cure is a change that could reach the availability target.
type cure struct {
	number   int
	database workload.Database
	title    string
}

// aurora is the Aurora edition of an engine.
func aurora(d workload.Database) workload.Database {
	if d == workload.MySQL {
		return workload.AuroraMySQL
	}
	if d == workload.PostgreSQL {
		return workload.AuroraPostgreSQL
	}
	return d
}

// reach lists what would meet the target, cheapest first: Aurora in this stage,
// a later stage, or both. Where nothing does, beyond says so.
func (b builder) reach(a Availability, s sized, number int, now units.Money, complete bool) (all []Reach, beyond string) {
	for _, c := range b.cures(s, number) {
		other := b.figures()
		if c.database != b.w.Database {
			other = newBuilder(*b.w, b.book).figures()
			other.w.Database = c.database
		}
		z := other.size(c.number, s.demand.Users)
		then, known := other.total(z)
		value := other.composite(z)
		if value < b.w.Availability-1e-12 {
			continue // larger fleets need a proxy before the database
		}
		r := Reach{Title: c.title, Stage: c.number, Database: string(c.database), Value: value, Priced: complete && known}
		price := "at a price the book does not know"
		if r.Priced {
			r.Monthly = then.Sub(now)
			price = "for " + r.Monthly.Display() + " a month more"
			if r.Monthly.Cmp(units.Money{}) < 0 {
				price = "for " + now.Sub(then).Display() + " a month less"
			}
		}
		r.Text = fmt.Sprintf("%s: %s (%s), %s.", c.title, units.FormatPercent(value, 3), downtime(value), price)
		all = append(all, r)
	}
	if len(all) == 0 {
		return nil, fmt.Sprintf("No stage reaches %s in one region: every path needs a load balancer, servers and a database, each promised at 99.99%% at best. A second region, or a lower target, does.", units.FormatPercent(a.Target, 3))
	}
	slices.SortStableFunc(all, func(x, y Reach) int {
		if x.Priced != y.Priced {
			return cmp.Compare(boolFloat(y.Priced), boolFloat(x.Priced))
		}
		return x.Monthly.Cmp(y.Monthly)
	})
	return all, ""
}

// cures are the changes whose composite meets the target; only the graph is
// built to know.
func (b builder) cures(s sized, number int) []cure {
	meets := func(n int, d workload.Database) bool {
		design := s.design
		if n != number {
			design, _ = b.design(n, s.facts)
		}
		return series(path(design, s.facts.Server, computeName(s), d.IsAurora(), s.pooled())) >= b.w.Availability-1e-12
	}
	var all []cure
	have, better := b.w.Database, aurora(b.w.Database)
	if better != have && !s.design.Single && meets(number, better) {
		all = append(all, cure{number, better, "Aurora instead of RDS"})
	}
	for _, d := range []workload.Database{have, better} {
		if d != have && len(all) > 0 {
			break // more than one change is needed only where one does not do
		}
		for n := number + 1; n <= 8; n++ {
			if !meets(n, d) {
				continue
			}
			title := fmt.Sprintf("Moving on to stage %d, %s", n, roadmap.Track(b.w.Track)[n-1].Name)
			if d != have {
				title += ", with Aurora"
			}
			all = append(all, cure{n, d, title})
			break
		}
		if better == have {
			break
		}
	}
	return all
}
