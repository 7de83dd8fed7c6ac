package signin

import (
	"errors"
	"testing"

	"stagecraft/signin/signintest"
)

func TestAdmission(t *testing.T) {
	ada := func(email string, verified any) map[string]any {
		return map[string]any{"email": email, "email_verified": verified}
	}
	domains := func(c *Config) { c.Domains = []string{"Example.com", "example.net"} }
	groups := func(c *Config) { c.Groups = []string{"staff", "team a"} }
	either := func(c *Config) { domains(c); groups(c) }
	roles := func(c *Config) { groups(c); c.GroupsClaim = "https://example.com/roles" }
	for _, test := range []struct {
		name   string
		lists  func(*Config)
		claims map[string]any
		lacks  Rule // none: admitted
	}{
		{"no lists", func(*Config) {}, map[string]any{}, ""},
		{"domain", domains, ada("ada@example.com", true), ""},
		{"domain in other letters", domains, ada("ada@EXAMPLE.COM", true), ""},
		{"the second domain", domains, ada("ada@example.net", true), ""},
		{"verified as a text", domains, ada("ada@example.com", "true"), ""},
		{"not verified", domains, ada("ada@example.com", false), RuleVerified},
		{"not verified as a text", domains, ada("ada@example.com", "false"), RuleVerified},
		{"verified not said", domains, map[string]any{"email": "ada@example.com"}, RuleVerified},
		{"verified as a number", domains, ada("ada@example.com", 1), RuleVerified},
		{"no address", domains, map[string]any{"email_verified": true}, RuleDomain},
		{"a longer name", domains, ada("ada@evil-example.com", true), RuleDomain},
		{"a domain below another", domains, ada("ada@example.com.evil.org", true), RuleDomain},
		{"a domain below", domains, ada("ada@mail.example.com", true), RuleDomain},
		{"a dot at the end", domains, ada("ada@example.com.", true), RuleDomain},
		{"two of @", domains, ada("ada@evil.org@example.com", true), RuleDomain},
		{"two of @, quoted", domains, ada(`"ada@example.com"@evil.org`, true), RuleDomain},
		{"nothing before @", domains, ada("@example.com", true), RuleDomain},
		{"only a domain", domains, ada("example.com", true), RuleDomain},
		{"a line end", domains, ada("ada@evil.org\n@example.com", true), RuleDomain},
		{"the sign for kelvin", func(c *Config) { c.Domains = []string{"kiosk.example"} }, ada("ada@\u212aiosk.example", true), RuleDomain},
		{"list of groups", groups, map[string]any{"groups": []string{"other", "staff"}}, ""},
		{"one group as a text", groups, map[string]any{"groups": "staff"}, ""},
		{"a group with a space", groups, map[string]any{"groups": "team a"}, ""},
		{"other groups", groups, map[string]any{"groups": []string{"other"}}, RuleGroup},
		{"a text that holds the group", groups, map[string]any{"groups": "staff, other"}, RuleGroup},
		{"a group in other letters", groups, map[string]any{"groups": []string{"Staff"}}, RuleGroup},
		{"an empty group", groups, map[string]any{"groups": ""}, RuleGroup},
		{"no groups", groups, ada("ada@example.com", true), RuleGroup},
		{"groups that are no texts", groups, map[string]any{"groups": []any{"staff", 1}}, RuleGroup},
		{"another claim", roles, map[string]any{"https://example.com/roles": []string{"staff"}}, ""},
		{"not the other claim", roles, map[string]any{"groups": []string{"staff"}}, RuleGroup},
		{"either: domain", either, ada("ada@example.com", true), ""},
		{"either: group", either, map[string]any{"groups": []string{"staff"}}, ""},
		{"either: group, address not verified", either, map[string]any{"groups": []string{"staff"}, "email": "ada@example.com"}, ""},
		{"either: none", either, ada("ada@evil.org", true), RuleEither},
		{"either: address not verified", either, ada("ada@example.com", false), RuleEither},
	} {
		t.Run(test.name, func(t *testing.T) {
			idp := signintest.Start(t)
			idp.Set(func(s *signintest.Settings) { s.Claims = test.claims })
			who, err := signIn(t, newProvider(t, idp, test.lists), idp)
			var refusal *Refusal
			switch {
			case test.lacks == "" && (err != nil || who.Subject != "ada"):
				t.Errorf("not admitted: %+v, %v", who, err)
			case test.lacks != "" && (!errors.Is(err, ErrRefused) || !errors.As(err, &refusal) || refusal.Rule != test.lacks || who.Subject != ""):
				t.Errorf("%+v, %v; want a refusal that asks for %s", who, err, test.lacks)
			}
		})
	}
}
