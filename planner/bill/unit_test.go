package bill

import (
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
)

// A line without a price says what it counts, as its arithmetic does.
func TestUnpricedLineHasAUnit(t *testing.T) {
	for _, c := range []struct {
		reasons []reason.Reason
		want    string
	}{{nil, ""}, {[]reason.Reason{{Unit: "days"}, {Unit: "instance-hours"}}, "instance-hours"}} {
		for unit, want := range map[string]string{"": c.want, "month": "month"} {
			b := Price(pricing.Embedded(), "us-east-1", []Usage{{Name: "n", Key: "dms.r5.large.single-az", Amount: 172.9, Unit: unit, Reasons: c.reasons}}, nil)
			if len(b.Items) != 1 || !b.Items[0].Unpriced || b.Items[0].Unit != want {
				t.Errorf("%+v, want the unit %q", b.Items, want)
			}
		}
	}
}
