package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"stagecraft/planner"
)

func TestCompareText(t *testing.T) {
	a := build(t, map[string][]string{"users": {"400k"}, "track": {"classic"}})
	b := build(t, map[string][]string{"users": {"400k"}})
	text := string(CompareText(planner.Compare(a, b)))
	for _, want := range []string{
		"the talk as given beside today's advice", "Track  The talk as given → Today's advice",
		a.Stages[3].Bill.Total.Display(), b.Stages[3].Bill.Total.Display(),
		"ElastiCache (Redis OSS) beside ElastiCache (Valkey)", "only in today's advice: EventBridge", "only in the talk as given: Read replicas in zone b",
		"move here only in today's advice: Infrastructure through the same pipeline.", a.Book.Version,
	} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if utf8.RuneCountInString(line) > width {
			t.Errorf("%d columns: %s", utf8.RuneCountInString(line), line)
		}
	}
	if again := CompareText(planner.Compare(a, b)); !bytes.Equal([]byte(text), again) {
		t.Error("the same plans give other bytes")
	}
}

// The sign says who is dearer, whichever side comes first.
func TestCompareTextSigns(t *testing.T) {
	a := build(t, map[string][]string{"users": {"400k"}})
	b := build(t, map[string][]string{"users": {"400k"}, "pricing": {"savings-3y"}})
	change := a.Stages[3].Bill.Total.Sub(b.Stages[3].Bill.Total).Display()
	if text := string(CompareText(planner.Compare(a, b))); !strings.Contains(text, "−"+change) {
		t.Errorf("a saving of %s is not shown:\n%s", change, text)
	}
	if text := string(CompareText(planner.Compare(b, a))); !strings.Contains(text, "+"+change) {
		t.Errorf("an extra cost of %s is not shown:\n%s", change, text)
	}
	if text := string(CompareText(planner.Compare(a, a))); !strings.Contains(text, "today's advice (A) beside today's advice (B)") || !strings.Contains(text, "same") {
		t.Errorf("a plan beside itself:\n%s", text)
	}
}

// Plans that no planner makes neither break the text nor steer a terminal.
func TestCompareTextOfHostilePlans(t *testing.T) {
	evil := hostile()
	for _, c := range []planner.Comparison{planner.Compare(evil, build(t, nil)), planner.Compare(build(t, nil), evil), planner.Compare(evil, planner.Plan{})} {
		if text := CompareText(c); bytes.ContainsAny(text, "\x1b\u202e") {
			t.Errorf("controls reach the terminal: %q", text)
		}
	}
}

func TestServicesInJSON(t *testing.T) {
	var doc struct {
		Stages []struct {
			Services []struct {
				ID, Name, Status, Since, Treatment, Component, Text, Source string
				By                                                          string `json:"replaced_by"`
				Edition                                                     string `json:"named_in"`
			}
			Evidence []struct {
				ID         string
				InTalk     bool `json:"in_talk"`
				Components []string
				Stage      int
			} `json:"checklist_evidence"`
		}
	}
	p := build(t, map[string][]string{"track": {"classic"}})
	if err := json.Unmarshal(JSON(p, AllStages), &doc); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, s := range doc.Stages[4].Services {
		if s.ID == "opsworks" {
			found = s.Status == "retired" && s.Since == "2024-05-26" && s.Treatment == "replaced" && s.By == "systems-manager" && s.Edition == "2017" && s.Source != "" && s.Text != ""
		}
	}
	if !found {
		t.Errorf("OpsWorks is not shown as replaced: %+v", doc.Stages[4].Services)
	}
	inTalk := 0
	for _, e := range doc.Stages[7].Evidence {
		if e.InTalk {
			inTalk++
		}
	}
	if inTalk != 7 {
		t.Errorf("%d points of the checklist are the talk's, want 7", inTalk)
	}
	if text := string(Text(p, 5)); !strings.Contains(text, "→  AWS OpsWorks") || !strings.Contains(text, "✓  AWS CodePipeline") {
		t.Errorf("the text of stage 5 ticks no services:\n%s", text)
	}
}
