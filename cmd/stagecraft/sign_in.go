package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"stagecraft/handlers"
	"stagecraft/signin"
)

// signInFlags is the settings of signing in, as they were typed.
type signInFlags struct {
	issuer, id, secret, secretFile, domains, groups, claim, site, required string
}

func (f *signInFlags) settings() []setting {
	return []setting{
		{"oidc-issuer", "STAGECRAFT_OIDC_ISSUER", "", "OpenID Connect provider to sign in at, as it calls itself; nobody signs in when empty", &f.issuer},
		{"oidc-client-id", "STAGECRAFT_OIDC_CLIENT_ID", "", "what the provider calls this site", &f.id},
		{"oidc-client-secret", "STAGECRAFT_OIDC_CLIENT_SECRET", "", "secret of this site at the provider; better given by the environment, where no list of processes shows it", &f.secret},
		{"oidc-client-secret-file", "STAGECRAFT_OIDC_CLIENT_SECRET_FILE", "", "file that holds that secret, instead", &f.secretFile},
		{"oidc-domains", "STAGECRAFT_OIDC_DOMAINS", "", "domains of verified email addresses to admit, with commas between", &f.domains},
		{"oidc-groups", "STAGECRAFT_OIDC_GROUPS", "", "groups to admit, with commas between; everyone whom the provider signs in when neither is given", &f.groups},
		{"oidc-groups-claim", "STAGECRAFT_OIDC_GROUPS_CLAIM", "groups", "what the provider calls the list of groups", &f.claim},
		{"site-url", "STAGECRAFT_SITE_URL", "", "public address of this site; the provider sends people back to " + handlers.SignInCallback + " there", &f.site},
		{"require-sign-in", "STAGECRAFT_REQUIRE_SIGN_IN", "false", "true to show nothing to those who have not signed in", &f.required},
	}
}

// open makes the provider of the settings; nil when none is set. It asks the
// provider nothing yet.
func (f signInFlags) open(secure bool) (provider *signin.Provider, required bool, err error) {
	if required, err = strconv.ParseBool(f.required); err != nil {
		return nil, false, misuse("--require-sign-in %q is neither true nor false", f.required)
	}
	if f.issuer == "" {
		return nil, false, f.unused(required)
	}
	site, isHTTPS := strings.TrimSuffix(f.site, "/"), strings.HasPrefix(strings.ToLower(f.site), "https:")
	switch {
	case site == "":
		return nil, false, misuse("--oidc-issuer needs --site-url too: the public address of this site, such as https://plans.example.com")
	case isHTTPS && !secure:
		return nil, false, misuse("--site-url %q is https; give --secure true too, so that cookies are sent encrypted only", f.site)
	case !isHTTPS && secure:
		return nil, false, misuse("--site-url %q is not https, which --secure true says it is", f.site)
	}
	secret, err := f.clientSecret()
	if err != nil {
		return nil, false, err
	}
	provider, err = signin.New(signin.Config{Issuer: f.issuer, ClientID: f.id, ClientSecret: secret, RedirectURL: site + handlers.SignInCallback,
		Domains: listed(f.domains), Groups: listed(f.groups), GroupsClaim: f.claim})
	if err != nil {
		return nil, false, misuse("sign-in (--oidc-… and --site-url): %v", err)
	}
	return provider, required, nil
}

// unused refuses settings that do nothing without a provider: whoever gave them
// believes that the site is closed.
func (f signInFlags) unused(required bool) error {
	if required {
		return misuse("--require-sign-in true needs --oidc-issuer: nobody could sign in")
	}
	if f.domains != "" || f.groups != "" || f.id != "" || f.secret != "" || f.secretFile != "" {
		return misuse("settings of --oidc-… are given without --oidc-issuer, so nobody could sign in; give it, or leave them out")
	}
	return nil
}

// clientSecret reads the secret from where it is. No error holds it.
func (f signInFlags) clientSecret() (string, error) {
	if f.secretFile == "" {
		return f.secret, nil
	}
	if f.secret != "" {
		return "", misuse("--oidc-client-secret and --oidc-client-secret-file are both given; leave one out")
	}
	file, err := os.Open(f.secretFile)
	if err != nil {
		return "", fmt.Errorf("read --oidc-client-secret-file: %w", err)
	}
	defer file.Close()
	const longest = 4096
	text, err := io.ReadAll(io.LimitReader(file, longest+1))
	if err != nil {
		return "", fmt.Errorf("read --oidc-client-secret-file: %w", err)
	}
	if len(text) > longest {
		return "", misuse("--oidc-client-secret-file %s has more than %d bytes; it must hold the secret alone", f.secretFile, longest)
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}

// listed reads words with commas between.
func listed(text string) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	words := strings.Split(text, ",")
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	return words
}
