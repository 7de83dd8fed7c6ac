package handlers

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/store"
)

// A picture that was drawn before, from the request to its answer.
func BenchmarkKeptPicture(b *testing.B) {
	st, err := store.Open(filepath.Join(b.TempDir(), "plans.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	h := New(Config{Store: st, Layouter: placed, Book: pricing.Embedded(), Version: "test", Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, "/plan/stages/7/diagram.svg?users=300001", nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}
