package main

import (
	"stagecraft/diagram"
)

// placer is a Layouter that may hold processes, which Close ends.
type placer interface {
	diagram.Layouter
	Close() error
}

type grid struct{ diagram.Grid }

func (grid) Close() error { return nil }

func newLayouter(workers int) (placer, error) { return grid{}, nil }
