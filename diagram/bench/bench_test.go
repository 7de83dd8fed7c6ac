// Package bench_test measures our picture of a stage of 25 cards against other
// programs that draw the same graph, in one run: “make bench-diagram”.
package bench_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"stagecraft/diagram"
	"stagecraft/diagram/dot"
	"stagecraft/diagram/graphviz"
	"stagecraft/diagram/graphviz/engine"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// TestMain lets the test binary be the layout worker.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "layout" {
		if err := engine.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// stage is the one with the number of cards nearest 25.
func stage(b *testing.B) (diagram.Scene, diagram.Labels) {
	b.Helper()
	w, errs := workload.Parse(map[string][]string{"users": {"700k"}})
	if len(errs) > 0 {
		b.Fatal(errs)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	var best planner.Stage
	off := func(s planner.Stage) int { return max(len(s.Graph.Components)-25, 25-len(s.Graph.Components)) }
	for i, s := range p.Stages {
		if i == 0 || off(s) < off(best) {
			best = s
		}
	}
	b.Logf("stage %d: %d cards, %d lines", best.Number, len(best.Graph.Components), len(best.Graph.Links))
	return diagram.NewScene(best.Graph), views.DiagramLabels(w, best)
}

// BenchmarkStage draws one stage as SVG: by us, the shape never seen before and
// seen before, and by Graphviz's program and D2 with dagre, which are started for
// each picture as tools do that call them.
func BenchmarkStage(b *testing.B) {
	scene, labels := stage(b)
	pool := graphviz.NewPool([]string{os.Args[0], "layout"}, 1, time.Minute)
	defer pool.Close()
	if err := pool.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	draw := func(b *testing.B, l diagram.Layouter) {
		for b.Loop() {
			placed, err := diagram.Draw(b.Context(), l, scene)
			if err != nil {
				b.Fatal(err)
			}
			svg.Render(scene, placed, labels, svg.Options{})
		}
	}
	b.Run("ours-cold", func(b *testing.B) { draw(b, pool) })
	b.Run("ours-warm", func(b *testing.B) { draw(b, diagram.NewCache(pool, 1)) })
	// With the lines Graphviz draws when nobody asks for others, the fastest.
	plain := bytes.Replace(dot.Render(scene, labels), []byte("splines=ortho, "), nil, 1)
	b.Run("dot", func(b *testing.B) { run(b, plain, "dot", "-Tsvg") })
	d2 := filepath.Join(b.TempDir(), "d2")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-C", "d2", "-o", d2, ".").CombinedOutput(); err != nil {
		b.Fatalf("build D2: %v\n%s", err, out)
	}
	b.Run("d2", func(b *testing.B) { run(b, inD2(scene, labels), d2) })
}

// run starts a program for each picture.
func run(b *testing.B, text []byte, program string, args ...string) {
	for b.Loop() {
		c := exec.CommandContext(b.Context(), program, args...)
		c.Stdin = bytes.NewReader(text)
		if out, err := c.Output(); err != nil || len(out) == 0 {
			b.Fatalf("%s: %v", program, err)
		}
	}
}

// inD2 is the same graph as D2 text: cards in their frames, and the lines.
func inD2(s diagram.Scene, l diagram.Labels) []byte {
	var b bytes.Buffer
	path := map[string]string{}
	for i, c := range s.Cards {
		name := fmt.Sprintf("n%d", i)
		switch {
		case c.Place.IsZone():
			name = "cloud.region.vpc." + string(c.Place) + "." + name
		case c.Place == topology.VPC:
			name = "cloud.region.vpc." + name
		case c.Place == topology.Region:
			name = "cloud.region." + name
		case c.Place == topology.Edge:
			name = "cloud.edge." + name
		}
		path[c.ID] = name
		fmt.Fprintf(&b, "%s: %q\n", name, l.Cards[c.ID].Title+" "+l.Cards[c.ID].Detail)
	}
	for _, link := range s.Links {
		fmt.Fprintf(&b, "%s -> %s: %q\n", path[link.From], path[link.To], l.Arrows[link.Key].Text)
	}
	return b.Bytes()
}
