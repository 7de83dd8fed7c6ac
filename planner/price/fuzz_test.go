package price

import (
	"errors"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// FuzzRequest: whatever is typed is priced or refused in sentences, the same
// each time, and what is priced re-adds.
func FuzzRequest(f *testing.F) {
	f.Add("lambda", "requests=3M;ms=120;memory_mb=1536", "gbs=0.0000166667,req_m=0.20")
	f.Add("s3", "gb_day_1=100x15;gb_day_2=102400x16;days=31", "t1=0.023;t2=0.022")
	f.Add("nat", "hours=1;gb=1;region=us-east-2", "hour=0.045,gb=$0.045")
	f.Add("eventbridge", "events=5M;match=25%;batch=10;archive=yes;kb=64", "m=1e-3")
	f.Add("ebs", "type=io2;iops=60000;n=1e6", "iops=1,iops_2=2")
	for _, s := range Services() {
		f.Add(s.ID, strings.ReplaceAll(s.Example, " ", ";"), "hour=1")
	}
	f.Fuzz(func(t *testing.T, service, params, rates string) {
		request, err := NewRequest(service, []string{params}, []string{rates}, "")
		if err != nil {
			checkProblems(t, err)
			return
		}
		first, err := Quote(pricing.Embedded(), request)
		if err != nil {
			checkProblems(t, err)
			return
		}
		second, _ := Quote(pricing.Embedded(), request)
		if string(JSON(first)) != string(JSON(second)) || len(Text(first)) == 0 {
			t.Error("the same request gives two answers")
		}
		var total units.Money
		for _, item := range first.Items {
			total = total.Add(item.Amount)
		}
		if total.Cmp(first.Total) != 0 {
			t.Errorf("lines add up to %s, total %s", total, first.Total)
		}
	})
}

func checkProblems(t *testing.T, err error) {
	t.Helper()
	var problems Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Errorf("no problem is named: %v", err)
	}
	for _, p := range problems {
		if p == "" || strings.ContainsAny(p, "\n\r") {
			t.Errorf("a problem is not one line: %q", p)
		}
	}
}
