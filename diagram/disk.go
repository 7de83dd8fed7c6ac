package diagram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sync/atomic"
)

// diskFiles bounds the folder: some 10 kB a shape.
const diskFiles = 5000

// Disk is a Layouter that keeps the pictures of another one, routes included, in
// a folder, so that they outlive the program. What it finds there is checked
// against the scene and drawn anew when it does not fit. A folder that cannot be
// written costs time, never a picture. It is safe for concurrent use, also by
// several programs on one folder.
type Disk struct {
	inner   Layouter
	dir     string
	version string
	files   atomic.Int64
}

// NewDisk makes the folder where it is missing. The version names the program:
// another one may place the same shape elsewhere.
func NewDisk(inner Layouter, dir, version string) (*Disk, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of layouts: %w", err)
	}
	held, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read the folder of layouts: %w", err)
	}
	d := &Disk{inner: inner, dir: dir, version: version}
	d.files.Store(int64(len(held)))
	return d, nil
}

// Layout answers from the folder, or draws and keeps the result.
func (d *Disk) Layout(ctx context.Context, s Scene) (Placed, error) {
	path := d.path(s)
	if p, ok := read(path, s); ok {
		return p, nil
	}
	p, err := Draw(ctx, d.inner, s)
	if err != nil {
		return Placed{}, err
	}
	d.keep(path, p)
	return p, nil
}

func (d *Disk) path(s Scene) string {
	sum := sha256.Sum256([]byte(d.version + "\n" + s.Shape()))
	return filepath.Join(d.dir, hex.EncodeToString(sum[:16])+".json")
}

// read gives what a file holds, if it is a picture of this scene.
func read(path string, s Scene) (Placed, bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Placed{}, false
	}
	var p Placed
	if json.Unmarshal(text, &p) != nil || !p.of(s) {
		return Placed{}, false
	}
	return p, true
}

// of tells whether a picture has the cards and lines of a scene, all on it.
func (p Placed) of(s Scene) bool {
	if len(p.Cards) != len(s.Cards) || len(p.Routes) != len(s.Links) || len(p.Detours) != len(s.Detours) || !(p.Width > 0 && p.Width < 1e5 && p.Height > 0 && p.Height < 1e5) {
		return false
	}
	canvas := Box{0, 0, p.Width, p.Height}
	for i, c := range p.Cards {
		if c.ID != s.Cards[i].ID || !canvas.covers(c.Box) || c.Box.W != CardWidth || c.Box.H != CardHeight {
			return false
		}
	}
	if !canvas.routes(p.Routes, s.Links) || !canvas.routes(p.Detours, s.Detours) {
		return false
	}
	for _, f := range p.Frames {
		if !canvas.covers(f.Box) {
			return false
		}
	}
	return true
}

// routes tells whether lines are those of the links, all on the canvas.
func (b Box) routes(routes []Route, links []SceneLink) bool {
	for i, r := range routes {
		if r.Key != links[i].Key {
			return false
		}
		for _, at := range r.Points {
			if math.IsNaN(at.X) || !b.holds(at) {
				return false
			}
		}
	}
	return true
}

// keep writes a file beside and moves it into place, so that a reader finds all
// of it or nothing.
func (d *Disk) keep(path string, p Placed) {
	if d.files.Load() >= diskFiles {
		return
	}
	text, err := json.Marshal(p)
	if err != nil {
		return
	}
	aside, err := os.CreateTemp(d.dir, "new-*")
	if err != nil {
		return
	}
	defer os.Remove(aside.Name()) // gone already when all went well
	_, err = aside.Write(text)
	if closed := aside.Close(); err != nil || closed != nil {
		return
	}
	if os.Rename(aside.Name(), path) == nil {
		d.files.Add(1)
	}
}
