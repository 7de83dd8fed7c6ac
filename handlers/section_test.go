package handlers

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

func TestSectionsShowOneAtATime(t *testing.T) {
	s := newSite(t)
	overview := s.get("/plan?users=250k").want(t, 200)
	overview.holds(t, "Cost, line by line", `href="/plan?users=250k&amp;stage=4&amp;show=breaks"`, `name="show"`)
	breaks := s.get("/plan?users=250k&show=breaks").want(t, 200)
	breaks.holds(t, "What breaks next", `value="breaks"`)
	if strings.Contains(breaks.body, "Cost, line by line") {
		t.Error("the overview stands in another section")
	}
	// Stages keep the section; an unknown one is the overview.
	breaks.holds(t, `href="/plan?users=250k&amp;stage=7&amp;show=breaks"`)
	s.get("/plan?users=250k&show=nothing").want(t, 200).holds(t, "Cost, line by line")
}

func TestFidelityPage(t *testing.T) {
	s := newSite(t)
	a := s.get("/fidelity").want(t, 200)
	a.holds(t, "How right are these numbers?", "Load and data", "What nobody can check yet", "Pastebin")
	if strings.Contains(a.body, `<span class="badge warn">off</span>`) {
		t.Error("a published figure is off")
	}
}

// Both totals on the page are those of the JSON of each track.
func TestTracksAgreeWithEitherPlan(t *testing.T) {
	s := newSite(t)
	totals := func(query string) []string {
		var plan struct {
			Stages []struct {
				Bill struct {
					Total string `json:"total_monthly"`
				}
			}
		}
		if err := json.Unmarshal([]byte(s.get("/api/v1/plan?"+query).want(t, 200).body), &plan); err != nil {
			t.Fatal(err)
		}
		all := make([]string, len(plan.Stages))
		for i, stage := range plan.Stages {
			all[i] = stage.Bill.Total
		}
		return all
	}
	now, talk := totals("users=400k"), totals("users=400k&track=classic")
	row := regexp.MustCompile(`(?s)<td class="r" data-label="Today&#39;s advice"><b>\$([\d,.]+)</b>.*?<td class="r" data-label="The talk as given \(2017\)"><b>\$([\d,.]+)</b>`)
	for _, query := range []string{"users=400k", "users=400k&track=classic"} {
		page := s.get("/plan?"+query+"&show=tracks").want(t, 200)
		rows := row.FindAllStringSubmatch(page.body, -1)
		if len(rows) != 8 {
			t.Fatalf("%s: %d stages in the table", query, len(rows))
		}
		for i, r := range rows {
			if plain(r[1]) != now[i] || plain(r[2]) != talk[i] {
				t.Errorf("%s, stage %d: page %s and %s, JSON %s and %s", query, i+1, r[1], r[2], now[i], talk[i])
			}
		}
	}
}

func plain(amount string) string { return strings.ReplaceAll(amount, ",", "") }
