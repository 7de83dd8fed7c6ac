package planner

import (
	"fmt"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

func TestTry(t *testing.T) {
	for _, u := range []units.Users{1000, 100e3, 1e6, 10e6} {
		w := workload.Default()
		w.Users = u
		p, err := Build(w, pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("=====", u, "here", p.Here)
		for _, s := range p.Stages {
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
