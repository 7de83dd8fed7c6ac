package main

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// start serves on a free port until stop is called, which returns the error.
func start(t *testing.T, args ...string) (url string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	stdout, toStdout := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		args := append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)
		err := run(ctx, args, func(string) string { return "" }, strings.NewReader(""), toStdout, t.Output())
		toStdout.CloseWithError(err)
		ended <- err
	}()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("the server did not say where it is: %v", err)
	}
	_, url, _ = strings.Cut(strings.TrimSpace(line), "is at ")
	return url, func() error { cancel(); return <-ended }
}

func TestServeHealthcheckAndStop(t *testing.T) {
	db := filepath.Join(t.TempDir(), "plans.db")
	url, stop := start(t, "--db", db)
	for _, path := range []string{"/healthz", "/readyz", "/", "/plan?users=2k"} {
		answer, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s answers %s", path, answer.Status)
		}
	}
	addr := strings.TrimPrefix(url, "http://")
	if got := invoke(t, "", words("healthcheck --addr "+addr)); got != (result{}) {
		t.Errorf("healthcheck of a healthy server: %+v", got)
	}
	if got := invoke(t, "", words("healthcheck"), "STAGECRAFT_ADDR", addr); got.status != 0 {
		t.Errorf("healthcheck by environment: %+v", got)
	}
	if got := invoke(t, "", words("serve --db "+filepath.Join(t.TempDir(), "x.db")+" --addr "+addr)); got.status != 1 || !strings.Contains(got.stderr, "--addr") {
		t.Errorf("a second server on the port: %+v", got)
	}
	if err := stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if _, err := os.Stat(db + "-wal"); err == nil {
		t.Error("the database was not closed: its log is still there")
	}
	if got := invoke(t, "", words("healthcheck --addr "+addr)); got.status != 1 {
		t.Errorf("healthcheck of a stopped server: %+v", got)
	}
}

func TestRunningRequestsFinish(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		cancel() // the signal comes while this request runs
		time.Sleep(200 * time.Millisecond)
		io.WriteString(w, "whole")
	})
	ended := make(chan error, 1)
	go func() { ended <- serveUntil(ctx, listener, slow, quiet()) }()
	answer, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if body, err := io.ReadAll(answer.Body); string(body) != "whole" {
		t.Errorf("the request got %q, %v", body, err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestServeRefusesAForeignFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.txt")
	os.WriteFile(path, []byte("my notes"), 0o600)
	got := invoke(t, "", words("serve --addr 127.0.0.1:0"), "STAGECRAFT_DB", path)
	if got.status != 1 || strings.Count(got.stderr, "\n") != 1 || !strings.Contains(got.stderr, path) {
		t.Errorf("%+v", got)
	}
	if raw, _ := os.ReadFile(path); string(raw) != "my notes" {
		t.Errorf("the file is now %q", raw)
	}
}

func TestSiteURL(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:8080": "http://127.0.0.1:8080", ":80": "http://127.0.0.1:80", "0.0.0.0:1": "http://127.0.0.1:1",
		"[::]:8080": "http://127.0.0.1:8080", "[::1]:8080": "http://[::1]:8080", "example.org:8080": "http://example.org:8080",
	} {
		if got := siteURL(addr); got != want {
			t.Errorf("%s is at %s, want %s", addr, got, want)
		}
	}
}

func TestFlagsWinOverTheEnvironment(t *testing.T) {
	env := map[string]string{"STAGECRAFT_ADDR": ":1", "STAGECRAFT_DB": "env.db", "STAGECRAFT_SECURE": "true", "STAGECRAFT_BOOK": "env.csv", "STAGECRAFT_RATES": "env.yaml"}
	p := process{getenv: func(name string) string { return env[name] }}
	c, err := readServeFlags(p, words("--db flag.db --rates flag.yaml"))
	if err != nil || c != (serveConfig{addr: ":1", db: "flag.db", secure: "true", prices: bookFlags{book: "env.csv", rates: "flag.yaml"}, people: signInFlags{claim: "groups", required: "false"}}) {
		t.Errorf("%+v, %v", c, err)
	}
	for _, s := range c.settings() {
		if s.variable != "STAGECRAFT_"+strings.ToUpper(strings.ReplaceAll(s.name, "-", "_")) {
			t.Errorf("--%s has the variable %s", s.name, s.variable)
		}
	}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }
