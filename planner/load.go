package planner

import (
	"stagecraft/planner/catalog"
	"stagecraft/planner/demand"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// load is the work of each tier of a design.
type load map[string]catalog.Need

func (l load) need(tier string) catalog.Need {
	n := l[tier]
	n.Tier = tier
	return n
}

// need is the work of a tier as the builder asks about it.
func (b builder) need(l load, tier string) catalog.Need {
	n := l.need(tier)
	if b.terse {
		n.Terse, n.Because, n.Kept, n.Put = true, nil, nil, nil
	}
	return n
}

// daysPerMonth is 730 hours in days.
const daysPerMonth = units.HoursPerMonth / 24

// load splits the demand over the tiers of a design.
func (b builder) load(g roadmap.Design, d demand.Demand) load {
	l := make(load, 32)
	b.compute(l, g, d)
	b.data(l, g, d)
	b.edge(l, g, d)
	b.background(l, g, d)
	b.asked(l, g, d)
	return l
}

// later is the share of write work that leaves the request path.
func (b builder) later(g roadmap.Design) float64 {
	if g.Queue {
		return float64(b.w.AsyncShare)
	}
	return 0
}

// compute fills the tiers that run the application.
func (b builder) compute(l load, g roadmap.Design, d demand.Demand) {
	a := &b.w.Assumptions
	inline := d.Requests.Add(d.Writes.Scale(-b.later(g)))
	cpu := inline.Scale(b.w.CPU.Seconds())
	response := b.unqueued(g).Seconds()
	n := catalog.Need{Name: "Web servers", Requests: d.Requests, CPU: cpu, Resident: a.AppMemory, InFlight: float64(inline.Peak) * response}
	bits := d.Requests.Scale(float64(b.w.ResponseSize) * 8)
	if !g.CDN {
		// Web servers send the static files themselves.
		n.CPU = n.CPU.Add(d.Static.Scale(a.StaticCPU.Seconds()))
		bits = bits.Add(d.Static.Scale(float64(b.w.StaticSize) * 8))
	}
	n.Network = bits
	flight := b.flightReasons(g, inline, response)
	n.Because = append(b.computeReasons(g, d, 1), flight...)
	if g.Services {
		svc := n
		svc.Name = "Services"
		svc.CPU = cpu.Scale(float64(a.ServiceCPU))
		svc.Because = append(b.computeReasons(g, d, float64(a.ServiceCPU)), flight...)
		n.Because = append(b.computeReasons(g, d, 1-float64(a.ServiceCPU)), flight...)
		n.CPU = n.CPU.Add(cpu.Scale(-float64(a.ServiceCPU)))
		// Each of the services is at least one process on every machine of its tier.
		svc.Resident = a.AppMemory * units.Bytes(max(1, a.Services))
		svc.Because = append(svc.Because, b.why("Memory before any request", "application memory × services, each a process on every machine", b.fill("{} GB × {}", float64(a.AppMemory/units.GB), max(1, a.Services)), float64(svc.Resident/units.GB), "GB", ours))
		l["svc"] = svc
	}
	if !g.Balanced {
		n.Units = 1 // a public address of its own
		if !g.Bucket {
			n.Objects = d.Objects
		}
		if !g.SharedFiles {
			n.Objects += b.shared(d)
		}
	}
	if isFargate(*b.w) && !g.Single {
		n.Name = "Web tasks"
		if svc, ok := l["svc"]; ok {
			svc.Name = "Service tasks"
			l["svc"] = svc
		}
	}
	if g.Single {
		n.Name = "Server"
		reads, writes := d.DatabaseReads, d.DatabaseWrites
		n.CPU = n.CPU.Add(reads.Scale(1 / float64(a.DBReadsPerVCPU))).Add(writes.Scale(1 / float64(a.DBWritesPerVCPU)))
		n.Resident += databaseMemory
		n.Rows, n.Ahead = d.Stored, b.ahead(d)
		n.Egress = d.EgressPerMonth
		n.Because = append(n.Because, b.why("Busy vCPUs with the database", "the above + database reads/s ÷ reads per vCPU + writes/s ÷ writes per vCPU",
			b.fill("{} + {} ÷ {} + {} ÷ {}", float64(n.CPU.Peak)-float64(reads.Peak/a.DBReadsPerVCPU+writes.Peak/a.DBWritesPerVCPU), float64(reads.Peak), float64(a.DBReadsPerVCPU), float64(writes.Peak), float64(a.DBWritesPerVCPU)), float64(n.CPU.Peak), "vCPU at peak", ours),
			b.why("Busy vCPUs with the database on average", "the above ÷ peak factor", b.fill("{} ÷ {}", float64(n.CPU.Peak), float64(b.w.PeakFactor)), float64(n.CPU.Average), "vCPU", ours))
		l["server"] = n
		return
	}
	l["web"] = n
}

var ours = reason.Ours("cost of a request, file or operation; see the assumptions")

// computeReasons is the arithmetic of the busy vCPUs of a tier that runs a share
// of the application.
func (b builder) computeReasons(g roadmap.Design, d demand.Demand, share float64) []reason.Reason {
	if b.terse {
		return nil
	}
	later := b.later(g)
	busy := (float64(d.Requests.Peak) - later*float64(d.Writes.Peak)) * b.w.CPU.Seconds() * share
	formula, with := "(peak requests/s − writes/s that run later) × CPU seconds each × share of the work here", b.fill("({} − {}) × {} × {}", float64(d.Requests.Peak), later*float64(d.Writes.Peak), b.w.CPU.Seconds(), reason.Ratio(share))
	if !g.CDN {
		static := float64(d.Static.Peak) * b.w.Assumptions.StaticCPU.Seconds()
		busy += static
		formula += " + static files/s × CPU seconds each"
		with += b.fill(" + {} × {}", float64(d.Static.Peak), b.w.Assumptions.StaticCPU.Seconds())
	}
	return []reason.Reason{b.why("Busy vCPUs at peak", formula, with, busy, "vCPU", ours),
		b.why("Busy vCPUs on average", "busy vCPUs at peak ÷ peak factor", b.fill("{} ÷ {}", busy, float64(b.w.PeakFactor)), busy/float64(b.w.PeakFactor), "vCPU", ours)}
}

// databaseMemory is what a small database needs beside an application on the
// same machine, our assumption.
const databaseMemory = 500 * units.MB

// edge fills DNS, CDN, objects, balancers and transfer.
func (b builder) edge(l load, g roadmap.Design, d demand.Demand) {
	a := &b.w.Assumptions
	dns := catalog.Need{Name: "Route 53"}
	if g.Balanced {
		dns.Units = 1
	} else {
		dns.Messages = float64(d.Users) * float64(b.w.DailyShare) * daysPerMonth * 2
	}
	l["route53"] = dns
	l["cognito"] = catalog.Need{Name: "Cognito", Users: float64(d.Users) * float64(a.SignedInShare)}
	l["cloudfront"] = catalog.Need{Name: "CloudFront", Requests: d.Static, Egress: d.StaticPerMonth}
	puts := d.Writes.Average.PerMonth() * float64(b.w.ObjectShare)
	objects := d.Objects
	if b.largeRows() && g.Bucket {
		puts += d.Writes.Average.PerMonth() * b.changing(g)
	}
	objects += d.Stored * units.Bytes(b.rowsInBucket(g))
	gets := puts
	if g.CDN {
		gets += d.Static.Average.PerMonth() * (1 - float64(a.EdgeHit))
	}
	read := b.why("Objects read a month", "each object written, read once", b.fill("{} × 1", puts), gets, "requests", ours)
	if g.CDN {
		read = b.why("Objects read a month", "each object written, read once + static requests/s × seconds a month × share the edge does not answer",
			b.fill("{} + {}/s × 2,628,000 s × (1 − {})", puts, float64(d.Static.Average), reason.Ratio(a.EdgeHit)), gets, "requests", ours)
	}
	l["s3"] = catalog.Need{Name: "S3", Objects: objects, Puts: puts, Gets: gets, Because: []reason.Reason{read}, Kept: b.keptObjects(g, d, objects), Put: b.writtenObjects(g, d, 0, puts)}
	public, direct := d.EgressPerMonth, d.Requests.Add(d.Static)
	if g.CDN {
		public, direct = d.DynamicPerMonth, d.Requests
	}
	gateway := units.Rate{}
	if g.Gateway {
		gateway = d.Requests.Scale(float64(a.APIShare))
		l["apigateway"] = catalog.Need{Name: "API Gateway", Requests: gateway}
	}
	balanced := public
	if d.Requests.Average > 0 {
		balanced -= d.DynamicPerMonth * units.Bytes(gateway.Average/d.Requests.Average)
	}
	reached := direct.Add(gateway.Scale(-1))
	l[frontOf(g)] = catalog.Need{Name: balancerNames[frontOf(g)], Requests: reached, Egress: balanced, Units: g.Zones, Because: b.balancedReasons(g, d, true, !g.CDN, reached, balanced)}
	l["ialb"] = catalog.Need{Name: "Internal Load Balancer", Requests: d.Requests, Egress: d.DynamicPerMonth, Because: b.balancedReasons(g, d, false, false, d.Requests, d.DynamicPerMonth)}
	outbound := units.Bytes(d.Requests.Average.PerMonth()) * a.EgressPerRequest
	l["nat"] = catalog.Need{Name: "NAT gateways", Requests: d.Requests, Egress: outbound, Internal: b.throughNAT(g, d), Units: g.Zones, Because: b.natReasons(g, d)}
	l["transfer"] = b.transfer(l, g, d, public)
}

// transfer is what leaves for users past CloudFront, and what passes between zones.
func (b builder) transfer(l load, g roadmap.Design, d demand.Demand, public units.Bytes) catalog.Need {
	transfer := catalog.Need{Egress: public}
	if g.Single {
		if b.server(l["server"]) == "lightsail" {
			transfer.Egress = 0 // included in the bundle
		}
	}
	if g.Zones > 1 {
		perOp, writes := b.row(g), d.DatabaseWrites.Scale(b.changing(g))
		transfer.Internal = units.Bytes((d.DatabaseReads.Average + writes.Average).PerMonth()) * perOp
		transfer.Because = []reason.Reason{b.why("Internal bytes", "database operations/s × seconds a month × row bytes; with services their responses too, ÷ 2^30",
			b.fill("({} + {})/s × 2,628,000 s × {} ÷ 1,073,741,824", float64(d.DatabaseReads.Average), float64(writes.Average), float64(perOp)), transfer.Internal.GiB(), "GiB", ours)}
		if g.Services {
			queries := transfer.Internal
			transfer.Internal += d.DynamicPerMonth
			transfer.Because = append(transfer.Because, b.why("Internal bytes with services", "the above + responses a month ÷ 2^30",
				b.fill("{} + {} GB ÷ 1.073741824", queries.GiB(), float64(d.DynamicPerMonth/units.GB)), transfer.Internal.GiB(), "GiB", ours))
		}
	}
	return transfer
}

// server chooses the service of the single server: the Lightsail bundle that
// fits, unless EC2 with its disk and transfer is cheaper.
func (b builder) server(n catalog.Need) string {
	p := b.policy(roadmap.Design{Zones: 1})
	n.Tier, n.Terse = "server", true
	light, _ := catalog.Lookup("lightsail")
	bundle := light.Size(n, p)
	if bundle.Unit == "" {
		return "ec2"
	}
	ec2, _ := catalog.Lookup("ec2")
	transfer, _ := catalog.Lookup("datatransfer")
	machine := catalog.Estimate(ec2.Meter(n, ec2.Size(n, p), p), p) + catalog.Estimate(transfer.Meter(n, catalog.Sizing{}, p), p)
	if machine < catalog.Estimate(light.Meter(n, bundle, p), p) {
		return "ec2"
	}
	return "lightsail"
}

// background fills queue, events, workers, monitoring and delivery.
func (b builder) background(l load, g roadmap.Design, d demand.Demand) {
	a := &b.w.Assumptions
	// What goes to the stream publishes no event of its own.
	publishes := float64(a.EventShare) * b.changing(g)
	events := d.Writes.Scale(publishes)
	// A job is a write that runs later, the follow-up of an upload, or an event.
	later, heavy := float64(b.w.AsyncShare), float64(b.w.ObjectShare)+publishes
	jobs := d.Writes.Scale(later + heavy)
	write := b.w.CPU + units.Milliseconds(b.w.WritesPerRequest)*a.DBQuery
	duration := units.Milliseconds(0)
	if later+heavy > 0 {
		duration = (write*units.Milliseconds(later) + a.WorkerDuration*units.Milliseconds(heavy)) / units.Milliseconds(later+heavy)
	}
	because := []reason.Reason{
		b.why("Jobs a month", "write requests/s × seconds a month × (share that runs later + share with an object + share that publishes an event)",
			b.fill("{}/s × 2,628,000 s × ({} + {} + {})", float64(d.Writes.Average), reason.Ratio(later), reason.Ratio(b.w.ObjectShare), reason.Ratio(publishes)), jobs.Average.PerMonth(), "jobs", ours),
	}
	if later+heavy > 0 {
		because = append(because, b.why("Mean duration of a job", "(late writes × (CPU ms + database writes × query ms) + follow-ups of objects and events × job ms) ÷ all",
			b.fill("({} × ({} + {} × {}) + {} × {}) ÷ {}", reason.Ratio(later), float64(b.w.CPU), b.w.WritesPerRequest, float64(a.DBQuery), reason.Ratio(heavy), float64(a.WorkerDuration), reason.Ratio(later+heavy)), float64(duration), "ms", ours))
	}
	l["eventbridge"] = catalog.Need{Name: "EventBridge", Requests: events, Messages: events.Average.PerMonth(), Because: []reason.Reason{
		b.why("Events a month", "write requests/s × seconds a month × share that publishes an event × share of writes that is not ingested", b.fill("{}/s × 2,628,000 s × {} × {}", float64(d.Writes.Average), reason.Ratio(a.EventShare), reason.Ratio(b.changing(g))), events.Average.PerMonth(), "events", ours)}}
	l["sqs"] = catalog.Need{Name: "SQS", Requests: jobs, Messages: jobs.Average.PerMonth(), Because: because}
	l["lambda"] = catalog.Need{Name: "Lambda workers", Requests: jobs, Messages: jobs.Average.PerMonth(), Duration: duration, Because: because}
	logs := units.Bytes(d.Requests.Average.PerMonth()) * a.LogPerRequest
	tiers, dashboards, metrics, role := 1.0, 0, 0.0, "logs, alarms"
	if g.Scaling {
		tiers, role = 3, "metrics, scaling"
	}
	if g.Monitoring {
		metrics, tiers, dashboards, role = 20, 5, 2, "p99 alarms, logs"
	}
	if g.Services {
		metrics, tiers = metrics+20*a.Services, tiers+a.Services
	}
	l["cloudwatch"] = catalog.Need{Name: "CloudWatch", Role: role, Requests: d.Requests, Egress: logs, Gets: metrics, Puts: tiers * 5, Units: dashboards}
	l["xray"] = catalog.Need{Name: b.tracer(), Messages: d.Requests.Average.PerMonth() * float64(a.TraceShare), Because: []reason.Reason{
		b.why("Requests traced a month", "requests/s × seconds a month × share traced", b.fill("{}/s × 2,628,000 s × {}", float64(d.Requests.Average), reason.Ratio(a.TraceShare)), d.Requests.Average.PerMonth()*float64(a.TraceShare), "traces", ours)}}
	pipelines := 1
	if g.Services {
		pipelines += int(a.Services)
	}
	l["codepipeline"] = catalog.Need{Name: "CodePipeline", Units: pipelines}
	l["cloudformation"] = catalog.Need{Name: "CloudFormation"}
}
