package handlers

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

// A picture sent before is sent again as it was, compressed or not.
func TestAPictureIsKept(t *testing.T) {
	s := newSite(t)
	get := func(encoding string) (string, []byte) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/plan/stages/3/diagram.svg?users=77k", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", encoding)
		answer, err := (&http.Transport{DisableCompression: true}).RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %v", answer.Status, err)
		}
		return answer.Header.Get("Content-Encoding"), body
	}
	unpacked := func(b []byte) []byte {
		t.Helper()
		r, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return plain
	}
	_, first := get("identity")
	if !bytes.Contains(first, []byte("</svg>")) {
		t.Fatalf("no picture: %.100s", first)
	}
	for range 2 {
		if encoding, again := get("identity"); encoding != "" || !bytes.Equal(first, again) {
			t.Errorf("asked again plainly: encoding %q, %d bytes of %d", encoding, len(again), len(first))
		}
		if encoding, packed := get("gzip"); encoding != "gzip" || !bytes.Equal(unpacked(packed), first) {
			t.Errorf("asked again compressed: encoding %q", encoding)
		}
	}
	answer, err := http.Get(s.url + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || !strings.Contains(string(text), `"kept"} 4`) {
		t.Errorf("four of five were not kept: %v\n%s", err, text)
	}
}
