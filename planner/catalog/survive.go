package catalog

import "slices"

// Load is the utilisation of a relational tier at peak.
type Load struct {
	Primary, Replica float64 // of the CPU; Replica is 0 without replicas
	IOPS             float64 // of those provisioned; 0 where they are not
}

// DatabaseLoad is the load of a sized relational tier when it runs with another
// number of read replicas than it was sized with: reads they no longer answer
// go to the others, or to the primary.
func DatabaseLoad(n Need, p Policy, s Sizing, readers int) Load {
	d := unplaced(n, p, p.Workload.Database.IsAurora())
	family := Instance{Type: s.Unit}.Family()
	at := slices.IndexFunc(Family(family), func(i Instance) bool { return i.Type == s.Unit })
	if at < 0 {
		return Load{}
	}
	i := Family(family)[at]
	pl := d.place(i, max(1, s.Shards), readers)
	l := Load{Primary: pl.writer / i.VCPU, Replica: pl.reader / i.VCPU}
	if s.IOPS > 0 {
		l.IOPS = pl.need / s.IOPS
	}
	return l
}
