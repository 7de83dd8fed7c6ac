// Command zitadel is the OpenID Connect provider of github.com/zitadel/oidc with
// one client and one person, for a test of signin: it has read the specification
// without us. It is a module of its own: the product does not depend on it.
//
// It prints the address of its issuer and serves until standard input ends.
package main

import (
	"crypto/rand"
	"crypto/rsa"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/zitadel/oidc/v3/pkg/op"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve() error {
	s := &storage{requests: map[string]*request{}, codes: map[string]string{}, tokens: map[string]*request{}}
	flag.StringVar(&s.client.id, "client", "", "client id")
	flag.StringVar(&s.client.secret, "secret", "", "client secret")
	flag.StringVar(&s.client.redirect, "redirect", "", "redirect address")
	flag.BoolVar(&s.client.claims, "claims", false, "claims in the ID token and not at the userinfo endpoint alone")
	flag.Parse()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	s.key = key{rand.Text(), private}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	issuer := "http://" + listener.Addr().String()
	config := &op.Config{CodeMethodS256: true, SupportedScopes: []string{"openid", "profile", "email", "groups"}}
	rand.Read(config.CryptoKey[:])
	provider, err := op.NewProvider(config, s, op.StaticIssuer(issuer), op.WithAllowInsecure())
	if err != nil {
		return err
	}
	fmt.Println(issuer)
	server := &http.Server{Handler: provider, ReadHeaderTimeout: 5 * time.Second}
	go server.Serve(listener)
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
