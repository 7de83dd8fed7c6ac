package signin

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"stagecraft/signin/signintest"
)

const callback = "http://127.0.0.1:8080/sign-in/callback"

// configFor is how this site is registered at a provider of the tests.
func configFor(idp *signintest.Provider) Config {
	return Config{Issuer: idp.URL, ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret, RedirectURL: callback}
}

// newProvider makes a provider as the change leaves its configuration.
func newProvider(t *testing.T, idp *signintest.Provider, change ...func(*Config)) *Provider {
	t.Helper()
	config := configFor(idp)
	for _, c := range change {
		c(&config)
	}
	p, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// trip is an attempt of which the provider has sent the person back.
type trip struct {
	attempt string
	query   url.Values
}

// visit begins an attempt and goes to the provider and back.
func visit(t *testing.T, p *Provider, idp *signintest.Provider) trip {
	t.Helper()
	address, attempt, err := p.Begin(t.Context(), "/plans/abc?stage=2")
	if err != nil {
		t.Fatal(err)
	}
	back := idp.Visit(address)
	if got, _, _ := strings.Cut(back.String(), "?"); got != callback {
		t.Fatalf("sent back to %s", got)
	}
	return trip{attempt, back.Query()}
}

// signIn goes all the way.
func signIn(t *testing.T, p *Provider, idp *signintest.Provider) (Person, error) {
	t.Helper()
	trip := visit(t, p, idp)
	who, _, err := p.Finish(t.Context(), trip.attempt, trip.query)
	keepsSecrets(t, err, trip)
	return who, err
}

// keepsSecrets fails the test when an error tells what only the provider, the
// browser and this site may know.
func keepsSecrets(t *testing.T, err error, trip trip) {
	t.Helper()
	if err == nil {
		return
	}
	a, _ := readAttempt(trip.attempt)
	for name, secret := range map[string]string{"code": trip.query.Get("code"), "state": a.State, "nonce": a.Nonce, "verifier": a.Verifier,
		"client secret": signintest.ClientSecret, "token": "eyJ"} {
		if secret != "" && strings.Contains(err.Error(), secret) {
			t.Errorf("the error tells the %s: %v", name, err)
		}
	}
	if strings.ContainsAny(err.Error(), "\n\r\x1b") || len(err.Error()) > longestReason+150 {
		t.Errorf("the error is no line of a log: %q", err)
	}
}

func TestSignIn(t *testing.T) {
	idp := signintest.Start(t)
	p := newProvider(t, idp)
	trip := visit(t, p, idp)
	who, returnTo, err := p.Finish(t.Context(), trip.attempt, trip.query)
	if err != nil {
		t.Fatal(err)
	}
	if who.Issuer != idp.URL || who.Subject != "ada" || who.Name != "Ada Lovelace" || who.Email != "ada@example.com" || who.Groups != nil {
		t.Errorf("signed in: %+v", who)
	}
	if returnTo != "/plans/abc?stage=2" {
		t.Errorf("returns to %s", returnTo)
	}
}

func TestWhatIsAskedOfTheProvider(t *testing.T) {
	idp := signintest.Start(t)
	for _, test := range []struct {
		name   string
		change func(*Config)
		scopes string
	}{
		{"nothing set", func(*Config) {}, "openid profile email"},
		{"groups admitted", func(c *Config) { c.Groups = []string{"staff"} }, "openid profile email groups"},
		{"scopes set", func(c *Config) { c.Groups, c.Scopes = []string{"staff"}, []string{"roles"} }, "openid roles"},
	} {
		t.Run(test.name, func(t *testing.T) {
			address, attempt, err := newProvider(t, idp, test.change).Begin(t.Context(), "/")
			if err != nil {
				t.Fatal(err)
			}
			u, err := url.Parse(address)
			if err != nil {
				t.Fatal(err)
			}
			q := u.Query()
			if q.Get("scope") != test.scopes {
				t.Errorf("scopes %q", q.Get("scope"))
			}
			if q.Get("client_id") != signintest.ClientID || q.Get("redirect_uri") != callback || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" {
				t.Errorf("asks %v", q)
			}
			a, err := readAttempt(attempt)
			if err != nil || q.Get("state") != a.State || q.Get("nonce") != a.Nonce || q.Get("code_challenge") == a.Verifier {
				t.Errorf("the attempt %+v does not belong to %v: %v", a, q, err)
			}
			if strings.Contains(address, a.Verifier) || strings.Contains(address, url.QueryEscape(signintest.ClientSecret)) {
				t.Error("the address tells a secret")
			}
		})
	}
}

func TestAttemptsDiffer(t *testing.T) {
	idp := signintest.Start(t)
	p := newProvider(t, idp)
	var seen []string
	for range 3 {
		_, text, err := p.Begin(t.Context(), "/")
		if err != nil {
			t.Fatal(err)
		}
		a, _ := readAttempt(text)
		for _, part := range []string{a.State, a.Nonce, a.Verifier} {
			if len(part) < 22 || slices.Contains(seen, part) { // 22 letters of base64 are 128 bits
				t.Errorf("%q is short or was there before", part)
			}
			seen = append(seen, part)
		}
	}
}

// The provider may want the client secret in the form, and that only.
func TestSecretInTheForm(t *testing.T) {
	idp := signintest.Start(t)
	idp.Set(func(s *signintest.Settings) { s.InForm = true })
	if _, err := signIn(t, newProvider(t, idp), idp); err != nil {
		t.Fatal(err)
	}
	if asked := idp.Asked("/token"); asked != 1 {
		t.Errorf("%d requests for one code: a provider may take the second for a replay", asked)
	}
}

func TestWrongSecret(t *testing.T) {
	idp := signintest.Start(t)
	_, err := signIn(t, newProvider(t, idp, func(c *Config) { c.ClientSecret = "wrong" }), idp)
	if !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "client secret") || strings.Contains(err.Error(), "wrong") {
		t.Errorf("%v", err)
	}
}

func TestKeyRotation(t *testing.T) {
	idp := signintest.Start(t)
	p := newProvider(t, idp)
	for range 2 { // the second time with the keys of the first
		if _, err := signIn(t, p, idp); err != nil {
			t.Fatal(err)
		}
	}
	if asked := idp.Asked("/keys"); asked != 1 {
		t.Errorf("the keys were read %d times", asked)
	}
	idp.Rotate()
	if _, err := signIn(t, p, idp); err != nil {
		t.Errorf("after the rotation: %v", err)
	}
}
