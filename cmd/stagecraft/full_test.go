package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// tmpfs is a small disk.
func tmpfs(t testing.TB, size int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, fmt.Sprintf("size=%d,mode=700", size)); err != nil {
		if os.Getenv("CI") == "true" && os.Geteuid() == 0 {
			t.Fatalf("mount a small disk: %v", err)
		}
		t.Skipf("no right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill writes a file until its disk is full.
func fill(t testing.TB, path string) {
	t.Helper()
	file := must(os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600))
	defer file.Close()
	for size := 1 << 20; size >= 512; size /= 2 {
		for {
			if _, err := file.Write(make([]byte, size)); err != nil {
				break
			}
		}
	}
}

// On a full disk a save is refused with what was typed, everything is read as
// before, and once there is room the next save works.
func TestFullDisk(t *testing.T) {
	dir := tmpfs(t, 16<<20)
	ballast := filepath.Join(dir, "ballast")
	s, v := serveProgram(t, filepath.Join(dir, "plans.db")), newVisitor()
	kept := v.save(t, s.url, "2k")
	form := url.Values{"users": {"2k"}, "name": {"Typed “by hand”"}, "revision_note": {"and with a note"}}
	fill(t, ballast)

	var api answer
	for range 60 { // the log has room of its own for a few more
		if api = must(v.json(http.MethodPost, s.url+"/api/v1/plans", workloadOf("2k"))); api.status != http.StatusCreated {
			break
		}
		fill(t, ballast)
	}
	var body struct {
		Error   string
		Request string `json:"request_id"`
	}
	if err := json.Unmarshal([]byte(api.body), &body); api.status != http.StatusInsufficientStorage || err != nil || !strings.Contains(body.Error, "disk") || body.Request == "" {
		t.Errorf("a save by a program: %d, %v: %.300s", api.status, err, api.body)
	}
	page := v.post(t, s.url+"/plans", form, http.StatusInsufficientStorage)
	for _, typed := range []string{`value="Typed “by hand”"`, `value="2k"`} {
		if !strings.Contains(page.body, typed) {
			t.Errorf("the page lacks %s", typed)
		}
	}
	v.get(t, s.url+"/plans/"+kept.ID, http.StatusOK)
	v.get(t, s.url+"/plans", http.StatusOK)
	v.get(t, s.url+"/plan?users=3k", http.StatusOK)
	v.get(t, kept.Links.View, http.StatusOK) // whose use cannot be noted

	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	v.get(t, s.url+"/readyz", http.StatusOK)
	v.Client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	saved := v.post(t, s.url+"/plans", form, http.StatusSeeOther)
	v.get(t, s.url+saved.header.Get("Location"), http.StatusOK)
	if found := v.get(t, s.url+"/api/v1/plans?q=typed", http.StatusOK); !strings.Contains(found.body, "by hand") {
		t.Errorf("the plan saved afterwards is not in the list: %.300s", found.body)
	}
	if log := string(must(os.ReadFile(s.log.Name()))); !strings.Contains(log, "no space left for the database") {
		t.Error("the log does not say that there is no space")
	}
}
