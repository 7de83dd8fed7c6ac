package store

import (
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// manyPlans writes an export of so many plans of as many people, each with two
// documents of a size.
func manyPlans(w io.Writer, plans, size int) error {
	head := exportHead{Format: exportFormat, Program: "test", Schema: len(migrations), Rows: map[string]int{}}
	for _, table := range exportedTables {
		head.Rows[table.name] = 0
	}
	head.Rows["plans"], head.Rows["revisions"], head.Rows["activity"] = plans, plans, plans
	out, err := newLineWriter(w, head)
	if err != nil {
		return err
	}
	noise := make([]byte, size)
	rand.NewChaCha8([32]byte{}).Read(noise) // does not pack
	document := must(packed(noise))
	name := func(n int) string { return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%016d", n)) }
	for i := range exportedTables {
		table := &exportedTables[i]
		for n := range head.Rows[table.name] {
			id, owner, now := name(n), IdentityOfToken(name(n)), int64(1e15+n)
			values := map[string][]any{
				"plans":     {id, owner[:], nil, int64(0), int64(1), "Plan of many", "", now, now, nil, nil},
				"revisions": {id, int64(1), "Plan of many", "users=250k", "2026-11-01", "1", "", "", "", nil, now, document, document},
				"activity":  {id, now, nil, id, "", string(PlanCreated), ""},
			}[table.name]
			if err := out.write(row{table, values}.appendTo(nil)); err != nil {
				return err
			}
			out.rows[table.name]++
		}
	}
	return out.end()
}

// mostHeap watches how much memory is in use while do runs.
func mostHeap(do func()) (most uint64) {
	ended := make(chan struct{})
	go func() { defer close(ended); do() }()
	for {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse+m.StackInuse)
		select {
		case <-ended:
			return most
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestManyPlansNeedLittleMemory(t *testing.T) {
	const plans, size, limit = 1_000, 20_000, 24 << 20 // of 51 MiB
	address := filepath.Join(t.TempDir(), "many.db")
	runtime.GC()
	started := time.Now()
	most := mostHeap(func() {
		read, write := io.Pipe()
		go func() { write.CloseWithError(manyPlans(write, plans, size)) }()
		if imported, err := Import(t.Context(), address, read, false); err != nil || imported.Plans != plans {
			t.Errorf("imported %+v, %v", imported, err)
		}
	})
	t.Logf("import of %d plans: %v, %d MiB", plans, time.Since(started), most>>20)
	started = time.Now()
	var written counter
	most = max(most, mostHeap(func() {
		if counts, err := Export(t.Context(), address, "test", &written); err != nil || counts.Plans != plans {
			t.Errorf("exported %v, %v", counts, err)
		}
	}))
	t.Logf("export of %d MiB: %v, %d MiB", written>>20, time.Since(started), most>>20)
	if most > limit {
		t.Errorf("%d MiB of memory were in use", most>>20)
	}
}

// counter counts what is written.
type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }
