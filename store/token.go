package store

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
)

// Sizes in random bytes. An id is 128 bits: whoever has it may read the plan,
// so it must not be guessed. A token is 256 bits.
const (
	idBytes    = 16
	tokenBytes = 32
)

// NewBrowserToken makes the secret that a browser keeps in a cookie and that
// proves it saved a plan: 43 characters of base64url.
func (s *Store) NewBrowserToken() (string, error) { return s.randomText(tokenBytes) }

// IsToken tells whether the text has the shape of a browser or share token.
// It says nothing of whether the token exists.
func IsToken(text string) bool { return hasShape(text, tokenBytes) }

// IsID tells whether the text has the shape of a plan or link id.
func IsID(text string) bool { return hasShape(text, idBytes) }

// randomText gives n random bytes as base64url without padding.
func (s *Store) randomText(n int) (string, error) {
	raw := make([]byte, n)
	if _, err := io.ReadFull(s.random, raw); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

// hasShape is strict about the unused bits of the last character, so that one
// secret has one spelling.
func hasShape(text string, n int) bool {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	return err == nil && len(raw) == n && len(text) == base64.RawURLEncoding.EncodedLen(n)
}

// hash is what is kept of a token. A plain SHA-256 suffices: the token is
// random and long, so there is no dictionary to try.
func hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
