package planner

import (
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// notes says what a reader should know about this stage's figures.
func notes(w workload.Workload, z sized, s Stage) []string {
	all := dataNotes(w, z)
	all = append(all, trafficNotes(w, z, s)...)
	all = append(all, askedNotes(w, z, s)...)
	if w.Pricing != workload.OnDemand {
		all = append(all, "Compute Savings Plans cover EC2 here; Lightsail, databases, caches and Lambda stay at on-demand rates, for the book holds no commitment rates for them.")
	}
	if w.Track == workload.Classic {
		all = append(all, classicNote(s))
	}
	if !s.Available.Met {
		all = append(all, fmt.Sprintf("The composite of SLAs (%s) is below the target of %s.", units.FormatPercent(s.Available.Value, 3), units.FormatPercent(w.Availability, 3)))
	}
	return all
}

// dataNotes are about databases, caches and objects.
func dataNotes(w workload.Workload, z sized) []string {
	var all []string
	replicated := slices.ContainsFunc(z.tiers, func(t Tier) bool { return isDatabase(t.ID) && t.Sizing.Readers > 0 })
	if !z.facts.ReadHeavy && z.design.Balanced && !replicated { // an Aurora cluster has a reader whatever it reads
		all = append(all, "Writes cost this database more than reads, so the plan adds no read replicas: each would replay every write.")
	}
	for _, t := range z.tiers {
		if isDatabase(t.ID) && t.Sizing.Shards >= 8 {
			all = append(all, fmt.Sprintf("%s takes %d primaries. Before running that many, write rows in batches (raise db_writes_per_vcpu to what you measure), or put a Kinesis stream in front of S3 or DynamoDB: rows that arrive without being changed rarely need a relational primary each.", t.Name, t.Sizing.Shards))
			break
		}
	}
	if note := coldCache(w, z); note != "" {
		all = append(all, note)
	}
	if w.BytesPerWrite > w.Assumptions.LargeRow && z.design.Bucket {
		all = append(all, fmt.Sprintf("Rows of %s are kept as objects in S3, each with a 1 KB row pointing at it.", units.FormatBytes(w.BytesPerWrite)))
	}
	if note := objectsNote(w, z); note != "" {
		all = append(all, note)
	}
	if w.ObjectShare > 0 && w.StaticSize*4 < w.ObjectSize {
		all = append(all, fmt.Sprintf("Views of objects are counted as static files of %s: when people look at whole objects of %s, set static_share and static_size to match.", units.FormatBytes(w.StaticSize), units.FormatBytes(w.ObjectSize)))
	}
	return all
}

// coldCache warns where the database would not survive the loss of the cache.
func coldCache(w workload.Workload, z sized) string {
	if !z.design.Cache || w.CacheHit >= 1 {
		return ""
	}
	vcpu, reads := 0.0, z.load.need("cache").Reads
	for _, t := range z.tiers {
		if isDatabase(t.ID) {
			vcpu += t.Sizing.VCPU * float64(t.Sizing.Shards*(1+t.Sizing.Readers))
		}
	}
	busy := float64(reads.Peak)/float64(w.Assumptions.DBReadsPerVCPU) + float64(z.load.need("cache").Writes.Peak)/float64(w.Assumptions.DBWritesPerVCPU)
	if vcpu == 0 || busy <= vcpu {
		return ""
	}
	return fmt.Sprintf("With an empty cache %s reads a second at peak would reach the database, %s of its %s vCPUs: warm a new cache before it takes traffic, and shed load while it fills.", reason.N(float64(reads.Peak)), units.FormatPercent(units.Ratio(busy/vcpu), 0), reason.N(vcpu))
}

// trafficNotes are about requests, quotas and what dominates the bill.
func trafficNotes(w workload.Workload, z sized, s Stage) []string {
	var all []string
	for _, t := range s.Tiers {
		if t.ID == "cloudfront" && !w.Given("static_share") && t.Monthly.Float() > 0.25*s.Bill.Total.Float() {
			all = append(all, fmt.Sprintf("CloudFront is %s of this bill and rests on an assumption: %s.", t.Monthly.Display(), assumed(w, "static_share")))
		}
	}
	all = append(all, quotaNotes(z)...)
	all = append(all, assumedNotes(w, z, s)...)
	if z.design.CDN && z.demand.StaticPerMonth > committedFrom {
		all = append(all, fmt.Sprintf("Nobody pays the list price for %s a month: ask AWS for a price by commitment.", units.FormatBytes(z.demand.StaticPerMonth)))
	}
	if z.design.Services && !z.design.Gateway && w.Assumptions.APIShare > 0 {
		all = append(all, fmt.Sprintf("No API Gateway: the API share comes to %s requests a second at peak, above 80%% of its account throttle of %s; path rules at the load balancer do its work.", reason.N(float64(z.demand.Requests.Peak)*float64(w.Assumptions.APIShare)), reason.N(catalog.GatewayQuota)))
	}
	if z.design.Scaling && w.PeakFactor >= 8 {
		all = append(all, fmt.Sprintf("The fleet is drawn at its peak and billed at its average. A peak of %s× that opens within seconds is faster than Auto Scaling: schedule capacity before it, and put a waiting room in front.", reason.N(float64(w.PeakFactor))))
	}
	return all
}

// notNeededYet says where practice, not capacity, brings a stage: its machines
// would still carry twice the users. before is the stage before, number its own.
func notNeededYet(before bandOf, number int, users units.Users) []string {
	capacity := before.triggers[0]
	if number != 7 || before.ends == nil || before.ends.Kind != Practice || (capacity.Fires && capacity.Users < 2*users) {
		return nil
	}
	return []string{"Practice brings this stage, not your numbers: " + strings.Replace(lowerFirst(before.alone), "this stage", "the stage before", 1) + " Split the data when teams or outages ask for it; by load it can wait."}
}

// lowerFirst takes the capital off a word inside a sentence, but leaves
// abbreviations and names with a capital inside, such as PutEvents, alone.
func lowerFirst(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if first == "" || strings.ToLower(first[1:]) != first[1:] {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
