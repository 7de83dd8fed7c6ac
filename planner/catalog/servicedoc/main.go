// Command servicedoc writes docs/services.md from the catalogue, the lifecycle
// table and the price book: go run ./planner/catalog/servicedoc, in the root of
// the repository. The same source gives the same bytes.
package main

import (
	"fmt"
	"os"

	"stagecraft/planner/pricing"
)

// output is relative to the root of the repository.
const output = "docs/services.md"

func main() {
	if err := os.WriteFile(output, document(pricing.Embedded()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "servicedoc:", err)
		os.Exit(1)
	}
}
