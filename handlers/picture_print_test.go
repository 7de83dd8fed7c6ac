package handlers

import (
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func pixelsOf(t *testing.T, a answer) image.Image {
	t.Helper()
	img, err := png.Decode(strings.NewReader(a.body))
	if err != nil {
		t.Fatalf("%s: %v", a.Request.URL, err)
	}
	return img
}

// The pixels are those of the SVG at the same address.
func TestPicturesInPixels(t *testing.T) {
	s := newSite(t)
	const picture = "/plan/stages/2/diagram"
	size := regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)
	for query, scale := range map[string]int{"?users=250k": 2, "?users=250k&scale=2": 2, "?users=250k&scale=1": 1, "?users=250k&scale=1&overlay=cost": 1, "?users=250k&scale=1&theme=dark&overlay=new": 1} {
		a := s.get(picture+".png"+query).want(t, 200)
		m := size.FindStringSubmatch(s.get(picture+".svg"+strings.Replace(query, "scale="+strconv.Itoa(scale), "", 1)).want(t, 200).body)
		width, _ := strconv.Atoi(m[1])
		height, _ := strconv.Atoi(m[2])
		img := pixelsOf(t, a)
		if got := img.Bounds().Size(); got != image.Pt(width*scale, height*scale) {
			t.Errorf("%s is %v, the SVG %d × %d", query, got, width, height)
		}
		paper := color.RGBA{0xfb, 0xfc, 0xfe, 255}
		if strings.Contains(query, "dark") {
			paper = color.RGBA{0x10, 0x15, 0x1f, 255}
		}
		if got := color.RGBAModel.Convert(img.At(1, 1)); got != paper {
			t.Errorf("%s lies on %v, want %v", query, got, paper)
		}
		if h := a.Header; h.Get("Content-Type") != "image/png" || h.Get("Content-Disposition") != `inline; filename="stagecraft-stage-2.png"` || h.Get("Content-Encoding") != "" || !strings.Contains(h.Get("Cache-Control"), "no-store") {
			t.Errorf("%s: %v", query, h)
		}
	}
	s.get(picture+".png?scale=3").want(t, http.StatusUnprocessableEntity).holds(t, "scale takes 1 or 2.")
	s.get(picture+".png?theme=auto").want(t, http.StatusUnprocessableEntity).holds(t, "theme takes light or dark.")
	s.get(picture+".png?overlay=x").want(t, http.StatusUnprocessableEntity)
	s.get("/plan/stages/9/diagram.png").want(t, http.StatusNotFound)
}

func TestLiveImagesInPixels(t *testing.T) {
	s := newSite(t)
	link := s.share(s.save("users=250k")) + "/stages/1/diagram.png?scale=1"
	first := s.get(link).want(t, 200)
	tag := first.Header.Get("ETag")
	if tag == "" || first.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || first.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("%v", first.Header)
	}
	s.get(link, "If-None-Match", tag).want(t, http.StatusNotModified)
	if other := s.get(link+"&theme=dark", "If-None-Match", tag).want(t, 200); other.Header.Get("ETag") == tag {
		t.Error("another picture has the same tag")
	}
}

// sheets are the texts of a document, one for each sheet.
func sheets(t *testing.T, a answer) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.pdf")
	if err := os.WriteFile(path, []byte(a.body), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", path, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

func TestPlanAsDocument(t *testing.T) {
	s := newSite(t)
	whole := s.get("/plan/plan.pdf?users=250k&name=Our+shop").want(t, 200)
	if h := whole.Header; h.Get("Content-Type") != "application/pdf" || h.Get("Content-Disposition") != `inline; filename="stagecraft-plan.pdf"` {
		t.Errorf("%v", h)
	}
	text := strings.Join(sheets(t, whole), " ")
	for n := 1; n <= 8; n++ {
		if !strings.Contains(text, "Stage "+strconv.Itoa(n)+": ") {
			t.Errorf("stage %d is not printed", n)
		}
	}
	if !strings.Contains(text, "Our shop") {
		t.Error("the plan has no name")
	}
	one := sheets(t, s.get("/plan/plan.pdf?users=250k&stage=3").want(t, 200))
	if len(one) < 2 || len(one) > 4 || !strings.HasPrefix(one[0], "Stage 3: ") || strings.Contains(strings.Join(one, " "), "Stage 4: ") {
		t.Errorf("one stage takes %d sheets: %.200q", len(one), one)
	}
	link := s.share(s.save("users=250k"))
	if h := s.get(link+"/plan.pdf?stage=1").want(t, 200).Header; h.Get("Cross-Origin-Resource-Policy") != "same-origin" || !strings.Contains(h.Get("Cache-Control"), "no-store") {
		t.Errorf("by a link: %v", h)
	}
	s.get("/plan/plan.pdf?users=x").want(t, http.StatusUnprocessableEntity)
}

// What is heavy is made in its turn; who finds the line full is told at once.
func TestPrintsAreBounded(t *testing.T) {
	s := newSite(t)
	crowd(t, s.server.printing)
	for _, path := range []string{"/plan/stages/1/diagram.png", "/plan/plan.pdf"} {
		a := s.get(path).want(t, http.StatusServiceUnavailable)
		if a.Header.Get("Retry-After") == "" || a.Header.Get("Content-Disposition") != "" {
			t.Errorf("%s: %v", path, a.Header)
		}
	}
	s.get("/plan/stages/1/diagram.svg").want(t, 200) // which is not heavy
}
