package price

import (
	"encoding/json"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
)

// Free allowances, tiers, stand-ins and missing rates.
func TestWhereRatesComeFrom(t *testing.T) {
	r := mustAsk(t, "nat hours=10 gb=10 region=us-east-2")
	if !r.Items[0].StandIn || r.Items[0].Region != pricing.Home || !strings.Contains(string(Text(r)), "stands in for us-east-2") {
		t.Errorf("a stand-in is not labelled: %s", Text(r))
	}
	r = mustAsk(t, "nat hours=10 gb=10 region=us-east-2 --rate hour=0.045,gb=0.045")
	if r.Items[0].StandIn || !r.Items[0].Given || !r.Complete {
		t.Errorf("given rates need no book: %s", Text(r))
	}
	r = mustAsk(t, "ec2 type=m7g.large os=windows hours=10")
	if r.Complete || !r.Items[0].Unpriced || r.Total.String() != "0.00" || len(r.Notes) != 1 || len(r.Missing) != 1 || !strings.Contains(r.Missing[0], "ec2.windows.m7g.large; give it with --rate hour=") {
		t.Errorf("what the book has no rate of is not unpriced: %s", Text(r))
	}
	if text := string(Text(r)); !strings.Contains(text, "unpriced") || !strings.Contains(text, "at least $0.00") {
		t.Errorf("an unpriced line is not said to be one: %s", text)
	}
	r = mustAsk(t, "ec2 type=m7g.large os=windows hours=0")
	if !r.Complete || len(r.Items) != 0 {
		t.Errorf("nothing used costs nothing: %s", Text(r))
	}
	eu := mustAsk(t, "s3 gb=100 region=sa-east-1")
	if eu.Items[0].Region != "sa-east-1" || eu.Items[0].StandIn {
		t.Errorf("the region's own rate is not used: %s", Text(eu))
	}
	free := mustAsk(t, "sqs requests=3M")
	if len(free.Items) != 2 || !free.Items[0].Allowance || free.Items[0].Quantity.String() != "1" || free.Items[1].Quantity.String() != "2" {
		t.Errorf("the free allowance is no line of its own: %s", Text(free))
	}
}

// Two prices of one unit that end in half a cent are one cent; of other lines
// each rounds half up.
func TestHalfCents(t *testing.T) {
	for words, want := range map[string][]string{
		"nat hours=1 gb=1 --rate hour=0.045,gb=0.045":                            {"0.05", "0.04"},
		"nat hours=1 gb=1 --rate hour=0.045,gb=0.0451":                           {"0.05", "0.05"},
		"nat hours=1 gb=1 --rate hour=0.0449,gb=0.045":                           {"0.04", "0.05"},
		"waf acls=1 rules=1 requests=1M --rate acl=0.005,rule=0.005,req_m=0.005": {"0.01", "0.00", "0.01"},
		"alb gb_per_h=0.9375":                                                    {"16.43", "5.48"}, // 730 × 0.0225 and 684.375 × 0.008 end in half a cent both
		"nat hours=3 gb=1 --rate hour=0.045,gb=0.045":                            {"0.14", "0.05"},
		"nat hours=1 gb=3 --rate hour=0.045,gb=0.045":                            {"0.05", "0.14"},
		"waf acls=1 rules=3 requests=1M --rate acl=0.005,rule=0.005,req_m=0.005": {"0.01", "0.02", "0.00"},
	} {
		r := mustAsk(t, words)
		for i, item := range r.Items {
			if item.Amount.String() != want[i] {
				t.Errorf("%s: line %d is %s, want %s", words, i+1, item.Amount, want[i])
			}
		}
		audit(t, words, r)
	}
}

// Small amounts do not lose parts of a cent to rounded quantities.
func TestFineQuantities(t *testing.T) {
	r := mustAsk(t, "lambda requests=1234567 ms=0 memory_mb=128 free_tier=no --rate req_m=1000")
	if r.Items[0].Quantity.String() != "1.234567" || r.Total.String() != "1234.57" {
		t.Errorf("1,234,567 requests at $1,000 a million: %s", Text(r))
	}
}

func TestJSON(t *testing.T) {
	var answer map[string]any
	if err := json.Unmarshal(JSON(mustAsk(t, "ec2 type=z99.huge hours=10 --rate hour=0.5")), &answer); err != nil {
		t.Fatal(err)
	}
	item := answer["items"].([]any)[0].(map[string]any)
	if answer["service"] != "ec2" || answer["total"] != "5.00" || answer["complete"] != true || item["amount"] != "5.00" || item["unit_price"] != "0.5" || item["quantity"] != 10.0 || item["unit"] != "instance-hour" || item["name"] == "" {
		t.Errorf("%v", answer)
	}
	if err := json.Unmarshal(JSON(mustAsk(t, "ec2 type=m7g.large os=windows hours=10")), &answer); err != nil {
		t.Fatal(err)
	}
	item = answer["items"].([]any)[0].(map[string]any)
	if answer["total"] != "0.00" || answer["complete"] != false || item["amount"] != nil || item["unit_price"] != nil {
		t.Errorf("%v", answer)
	}
	if text := string(JSON(mustAsk(t, "ec2 type=m7g.large os=windows hours=0"))); !strings.Contains(text, `"items": []`) {
		t.Errorf("no items are no list: %s", text)
	}
}
