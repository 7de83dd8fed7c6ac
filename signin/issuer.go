package signin

import "net/url"

// Issuer is the address of the provider, as people know it.
func (p *Provider) Issuer() string { return p.config.Issuer }

// Host is the name of the provider to show to people.
func (p *Provider) Host() string {
	u, err := url.Parse(p.config.Issuer)
	if err != nil { // checked by New
		return ""
	}
	return u.Host
}
