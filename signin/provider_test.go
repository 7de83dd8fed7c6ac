package signin

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"stagecraft/signin/signintest"
)

func TestProviderDownAtTheStart(t *testing.T) {
	idp := signintest.Start(t)
	idp.Set(func(s *signintest.Settings) { s.Down = true })
	p := newProvider(t, idp)
	if _, _, err := p.Begin(t.Context(), "/"); !errors.Is(err, ErrUnavailable) {
		t.Fatalf("while it is down: %v", err)
	}
	idp.Set(func(s *signintest.Settings) { s.Down = false })
	if _, err := signIn(t, p, idp); err != nil {
		t.Errorf("once it is up: %v", err)
	}
	trip := visit(t, p, idp)
	idp.Set(func(s *signintest.Settings) { s.Down = true })
	if _, _, err := p.Finish(t.Context(), trip.attempt, trip.query); !errors.Is(err, ErrUnavailable) {
		t.Errorf("down again: %v", err)
	}
}

func TestNobodyListens(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	listener.Close()
	p, err := New(Config{Issuer: address, ClientID: "a", ClientSecret: "b", RedirectURL: callback})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.Begin(t.Context(), "/"); !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "refused") {
		t.Errorf("%v", err)
	}
}

func TestDiscoveryIsSharedAndRemembered(t *testing.T) {
	idp := signintest.Start(t)
	idp.Set(func(s *signintest.Settings) { s.Slow = 100 * time.Millisecond })
	p := newProvider(t, idp)
	gone, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { // asks first, perhaps, and does not wait
		if _, _, err := p.Begin(gone, "/"); !errors.Is(err, context.Canceled) {
			t.Errorf("the caller who left: %v", err)
		}
	})
	for range 20 {
		all.Go(func() {
			if _, _, err := p.Begin(t.Context(), "/"); err != nil {
				t.Error(err)
			}
		})
	}
	leave()
	all.Wait()
	if _, _, err := p.Begin(t.Context(), "/"); err != nil {
		t.Error(err)
	}
	if asked := idp.Asked("/.well-known/openid-configuration"); asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestProviderThatDoesNotAnswer(t *testing.T) {
	idp := signintest.Start(t)
	idp.Set(func(s *signintest.Settings) { s.Slow = 500 * time.Millisecond })
	p := newProvider(t, idp, func(c *Config) { c.Client = &http.Client{Timeout: 30 * time.Millisecond} })
	if _, _, err := p.Begin(t.Context(), "/"); !errors.Is(err, ErrUnavailable) {
		t.Errorf("%v", err)
	}
}

func TestDiscoveryDocuments(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(map[string]any)
		says   string
	}{
		{"calls itself otherwise", func(d map[string]any) { d["issuer"] = "https://other.example" }, "https://other.example"},
		{"no address to send people to", func(d map[string]any) { delete(d, "authorization_endpoint") }, "no web address"},
		{"no keys", func(d map[string]any) { delete(d, "jwks_uri") }, "no web address"},
		{"a script", func(d map[string]any) { d["authorization_endpoint"] = "javascript:alert(1)" }, "no web address"},
		{"without end", func(d map[string]any) { d["more"] = strings.Repeat("x", longestReply) }, "decode"},
	} {
		t.Run(test.name, func(t *testing.T) {
			idp := signintest.Start(t)
			idp.Set(func(s *signintest.Settings) { s.Document = test.change })
			p := newProvider(t, idp)
			if _, _, err := p.Begin(t.Context(), "/"); !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v, want %q", err, test.says)
			}
		})
	}
}

func TestEndpointsAreEncryptedWhereTheIssuerIs(t *testing.T) {
	p, err := New(Config{Issuer: "https://login.example.com", ClientID: "a", ClientSecret: "b", RedirectURL: callback})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.checkEndpoint("https://token.example.com/"); err != nil {
		t.Error(err)
	}
	if err := p.checkEndpoint("http://token.example.com/"); err == nil {
		t.Error("a token endpoint in the clear is taken")
	}
}

// A redirect of the token endpoint would take the code and the secret along.
func TestRedirectsAreNotFollowed(t *testing.T) {
	idp := signintest.Start(t)
	var taken sync.Map
	away := &http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { taken.Store("asked", r.FormValue("code")) })}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go away.Serve(listener)
	t.Cleanup(func() { away.Close() })
	redirecting := roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.URL.Path != "/token" {
			return http.DefaultTransport.RoundTrip(r)
		}
		return &http.Response{StatusCode: http.StatusTemporaryRedirect, Request: r, Body: http.NoBody,
			Header: http.Header{"Location": {"http://" + listener.Addr().String() + "/?secret=" + r.FormValue("code")}}}, nil
	})
	p := newProvider(t, idp, func(c *Config) { c.Client = &http.Client{Transport: redirecting} })
	if _, err := signIn(t, p, idp); !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "redirects") {
		t.Errorf("%v", err)
	}
	if _, asked := taken.Load("asked"); asked {
		t.Error("the code went elsewhere")
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
