// Package units holds the typed quantities of the planner: rates, bytes,
// ratios, durations and exact money, with the parsing and printing of the
// magnitudes people type.
package units

// SecondsPerMonth is the AWS billing month: 730 hours.
const (
	HoursPerMonth   = 730.0
	SecondsPerMonth = HoursPerMonth * 3600
	SecondsPerDay   = 86400.0
)

// Users counts people (monthly active users). It is a float so that demand at
// any user count is exact; it is never negative.
type Users float64

// PerSecond is a rate of requests or operations per second.
type PerSecond float64

// PerMonth converts a rate to a count per 730-hour month.
func (r PerSecond) PerMonth() float64 { return float64(r) * SecondsPerMonth }

// Rate is a rate with its average over the month and its peak.
type Rate struct {
	Average PerSecond
	Peak    PerSecond
}

// Scale multiplies both parts.
func (r Rate) Scale(f float64) Rate {
	return Rate{Average: r.Average * PerSecond(f), Peak: r.Peak * PerSecond(f)}
}

// Add sums two rates part by part.
func (r Rate) Add(o Rate) Rate {
	return Rate{Average: r.Average + o.Average, Peak: r.Peak + o.Peak}
}

// Bytes is a quantity of data. 1 KB is 1000 bytes and 1 KiB is 1024.
type Bytes float64

const (
	KB Bytes = 1e3
	MB Bytes = 1e6
	GB Bytes = 1e9
	TB Bytes = 1e12
	PB Bytes = 1e15

	KiB Bytes = 1 << 10
	MiB Bytes = 1 << 20
	GiB Bytes = 1 << 30
	TiB Bytes = 1 << 40
)

// GiB gives the gigabytes AWS bills: its GB is 2^30 bytes.
func (b Bytes) GiB() float64 { return float64(b / GiB) }

// Ratio is a share between 0 and 1 (or a multiple, for a peak factor).
type Ratio float64

// Milliseconds is a duration.
type Milliseconds float64

// Seconds converts the duration to seconds.
func (m Milliseconds) Seconds() float64 { return float64(m) / 1000 }
