package workload

import (
	"testing"

	"stagecraft/planner/units"
)

// A workload is carried up to the ends of its fields, and not a step beyond.
func TestCarries(t *testing.T) {
	w, refused := Parse(one("users", "1M", "requests_per_second", "1000/s", "peak_factor", "10"))
	if refused != nil {
		t.Fatal(refused)
	}
	for users, want := range map[units.Users]bool{0: false, 1: true, 1e6: true, 1e10: true, 1.001e10: false} {
		if got := w.Carries(users); got != want {
			t.Errorf("%v users carried: %v, want %v", users, got, want)
		}
	}
	busy, refused := Parse(one("users", "1M", "requests_per_second", "1M/s", "peak_factor", "10")) // 10 requests/s a user at peak
	if refused != nil {
		t.Fatal(refused)
	}
	for users, want := range map[units.Users]bool{1e8: true, 1.001e8: false} { // 1e9 requests/s at peak
		if got := busy.Carries(users); got != want {
			t.Errorf("busy: %v users carried: %v, want %v", users, got, want)
		}
	}
}
