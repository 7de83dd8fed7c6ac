package graphviz

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Keep has the workers keep Graphviz's compiled code in a folder, made when it is
// missing, where those of the next program find it: starting takes 25 ms in place
// of half a second. Workers run what they find there, so the error says when
// somebody else could write to it, and the pool does without. Call it before the
// first layout.
func (p *Pool) Keep(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder of compiled code: %w", err)
	}
	dir, err := filepath.Abs(dir) // workers run in it
	if err != nil {
		return fmt.Errorf("find the folder of compiled code: %w", err)
	}
	if err := onlyOurs(dir); err != nil {
		return fmt.Errorf("folder of compiled code: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = dir
	return nil
}

// onlyOurs refuses a folder that another user could write to or put another in
// the place of.
func onlyOurs(dir string) error {
	own, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	above, err := os.Stat(filepath.Dir(dir))
	if err != nil {
		return err
	}
	owner, known := own.Sys().(*syscall.Stat_t)
	const othersWrite = 0o022
	switch {
	case !own.IsDir():
		return errors.New("it is not a folder itself")
	case !known || int(owner.Uid) != os.Geteuid() || own.Mode().Perm()&othersWrite != 0:
		return fmt.Errorf("%s can be written by others", dir)
	case above.Mode().Perm()&othersWrite != 0 && above.Mode()&fs.ModeSticky == 0:
		return fmt.Errorf("%s can be written by others", filepath.Dir(dir))
	}
	return nil
}

// start starts a worker. One that does not start on kept code may have found it
// damaged: from then on the pool does without, and what was kept is removed.
func (p *Pool) start() (*process, error) {
	if kept := p.keeps(); kept != "" {
		w, err := start(p.command, kept)
		if err == nil {
			return w, nil
		}
		p.discard(kept)
	}
	dir, err := p.tempDir()
	if err != nil {
		return nil, err
	}
	return start(p.command, dir)
}

func (p *Pool) keeps() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept
}

func (p *Pool) discard(kept string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kept == kept {
		p.kept = ""
		_ = os.RemoveAll(kept) // the next program then starts without it, or tries as we did
	}
}

// tempDir is a directory that only we can write to and that ends with the pool:
// workers keep compiled code there and run it.
func (p *Pool) tempDir() (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dir == "" {
		dir, err := os.MkdirTemp("", "stagecraft-layout-")
		if err != nil {
			return "", fmt.Errorf("make a directory for layout workers: %w", err)
		}
		p.dir = dir
	}
	return p.dir, nil
}
