package views

import (
	"strings"
	"testing"

	"stagecraft/planner"
)

// pairOf makes the section of a stage from the page of either track.
func pairOf(t *testing.T, stage int, at func(planner.Plan) Address, values map[string][]string) *TrackPair {
	t.Helper()
	p := planOf(t, values)
	other := map[string][]string{"track": {string(planner.OtherTrack(p.Workload).Track)}}
	for name, value := range values {
		if name != "track" {
			other[name] = value
		}
	}
	p = planner.WithTracks(p, planOf(t, other))
	return newTrackPair(p, p.Stages[stage-1], at(p))
}

func draftOf(p planner.Plan) Address { return Draft(p.Workload).Showing(Tracks) }

// The columns stand the same way round, whichever track the page is of.
func TestTracksStandTheSameWayRound(t *testing.T) {
	now := pairOf(t, 4, draftOf, map[string][]string{"users": {"400k"}})
	talk := pairOf(t, 4, draftOf, map[string][]string{"users": {"400k"}, "track": {"classic"}})
	if now.Text != talk.Text || len(now.Lines) == 0 || len(now.Lines) != len(talk.Lines) || now.Total != talk.Total {
		t.Errorf("%q\n%q", now.Text, talk.Text)
	}
	if got := now.Stages[3]; got.Now.Cost == got.Talk.Cost || got.Here != "you are here" || !got.Shown || got.Now.Cost != now.Total.Now || got.Talk.Cost != now.Total.Talk {
		t.Errorf("stage 4: %+v", got)
	}
	if len(now.Renamed) != 0 && now.Renamed[0].Talk == now.Renamed[0].Now {
		t.Errorf("renamed to itself: %+v", now.Renamed)
	}
}

// By hand, at 700k users: an X-Ray with its own SDK is drawn with OpenTelemetry
// today, and the bus of EventBridge is today's alone. Its line is
// events × $1.00 a million; the talk has none.
func TestTracksNameWhatDiffers(t *testing.T) {
	v := pairOf(t, 6, draftOf, map[string][]string{"users": {"700k"}})
	if len(v.Renamed) != 2 || v.Renamed[0] != (Rename{Talk: "ElastiCache (Redis OSS)", Now: "ElastiCache (Valkey)"}) || v.Renamed[1] != (Rename{Talk: "X-Ray", Now: "OpenTelemetry → X-Ray"}) {
		t.Errorf("renamed: %+v", v.Renamed)
	}
	if len(v.OnlyNow) != 1 || v.OnlyNow[0] != "EventBridge" {
		t.Errorf("only in today's advice: %v", v.OnlyNow)
	}
	found := false
	for _, l := range v.Lines {
		if strings.HasPrefix(l.Key, "eventbridge.") {
			found = true
			if l.Talk != "–" || l.Now == "–" || l.Change.Tone != Good || "−"+l.Now != l.Change.Text {
				t.Errorf("the bus: %+v", l)
			}
		}
	}
	if !found {
		t.Errorf("no line of EventBridge among %+v", v.Lines)
	}
}

// By hand, at 400k users: metrics 20 × $0.30 and alarms 10 × $0.10 are of today
// only, 124.642 GB × $0.045 pass the NAT gateways for want of endpoints, the same
// six cache nodes are 4,380 h × ($0.032 − $0.0256), and the talk's replica is
// 730 h × $0.032 with 149 GB × $0.115.
func TestTrackDifferenceByHand(t *testing.T) {
	v := pairOf(t, 4, draftOf, map[string][]string{"users": {"400k"}})
	want := map[string]LineChange{
		"cloudwatch.metric":                     {Now: "$14.40", Talk: "$8.40", Change: Change{"−$6.00", Good}},
		"cloudwatch.alarm.standard":             {Now: "$2.50", Talk: "$1.50", Change: Change{"−$1.00", Good}},
		"cloudwatch.dashboard":                  {Now: "$0.00", Talk: "–", Change: Change{"the same", Plain}},
		"nat.data":                              {Now: "$5.10", Talk: "$10.71", Change: Change{"+$5.61", Bad}},
		"elasticache.valkey.cache.t4g.small":    {Now: "$112.13", Talk: "–", Change: Change{"−$112.13", Good}},
		"elasticache.redis.cache.t4g.small":     {Now: "–", Talk: "$140.16", Change: Change{"+$140.16", Bad}},
		"rds.postgresql.db.t4g.small.single-az": {Now: "–", Talk: "$23.36", Change: Change{"+$23.36", Bad}},
		"rds.storage.gp3.single-az":             {Now: "–", Talk: "$17.14", Change: Change{"+$17.14", Bad}},
	}
	if len(v.Lines) != len(want) {
		t.Errorf("%d lines differ, want %d: %+v", len(v.Lines), len(want), v.Lines)
	}
	for _, l := range v.Lines {
		got := l
		got.Name, got.Key = "", ""
		if w, known := want[l.Key]; !known || got != w {
			t.Errorf("%s: %+v, want %+v", l.Key, got, w)
		}
	}
	if v.Total.Change != (Change{"+$67.14", Bad}) || !strings.Contains(v.Text, "$67.14 (3.2%) more") {
		t.Errorf("in all %+v: %s", v.Total, v.Text)
	}
}

func TestOtherTrackKeepsTheRest(t *testing.T) {
	values := map[string][]string{"users": {"400k"}, "region": {"eu-west-1"}}
	cases := []struct {
		base, track, href, label string
	}{
		{"/plan", "current", "/plan?users=400k&region=eu-west-1&track=classic&stage=4", "Open this plan as the talk gave it"},
		{"/plan", "classic", "/plan?users=400k&region=eu-west-1&stage=4", "Open this plan with today's advice"},
		{"/plans/x", "current", "/plans/x?users=400k&region=eu-west-1&track=classic&stage=4", "Open this plan as the talk gave it"},
		{"/s/T", "current", "/plan?users=400k&region=eu-west-1&track=classic&stage=4", "Open this plan as the talk gave it"},
	}
	for _, c := range cases {
		values["track"] = []string{c.track}
		v := pairOf(t, 4, func(planner.Plan) Address { return Address{Base: c.base, Section: Tracks} }, values)
		if v.Other.Href != c.href || v.Other.Label != c.label {
			t.Errorf("%s on %s leads to %+v, want %s", c.base, c.track, v.Other, c.href)
		}
	}
}

// Where the tracks end their stages at other users, bills for different loads are
// not counted as dearer or cheaper, and both bands are shown.
func TestTracksWithOtherBands(t *testing.T) {
	v := pairOf(t, 1, draftOf, map[string][]string{"users": {"3M"}, "practice": {"off"}, "analytics": {"on"}})
	if !strings.HasSuffix(v.Text, " Of the 4 stages that are priced for the same users on both tracks, the talk costs more in 1 and less in 1.") {
		t.Error(v.Text)
	}
	if s := v.Stages[3]; len(s.Facts) != 0 || len(s.Now.Facts) == 0 || len(s.Talk.Facts) == 0 || s.Now.Facts[0] == s.Talk.Facts[0] || !strings.HasPrefix(s.Now.Facts[0], "skipped, priced for ") {
		t.Errorf("%+v", s)
	}
	if len(v.Lines) != 0 || v.Total.Change.Text != "the same" {
		t.Errorf("stage 1 differs: %+v", v.Lines)
	}
	v = pairOf(t, 8, draftOf, map[string][]string{"users": {"3M"}, "practice": {"off"}, "analytics": {"on"}})
	if !strings.Contains(v.Sized, "part of the difference is that one carries more of them") {
		t.Error(v.Sized)
	}
}

func TestWithoutAComparisonTheSectionSaysSo(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"400k"}})
	page := html(t, results(NewResults(p, 0, Draft(p.Workload).Showing(Tracks), today)))
	if !strings.Contains(page, "could not be compared") {
		t.Error("the section is empty without a word")
	}
}
