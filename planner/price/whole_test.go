package price

import (
	"math"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// Help, example and defaults of every service hold together.
func TestServicesAreWhole(t *testing.T) {
	seen := map[string]string{}
	for _, s := range Services() {
		for _, word := range append([]string{s.ID}, s.Aliases...) {
			if other := seen[plainWord(word)]; other != "" {
				t.Errorf("%s is a word for %s and %s", word, other, s.ID)
			}
			seen[plainWord(word)] = s.ID
		}
		if s.Name == "" || s.Charges == "" || s.Page.URL == "" || s.Page.AsOf == "" {
			t.Errorf("%s lacks its name, charges or page", s.ID)
		}
		names := map[string]bool{"region": true}
		for _, p := range s.Params {
			for _, name := range append([]string{p.Name}, p.Aliases...) {
				if names[name] {
					t.Errorf("%s: parameter %s stands twice", s.ID, name)
				}
				names[name] = true
			}
			if p.Help == "" {
				t.Errorf("%s: %s has no help", s.ID, p.Name)
			}
			if p.Default != "" {
				if _, err := p.read(p.Default); err != nil {
					t.Errorf("%s: default of %s: %v", s.ID, p.Name, err)
				}
			}
			if _, err := p.read(p.form()); err != nil {
				t.Errorf("%s: the form shown for %s is refused: %v", s.ID, p.Name, err)
			}
		}
		rates := map[string]bool{}
		for _, r := range s.Rates {
			for _, name := range append(append([]string{r.Name}, r.Aliases...), r.Named...) {
				if rates[name] {
					t.Errorf("%s: rate %s stands twice", s.ID, name)
				}
				rates[name] = true
			}
			if r.Unit == "" {
				t.Errorf("%s: rate %s has no unit", s.ID, r.Name)
			}
		}
		words := s.ID + " " + s.Example
		r := mustAsk(t, words)
		if len(r.Items) == 0 {
			t.Errorf("%s gives no line", words)
		}
		audit(t, words, r)
		help := string(Help(s))
		for _, p := range s.Params {
			if !strings.Contains(help, "  "+p.Name) {
				t.Errorf("help of %s lacks %s", s.ID, p.Name)
			}
		}
		for _, r := range s.Rates {
			if !strings.Contains(help, "  "+r.Name) {
				t.Errorf("help of %s lacks the rate %s", s.ID, r.Name)
			}
		}
		if !strings.Contains(string(Overview()), "  "+s.ID+" ") {
			t.Errorf("the overview lacks %s", s.ID)
		}
	}
}

// Keys that the code names exist in the book, save those the book is known to
// lack, whose lines are unpriced until it has them.
func TestKeysAreOfTheBook(t *testing.T) {
	lacking := map[string]bool{}
	for _, key := range strings.Fields(`dax gwlb.hour gwlb.glcu clb.hour clb.data redshift.rms redshift.serverless.rpu redshift.spectrum secrets.secret secrets.api
		kms.key kms.request eventbridge.discovery fargate.windows.license efs.elastic.read efs.elastic.write`) {
		lacking[key] = true
	}
	known := map[string]bool{}
	for _, key := range pricing.Embedded().Keys() {
		known[string(key)] = true
	}
	for _, s := range Services() {
		for _, r := range s.Rates {
			if r.Key != "" && !strings.Contains(r.Key, "{") && !known[r.Key] && !lacking[r.Key] {
				t.Errorf("%s: rate %s falls back to %s, which the book lacks", s.ID, r.Name, r.Key)
			}
		}
	}
}

// More of any quantity never costs less, and the time of use counts.
func TestMoreIsNeverCheaper(t *testing.T) {
	for _, s := range Services() {
		for _, p := range s.Params {
			if p.Kind != Count && p.Kind != Amount && p.Kind != Gigabytes && p.Kind != Duration {
				continue
			}
			switch p.Name {
			case "month_hours", "batch", "free", "free_gb", "days", "hours_per_day": // these divide, are free, or contradict the example
				continue
			}
			words := []string{s.ID}
			for _, word := range strings.Fields(s.Example) {
				if name, _, _ := strings.Cut(word, "="); name != p.Name {
					words = append(words, word)
				}
			}
			last := -1.0
			for _, n := range []float64{1, 2, 5, 20, 24, 28} {
				if p.Least > 0 {
					n *= p.Least
				}
				if p.Most > 0 {
					n = math.Min(n, p.Most)
				}
				r, err := ask(t, strings.Join(words, " ")+" "+p.Name+"="+units.CanonicalNumber(n))
				if err != nil {
					break // contradicts the example
				}
				if got := r.Total.Float(); got < last {
					t.Errorf("%s: %s=%v costs %v, less of it %v", s.ID, p.Name, n, got, last)
				} else {
					last = got
				}
			}
		}
	}
}
