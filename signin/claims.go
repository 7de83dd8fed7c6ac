package signin

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Person is who signed in. Issuer and Subject together name them for ever; all
// else may change.
type Person struct {
	Issuer, Subject string
	Name            string // never empty: a login name, an address or the subject where there is no other
	Email           string // verified or not; empty when unknown
	Groups          []string
}

// Limits of what is kept of a person. OpenID Connect ends a subject at 255.
const (
	longestSubject = 255
	longestName    = 200 // characters
	longestEmail   = 320 // bytes
)

// claims is what the provider says of a person, as far as it concerns us.
type claims struct {
	name, email string
	verified    bool // of the email
	groups      []string

	tells struct{ verified, groups bool } // whether it says so at all
}

// readClaims reads a JSON object of claims. What has an unexpected shape counts
// as not said.
func readClaims(all map[string]json.RawMessage, groupsClaim string) claims {
	var c claims
	text := func(name string) (value string) {
		json.Unmarshal(all[name], &value)
		return value
	}
	for _, name := range []string{"name", "preferred_username", "nickname"} {
		if c.name == "" {
			c.name = plain(text(name))
		}
	}
	if c.email = text("email"); len(c.email) > longestEmail || plain(c.email) != c.email {
		c.email = ""
	}
	if said, given := all["email_verified"]; given {
		// Some providers write the truth as a text.
		c.tells.verified = true
		c.verified = string(said) == "true" || string(said) == `"true"`
	}
	if said, given := all[groupsClaim]; given {
		c.tells.groups = true
		var one string
		if json.Unmarshal(said, &c.groups) != nil {
			c.groups = nil
			if json.Unmarshal(said, &one) == nil && one != "" {
				c.groups = []string{one}
			}
		}
	}
	return c
}

// plain drops from a name what steers text and cuts what is too long to show.
func plain(name string) string {
	name = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.C, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))), " ")
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName])
	}
	return name
}

// claimsOf gives what the ID token says and, where it is silent, the provider's
// userinfo: OpenID Connect lets a provider keep all but the subject for there.
// The errors are ErrUntrusted and ErrUnavailable.
func (p *Provider) claimsOf(ctx context.Context, d *discovered, id *oidc.IDToken, tokens *oauth2.Token, secrets []string) (claims, error) {
	var raw map[string]json.RawMessage
	if err := id.Claims(&raw); err != nil {
		return claims{}, fmt.Errorf("%w: its ID token cannot be read", ErrUntrusted)
	}
	c := readClaims(raw, p.config.groupsClaim())
	enough := c.name != "" && c.email != "" &&
		(c.tells.verified || len(p.config.Domains) == 0) && (c.tells.groups || len(p.config.Groups) == 0)
	if enough || d.provider.UserInfoEndpoint() == "" {
		return c, nil
	}
	info, err := d.provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if ctx.Err() != nil {
		return c, left(ctx, "userinfo")
	}
	if err != nil {
		return c, failure(ErrUnavailable, "userinfo", err, secrets...)
	}
	if info.Subject != id.Subject {
		return c, fmt.Errorf("%w: its userinfo is about someone else", ErrUntrusted)
	}
	raw = nil
	if err := info.Claims(&raw); err != nil {
		return c, failure(ErrUnavailable, "userinfo", err, secrets...)
	}
	return c.with(readClaims(raw, p.config.groupsClaim())), nil
}

// with fills from others what is not said here. An address and whether it is
// verified stay together: one must not vouch for the other's.
func (c claims) with(more claims) claims {
	if c.name == "" {
		c.name = more.name
	}
	if c.email == "" || !c.tells.verified && more.email != "" {
		c.email, c.verified, c.tells.verified = more.email, more.verified, more.tells.verified
	}
	if !c.tells.groups {
		c.groups, c.tells.groups = more.groups, more.tells.groups
	}
	return c
}

// person takes the issuer as it is set: Google writes its own in two ways.
func (c claims) person(issuer, subject string) Person {
	p := Person{Issuer: issuer, Subject: subject, Name: c.name, Email: c.email, Groups: c.groups}
	for _, instead := range []string{c.email, plain(subject), "(no name)"} {
		if p.Name == "" {
			p.Name = instead
		}
	}
	return p
}
