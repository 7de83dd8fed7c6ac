package svg

import (
	"strings"
	"testing"
	"time"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
	}{{"Web servers", 500}, {"Web servers", 40}, {"", 10}, {"Web servers", 1}, {"a, b · c and more of it", 45}, {"Ελληνικά και русский", 60}, {"🚀🚀🚀🚀🚀🚀🚀", 50}} {
		got := Fit(c.text, 11, c.width, false)
		if w := Width(got, 11, false); w > c.width && got != "…" {
			t.Errorf("%q in %v: %q is %v wide", c.text, c.width, got, w)
		}
		short, cut := strings.CutSuffix(got, "…")
		if !cut && got != c.text || !strings.HasPrefix(c.text, short) {
			t.Errorf("%q in %v: %q", c.text, c.width, got)
		}
		if cut && strings.TrimRight(short, " ,·") != short {
			t.Errorf("%q ends in a separator", got)
		}
		if cut && len(short) < len(c.text) { // not shorter than it must be
			runes := []rune(c.text)
			more := strings.TrimRight(string(runes[:len([]rune(short))+1]), " ,·") + "…"
			if len(more) > len(got) && Width(more, 11, false) <= c.width {
				t.Errorf("%q in %v: %q, though %q fits", c.text, c.width, got, more)
			}
		}
	}
	began := time.Now()
	Fit(strings.Repeat("long ", 1<<20), 11, 500, true)
	if took := time.Since(began); took > 200*time.Millisecond {
		t.Errorf("5 MB took %v", took)
	}
}
