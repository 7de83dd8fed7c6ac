package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/static"
)

func TestFrontPageAndPlanAreTheSamePage(t *testing.T) {
	s := newSite(t)
	front := s.get("/").want(t, 200)
	if plan := s.get("/plan").want(t, 200); plan.body != front.body {
		t.Error("/ and /plan differ")
	}
	front.holds(t, `name="users"`, "You are in stage", "<svg", "Cost, line by line")
	s.get("/plan?users=250k&stage=7").want(t, 200).holds(t, `value="250k"`, "Stage 7: ", "you are here")
}

func TestSameQueryGivesTheSameBytes(t *testing.T) {
	one, two := newSite(t), newSite(t)
	for _, path := range []string{"/plan?users=2M", "/plan/plan.json?users=2M", "/plan/bill.csv?users=2M", "/plan/stages/5/diagram.svg?users=2M"} {
		if one.get(path).want(t, 200).body != two.get(path).want(t, 200).body {
			t.Errorf("%s differs from server to server", path)
		}
	}
}

func TestEmptyFieldsOfAPlainFormLeaveTheAddress(t *testing.T) {
	s := newSite(t)
	a := s.get("/plan?users=250%20000&daily_share=&peak_factor=&stage=").want(t, http.StatusSeeOther)
	if got := a.Header.Get("Location"); got != "/plan?users=250k" {
		t.Errorf("sent on to %s", got)
	}
	s.get("/plan?users=250k&daily_share=", "X-Fragment", "plan").want(t, 200)
}

func TestRefusedValues(t *testing.T) {
	s := newSite(t)
	a := s.get("/plan?users=-5&read_write=%3Cscript%3E&peak_factor=4").want(t, http.StatusUnprocessableEntity)
	a.holds(t, `value="-5"`, `value="&lt;script&gt;"`, `value="4"`, "2 values need a change", `href="#field-users"`, `id="foot-users"`)
	if strings.Contains(a.body, "<script>") {
		t.Error("a value became markup")
	}
	s.post("/plans", "users=many").want(t, http.StatusUnprocessableEntity).holds(t, `value="many"`)
	for _, path := range []string{"/plan/plan.json?users=-5", "/plan/bill.csv?users=-5", "/plan/stages/1/diagram.svg?users=-5"} {
		s.get(path).want(t, http.StatusUnprocessableEntity)
	}
}

func TestFragmentIsNotKeptForThePage(t *testing.T) {
	s := newSite(t)
	part := s.get("/plan?users=250k", "X-Fragment", "plan").want(t, 200)
	if strings.Contains(part.body, "<html") || !strings.Contains(part.body, `id="results"`) {
		t.Error("not a fragment")
	}
	if part.Header.Get("Cache-Control") != "no-store" || !strings.Contains(strings.Join(part.Header.Values("Vary"), ","), "X-Fragment") {
		t.Errorf("a browser could show the fragment as the page: %v", part.Header)
	}
}

func TestFilesBesideEveryHome(t *testing.T) {
	s := newSite(t)
	saved := s.save("users=250k")
	shared := strings.TrimPrefix(s.share(saved), s.url)
	for _, base := range []string{"/plan", saved, shared} {
		var plan struct{ Stages []struct{ Number int } }
		if err := json.Unmarshal([]byte(s.get(base+"/plan.json").want(t, 200).body), &plan); err != nil || len(plan.Stages) != 8 {
			t.Errorf("%s/plan.json: %v, %d stages", base, err, len(plan.Stages))
		}
		s.get(base+"/bill.csv?stage=2").want(t, 200).holds(t, "monthly")
		picture := s.get(base+"/stages/3/diagram.svg").want(t, 200)
		if picture.Header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(picture.body, "<svg") {
			t.Errorf("%s: picture sent as %s", base, picture.Header.Get("Content-Type"))
		}
		for _, stage := range []string{"0", "9", "x", "-1"} {
			s.get(base+"/stages/"+stage+"/diagram.svg").want(t, http.StatusNotFound)
		}
	}
}

// The figure on the page is the figure in the files.
func TestPageAndJSONAgree(t *testing.T) {
	s := newSite(t)
	var plan struct {
		Stages []struct {
			Bill struct {
				Total string `json:"total_monthly"`
			}
		}
	}
	if err := json.Unmarshal([]byte(s.get("/api/v1/plan?users=80k").want(t, 200).body), &plan); err != nil {
		t.Fatal(err)
	}
	if len(plan.Stages) != 8 {
		t.Fatalf("%d stages", len(plan.Stages))
	}
	shown := regexp.MustCompile(`(?s)<tfoot>.*?\$([\d,.]+)`)
	for i, stage := range plan.Stages {
		page := s.get("/plan?users=80k&stage="+string(rune('1'+i))).want(t, 200)
		total := shown.FindStringSubmatch(page.body)
		if total == nil || strings.ReplaceAll(total[1], ",", "") != stage.Bill.Total {
			t.Errorf("stage %d: page %v, JSON %s", i+1, total, stage.Bill.Total)
		}
	}
}

func TestTheme(t *testing.T) {
	s := newSite(t)
	s.get("/", "Cookie", "theme=dark").holds(t, `data-theme="dark"`)
	if a := s.get("/", "Cookie", `theme="><script>`); strings.Contains(a.body, "data-theme") {
		t.Error("a made-up theme reached the page")
	}
}

// brokenLayouter stands for a layout engine that is down.
type brokenLayouter struct{}

func (brokenLayouter) Layout(context.Context, diagram.Scene) (diagram.Placed, error) {
	return diagram.Placed{}, errors.New("engine is down")
}

func TestPageStandsWithoutItsPicture(t *testing.T) {
	s := newSite(t, func(c *Config) { c.Layouter = brokenLayouter{} })
	s.get("/").want(t, 200).holds(t, "could not be drawn", "The same as a table")
	s.get("/plan/stages/1/diagram.svg").want(t, http.StatusServiceUnavailable).holds(t, "Not drawn")
	s.get("/metrics").want(t, 200).holds(t, `stagecraft_pictures_total{outcome="failed"} 2`)
	if !strings.Contains(s.log.String(), "engine is down") {
		t.Error("the log does not say why")
	}
}

// The style sheet turns the picture dark with the picture's own dark colours.
func TestStyleSheetKnowsThePicturesDarkColours(t *testing.T) {
	sheet := newSite(t).get(static.URL("diagram.css")).want(t, 200).body
	for _, rule := range regexp.MustCompile(`(\.d-[^{]*)\{([^}]*)\}`).FindAllStringSubmatch(svg.Rules(svg.Dark, ""), -1) {
		if rule[1] == ".d-paper" { // the page's own canvas shows through
			continue
		}
		ours := regexp.MustCompile(regexp.QuoteMeta(".canvas "+rule[1]) + ` \{([^}]*)\}`).FindStringSubmatch(sheet)
		if ours == nil {
			t.Errorf("no rule for %s", rule[1])
			continue
		}
		for _, declaration := range strings.Split(rule[2], ";") {
			property, colour, _ := strings.Cut(declaration, ":")
			if !regexp.MustCompile(property + `: light-dark\([^,]*, ` + colour + `\)`).MatchString(ours[1]) {
				t.Errorf("%s: the picture has %s, the style sheet {%s}", rule[1], declaration, ours[1])
			}
		}
	}
}
