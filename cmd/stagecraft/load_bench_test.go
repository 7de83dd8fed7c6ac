package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// clients ask side by side in the load benchmarks.
const clients = 16

// asker keeps a connection open for each client, as a browser does: with the
// two of the default client most requests would wait for a new connection, which
// is no time of ours.
var asker = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}

// BenchmarkDistinctPictures asks a server of its own for pictures that all
// differ, 16 at once, and then for one of them again and again. Run it with
// -benchtime 10000x: it fails when a request fails, and reports the times in
// milliseconds, the processor time of the server for a picture, which a busy
// machine changes less than the times, and the memory after 1,000 pictures and at
// the end.
func BenchmarkDistinctPictures(b *testing.B) {
	url, pid := serveAlone(b)
	defer debug.SetGCPercent(debug.SetGCPercent(1000)) // of the clients, who share the processors with the server
	var early, late float64
	var count atomic.Int64
	cold := ask(b, b.N, func(i int) string {
		if count.Add(1) == 1000 {
			early = residentMB(b, pid)
		}
		return fmt.Sprintf("%s/plan/stages/%d/diagram.svg?users=%d", url, i%8+1, 1000+i*997)
	})
	late = residentMB(b, pid)
	b.ReportMetric(processorMS(b, pid)/float64(b.N), "CPU-ms/picture")
	same := func(int) string { return url + "/plan/stages/5/diagram.svg?users=250k" }
	ask(b, 1, same) // it is kept from then on
	warm := ask(b, 10_000, same)
	b.ReportMetric(quantile(cold, 0.5), "distinct-p50-ms")
	b.ReportMetric(quantile(cold, 0.99), "distinct-p99-ms")
	b.ReportMetric(quantile(warm, 0.5), "same-p50-ms")
	b.ReportMetric(quantile(warm, 0.99), "same-p99-ms")
	if early > 0 {
		b.ReportMetric(early, "MB-at-1000")
	}
	b.ReportMetric(late, "MB-at-end")
}

// serveAlone builds the program and serves with it until the benchmark ends.
func serveAlone(b *testing.B) (url string, pid int) {
	b.Helper()
	dir := b.TempDir()
	program := filepath.Join(dir, "stagecraft")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	server := exec.CommandContext(b.Context(), program, "serve", "--addr", "127.0.0.1:0", "--db", filepath.Join(dir, "plans.db"), "--cache", "off")
	said, err := server.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := server.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	line := make([]byte, 200)
	n, err := said.Read(line)
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields(string(line[:n]))
	return words[len(words)-1], server.Process.Pid
}

// ask sends n requests from all clients and gives their times in milliseconds.
func ask(b *testing.B, n int, address func(i int) string) []float64 {
	b.Helper()
	times := make([]float64, n)
	var next atomic.Int64
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, address(i), nil)
				if err != nil {
					b.Error(err)
					return
				}
				request.Header.Set("Accept-Encoding", "gzip") // what comes is not unpacked: that is the reader's work
				began := time.Now()
				answer, err := asker.Do(request)
				if err != nil {
					b.Error(err)
					return
				}
				_, err = io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
				if err != nil || answer.StatusCode != http.StatusOK {
					b.Errorf("%s: %s, %v", address(i), answer.Status, err)
				}
				times[i] = float64(time.Since(began).Microseconds()) / 1000
			}
		})
	}
	all.Wait()
	return times
}

func quantile(times []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[int(q*float64(len(sorted)-1))]
}

// residentMB is the memory of a process, as Linux tells it.
func residentMB(b *testing.B, pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Error(err)
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		b.Error(err)
	}
	return kb / 1024
}

// processorMS is the time of user and system that a process has taken, as Linux
// tells it in hundredths of a second.
func processorMS(b *testing.B, pid int) float64 {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Error(err)
		return 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // the name may hold spaces
	fields, sum := strings.Fields(rest), 0.0
	for _, ticks := range fields[11:13] {
		n, err := strconv.ParseFloat(ticks, 64)
		if err != nil {
			b.Error(err)
		}
		sum += n * 10
	}
	return sum
}
