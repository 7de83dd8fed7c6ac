package store

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// packing is a level of gzip: half the time of the usual one for a fifth more room.
const packing = 2

// packed is how a document lies in the database. A plan repeats its words and sources
// in every stage: packed it takes a seventh, and the checksum of the format
// tells damage from data.
func packed(result []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, packing)
	if err != nil {
		return nil, fmt.Errorf("pack the document: %w", err)
	}
	if _, err := w.Write(result); err != nil {
		return nil, fmt.Errorf("pack the document: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack the document: %w", err)
	}
	return out.Bytes(), nil
}

// unpacked gives the bytes that were saved, of which there are at most so many.
func unpacked(stored []byte, most int64) ([]byte, error) {
	var document bytes.Buffer
	if err := unpackTo(&document, stored, most); err != nil {
		return nil, fmt.Errorf("unpack the document: %w", err)
	}
	return document.Bytes(), nil
}

// unpackTo writes what was packed. It refuses what packed never makes: more than
// the most, a checksum that is not that of the bytes, anything after the end.
func unpackTo(w io.Writer, stored []byte, most int64) error {
	from := bytes.NewReader(stored)
	r, err := gzip.NewReader(from)
	if err != nil {
		return err
	}
	r.Multistream(false)
	n, err := io.Copy(w, io.LimitReader(r, most+1)) // reads to the checksum, unless there is too much
	switch {
	case err != nil:
		return err
	case n > most:
		return fmt.Errorf("more than %d bytes", most)
	case from.Len() > 0:
		return errors.New("bytes after the end")
	}
	return nil
}
