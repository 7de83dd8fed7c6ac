package signin

import (
	"slices"
	"strings"
)

// admit gives a *Refusal unless a list admits the person, or there is none.
func (p *Provider) admit(c claims) error {
	domains, groups := p.config.Domains, p.config.Groups
	if len(domains) == 0 && len(groups) == 0 {
		return nil
	}
	if slices.ContainsFunc(groups, func(g string) bool { return slices.Contains(c.groups, g) }) {
		return nil
	}
	domain, is := domainOf(c.email)
	of := is && slices.ContainsFunc(domains, func(d string) bool { return lowerASCII(d) == domain })
	switch {
	case of && c.verified:
		return nil
	case len(domains) == 0:
		return &Refusal{RuleGroup}
	case len(groups) > 0:
		return &Refusal{RuleEither}
	case of:
		return &Refusal{RuleVerified}
	}
	return &Refusal{RuleDomain}
}

// domainOf is what follows the @ of an address. An address with two of them is
// none: who reads it by the first and who by the last would not agree.
func domainOf(email string) (string, bool) {
	local, domain, found := strings.Cut(email, "@")
	return lowerASCII(domain), found && local != "" && isDomain(domain)
}

// lowerASCII lowers A to Z alone. The Unicode rules would make a k of the sign
// for kelvin, and so one domain of another.
func lowerASCII(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}
