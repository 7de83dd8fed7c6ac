package signin

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// AttemptTime is how long a person may take at the provider; the cookie that
// holds an attempt need not live longer.
const AttemptTime = 10 * time.Minute

// skew is by how much the clocks of the provider and of several instances of
// this site may differ.
const skew = time.Minute

// longestReturn keeps the cookie of an attempt below the 4,096 bytes that
// browsers take.
const longestReturn = 2000

// homePath is where people go who did not come from a page of the site.
const homePath = "/plans"

// attempt is what a browser keeps while its person is at the provider. It is
// not signed: it is kept by the very browser that it speaks for, which may
// forge no more by it than its own way back, and that is checked again. A
// signature by the client secret would hand every visitor something to guess
// that secret by.
type attempt struct {
	State, Nonce, Verifier, Return string
	Began                          int64 // seconds since 1970
}

func newAttempt(returnTo string, now time.Time) attempt {
	return attempt{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Return: LocalPath(returnTo), Began: now.Unix()}
}

// text is the attempt in letters that cookies take: no part of it has a space.
func (a attempt) text() string {
	parts := []string{a.State, a.Nonce, a.Verifier, strconv.FormatInt(a.Began, 10), a.Return}
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(parts, " ")))
}

// readAttempt gives ErrExpired for none at all, since its cookie ends by itself,
// and ErrMismatch for what is none.
func readAttempt(text string) (attempt, error) {
	if text == "" {
		return attempt{}, fmt.Errorf("%w: this browser has none, or no longer", ErrExpired)
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	parts := strings.Split(string(raw), " ")
	if err != nil || len(parts) != 5 || slices.Contains(parts[:3], "") {
		return attempt{}, errBroken
	}
	began, err := strconv.ParseInt(parts[3], 10, 64)
	if err != nil {
		return attempt{}, errBroken
	}
	return attempt{State: parts[0], Nonce: parts[1], Verifier: parts[2], Began: began, Return: LocalPath(parts[4])}, nil
}

var errBroken = fmt.Errorf("%w: the one of this browser cannot be read", ErrMismatch)

// age gives ErrExpired for an attempt that began too long ago, or in a future
// that no difference of clocks explains.
func (a attempt) age(now time.Time) error {
	began := time.Unix(a.Began, 0)
	if now.Sub(began) > AttemptTime || began.Sub(now) > skew {
		return fmt.Errorf("%w: it began more than %v ago", ErrExpired, AttemptTime)
	}
	return nil
}

// LocalPath gives a path of this site back as it is, and "/plans" for anything
// else: another site, what a browser might read as one, what is too long, and
// the pages of signing in themselves, which lead nowhere afterwards.
func LocalPath(path string) string {
	if len(path) > longestReturn || !strings.HasPrefix(path, "/") || strings.ContainsFunc(path, func(r rune) bool {
		return r <= ' ' || r > '~' || r == '\\' // addresses as browsers send them are plain ASCII
	}) {
		return homePath
	}
	before, _, _ := strings.Cut(path, "?")
	before, _, _ = strings.Cut(before, "#")
	u, err := url.Parse(path)
	if err != nil || strings.Contains(before, "//") {
		return homePath
	}
	if first, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/"); first == "sign-in" || first == "sign-out" {
		return homePath
	}
	return path
}
