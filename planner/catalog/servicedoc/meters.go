package main

import (
	"regexp"
	"slices"
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// busy is a need that makes services meter all they can; heavier reads and writes
// are what provisioned IOPS and I/O-Optimized storage are bought for.
var busy = catalog.Need{Tier: "x", Name: "x", Users: 5e6, Requests: units.Rate{Average: 500, Peak: 1500}, CPU: units.Rate{Average: 5, Peak: 15},
	Network: units.Rate{Peak: 1e9}, Resident: units.GB, Reads: units.Rate{Average: 40000, Peak: 120000}, Writes: units.Rate{Average: 300, Peak: 900},
	RowBytes: units.KB, Rows: units.TB, Ahead: 2 * units.TB, Written: units.TB, Retained: 3 * units.TB, Hot: 50 * units.GB, Clients: 900,
	Objects: 80 * units.TB, Puts: 1e7, Gets: 1e8, Egress: 700 * units.TB, Internal: units.TB, Messages: 1e9, Duration: 200, Units: 3, Servers: 9}

var heavier = func() catalog.Need {
	n := busy
	n.Reads, n.Writes = n.Reads.Scale(4), n.Writes.Scale(20)
	return n
}()

var (
	class = regexp.MustCompile(`\.((db|cache)\.)?[a-z]\d+[a-z]*\.(\d*x?large|nano|micro|small|medium)`)
	place = regexp.MustCompile(`^(cloudfront\.(dto|https))\..*`)
	size  = regexp.MustCompile(`^(lightsail\.linux)\..*`)
)

// generic is a key with the part that names a size or place left open.
func generic(key pricing.Key) string {
	text := class.ReplaceAllString(string(key), ".<class>")
	text = place.ReplaceAllString(text, "$1.<area>")
	return size.ReplaceAllString(text, "$1.<bundle>")
}

// meters lists the rate keys a service meters, each with the unit of its rate,
// over the ways a team may ask for it.
func meters(s catalog.Service, book *pricing.Book) []string {
	var all []string
	for _, p := range policies(book) {
		for _, need := range []catalog.Need{busy, heavier} {
			sizing := s.Size(need, p)
			if s.ID == "lightsail" && sizing.Unit == "" {
				sizing.Unit = "lightsail.linux.2gb" // no bundle carries this need
			}
			for _, u := range s.Meter(need, sizing, p) {
				unit := unitOf(book, u.Key)
				if text := code(generic(u.Key)) + " per " + unit; !slices.Contains(all, text) {
					all = append(all, text)
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

func policies(book *pricing.Book) []catalog.Policy {
	var all []catalog.Policy
	for _, zones := range []int{1, 3} {
		for _, option := range []workload.Pricing{workload.OnDemand, workload.Savings1Y, workload.Savings3Y} {
			for _, processor := range []workload.Processor{workload.ARM, workload.X86} {
				for _, engine := range []workload.Database{workload.PostgreSQL, workload.MySQL} {
					for _, track := range []workload.Track{workload.Current, workload.Classic} {
						w := workload.Default()
						w.Pricing, w.Processor, w.Database, w.Track = option, processor, engine, track
						all = append(all, catalog.Policy{Workload: w, Book: book, Zones: zones, Scaling: zones > 1, Replicas: zones > 1})
					}
				}
			}
		}
	}
	return all
}

// unitOf is the unit of a key's rate, or of a rate of the same service where this
// size has no price.
func unitOf(book *pricing.Book, key pricing.Key) string {
	if rate, err := book.Rate(key, pricing.Home); err == nil {
		return rate.Unit
	}
	service, _, _ := strings.Cut(string(key), ".")
	for _, k := range book.Keys() {
		if strings.HasPrefix(string(k), service+".") && generic(k) == generic(key) {
			if rate, err := book.Rate(k, pricing.Home); err == nil {
				return rate.Unit
			}
		}
	}
	return "unit not known"
}
