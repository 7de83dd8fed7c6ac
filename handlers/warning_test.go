package handlers

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"stagecraft/planner/pricing"
)

const oldPrices = "These prices are old"

// at sets the clock so many days after the newest price of the book.
func at(t *testing.T, days *int) func(*Config) {
	t.Helper()
	read, err := time.Parse(time.DateOnly, pricing.Embedded().AsOf())
	if err != nil {
		t.Fatal(err)
	}
	return func(c *Config) { c.Now = func() time.Time { return read.AddDate(0, 0, *days) } }
}

// Every page and export of an old book warns, in whatever way it is reached;
// also that of a plan saved while the book was fresh.
func TestOldPricesWarnEverywhere(t *testing.T) {
	days := pricing.StaleDays
	s := newSite(t, at(t, &days))
	saved := s.save("users=250k")
	paths := []string{"/", "/plan?users=2M", "/plans", saved, saved + "/plan.json", saved + "/bill.csv", "/plan/plan.json", "/plan/bill.csv", "/plan/stages/3/diagram.svg", "/api/v1/plan?users=2M"}
	for _, path := range paths {
		if strings.Contains(s.get(path).want(t, http.StatusOK).body, oldPrices) {
			t.Errorf("%s warns on day %d", path, days)
		}
	}
	before := s.get(saved + "/plan.json").body
	days = pricing.StaleDays + 1
	for _, path := range paths {
		if n := strings.Count(s.get(path).want(t, http.StatusOK).body, oldPrices); n == 0 || n > 1 && !strings.HasSuffix(path, ".csv") {
			t.Errorf("%s warns %d times on day %d", path, n, days)
		}
	}
	after := s.get(saved + "/plan.json").body
	if strings.Contains(before, oldPrices) || len(strings.Split(before, "\n")) != len(strings.Split(after, "\n")) {
		t.Error("more than the warning changed in a saved result")
	}
	s.get("/plan?users=-5").want(t, http.StatusUnprocessableEntity).holds(t, oldPrices)
	s.get("/nowhere").want(t, http.StatusNotFound).holds(t, oldPrices)
}
