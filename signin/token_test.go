package signin

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"stagecraft/signin/signintest"
)

func TestTokens(t *testing.T) {
	set := func(name string, value any) func(map[string]any) {
		return func(claims map[string]any) { claims[name] = value }
	}
	from := func(d time.Duration) int64 { return time.Now().Add(d).Unix() }
	for _, test := range []struct {
		name   string
		change func(claims map[string]any)
		want   error
	}{
		{"another audience", set("aud", "someone-else"), ErrUntrusted},
		{"no audience", set("aud", []string{}), ErrUntrusted},
		{"several audiences, made for us", func(c map[string]any) {
			c["aud"], c["azp"] = []string{"someone-else", signintest.ClientID}, signintest.ClientID
		}, nil},
		{"several audiences, made for nobody", set("aud", []string{"someone-else", signintest.ClientID}), ErrUntrusted},
		{"made for another client", set("azp", "someone-else"), ErrUntrusted},
		{"made for an empty client", set("azp", ""), ErrUntrusted},
		{"another issuer", set("iss", "https://evil.example"), ErrUntrusted},
		{"the issuer with a slash", func(c map[string]any) { c["iss"] = c["iss"].(string) + "/" }, ErrUntrusted},
		{"another nonce", set("nonce", "AAAA"), ErrUntrusted},
		{"no nonce", func(c map[string]any) { delete(c, "nonce") }, ErrUntrusted},
		{"nobody", set("sub", ""), ErrUntrusted},
		{"a subject without end", set("sub", strings.Repeat("x", 256)), ErrUntrusted},
		{"the longest subject", set("sub", strings.Repeat("x", 255)), nil},
		{"of another access token", set("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"), ErrUntrusted},
		{"expired", set("exp", from(-2*time.Minute)), ErrUntrusted},
		{"without an end", func(c map[string]any) { delete(c, "exp") }, ErrUntrusted},
		{"expired by a clock that is a little fast", set("exp", from(-30*time.Second)), nil},
		{"begins by a clock that is a little slow", set("nbf", from(2*time.Minute)), nil},
		{"begins in an hour", set("nbf", from(time.Hour)), ErrUntrusted},
		{"claims of other kinds", func(c map[string]any) { c["name"], c["email"], c["groups"] = 1, []int{2}, map[string]any{"a": 1} }, nil},
		{"an end that is no number", set("exp", "tomorrow"), ErrUntrusted},
	} {
		t.Run(test.name, func(t *testing.T) {
			idp := signintest.Start(t)
			idp.Set(func(s *signintest.Settings) { s.Change = test.change })
			who, err := signIn(t, newProvider(t, idp), idp)
			if !errors.Is(err, test.want) {
				t.Fatalf("%v, want %v", err, test.want)
			}
			if err != nil && who.Subject != "" {
				t.Errorf("an error, and %+v", who)
			}
		})
	}
}

// A token may be replaced by one that nobody signed, or another.
func TestSignatures(t *testing.T) {
	part := func(token string, n int) string { return strings.Split(token, ".")[n] }
	for _, test := range []struct {
		name    string
		rewrite func(idp *signintest.Provider, claims map[string]any, token string) string
	}{
		{"another key", func(idp *signintest.Provider, claims map[string]any, _ string) string { return idp.Forge(claims) }},
		{"other claims", func(_ *signintest.Provider, claims map[string]any, token string) string {
			claims["sub"] = "grace"
			return part(token, 0) + "." + inBase64(t, claims) + "." + part(token, 2)
		}},
		{"unsigned", func(_ *signintest.Provider, claims map[string]any, token string) string {
			return inBase64(t, map[string]any{"alg": "none"}) + "." + part(token, 1) + "."
		}},
		{"signed by the public key", func(_ *signintest.Provider, _ map[string]any, token string) string {
			return inBase64(t, map[string]any{"alg": "HS256"}) + "." + part(token, 1) + "." + part(token, 2)
		}},
		{"no token", func(*signintest.Provider, map[string]any, string) string { return "" }},
		{"no token at all", func(_ *signintest.Provider, _ map[string]any, token string) string { return "x" + token[:30] }},
	} {
		t.Run(test.name, func(t *testing.T) {
			idp := signintest.Start(t)
			var kept map[string]any
			var token string
			idp.Set(func(s *signintest.Settings) {
				s.Change = func(claims map[string]any) { kept = claims }
				s.Rewrite = func(signed string) string { token = signed; return "" }
			})
			p := newProvider(t, idp)
			trip := visit(t, p, idp)
			p.Finish(t.Context(), trip.attempt, trip.query) // to see the token
			trip = visit(t, p, idp)
			a, _ := readAttempt(trip.attempt)
			kept["nonce"] = a.Nonce
			forged := test.rewrite(idp, kept, token)
			idp.Set(func(s *signintest.Settings) { s.Change, s.Rewrite = nil, func(string) string { return forged } })
			who, _, err := p.Finish(t.Context(), trip.attempt, trip.query)
			if !errors.Is(err, ErrUntrusted) || who.Subject != "" {
				t.Errorf("%+v, %v", who, err)
			}
			keepsSecrets(t, err, trip)
		})
	}
}

func inBase64(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// What the ID token does not say is asked for.
func TestUserInfo(t *testing.T) {
	idp := signintest.Start(t)
	idp.Set(func(s *signintest.Settings) {
		s.UserInfo = true
		s.Claims["groups"] = []string{"staff"}
	})
	p := newProvider(t, idp, func(c *Config) { c.Groups = []string{"staff"} })
	who, err := signIn(t, p, idp)
	if err != nil || who.Name != "Ada Lovelace" || who.Email != "ada@example.com" || len(who.Groups) != 1 {
		t.Errorf("%+v, %v", who, err)
	}
	idp.Set(func(s *signintest.Settings) { s.About = "grace" })
	if _, err := signIn(t, p, idp); !errors.Is(err, ErrUntrusted) {
		t.Errorf("about someone else: %v", err)
	}
}

// An address of the ID token is not verified by what userinfo says of another.
func TestVerifiedIsOfTheSameAddress(t *testing.T) {
	idp := signintest.Start(t)
	idp.Set(func(s *signintest.Settings) {
		s.UserInfo = true
		s.Claims["email"] = "ada@elsewhere.example"
		s.Change = func(claims map[string]any) { claims["email"] = "ada@example.com" }
	})
	p := newProvider(t, idp, func(c *Config) { c.Domains = []string{"example.com"} })
	if who, err := signIn(t, p, idp); !errors.Is(err, ErrRefused) {
		t.Errorf("%+v, %v", who, err)
	}
}

// Where the ID token does not say whether its address is verified, userinfo may.
func TestVerifiedByUserInfo(t *testing.T) {
	idp := signintest.Start(t)
	idp.Set(func(s *signintest.Settings) {
		s.UserInfo = true
		s.Change = func(claims map[string]any) { claims["name"], claims["email"] = "Ada", "ada@example.com" }
	})
	p := newProvider(t, idp, func(c *Config) { c.Domains = []string{"example.com"} })
	if who, err := signIn(t, p, idp); err != nil || who.Email != "ada@example.com" {
		t.Errorf("%+v, %v", who, err)
	}
}

// A provider may repeat in its answer what it was sent.
func TestErrorsRepeatNoSecrets(t *testing.T) {
	for userInfo, says := range map[bool]string{
		false: "exchange of the code: it answered 500 Internal Server Error (server_error)",
		true:  "userinfo: 500 Internal Server Error: sent: Bearer … sorry ",
	} {
		idp := signintest.Start(t)
		idp.Set(func(s *signintest.Settings) { s.Fault, s.UserInfo = true, userInfo })
		if _, err := signIn(t, newProvider(t, idp), idp); !errors.Is(err, ErrUnavailable) || !strings.HasSuffix(err.Error(), says) {
			t.Errorf("%v, want …%s", err, says)
		}
	}
}

func TestNames(t *testing.T) {
	for _, test := range []struct {
		name   string
		claims map[string]any
		want   string
	}{
		{"name", map[string]any{"name": "Ada", "preferred_username": "al", "email": "a@b.c"}, "Ada"},
		{"login name", map[string]any{"preferred_username": "al", "email": "a@b.c"}, "al"},
		{"address", map[string]any{"email": "a@b.c"}, "a@b.c"},
		{"nothing", nil, "ada"},
		{"what steers text", map[string]any{"name": " Ada\u202e\x1b[31m \n Love\u200blace "}, "Ada[31m Lovelace"},
		{"invisible", map[string]any{"name": "\u200b\u200b"}, "ada"},
		{"long", map[string]any{"name": strings.Repeat("é", 500)}, strings.Repeat("é", 200)},
	} {
		t.Run(test.name, func(t *testing.T) {
			idp := signintest.Start(t)
			idp.Set(func(s *signintest.Settings) { s.Claims = test.claims })
			if who, err := signIn(t, newProvider(t, idp), idp); err != nil || who.Name != test.want {
				t.Errorf("%q, %v; want %q", who.Name, err, test.want)
			}
		})
	}
}
