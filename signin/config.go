// Package signin signs people in at an OpenID Connect provider: the
// authorization code flow with PKCE, state and nonce, and lists of who is
// admitted. It knows neither pages nor sessions: whoever calls it keeps the
// attempt in a cookie, and gets a person back.
package signin

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Config is how this site is known at the provider, and whom it admits.
type Config struct {
	Issuer       string // address of the provider, exactly as it calls itself
	ClientID     string
	ClientSecret string
	RedirectURL  string // where the provider sends people back to, as registered there

	// Domains admits by the domain of a verified email address, Groups by any one
	// group. Either suffices when both are given; with neither, everyone whom the
	// provider signs in is admitted.
	Domains, Groups []string

	GroupsClaim string       // what the provider calls the list of groups; "groups" when empty
	Scopes      []string     // openid, profile and email when empty, and groups where those are asked for and offered
	Client      *http.Client // for requests to the provider; nil for one of our own
}

// Check says in one line what is wrong with the first setting that is, and what
// it should be.
func (c Config) Check() error {
	if err := checkAddress("issuer", c.Issuer); err != nil {
		return err
	}
	if u, _ := url.Parse(c.Issuer); u.RawQuery != "" || u.ForceQuery {
		return fmt.Errorf("issuer %q has a query; give the address that the provider's discovery document calls “issuer”", c.Issuer)
	}
	if c.ClientID == "" || c.ClientID != strings.TrimSpace(c.ClientID) {
		return fmt.Errorf("client id %q is empty or has spaces around it; copy it from the provider", c.ClientID)
	}
	if c.ClientSecret == "" {
		return errors.New("client secret is empty; register this site at the provider as a confidential web application and give its secret")
	}
	if c.ClientSecret != strings.TrimSpace(c.ClientSecret) {
		return errors.New("client secret has spaces or a line end around it; remove them")
	}
	if err := checkAddress("redirect address", c.RedirectURL); err != nil {
		return err
	}
	for _, domain := range c.Domains {
		if !isDomain(domain) {
			return fmt.Errorf("domain %q is not a plain domain; write what follows the @ of an email address, such as example.com", domain)
		}
	}
	for _, list := range []struct {
		name  string
		words []string
	}{{"groups", c.Groups}, {"scopes", c.Scopes}} {
		if slices.ContainsFunc(list.words, func(w string) bool { return w == "" || w != strings.TrimSpace(w) }) {
			return fmt.Errorf("%s %q has an empty entry or one with spaces around it; remove them", list.name, list.words)
		}
	}
	return nil
}

// checkAddress wants HTTPS, where nobody on the way reads codes and tokens, or
// this very machine.
func checkAddress(setting, address string) error {
	u, err := url.Parse(address)
	switch {
	case address == "":
		return fmt.Errorf("%s is empty; give an address such as https://login.example.com", setting)
	case err != nil || u.Host == "" || u.Opaque != "" || (u.Scheme != "https" && u.Scheme != "http"):
		return fmt.Errorf("%s %q is not a web address; give one such as https://login.example.com", setting, address)
	case u.User != nil:
		return fmt.Errorf("%s holds a user name or password; give the address without it", setting)
	case strings.Contains(address, "#"):
		return fmt.Errorf("%s %q has a fragment; give the address without # and what follows", setting, address)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return fmt.Errorf("%s %q is not encrypted; give an https address (http is for a trial on this machine only)", setting, address)
	}
	return nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// isDomain tells a domain as email addresses end in: ASCII letters, digits,
// hyphens and dots.
func isDomain(text string) bool {
	labels := strings.Split(lowerASCII(text), ".")
	return !slices.ContainsFunc(labels, func(label string) bool {
		return label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != ""
	})
}

func (c Config) groupsClaim() string {
	if c.GroupsClaim == "" {
		return "groups"
	}
	return c.GroupsClaim
}
