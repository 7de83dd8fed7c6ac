package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// program builds what visitors meet, without the race detector, once for all tests.
var program = sync.OnceValues(func() (string, error) {
	var err error
	if programDir, err = os.MkdirTemp("", "stagecraft-program-"); err != nil {
		return "", err
	}
	path := filepath.Join(programDir, "stagecraft")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

var programDir string

// forgetProgram removes what program built.
func forgetProgram() {
	if programDir != "" {
		os.RemoveAll(programDir)
	}
}

// serving is the program as a server of its own.
type serving struct {
	*exec.Cmd
	url string
	log *os.File
}

// serveProgram starts the program on a database, under another program such as
// strace when one is given.
func serveProgram(t testing.TB, db string, under ...string) *serving {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cache := testCache
	if _, measured := t.(*testing.B); measured {
		cache = noCache // what was drawn before would be no measure
	}
	args := append(under, path, "serve", "--addr", "127.0.0.1:0", "--cache", cache, "--db", db)
	s := &serving{Cmd: exec.Command(args[0], args[1:]...)}
	if s.log, err = os.CreateTemp(t.TempDir(), "log"); err != nil {
		t.Fatal(err)
	}
	s.Stderr = s.log
	out, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.kill()
		if t.Failed() {
			said, _ := os.ReadFile(s.log.Name())
			t.Logf("the server said:\n%s", said[max(0, len(said)-3000):])
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		said, _ := os.ReadFile(s.log.Name())
		t.Fatalf("the server did not say where it is: %v\n%s", err, said)
	}
	_, s.url, _ = strings.Cut(strings.TrimSpace(line), "is at ")
	return s
}

// kill ends the server as a power cut ends a process.
func (s *serving) kill() {
	s.Process.Kill()
	s.Wait()
}

// visitor is a browser, or a program, with its cookies: those of one host are
// the same on every port.
type visitor struct{ *http.Client }

func newVisitor() visitor {
	return visitor{&http.Client{Jar: must(cookiejar.New(nil)), Timeout: time.Minute}}
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

// send sends a request; header is pairs of name and value.
func (v visitor) send(method, address, kind, body string, header ...string) (answer, error) {
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	got, err := v.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	return answer{got.StatusCode, got.Header, string(text)}, err
}

// get reads an address and expects a status.
func (v visitor) get(t testing.TB, address string, status int) answer {
	t.Helper()
	got, err := v.send(http.MethodGet, address, "", "")
	if err != nil || got.status != status {
		t.Errorf("GET %s: %d, want %d, %v: %.300s", address, got.status, status, err, got.body)
	}
	return got
}

// post sends a form and expects a status.
func (v visitor) post(t testing.TB, address string, form url.Values, status int) answer {
	t.Helper()
	got, err := v.send(http.MethodPost, address, "application/x-www-form-urlencoded", form.Encode())
	if err != nil || got.status != status {
		t.Errorf("POST %s: %d, want %d, %v: %.300s", address, got.status, status, err, got.body)
	}
	return got
}

// json sends JSON.
func (v visitor) json(method, address, body string, header ...string) (answer, error) {
	return v.send(method, address, "application/json", body, header...)
}

// workload is the body of a save.
func workloadOf(users string) string { return `{"workload": {"users": "` + users + `"}}` }

// savedPlan is what a save by the API answers.
type savedPlan struct {
	ID       string
	Revision int
	Links    struct{ View, Edit string }
}

// save keeps a plan and expects that it was kept.
func (v visitor) save(t testing.TB, at, users string) savedPlan {
	t.Helper()
	got, err := v.json(http.MethodPost, at+"/api/v1/plans", workloadOf(users))
	if err != nil || got.status != http.StatusCreated {
		t.Fatalf("save: %d, %v: %.300s", got.status, err, got.body)
	}
	var plan savedPlan
	if err := json.Unmarshal([]byte(got.body), &plan); err != nil {
		t.Fatal(err)
	}
	return plan
}

// backedUp makes a backup, which reads the whole file, and gives what it says.
func backedUp(t testing.TB, db string) (file, says string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "backup.db")
	var out, errs bytes.Buffer
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, "backup", file, "--db", db)
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Errorf("backup: %v: %s", err, errs.String())
	}
	return file, out.String()
}
