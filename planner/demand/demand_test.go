package demand

import (
	"math"
	"net/url"
	"strings"
	"testing"

	"stagecraft/planner/reason/arithmetic"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

func parse(t *testing.T, query string) workload.Workload {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	w, errs := workload.Parse(values)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return w
}

func near(t *testing.T, name string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance*math.Abs(want) {
		t.Errorf("%s = %v, want %v within %v%%", name, got, want, tolerance*100)
	}
}

// The published capacity cases, each with the figure its author printed. Most
// round a month to 2.5 million seconds or a day to 100,000, hence the tolerances.
func TestPublishedCases(t *testing.T) {
	const primer = "donnemartin/system-design-primer, 2026-03-19"
	cases := []struct {
		name, source, query string
		check               func(*testing.T, Demand)
	}{
		{"Pastebin", primer, "users=10M&writes_per_month=10M&reads_per_month=100M&bytes_per_write=1270 B&retention_months=36", func(t *testing.T, d Demand) {
			near(t, "writes/s", float64(d.Writes.Average), 4, .05)
			near(t, "reads/s", float64(d.Reads.Average), 40, .05)
			near(t, "GB a month", float64(d.WrittenPerMonth/units.GB), 12.7, .05)
			near(t, "GB at retention", float64(d.StoredAtRetention/units.GB), 450, .02)
		}},
		{"Mint", primer, "users=10M&writes_per_month=5e9&reads_per_month=500e6&bytes_per_write=50 B", func(t *testing.T, d Demand) {
			near(t, "writes/s", float64(d.Writes.Average), 2000, .05)
			near(t, "reads/s", float64(d.Reads.Average), 200, .05)
			near(t, "TB at retention", float64(d.StoredAtRetention/units.TB), 9, .05)
		}},
		{"Query cache", primer, "users=10M&reads_per_month=10e9", func(t *testing.T, d Demand) {
			near(t, "reads/s", float64(d.Reads.Average), 4000, .05)
		}},
		{"Social graph", primer, "users=100M&reads_per_month=1e9", func(t *testing.T, d Demand) {
			near(t, "reads/s", float64(d.Reads.Average), 400, .05)
		}},
		{"Web crawler", primer, "users=1M&writes_per_month=4e9&reads_per_month=100e9&bytes_per_write=500 KB&data_stored=0", func(t *testing.T, d Demand) {
			near(t, "writes/s", float64(d.Writes.Average), 1600, .05)
			near(t, "reads/s", float64(d.Reads.Average), 40000, .05)
			near(t, "PB a month", float64(d.WrittenPerMonth/units.PB), 2, .05)
			near(t, "PB at retention", float64(d.StoredAtRetention/units.PB), 72, .05)
		}},
		{"Scaling AWS", primer, "users=10M&writes_per_month=1e9&reads_per_month=100e9&bytes_per_write=1 KB", func(t *testing.T, d Demand) {
			near(t, "writes/s", float64(d.Writes.Average), 400, .05)
			near(t, "reads/s", float64(d.Reads.Average), 40000, .05)
			near(t, "TB a month", float64(d.WrittenPerMonth/units.TB), 1, .05)
			near(t, "TB at retention", float64(d.StoredAtRetention/units.TB), 36, .05)
		}},
		{"Chat", "karanpratapsingh/system-design, WhatsApp, 2026-04-01", "users=50M&daily_share=100%&requests_per_user_day=40&read_write=0/100&bytes_per_write=100 B&object_share=5%&object_size=100 KB&retention_months=120&data_stored=0", func(t *testing.T, d Demand) {
			near(t, "requests/s", float64(d.Requests.Average), 24000, .05)
			day := units.SecondsPerDay / units.SecondsPerMonth
			near(t, "rows GB a day", float64(d.WrittenPerMonth/units.GB)*day, 200, .05)
			near(t, "media TB a day", float64(d.ObjectsPerMonth/units.TB)*day, 10, .05)
			near(t, "PB in ten years", float64((d.StoredAtRetention+d.ObjectsAtRetention)/units.PB), 38, .05)
		}},
		{"Short messages", "karanpratapsingh/system-design, Twitter, 2026-04-01 (its table says 100M daily users, its arithmetic 200M)", "users=200M&daily_share=100%&requests_per_user_day=5&read_write=0/100&bytes_per_write=100 B&object_share=10%&object_size=50 KB&retention_months=120&data_stored=0", func(t *testing.T, d Demand) {
			near(t, "requests/s", float64(d.Requests.Average), 12000, .05)
			near(t, "PB in ten years", float64((d.StoredAtRetention+d.ObjectsAtRetention)/units.PB), 19, .05)
		}},
		{"Short links", "preslavmihaylov/booknotes, System Design Interview 9, 2025-03-01", "users=100M&daily_share=100%&requests_per_user_day=11&read_write=10/1&bytes_per_write=100 B&retention_months=120&data_stored=0", func(t *testing.T, d Demand) {
			near(t, "writes/s", float64(d.Writes.Average), 1200, .05)
			near(t, "reads/s", float64(d.Reads.Average), 12000, .05)
			near(t, "TB in ten years", float64(d.StoredAtRetention/units.TB), 36.5, .05)
		}},
		{"Videos", "preslavmihaylov/booknotes, System Design Interview 15, 2025-03-01", "users=5M&daily_share=100%&requests_per_user_day=0.1&read_write=0/100&object_share=100%&object_size=300 MB", func(t *testing.T, d Demand) {
			near(t, "TB a day", float64(d.ObjectsPerMonth/units.TB)*units.SecondsPerDay/units.SecondsPerMonth, 150, .01)
		}},
		{"Drive", "preslavmihaylov/booknotes, System Design Interview 16, 2025-03-01", "users=50M&daily_share=20%&requests_per_user_day=2&peak_factor=2", func(t *testing.T, d Demand) {
			near(t, "average", float64(d.Requests.Average), 240, .05)
			near(t, "peak", float64(d.Requests.Peak), 480, .05)
		}},
		{"Proximity", "preslavmihaylov/booknotes, System Design Interview 17 (100,000 s a day)", "users=100M&daily_share=100%&requests_per_user_day=5", func(t *testing.T, d Demand) {
			near(t, "average", float64(d.Requests.Average), 5000, .16)
		}},
		{"Generic", "design-gurus/grokking-system-design, 2026-07-01 (100,000 s a day)", "users=100M&daily_share=100%&requests_per_user_day=101&read_write=100:1&bytes_per_write=1 KB&retention_months=12&data_stored=0", func(t *testing.T, d Demand) {
			near(t, "writes/s", float64(d.Writes.Average), 1000, .16)
			near(t, "reads/s", float64(d.Reads.Average), 100000, .16)
			near(t, "TB a year", float64(d.StoredAtRetention/units.TB), 36.5, .02)
		}},
		{"Stack Overflow", "stackoverflow.blog, The Architecture, 2016 Edition", "users=1M&requests_per_second=2423.853", func(t *testing.T, d Demand) {
			near(t, "requests a day", float64(d.Requests.Average)*units.SecondsPerDay, 209420973, .001)
		}},
		{"Facts vector 1", "average 115.74, peak 347.22, 312.5 reads and 34.72 writes a second", "users=1M&daily_share=20%&requests_per_user_day=50&peak_factor=3&read_write=9:1", func(t *testing.T, d Demand) {
			near(t, "average", float64(d.Requests.Average), 115.74, .0001)
			near(t, "peak", float64(d.Requests.Peak), 347.22, .0001)
			near(t, "peak reads", float64(d.Reads.Peak), 312.5, .0001)
			near(t, "peak writes", float64(d.Writes.Peak), 34.72, .0002)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := parse(t, strings.NewReplacer(" ", "+", "%", "%25").Replace(c.query))
			c.check(t, At(w, w.Users))
		})
	}
}

func TestScalesWithUsers(t *testing.T) {
	for _, query := range []string{"users=100k", "users=100k&requests_per_second=500", "users=100k&reads_per_month=1e9&writes_per_month=1e8"} {
		w := parse(t, query)
		one, ten := At(w, w.Users), At(w, w.Users*10)
		for name, pair := range map[string][2]float64{
			"requests": {float64(one.Requests.Peak), float64(ten.Requests.Peak)}, "stored": {float64(one.Stored), float64(ten.Stored)},
			"egress": {float64(one.EgressPerMonth), float64(ten.EgressPerMonth)}, "writes": {float64(one.DatabaseWrites.Average), float64(ten.DatabaseWrites.Average)},
		} {
			if math.Abs(pair[1]-10*pair[0]) > 1e-6*pair[1] {
				t.Errorf("%s: %s at ten times the users is %v, want ten times %v", query, name, pair[1], pair[0])
			}
		}
	}
}

func TestReadsAndWritesAreRequests(t *testing.T) {
	d := At(parse(t, "users=1M&read_write=70/30"), 1e6)
	if sum := d.Reads.Add(d.Writes); math.Abs(float64(sum.Peak-d.Requests.Peak)) > 1e-9 {
		t.Errorf("reads + writes = %v, requests = %v", sum.Peak, d.Requests.Peak)
	}
	near(t, "database reads", float64(d.DatabaseReads.Average), float64(d.Reads.Average)*3, 1e-12)
	near(t, "database writes", float64(d.DatabaseWrites.Average), float64(d.Writes.Average)*2, 1e-12)
}

// Today's data ages out of a finite retention, stays in an endless one, and is
// never forgotten when nothing is written.
func TestRetention(t *testing.T) {
	for query, want := range map[string]float64{
		"users=1M&reads_per_month=1&writes_per_month=1e6&bytes_per_write=1+KB&data_stored=5+GB&retention_months=12": 12,
		"users=1M&reads_per_month=1&writes_per_month=1e6&bytes_per_write=1+KB&data_stored=5+GB&retention_months=0":  65,
		"users=1M&reads_per_month=1e9&data_stored=5+GB&retention_months=12":                                         5,
	} {
		d := At(parse(t, query), 1e6)
		near(t, query, float64(d.StoredAtRetention/units.GB), want, 1e-9)
	}
}

// Every printed sum can be redone, for each of the three ways to state traffic.
func TestPrintedSumsHold(t *testing.T) {
	for _, query := range []string{
		"users=250k&daily_share=13%25&read_write=77/23&retention_months=7&data_stored=3+GB&static_share=37%25",
		"users=250k&requests_per_second=123.4&reads_per_request=1.7&writes_per_request=2.3&retention_months=0",
		"users=250k&reads_per_month=3.3e8&writes_per_month=1.1e7&response_size=7+KB&static_size=13+KB",
	} {
		w := parse(t, query)
		for _, r := range At(w, w.Users*3).Reasons {
			if err := arithmetic.Check(r); err != nil {
				t.Errorf("%s: %v", query, err)
			}
		}
	}
}

// Response size, static files and concurrency by hand: 100 requests/s of 20 KB,
// half as many again from static files of 60 KB, 11.2 ms each.
func TestTransferAndConcurrencyByHand(t *testing.T) {
	d := At(parse(t, "users=1M&requests_per_second=100&peak_factor=2&read_write=90/10&reads_per_request=1&writes_per_request=1&static_share=20%25"), 1e6)
	near(t, "static", float64(d.Static.Average), 25, 1e-12)
	near(t, "dynamic bytes", float64(d.DynamicPerMonth), 100*2_628_000*20e3, 1e-12)
	near(t, "static bytes", float64(d.StaticPerMonth), 25*2_628_000*60e3, 1e-12)
	near(t, "sent", float64(d.EgressPerMonth), 100*2_628_000*20e3+25*2_628_000*60e3, 1e-12)
	near(t, "response", float64(ResponseTime(parse(t, "reads_per_request=3&writes_per_request=2&read_write=80/20"))), 10+1.2*(0.8*3+0.2*2), 1e-12)
	near(t, "in flight", d.Concurrent.Average, 100*0.0112, 1e-12)
	near(t, "in flight at peak", d.Concurrent.Peak, 200*0.0112, 1e-12)
}

// What objects are kept scales and ages as rows do.
func TestObjectsRetained(t *testing.T) {
	for retention, want := range map[string]float64{"12": 1.2, "0": 11} {
		d := At(parse(t, "users=1M&reads_per_month=1&writes_per_month=1e6&object_share=10%25&object_size=1+MB&objects_stored=5+TB&retention_months="+retention), 1e6)
		near(t, "a month", float64(d.ObjectsPerMonth/units.TB), 0.1, 1e-12)
		near(t, "retained, months "+retention, float64(d.ObjectsAtRetention/units.TB), max(want, 5), 1e-12)
	}
	d := At(parse(t, "users=1M&objects_stored=5+TB"), 2e6)
	near(t, "objects at twice the users", float64(d.Objects/units.TB), 10, 1e-12)
}
