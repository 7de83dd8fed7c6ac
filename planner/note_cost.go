package planner

import (
	"fmt"
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// committedFrom is the bytes a month from which CloudFront is bought by
// commitment and not from the price list, our assumption.
const committedFrom = 500 * units.TB

// quotaNotes lists the account quotas of which the users sized for take four
// fifths or more, in one sentence.
func quotaNotes(z sized) []string {
	var all []string
	for _, r := range z.limited() {
		if r.quota && r.Utilisation() >= quotaUse {
			all = append(all, fmt.Sprintf("%s of %s, %s of %s %s", r.Resource.Name, r.name, units.FormatPercent(units.Ratio(r.Utilisation()), 0), units.FormatNumber(r.Capacity, 3), r.Unit))
		}
	}
	if len(all) == 0 {
		return nil
	}
	return []string{"Raise before launch: at these users' peak the account's default quotas are short or nearly so: " + strings.Join(all, "; ") + "."}
}

// assumption is what decides lines of the bill where nobody has stated it.
type assumption struct {
	fields []string
	what   string
	pays   func(bill.Item) bool
	part   func(sized) float64 // of those lines; nil for all
}

// assumptions are the fields that can carry a bill without having been entered;
// static files by way of CloudFront have a note of their own.
var assumptions = []assumption{
	{[]string{"log_per_request"}, "Logs are", func(i bill.Item) bool { return strings.HasPrefix(string(i.RateKey), "cloudwatch.logs") }, nil},
	{[]string{"trace_share"}, "Traces are", func(i bill.Item) bool { return i.Service == "xray" }, nil},
	{[]string{"api_share"}, "API Gateway is", func(i bill.Item) bool { return i.Service == "apigateway" }, nil},
	{[]string{"static_share", "static_size"}, "Static files sent to users are", sentToUsers, sized.staticPart},
	{[]string{"response_size"}, "Responses of the application sent to users are", sentToUsers, func(z sized) float64 { return 1 - z.staticPart() }},
	{[]string{"outbound_per_request"}, "Calls to third parties through NAT are", func(i bill.Item) bool { return i.RateKey == "nat.data" && !strings.Contains(i.Name, "S3") }, nil},
	{[]string{"session_share"}, "Sessions are", func(i bill.Item) bool { return i.Component == "dynamodb" }, nil},
	{[]string{"signed_in_share"}, "Sign-in is", func(i bill.Item) bool { return i.Service == "cognito" }, nil},
	{[]string{"event_share"}, "Events are", func(i bill.Item) bool { return i.Service == "eventbridge" }, nil},
}

func sentToUsers(i bill.Item) bool { return i.RateKey == "dto.internet" }

// staticPart is the share of static files in the bytes sent to users past
// CloudFront, which takes them all once there is one.
func (s sized) staticPart() float64 {
	if s.design.CDN || s.demand.EgressPerMonth <= 0 {
		return 0
	}
	return float64(s.demand.StaticPerMonth / s.demand.EgressPerMonth)
}

// assumedWorth is the share of a bill from which the assumption behind it is named.
const assumedWorth = 0.1

// assumedNotes names the assumptions nobody stated that cause more than a tenth of
// the bill.
func assumedNotes(w workload.Workload, z sized, s Stage) []string {
	var all []string
	for _, a := range assumptions {
		rests := a.unstated(w)
		if len(rests) == 0 {
			continue
		}
		sum := units.Money{}
		for _, i := range s.Bill.Items {
			if a.pays(i) {
				sum = sum.Add(i.Monthly)
			}
		}
		if a.part != nil {
			sum = sum.Scale(a.part(z))
		}
		if share := sum.Float() / max(s.Bill.Total.Float(), 0.01); share > assumedWorth {
			all = append(all, fmt.Sprintf("%s %s of this bill, %s, which rests on %s: %s.", a.says(z), sum.Display(), units.FormatPercent(units.Ratio(share), 0), or(len(rests) > 1, "assumptions", "an assumption"), strings.Join(rests, " and ")))
		}
	}
	return all
}

// unstated tells of the fields nobody has entered.
func (a assumption) unstated(w workload.Workload) []string {
	var all []string
	for _, field := range a.fields {
		if !w.Given(field) {
			all = append(all, assumed(w, field))
		}
	}
	return all
}

// says is what it pays for. Only what is split by its share of the bytes needs
// to say that it is.
func (a assumption) says(z sized) string {
	if static := z.staticPart(); a.part != nil && static > 0 {
		return strings.Replace(a.what, "sent to users are", "sent to users, "+units.FormatPercent(units.Ratio(a.part(z)), 0)+" of the bytes, are", 1)
	}
	return a.what
}

// assumed names a field with what is assumed of it, and as files and flags do.
func assumed(w workload.Workload, field string) string {
	f, _ := workload.FieldNamed(field)
	return fmt.Sprintf("“%s” is %s (%s)", f.Label, f.Display(w), field)
}

// objectsAdded is the bytes of objects a month adds, with events that go to S3 and
// rows too large for a database, and what there is when retention is full.
func (s sized) objectsAdded(w workload.Workload) (added, full units.Bytes) {
	d, g := s.demand, s.design
	added, full = d.ObjectsPerMonth, d.ObjectsAtRetention
	rows := units.Bytes(0)
	if g.Ingest {
		rows = units.Bytes(w.Asked.IngestShare)
	}
	if w.BytesPerWrite > w.Assumptions.LargeRow {
		rows = 1
	}
	return added + d.WrittenPerMonth*rows, full + d.StoredAtRetention*rows
}

// objectsNote says what S3 will hold, which the bill of today does not.
func objectsNote(w workload.Workload, z sized) string {
	added, full := z.objectsAdded(w)
	if added <= 0 || !z.design.Bucket {
		return ""
	}
	what := or(z.design.Ingest, "objects and events", "objects")
	text := fmt.Sprintf("S3 is billed at what is kept today; %s of %s are added every month.", units.FormatBytes(added), what)
	kept := bill.Price(z.policy.Book, w.Region, []bill.Usage{{Service: "s3", Name: "S3", Key: "s3.standard.storage", Amount: full.GiB()}}, nil)
	if !kept.Complete {
		return text
	}
	when := or(w.RetentionMonths > 0, "When retention is full", "Kept for ever, after five years")
	return text + fmt.Sprintf(" %s S3 holds %s, about %s a month at this plan's rate.", when, units.FormatBytes(full), kept.Total.Display())
}

// cacheNotes says where a cache costs more than it saves.
func (b builder) cacheNotes(z sized, s Stage) []string {
	if !z.design.Cache || !s.Bill.Complete {
		return nil
	}
	bare := b.figures().changed("no cache hits", func(w *workload.Workload) { w.CacheHit = 0 })
	without, complete := bare.total(bare.size(s.Number, s.SizedAt))
	if !complete || without.Cmp(s.Bill.Total) >= 0 {
		return nil
	}
	return []string{fmt.Sprintf("The cache costs %s a month more than it saves: without it this stage is %s (cache_hit 0). What is left for it is speed, and the peaks it keeps from the database.", s.Bill.Total.Sub(without).Display(), without.Display())}
}
