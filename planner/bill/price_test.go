package bill

import (
	"fmt"
	"math"
	"math/rand"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// lines prints a bill as an auditor would read it.
func lines(b Bill) string {
	var s strings.Builder
	for _, i := range b.Items {
		if i.Unpriced {
			fmt.Fprintf(&s, "%s: %s × no price\n", i.Name, i.Quantity)
			continue
		}
		fmt.Fprintf(&s, "%s: %s %s × %s = %s\n", i.Name, i.Quantity, i.Unit, i.UnitPrice, i.Monthly)
	}
	fmt.Fprintf(&s, "total %s", b.Total)
	return s.String()
}

func TestPriceLines(t *testing.T) {
	tests := []struct {
		name   string
		region string
		usages []Usage
		want   []string
	}{
		{"one price", "us-east-1", []Usage{{Name: "Web servers, m7g.large", Key: "ec2.m7g.large", Amount: 1460}},
			[]string{"Web servers, m7g.large: 1460 instance-hour × 0.0816 = 119.14", "total 119.14"}},
		{"tiers", "us-east-1", []Usage{{Name: "Data transfer out", Key: "dto.internet", Amount: 60_000}}, []string{
			"Data transfer out, first 10,240 GB: 10240 GB × 0.09 = 921.60",
			"Data transfer out, next 40,960 GB: 40960 GB × 0.085 = 3481.60",
			"Data transfer out, next 102,400 GB: 8800 GB × 0.07 = 616.00", "total 5019.20"}},
		{"free allowance", "us-east-1", []Usage{{Name: "Out", Key: "dto.internet", FreeKey: "dto.free", Amount: 12_000}}, []string{
			"Out, free allowance of 100 GB: 100 GB × 0 = 0.00",
			"Out, first 10,240 GB (100 GB of it free): 10140 GB × 0.09 = 912.60",
			"Out, next 40,960 GB: 1760 GB × 0.085 = 149.60", "total 1062.20"}},
		{"within the allowance", "us-east-1", []Usage{{Name: "Out", Key: "dto.internet", FreeKey: "dto.free", Amount: 40}},
			[]string{"Out, free allowance of 100 GB: 40 GB × 0 = 0.00", "total 0.00"}},
		{"free tier", "us-east-1", []Usage{{Name: "Table", Key: "dynamodb.storage.standard", Amount: 125}}, []string{
			"Table, first 25 GB-month: 25 GB-month × 0 = 0.00", "Table, over 25 GB-month: 100 GB-month × 0.25 = 25.00", "total 25.00"}},
		{"lots", "us-east-1", []Usage{{Name: "CDN", Key: "cloudfront.https.us+mexico+canada", FreeKey: "cloudfront.free.requests", Amount: 1500}}, []string{
			"CDN, free allowance of 1,000 × 10,000 requests: 1000 10,000 requests × 0 = 0.00", "CDN: 500 10,000 requests × 0.01 = 5.00", "total 5.00"}},
		{"one allowance for two usages", "us-east-1", []Usage{
			{Name: "A", Key: "lambda.arm.gbs", FreeKey: "lambda.free.gbs", Amount: 300_000},
			{Name: "B", Key: "lambda.x86.gbs", FreeKey: "lambda.free.gbs", Amount: 300_000}}, []string{
			"A, free allowance of 400,000 GB-second: 300000 GB-second × 0 = 0.00",
			"B, free allowance of 400,000 GB-second: 100000 GB-second × 0 = 0.00",
			"B, first 6,000,000,000 GB-second (100,000 GB-second of it free): 200000 GB-second × 0.0000166667 = 3.33", "total 3.33"}},
		{"second usage goes on in the tiers", "us-east-1", []Usage{
			{Name: "A", Key: "s3.standard.storage", Amount: 50_000}, {Name: "B", Key: "s3.standard.storage", Amount: 2_000}}, []string{
			"A, first 51,200 GB-month: 50000 GB-month × 0.023 = 1150.00",
			"B, first 51,200 GB-month: 1200 GB-month × 0.023 = 27.60",
			"B, next 460,800 GB-month: 800 GB-month × 0.022 = 17.60", "total 1195.20"}},
		{"nothing used", "us-east-1", []Usage{{Name: "A", Key: "nat.hour"}, {Name: "B", Key: "nat.hour", Amount: 0.00004}}, []string{"total 0.00"}},
		{"no rate", "eu-west-1", []Usage{{Name: "A", Key: "no.such", Amount: 3}, {Name: "B", Key: "nat.hour", Amount: 730}},
			[]string{"A: 3 × no price", "B: 730 hour × 0.048 = 35.04", "total 35.04"}},
		{"an allowance is no price", "us-east-1", []Usage{{Name: "A", Key: "dto.free", Amount: 130}},
			[]string{"A: 100 GB × 0 = 0.00", "A: 30 × no price", "total 0.00"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := lines(Price(pricing.Embedded(), test.region, test.usages, nil))
			if want := strings.Join(test.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestPriceCarriesTheUsage(t *testing.T) {
	reasons := []reason.Reason{{Label: "hours"}}
	b := Price(pricing.Embedded(), "us-west-2",
		[]Usage{{Service: "lambda", Component: "worker", Name: "Requests", Key: "lambda.request", Amount: 2, Reasons: reasons},
			{Service: "x", Component: "y", Name: "Z", Key: "no.such", Amount: 1, Reasons: reasons}}, []string{"Support"})
	i, z := b.Items[0], b.Items[1]
	if i.Service != "lambda" || i.Component != "worker" || i.RateKey != "lambda.request" || len(i.Reasons) != 1 {
		t.Errorf("line lost its usage: %+v", i)
	}
	if !i.StandIn || i.Region != "us-east-1" || i.AsOf != "2026-09-11" || i.Source.Name == "" || i.Unpriced {
		t.Errorf("a stand-in price must say so: %+v", i)
	}
	if !z.Unpriced || z.Service != "x" || z.Component != "y" || z.Region != "us-west-2" || len(z.Reasons) != 1 || b.Complete {
		t.Errorf("an unpriced line must say so: %+v, complete %v", z, b.Complete)
	}
	if len(b.NotIncluded) != 1 || b.NotIncluded[0] != "Support" {
		t.Errorf("not included: %v", b.NotIncluded)
	}
}

func TestAllowanceThatCannotBeCounted(t *testing.T) {
	for _, free := range []pricing.Key{"no.such", "nat.hour", "sqs.free"} {
		b := Price(pricing.Embedded(), "us-east-1", []Usage{{Name: "Out", Key: "dto.internet", FreeKey: free, Amount: 1000}}, nil)
		if b.Total.String() != "90.00" || len(b.NotIncluded) != 1 || !strings.Contains(b.NotIncluded[0], string(free)) {
			t.Errorf("%s: total %s, not included %v", free, b.Total, b.NotIncluded)
		}
	}
}

func TestPriceRefusesNonsense(t *testing.T) {
	for _, amount := range []float64{-1, math.NaN(), math.Inf(1)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("an amount of %v was billed", amount)
				}
			}()
			Price(pricing.Embedded(), "us-east-1", []Usage{{Key: "nat.hour", Amount: amount}}, nil)
		}()
	}
}

// tiered are rates with several tiers, and those with an allowance.
var tiered = []Usage{
	{Name: "a", Key: "dto.internet", FreeKey: "dto.free"}, {Name: "b", Key: "dto.internet"},
	{Name: "c", Key: "cloudfront.dto.india", FreeKey: "cloudfront.free.data"}, {Name: "d", Key: "s3.standard.storage"},
	{Name: "e", Key: "sqs.standard.request", FreeKey: "sqs.free"}, {Name: "f", Key: "cloudfront.dto.japan", FreeKey: "cloudfront.free.data"},
	{Name: "g", Key: "cognito.lite.mau"}, {Name: "h", Key: "apigw.rest.request"}, {Name: "i", Key: "no.such"}, {Name: "j", Key: "nat.hour"},
}

func random(r *rand.Rand) []Usage {
	var usages []Usage
	for range 1 + r.Intn(8) {
		u := tiered[r.Intn(len(tiered))]
		u.Amount = math.Pow(10, r.Float64()*9-2)
		usages = append(usages, u)
	}
	return usages
}

func TestTotalIsTheSumOfTheLines(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 2000 {
		usages := random(r)
		b := Price(pricing.Embedded(), "sa-east-1", usages, nil)
		var sum units.Money
		quantity := map[byte]float64{}
		complete := true
		for _, i := range b.Items {
			quantity[i.Name[0]] += i.Quantity.Float()
			complete = complete && !i.Unpriced
			if i.Unpriced {
				continue
			}
			sum = sum.Add(i.Monthly)
			if again := i.UnitPrice.Amount(i.Quantity); again.Cmp(i.Monthly) != 0 {
				t.Fatalf("%s × %s is %s, the line says %s", i.Quantity, i.UnitPrice, again, i.Monthly)
			}
		}
		if sum.Cmp(b.Total) != 0 || complete != b.Complete {
			t.Fatalf("total %s, lines %s, complete %v\n%s", b.Total, sum, b.Complete, lines(b))
		}
		if alone, known := Sum(pricing.Embedded(), "sa-east-1", usages); alone.Cmp(b.Total) != 0 || known != b.Complete {
			t.Fatalf("the sum alone is %s, complete %v\n%s", alone, known, lines(b))
		}
		want := map[byte]float64{}
		for _, u := range usages {
			want[u.Name[0]] += units.NewQuantity(u.Amount).Float()
		}
		for name, w := range want {
			if math.Abs(quantity[name]-w) > 2e-4 {
				t.Fatalf("%c: %v used, %v billed\n%s", name, w, quantity[name], lines(b))
			}
		}
	}
}

// More use never costs less, whatever tiers and allowances it runs through.
func TestMoreUseNeverCostsLess(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 1000 {
		usages := random(r)
		before := Price(pricing.Embedded(), "us-east-1", usages, nil)
		usages[r.Intn(len(usages))].Amount *= 1 + r.Float64()
		after := Price(pricing.Embedded(), "us-east-1", usages, nil)
		// Each line rounds by itself, by up to half a cent.
		slack := 0.005 * float64(len(before.Items)+len(after.Items))
		if after.Total.Float() < before.Total.Float()-slack {
			t.Fatalf("more costs less:\n%s\n%s", lines(before), lines(after))
		}
	}
}

// Splitting one usage into two of the same key costs the same but for rounding.
func TestSplittingAUsage(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 1000 {
		u := tiered[r.Intn(len(tiered))]
		u.Amount = math.Round(math.Pow(10, r.Float64()*8))
		one := Price(pricing.Embedded(), "us-east-1", []Usage{u}, nil)
		a, b := u, u
		a.Amount = math.Floor(u.Amount * r.Float64())
		b.Amount = u.Amount - a.Amount
		two := Price(pricing.Embedded(), "us-east-1", []Usage{a, b}, nil)
		if math.Abs(one.Total.Float()-two.Total.Float()) > 0.005*float64(len(one.Items)+len(two.Items))+1e-9 {
			t.Fatalf("split costs otherwise:\n%s\n%s", lines(one), lines(two))
		}
	}
}
