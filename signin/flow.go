package signin

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// finishTime bounds all that is asked of the provider at the end of an attempt.
const finishTime = 15 * time.Second

// Begin starts an attempt to sign in: the address at the provider to send the
// person to, and the attempt, a text for an HttpOnly cookie that lives for
// AttemptTime. The person comes back to returnTo, or to "/plans" when that is no
// path of this site. The error is ErrUnavailable.
func (p *Provider) Begin(ctx context.Context, returnTo string) (address, attempt string, err error) {
	d, err := p.discover(ctx)
	if err != nil {
		return "", "", err
	}
	a := newAttempt(returnTo, p.now())
	return d.oauth.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), a.text(), nil
}

// Finish reads what the provider sent the person back with, in the query of the
// redirect address, and says who that is and where on this site they were. Its
// errors are ErrRefused, ErrCancelled, ErrExpired, ErrMismatch, ErrUntrusted and
// ErrUnavailable. With an error there is a path to return to as well, and it is
// "/plans" unless the answer belongs to the attempt.
func (p *Provider) Finish(ctx context.Context, attempt string, query url.Values) (who Person, returnTo string, err error) {
	a, err := readAttempt(attempt)
	if err != nil {
		return Person{}, homePath, err
	}
	if subtle.ConstantTimeCompare([]byte(a.State), []byte(only(query, "state"))) != 1 {
		return Person{}, homePath, fmt.Errorf("%w: its state is another", ErrMismatch)
	}
	if err := a.age(p.now()); err != nil {
		return Person{}, a.Return, err
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, p.client), finishTime)
	defer cancel()
	who, err = p.person(ctx, a, query)
	if err != nil {
		return Person{}, a.Return, err
	}
	return who, a.Return, nil
}

// only is the one value of a parameter; a second one is someone's attempt to
// have two readers read two things.
func only(query url.Values, name string) string {
	if len(query[name]) != 1 {
		return ""
	}
	return query[name][0]
}

// person turns the answer to an attempt into the person it is about.
func (p *Provider) person(ctx context.Context, a attempt, query url.Values) (Person, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return Person{}, err
	}
	// Another provider's answer must not be taken for this one's (RFC 9207).
	if issuer, given := query["iss"]; (given || d.namesSelf) && !slices.Equal(issuer, []string{p.config.Issuer}) {
		return Person{}, fmt.Errorf("%w: it comes from another provider", ErrMismatch)
	}
	if query.Has("error") {
		return Person{}, refusalOf(only(query, "error"))
	}
	code := only(query, "code")
	if code == "" {
		return Person{}, fmt.Errorf("%w: it has no code", ErrMismatch)
	}
	tokens, err := d.oauth.Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return Person{}, p.notExchanged(ctx, err, code, a.Verifier)
	}
	secrets := []string{code, a.Verifier, a.Nonce, p.config.ClientSecret, tokens.AccessToken, tokens.RefreshToken}
	id, err := p.verified(ctx, d, a, tokens, secrets)
	if err != nil {
		return Person{}, err
	}
	found, err := p.claimsOf(ctx, d, id, tokens, secrets)
	if err != nil {
		return Person{}, err
	}
	return found.person(p.config.Issuer, id.Subject), p.admit(found)
}

// codesOfProvider are the errors a provider may send a person back with, by RFC
// 6749 and OpenID Connect Core; any other text is somebody's and not repeated.
var codesOfProvider = map[string]error{
	"access_denied": ErrCancelled, "login_required": ErrCancelled, "interaction_required": ErrCancelled,
	"consent_required": ErrCancelled, "account_selection_required": ErrCancelled,
	"temporarily_unavailable": ErrUnavailable, "server_error": ErrUnavailable, "invalid_request": ErrUnavailable,
	"unauthorized_client": ErrUnavailable, "invalid_scope": ErrUnavailable, "unsupported_response_type": ErrUnavailable,
}

func refusalOf(code string) error {
	if kind, known := codesOfProvider[code]; known {
		return fmt.Errorf("%w: it said %s", kind, code)
	}
	return fmt.Errorf("%w: it said something unknown", ErrUnavailable)
}

// notExchanged explains a token endpoint that gave no tokens.
func (p *Provider) notExchanged(ctx context.Context, err error, code, verifier string) error {
	if ctx.Err() != nil {
		return left(ctx, "exchange of the code")
	}
	var answer *oauth2.RetrieveError
	if errors.As(err, &answer) {
		switch answer.ErrorCode {
		case "invalid_grant":
			return fmt.Errorf("%w: its code was used before, or too late, or by another browser", ErrExpired)
		case "invalid_client", "unauthorized_client":
			return fmt.Errorf("%w: it refuses the client id or the client secret (%s)", ErrUnavailable, answer.ErrorCode)
		}
	}
	return failure(ErrUnavailable, "exchange of the code", err, code, verifier, p.config.ClientSecret)
}

// verified is the ID token among the tokens, when it holds for this attempt.
func (p *Provider) verified(ctx context.Context, d *discovered, a attempt, tokens *oauth2.Token, secrets []string) (*oidc.IDToken, error) {
	raw, _ := tokens.Extra("id_token").(string)
	if raw == "" {
		return nil, fmt.Errorf("%w: it has no ID token", ErrUntrusted)
	}
	id, err := d.verifier.Verify(ctx, raw)
	var expired *oidc.TokenExpiredError
	switch {
	case ctx.Err() != nil:
		return nil, left(ctx, "check of the ID token")
	case errors.As(err, &expired):
		return nil, fmt.Errorf("%w: its ID token has expired; is the clock of this machine right?", ErrUntrusted)
	case err != nil:
		return nil, failure(ErrUntrusted, "check of the ID token", err, append(secrets, raw)...)
	case subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(a.Nonce)) != 1:
		return nil, fmt.Errorf("%w: the nonce of its ID token is another", ErrUntrusted)
	case id.Subject == "" || len(id.Subject) > longestSubject:
		return nil, fmt.Errorf("%w: its ID token names nobody", ErrUntrusted)
	}
	if id.AccessTokenHash != "" && id.VerifyAccessToken(tokens.AccessToken) != nil {
		return nil, fmt.Errorf("%w: its ID token is not of its access token", ErrUntrusted)
	}
	return id, p.madeForUs(id)
}

// madeForUs checks to whom the ID token was handed, where several may use it.
func (p *Provider) madeForUs(id *oidc.IDToken) error {
	var party struct {
		Authorized *string `json:"azp"`
	}
	if err := id.Claims(&party); err != nil {
		return fmt.Errorf("%w: its ID token cannot be read", ErrUntrusted)
	}
	if party.Authorized == nil && len(id.Audience) > 1 || party.Authorized != nil && *party.Authorized != p.config.ClientID {
		return fmt.Errorf("%w: its ID token was made for another client", ErrUntrusted)
	}
	return nil
}
