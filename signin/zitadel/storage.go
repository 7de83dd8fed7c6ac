package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// storage keeps what one client needs. Of the other methods that a provider may
// want (refresh, introspection, …) there are none: calling one ends the request.
type storage struct {
	op.Storage
	client client
	key    key

	mu       sync.Mutex
	requests map[string]*request
	codes    map[string]string   // id of the request by code
	tokens   map[string]*request // by id of the access token
}

var errNone = errors.New("not found")

// request is what somebody was sent here with. There is no page to sign in at:
// it is granted as it comes.
type request struct {
	id   string
	asks oidc.AuthRequest
	at   time.Time
}

func (r *request) GetID() string                      { return r.id }
func (r *request) GetACR() string                     { return "" }
func (r *request) GetAMR() []string                   { return []string{"pwd"} }
func (r *request) GetAudience() []string              { return []string{r.asks.ClientID} }
func (r *request) GetAuthTime() time.Time             { return r.at }
func (r *request) GetClientID() string                { return r.asks.ClientID }
func (r *request) GetNonce() string                   { return r.asks.Nonce }
func (r *request) GetRedirectURI() string             { return r.asks.RedirectURI }
func (r *request) GetResponseType() oidc.ResponseType { return r.asks.ResponseType }
func (r *request) GetResponseMode() oidc.ResponseMode { return r.asks.ResponseMode }
func (r *request) GetScopes() []string                { return r.asks.Scopes }
func (r *request) GetState() string                   { return r.asks.State }
func (r *request) GetSubject() string                 { return "ada" }
func (r *request) Done() bool                         { return true }
func (r *request) GetCodeChallenge() *oidc.CodeChallenge {
	if r.asks.CodeChallenge == "" {
		return nil
	}
	return &oidc.CodeChallenge{Challenge: r.asks.CodeChallenge, Method: r.asks.CodeChallengeMethod}
}

func (s *storage) CreateAuthRequest(_ context.Context, asks *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := &request{rand.Text(), *asks, time.Now()}
	s.requests[r.id] = r
	return r, nil
}

func (s *storage) AuthRequestByID(_ context.Context, id string) (op.AuthRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r, known := s.requests[id]; known {
		return r, nil
	}
	return nil, errNone
}

func (s *storage) AuthRequestByCode(ctx context.Context, code string) (op.AuthRequest, error) {
	s.mu.Lock()
	id := s.codes[code]
	s.mu.Unlock()
	return s.AuthRequestByID(ctx, id)
}

func (s *storage) SaveAuthCode(_ context.Context, id, code string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes[code] = id
	return nil
}

func (s *storage) DeleteAuthRequest(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.requests, id)
	return nil
}

func (s *storage) CreateAccessToken(_ context.Context, of op.TokenRequest) (string, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := rand.Text()
	s.tokens[id], _ = of.(*request)
	return id, time.Now().Add(5 * time.Minute), nil
}

func (s *storage) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	if id != s.client.id {
		return nil, errNone
	}
	return &s.client, nil
}

func (s *storage) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	if id != s.client.id || secret != s.client.secret {
		return errNone
	}
	return nil
}

func (s *storage) SetUserinfoFromScopes(_ context.Context, info *oidc.UserInfo, _, _ string, scopes []string) error {
	tell(info, scopes)
	return nil
}

func (s *storage) SetUserinfoFromToken(_ context.Context, info *oidc.UserInfo, token, _, _ string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := s.tokens[token]
	if of == nil {
		return errNone
	}
	tell(info, of.asks.Scopes)
	return nil
}

// tell fills in what the scopes ask for.
func tell(info *oidc.UserInfo, scopes []string) {
	info.Subject = "ada"
	if slices.Contains(scopes, oidc.ScopeProfile) {
		info.Name = "Ada Lovelace"
	}
	if slices.Contains(scopes, oidc.ScopeEmail) {
		info.Email, info.EmailVerified = "ada@example.com", true
	}
	if slices.Contains(scopes, "groups") {
		info.AppendClaims("groups", []string{"staff"})
	}
}

func (s *storage) GetPrivateClaimsFromScopes(context.Context, string, string, []string) (map[string]any, error) {
	return nil, nil
}

func (s *storage) SigningKey(context.Context) (op.SigningKey, error) { return signing{s.key}, nil }
func (s *storage) KeySet(context.Context) ([]op.Key, error)          { return []op.Key{public{s.key}}, nil }
func (s *storage) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}
func (s *storage) Health(context.Context) error { return nil }

// key signs; signing and public are the two views of it that a provider wants.
type key struct {
	id      string
	private *rsa.PrivateKey
}

func (k key) ID() string { return k.id }

type signing struct{ key }

func (signing) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k signing) Key() any                                  { return k.private }

type public struct{ key }

func (public) Algorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (public) Use() string                        { return "sig" }
func (k public) Key() any                         { return &k.private.PublicKey }

// client is the one that is registered.
type client struct {
	id, secret, redirect string
	claims               bool
}

func (c *client) GetID() string                       { return c.id }
func (c *client) RedirectURIs() []string              { return []string{c.redirect} }
func (c *client) PostLogoutRedirectURIs() []string    { return nil }
func (c *client) ApplicationType() op.ApplicationType { return op.ApplicationTypeWeb }
func (c *client) AuthMethod() oidc.AuthMethod         { return oidc.AuthMethodBasic }
func (c *client) ResponseTypes() []oidc.ResponseType {
	return []oidc.ResponseType{oidc.ResponseTypeCode}
}
func (c *client) GrantTypes() []oidc.GrantType        { return []oidc.GrantType{oidc.GrantTypeCode} }
func (c *client) AccessTokenType() op.AccessTokenType { return op.AccessTokenTypeBearer }
func (c *client) IDTokenLifetime() time.Duration      { return 5 * time.Minute }
func (c *client) DevMode() bool                       { return true } // lets the redirect address be http
func (c *client) IsScopeAllowed(scope string) bool    { return scope == "groups" }
func (c *client) ClockSkew() time.Duration            { return 0 }

func (c *client) IDTokenUserinfoClaimsAssertion() bool { return c.claims }
func (c *client) LoginURL(id string) string            { return "/authorize/callback?id=" + id }

func (c *client) RestrictAdditionalIdTokenScopes() func([]string) []string     { return unchanged }
func (c *client) RestrictAdditionalAccessTokenScopes() func([]string) []string { return unchanged }

func unchanged(scopes []string) []string { return scopes }
