package planner

import (
	"fmt"
	"maps"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// database asks for the engine and the configuration of the relational database.
func (c comparison) database() (Alternative, bool) {
	if c.now.design.Single {
		return Alternative{}, false
	}
	a := Alternative{ID: "database", Title: "Which relational database", Question: "RDS, or Aurora: standard, I/O-Optimized or serverless?"}
	rds, aurora := c.engines()
	z := aurora.size(c.number, c.users)
	standard, optimized := c.auroraWay(z, catalog.MeterAuroraStandard), c.auroraWay(z, catalog.MeterAuroraOptimized)
	const cluster = "Six copies of the data in three zones, fail-over in under a minute, storage that grows by itself."
	offers := []offer{
		offered("rds", "RDS", "A standby that carries no reads; fail-over in one to two minutes.", way{b: rds, z: rds.size(c.number, c.users)}),
		offered("aurora-standard", "Aurora, standard", cluster, standard),
		offered("aurora-io-optimized", "Aurora, I/O-Optimized", cluster+" The bill does not move with I/O.", optimized),
	}
	serverless, no := c.serverlessWay(z)
	if no != "" {
		offers = append(offers, refused("aurora-serverless", "Aurora Serverless v2", no))
	} else {
		offers = append(offers, offered("aurora-serverless", "Aurora Serverless v2", cluster+" Capacity follows the load within seconds.", serverless))
	}
	a.Options = c.compare(offers)
	a.Advice = advice(a.Options)
	a.Crossovers = append(c.engineCrossovers(rds, aurora), c.ioCrossover(offers[1].whole, offers[2].whole)...)
	a.Crossovers = append(a.Crossovers, c.capacityCrossover(z)...)
	return a, true
}

// engines are builders of the workload on RDS and on Aurora of the same dialect.
func (c comparison) engines() (rds, aurora builder) {
	onRDS, onAurora := workload.PostgreSQL, workload.AuroraPostgreSQL
	if c.w.Database == workload.MySQL || c.w.Database == workload.AuroraMySQL {
		onRDS, onAurora = workload.MySQL, workload.AuroraMySQL
	}
	return c.with("rds", func(w *workload.Workload) { w.Database = onRDS }), c.with("aurora", func(w *workload.Workload) {
		w.Database, w.Asked.Capacity = onAurora, workload.Provisioned
	})
}

// auroraWay meters every database of an Aurora stage in one configuration.
func (c comparison) auroraWay(z sized, how meter) way {
	_, aurora := c.engines()
	w := way{b: aurora, z: z, meters: map[string]meter{}}
	for _, t := range z.tiers {
		if isDatabase(t.ID) {
			w.meters[t.ID] = how
		}
	}
	return w
}

func (c comparison) serverlessWay(z sized) (way, string) {
	w := c.auroraWay(z, func(n catalog.Need, _ catalog.Sizing, p catalog.Policy) []bill.Usage {
		return catalog.SizeServerless(n, p).Usage(n, p)
	})
	for tier := range w.meters {
		if no := catalog.SizeServerless(z.load.need(tier), z.policy).WhyNot(); no != "" {
			return way{}, no
		}
	}
	return w, ""
}

// engineCrossovers prices RDS against the cheaper provisioned Aurora over users.
func (c comparison) engineCrossovers(rds, aurora builder) []Crossover {
	r := rivalry{a: "RDS", b: "Aurora", from: max(1, float64(c.users)/100), to: float64(c.users) * 100, own: float64(c.users), unit: "users", show: showUsers,
		price: func(x float64) (units.Money, units.Money, bool) {
			z := c.at(c.builder, x, isCompute)
			a, ok := c.onEngine(rds, z, "rds")
			b, also := c.onEngine(aurora, z, "aurora")
			return a, b, ok && also
		}}
	return r.crossovers()
}

// onEngine prices the databases of a stage on one engine, as its own machines
// connect to them; false where it cannot carry the load.
func (c comparison) onEngine(b builder, z sized, service string) (units.Money, bool) {
	clients := 0
	for _, t := range z.tiers {
		clients += t.Sizing.Count
	}
	z.load, z.policy, z.tiers = maps.Clone(z.load), b.policy(z.design), nil
	for _, t := range c.now.tiers {
		if !isDatabase(t.ID) {
			continue
		}
		n := z.load[t.ID]
		n.Clients = clients
		z.load[t.ID] = n
		t.Service = service
		t.Sizing = b.sizingOf(z, t)
		if !carries(t) {
			return units.Money{}, false
		}
		z.tiers = append(z.tiers, t)
	}
	return way{b: b, z: z}.total()
}

// ioCrossover is the I/O a month at which I/O-Optimized pays: what its instances
// and storage cost more, divided by the price of a million requests.
func (c comparison) ioCrossover(standard, optimized bill.Bill) []Crossover {
	price := c.rate("aurora.io") // in the Region, or standing in as on the bill
	if !standard.Complete || !optimized.Complete || price <= 0 {
		return nil
	}
	fixed, included, requests := 0.0, 0.0, 0.0 // instances and storage of both, and I/O in millions
	for _, item := range standard.Items {
		switch {
		case item.RateKey == "aurora.io":
			requests += item.Quantity.Float()
		case item.Service == "aurora":
			fixed += item.Monthly.Float()
		}
	}
	for _, item := range optimized.Items {
		if item.Service == "aurora" {
			included += item.Monthly.Float()
		}
	}
	at := (included - fixed) / price
	return []Crossover{{Exists: at > 0, Value: at, Unit: "million I/O requests a month",
		Text: fmt.Sprintf("Aurora standard is cheaper below about %s million I/O requests a month, where I/O is %s of its cost; I/O-Optimized above. This workload makes %s million.",
			units.FormatNumber(at, 3), units.FormatPercent(units.Ratio((included-fixed)/included), 0), units.FormatNumber(requests, 3)),
		Reasons: []reason.Reason{
			reason.New("I/O at which I/O-Optimized pays", "(instances, storage and backups I/O-Optimized − the same standard, without I/O) ÷ price of a million I/O requests", reason.Fill("({} − {}) ÷ {}", included, fixed, price), at, "million I/O requests a month", reason.Source{Name: "Amazon Aurora pricing: I/O-Optimized pays when I/O is above a quarter of the cost", URL: "https://aws.amazon.com/rds/aurora/pricing/", AsOf: "2026-09-24"}),
		}}}
}

// capacityCrossover is the average capacity units at which a serverless instance
// costs what the provisioned one does.
func (c comparison) capacityCrossover(z sized) []Crossover {
	t, ok := z.tier("db")
	if !ok {
		t, ok = z.tier("db1")
	}
	if !ok {
		return nil
	}
	_, aurora := c.engines()
	lines := catalog.MeterAuroraStandard(z.load.need(t.ID), t.Sizing, z.policy)
	prices, note := c.rates(lines[0].Key, "aurora.serverlessv2.acu")
	hourly, acu := prices[0], prices[1]
	if hourly <= 0 || acu <= 0 {
		return nil
	}
	count := float64(t.Sizing.Shards * (1 + t.Sizing.Readers))
	instances := catalog.SizeServerless(z.load.need(t.ID), aurora.policy(z.design))
	at := hourly * count / (acu * float64(instances.Instances*instances.Shards))
	return []Crossover{{Exists: true, Value: at, Unit: "ACU on average for each instance",
		Text:    "Aurora Serverless v2 is cheaper below about " + units.FormatNumber(at, 2) + " ACU on average for each instance, " + t.Sizing.Unit + " above; this workload takes " + units.FormatNumber(instances.Average, 2) + "." + note,
		Reasons: []reason.Reason{reason.New("Capacity at which the two cost the same", "instances × price an hour ÷ (serverless instances × price of an ACU-hour)", reason.Fill("{} × {} ÷ ({} × {})", count, hourly, instances.Instances*instances.Shards, acu), at, "ACU", reason.Source{Name: "Amazon Aurora pricing", URL: "https://aws.amazon.com/rds/aurora/pricing/", AsOf: "2025-03-05"})}}}
}

// cache asks whether reads are cheaper from memory or from a bigger database.
func (c comparison) cache() (Alternative, bool) {
	a := Alternative{ID: "cache", Title: "Cache or bigger database", Question: "Hot reads from a cache, from read replicas or from a larger primary?"}
	move := c.moveOf("cache")
	if needed, _ := move.Needed(c.now.facts); !needed || !c.now.design.Balanced {
		return Alternative{}, false
	}
	bare := c.with("no cache", func(w *workload.Workload) { w.CacheHit = 0 })
	without := bare.size(c.number, c.users)
	offers := []offer{offered("cache", "Cache", "Hot reads take half a millisecond; the database must survive an empty cache.", way{b: c.builder, z: c.cached(c.builder, c.users)})}
	name := "No cache, the database as it is"
	if t, ok := without.tier("db"); ok && t.Sizing.Readers > 0 && t.Service == "rds" {
		name = "No cache, read replicas"
		alone := bare.resized(without, func(p *catalog.Policy) { p.Replicas = false })
		if big, _ := alone.tier("db"); carries(big) {
			offers = append(offers, offered("larger-primary", "No cache, one larger primary", "No replication lag to work around.", way{b: bare, z: alone}))
		} else {
			offers = append(offers, refused("larger-primary", "No cache, one larger primary", "The largest class cannot carry all reads and writes."))
		}
	}
	offers = append(offers, offered("no-cache", name, "One part less to run; every read takes a query.", way{b: bare, z: without}))
	a.Options = c.compare(offers)
	a.Advice = advice(a.Options)
	r := rivalry{a: "no cache", b: "a cache", from: 0.05, to: 0.99, steps: 4, unit: "hit rate", show: func(x float64) string { return "a " + showShare(x) + " hit rate" },
		price: func(x float64) (units.Money, units.Money, bool) {
			b := newBuilder(*c.w, c.book)
			b.w.CacheHit = units.Ratio(x)
			hit, ok := way{b: b, z: c.cached(b, c.users)}.total()
			plain, also := c.remembered("no cache", 0, way{b: bare, z: without}.total)
			return plain, hit, ok && also
		}}
	a.Crossovers = r.crossovers()
	return a, true
}

// moveOf is a move as the workload's track makes it.
func (c comparison) moveOf(id string) roadmap.Move {
	for _, s := range roadmap.Track(c.w.Track) {
		for _, m := range s.Moves {
			if m.ID == id {
				return m
			}
		}
	}
	panic("planner: the roadmap has no move " + id)
}

// cached is the stage with a cache, taken early where it has none yet.
func (c comparison) cached(b builder, users units.Users) sized {
	z := b.size(c.number, users)
	if z.design.Cache {
		return z
	}
	return b.taking(z, c.moveOf("cache"))
}

// resized sizes the databases of a stage under another policy.
func (b builder) resized(z sized, change func(*catalog.Policy)) sized {
	z.tiers = slices.Clone(z.tiers)
	change(&z.policy)
	for i, t := range z.tiers {
		if isDatabase(t.ID) {
			z.tiers[i].Sizing = b.sizingOf(z, t)
		}
	}
	return z
}

func (b builder) sizingOf(z sized, t Tier) catalog.Sizing {
	svc, _ := catalog.Lookup(t.Service)
	return svc.Size(z.load.need(t.ID), z.policy)
}

// moved is a stage with the needs of some tiers changed and one tier gone.
func (b builder) moved(z sized, gone string, needs map[string]catalog.Need) sized {
	z.load = maps.Clone(z.load)
	tiers := make([]Tier, 0, len(z.tiers))
	for _, t := range z.tiers {
		if t.ID == gone {
			continue
		}
		if n, ok := needs[t.ID]; ok {
			z.load[t.ID] = n
			t.Sizing = b.sizingOf(z, t)
		}
		tiers = append(tiers, t)
	}
	z.tiers = tiers
	return z
}
