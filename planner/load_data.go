package planner

import (
	"slices"

	"stagecraft/planner/catalog"
	"stagecraft/planner/demand"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// ahead is the rows at the end of the planning period, never more than what
// retention keeps.
func (b builder) ahead(d demand.Demand) units.Bytes {
	months := b.w.Assumptions.StorageMonths
	if b.w.RetentionMonths > 0 {
		months = min(months, b.w.RetentionMonths)
	}
	return d.Stored + d.WrittenPerMonth*units.Bytes(months)
}

// data fills cache, databases and tables.
func (b builder) data(l load, g roadmap.Design, d demand.Demand) {
	a := &b.w.Assumptions
	row := b.row(g)
	scale := 1.0
	if row != b.w.BytesPerWrite {
		scale = float64(row / b.w.BytesPerWrite)
	}
	reads := d.DatabaseReads
	keeps := b.changing(g) // rows and writes that are not events on their way to S3
	writes := b.smoothed(d.DatabaseWrites.Scale(keeps), g)
	scale *= keeps
	sqlShare := 1.0
	if g.NoSQL {
		sqlShare = 1 - float64(a.NoSQLShare)
		item := row
		if item == 0 { // writes that only change rows say nothing of their size
			item = units.KB
		}
		kept := d.Stored * units.Bytes(scale*float64(a.NoSQLShare)) * ((item + itemBytes) / item)
		l["hotdata"] = catalog.Need{Name: "DynamoDB, hot data", Role: "hot data", Reads: reads.Scale(float64(a.NoSQLShare)), Writes: writes.Scale(float64(a.NoSQLShare)),
			RowBytes: row, Rows: kept, Because: []reason.Reason{
				b.why("Items kept", "rows today × share kept here × (row bytes + 100) ÷ row bytes", b.fill("{} GB × {} × ({} + 100) ÷ {}", float64(d.Stored*units.Bytes(scale)/units.GB), reason.Ratio(a.NoSQLShare), float64(item), float64(item)), float64(kept/units.GB), "GB (10^9 bytes)", ours)}}
	}
	reads, writes = reads.Scale(sqlShare), writes.Scale(sqlShare)
	stored := units.Bytes(scale * sqlShare)
	if g.Cache {
		l["cache"] = catalog.Need{Name: "ElastiCache (" + engineNames[b.w.Asked.CacheEngine] + ")", Reads: reads, Writes: writes, RowBytes: row, Hot: b.hot(reads, row, d.Stored*stored), Because: b.hotReasons(reads, row, d.Stored*stored)}
		reads = reads.Scale(1 - float64(b.w.CacheHit))
	}
	base := catalog.Need{Name: roadmap.Engine(*b.w), Reads: reads, Writes: writes, RowBytes: row, Rows: d.Stored * stored, Ahead: b.ahead(d) * stored,
		Written: d.WrittenPerMonth * stored, Retained: d.StoredAtRetention * stored, Hot: b.hot(reads, row, d.Stored*stored)}
	base.Because = append(b.hotReasons(reads, row, d.Stored*stored), b.why("Rows at the end of the planning period", "rows today + rows written a month × months ahead (never more than retention keeps), GB ÷ 1.073741824",
		b.fill("({} + {} × {}) GB ÷ 1.073741824", float64(base.Rows/units.GB), float64(d.WrittenPerMonth*stored/units.GB), float64((b.ahead(d)-d.Stored)/max(d.WrittenPerMonth, 1e-9))), base.Ahead.GiB(), "GiB", ours))
	if g.Databases <= 1 {
		base.Because = slices.Concat(base.Because, b.reaching(g, d, 1), b.addedRows(d, scale*sqlShare))
		l["db"] = base
	} else {
		for _, p := range roadmap.Federation(*b.w) {
			n, share := base, units.Bytes(p.Share)
			n.Name = roadmap.Engine(*b.w) + ", " + p.Name
			n.Because = slices.Concat(base.Because, b.reaching(g, d, p.Share), b.addedRows(d, scale*sqlShare*p.Share))
			n.Reads, n.Writes = base.Reads.Scale(p.Share), base.Writes.Scale(p.Share)
			n.Rows, n.Ahead, n.Written, n.Retained, n.Hot = base.Rows*share, base.Ahead*share, base.Written*share, base.Retained*share, base.Hot*share
			l[p.Tier] = n
		}
	}
	if g.Sessions {
		sessions := d.Requests.Scale(float64(a.SessionShare))
		l["dynamodb"] = catalog.Need{Name: "DynamoDB, sessions", Role: "sessions", Reads: sessions, Writes: sessions.Scale(float64(a.SessionWrites)),
			RowBytes: a.SessionSize, Rows: units.Bytes(float64(d.Users)*float64(b.w.DailyShare)) * (a.SessionSize + itemBytes), Because: []reason.Reason{
				b.why("Sessions kept", "users × share that comes daily × (session bytes + 100)", b.fill("{} × {} × ({} + 100) B ÷ 1,000,000,000", float64(d.Users), reason.Ratio(b.w.DailyShare), float64(a.SessionSize)), float64(units.Bytes(float64(d.Users)*float64(b.w.DailyShare))*(a.SessionSize+itemBytes)/units.GB), "GB (10^9 bytes)", ours)}}
	}
}

// itemBytes is what DynamoDB counts for each item beside what it holds.
const itemBytes = units.Bytes(100)

// pointerBytes is the row that points at a large object, our assumption.
const pointerBytes = 1 * units.KB

// smoothed flattens the peak of writes that may run later: a queue feeds them
// to the database at a fifth above their average.
func (b builder) smoothed(writes units.Rate, g roadmap.Design) units.Rate {
	later := b.later(g)
	now, queued := writes.Scale(1-later), writes.Scale(later)
	queued.Peak = min(queued.Peak, queued.Average*queuedAbove)
	return now.Add(queued)
}

// hot is the working set: a share of the bytes read in a day, and never more
// than that share of what is stored.
func (b builder) hot(reads units.Rate, row, stored units.Bytes) units.Bytes {
	day := units.Bytes(float64(reads.Average)*units.SecondsPerDay) * row
	return min(day, stored) * units.Bytes(b.w.Assumptions.HotShare)
}

func (b builder) hotReasons(reads units.Rate, row, stored units.Bytes) []reason.Reason {
	if b.terse {
		return nil
	}
	return []reason.Reason{b.why("Working set", "the lesser of average reads/s × 86,400 s × row bytes and the rows stored, × hot share, GB ÷ 1.073741824",
		b.fill("min({}/s × 86,400 s × {} B ÷ 1,000,000,000, {} GB) × {} ÷ 1.073741824", float64(reads.Average), float64(row), float64(stored/units.GB), reason.Ratio(b.w.Assumptions.HotShare)), b.hot(reads, row, stored).GiB(), "GiB", ours)}
}
