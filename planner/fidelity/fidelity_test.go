package fidelity

import "testing"

// Every published figure is met within the tolerance stated beside it.
func TestRecord(t *testing.T) {
	cases, err := Record()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if !c.Within() {
			t.Errorf("%s, %s: %v, published %v %s, off by %.4f%%", c.Title, c.Figure, c.Ours, c.Published, c.Unit, 100*c.Difference())
		}
		if c.Source.Name == "" || c.Source.AsOf == "" || c.Title == "" || c.Figure == "" {
			t.Errorf("%+v lacks a source, a date or words", c)
		}
	}
}
