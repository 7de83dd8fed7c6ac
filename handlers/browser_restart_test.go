package handlers

import (
	"log/slog"
	"net"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/store"
)

// machine is a server with an address and a database that outlive it.
type machine struct {
	t       *testing.T
	address string
	file    string
	stop    func()
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	m := &machine{t: t, address: "127.0.0.1:0", file: filepath.Join(t.TempDir(), "plans.db")}
	m.start()
	t.Cleanup(func() { m.stop() })
	return m
}

func (m *machine) start() {
	m.t.Helper()
	listener, err := net.Listen("tcp", m.address)
	if err != nil {
		m.t.Fatal(err)
	}
	st, err := store.Open(m.file)
	if err != nil {
		m.t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(New(Config{Store: st, Layouter: placed, Book: pricing.Embedded(), Version: "test", Logger: slog.New(slog.DiscardHandler)}))
	if err := server.Listener.Close(); err != nil {
		m.t.Fatal(err)
	}
	server.Listener, m.address = listener, listener.Addr().String()
	server.Start()
	m.stop = func() {
		server.CloseClientConnections()
		server.Close()
		st.Close()
		m.stop = func() {}
	}
}

func TestBrowserRestartLosesNothing(t *testing.T) {
	m, b := newMachine(t), newTab(t, true)
	b.allowed = []string{"ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE"}
	b.open("http://" + m.address + "/")
	b.until(ready)
	b.typeInto("#field-users", "250k")
	b.until("location.search === '?users=250k'")
	b.click(".actions .btn.pri")
	b.until("location.pathname.startsWith('/plans/') && " + ready)

	m.stop()
	b.typeInto("#field-users", "300k")
	b.typeInto("#field-note", "While it was away")
	b.until("document.querySelector('#status').textContent.includes('kept in this browser')")
	// Saving now does not lead away from the page.
	b.click(".actions .btn.pri")
	b.until("document.querySelector('#status').textContent.startsWith('Not saved')")
	b.wants(map[string]string{"users": "300k", "note": "While it was away"})
	m.start()
	b.until("!document.documentElement.classList.contains('stale-page') && document.querySelector('#saved b') !== null")
	b.click(".actions .btn.pri")
	b.until("document.querySelector('#saved').textContent.includes('Revision 2') && " + drafts + " === 0")
	b.wants(map[string]string{"users": "300k", "note": "While it was away"})
}

// Sent while nobody answers, a save goes out by itself once somebody does.
func TestBrowserSaveWhenTheServerIsBack(t *testing.T) {
	m, b := newMachine(t), newTab(t, true)
	b.allowed = []string{"ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE"}
	b.open("http://" + m.address + "/")
	b.until(ready)
	m.stop()
	b.typeInto("#field-users", "300k")
	b.until("document.querySelector('#status').textContent.includes('kept in this browser')")
	m.start()
	b.click(".actions .btn.pri")
	b.until("location.pathname.startsWith('/plans/') && document.querySelector('#saved').textContent.includes('Revision 1')")
	b.wants(map[string]string{"users": "300k"})
}
