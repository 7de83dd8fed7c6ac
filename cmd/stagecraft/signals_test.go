package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// child runs the program in a process of its own. Its input stays open, with
// nothing in it, until the test ends.
func child(t *testing.T, args ...string) (*exec.Cmd, io.Reader) {
	t.Helper()
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), childVariable+"=1")
	if _, err := c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill() })
	return c, out
}

// killedBy waits for the end of the child and gives the signal that killed it.
func killedBy(t *testing.T, c *exec.Cmd) syscall.Signal {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	select {
	case err := <-ended:
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatalf("%q ended with %v", c.Args, err)
		}
		return exit.Sys().(syscall.WaitStatus).Signal()
	case <-time.After(10 * time.Second):
		t.Fatalf("%q goes on after the signal", c.Args)
		return 0
	}
}

// The first signal ends whatever waits for input that never comes.
func TestTheFirstSignalEnds(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo.yaml")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		args   []string
		signal syscall.Signal
	}{
		{words("plan -"), syscall.SIGINT},
		{[]string{"plan", fifo}, syscall.SIGTERM},
		{[]string{"price", "nat", "--book", fifo}, syscall.SIGINT},
		{[]string{"prices", "show", "--book", fifo}, syscall.SIGTERM},
		{[]string{"serve", "--rates", fifo}, syscall.SIGTERM},
	} {
		c, _ := child(t, v.args...)
		time.Sleep(300 * time.Millisecond) // a signal before main begins would end it anyhow
		if err := c.Process.Signal(v.signal); err != nil {
			t.Fatalf("%q does not wait: %v", v.args, err)
		}
		if by := killedBy(t, c); by != v.signal {
			t.Errorf("%q was sent %s and ended by %d", v.args, v.signal, by)
		}
	}
}

// The server finishes what runs after the first signal; the second ends it.
func TestTheSecondSignalKillsTheServer(t *testing.T) {
	c, out := child(t, "serve", "--addr", "127.0.0.1:0", "--db", filepath.Join(t.TempDir(), "plans.db"))
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, url, _ := strings.Cut(strings.TrimSpace(line), "is at http://")
	conn, err := net.Dial("tcp", url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "POST /api/v1/plan HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{") // the rest never comes
	time.Sleep(200 * time.Millisecond)
	c.Process.Signal(syscall.SIGTERM)
	time.Sleep(500 * time.Millisecond)
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatalf("the first signal cut a running request off: %v", err)
	}
	if by := killedBy(t, c); by != syscall.SIGTERM {
		t.Errorf("ended by %d", by)
	}
}
