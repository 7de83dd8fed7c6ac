// Package engine is the worker's side of package graphviz and the only importer
// of go-graphviz. Importing it compiles Graphviz when the process starts: half a
// second, or 25 ms with the native code cached below $TMPDIR. The cache's owner
// is not checked, so a worker needs a TMPDIR of its own, which the pool gives it.
package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/goccy/go-graphviz"

	pool "stagecraft/diagram/graphviz"
)

// positions is Graphviz's JSON with coordinates and without drawing operations.
const positions graphviz.Format = "json0"

// Serve answers layout requests until the input ends: each message is DOT text,
// each answer its positions. It runs one layout at a time, because two at once
// end the process, and returns when the input ends even during a layout, so that
// no worker outlives its parent.
func Serve(stdin io.Reader, stdout io.Writer) error {
	ctx := context.Background()
	g, err := graphviz.New(ctx)
	if err != nil {
		return fmt.Errorf("start Graphviz: %w", err)
	}
	if err := pool.WriteMessage(stdout, pool.Ready, nil); err != nil {
		return fmt.Errorf("say ready: %w", err)
	}
	requests, ended := make(chan []byte), make(chan error, 1)
	go receive(stdin, requests, ended)
	failed := make(chan error, 1)
	go func() {
		for request := range requests {
			if err := answer(ctx, g, request, stdout); err != nil {
				failed <- err
				return
			}
		}
	}()
	select {
	case err := <-ended:
		return err
	case err := <-failed:
		return err
	}
}

func receive(stdin io.Reader, requests chan<- []byte, ended chan<- error) {
	for {
		_, body, err := pool.ReadMessage(stdin)
		if errors.Is(err, io.EOF) {
			ended <- nil
			return
		}
		if err != nil {
			ended <- fmt.Errorf("read request: %w", err)
			return
		}
		requests <- body
	}
}

func answer(ctx context.Context, g *graphviz.Graphviz, request []byte, stdout io.Writer) error {
	out, err := place(ctx, g, request)
	if err != nil {
		return pool.WriteMessage(stdout, pool.Failure, []byte(err.Error()))
	}
	return pool.WriteMessage(stdout, pool.Answer, out)
}

// place lays out one graph. The graph is never closed: closing one corrupts
// Graphviz's heap. The parent replaces the worker before the leak matters.
func place(ctx context.Context, g *graphviz.Graphviz, request []byte) ([]byte, error) {
	graph, err := graphviz.ParseBytes(request)
	if err != nil {
		return nil, fmt.Errorf("parse DOT: %w", err)
	}
	if graph == nil {
		return nil, errors.New("parse DOT: no graph in it")
	}
	var out bytes.Buffer
	if err := g.Render(ctx, graph, positions, &out); err != nil {
		return nil, fmt.Errorf("lay out: %w", err)
	}
	return out.Bytes(), nil
}
