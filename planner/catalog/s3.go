package catalog

import (
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

var _ = register(Service{ID: "s3", Name: "Amazon S3", Category: "storage", Source: s3Source, Size: sizeBucket,
	Meter: func(n Need, _ Sizing, _ Policy) []bill.Usage {
		gib := n.Objects.GiB()
		return []bill.Usage{
			n.usage("s3", n.Name+", Standard storage", "s3.standard.storage", gib, append(slices.Clone(n.Kept), n.why("Stored", "objects kept in GB (10^9 bytes) ÷ 1.073741824", n.fill("{} GB ÷ 1.073741824", float64(n.Objects/units.GB)), gib, "GB-month (2^30 bytes)", s3Source))...),
			n.usage("s3", n.Name+", PUT requests", "s3.standard.put", n.Puts/1000, append(slices.Clone(n.Put), n.why("PUT requests", "objects written a month ÷ 1,000", n.fill("{} ÷ 1,000", n.Puts), n.Puts/1000, "1,000 requests", s3Source))...),
			n.usage("s3", n.Name+", GET requests", "s3.standard.get", n.Gets/1000, append(slices.Clone(n.Because), n.why("GET requests", "objects read a month ÷ 1,000", n.fill("{} ÷ 1,000", n.Gets), n.Gets/1000, "1,000 requests", s3Source))...),
		}
	}})

// prefixRates are what one prefix of a bucket takes.
const (
	prefixPuts = 3500.0
	prefixGets = 5500.0
)

var prefixSource = reason.Source{Name: "Amazon S3 User Guide: 3,500 writes and 5,500 reads a second for each prefix", URL: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html", AsOf: "2023-06-15"}

// Prefixes is how many prefixes a bucket's keys must spread over at a peak.
func Prefixes(putsPerSecond, getsPerSecond float64) int {
	return max(1, ceil(putsPerSecond/prefixPuts), ceil(getsPerSecond/prefixGets))
}

// sizeBucket is what a bucket holds and the prefixes its keys spread over.
func sizeBucket(n Need, p Policy) Sizing {
	peak := float64(p.Workload.PeakFactor) / units.SecondsPerMonth
	puts, gets := n.Puts*peak, n.Gets*peak
	prefixes := float64(Prefixes(puts, gets))
	s := Sizing{Detail: "static files", Resources: []Resource{
		{Name: "writes over its prefixes", Demand: puts, Capacity: prefixes * prefixPuts, Target: 1, AtLargest: puts, Unit: "requests/s", Scales: true, Source: prefixSource},
		{Name: "reads over its prefixes", Demand: gets, Capacity: prefixes * prefixGets, Target: 1, AtLargest: gets, Unit: "requests/s", Scales: true, Source: prefixSource},
	}, Reasons: []reason.Reason{
		n.why("Prefixes", "the larger of ⌈PUT/s ÷ 3,500⌉ and ⌈GET/s ÷ 5,500⌉, at peak and at least 1", n.fill("max(⌈{} ÷ 3,500⌉, ⌈{} ÷ 5,500⌉, 1)", puts, gets), prefixes, "prefixes", prefixSource),
	}}
	if n.Objects > 0 {
		s.Detail = units.FormatBytes(n.Objects) + " of objects"
	}
	return s.quota()
}
