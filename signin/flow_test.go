package signin

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"stagecraft/signin/signintest"
)

// What comes back from the provider, and what the browser kept, are both in
// others' hands.
func TestForeignAnswers(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(t *testing.T, p *Provider, idp *signintest.Provider, of *trip)
		want   error
	}{
		{"wrong state", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) { of.query.Set("state", "AAAA") }, ErrMismatch},
		{"no state", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) { of.query.Del("state") }, ErrMismatch},
		{"two states", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) { of.query.Add("state", "AAAA") }, ErrMismatch},
		{"no code", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) { of.query.Del("code") }, ErrMismatch},
		{"two codes", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) { of.query.Add("code", "AAAA") }, ErrMismatch},
		{"another issuer", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) {
			of.query.Set("iss", "https://evil.example")
		}, ErrMismatch},
		{"the attempt of another browser", func(t *testing.T, p *Provider, idp *signintest.Provider, of *trip) {
			of.attempt = visit(t, p, idp).attempt
		}, ErrMismatch},
		{"the code of another browser", func(t *testing.T, p *Provider, idp *signintest.Provider, of *trip) {
			of.query.Set("code", visit(t, p, idp).query.Get("code"))
		}, ErrExpired},
		{"an unknown code", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) { of.query.Set("code", "AAAA") }, ErrExpired},
		{"another verifier", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) {
			a, _ := readAttempt(of.attempt)
			a.Verifier = strings.Repeat("A", 43)
			of.attempt = a.text()
		}, ErrExpired},
		{"another nonce", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) {
			a, _ := readAttempt(of.attempt)
			a.Nonce = "AAAA"
			of.attempt = a.text()
		}, ErrUntrusted},
		{"no attempt", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) { of.attempt = "" }, ErrExpired},
		{"a broken attempt", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) { of.attempt = of.attempt[:20] }, ErrMismatch},
		{"an empty attempt and no state", func(_ *testing.T, _ *Provider, _ *signintest.Provider, of *trip) {
			of.attempt = attempt{Began: time.Now().Unix()}.text()
			of.query.Del("state")
		}, ErrMismatch},
	} {
		t.Run(test.name, func(t *testing.T) {
			idp := signintest.Start(t)
			p := newProvider(t, idp)
			trip := visit(t, p, idp)
			test.change(t, p, idp, &trip)
			who, _, err := p.Finish(t.Context(), trip.attempt, trip.query)
			if !errors.Is(err, test.want) || who.Subject != "" {
				t.Errorf("%+v, %v; want %v", who, err, test.want)
			}
			keepsSecrets(t, err, trip)
		})
	}
}

func TestCodeWorksOnce(t *testing.T) {
	idp := signintest.Start(t)
	p := newProvider(t, idp)
	trip := visit(t, p, idp)
	if _, _, err := p.Finish(t.Context(), trip.attempt, trip.query); err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.Finish(t.Context(), trip.attempt, trip.query); !errors.Is(err, ErrExpired) {
		t.Errorf("the second time: %v", err)
	}
}

// A provider that says it names itself in each answer must do so.
func TestIssuerOfTheAnswerIsMissing(t *testing.T) {
	idp := signintest.Start(t)
	idp.Set(func(s *signintest.Settings) {
		s.Document = func(d map[string]any) { d["authorization_response_iss_parameter_supported"] = true }
	})
	p := newProvider(t, idp)
	if _, err := signIn(t, p, idp); err != nil {
		t.Fatal(err)
	}
	trip := visit(t, p, idp)
	trip.query.Del("iss")
	if _, _, err := p.Finish(t.Context(), trip.attempt, trip.query); !errors.Is(err, ErrMismatch) {
		t.Errorf("%v", err)
	}
}

func TestErrorsOfTheProvider(t *testing.T) {
	for code, want := range map[string]error{"access_denied": ErrCancelled, "login_required": ErrCancelled, "server_error": ErrUnavailable,
		"invalid_scope": ErrUnavailable, "<script>": ErrUnavailable} {
		t.Run(code, func(t *testing.T) {
			idp := signintest.Start(t)
			idp.Set(func(s *signintest.Settings) { s.Deny = code })
			p := newProvider(t, idp)
			trip := visit(t, p, idp)
			_, returnTo, err := p.Finish(t.Context(), trip.attempt, trip.query)
			if !errors.Is(err, want) || strings.Contains(err.Error(), "<") {
				t.Errorf("%v, want %v", err, want)
			}
			if returnTo != "/plans/abc?stage=2" {
				t.Errorf("returns to %s", returnTo)
			}
			// Without the state it is anybody's.
			if _, _, err := p.Finish(t.Context(), trip.attempt, url.Values{"error": {code}}); !errors.Is(err, ErrMismatch) {
				t.Errorf("without a state: %v", err)
			}
		})
	}
}

func TestAttemptsExpire(t *testing.T) {
	idp := signintest.Start(t)
	for after, want := range map[time.Duration]error{
		AttemptTime - time.Second: nil, AttemptTime + 2*time.Second: ErrExpired,
		-30 * time.Second: nil, -2 * time.Minute: ErrExpired, // the clock of another instance
	} {
		t.Run(after.String(), func(t *testing.T) {
			p := newProvider(t, idp)
			trip := visit(t, p, idp)
			idp.Set(func(s *signintest.Settings) { s.Ahead = after })
			p.now = func() time.Time { return time.Now().Add(after) }
			if _, _, err := p.Finish(t.Context(), trip.attempt, trip.query); !errors.Is(err, want) {
				t.Errorf("%v, want %v", err, want)
			}
		})
	}
}

func TestCallerWhoLeaves(t *testing.T) {
	idp := signintest.Start(t)
	p := newProvider(t, idp)
	trip := visit(t, p, idp)
	idp.Set(func(s *signintest.Settings) { s.Slow = 300 * time.Millisecond })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, _, err := p.Finish(ctx, trip.attempt, trip.query); !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, ErrUnavailable) {
		t.Errorf("%v", err)
	}
}
