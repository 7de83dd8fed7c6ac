package planner

import (
	"fmt"
	"net/url"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

func TestTry(t *testing.T) {
	for _, u := range []url.Values{{"users": {"10M"}}, {"users": {"10M"}, "writes_per_month": {"1e9"}, "reads_per_month": {"100e9"}, "bytes_per_write": {"1 KB"}}, {"users": {"100M"}, "writes_per_month": {"5e9"}, "reads_per_month": {"500e6"}, "bytes_per_write": {"50 B"}}} {
		w, errs := workload.Parse(u)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		p, err := Build(w, pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("=====", u, "here", p.Here)
		for _, s := range p.Stages {
			if s.Number < 3 || s.Number == 5 {
				continue
			}
			fmt.Printf("%d %-10s %v-%v at %v $%s complete=%v av=%.5f p99=%.0f skipped=%v alone=%s\n", s.Number, s.Name, s.Users.From, s.Users.To, s.SizedAt, s.Bill.Total, s.Bill.Complete, s.Available.Value, s.Latency.P99, s.Skipped, s.Alone)
			for _, tr := range s.Tiers {
				fmt.Printf("    %-14s %-30s util %.2f %s $%s\n", tr.ID, tr.Sizing.Detail, tr.Sizing.Utilisation, tr.Sizing.Bottleneck, tr.Monthly)
			}
			for _, e := range s.Early {
				fmt.Println("    EARLY", e.Text)
			}
		}
	}
}
