package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
)

// version is set by the linker in a release: -X main.version=1.2.0.
var version = ""

// programVersion falls back on what the Go tool recorded.
func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// printVersion says all three, since each changes a plan's figures.
func printVersion(_ context.Context, p process, args []string) error {
	book := pricing.Embedded()
	_, err := fmt.Fprintf(p.stdout, "stagecraft %s\nrules %s\nprice book %s\n", programVersion(), planner.Engine, book.Version())
	return err
}
