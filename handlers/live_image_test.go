package handlers

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestLiveImageIsAskedForAnew(t *testing.T) {
	s := newSite(t)
	link := s.share(s.save("users=250k")) + "/stages/4/diagram.svg"
	first := s.get(link, "Accept-Encoding", "identity").want(t, 200)
	tag := first.Header.Get("ETag")
	if !regexp.MustCompile(`^"[0-9a-f]{32}"$`).MatchString(tag) {
		t.Fatalf("ETag %s", tag)
	}
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		a := s.do(method, link, "", "Accept-Encoding", "identity").want(t, 200)
		for name, want := range map[string]string{"ETag": tag, "Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "cross-origin", "X-Robots-Tag": "noindex, nofollow"} {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", method, name, got)
			}
		}
	}
	packed := s.get(link, "Accept-Encoding", "gzip").want(t, 200).Header.Get("ETag")
	if packed == tag {
		t.Error("other bytes have the same strong tag")
	}
	for _, header := range []string{tag, "W/" + tag, `"a", ` + tag, `W/"a",W/` + tag + `, "b"`, "*", packed} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			a := s.do(method, link, "", "If-None-Match", header, "Accept-Encoding", "identity").want(t, http.StatusNotModified)
			if a.body != "" || a.Header.Get("ETag") == "" || a.Header.Get("Cache-Control") != "no-cache" || a.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
				t.Errorf("%s %s: %d bytes, %v", method, header, len(a.body), a.Header)
			}
		}
	}
	for _, header := range []string{`"a"`, strings.Trim(tag, `"`), `""`, "", `"a", "b"`} {
		s.get(link, "If-None-Match", header).want(t, 200)
	}
	if other := s.get(strings.Replace(link, "/4/", "/5/", 1)).want(t, 200).Header.Get("ETag"); other == tag {
		t.Error("another picture has the same tag")
	}
}

// Only pictures of share links may stand in pages of other sites.
func TestOnlyLiveImagesCrossOrigins(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	link := s.share(path)
	for _, address := range []string{"/plan/stages/4/diagram.svg", path + "/stages/4/diagram.svg", link, link + "/plan.json", link + "/bill.csv"} {
		h := s.get(address).want(t, 200).Header
		if h.Get("Cross-Origin-Resource-Policy") != "same-origin" || !strings.Contains(h.Get("Cache-Control"), "no-store") || h.Get("ETag") != "" {
			t.Errorf("%s: %v", address, h)
		}
	}
}

// follow makes a link that follows a plan and gives its address.
func (s *site) follow(path string) string {
	s.t.Helper()
	page := s.post(path+"/links", "follow=on").want(s.t, http.StatusCreated).holds(s.t, "newest revision of the plan", "follows the plan")
	return linkPattern.FindString(page.body)
}

func TestLiveImageFollowsThePlanOrIsPinned(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	pinned, following := s.share(path), s.follow(path)
	const picture = "/stages/8/diagram.svg"
	before := s.get(pinned+picture).want(t, 200)
	if s.get(following+picture).want(t, 200).body != before.body {
		t.Fatal("two links of one revision differ")
	}
	s.post(path, "users=30M&revision=1").want(t, http.StatusSeeOther)
	s.client = s.visitor()
	if s.get(pinned+picture).want(t, 200).body != before.body {
		t.Error("the pinned link moved")
	}
	after := s.get(following+picture, "If-None-Match", before.Header.Get("ETag")).want(t, 200)
	if after.body == before.body || after.Header.Get("ETag") == before.Header.Get("ETag") {
		t.Error("the link does not follow")
	}
	if s.get(following+picture+"?revision=1").want(t, 200).body != before.body || s.get(following+picture+"?revision=2").want(t, 200).body != after.body {
		t.Error("a pinned revision shows another")
	}
	s.get(pinned+picture+"?revision=1").want(t, 200)
	for _, address := range []string{pinned + picture + "?revision=2", following + picture + "?revision=3", following + picture + "?revision=0",
		following + picture + "?revision=-1", following + picture + "?revision=01", following + picture + "?revision=x", following + picture + "?revision=99999999999999999999"} {
		if a := s.get(address).want(t, http.StatusNotFound).holds(t, "Nothing here"); a.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: an error crosses origins", a.Request.URL.RawQuery)
		}
	}
	// The page is pinned too, with everything beside it.
	s.get(following+"?revision=1&stage=4").want(t, 200).holds(t, "Revision 1", "?revision=1&amp;stage=7", "/plan.json?revision=1")
	s.get(following).want(t, 200).holds(t, "Revision 2")
}

func TestRevokedLiveImageIsGone(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	picture := s.follow(path) + "/stages/4/diagram.svg"
	tag := s.get(picture).want(t, 200).Header.Get("ETag")
	revoke := regexp.MustCompile(`/plans/[^"]*/revoke`).FindString(s.get(path+"/links").want(t, 200).body)
	s.post(revoke, "").want(t, http.StatusSeeOther)
	for _, header := range []string{tag, "*", ""} {
		s.get(picture, "If-None-Match", header).want(t, http.StatusNotFound)
	}
	s.get(picture+"?revision=1").want(t, http.StatusNotFound)
}

func TestSharePagesShowHowToEmbed(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	made := s.post(path+"/links", "").want(t, http.StatusCreated)
	link := linkPattern.FindString(made.body)
	made.holds(t, "]("+link+"/stages/4/diagram.svg?theme=auto)]("+link+"?stage=4)", "README")
	s.get(link+"?stage=6&overlay=cost").want(t, 200).holds(t, "]("+link+"/stages/6/diagram.svg?overlay=cost&amp;theme=auto)")
	if strings.Contains(s.get(path).want(t, 200).body, "embed-markdown") {
		t.Error("a page that is not shared has an address to embed")
	}
}
