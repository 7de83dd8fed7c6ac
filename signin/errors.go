package signin

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/oauth2"
)

// What a caller can react to, by errors.Is. No text of any error holds a token,
// a code or a secret.
var (
	// ErrRefused: the provider signed the person in, but no list admits them. The
	// error is a *Refusal.
	ErrRefused = errors.New("not admitted")
	// ErrCancelled: the person did not go through with it at the provider.
	ErrCancelled = errors.New("cancelled at the provider")
	// ErrExpired: the attempt is too old, or its code was used before.
	ErrExpired = errors.New("the attempt to sign in has expired")
	// ErrMismatch: the answer does not belong to this browser's attempt.
	ErrMismatch = errors.New("the answer belongs to another attempt to sign in")
	// ErrUntrusted: the provider answered with something that does not prove who
	// the person is: a wrong signature, issuer, audience, nonce or time.
	ErrUntrusted = errors.New("the provider's answer cannot be trusted")
	// ErrUnavailable: the provider cannot be reached, or does not serve this site.
	ErrUnavailable = errors.New("the provider is not available")
)

// Refusal says which rule did not admit a person. It is an ErrRefused.
type Refusal struct{ Rule Rule }

// Rule is what the site asks of people, in words that follow “asks for”.
type Rule string

// The rules.
const (
	RuleVerified Rule = "an email address that the provider has verified"
	RuleDomain   Rule = "an email address of an admitted domain"
	RuleGroup    Rule = "membership of an admitted group"
	RuleEither   Rule = "an email address of an admitted domain, verified by the provider, or membership of an admitted group"
)

// Error never says whose address it was, nor what would have been admitted.
func (r *Refusal) Error() string { return ErrRefused.Error() + ": lacks " + string(r.Rule) }

// Unwrap makes a refusal an ErrRefused.
func (r *Refusal) Unwrap() error { return ErrRefused }

// longestReason is how much of what others said is worth a line of a log.
const longestReason = 300

// failure makes an error of a kind from one of a library. It keeps the text only:
// errors of the libraries hold whole answers of the provider, tokens among them.
// Whatever is secret is taken out of the text besides.
func failure(kind error, doing string, err error, secrets ...string) error {
	return fmt.Errorf("%w: %s: %s", kind, doing, reason(err, secrets))
}

func reason(err error, secrets []string) string {
	text := err.Error()
	var answer *oauth2.RetrieveError
	var request *url.Error
	switch {
	case errors.As(err, &answer):
		text = "it answered " + answer.Response.Status
		if answer.ErrorCode != "" {
			text += " (" + answer.ErrorCode + ")"
		}
	case errors.As(err, &request): // its address may be one that the provider redirected to
		text = request.Err.Error()
	}
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, text)
	if len(text) > longestReason {
		text = strings.ToValidUTF8(text[:longestReason], "") + "…"
	}
	return text
}

// left is the error of a caller that went away or whose time is up.
func left(ctx context.Context, doing string) error {
	return fmt.Errorf("%w: %s: %w", ErrUnavailable, doing, context.Cause(ctx))
}
