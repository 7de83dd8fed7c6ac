package report

import (
	"bytes"
	"encoding/json"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/demand"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
)

// JSON writes the plan as one indented object with a closing line feed. Money
// and unit prices are strings, quantities and rates numbers; what has no
// meaning or no known price is null.
func JSON(p planner.Plan, stage int) []byte {
	doc := document{
		Workload: p.Workload, Here: p.Here, Demand: demandOf(p.Demand), Stages: each(chosen(p, stage), func(s planner.Stage) stageDoc { return stageOf(p, s) }), Growth: growthOf(p.Growth),
		Book: bookDoc(p.Book), Engine: p.Engine, Ranges: rangesOf(p.Ranges), Sensitivity: sensitivityOf(p.Sensitivity), Warnings: texts(p.Warnings),
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false) // the document is a file of its own, and "<" in a name stays readable
	if err := encoder.Encode(doc); err != nil {
		panic("report: " + err.Error()) // every type above marshals
	}
	return out.Bytes()
}

// WithWarnings puts warnings into a document that JSON wrote without any: a saved
// result grows old, and every byte of it but this stays as it was saved.
func WithWarnings(document []byte, warnings []string) []byte {
	list, err := json.Marshal(warnings)
	if err != nil || len(warnings) == 0 {
		return document
	}
	const none = "\n  \"warnings\": []" // two spaces: the member of the whole, not one inside
	return bytes.Replace(document, []byte(none), append([]byte(none[:len(none)-2]), list...), 1)
}

func demandOf(d demand.Demand) demandDoc {
	return demandDoc{
		Users: number(d.Users), Requests: rate(d.Requests), Static: rate(d.Static), Reads: rate(d.Reads), Writes: rate(d.Writes),
		DatabaseReads: rate(d.DatabaseReads), DatabaseWrites: rate(d.DatabaseWrites),
		Stored: number(d.Stored), StoredAtRetention: number(d.StoredAtRetention),
		Objects: number(d.Objects), ObjectsAtRetention: number(d.ObjectsAtRetention),
		WrittenPerMonth: number(d.WrittenPerMonth), ObjectsPerMonth: number(d.ObjectsPerMonth),
		DynamicPerMonth: number(d.DynamicPerMonth), StaticPerMonth: number(d.StaticPerMonth), EgressPerMonth: number(d.EgressPerMonth),
		ConcurrentRequests: rateDoc{number(d.Concurrent.Average), number(d.Concurrent.Peak)},
		Reasons:            reasonDocs(d.Reasons),
	}
}

func stageOf(p planner.Plan, s planner.Stage) stageDoc {
	doc := stageDoc{
		Number: s.Number, ID: s.ID, Name: s.Name, Title: s.Title, Summary: s.Summary,
		Users: bandOf(s.Users), TalkUsers: bandOf(s.TalkUsers), SizedAt: number(s.SizedAt), Skipped: s.Skipped,
		Triggers: each(s.Triggers, triggerOf), Alone: s.Alone,
		Early:      each(s.Early, func(e planner.EarlyMove) earlyDoc { return earlyDoc(e) }),
		Components: componentsOf(s), Tiers: each(s.Tiers, tierOf),
		Links:        each(s.Graph.Links, func(l topology.Link) linkDoc { return linkOf(l, s.Flows[l.Key()]) }),
		Bill:         converted(billOf(s.Bill), s.Bill, p.Exchange),
		OneOff:       converted(billOf(s.OneOff), s.OneOff, p.Exchange),
		Availability: number(s.Available.Value),
		Promise: availabilityDoc{
			Target: number(s.Available.Target), Met: s.Available.Met, Enforced: s.Available.Enforced, Downtime: s.Available.Downtime,
			PerMonth: s.Available.PerMonth, Minutes: number(s.Available.Minutes),
			LeftOut: texts(s.Available.Left), Reasons: reasonDocs(s.Available.Parts),
			Fleets: reasonDocs(s.Available.Fleets), Paths: pathsOf(s.Available), Uptime: uptimeOf(s.Available.Uptime),
			Reach: reachOf(s.Available), Beyond: s.Available.Beyond,
		},
		Latency: latencyDoc{
			Mean: number(s.Latency.Mean), P50: number(s.Latency.P50), P99: number(s.Latency.P99), Target: number(s.Latency.Target), Met: s.Latency.Met,
			Parts:   each(s.Latency.Parts, func(l planner.LatencyPart) partDoc { return partDoc{l.Name, number(l.Mean), number(l.Share), l.Wait} }),
			Reasons: reasonDocs(s.Latency.Reasons),
		},
		Failures: each(s.Failures, failureOf),
		Moves: each(s.Moves, func(m planner.Move) moveDoc {
			return moveDoc{m.ID, m.Title, m.Why, m.Applied, m.Source.String(), texts(m.Migrate)}
		}),
		Limits:   each(s.Limits, limitOf),
		TenTimes: tenTimesOf(s.TenTimes), Operations: operationOf(s.Operation), Carbon: carbonOf(s.Carbon),
		Checklist:    each(s.Checklist, func(c planner.Check) checkDoc { return checkDoc(c) }),
		Notes:        texts(s.Notes),
		Alternatives: alternativesOf(s),
		Evidence:     each(s.Evidence, evidenceOf),
		Services:     each(s.Services, serviceOf),
	}
	if s.Ends != nil {
		ends := triggerOf(*s.Ends)
		doc.Trigger = &ends
	}
	return doc
}

func bandOf(b planner.Band) bandDoc { return bandDoc{number(b.From), known(b.To, b.To > 0)} }

func triggerOf(t planner.Trigger) triggerDoc {
	return triggerDoc{
		Kind: string(t.Kind), Fires: t.Fires, Users: known(t.Users, t.Fires), Resource: t.Resource, Component: t.Component,
		Value: t.Value, Threshold: t.Threshold, Unit: t.Unit, Text: t.Text, Reasons: reasonDocs(t.Reasons),
	}
}

func componentsOf(s planner.Stage) []componentDoc {
	tiers := map[string]planner.Tier{}
	for _, t := range s.Tiers {
		tiers[t.ID] = t
	}
	count := counts(s)
	return each(s.Graph.Components, func(c topology.Component) componentDoc {
		sizing := tiers[c.Tier].Sizing
		_, sized := tiers[c.Tier]
		busy := sized && sizing.Utilisation >= 0
		return componentDoc{
			ID: c.ID, Tier: c.Tier, Service: c.Service, Role: c.Role, Name: c.Name, Zone: string(c.Place),
			Count: count[c.ID], Unit: sizing.Unit,
			Utilisation: known(sizing.Utilisation, busy), Headroom: known(sizing.Headroom, busy && sizing.Headroom > 0),
			Bottleneck: sizing.Bottleneck, New: c.New, Reasons: reasonDocs(sizing.Reasons),
		}
	})
}

func tierOf(t planner.Tier) tierDoc {
	return tierDoc{
		ID: t.ID, Service: t.Service, Name: t.Name, Description: t.Description, Detail: t.Sizing.Detail,
		Count: t.Sizing.Count, Unit: t.Sizing.Unit, StorageGiB: number(t.Sizing.Storage), IOPS: number(t.Sizing.IOPS),
		Resources: each(t.Sizing.Resources, func(r catalog.Resource) resourceDoc {
			return resourceDoc{r.Name, number(r.Demand), number(r.Capacity), number(r.Target), known(r.Max, r.Max > 0), r.Unit}
		}),
		Monthly: money(t.Monthly, t.Unpriced && t.Monthly.IsZero()), Complete: !t.Unpriced, New: t.New,
	}
}

func linkOf(l topology.Link, flow planner.Flow) linkDoc {
	return linkDoc{From: l.From, To: l.To, Kind: string(l.Kind), Label: flow.Label, Rate: rate(flow.Rate), New: l.New}
}

func billOf(b bill.Bill) billDoc {
	return billDoc{
		Currency: "USD", Total: b.Total, Complete: b.Complete, NotIncluded: texts(b.NotIncluded),
		Items: each(b.Items, itemOf),
	}
}

func itemOf(i bill.Item) itemDoc {
	item := itemDoc{
		Service: i.Service, Component: i.Component, Name: i.Name, Quantity: i.Quantity, Unit: i.Unit,
		UnitPrice: &i.UnitPrice, Monthly: money(i.Monthly, i.Unpriced), RateKey: string(i.RateKey), Region: i.Region,
		StandIn: i.StandIn, Unpriced: i.Unpriced, AsOf: i.AsOf, Source: i.Source.String(), SourceURL: i.Source.URL,
		Reasons: reasonDocs(i.Reasons),
	}
	if i.Unpriced {
		item.UnitPrice = nil
	}
	return item
}

// converted adds the second currency to a bill.
func converted(doc billDoc, b bill.Bill, x *pricing.Exchange) billDoc {
	if x == nil {
		return doc
	}
	c := b.Convert(*x)
	doc.Converted = &convertedDoc{c.Currency, c.Rate, c.AsOf, c.Source, c.Total}
	for i := range doc.Items {
		if !doc.Items[i].Unpriced {
			doc.Items[i].Converted = &c.Lines[i]
		}
	}
	return doc
}

func limitOf(l planner.Limit) limitDoc {
	return limitDoc{
		Tier: l.Tier, Name: l.Component, Resource: l.Resource, Utilisation: number(l.Utilisation), Scales: l.Scales,
		Users: known(l.Users, l.Users > 0), StageUsers: known(l.StageUsers, l.StageUsers > 0), Text: l.Text,
		Quota: l.Quota, Reason: reasonDocs([]reason.Reason{l.Reason})[0],
	}
}

func texts(list []string) []string { return append([]string{}, list...) }
