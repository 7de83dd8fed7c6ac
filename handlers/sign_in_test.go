package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"stagecraft/signin"
	"stagecraft/signin/signintest"
)

// newSignInSite is a site whose people are those of a provider.
func newSignInSite(t *testing.T, change ...func(*Config, *signin.Config)) (*site, *signintest.Provider) {
	t.Helper()
	idp := signintest.Start(t)
	return newSiteAt(t, func(c *Config, address string) {
		config := signin.Config{Issuer: idp.URL, ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret, RedirectURL: address + SignInCallback}
		for _, change := range change {
			change(c, &config)
		}
		provider, err := signin.New(config)
		if err != nil {
			t.Fatal(err)
		}
		c.SignIn = provider
	}), idp
}

func required(c *Config, _ *signin.Config) { c.RequireSignIn = true }

// begin presses the button of the page to sign in at and gives the address that
// the provider sends the person back to.
func (s *site) begin(idp *signintest.Provider, returnTo string) string {
	s.t.Helper()
	to := s.post("/sign-in", url.Values{"return": {returnTo}}.Encode()).want(s.t, http.StatusSeeOther).Header.Get("Location")
	if !strings.HasPrefix(to, idp.URL+"/authorize?") {
		s.t.Fatalf("sent to %q", to)
	}
	return idp.Visit(to).String()
}

// signIn signs the visitor in and gives the path that they return to.
func (s *site) signIn(idp *signintest.Provider, returnTo string) string {
	s.t.Helper()
	return s.get(s.begin(idp, returnTo)).want(s.t, http.StatusSeeOther).Header.Get("Location")
}

func TestSignInGreetsAndSignOutEnds(t *testing.T) {
	s, idp := newSignInSite(t)
	s.get("/plans").want(t, 200).holds(t, `href="/sign-in?return=%2Fplans"`, "Sign in")
	s.get("/sign-in?return=%2Fplan%3Fusers%3D2k").want(t, 200).holds(t, `name="return" value="/plan?users=2k"`, "Sign in at 127.0.0.1")
	if to := s.signIn(idp, "/plan?users=2k"); to != "/plan?users=2k" {
		t.Errorf("returns to %q", to)
	}
	for _, path := range []string{"/plan?users=2k", "/plans", "/fidelity", "/nothing"} {
		a := s.get(path).holds(t, "Signed in as <b>Ada Lovelace</b>", `action="/sign-out"`)
		if strings.Contains(a.body, `href="/sign-in`) {
			t.Errorf("%s offers to sign in", path)
		}
	}
	s.get("/sign-in").want(t, 200).holds(t, "Signed in as Ada Lovelace")
	session := s.cookie(t, "stagecraft-session")
	if to := s.post("/sign-out", "").want(t, http.StatusSeeOther).Header.Get("Location"); to != "/sign-in?out=1" {
		t.Errorf("sent to %q", to)
	}
	s.get("/sign-in?out=1").want(t, 200).holds(t, "You are signed out")
	s.get("/plans", "Cookie", "stagecraft-session="+session).want(t, 200).holds(t, `href="/sign-in`)
	s.post("/sign-out", "").want(t, http.StatusSeeOther) // twice is no error
}

// cookie is the value of a cookie that the visitor keeps; empty without it.
func (s *site) cookie(t *testing.T, name string) string {
	t.Helper()
	u, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.client.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

func TestSiteWithoutProvider(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/sign-in", SignInCallback} {
		s.get(path).want(t, http.StatusNotFound)
	}
	for _, path := range []string{"/sign-in", "/sign-out"} {
		s.post(path, "").want(t, http.StatusNotFound)
	}
	if a := s.get("/plans").want(t, 200); strings.Contains(a.body, "ign in") {
		t.Error("a site that knows nobody offers to sign in")
	}
}

func TestCallbackWorksOnce(t *testing.T) {
	s, idp := newSignInSite(t, required)
	back := s.begin(idp, "/plans")
	attempt := s.cookie(t, "stagecraft-attempt")
	s.get(back).want(t, http.StatusSeeOther)
	if s.cookie(t, "stagecraft-attempt") != "" {
		t.Error("the attempt is still there")
	}
	other := s.visitor()
	s.client = other
	s.get(back).want(t, http.StatusBadRequest).holds(t, "Start again")
	s.get(back, "Cookie", "stagecraft-attempt="+attempt).want(t, http.StatusBadRequest).holds(t, "took too long")
	s.get("/plans").want(t, http.StatusSeeOther)
}

// The code of somebody else must not sign this browser in as them.
func TestPlantedCallback(t *testing.T) {
	s, idp := newSignInSite(t, required)
	planted := s.begin(idp, "/plans")
	s.client = s.visitor()
	s.begin(idp, "/plans")
	s.get(planted).want(t, http.StatusBadRequest).holds(t, "Start again", `action="/sign-in"`)
	s.get("/plans").want(t, http.StatusSeeOther)
}

func TestOtherSitesDoNotSignInOrOut(t *testing.T) {
	s, idp := newSignInSite(t)
	for _, header := range [][]string{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}} {
		s.post("/sign-in", "", header...).want(t, http.StatusForbidden)
	}
	if s.cookie(t, "stagecraft-attempt") != "" {
		t.Error("an attempt was begun")
	}
	s.signIn(idp, "/")
	for _, header := range [][]string{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}} {
		s.post("/sign-out", "", header...).want(t, http.StatusForbidden)
	}
	s.get("/sign-out").want(t, http.StatusMethodNotAllowed)
	s.get("/plans").holds(t, "Signed in as")
	s.do(http.MethodPost, "/sign-in", "return=/", "Content-Type", "text/plain").want(t, http.StatusUnsupportedMediaType)
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	s, idp := newSignInSite(t)
	for _, path := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/sign-in", ""} {
		if to := s.signIn(idp, path); to != "/plans" {
			t.Errorf("%q leads to %q", path, to)
		}
		s.get("/sign-in?return="+url.QueryEscape(path)).want(t, 200).holds(t, `href="/plans"`)
	}
}

func TestSignInCookies(t *testing.T) {
	for _, secure := range []bool{false, true} {
		s, idp := newSignInSite(t, func(c *Config, _ *signin.Config) { c.Secure = secure })
		prefix := map[bool]string{true: "__Host-"}[secure]
		begun := s.post("/sign-in", "return=/")
		check := func(a answer, name string, age time.Duration) string {
			t.Helper()
			cookies := a.Cookies()
			i := slices.IndexFunc(cookies, func(c *http.Cookie) bool { return c.Name == prefix+name && c.Value != "" })
			if i < 0 {
				t.Fatalf("no %s among %v", prefix+name, cookies)
			}
			if c := cookies[i]; !c.HttpOnly || c.Secure != secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge != int(age.Seconds()) {
				t.Errorf("%+v", c)
			}
			return cookies[i].Value
		}
		attempt := check(begun, "stagecraft-attempt", 10*time.Minute)
		back := idp.Visit(begun.Header.Get("Location")).String()
		session := check(s.get(back, "Cookie", prefix+"stagecraft-attempt="+attempt).want(t, 303), "stagecraft-session", 12*time.Hour)
		// Over HTTPS a plain cookie may have been planted, and says nothing.
		s.client = s.visitor()
		a := s.get("/plans", "Cookie", "stagecraft-session="+session)
		if strings.Contains(a.body, "Signed in as") == secure {
			t.Errorf("secure %v: a plain cookie", secure)
		}
	}
}

func TestHowAttemptsEnd(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*signintest.Settings)
		status int
		says   string
	}{
		{"cancelled", func(s *signintest.Settings) { s.Deny = "access_denied" }, 403, "did not go through with it"},
		{"not admitted", func(s *signintest.Settings) { s.Claims["email"] = "ada@evil-example.com" }, 403, "this site asks for an email address of an admitted domain"},
		{"not verified", func(s *signintest.Settings) { s.Claims["email_verified"] = false }, 403, "that the provider has verified"},
		{"another audience", func(s *signintest.Settings) {
			s.Change = func(claims map[string]any) { claims["aud"] = "someone-else" }
		}, 502, "does not prove who you are"},
		{"the provider is at fault", func(s *signintest.Settings) { s.Deny = "server_error" }, 503, "cannot be reached"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, idp := newSignInSite(t, required, func(_ *Config, c *signin.Config) { c.Domains = []string{"example.com"} })
			idp.Set(test.change)
			a := s.get(s.begin(idp, "/plans?deleted=x")).want(t, test.status).holds(t, test.says, `name="return" value="/plans?deleted=x"`)
			if (a.Header.Get("Retry-After") != "") != (test.status == 503) {
				t.Errorf("Retry-After: %q", a.Header.Get("Retry-After"))
			}
			if s.cookie(t, "stagecraft-session") != "" {
				t.Error("a session")
			}
			s.get("/plans").want(t, 303)
		})
	}
}

func TestProviderDown(t *testing.T) {
	s, idp := newSignInSite(t)
	idp.Set(func(s *signintest.Settings) { s.Down = true })
	s.post("/sign-in", "return=/plan?users=2k").want(t, http.StatusServiceUnavailable).holds(t, `value="/plan?users=2k"`)
	s.get("/plan?users=2k").want(t, 200) // the rest of the site does not need it
	idp.Set(func(s *signintest.Settings) { s.Down = false })
	s.signIn(idp, "/")
}

func TestLogHoldsNothingOfASignIn(t *testing.T) {
	s, idp := newSignInSite(t, func(_ *Config, c *signin.Config) { c.Domains = []string{"example.com"} })
	var secrets []string
	trip := func() {
		back := s.begin(idp, "/plan?name=Secret+project")
		u, err := url.Parse(back)
		if err != nil {
			t.Fatal(err)
		}
		secrets = append(secrets, u.Query().Get("code"), u.Query().Get("state"), s.cookie(t, "stagecraft-attempt"))
		s.get(back)
		secrets = append(secrets, s.cookie(t, "stagecraft-session"))
		s.get(back)
	}
	trip()
	idp.Set(func(s *signintest.Settings) { s.Claims["email"] = "ada@elsewhere.example" })
	trip()
	idp.Set(func(s *signintest.Settings) { s.Rewrite = func(token string) string { return token[:len(token)-4] } })
	trip()
	s.post("/sign-out", "")
	text := s.log.String()
	secrets = append(secrets, "Secret", "Ada", "ada@", "elsewhere", "eyJ", signintest.ClientSecret)
	for _, secret := range secrets {
		if secret != "" && strings.Contains(text, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if len(secrets) < 15 || !strings.Contains(text, "level=ERROR") || !strings.Contains(text, "check of the ID token") {
		t.Errorf("the log does not tell what must be mended:\n%s", text)
	}
}
