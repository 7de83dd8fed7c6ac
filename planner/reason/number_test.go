package reason

import "testing"

func TestN(t *testing.T) {
	for _, c := range []struct {
		in   float64
		want string
	}{
		{0, "0"}, {1, "1"}, {0.6, "0.6"}, {1234567.891, "1,234,568"}, {1234.5678, "1,234.57"},
		{0.0000166667, "0.0000166667"}, {-1500, "−1,500"}, {999999.4, "999,999"}, {-1234567.8, "−1,234,568"}, {123, "123"}, {-123456, "−123,456"}, {38051.75, "38,051.8"}, {38052.25, "38,052.3"}, {1000000.5, "1,000,001"}, {-1000002.5, "−1,000,003"},
	} {
		if got := N(c.in); got != c.want {
			t.Errorf("N(%v) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFill(t *testing.T) {
	got := Fill("{}/s × {} s ÷ ({} × {})", 174.0, 0.01, 2, Ratio(0.6))
	if want := "174/s × 0.01 s ÷ (2 × 60%)"; got != want {
		t.Errorf("Fill = %q, want %q", got, want)
	}
	if got, want := Fill("{} with {}", "a {} kept", 1.5), "a {} kept with 1.5"; got != want {
		t.Errorf("Fill = %q, want %q: what is filled in is not filled again", got, want)
	}
	defer func() {
		if recover() == nil {
			t.Error("a template with too few arguments did not panic")
		}
	}()
	Fill("{} and {}", 1)
}
