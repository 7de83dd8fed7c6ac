// Command gallery writes a page to look at before pictures change: every glyph,
// every stage of three workloads in light and dark, and what differs between the
// golden layouts of a git revision and those of the working tree.
//
//	go run ./diagram/gallery [-out tmp/gallery] [-against HEAD]
//
// in the root of the repository. The page holds everything it shows, refers to
// nothing outside, and is the same bytes for the same source.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"stagecraft/diagram"
	"stagecraft/diagram/graphviz"
	"stagecraft/diagram/graphviz/engine"
)

// layoutCommand is how this program starts itself as a layout worker.
const layoutCommand = "layout"

// layoutDeadline is that of one layout; it takes some milliseconds where the
// graph is one that Graphviz finishes at all.
const layoutDeadline = 20 * time.Second

func main() {
	var err error
	if len(os.Args) == 2 && os.Args[1] == layoutCommand {
		err = engine.Serve(os.Stdin, os.Stdout)
	} else {
		err = run(context.Background(), os.Args[1:], os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// run writes the page and says where.
func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("gallery", flag.ContinueOnError)
	folder := flags.String("out", filepath.Join("tmp", "gallery"), "`folder` to write index.html into")
	against := flags.String("against", "HEAD", "git `revision` whose golden layouts are the old ones")
	if err := flags.Parse(args); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program, to start it as a layout worker: %w", err)
	}
	pool := graphviz.NewPool([]string{self, layoutCommand}, 1, layoutDeadline)
	defer pool.Close()
	document, err := build(ctx, diagram.NewCache(pool, 100), ".", *against)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(*folder, 0o755); err != nil {
		return fmt.Errorf("make the folder of the page: %w", err)
	}
	path := filepath.Join(*folder, "index.html")
	if err := os.WriteFile(path, document, 0o644); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	_, err = fmt.Fprintln(out, path)
	return err
}

// build makes the page. root is that of the repository.
func build(ctx context.Context, l diagram.Layouter, root, against string) ([]byte, error) {
	made := page{Against: against, Tiles: tiles()}
	var err error
	if made.Workloads, err = workloads(ctx, l); err != nil {
		return nil, err
	}
	if made.Goldens, made.Same, err = compare(ctx, root, against); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := layoutOfPage.Execute(&b, made); err != nil {
		return nil, fmt.Errorf("write the page: %w", err)
	}
	return b.Bytes(), nil
}
