// Command d2 draws D2 text from standard input as SVG, for the benchmark beside
// it. It is a module of its own: the product does not depend on D2.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"

	"oss.terrastruct.com/d2/d2graph"
	"oss.terrastruct.com/d2/d2layouts/d2dagrelayout"
	"oss.terrastruct.com/d2/d2lib"
	"oss.terrastruct.com/d2/d2renderers/d2svg"
	"oss.terrastruct.com/d2/lib/log"
	"oss.terrastruct.com/d2/lib/textmeasure"
)

func main() {
	if err := draw(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func draw() error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	ruler, err := textmeasure.NewRuler()
	if err != nil {
		return err
	}
	ctx := log.With(context.Background(), slog.New(slog.DiscardHandler))
	diagram, _, err := d2lib.Compile(ctx, string(text), &d2lib.CompileOptions{
		Ruler:          ruler,
		LayoutResolver: func(string) (d2graph.LayoutGraph, error) { return d2dagrelayout.DefaultLayout, nil },
	}, nil)
	if err != nil {
		return err
	}
	svg, err := d2svg.Render(diagram, nil)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(svg)
	return err
}
