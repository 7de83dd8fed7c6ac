package record

import (
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

func BenchmarkEncode(b *testing.B) {
	p := busy(b)
	for b.Loop() {
		if _, err := Encode(p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	saved, err := Encode(busy(b))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(saved)))
	for b.Loop() {
		if _, err := Decode(saved); err != nil {
			b.Fatal(err)
		}
	}
}

// busy is the plan of a preset with what is worked out on demand for its page.
func busy(t testing.TB) planner.Plan {
	t.Helper()
	w := workload.Presets()[1].Workload()
	p, err := planner.Build(w, pricing.Embedded())
	if err == nil {
		p, err = planner.WithSensitivity(p, pricing.Embedded())
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}
