package graphviz_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stagecraft/diagram/graphviz"
)

// codeIn is the files of compiled code below a folder.
func codeIn(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return files
}

func TestCompiledCodeIsKept(t *testing.T) {
	var first fs.FileInfo
	for n := range 2 {
		p := newPool(t, good, 1, patient)
		if err := p.Warm(t.Context()); err != nil {
			t.Fatal(err)
		}
		files := codeIn(t, kept)
		if len(files) != 1 {
			t.Fatalf("%q is kept, want one file", files)
		}
		info, err := os.Stat(files[0])
		if err != nil {
			t.Fatal(err)
		}
		if n == 1 && !os.SameFile(info, first) {
			t.Error("the second pool compiled anew")
		}
		if first = info; p.Dir() != "" {
			t.Errorf("pool %d made a directory of its own, %s", n+1, p.Dir())
		}
	}
	if own, err := os.Stat(kept); err != nil || own.Mode().Perm() != 0o700 {
		t.Errorf("the folder is open to others: %v (%v)", own.Mode(), err)
	}
}

// Code that a full disk or a hand cut short stops no picture, nor the next program.
func TestDamagedCodeIsDiscarded(t *testing.T) {
	if err := newPool(t, good, 1, patient).Warm(t.Context()); err != nil { // something to damage
		t.Fatal(err)
	}
	whole := codeIn(t, kept)[0]
	text, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	keep := filepath.Join(t.TempDir(), "engine")
	damaged := filepath.Join(keep, strings.TrimPrefix(whole, kept))
	if err := os.MkdirAll(filepath.Dir(damaged), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(damaged, text[:len(text)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	p := graphviz.NewPool(good, 1, patient)
	if err := p.Keep(keep); err != nil {
		t.Fatal(err)
	}
	if err := p.Warm(t.Context()); err != nil {
		t.Errorf("no worker starts beside damaged code: %v", err)
	}
	if left := codeIn(t, keep); len(left) != 0 {
		t.Errorf("damaged code is still there: %q", left)
	}
	dir := p.Dir() // in its place
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the workers' directory is open to others: %v, %v", info, err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the workers' directory is still there: %v", err)
	}
}

func TestCodeOthersCouldWriteIsRefused(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, folder := range []string{"own", "open", "open/below", "shared"} {
		if err := os.Mkdir(in(folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for path, mode := range map[string]fs.FileMode{"open": 0o777, "open/below": 0o700, "shared": 0o777 | fs.ModeSticky} {
		if err := os.Chmod(in(path), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(in("own"), in("link")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in("file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]string{
		"own": "", "shared/mine": "", "new/mine": "",
		"open": "can be written by others", "shared": "can be written by others", "open/below": "open can be written by others",
		"link": "not a folder itself", "file": "make the folder", "file/below": "make the folder",
	} {
		p := graphviz.NewPool(good, 1, patient)
		defer p.Close()
		err := p.Keep(in(folder))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", folder, err, want)
		}
	}
}
