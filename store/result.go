package store

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// packed is how a result lies in the file. A plan repeats its words and sources
// in every stage: packed it takes a fifteenth, and the checksum of the format
// tells damage from data.
func packed(result []byte) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(result); err != nil {
		return nil, fmt.Errorf("pack the result: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack the result: %w", err)
	}
	return out.Bytes(), nil
}

// unpacked gives the bytes that were saved, of which there are at most so many.
func unpacked(stored []byte, most int64) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(stored))
	if err != nil {
		return nil, fmt.Errorf("unpack the result: %w", err)
	}
	result, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, fmt.Errorf("unpack the result: %w", err)
	}
	return result, nil
}
