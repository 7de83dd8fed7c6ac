// Package signintest is an OpenID Connect provider for tests: one client, one
// person, no questions asked. It checks what a provider must check (client,
// redirect address, PKCE, that a code is used once), and can be told to answer
// wrongly in every way that a client must notice.
package signintest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// The one client that is registered.
const (
	ClientID     = "stagecraft"
	ClientSecret = "not-a-secret: %&+ and a space"
)

// Settings is how the provider behaves from now on.
type Settings struct {
	Claims   map[string]any              // of whoever signs in, beyond sub
	Subject  string                      // who that is
	UserInfo bool                        // claims are given at the userinfo endpoint alone
	About    string                      // whom userinfo is about, when not Subject
	Change   func(claims map[string]any) // changes an ID token before it is signed
	Rewrite  func(token string) string   // changes it afterwards
	Deny     string                      // the error that people are sent back with
	Document func(d map[string]any)      // changes the discovery document
	InForm   bool                        // takes the client secret in the form alone
	Ahead    time.Duration               // by which its clock is fast
	Down     bool                        // ends every connection without an answer
	Slow     time.Duration               // waits before it answers
	Fault    bool                        // fails at userinfo where there is one, else at tokens, and repeats what it was sent, as some do
}

// Provider is a running provider.
type Provider struct {
	URL string // its issuer

	t        testing.TB
	mu       sync.Mutex
	settings Settings
	key      key
	codes    map[string]grant
	access   map[string]bool // access tokens
	asked    map[string]int  // requests by path
}

// grant is what was asked for when a code was given.
type grant struct {
	redirect, nonce, challenge string
	scopes                     []string
	used                       bool
}

// Start runs a provider until the test ends. It signs in Ada Lovelace.
func Start(t testing.TB) *Provider {
	t.Helper()
	p := &Provider{t: t, key: firstKey(), codes: map[string]grant{}, access: map[string]bool{}, asked: map[string]int{},
		settings: Settings{Subject: "ada", Claims: map[string]any{"name": "Ada Lovelace", "email": "ada@example.com", "email_verified": true}}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /userinfo", p.userinfo)
	server := httptest.NewServer(p.counted(mux))
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// Set changes how the provider behaves.
func (p *Provider) Set(change func(*Settings)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(&p.settings)
}

// Rotate replaces the key that signs; the old one is no longer published.
func (p *Provider) Rotate() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key = newKey(p.t)
}

// Asked counts the requests for a path.
func (p *Provider) Asked(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[path]
}

// Visit is what a browser does with the address that an attempt begins with: it
// gives the address that the provider sends the person back to.
func (p *Provider) Visit(address string) *url.URL {
	p.t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(address)
	if err != nil {
		p.t.Fatal(err)
	}
	answer.Body.Close()
	back, err := answer.Location()
	if err != nil {
		p.t.Fatalf("the provider answers %s and sends nobody back: %v", answer.Status, err)
	}
	return back
}

func (p *Provider) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked[r.URL.Path]++
		s := p.settings
		p.mu.Unlock()
		time.Sleep(s.Slow)
		if s.Down {
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(w, r)
	})
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	document := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256", "ES256"}, "code_challenge_methods_supported": []string{"S256"},
		"scopes_supported": []string{"openid", "profile", "email", "groups"},
	}
	if p.settings.InForm {
		document["token_endpoint_auth_methods_supported"] = []string{"client_secret_post"}
	}
	if p.settings.UserInfo {
		document["userinfo_endpoint"] = p.URL + "/userinfo"
	}
	if p.settings.Document != nil {
		p.settings.Document(document)
	}
	reply(w, http.StatusOK, document)
}

// authorize signs the person in without asking. What it cannot send back to the
// client it says here.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := r.URL.Query()
	scopes := strings.Fields(q.Get("scope"))
	switch {
	case q.Get("client_id") != ClientID || q.Get("redirect_uri") == "":
		http.Error(w, "unknown client", http.StatusBadRequest)
		return
	case q.Get("response_type") != "code" || !slices.Contains(scopes, "openid") || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43:
		http.Error(w, "not a request for a code with PKCE: "+r.URL.RawQuery, http.StatusBadRequest)
		return
	}
	back, err := url.Parse(q.Get("redirect_uri"))
	if err != nil {
		http.Error(w, "redirect address", http.StatusBadRequest)
		return
	}
	answer := back.Query()
	answer.Set("state", q.Get("state"))
	answer.Set("iss", p.URL)
	if p.settings.Deny != "" {
		answer.Set("error", p.settings.Deny)
	} else {
		code := text()
		p.codes[code] = grant{redirect: q.Get("redirect_uri"), nonce: q.Get("nonce"), challenge: q.Get("code_challenge"), scopes: scopes}
		answer.Set("code", code)
	}
	back.RawQuery = answer.Encode()
	http.Redirect(w, r, back.String(), http.StatusSeeOther)
}

// token gives tokens for a code, once.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.isClient(r) {
		reply(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client"})
		return
	}
	code := r.PostFormValue("code")
	if p.settings.Fault && !p.settings.UserInfo {
		reply(w, http.StatusInternalServerError, map[string]any{"error": "server_error", "error_description": "sent: " + code + " " + r.PostFormValue("code_verifier")})
		return
	}
	g, known := p.codes[code]
	hashed := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !known || g.used || g.redirect != r.PostFormValue("redirect_uri") || g.challenge != base64.RawURLEncoding.EncodeToString(hashed[:]) ||
		r.PostFormValue("grant_type") != "authorization_code" {
		reply(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
		return
	}
	g.used = true
	p.codes[code] = g
	access := text()
	p.access[access] = true
	reply(w, http.StatusOK, map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": p.idToken(g)})
}

func (p *Provider) isClient(r *http.Request) bool {
	if p.settings.InForm {
		return r.PostFormValue("client_id") == ClientID && r.PostFormValue("client_secret") == ClientSecret
	}
	id, secret, _ := r.BasicAuth()
	id, idErr := url.QueryUnescape(id)
	secret, secretErr := url.QueryUnescape(secret)
	return idErr == nil && secretErr == nil && id == ClientID && secret == ClientSecret
}

func (p *Provider) idToken(g grant) string {
	now := time.Now().Add(p.settings.Ahead)
	claims := map[string]any{"iss": p.URL, "sub": p.settings.Subject, "aud": ClientID, "nonce": g.nonce,
		"iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(5 * time.Minute).Unix()}
	if !p.settings.UserInfo {
		maps.Copy(claims, p.settings.Claims)
	}
	if p.settings.Change != nil {
		p.settings.Change(claims)
	}
	token := p.key.sign(p.t, claims)
	if p.settings.Rewrite != nil {
		token = p.settings.Rewrite(token)
	}
	return token
}

func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if token, is := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); !is || !p.access[token] {
		reply(w, http.StatusUnauthorized, map[string]any{"error": "invalid_token"})
		return
	}
	if p.settings.Fault {
		http.Error(w, "sent: "+r.Header.Get("Authorization")+"\nsorry", http.StatusInternalServerError)
		return
	}
	claims := maps.Clone(p.settings.Claims)
	claims["sub"] = p.settings.Subject
	if p.settings.About != "" {
		claims["sub"] = p.settings.About
	}
	reply(w, http.StatusOK, claims)
}

func reply(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value)
}
