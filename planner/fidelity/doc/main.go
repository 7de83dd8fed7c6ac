// Command doc writes docs/fidelity.md, the public record of how right the
// figures are: go run ./planner/fidelity/doc docs/fidelity.md. The same program
// gives the same bytes.
package main

import (
	"errors"
	"fmt"
	"os"

	"stagecraft/planner/fidelity"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "fidelity:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: go run ./planner/fidelity/doc FILE.md")
	}
	cases, err := fidelity.Record()
	if err != nil {
		return err
	}
	return os.WriteFile(args[0], fidelity.Markdown(cases), 0o644)
}
