package catalog

import "testing"

// The examples of the Elastic Load Balancing price page.
func TestCapacityUnits(t *testing.T) {
	for _, c := range []struct {
		name                   string
		unit                   CapacityUnit
		opened, active, gb, rs float64
		want                   Units
		most                   float64
	}{
		{"ALB: 1 connection/s for 2 minutes, 1.08 GB/h, 250 rules/s", ALBUnit, 1, 120, 1.08, 250, Units{0.04, 0.04, 1.08, 0.25}, 1.08},
		{"ALB: 100 connections/s for 3 minutes, 3.6 GB/h, 4,000 rules/s", ALBUnit, 100, 18000, 3.6, 4000, Units{4, 6, 3.6, 4}, 6},
		{"ALB: rules bind", ALBUnit, 0, 0, 0, 2500, Units{0, 0, 0, 2.5}, 2.5},
		{"NLB: 100 TCP connections/s for 3 minutes", NLBTCPUnit, 100, 18000, 3.6, 0, Units{0.125, 0.18, 3.6, 0}, 3.6},
		{"NLB: UDP", NLBUDPUnit, 400, 50000, 1, 9, Units{1, 1, 1, 0}, 1},
		{"NLB: TLS binds by new connections", NLBTLSUnit, 100, 3000, 0, 0, Units{2, 1, 0, 0}, 2},
		{"GWLB", GWLBUnit, 600, 120000, 1, 0, Units{1, 2, 1, 0}, 2},
	} {
		if got := c.unit.Units(c.opened, c.active, c.gb, c.rs); got != c.want || got.Most() != c.most {
			t.Errorf("%s: %v, most %v; want %v, %v", c.name, got, got.Most(), c.want, c.most)
		}
	}
}

// The DynamoDB developer guide: a 3 KB item is one read unit and three write
// units, one of 4.1 KB two and five; nothing is less than one.
func TestUnitsOfOneOperation(t *testing.T) {
	for _, c := range []struct{ kb, read, write float64 }{{0, 1, 1}, {1, 1, 1}, {3, 1, 3}, {4, 1, 4}, {4.1, 2, 5}, {6, 2, 6}, {400, 100, 400}} {
		if ReadUnits(c.kb) != c.read || WriteUnits(c.kb) != c.write {
			t.Errorf("%v KB: %v and %v units, want %v and %v", c.kb, ReadUnits(c.kb), WriteUnits(c.kb), c.read, c.write)
		}
	}
}
