package signin

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*Config)
		says   string // nothing: accepted
	}{
		{"right", func(*Config) {}, ""},
		{"on this machine", func(c *Config) {
			c.Issuer, c.RedirectURL = "http://localhost:5556/dex", "http://[::1]:8080/sign-in/callback"
		}, ""},
		{"domains and groups", func(c *Config) {
			c.Domains, c.Groups = []string{"Example.com", "xn--bcher-kva.example"}, []string{"a b"}
		}, ""},
		{"no issuer", func(c *Config) { c.Issuer = "" }, "issuer is empty"},
		{"an issuer without a scheme", func(c *Config) { c.Issuer = "login.example.com" }, "issuer"},
		{"a file", func(c *Config) { c.Issuer = "file:///etc/passwd" }, "issuer"},
		{"an issuer in the clear", func(c *Config) { c.Issuer = "http://login.example.com" }, "not encrypted"},
		{"an issuer that only looks local", func(c *Config) { c.Issuer = "http://localhost.example.com" }, "not encrypted"},
		{"an issuer with a query", func(c *Config) { c.Issuer += "?tenant=1" }, "query"},
		{"an issuer with a fragment", func(c *Config) { c.Issuer += "#" }, "fragment"},
		{"an issuer with a password", func(c *Config) { c.Issuer = "https://user:sesame@login.example.com" }, "user name or password"},
		{"no client id", func(c *Config) { c.ClientID = "" }, "client id"},
		{"a client id with a space", func(c *Config) { c.ClientID += " " }, "client id"},
		{"no client secret", func(c *Config) { c.ClientSecret = "" }, "client secret"},
		{"a client secret with a line end", func(c *Config) { c.ClientSecret += "\n" }, "client secret"},
		{"no redirect address", func(c *Config) { c.RedirectURL = "" }, "redirect address"},
		{"a redirect address in the clear", func(c *Config) { c.RedirectURL = "http://plans.example.com/sign-in/callback" }, "redirect address"},
		{"an address as a domain", func(c *Config) { c.Domains = []string{"ada@example.com"} }, "domain"},
		{"any domain", func(c *Config) { c.Domains = []string{"*.example.com"} }, "domain"},
		{"an empty domain", func(c *Config) { c.Domains = []string{""} }, "domain"},
		{"a domain of other letters", func(c *Config) { c.Domains = []string{"bücher.example"} }, "domain"},
		{"an empty group", func(c *Config) { c.Groups = []string{"staff", ""} }, "groups"},
		{"an empty scope", func(c *Config) { c.Scopes = []string{""} }, "scopes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := Config{Issuer: "https://login.example.com/realms/a", ClientID: "stagecraft", ClientSecret: "sesame",
				RedirectURL: "https://plans.example.com/sign-in/callback"}
			test.change(&c)
			_, err := New(c)
			if test.says == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil {
				t.Fatal("accepted")
			}
			if text := err.Error(); !strings.Contains(text, test.says) || strings.Contains(text, "sesame") || strings.Contains(text, "\n") {
				t.Errorf("%q; want %q, no secret, one line", text, test.says)
			}
		})
	}
}
