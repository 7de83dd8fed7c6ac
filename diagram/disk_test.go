package diagram_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

// counted counts how often it is asked.
type counted struct{ asked int }

func (c *counted) Layout(ctx context.Context, s diagram.Scene) (diagram.Placed, error) {
	c.asked++
	return diagram.Grid{}.Layout(ctx, s)
}

func small() diagram.Scene {
	return diagram.Scene{
		Cards: []diagram.SceneCard{{ID: "users", Place: topology.Outside}, {ID: "web.a", Place: topology.ZoneA, Row: 3}},
		Links: []diagram.SceneLink{{Key: "users>web.a", From: "users", To: "web.a", Kind: topology.Request}},
	}
}

func layout(t *testing.T, inner diagram.Layouter, dir, version string) diagram.Placed {
	t.Helper()
	disk, err := diagram.NewDisk(inner, dir, version)
	if err != nil {
		t.Fatal(err)
	}
	p, err := disk.Layout(t.Context(), small())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDiskOutlivesTheProgram(t *testing.T) {
	dir, inner := filepath.Join(t.TempDir(), "layouts"), &counted{}
	first := layout(t, inner, dir, "1")
	again := layout(t, inner, dir, "1")
	if inner.asked != 1 || !reflect.DeepEqual(first, again) {
		t.Errorf("asked %d times; %+v and %+v", inner.asked, first, again)
	}
	if len(again.Routes) != 1 || len(again.Routes[0].Points) < 2 {
		t.Errorf("the line is lost: %+v", again.Routes)
	}
	if layout(t, inner, dir, "2"); inner.asked != 2 {
		t.Error("another program was given this one's layout")
	}
}

// What stands in the folder is not trusted: a file cut short, of another scene,
// or with a card off the picture is drawn anew and replaced.
func TestDiskMendsItsFiles(t *testing.T) {
	for name, damage := range map[string]string{
		"empty":  "",
		"short":  `{"Width": 10`,
		"other":  `{"Width": 100, "Height": 100}`,
		"beyond": `{"Width": 900, "Height": 900, "Cards": [{"ID": "users", "Box": {"X": 1e9, "Y": 0, "W": 188, "H": 66}}, {"ID": "web.a", "Box": {"X": 0, "Y": 0, "W": 188, "H": 66}}], "Routes": [{"Key": "users>web.a"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir, inner := t.TempDir(), &counted{}
			want := layout(t, inner, dir, "1")
			files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
			if len(files) != 1 {
				t.Fatalf("files: %v", files)
			}
			if err := os.WriteFile(files[0], []byte(damage), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := layout(t, inner, dir, "1"); !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v", got)
			}
			if layout(t, inner, dir, "1"); inner.asked != 2 {
				t.Errorf("asked %d times, want once for the damage", inner.asked)
			}
		})
	}
}

func TestDiskThatCannotBeWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := diagram.NewDisk(diagram.Grid{}, dir, "1"); err == nil {
		t.Error("a file was taken for a folder")
	}
	gone := t.TempDir()
	disk, err := diagram.NewDisk(diagram.Grid{}, gone, "1")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(gone); err != nil {
		t.Fatal(err)
	}
	if _, err := disk.Layout(t.Context(), small()); err != nil {
		t.Errorf("without its folder: %v", err)
	}
}
