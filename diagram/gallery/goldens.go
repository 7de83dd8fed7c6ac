package main

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// goldenFolder is relative to the root of the repository.
const goldenFolder = "diagram/graphviz/testdata/golden"

// golden is a golden layout that has changed, with both texts side by side. One
// that is new or gone has an empty side.
type golden struct {
	Name     string
	Rows     []row
	Changed  int // number of rows that differ
	Old, New template.HTML
}

// compare lists the goldens of the working tree that are not those of the
// revision, and counts the others.
func compare(ctx context.Context, root, revision string) (changed []golden, same int, err error) {
	old, err := committed(ctx, root, revision)
	if err != nil {
		return nil, 0, fmt.Errorf("read the golden layouts of %s: %w", revision, err)
	}
	now, err := present(root)
	if err != nil {
		return nil, 0, fmt.Errorf("read the golden layouts of the working tree: %w", err)
	}
	names := maps.Clone(old)
	maps.Copy(names, now)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if old[name] == now[name] {
			same++
			continue
		}
		g := golden{Name: name, Rows: beside(lines(old[name]), lines(now[name]))}
		differ := map[string]bool{}
		for _, r := range g.Rows {
			if r.Changed {
				g.Changed++
				differ[r.Old], differ[r.New] = true, true
			}
		}
		g.Old, g.New = sketch(old[name], differ), sketch(now[name], differ)
		changed = append(changed, g)
	}
	return changed, same, nil
}

// committed reads the goldens of a revision, by file name.
func committed(ctx context.Context, root, revision string) (map[string]string, error) {
	// Resolved first, so that nothing that looks like a flag reaches another command.
	commit, err := git(ctx, root, "rev-parse", "--verify", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, err
	}
	commit = strings.TrimSpace(commit)
	list, err := git(ctx, root, "ls-tree", "-z", "--name-only", commit, "--", goldenFolder+"/")
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, file := range strings.Split(list, "\x00") {
		if path.Ext(file) != ".txt" {
			continue
		}
		// “./” names the file from root, which may lie below that of the repository.
		if texts[path.Base(file)], err = git(ctx, root, "show", commit+":./"+file); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

func git(ctx context.Context, root string, args ...string) (string, error) {
	command := exec.CommandContext(ctx, "git", args...)
	command.Dir = root
	var complaint bytes.Buffer
	command.Stderr = &complaint
	out, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(complaint.String()))
	}
	return string(out), nil
}

// present reads the goldens of the working tree, by file name.
func present(root string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(goldenFolder), "*.txt"))
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		texts[filepath.Base(file)] = string(text)
	}
	return texts, nil
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
