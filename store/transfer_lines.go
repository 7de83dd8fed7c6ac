package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	digest "hash"
	"io"
	"io/fs"
	"maps"
)

// exportFormat is the version of the format. A change that a program of before
// would read wrongly makes a new one.
const exportFormat = 1

// maxLine bounds a line: the largest documents in base64, and the rest.
const maxLine = (MaxResult+MaxSnapshot)/3*4 + 4<<20

// exportHead is the first line of an export.
type exportHead struct {
	Format  int            `json:"stagecraft_export"`
	Program string         `json:"program"`
	Schema  int            `json:"schema"`
	Rows    map[string]int `json:"rows"` // by table
}

// exportEnd is the last line; the sum is of all bytes before it.
type exportEnd struct {
	Row  string         `json:"row"`
	Rows map[string]int `json:"rows"`
	Sum  string         `json:"sha256"`
}

// endRow is what the last line is in place of a table.
const endRow = "end"

// lineWriter writes the lines of an export.
type lineWriter struct {
	w    *bufio.Writer
	sum  digest.Hash
	rows map[string]int
}

func newLineWriter(w io.Writer, head exportHead) (*lineWriter, error) {
	out := &lineWriter{bufio.NewWriterSize(w, 1<<16), sha256.New(), map[string]int{}}
	for _, table := range exportedTables {
		out.rows[table.name] = 0 // so that the last line counts what the first does
	}
	line, err := json.Marshal(head)
	if err != nil {
		return nil, err
	}
	return out, out.write(append(line, '\n'))
}

func (out *lineWriter) write(line []byte) error {
	out.sum.Write(line)
	_, err := out.w.Write(line)
	return err
}

func (out *lineWriter) end() error {
	line, err := json.Marshal(exportEnd{endRow, out.rows, hex.EncodeToString(out.sum.Sum(nil))})
	if err != nil {
		return err
	}
	return errors.Join(out.write(append(line, '\n')), out.w.Flush())
}

// lineReader reads the lines of an export and lets nothing pass that Export does
// not write. It holds one line in memory.
type lineReader struct {
	r      *bufio.Reader
	line   []byte
	number int
	sum    digest.Hash
	head   exportHead
	rows   map[string]int
	table  int // of the line before, in exportedTables
}

// newLineReader reads the first line.
func newLineReader(r io.Reader) (*lineReader, error) {
	in := &lineReader{r: bufio.NewReaderSize(r, 1<<16), sum: sha256.New(), rows: map[string]int{}}
	if err := in.read(); err != nil {
		return nil, in.wrong(err)
	}
	if err := strictly(in.line, &in.head); err != nil || in.head.Format < 1 {
		return nil, fmt.Errorf("the first line is not that of an export: %w", ErrNotExport)
	}
	if in.head.Format != exportFormat || in.head.Schema > len(migrations) {
		return nil, fmt.Errorf("the export %w (format %d, schema %d, by %.50q): import it with that version", ErrNewerSchema, in.head.Format, in.head.Schema, in.head.Program)
	}
	for _, table := range exportedTables {
		if _, said := in.head.Rows[table.name]; !said || len(in.head.Rows) != len(exportedTables) {
			return nil, fmt.Errorf("the first line does not count %s, or more than there is: %w", table.name, ErrNotExport)
		}
	}
	in.sum.Write(in.line)
	return in, nil
}

var (
	errTooLong = errors.New("the line is too long")
	errCut     = errors.New("the file ends in the middle")
)

// read reads the next line, with its end, into in.line.
func (in *lineReader) read() error {
	in.line = in.line[:0]
	in.number++
	for {
		part, err := in.r.ReadSlice('\n')
		in.line = append(in.line, part...)
		switch {
		case len(in.line) > maxLine:
			return errTooLong
		case err == nil:
			return nil
		case errors.Is(err, io.EOF):
			return errCut
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// next gives the next row; more is false after the last one, once the whole file
// turned out to be what Export wrote. Its errors about the file are ErrNotExport.
func (in *lineReader) next() (r row, more bool, err error) {
	if err := in.read(); err != nil {
		return row{}, false, in.wrong(err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(in.line, &fields); err != nil {
		return row{}, false, in.wrong(errors.New("it is no JSON object"))
	}
	var name string
	if err := json.Unmarshal(fields["row"], &name); err != nil {
		return row{}, false, in.wrong(errors.New("it does not say which row it is"))
	}
	if name == endRow {
		return row{}, false, in.finish()
	}
	delete(fields, "row")
	for ; in.table < len(exportedTables) && exportedTables[in.table].name != name; in.table++ {
	}
	if in.table == len(exportedTables) {
		return row{}, false, in.wrong(fmt.Errorf("%.50q is no row that could come here", name))
	}
	if in.rows[name]++; in.rows[name] > in.head.Rows[name] {
		return row{}, false, in.wrong(fmt.Errorf("there are more %s than the first line says", name))
	}
	if r, err = parseRow(&exportedTables[in.table], fields); err != nil {
		return row{}, false, in.wrong(err)
	}
	in.sum.Write(in.line)
	return r, true, nil
}

// finish checks the last line against all before it.
func (in *lineReader) finish() error {
	var end exportEnd
	if err := strictly(in.line, &end); err != nil {
		return in.wrong(errors.New("it is not the last line of an export"))
	}
	for _, table := range exportedTables {
		if n := in.rows[table.name]; n != in.head.Rows[table.name] || n != end.Rows[table.name] {
			return in.wrong(fmt.Errorf("there are %d %s, and should be %d", n, table.name, in.head.Rows[table.name]))
		}
	}
	if !maps.Equal(in.head.Rows, end.Rows) {
		return in.wrong(errors.New("it counts other rows than the first line"))
	}
	if end.Sum != hex.EncodeToString(in.sum.Sum(nil)) {
		return in.wrong(errors.New("the checksum is not that of the lines: the file was changed"))
	}
	if _, err := in.r.ReadByte(); !errors.Is(err, io.EOF) {
		return in.wrong(errors.New("more follows after the last line"))
	}
	return nil
}

// wrong names the line of what is wrong with the file; a failing disk is no fault
// of the file.
func (in *lineReader) wrong(err error) error {
	var system *fs.PathError
	if errors.As(err, &system) {
		return err
	}
	return fmt.Errorf("line %d: %w: %w", in.number, err, ErrNotExport)
}

// strictly reads a JSON object with these members and no others.
func strictly(line []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than an object")
	}
	return nil
}
