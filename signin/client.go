package signin

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// Limits of one request to the provider.
const (
	answerTime   = 8 * time.Second
	longestReply = 1 << 20
)

var errRedirected = errors.New("it redirects to another address; give the one where it answers")

// newClient is the client for requests to the provider: with a deadline, with
// bounded answers, and following no redirect, by which a code or a secret might
// end up elsewhere.
func newClient(given *http.Client) *http.Client {
	var client http.Client
	if given != nil {
		client = *given
	}
	if client.Transport == nil {
		client.Transport = http.DefaultTransport
	}
	if client.Timeout == 0 {
		client.Timeout = answerTime
	}
	client.Transport = bounded{client.Transport}
	client.Jar = nil
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return errRedirected }
	return &client
}

// bounded cuts answers that are longer than any honest one.
type bounded struct{ http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = boundedBody{io.LimitReader(answer.Body, longestReply), answer.Body}
	}
	return answer, err
}

type boundedBody struct {
	io.Reader
	io.Closer
}
