package signin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Provider signs people in at one OpenID Connect provider. It is safe for
// concurrent use.
type Provider struct {
	config Config
	client *http.Client
	now    func() time.Time

	mu      sync.Mutex
	known   *discovered // once discovery has succeeded
	running *discovery  // while it runs
}

// New makes a provider of a configuration, or says what is wrong with that, as
// Check does. The provider itself is asked at the first use only: it need not
// be up yet.
func New(config Config) (*Provider, error) {
	if err := config.Check(); err != nil {
		return nil, err
	}
	config.Domains, config.Groups, config.Scopes = slices.Clone(config.Domains), slices.Clone(config.Groups), slices.Clone(config.Scopes)
	return &Provider{config: config, client: newClient(config.Client), now: time.Now}, nil
}

// discovered is what the provider says of itself.
type discovered struct {
	provider  *oidc.Provider
	oauth     oauth2.Config
	verifier  *oidc.IDTokenVerifier
	namesSelf bool // in each answer, by its issuer
}

// discovery is one request for it, for which any number of callers wait.
type discovery struct {
	ended  chan struct{}
	result *discovered
	err    error
}

// discover gives what is known of the provider, asking it when nothing is. A
// failure is not remembered: the next caller asks again.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	if p.known != nil {
		defer p.mu.Unlock()
		return p.known, nil
	}
	if p.running == nil {
		p.running = &discovery{ended: make(chan struct{})}
		go p.ask(p.running)
	}
	running := p.running
	p.mu.Unlock()
	select {
	case <-running.ended:
		return running.result, running.err
	case <-ctx.Done():
		return nil, left(ctx, "discovery")
	}
}

// ask runs a discovery to its end, whoever of those who wait for it goes away;
// the client's deadline ends it.
func (p *Provider) ask(d *discovery) {
	d.result, d.err = p.read(oidc.ClientContext(context.Background(), p.client))
	p.mu.Lock()
	p.known, p.running = d.result, nil
	p.mu.Unlock()
	close(d.ended)
}

// metadata is what we need of the discovery document beyond what the library reads.
type metadata struct {
	Keys        string   `json:"jwks_uri"`
	AuthMethods []string `json:"token_endpoint_auth_methods_supported"`
	Scopes      []string `json:"scopes_supported"`
	NamesSelf   bool     `json:"authorization_response_iss_parameter_supported"`
}

func (p *Provider) read(ctx context.Context) (*discovered, error) {
	provider, err := oidc.NewProvider(ctx, p.config.Issuer)
	var other *oidc.IssuerMismatchError
	if errors.As(err, &other) {
		return nil, failure(ErrUnavailable, "discovery", fmt.Errorf("it calls itself %q; set the issuer to exactly that", other.Discovered))
	}
	if err != nil {
		return nil, failure(ErrUnavailable, "discovery", err)
	}
	var m metadata
	if err := provider.Claims(&m); err != nil {
		return nil, failure(ErrUnavailable, "discovery", err)
	}
	endpoint := provider.Endpoint()
	addresses := []string{endpoint.AuthURL, endpoint.TokenURL, m.Keys}
	if userinfo := provider.UserInfoEndpoint(); userinfo != "" {
		addresses = append(addresses, userinfo)
	}
	for _, address := range addresses {
		if err := p.checkEndpoint(address); err != nil {
			return nil, failure(ErrUnavailable, "discovery", err)
		}
	}
	endpoint.AuthStyle = authStyle(m.AuthMethods)
	return &discovered{
		provider: provider, namesSelf: m.NamesSelf,
		oauth: oauth2.Config{ClientID: p.config.ClientID, ClientSecret: p.config.ClientSecret, RedirectURL: p.config.RedirectURL,
			Endpoint: endpoint, Scopes: p.scopes(m.Scopes)},
		// The token comes straight from the provider, so a clock that is a little
		// fast here is likelier than one that was kept.
		verifier: provider.Verifier(&oidc.Config{ClientID: p.config.ClientID, Now: func() time.Time { return p.now().Add(-skew) }}),
	}, nil
}

// checkEndpoint keeps codes and tokens encrypted where the provider itself is.
func (p *Provider) checkEndpoint(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("the address %q in its discovery document is no web address", address)
	}
	if issuer, _ := url.Parse(p.config.Issuer); issuer.Scheme == "https" && u.Scheme != "https" {
		return fmt.Errorf("the address %q in its discovery document is not encrypted", address)
	}
	return nil
}

// authStyle chooses how the client secret is sent. Left to itself the library
// tries one way after the other, and the code may be spent on the first.
func authStyle(methods []string) oauth2.AuthStyle {
	if slices.Contains(methods, "client_secret_post") && !slices.Contains(methods, "client_secret_basic") {
		return oauth2.AuthStyleInParams
	}
	return oauth2.AuthStyleInHeader // also what a provider means that names none
}

// scopes are what is asked of the provider. Many give groups only for a scope
// of that name, and others refuse a scope they do not know.
func (p *Provider) scopes(offered []string) []string {
	scopes := p.config.Scopes
	if len(scopes) == 0 {
		scopes = []string{oidc.ScopeOpenID, oidc.ScopeProfile, oidc.ScopeEmail}
		if len(p.config.Groups) > 0 && slices.Contains(offered, "groups") {
			scopes = append(scopes, "groups")
		}
	}
	if !slices.Contains(scopes, oidc.ScopeOpenID) {
		scopes = append([]string{oidc.ScopeOpenID}, scopes...)
	}
	return scopes
}
