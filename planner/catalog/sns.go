package catalog

import (
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
)

var snsSource = reason.Source{Name: "Amazon SNS pricing", URL: "https://aws.amazon.com/sns/pricing/", AsOf: "2024-12-04"}

// A need's Messages are the notifications a month; the workload says which of
// them are e-mails, the others go to phones.
var _ = register(Service{ID: "sns", Name: "Amazon SNS", Category: "integration", Source: snsSource,
	Size: plain(func(n Need, _ Policy) string { return perMonth(n.Messages) }), Meter: meterSNS})

func meterSNS(n Need, _ Sizing, p Policy) []bill.Usage {
	share := float64(p.Workload.Asked.NotifyEmail)
	published, push, email := n.Messages/1e6, n.Messages*(1-share)/1e6, n.Messages*share/1e5
	lines := []bill.Usage{
		n.usage("sns", n.Name+", requests", "sns.request", published, append(slices.Clone(n.Because), n.why("Published", "notifications ÷ 1,000,000", n.fill("{} ÷ 1,000,000", n.Messages), published, "million requests", snsSource))...),
		n.usage("sns", n.Name+", to phones", "sns.delivery.push", push, n.why("Delivered to phones", "notifications × (1 − share by e-mail) ÷ 1,000,000", n.fill("{} × (1 − {}) ÷ 1,000,000", n.Messages, reason.Ratio(share)), push, "million notifications", snsSource)),
		n.usage("sns", n.Name+", by e-mail", "sns.delivery.email", email, n.why("Delivered by e-mail", "notifications × share by e-mail ÷ 100,000", n.fill("{} × {} ÷ 100,000", n.Messages, reason.Ratio(share)), email, "100,000 notifications", snsSource)),
	}
	return lines
}
