package graphviz_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"stagecraft/diagram"
	"stagecraft/diagram/graphviz"
	"stagecraft/diagram/graphviz/engine"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

// patient is a deadline that only a lost answer reaches, on a busy machine with
// the race detector on.
const patient = time.Minute

// TestMain lets the test binary be a worker, and gives the tests of layouts one
// pool, and those of pools one folder of compiled code: compiling it with the
// race detector takes ten seconds.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "layout" {
		if err := engine.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	dir, err := os.MkdirTemp("", "stagecraft-pool-test-")
	if err != nil {
		panic(err)
	}
	kept = filepath.Join(dir, "kept")
	shared = graphviz.NewPool(good, 2, patient)
	code := 1
	if err := shared.Keep(kept); err != nil {
		fmt.Fprintln(os.Stderr, err)
	} else {
		code = m.Run()
	}
	if err := errors.Join(shared.Close(), os.RemoveAll(dir)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

var (
	good   = []string{os.Args[0], "layout"}
	shared *graphviz.Pool
	kept   string // compiled code
)

// Workers that fail, each a few words of shell: they say that they are ready and
// then go wrong in their own way. The bytes are a status, a length, a text.
var bad = map[string]struct{ script, text string }{
	"hangs":   {`printf '\001\0\0\0\0'; exec sleep 3600`, "did not answer in time"},
	"crashes": {`printf '\001\0\0\0\0'; read -r _; echo 'fatal error: concurrent map writes' >&2; exit 2`, "concurrent map writes"},
	"refuses": {`printf '\001\0\0\0\0\003\0\0\0\005wrong\003\0\0\0\005wrong'; exec cat >/dev/null`, "Graphviz: wrong"},
	"babbles": {`printf '\001\0\0\0\0\002\0\0\0\005{not}\002\0\0\0\005{not}'; exec cat >/dev/null`, "read Graphviz's answer"},
	"strange": {`printf '\001\0\0\0\0\011\0\0\0\0'; exec cat >/dev/null`, "unknown status 9"},
	"mute":    {`exit 3`, "start layout worker"},
	"rude":    {`printf '\002\0\0\0\0'; exec cat >/dev/null`, "where it should say that it is ready"},
}

func newPool(t testing.TB, command []string, size int, deadline time.Duration) *graphviz.Pool {
	t.Helper()
	p := graphviz.NewPool(command, size, deadline)
	if reflect.DeepEqual(command, good) {
		if err := p.Keep(kept); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// stages are the scenes of the eight stages of a workload.
func stages(t testing.TB, values url.Values) []diagram.Scene {
	t.Helper()
	var scenes []diagram.Scene
	for _, g := range graphs(t, values) {
		scenes = append(scenes, diagram.NewScene(g))
	}
	return scenes
}

func graphs(t testing.TB, values url.Values) []topology.Graph {
	t.Helper()
	w, errs := workload.Parse(values)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	var all []topology.Graph
	for _, s := range p.Stages {
		all = append(all, s.Graph)
	}
	return all
}

func TestSameAnswerEveryTime(t *testing.T) {
	for n, scene := range stages(t, nil) {
		want, err := shared.Layout(t.Context(), scene)
		if err != nil {
			t.Fatal(err)
		}
		for range 50 {
			got, err := shared.Layout(t.Context(), scene)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("stage %d is placed differently the second time", n+1)
			}
		}
	}
}

func TestManyAtOnceWhileWorkersAreReplaced(t *testing.T) {
	p := newPool(t, good, 2, patient)
	p.SetLifetime(20)
	scenes := stages(t, nil)
	want := make([]diagram.Placed, len(scenes))
	for i, s := range scenes {
		var err error
		if want[i], err = p.Layout(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	for g := range 16 {
		wg.Go(func() {
			for i := range 16 {
				n := (g + i) % len(scenes)
				got, err := p.Layout(t.Context(), scenes[n])
				if err != nil {
					t.Error(err)
				} else if !reflect.DeepEqual(got, want[n]) {
					t.Errorf("stage %d is placed differently under load", n+1)
				}
			}
		})
	}
	wg.Wait()
	if ids := p.PIDs(); len(ids) == 0 || len(ids) > 2 {
		t.Errorf("%d workers where two are allowed", len(ids))
	}
}

func TestWorkersAreReplaced(t *testing.T) {
	p := newPool(t, good, 1, patient)
	const life = 5
	p.SetLifetime(life)
	scene := stages(t, nil)[2]
	served := map[int]int{}
	for range 8 * life {
		if _, err := p.Layout(t.Context(), scene); err != nil {
			t.Fatal(err)
		}
		served[p.PIDs()[0]]++
	}
	if len(served) < 4 || len(served) > 8 {
		t.Errorf("%d layouts took %d workers, each lives for %d to %d", 8*life, len(served), life, 2*life)
	}
	for pid, n := range served {
		if n > 2*life {
			t.Errorf("worker %d served %d layouts", pid, n)
		}
	}
}

func TestFailuresSayWhatHappened(t *testing.T) {
	scene := stages(t, nil)[3]
	for kind, c := range bad {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			deadline := patient
			if kind == "hangs" {
				deadline = 300 * time.Millisecond
			}
			p := newPool(t, []string{"/bin/sh", "-c", c.script}, 1, deadline)
			for range 2 { // the slot outlives its worker
				_, err := p.Layout(t.Context(), scene)
				if err == nil || !strings.Contains(err.Error(), c.text) {
					t.Errorf("error is %v, want %q in it", err, c.text)
				}
				if errors.Is(err, graphviz.ErrDeadline) != (kind == "hangs") {
					t.Errorf("%v: wrong about the deadline", err)
				}
			}
			if kind == "hangs" && len(p.PIDs()) > 0 {
				t.Error("the worker that hung is kept")
			}
		})
	}
}

func TestMissingCommand(t *testing.T) {
	for _, command := range [][]string{nil, {"/nonexistent/stagecraft", "layout"}} {
		p := graphviz.NewPool(command, 1, time.Second)
		if err := p.Warm(t.Context()); err == nil {
			t.Errorf("command %q was started", command)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestWorkerKilledFromOutside(t *testing.T) {
	p := newPool(t, good, 1, patient)
	if err := p.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(p.PIDs()[0], syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Layout(t.Context(), stages(t, nil)[1]); err != nil {
		t.Errorf("the next layout did not get a new worker: %v", err)
	}
}

func TestContext(t *testing.T) {
	p := newPool(t, []string{"/bin/sh", "-c", bad["hangs"].script}, 1, 2*time.Second)
	scene := stages(t, nil)[0]
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	for _, doing := range []string{"during the layout", "while another is under way"} {
		if _, err := p.Layout(ctx, scene); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v, want the context's error", doing, err)
		}
	}
}

func TestClose(t *testing.T) {
	p := newPool(t, good, 2, patient)
	scene := stages(t, nil)[0]
	if _, err := p.Layout(t.Context(), scene); err != nil {
		t.Fatal(err)
	}
	ids := p.PIDs()
	if err := errors.Join(p.Close(), p.Close()); err != nil {
		t.Error(err)
	}
	for _, id := range ids {
		if err := syscall.Kill(id, 0); !errors.Is(err, syscall.ESRCH) {
			t.Errorf("worker %d still runs: %v", id, err)
		}
	}
	if _, err := p.Layout(t.Context(), scene); !errors.Is(err, graphviz.ErrClosed) {
		t.Errorf("a closed pool answers %v", err)
	}
}

// A worker whose parent dies in the middle of a layout that never ends must not
// live on.
func TestWorkerEndsWithItsInput(t *testing.T) {
	cmd := exec.Command(good[0], good[1:]...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if s, _, err := graphviz.ReadMessage(out); err != nil || s != graphviz.Ready {
		t.Fatal(s, err)
	}
	var complete bytes.Buffer
	complete.WriteString("digraph g {")
	for i := range 60 {
		for j := range i {
			fmt.Fprintf(&complete, "n%d -> n%d;", j, i)
		}
	}
	complete.WriteString("}")
	if err := graphviz.WriteMessage(in, 0, complete.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(30 * time.Second):
		t.Error("the worker lives on without its parent")
		if err := cmd.Process.Kill(); err != nil {
			t.Error(err)
		}
	}
}
