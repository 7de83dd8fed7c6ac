package signin

import (
	"bufio"
	"errors"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestAgainstZitadel signs in at a provider that others have written.
func TestAgainstZitadel(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program of a module of its own")
	}
	program := filepath.Join(t.TempDir(), "zitadel")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-C", "zitadel", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	for _, claims := range []string{"-claims=false", "-claims=true"} {
		t.Run(claims, func(t *testing.T) {
			config := Config{ClientID: "stagecraft", ClientSecret: "a secret: %", RedirectURL: callback, Groups: []string{"staff"}}
			config.Issuer = startZitadel(t, program, claims, "-client", config.ClientID, "-secret", config.ClientSecret, "-redirect", callback)
			p, err := New(config)
			if err != nil {
				t.Fatal(err)
			}
			trip := visitZitadel(t, p)
			who, returnTo, err := p.Finish(t.Context(), trip.attempt, trip.query)
			if err != nil || returnTo != "/plans" || who.Subject != "ada" || who.Name != "Ada Lovelace" || who.Email != "ada@example.com" || !slices.Equal(who.Groups, config.Groups) {
				t.Errorf("%+v, %s, %v", who, returnTo, err)
			}
			if _, _, err := p.Finish(t.Context(), trip.attempt, trip.query); !errors.Is(err, ErrExpired) {
				t.Errorf("the code again: %v", err)
			}
			trip = visitZitadel(t, p)
			a, err := readAttempt(trip.attempt)
			if err != nil {
				t.Fatal(err)
			}
			a.Verifier = strings.Repeat("A", 43)
			if _, _, err := p.Finish(t.Context(), a.text(), trip.query); !errors.Is(err, ErrExpired) {
				t.Errorf("another verifier: %v", err)
			}
			config.ClientSecret = "wrong"
			if p, err = New(config); err != nil {
				t.Fatal(err)
			}
			trip = visitZitadel(t, p)
			if _, _, err := p.Finish(t.Context(), trip.attempt, trip.query); !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "client secret") {
				t.Errorf("another secret: %v", err)
			}
		})
	}
}

// startZitadel runs the program until the test ends and gives its issuer.
func startZitadel(t *testing.T, program string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), program, args...)
	c.Stderr = t.Output()
	stdin, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stdin.Close(); c.Wait() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// visitZitadel goes to the provider, through its own pages, and back.
func visitZitadel(t *testing.T, p *Provider) trip {
	t.Helper()
	address, attempt, err := p.Begin(t.Context(), "/plans")
	if err != nil {
		t.Fatal(err)
	}
	var back url.Values
	client := http.Client{CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), callback) {
			back = r.URL.Query()
			return http.ErrUseLastResponse
		}
		return nil
	}}
	answer, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if back == nil {
		t.Fatalf("the provider sends nobody back: %s", answer.Status)
	}
	return trip{attempt, back}
}
