package poster_test

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"stagecraft/diagram"
	"stagecraft/diagram/poster"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// drawn are the posters of the presets and of workloads that bring in what they
// lack, once made: planning them takes longer than all that is asked of them.
var drawn map[string]poster.Poster

func posters(t testing.TB) map[string]poster.Poster {
	t.Helper()
	if drawn != nil {
		return drawn
	}
	inputs := map[string]url.Values{"plain": {}, "one user": {"users": {"1"}}, "talk": {"track": {"classic"}, "users": {"250k"}},
		"much": {"users": {"2M"}, "database": {"aurora-postgresql"}, "requests_per_second": {"20000/s"}, "read_write": {"99/1"}, "cache_hit": {"0"}, "region": {"ap-southeast-1"}}}
	for _, p := range workload.Presets() {
		v := url.Values{}
		for k, x := range p.Values {
			v.Set(k, x)
		}
		inputs[p.ID] = v
	}
	all := map[string]poster.Poster{}
	for name, v := range inputs {
		w, errs := workload.Parse(v)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		p, err := planner.Build(w, pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		placed := map[int]diagram.Placed{}
		for _, s := range p.Stages {
			if placed[s.Number], err = diagram.Draw(context.Background(), diagram.Grid{}, diagram.NewScene(s.Graph)); err != nil {
				t.Fatal(err)
			}
		}
		all[name] = views.NewPoster(p, placed)
	}
	drawn = all
	return all
}

// evil is a text as somebody may type it who means no good.
const evil = "</text><script>alert(1)</script>\x00\x1b&bogus;\xff\" onload=\"x\u202eabc\u200f\U0001F600\n]]>"

// hostile is a poster whose every text is evil and long.
func hostile(t testing.TB) poster.Poster {
	p := posters(t)["saas"]
	long := strings.Repeat(evil, 100<<10/len(evil))
	p.Title, p.Subtitle, p.Note = long, long, long
	p.Stages = append([]poster.Stage{}, p.Stages...)
	for i := range p.Stages {
		s := &p.Stages[i]
		s.Name, s.Title, s.Users, s.Cost, s.Ends, s.New = long, long, long, long, long, []string{long, evil, long, evil, long, long}
		s.Labels = diagram.Labels{Cards: map[string]diagram.Card{}, Frames: map[string]string{"cloud": long, "vpc": evil, "region": long, "a": long}}
		for _, c := range s.Scene.Cards {
			s.Labels.Cards[c.ID] = diagram.Card{Title: long, Service: evil, Category: evil}
		}
	}
	return p
}

func TestTextsHaveRoom(t *testing.T) {
	all := map[string]poster.Poster{"hostile": hostile(t)}
	for name, p := range posters(t) {
		all[name] = p
	}
	for name, p := range all {
		s := read(t, poster.Render(p), svg.Light)
		if len(s.texts) < 150 || len(s.runs) < 100 {
			t.Errorf("%s: only %d texts and %d runs", name, len(s.texts), len(s.runs))
		}
		for i, a := range s.texts {
			if !inside(a.box, a.room) {
				t.Errorf("%s, stage %s: %q at %+v leaves its %s %+v", name, a.stage, a.text, a.box, a.class, a.room)
			}
			if a.size < 5.45 {
				t.Errorf("%s: %q has letters of %v", name, a.text, a.size)
			}
			for _, run := range s.runs {
				if a.class == "panel" && a.box.Overlaps(run) {
					t.Errorf("%s, stage %s: a line runs through %q", name, a.stage, a.text)
				}
			}
			for _, b := range s.texts[i+1:] {
				if a.box.Grow(-0.2).Overlaps(b.box.Grow(-0.2)) {
					t.Errorf("%s, stage %s: %q stands over %q", name, a.stage, a.text, b.text)
				}
			}
		}
	}
}

func TestNothingOverlaps(t *testing.T) {
	for name, p := range posters(t) {
		s := read(t, poster.Render(p), svg.Light)
		var panels, cards, marks []group
		for _, g := range s.groups {
			switch g.class {
			case "panel":
				panels = append(panels, g)
			case "card":
				cards = append(cards, g)
				if panel := s.groups[g.parent]; !inside(g.room, panel.room) {
					t.Errorf("%s: a card leaves panel %s", name, panel.stage)
				}
			case "here":
				marks = append(marks, g)
			}
		}
		apart(t, name+": panels", panels, 8)
		apart(t, name+": cards", cards, 1)
		if len(panels) != 8 || len(marks) != 1 {
			t.Errorf("%s: %d panels, %d marks", name, len(panels), len(marks))
		}
		for _, g := range panels {
			if !inside(g.room, diagram.Box{X: 10, Y: 10, W: poster.Width - 20, H: poster.Height - 20}) {
				t.Errorf("%s: panel %s leaves the sheet", name, g.stage)
			}
		}
		for _, text := range s.texts {
			for _, c := range cards {
				if text.class != "card" && text.box.Overlaps(c.room) {
					t.Errorf("%s, stage %s: %q covers a card", name, text.stage, text.text)
				}
			}
		}
	}
}

func apart(t *testing.T, name string, groups []group, by float64) {
	t.Helper()
	for i, a := range groups {
		for _, b := range groups[i+1:] {
			if a.room.Grow(by / 2).Overlaps(b.room.Grow(by / 2)) {
				t.Errorf("%s touch: %+v, %+v", name, a, b)
			}
		}
	}
}

func TestEveryThemeIsSelfContained(t *testing.T) {
	for name, p := range posters(t) {
		var sizes []int
		for _, theme := range []svg.Theme{svg.Light, svg.Dark, svg.Auto, ""} {
			p.Theme = theme
			out := poster.Render(p)
			if again := poster.Render(p); !bytes.Equal(out, again) {
				t.Errorf("%s: two drawings differ", name)
			}
			read(t, out, theme)
			if paper := theme.Colours().Paper; !bytes.Contains(out, []byte(`fill="`+paper+`"`)) {
				t.Errorf("%s, %s: no paper of %s", name, theme, paper)
			}
			sizes = append(sizes, len(out))
		}
		if sizes[2] <= sizes[0] || sizes[0] != sizes[1] || sizes[0] != sizes[3] {
			t.Errorf("%s: %v bytes in light, dark, auto and by default", name, sizes)
		}
	}
}

func TestSaysEverything(t *testing.T) {
	for name, p := range posters(t) {
		s := read(t, poster.Render(p), svg.Light)
		said := map[string][]string{}
		for _, text := range s.texts {
			said[text.stage] = append(said[text.stage], text.text)
		}
		for _, stage := range p.Stages {
			texts := " " + strings.Join(said[strconv.Itoa(stage.Number)], " | ") + " "
			for _, want := range append([]string{"New", "Ends", stage.Name, stage.Users, stage.Cost, "AWS Cloud"}, stage.New[:min(len(stage.New), 4)]...) {
				if !strings.Contains(texts, " "+want+" ") {
					t.Errorf("%s: stage %d does not say %q: %s", name, stage.Number, want, texts)
				}
			}
			if left := len(stage.New) - 4; left > 0 && !strings.Contains(texts, fmt.Sprintf("and %d more", left)) {
				t.Errorf("%s: stage %d does not count what it leaves out", name, stage.Number)
			}
			if stage.Here != strings.Contains(texts, "You are here") {
				t.Errorf("%s: stage %d and the mark", name, stage.Number)
			}
		}
	}
}

// What is new has a sign of its own, not a colour alone.
func TestMarksWhatIsNew(t *testing.T) {
	p := posters(t)["saas"]
	for i := range p.Stages {
		one := p
		one.Stages = p.Stages[i : i+1]
		fresh := 0
		for _, c := range p.Stages[i].Scene.Cards {
			if c.New {
				fresh++
			}
		}
		circles := bytes.Count(poster.Render(one), []byte("<circle"))
		if want := fresh + 2; circles != want { // the number of the panel, the legend
			t.Errorf("stage %d: %d signs for %d new cards", i+1, circles-2, fresh)
		}
	}
}

func TestHostileTextComesOutAsItself(t *testing.T) {
	p := hostile(t)
	started := time.Now()
	out := poster.Render(p)
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("drawing took %v", took)
	}
	if bytes.Contains(out, []byte("<script")) || bytes.ContainsAny(out, "\x00\x1b") || bytes.Contains(out, []byte("]]>")) || len(out) > 1<<20 {
		t.Errorf("hostile text got through, in %d bytes", len(out))
	}
	if s := read(t, out, svg.Light); !strings.HasPrefix(s.texts[0].text, `</text><script>alert(1)</script>&bogus;" onload="x`) {
		t.Errorf("the title reads %q", s.texts[0].text)
	}
	p.Stages[0].Name = "Ünïcode “quotes” & <b>"
	if !bytes.Contains(poster.Render(p), []byte("Ünïcode “quotes” &amp; &lt;b&gt;")) {
		t.Error("a harmless name is changed")
	}
}

func TestDrawsWhatThereIs(t *testing.T) {
	p := posters(t)["saas"]
	p.Stages = append([]poster.Stage{}, p.Stages[:3]...)
	p.Stages[1].Placed = diagram.Placed{}
	out := poster.Render(p)
	read(t, out, svg.Light)
	if bytes.Count(out, []byte(">Not drawn<")) != 1 {
		t.Error("a stage without a picture does not say so")
	}
	read(t, poster.Render(poster.Poster{}), svg.Light)
}

// Programs that did not write the posters open them.
func TestOpensInOtherPrograms(t *testing.T) {
	all := map[string]poster.Poster{"hostile": hostile(t), "saas": posters(t)["saas"], "much": posters(t)["much"]}
	for name, p := range all {
		p.Theme = svg.Auto
		file := filepath.Join(t.TempDir(), "poster.svg")
		if err := os.WriteFile(file, poster.Render(p), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("xmllint", "--noout", file).CombinedOutput(); err != nil {
			t.Errorf("xmllint %s: %v %s", name, err, out)
		}
		png, err := exec.Command("rsvg-convert", "--width", "1600", file).Output()
		if err != nil || !bytes.HasPrefix(png, []byte("\x89PNG")) || len(png) < 100_000 {
			t.Errorf("rsvg-convert %s: %v, %d bytes", name, err, len(png))
		}
	}
}
