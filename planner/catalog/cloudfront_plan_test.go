package catalog

import (
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// The published table: $0, $15, $200 and $1,000 a month hold 1, 10, 125 and 500
// million requests, and 100 GB or 50 TB.
func TestCloudFrontPlans(t *testing.T) {
	want := []struct {
		id, price string
		requests  float64
		data      units.Bytes
	}{{"free", "0", 1e6, 100e9}, {"pro", "15", 10e6, 50e12}, {"business", "200", 125e6, 50e12}, {"premium", "1000", 500e6, 50e12}}
	plans := CloudFrontPlans()
	if len(plans) != len(want) {
		t.Fatalf("%d plans, want %d", len(plans), len(want))
	}
	for i, w := range want {
		rate, err := pricing.Embedded().Rate(plans[i].Key, "eu-west-1")
		if err != nil {
			t.Fatalf("%s: %v", w.id, err)
		}
		if got := plans[i]; got.ID != w.id || got.Requests != w.requests || got.Data != w.data || rate.Tiers[0].Price.String() != w.price || rate.StandIn {
			t.Errorf("plan %d = %+v at %s, want %+v", i, got, rate.Tiers[0].Price, w)
		}
	}
}

func TestCheapestCloudFrontPlan(t *testing.T) {
	for _, c := range []struct {
		requests float64
		data     units.Bytes
		want     string
	}{
		{0, 0, "free"}, {1e6, 100e9, "free"}, {1e6 + 1, 100e9, "pro"}, {1e6, 100e9 + 1, "pro"}, {10e6, 50e12, "pro"},
		{10e6 + 1, 0, "business"}, {125e6, 50e12, "business"}, {125e6 + 1, 0, "premium"}, {500e6, 50e12, "premium"},
		{500e6 + 1, 0, ""}, {0, 50e12 + 1, ""},
	} {
		plan, ok := CheapestCloudFrontPlan(c.requests, c.data)
		if plan.ID != c.want || ok != (c.want != "") {
			t.Errorf("%v requests and %v bytes take %q, want %q", c.requests, c.data, plan.ID, c.want)
		}
	}
}
