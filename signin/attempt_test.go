package signin

import (
	"strings"
	"testing"
	"time"

	"stagecraft/signin/signintest"
)

func TestLocalPath(t *testing.T) {
	for path, local := range map[string]bool{
		"/": true, "/plans": true, "/plans/abc?stage=2&show=bill": true, "/plan?name=http://x//y": true, "/plan?a=%5C#top": true,
		"/" + strings.Repeat("x", longestReturn-1): true, "/" + strings.Repeat("x", longestReturn): false,
		"": false, "plans": false, "//": false, "//evil.example": false, "///evil.example": false, "/a//evil.example": false, "/./..//evil.example": false,
		`/\evil.example`: false, `\\evil.example`: false, "/\tevil": false, "/\n/evil.example": false, "/\x00": false, "/\x7f": false, "/a b": false,
		"https://evil.example/plans": false, "javascript:alert(1)": false, "http:/plans": false, "?a=1": false, "/é": false, "/%zz": false,
		"/sign-in": false, "/sign-in?return=/": false, "/sign-in/callback?code=1": false, "/sign-out": false, "/sign%2Din": false, "/sign-ins": true,
	} {
		want := homePath
		if local {
			want = path
		}
		if got := LocalPath(path); got != want {
			t.Errorf("%.50q leads to %.50q, want %.50q", path, got, want)
		}
	}
}

// The way back is checked when it is kept and when it is used.
func TestAttemptLeadsNowhereElse(t *testing.T) {
	idp := signintest.Start(t)
	p := newProvider(t, idp)
	_, text, err := p.Begin(t.Context(), "//evil.example")
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := readAttempt(text); a.Return != homePath {
		t.Errorf("returns to %q", a.Return)
	}
	trip := visit(t, p, idp)
	a, err := readAttempt(trip.attempt)
	if err != nil {
		t.Fatal(err)
	}
	a.Return = "https://evil.example/"
	_, returnTo, err := p.Finish(t.Context(), a.text(), trip.query)
	if err != nil || returnTo != homePath {
		t.Errorf("returns to %q, %v", returnTo, err)
	}
}

func TestAttemptFitsIntoACookie(t *testing.T) {
	text := newAttempt("/"+strings.Repeat("&", longestReturn-1), time.Now()).text()
	if len(text) > 4000 {
		t.Errorf("%d letters", len(text))
	}
	if strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		t.Errorf("%q holds what cookies do not take", text)
	}
}

func FuzzLocalPath(f *testing.F) {
	for _, seed := range []string{"/", "//", "//x", `/\x`, "/a/../b", "/%2f/x", "/a;b?c#d", "/\u2028"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		got := LocalPath(path)
		if !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") || strings.ContainsAny(got, "\\\n\r\t\x00") {
			t.Errorf("%q leads to %q", path, got)
		}
		if LocalPath(got) != got {
			t.Errorf("%q is not local to itself", got)
		}
	})
}
