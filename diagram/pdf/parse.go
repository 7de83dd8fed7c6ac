package pdf

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// parsed is a file of canvas in parts.
type parsed struct {
	head    []byte         // what comes before the first object
	objects []parsedObject // in order, but for the catalogue and what else is written anew
	sheets  []string       // references to the sheets, "5 0 R"
	fonts   map[int]bool   // numbers of the objects that hold a font
}

// parsedObject is what stands between "obj" and "endobj".
type parsedObject struct {
	number int
	body   []byte
}

// written is how many objects are written anew: the catalogue, the information
// and the tree of sheets, in this order.
const written = 3

var (
	endPattern   = regexp.MustCompile(`(?s)^1 0 obj\n<</Type/Catalog/Pages 3 0 R>>\nendobj\n2 0 obj\n<<[^>]*>>\nendobj\n3 0 obj\n<</Type/Pages/Count \d+/Kids\[([\d R]*)\]>>\nendobj\nxref\n0 \d+\n0{10} 65535 f \n((?:\d{10} 00000 n \n)+)trailer\n.*$`)
	sheetPattern = regexp.MustCompile(`\d+ 0 R`)
	fontPattern  = regexp.MustCompile(`/FontFile2 (\d+) 0 R`)
)

// parse reads a file of canvas, which ends with the catalogue, the information,
// the tree of sheets and the places of all objects.
func parse(file []byte) (parsed, error) {
	// The last one, for a stream may hold anything; what follows has no text of ours.
	end := bytes.LastIndex(file, []byte("1 0 obj\n<</Type/Catalog"))
	if end < 0 {
		return parsed{}, errors.New("the file has no catalogue")
	}
	parts := endPattern.FindSubmatch(file[end:])
	if parts == nil {
		return parsed{}, errors.New("the file ends otherwise than canvas ends one")
	}
	type place struct{ number, at int }
	places := []place{{0, end}}
	for i, line := range slices.Collect(strings.Lines(string(parts[2])))[written:] {
		at, err := strconv.Atoi(line[:10])
		if err != nil {
			return parsed{}, fmt.Errorf("place of an object: %w", err)
		}
		places = append(places, place{written + 1 + i, at})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.at, b.at) })
	p := parsed{head: file[:places[0].at], sheets: sheetPattern.FindAllString(string(parts[1]), -1), fonts: map[int]bool{}}
	for i, o := range places[:len(places)-1] {
		body, began := bytes.CutPrefix(file[o.at:places[i+1].at], fmt.Appendf(nil, "%d 0 obj\n", o.number))
		body, ended := bytes.CutSuffix(body, []byte("\nendobj\n"))
		if !began || !ended {
			return parsed{}, fmt.Errorf("object %d is not at its place", o.number)
		}
		p.objects = append(p.objects, parsedObject{o.number, body})
		if !bytes.HasSuffix(body, []byte("endstream\n")) {
			for _, found := range fontPattern.FindAllSubmatch(body, -1) {
				number, err := strconv.Atoi(string(found[1]))
				if err != nil {
					return parsed{}, fmt.Errorf("number of a font: %w", err)
				}
				p.fonts[number] = true
			}
		}
	}
	return p, nil
}

var streamPattern = regexp.MustCompile(`^<</Filter/FlateDecode/Length \d+>>stream\n`)

// withoutDate is the stream of a font with a fixed date of its last change.
func withoutDate(body []byte) ([]byte, error) {
	head := streamPattern.Find(body)
	packed, ended := bytes.CutSuffix(body[len(head):], []byte("\nendstream\n"))
	if head == nil || !ended {
		return nil, errors.New("it is not a stream as canvas writes one")
	}
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	font, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	if err := undate(font); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := w.Write(font); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return fmt.Appendf(nil, "<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream\n", out.Len(), out.Bytes()), nil
}

// undate sets the date of the last change in the head table of a TrueType font to
// that of its making, and the two checksums that hang on it.
func undate(font []byte) error {
	const record, headLength = 16, 54
	tables := 0
	if len(font) >= 12 {
		tables = int(binary.BigEndian.Uint16(font[4:]))
	}
	for i := range tables {
		entry := font[min(len(font), 12+i*record):]
		if len(entry) < record || string(entry[:4]) != "head" {
			continue
		}
		at := int(binary.BigEndian.Uint32(entry[8:]))
		if at+headLength+2 > len(font) {
			break
		}
		table := font[at : at+headLength+2] // with its padding
		copy(table[28:36], table[20:28])
		binary.BigEndian.PutUint32(table[8:], 0)
		binary.BigEndian.PutUint32(entry[4:], checksum(table))
		binary.BigEndian.PutUint32(table[8:], 0xB1B0AFBA-checksum(font))
		return nil
	}
	return errors.New("it has no head table")
}

// checksum is the sum of a table, or of a whole font, in words of 32 bits.
func checksum(table []byte) uint32 {
	var sum uint32
	for ; len(table) >= 4; table = table[4:] {
		sum += binary.BigEndian.Uint32(table)
	}
	return sum
}
