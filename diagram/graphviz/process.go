package graphviz

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// Times a worker is given, apart from the deadline of a layout.
const (
	startTime  = 30 * time.Second // compiling takes half a second on an idle machine
	retireTime = 2 * time.Second  // to end by itself once its input has ended
)

// process is one running worker. It is used by one goroutine at a time.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr *tail
	served int
	once   sync.Once
}

// refusal is an answer in which Graphviz says no: the worker itself is well.
type refusal struct{ text string }

func (r refusal) Error() string { return "Graphviz: " + r.text }

// start runs the command and waits until it says that it is ready. Its
// environment holds nothing but its temporary directory.
func start(command []string, dir string) (*process, error) {
	if len(command) == 0 {
		return nil, errors.New("start layout worker: no command given")
	}
	p := &process{cmd: exec.Command(command[0], command[1:]...), stderr: &tail{}}
	p.cmd.Env = []string{"TMPDIR=" + dir}
	p.cmd.Dir = dir
	p.cmd.Stderr = p.stderr
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("start layout worker: %w", err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start layout worker: %w", err)
	}
	p.out = bufio.NewReader(out)
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start layout worker: %w", err)
	}
	status, _, err := p.exchange(nil, startTime)
	if err == nil && status != Ready {
		err = fmt.Errorf("it says %d where it should say that it is ready", status)
	}
	if err != nil {
		p.kill()
		return nil, fmt.Errorf("start layout worker: %w", err)
	}
	return p, nil
}

// ask sends one request and waits for the answer. Any error but a refusal means
// that the worker is of no further use.
func (p *process) ask(request []byte, deadline time.Duration) ([]byte, error) {
	p.served++
	status, body, err := p.exchange(request, deadline)
	switch {
	case err != nil:
		return nil, err
	case status == Answer:
		return body, nil
	case status == Failure:
		return nil, refusal{string(body)}
	}
	return nil, fmt.Errorf("layout worker answered with unknown status %d", status)
}

// exchange writes a request, if there is one, and reads one message. At the
// deadline the process is ended, which ends the reading.
func (p *process) exchange(request []byte, deadline time.Duration) (Status, []byte, error) {
	timer := time.AfterFunc(deadline, func() {
		_ = p.cmd.Process.Kill() // fails only when it has ended already
	})
	if request != nil {
		if err := WriteMessage(p.in, 0, request); err != nil {
			return 0, nil, p.ended(timer, deadline, err)
		}
	}
	status, body, err := ReadMessage(p.out)
	if err != nil {
		return 0, nil, p.ended(timer, deadline, err)
	}
	if !timer.Stop() {
		return 0, nil, fmt.Errorf("%w: after %v", ErrDeadline, deadline)
	}
	return status, body, nil
}

// ended says why there is no answer: the deadline, or the end of the process
// with the first line it wrote.
func (p *process) ended(timer *time.Timer, deadline time.Duration, err error) error {
	if !timer.Stop() {
		return fmt.Errorf("%w: after %v", ErrDeadline, deadline)
	}
	p.kill() // what it wrote is complete only once it is reaped
	if said := p.stderr.line(); said != "" {
		return fmt.Errorf("layout worker ended, saying %q: %w", said, err)
	}
	return fmt.Errorf("layout worker ended: %w", err)
}

// kill ends the process at once.
func (p *process) kill() {
	p.once.Do(func() {
		_ = p.cmd.Process.Kill()
		_ = p.in.Close()
		_ = p.cmd.Wait() // an error only says that it was killed
	})
}

// retire lets the process end by itself, and kills it when it does not.
func (p *process) retire() {
	p.once.Do(func() {
		_ = p.in.Close()
		timer := time.AfterFunc(retireTime, func() { _ = p.cmd.Process.Kill() })
		defer timer.Stop()
		_ = p.cmd.Wait() // its answers have all been read; how it ends says nothing
	})
}

// tail keeps the first bytes of what a worker writes to standard error: a Go
// panic says what it is about in its first line.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailSize = 2048

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, b[:min(len(b), tailSize-len(t.text))]...)
	return len(b), nil
}

func (t *tail) line() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	first, _, _ := strings.Cut(strings.TrimSpace(string(t.text)), "\n")
	return first
}
