package handlers

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"
)

func TestRoadmapStandsBesideEveryPlan(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k&name=Recipes")
	for _, base := range []string{"/plan", path, s.share(path)} {
		a := s.get(base+"/roadmap.svg").want(t, 200).holds(t, "<svg", "You are here")
		if kind := a.Header.Get("Content-Type"); kind != "image/svg+xml" || !strings.Contains(a.Header.Get("Content-Disposition"), "stagecraft-roadmap.svg") {
			t.Errorf("%s: %s, %s", base, kind, a.Header.Get("Content-Disposition"))
		}
		if strings.Count(a.body, `class="panel"`) != 8 || strings.Contains(a.body, "Recipes: ") != (base != "/plan") {
			t.Errorf("%s is another sheet", base)
		}
	}
	s.get(path).want(t, 200).holds(t, `href="`+path+`/roadmap.svg"`)
	if s.get(path+"/roadmap.svg?users=30M").want(t, 200).body == s.get(path+"/roadmap.svg").want(t, 200).body {
		t.Error("edits not yet saved are not drawn")
	}
	s.get("/plan/roadmap.svg?users=x").want(t, http.StatusUnprocessableEntity)
	s.get("/s/nothing/roadmap.svg").want(t, http.StatusNotFound)
}

func TestRoadmapTakesThemes(t *testing.T) {
	s := newSite(t)
	const sheet = "/plan/roadmap.svg?users=250k"
	s.get(sheet+"&theme=sepia").want(t, http.StatusUnprocessableEntity).holds(t, "theme takes light, dark or auto.")
	light, dark, auto := s.get(sheet).want(t, 200), s.get(sheet+"&theme=dark").want(t, 200), s.get(sheet+"&theme=auto").want(t, 200)
	if light.body != s.get(sheet+"&theme=light").want(t, 200).body || light.body == dark.body || strings.Contains(light.body+dark.body, "<style") {
		t.Error("a theme gives the sheet of another")
	}
	_, rest, _ := strings.Cut(auto.body, "<style>")
	rules, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(rules))
	if policy := auto.Header.Get("Content-Security-Policy"); rules == "" || !strings.Contains(policy, "style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"';") {
		t.Errorf("policy %s for %d bytes of rules", policy, len(rules))
	}
}

func TestLiveRoadmapIsAskedForAnew(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	pinned, following := s.share(path)+"/roadmap.svg", s.follow(path)+"/roadmap.svg"
	first := s.get(following, "Accept-Encoding", "identity").want(t, 200)
	tag := first.Header.Get("ETag")
	for name, want := range map[string]string{"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "cross-origin", "X-Robots-Tag": "noindex, nofollow"} {
		if got := first.Header.Get(name); got != want || tag == "" {
			t.Errorf("%s is %q, tag %q", name, got, tag)
		}
	}
	s.get(following, "If-None-Match", tag, "Accept-Encoding", "identity").want(t, http.StatusNotModified)
	if h := s.get(path+"/roadmap.svg").want(t, 200).Header; h.Get("Cross-Origin-Resource-Policy") != "same-origin" || h.Get("ETag") != "" {
		t.Errorf("the sheet of a saved plan crosses origins: %v", h)
	}
	s.post(path, "users=30M&revision=1").want(t, http.StatusSeeOther)
	if s.get(following, "If-None-Match", tag, "Accept-Encoding", "identity").want(t, 200).body == first.body {
		t.Error("the link does not follow")
	}
	if s.get(pinned).want(t, 200).body != first.body || s.get(following+"?revision=1").want(t, 200).body != first.body {
		t.Error("a pinned sheet moved")
	}
}

func TestSharePagesShowHowToEmbedTheRoadmap(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	made := s.post(path+"/links", "").want(t, http.StatusCreated)
	link := linkPattern.FindString(made.body)
	made.holds(t, "]("+link+"/roadmap.svg?theme=auto)]("+link+")")
	s.get(link+"?stage=6&overlay=cost&show=growth").want(t, 200)
	s.get(link+"?stage=6&overlay=cost").want(t, 200).holds(t, "]("+link+"/roadmap.svg?theme=auto)]("+link+")")
}
