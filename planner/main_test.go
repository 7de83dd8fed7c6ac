package planner

import (
	"os"
	"runtime/debug"
	"testing"
)

// Tests build some hundred plans and keep few of them: memory is cheaper than
// collecting it every moment.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
