package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"stagecraft/planner/workload"
)

// standardStream is the word for standard input or output.
const standardStream = "-"

// readWorkload reads a workload from a file or from standard input. A file is
// read by its extension, standard input by its first character.
func readWorkload(p process, name string) (workload.Workload, error) {
	parse := workload.ParseYAML
	switch extension := strings.ToLower(filepath.Ext(name)); {
	case name == standardStream || extension == ".yaml" || extension == ".yml":
	case extension == ".json":
		parse = workload.ParseJSON
	default:
		return workload.Workload{}, misuse("%q is not read; accepted: a file that ends in .yaml, .yml or .json, or - for standard input", name)
	}
	document, err := readDocument(p, name)
	if err != nil {
		return workload.Workload{}, err
	}
	if name == standardStream && bytes.HasPrefix(bytes.TrimSpace(document), []byte("{")) {
		parse = workload.ParseJSON
	}
	w, err := parse(document)
	var fields workload.Errors
	if err != nil && !errors.As(err, &fields) {
		return workload.Workload{}, misuse("%q: %v", name, err)
	}
	return w, err
}

// readDocument reads at most one byte more than the largest document, which
// then says itself that it is too long.
func readDocument(p process, name string) ([]byte, error) {
	from := p.stdin
	if name != standardStream {
		file, err := os.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, misuse("there is no file %q", name)
		}
		if err != nil {
			return nil, fmt.Errorf("read the workload: %w", err)
		}
		defer file.Close()
		from = file
	}
	document, err := io.ReadAll(io.LimitReader(from, workload.MaxJSON+1))
	if err != nil {
		return nil, fmt.Errorf("read the workload from %q: %w", name, err)
	}
	return document, nil
}
