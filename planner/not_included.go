package planner

import (
	"fmt"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// freeAllowances names what AWS gives an account free and no line deducts, for
// another application of the account may have used it.
func freeAllowances(g roadmap.Design) string {
	text := "Free allowances of CloudWatch, which are not deducted: 10 metrics, 10 alarms, 5 GB of logs"
	if g.Pipeline {
		text += "; and of CodeBuild: 100 minutes"
	}
	return text
}

// notIncluded lists what no line of the bill covers.
func (b builder) notIncluded(s sized) []string {
	g := s.design
	all := []string{"Taxes, AWS Support plans and the people who run it", "Development, staging and test environments", "Free credits of new accounts",
		"Security and audit services: " + or(g.Firewall, "", "WAF, ") + "GuardDuty, CloudTrail, Config, Secrets Manager, KMS", or(g.Notify, "Text messages", "Outgoing mail and text messages") + ", container registry, copies in a second region"}
	all = append(all, freeAllowances(g))
	if !g.Single {
		all = append(all, "Reserved instances of RDS and reserved nodes of ElastiCache, which cost about a third less for a year's commitment")
		all = append(all, "Automated database backups up to the size of the provisioned storage, which are free")
	}
	if g.SignIn {
		all = append(all, "Text messages for sign-in")
	}
	if g.CDN {
		all = append(all, "CloudFront invalidations", "Prices of CloudFront negotiated for a committed volume")
	}
	if g.NAT {
		all = append(all, "What happens once when a stage is reached, other than the migration shown: people's time, second copies of data")
	}
	if g.Ingest {
		all = append(all, "Interface endpoints to Kinesis, which keep its traffic off the NAT gateways")
	}
	return append(all, b.unbilledBytes(s)...)
}

// Bytes of a message nobody has stated, our assumption: the row it tells of, or
// its own frame of a kilobyte, and never more than a billed unit of 64 KB.
const leastMessage, mostMessage = 1 * units.KB, 64 * units.KB

// unbilledBytes are the upper bounds of transfer that no line bills, for the
// fields do not say how many of the bytes go which way.
func (b builder) unbilledBytes(s sized) []string {
	var all []string
	called := s.load.need("nat").Egress
	if out, ok := b.first("dto.internet"); ok && called > 0 && s.facts.Server != "lightsail" {
		all = append(all, fmt.Sprintf("Transfer to the internet of calls to third parties: at most %s a month, were all they exchange sent and nothing received: %s requests/s × 2,628,000 s × %s B ÷ 1,073,741,824 × $%s",
			out.Amount(units.NewQuantity(called.GiB())).Display(), reason.N(float64(s.demand.Requests.Average)), reason.N(float64(b.w.Assumptions.EgressPerRequest)), out))
	}
	passed, ok := b.first("nat.data")
	if !ok || !s.design.NAT {
		return all
	}
	logs, stream, messages := s.load.need("cloudwatch").Egress, units.Bytes(0), 0.0
	if s.design.Ingest {
		stream = s.demand.WrittenPerMonth * units.Bytes(b.w.Asked.IngestShare)
	}
	for _, tier := range []string{"sqs", "eventbridge", "sns", "xray"} {
		if s.design.Graph.HasTier(tier) {
			messages += s.load.need(tier).Messages
		}
	}
	each := min(max(b.row(s.design), leastMessage), mostMessage)
	bytes := logs + stream + units.Bytes(messages)*each
	return append(all, fmt.Sprintf("The NAT gateways' charge for logs, traces, messages and events, which reach their services through them where no interface endpoint takes them: about %s a month: (%s GB of logs + %s GB of a stream's records + %s messages, events, notifications and traces × %s B each, our assumption, ÷ 1,000,000,000) ÷ 1.073741824 × $%s",
		passed.Amount(units.NewQuantity(bytes.GiB())).Display(), reason.N(float64(logs/units.GB)), reason.N(float64(stream/units.GB)), reason.N(messages), reason.N(float64(each)), passed))
}

// first is the price of the first unit of a key, the dearest of a rate with tiers.
func (b builder) first(key pricing.Key) (price units.Price, ok bool) {
	r, err := b.book.Find(key, b.w.Region)
	if err != nil || len(r.Tiers) == 0 {
		return units.Price{}, false
	}
	return r.Tiers[0].Price, true
}
