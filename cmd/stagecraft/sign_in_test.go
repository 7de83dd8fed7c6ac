package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stagecraft/signin/signintest"
)

func TestSignInSettings(t *testing.T) {
	right := signInFlags{issuer: "https://login.example.com", id: "stagecraft", secret: "sesame", claim: "groups", site: "https://plans.example.com", required: "true"}
	secretFile := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secretFile, []byte("sesame\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	long := filepath.Join(t.TempDir(), "long")
	if err := os.WriteFile(long, make([]byte, 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		change func(*signInFlags)
		says   string // nothing: accepted
		none   bool   // without a provider
	}{
		{"right", func(*signInFlags) {}, "", false},
		{"a slash at the end", func(f *signInFlags) { f.site += "/" }, "", false},
		{"lists", func(f *signInFlags) { f.domains, f.groups = "example.com, example.net", "team a,staff" }, "", false},
		{"a secret in a file", func(f *signInFlags) { f.secret, f.secretFile = "", secretFile }, "", false},
		{"nothing", func(f *signInFlags) { *f = signInFlags{required: "false"} }, "", true},
		{"required by nobody", func(f *signInFlags) { *f = signInFlags{required: "true"} }, "--oidc-issuer", false},
		{"lists of nobody", func(f *signInFlags) { *f = signInFlags{required: "false", domains: "example.com"} }, "--oidc-issuer", false},
		{"neither true nor false", func(f *signInFlags) { f.required = "yes" }, "--require-sign-in", false},
		{"no public address", func(f *signInFlags) { f.site = "" }, "--site-url", false},
		{"an address in the clear", func(f *signInFlags) { f.site = "http://plans.example.com" }, "--secure", false},
		{"no secret", func(f *signInFlags) { f.secret = "" }, "client secret", false},
		{"two secrets", func(f *signInFlags) { f.secretFile = secretFile }, "leave one out", false},
		{"no such file", func(f *signInFlags) { f.secret, f.secretFile = "", secretFile+"x" }, "--oidc-client-secret-file", false},
		{"not a secret", func(f *signInFlags) { f.secret, f.secretFile = "", long }, "--oidc-client-secret-file", false},
		{"no domain", func(f *signInFlags) { f.domains = "@example.com" }, "domain", false},
		{"a comma too many", func(f *signInFlags) { f.groups = "staff," }, "groups", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			flags := right
			test.change(&flags)
			provider, required, err := flags.open(true)
			switch {
			case test.says == "" && (err != nil || (provider == nil) != test.none || required == test.none):
				t.Errorf("%v, %v, %v", provider, required, err)
			case test.says != "" && (err == nil || provider != nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "sesame") || strings.Contains(err.Error(), "\n")):
				t.Errorf("%v, want a line that names %s and no secret", err, test.says)
			}
		})
	}
	if _, _, err := right.open(false); err == nil || !strings.Contains(err.Error(), "--secure true") {
		t.Errorf("https without --secure: %v", err)
	}
}

// Help shows what a setting is when it is not given, never what is given.
func TestHelpTellsNoSecret(t *testing.T) {
	got := invoke(t, "", words("serve --help"), "STAGECRAFT_OIDC_CLIENT_SECRET", "sesame")
	if got.status != 0 || !strings.Contains(got.stdout, "--oidc-client-secret ") || strings.Contains(got.stdout+got.stderr, "sesame") {
		t.Errorf("%+v", got)
	}
}

func TestServeWithSignIn(t *testing.T) {
	idp := signintest.Start(t)
	idp.Set(func(s *signintest.Settings) { s.Down = true }) // it need not be up yet
	url, stop := start(t, "--db", filepath.Join(t.TempDir(), "plans.db"), "--oidc-issuer", idp.URL, "--oidc-client-id", signintest.ClientID,
		"--oidc-client-secret", signintest.ClientSecret, "--site-url", "http://127.0.0.1:8080", "--require-sign-in", "true")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(url + "/plans")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if to := answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther || to != "/sign-in?return=%2Fplans" {
		t.Errorf("%s to %q", answer.Status, to)
	}
	idp.Set(func(s *signintest.Settings) { s.Down = false })
	if answer, err = client.PostForm(url+"/sign-in", nil); err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if to := answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, idp.URL+"/authorize?") ||
		!strings.Contains(to, "redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fsign-in%2Fcallback") {
		t.Errorf("%s to %q", answer.Status, to)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}
