package signintest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"sync"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

// key signs ID tokens.
type key struct {
	id        string
	algorithm jose.SignatureAlgorithm
	private   crypto.Signer
}

// firstKey is RSA, as most providers have, and so is its forgery; making one
// takes long, so all providers of a test binary start with the same.
var firstKey, forgedKey = sync.OnceValue(rsaKey), sync.OnceValue(rsaKey)

func rsaKey() key {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key{text(), jose.RS256, private}
}

// newKey is of another kind than the first.
func newKey(t testing.TB) key {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Error(err)
	}
	return key{text(), jose.ES256, private}
}

// sign is called by the server too, where a test cannot be stopped.
func (k key) sign(t testing.TB, claims map[string]any) string {
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Error(err)
		return ""
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: k.algorithm, Key: jose.JSONWebKey{Key: k.private, KeyID: k.id}}, nil)
	if err != nil {
		t.Error(err)
		return ""
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		t.Error(err)
		return ""
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		t.Error(err)
	}
	return token
}

// keys publishes the public half of the key in use.
func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	reply(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{
		{Key: p.key.private.Public(), KeyID: p.key.id, Algorithm: string(p.key.algorithm), Use: "sig"},
	}})
}

// Forge signs claims with a key that is not the provider's and says it is.
func (p *Provider) Forge(claims map[string]any) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	forged := forgedKey()
	forged.id = p.key.id
	return forged.sign(p.t, claims)
}

// text is a random one, for codes, tokens and names of keys.
func text() string { return rand.Text() }
