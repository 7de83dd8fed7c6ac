package demand

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// source marks arithmetic on the team's own fields.
var source = reason.Source{Name: "the workload as entered; a month is 730 hours"}

// At gives the demand of the workload at a user count. Rates, bytes and stored
// data stated as totals are those of w.Users and scale in proportion.
func At(w workload.Workload, users units.Users) Demand {
	b := builder{w: &w}
	b.at(users)
	return b.d
}

// Figures is At without the reasons.
func Figures(w *workload.Workload, users units.Users) Demand {
	b := builder{w: w, terse: true}
	b.at(users)
	return b.d
}

type builder struct {
	w     *workload.Workload
	terse bool // no reasons are asked for
	scale float64
	d     Demand
}

func (b *builder) at(users units.Users) {
	b.scale, b.d = float64(users/b.w.Users), Demand{Users: users}
	b.rates()
	b.storage()
	b.transfer()
	b.concurrency()
}

// fill is reason.Fill where reasons are asked for.
func (b *builder) fill(template string, args ...any) string {
	if b.terse {
		return ""
	}
	return reason.Fill(template, args...)
}

func (b *builder) why(label, formula, substituted string, value float64, unit string) {
	if b.terse {
		return
	}
	b.d.Reasons = append(b.d.Reasons, reason.New(label, formula, substituted, value, unit, source))
}

func (b *builder) peak(average float64) units.Rate {
	return units.Rate{Average: units.PerSecond(average), Peak: units.PerSecond(average * float64(b.w.PeakFactor))}
}

// rates fills requests, reads, writes and database operations from whichever of
// the three ways to state traffic the team used.
func (b *builder) rates() {
	w, d, at := b.w, &b.d, ""
	if !b.terse {
		at = "at " + reason.N(float64(d.Users)) + " users"
	}
	switch {
	case w.PerMonthGiven():
		reads, writes := w.ReadsPerMonth*b.scale/units.SecondsPerMonth, w.WritesPerMonth*b.scale/units.SecondsPerMonth
		d.Reads, d.Writes = b.peak(reads), b.peak(writes)
		d.Requests = d.Reads.Add(d.Writes)
		b.why("Average requests "+at, "(reads + writes a month) × users ÷ users entered ÷ seconds a month",
			b.fill("({} + {}) × {} ÷ {} ÷ 2,628,000 s", w.ReadsPerMonth, w.WritesPerMonth, float64(d.Users), float64(w.Users)),
			float64(d.Requests.Average), "requests/s")
	case w.RequestsPerSecond > 0:
		d.Requests = b.peak(float64(w.RequestsPerSecond) * b.scale)
		b.why("Average requests "+at, "requests/s entered × users ÷ users entered",
			b.fill("{}/s × {} ÷ {}", float64(w.RequestsPerSecond), float64(d.Users), float64(w.Users)),
			float64(d.Requests.Average), "requests/s")
	default:
		d.Requests = b.peak(float64(d.Users) * float64(w.DailyShare) * w.RequestsPerUser / units.SecondsPerDay)
		b.why("Average requests "+at, "users × daily share × requests per daily user ÷ seconds a day",
			b.fill("{} × {} × {} ÷ 86,400 s", float64(d.Users), reason.Ratio(w.DailyShare), w.RequestsPerUser),
			float64(d.Requests.Average), "requests/s")
	}
	if !w.PerMonthGiven() {
		d.Reads = d.Requests.Scale(float64(w.ReadShare))
		d.Writes = d.Requests.Scale(1 - float64(w.ReadShare))
	}
	d.Static = d.Requests.Scale(float64(w.StaticShare / (1 - w.StaticShare)))
	d.DatabaseReads = d.Reads.Scale(w.ReadsPerRequest)
	d.DatabaseWrites = d.Writes.Scale(w.WritesPerRequest)
	b.rateReasons()
}

func (b *builder) rateReasons() {
	w, d := b.w, &b.d
	b.why("Peak requests", "average × peak factor",
		b.fill("{}/s × {}", float64(d.Requests.Average), float64(w.PeakFactor)), float64(d.Requests.Peak), "requests/s")
	b.why("Peak reads", "peak requests that read", b.shareText(d.Reads, w.ReadShare), float64(d.Reads.Peak), "reads/s")
	b.why("Peak writes", "peak requests that write", b.shareText(d.Writes, 1-w.ReadShare), float64(d.Writes.Peak), "writes/s")
	b.why("Peak database reads", "peak reads × database reads per read request",
		b.fill("{}/s × {}", float64(d.Reads.Peak), w.ReadsPerRequest), float64(d.DatabaseReads.Peak), "reads/s")
	b.why("Peak database writes", "peak writes × database writes per write request",
		b.fill("{}/s × {}", float64(d.Writes.Peak), w.WritesPerRequest), float64(d.DatabaseWrites.Peak), "writes/s")
	b.why("Peak static requests", "peak requests × static share ÷ (1 − static share)",
		b.fill("{}/s × {} ÷ (1 − {})", float64(d.Requests.Peak), reason.Ratio(w.StaticShare), reason.Ratio(w.StaticShare)),
		float64(d.Static.Peak), "requests/s")
}

func (b *builder) shareText(r units.Rate, share units.Ratio) string {
	if b.w.PerMonthGiven() {
		return b.fill("{}/s × {}", float64(r.Average), float64(b.w.PeakFactor))
	}
	return b.fill("{}/s × {}", float64(b.d.Requests.Peak), reason.Ratio(share))
}

// forEverMonths is how far "kept for ever" is planned: five years.
const forEverMonths = 60

// storage fills what is kept, today and when the retention period is full.
func (b *builder) storage() {
	w, d := b.w, &b.d
	writes := d.Writes.Average.PerMonth()
	months := w.RetentionMonths
	if months == 0 {
		months = forEverMonths
	}
	d.WrittenPerMonth = units.Bytes(writes) * w.BytesPerWrite
	d.ObjectsPerMonth = units.Bytes(writes*float64(w.ObjectShare)) * w.ObjectSize
	d.Stored = w.DataStored * units.Bytes(b.scale)
	d.Objects = w.ObjectsStored * units.Bytes(b.scale)
	// When the retention period is full, what is stored today has aged out: unless
	// it is kept for ever, or nothing is written that replaces it.
	d.StoredAtRetention = max(d.Stored, d.WrittenPerMonth*units.Bytes(months))
	d.ObjectsAtRetention = max(d.Objects, d.ObjectsPerMonth*units.Bytes(months))
	formula, with := "rows written a month × months kept, at least the rows of today: by then those have aged out", "max({} GB, {} GB × {})"
	if w.RetentionMonths == 0 {
		d.StoredAtRetention = d.Stored + d.WrittenPerMonth*units.Bytes(months)
		d.ObjectsAtRetention = d.Objects + d.ObjectsPerMonth*units.Bytes(months)
		formula, with = "rows today + rows written a month × 60 months: kept for ever, planned for five years", "{} GB + {} GB × {}"
	}
	b.why("Rows written a month", "average writes/s × seconds a month × bytes per write",
		b.fill("{}/s × 2,628,000 s × {} GB", float64(d.Writes.Average), float64(w.BytesPerWrite/units.GB)),
		float64(d.WrittenPerMonth/units.GB), "GB (10^9 bytes)")
	b.why("Rows at retention", formula,
		b.fill(with, float64(d.Stored/units.GB), float64(d.WrittenPerMonth/units.GB), months),
		float64(d.StoredAtRetention/units.GB), "GB (10^9 bytes)")
}

// transfer fills what is sent to users; AWS bills the average, not the peak.
func (b *builder) transfer() {
	w, d := b.w, &b.d
	d.DynamicPerMonth = units.Bytes(d.Requests.Average.PerMonth()) * w.ResponseSize
	d.StaticPerMonth = units.Bytes(d.Static.Average.PerMonth()) * w.StaticSize
	d.EgressPerMonth = d.DynamicPerMonth + d.StaticPerMonth
	b.why("Sent to users a month", "seconds a month × (average requests/s × response size + average static requests/s × static size)",
		b.fill("2,628,000 s × ({}/s × {} GB + {}/s × {} GB)", float64(d.Requests.Average), float64(w.ResponseSize/units.GB),
			float64(d.Static.Average), float64(w.StaticSize/units.GB)),
		float64(d.EgressPerMonth/units.GB), "GB (10^9 bytes)")
}

// concurrency applies Little's law to the dynamic requests.
func (b *builder) concurrency() {
	w, d := b.w, &b.d
	seconds := ResponseTime(*w).Seconds()
	d.Concurrent = Concurrency{Average: float64(d.Requests.Average) * seconds, Peak: float64(d.Requests.Peak) * seconds}
	reads := float64(w.ReadFraction())
	b.why("Mean response time without queues", "(CPU ms + (reads × their database reads + writes × their database writes) × query ms) ÷ 1,000",
		b.fill("({} + ({} × {} + (1 − {}) × {}) × {}) ÷ 1,000", float64(w.CPU), reason.Ratio(reads), w.ReadsPerRequest, reason.Ratio(reads), w.WritesPerRequest, float64(w.Assumptions.DBQuery)), seconds, "s")
	b.why("Requests in flight at peak", "peak requests/s × mean response time (Little's law)",
		b.fill("{}/s × {} s", float64(d.Requests.Peak), seconds), d.Concurrent.Peak, "requests")
}

// ResponseTime is the mean time a dynamic request takes without queueing: its
// CPU time and its database operations one after another.
func ResponseTime(w workload.Workload) units.Milliseconds {
	reads := float64(w.ReadFraction())
	operations := reads*w.ReadsPerRequest + (1-reads)*w.WritesPerRequest
	return w.CPU + units.Milliseconds(operations)*w.Assumptions.DBQuery
}
