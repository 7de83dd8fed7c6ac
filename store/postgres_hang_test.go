package store

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"stagecraft/store/postgrestest"
)

// wire leads to a server, and can be held: then nothing passes any more, as when
// a network drops what it is given.
type wire struct {
	listener net.Listener
	socket   string
	held     sync.RWMutex
}

// newWire gives a wire and the address of the database at its other end.
func newWire(t *testing.T, address string) (*wire, string) {
	t.Helper()
	u, err := url.Parse(address)
	done(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	done(t, err)
	t.Cleanup(func() { listener.Close() })
	w := &wire{listener: listener, socket: filepath.Join(u.Query().Get("host"), ".s.PGSQL.5432")}
	go w.serve()
	return w, "postgres://postgres@" + listener.Addr().String() + "/" + strings.TrimPrefix(u.Path, "/") + "?sslmode=disable"
}

func (w *wire) serve() {
	for {
		from, err := w.listener.Accept()
		if err != nil {
			return // the test is over
		}
		go func() {
			defer from.Close()
			to, err := net.Dial("unix", w.socket)
			if err != nil {
				return
			}
			defer to.Close()
			go w.carry(from, to)
			w.carry(to, from)
		}()
	}
}

func (w *wire) carry(to io.Writer, from io.Reader) {
	some := make([]byte, 64<<10)
	for {
		n, err := from.Read(some)
		w.held.RLock()
		_, failed := to.Write(some[:n])
		w.held.RUnlock()
		if err != nil || failed != nil {
			return
		}
	}
}

// No method waits longer than its context for a server that says nothing, and
// nobody is told that it is away when it was they who left.
func TestServerThatHangs(t *testing.T) {
	w, address := newWire(t, postgrestest.Start(t))
	s := open(t, address)
	calls := newScene(t, s).calls()
	before := census(t, s)
	w.held.Lock()
	for name, call := range calls {
		for want, within := range map[error]func(context.Context) (context.Context, context.CancelFunc){
			context.DeadlineExceeded: func(of context.Context) (context.Context, context.CancelFunc) {
				return context.WithTimeout(of, 20*time.Millisecond)
			},
			context.Canceled: func(of context.Context) (context.Context, context.CancelFunc) {
				ctx, cancel := context.WithCancel(of)
				time.AfterFunc(20*time.Millisecond, cancel)
				return ctx, cancel
			},
		} {
			ctx, cancel := within(t.Context())
			start := time.Now()
			err := call(ctx)
			cancel()
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%s took %v", name, took)
			}
			if !errors.Is(err, want) || want == context.Canceled && errors.Is(err, ErrUnavailable) {
				t.Errorf("%s: %v, want %v", name, err, want)
			}
		}
	}
	w.held.Unlock()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := s.transact(ctx, func(q statements) error {
		w.held.Lock() // in the midst of what Ping does
		time.AfterFunc(20*time.Millisecond, cancel)
		return s.engine.canWrite(ctx, q)
	})
	w.held.Unlock()
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a transaction: %v", err)
	}
	if after := census(t, s); after != before {
		t.Errorf("the server that hung has %s, had %s", after, before)
	}
	done(t, calls["Ping"](t.Context()))
}
