package graphviz

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"stagecraft/diagram"
)

// lifetime is the number of layouts after which a worker is replaced: each leaks
// up to 1 MB.
const lifetime = 200

// Errors a caller may tell apart with errors.Is.
var (
	ErrClosed   = errors.New("the layout pool is closed")
	ErrDeadline = errors.New("layout did not answer in time and was stopped")
)

// Pool is a diagram.Layouter that keeps layout workers, each a process of its
// own. It is safe for concurrent use.
type Pool struct {
	command  []string
	deadline time.Duration
	lifetime int

	slots chan *slot // the free ones; a slot belongs to who took it out
	done  chan struct{}
	once  sync.Once
	err   error          // of Close
	ends  sync.WaitGroup // processes being started or retired aside

	mu   sync.Mutex
	kept string // TMPDIR of the workers that outlives the pool; empty for none
	dir  string // the one that does not, made when first needed
}

// slot is room for one worker and the one that will replace it.
type slot struct {
	worker *process      // nil until needed, and after a failure
	next   chan *process // receives the successor; nil when none is started
}

// NewPool makes a pool of at most size workers, at least one, that run command;
// the command must end in engine.Serve. No worker starts before it is needed, or
// Warm is called. A layout that takes longer than deadline is stopped.
func NewPool(command []string, size int, deadline time.Duration) *Pool {
	size = max(size, 1)
	p := &Pool{command: command, deadline: deadline, lifetime: lifetime, slots: make(chan *slot, size), done: make(chan struct{})}
	for range size {
		p.slots <- &slot{}
	}
	return p
}

// Warm starts the first worker, which compiles Graphviz (about half a second)
// unless the code was kept; those that follow find the result in their TMPDIR. It tells early when the
// command does not work.
func (p *Pool) Warm(ctx context.Context) error {
	s, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer p.give(s)
	return p.ready(s)
}

// Layout places the scene. The errors say whether the scene, Graphviz or the
// worker failed; when ctx ends first, its error is wrapped.
func (p *Pool) Layout(ctx context.Context, s diagram.Scene) (diagram.Placed, error) {
	text, err := dot(s)
	if err != nil {
		return diagram.Placed{}, err
	}
	answer, err := p.run(ctx, []byte(text))
	if err != nil {
		return diagram.Placed{}, err
	}
	at, err := positionsOf(answer, s)
	if err != nil {
		return diagram.Placed{}, err
	}
	placed, err := place(at, s)
	if err != nil {
		return diagram.Placed{}, fmt.Errorf("layout refused: %w", err)
	}
	return placed, nil
}

// run has a worker lay out DOT text. A caller that gives up leaves the worker to
// finish: ending it for every reader who leaves would cost more.
func (p *Pool) run(ctx context.Context, text []byte) ([]byte, error) {
	s, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	type result struct {
		body []byte
		err  error
	}
	finished := make(chan result, 1)
	go func() {
		defer p.give(s)
		body, err := p.ask(s, text)
		finished <- result{body, err}
	}()
	select {
	case r := <-finished:
		return r.body, r.err
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for the layout: %w", ctx.Err())
	}
}

func (p *Pool) take(ctx context.Context) (*slot, error) {
	select {
	case <-p.done:
		return nil, ErrClosed
	default:
	}
	select {
	case s := <-p.slots:
		return s, nil
	case <-p.done:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a layout worker: %w", ctx.Err())
	}
}

func (p *Pool) give(s *slot) { p.slots <- s }

// ask puts one request to the slot's worker. A worker found dead, for instance
// ended by the system for its memory, is replaced and asked once more.
func (p *Pool) ask(s *slot, text []byte) ([]byte, error) {
	for attempt := 1; ; attempt++ {
		if err := p.ready(s); err != nil {
			return nil, err
		}
		body, err := s.worker.ask(text, p.deadline)
		var refused refusal
		if err == nil || errors.As(err, &refused) {
			return body, err
		}
		s.worker.kill()
		s.worker = nil
		if attempt == 2 || errors.Is(err, ErrDeadline) {
			return nil, err
		}
	}
}

// ready gives the slot a worker. One near the end of its life gets a successor
// started beside it, which takes over as soon as it is ready.
func (p *Pool) ready(s *slot) error {
	if s.worker != nil && s.worker.served >= p.lifetime && s.next == nil {
		s.next = make(chan *process, 1)
		p.startAside(s.next)
	}
	if s.next != nil {
		p.succeed(s)
	}
	if s.worker != nil {
		return nil
	}
	w, err := p.start()
	if err != nil {
		return err
	}
	s.worker = w
	return nil
}

// succeed lets the successor take over if it is ready, and waits for it only
// when the worker is gone or has lived twice its life.
func (p *Pool) succeed(s *slot) {
	var next *process
	if s.worker == nil || s.worker.served >= 2*p.lifetime {
		next = <-s.next
	} else {
		select {
		case next = <-s.next:
		default:
			return
		}
	}
	s.next = nil
	if old := s.worker; old != nil && (next != nil || old.served >= 2*p.lifetime) {
		p.ends.Go(old.retire)
		s.worker = nil
	}
	if next != nil {
		s.worker = next
	}
}

// startAside sends the started worker, or nil when it does not start; the next
// layout then tries again.
func (p *Pool) startAside(to chan<- *process) {
	p.ends.Go(func() {
		w, err := p.start()
		if err != nil {
			w = nil
		}
		to <- w
	})
}

// Close ends the workers after the layouts under way and removes their
// directory. Layouts asked for later fail with ErrClosed. Further calls wait for
// the first and return its error.
func (p *Pool) Close() error {
	p.once.Do(func() {
		close(p.done)
		for range cap(p.slots) {
			s := <-p.slots
			if s.next != nil {
				if w := <-s.next; w != nil {
					w.retire()
				}
			}
			if s.worker != nil {
				s.worker.retire()
			}
		}
		p.ends.Wait()
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.dir != "" {
			p.err = os.RemoveAll(p.dir)
		}
	})
	return p.err
}
