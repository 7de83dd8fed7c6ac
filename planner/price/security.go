package price

var cognito = Service{
	ID: "cognito", Name: "Amazon Cognito",
	Charges: "Monthly active users (MAU) by feature plan; those of SAML and OIDC federation apart.",
	Page:    page("Amazon Cognito pricing", "cognito/pricing/", "2026"),
	Params: []Param{
		{Name: "plan", Kind: Word, Default: "essentials", Choices: []Choice{{"lite", nil}, {"essentials", nil}, {"plus", nil}}, Aliases: []string{"tier"}, Help: "Feature plan."},
		{Name: "mau", Kind: Count, Unit: "users a month", Default: "0", Aliases: []string{"users"}, Help: "Users who sign in directly or with a social identity; the first 10,000 of Lite and Essentials are free."},
		{Name: "federated", Kind: Count, Unit: "users a month", Default: "0", Aliases: []string{"federated_mau"}, Help: "Users who sign in by SAML or OIDC; the first 50 are free."},
		freeTier("10,000 MAU of Lite and Essentials and 50 federated MAU are free."),
	},
	Rates: []Rate{
		{Name: "mau", Unit: "MAU", Key: "cognito.{plan}.mau", Tiered: true, Named: []string{"t1", "t2", "t3", "t4"}},
		{Name: "federated", Unit: "federated MAU", Key: "cognito.federated.mau", Aliases: []string{"federated_mau"}},
	},
	Example: "plan=essentials mau=50000",
	meter: func(s *sheet) {
		s.addPlain(
			plain{name: "Monthly active users, " + s.word("plan"), param: "mau", rate: "mau", free: true},
			plain{name: "Federated users", param: "federated", rate: "federated", free: true},
		)
	},
}

var waf = Service{
	ID: "waf", Name: "AWS WAF",
	Charges: "Web ACLs and rules by the month, requests by the million.",
	Page:    page("AWS WAF pricing", "waf/pricing/", "2026-09-14"),
	Params: []Param{
		{Name: "acls", Kind: Amount, Unit: "web ACLs", Default: "1", Aliases: []string{"webacls", "acl"}, Help: "Web ACLs."},
		{Name: "rules", Kind: Amount, Unit: "rules", Default: "0", Help: "Rules and rule groups in all of them."},
		{Name: "requests", Kind: Count, Unit: "requests a month", Default: "0", Help: "Requests inspected."},
	},
	Rates: []Rate{
		{Name: "acl", Unit: "ACL-month", Key: "waf.webacl"},
		{Name: "rule", Unit: "rule-month", Key: "waf.rule"},
		{Name: "req_m", Unit: "million requests", Key: "waf.request"},
	},
	Example: "acls=1 rules=5 requests=20M",
	meter: func(s *sheet) {
		s.addPlain(
			plain{name: "Web ACLs", param: "acls", rate: "acl"},
			plain{name: "Rules", param: "rules", rate: "rule"},
			plain{name: "Requests", param: "requests", rate: "req_m", lot: 1e6},
		)
	},
}

var secrets = Service{
	ID: "secrets", Name: "AWS Secrets Manager", Aliases: []string{"secrets-manager"},
	Charges: "Secrets by the month, API calls by 10,000.",
	Page:    page("AWS Secrets Manager pricing", "secrets-manager/pricing/", "2026"),
	Params: append([]Param{
		{Name: "secrets", Kind: Amount, Unit: "secrets", Default: "1", Help: "Secrets kept, replicas counted."},
		{Name: "calls", Kind: Count, Unit: "calls a month", Default: "0", Aliases: []string{"requests"}, Help: "API calls."},
	}, period()...),
	Rates: []Rate{
		{Name: "secret", Unit: "secret-month", Key: "secrets.secret"},
		{Name: "call_10k", Unit: "10,000 calls", Key: "secrets.api", Aliases: []string{"req_10k"}},
	},
	Example: "secrets=5 calls=100k",
	meter: func(s *sheet) {
		hours, month := s.hours(), s.number("month_hours")
		s.add(line{name: "Secrets", rate: "secret", amount: s.number("secrets") * hours / month, formula: "secrets × hours ÷ hours of the month", sum: fillNumbers("{} × {} ÷ {}", s.number("secrets"), hours, month)})
		s.addPlain(plain{name: "API calls", param: "calls", rate: "call_10k", lot: 1e4})
	},
}

var kms = Service{
	ID: "kms", Name: "AWS Key Management Service",
	Charges: "Customer keys by the month, requests by 10,000.",
	Page:    page("AWS Key Management Service pricing", "kms/pricing/", "2026"),
	Params: []Param{
		{Name: "keys", Kind: Amount, Unit: "keys", Default: "1", Help: "Customer managed keys."},
		{Name: "requests", Kind: Count, Unit: "requests a month", Default: "0", Help: "Cryptographic requests; the first 20,000 are free."},
		freeTier("20,000 requests a month are free."),
	},
	Rates: []Rate{
		{Name: "key", Unit: "key-month", Key: "kms.key"},
		{Name: "req_10k", Unit: "10,000 requests", Key: "kms.request"},
	},
	Example: "keys=2 requests=1M",
	meter:   meterKMS,
}

// freeKMS are the requests of a month without charge, in 10,000.
const freeKMS = 2.0

func meterKMS(s *sheet) {
	s.addPlain(plain{name: "Keys", param: "keys", rate: "key"})
	free := 0.0
	if s.on("free_tier") {
		free = freeKMS
	}
	n := s.number("requests")
	s.add(line{name: "Requests", rate: "req_10k", amount: n / 1e4, free: free, formula: "requests ÷ 10,000", sum: fillNumbers("{} ÷ 10,000", n)})
}
