package pricelist

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// longestValue bounds what is held of a JSON file at once: a product has some
// two kilobytes, the reserved terms of one some twenty.
const longestValue = 4 << 20

// deepestValue bounds the nesting inside a value; a price list has five levels.
const deepestValue = 64

// scanner walks through a JSON file by the members of its objects and hands out
// the values as bytes, one at a time. encoding/json reads those; its own Decoder
// would hold any value whole, however large, and not know the line.
type scanner struct {
	r          *bufio.Reader
	line       int
	offset     int64  // bytes read
	held       []byte // the value read last, and where it begins
	heldLine   int
	heldOffset int64
}

func newScanner(r *bufio.Reader) *scanner {
	s := &scanner{r: r, line: 1}
	if mark, _ := r.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		n, _ := r.Discard(len(mark))
		s.offset = int64(n)
	}
	return s
}

// fail says what is wrong at the byte read last.
func (s *scanner) fail(format string, args ...any) error {
	return Malformed{Line: s.line, Offset: s.offset, Problem: fmt.Sprintf(format, args...)}
}

// read gives the next byte; the end of the file is an error here.
func (s *scanner) read() (byte, error) {
	b, err := s.r.ReadByte()
	if err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, truncated{Malformed{Line: s.line, Offset: s.offset, Problem: ErrTruncated.Error()}}
		}
		return 0, fmt.Errorf("line %d, byte %d: read: %w", s.line, s.offset, err)
	}
	s.offset++
	if b == '\n' {
		s.line++
	}
	return b, nil
}

// truncated is Malformed and ErrTruncated at once.
type truncated struct{ Malformed }

func (truncated) Is(target error) bool { return target == ErrTruncated }

func (t truncated) As(target any) bool {
	m, ok := target.(*Malformed)
	if ok {
		*m = t.Malformed
	}
	return ok
}

// unread puts the byte read last back.
func (s *scanner) unread(b byte) {
	if s.r.UnreadByte() == nil { // it can, right after a read
		s.offset--
		if b == '\n' {
			s.line--
		}
	}
}

// token gives the next byte that is not a space.
func (s *scanner) token() (byte, error) {
	for {
		b, err := s.read()
		if err != nil {
			return 0, err
		}
		if b != ' ' && b != '\n' && b != '\r' && b != '\t' {
			return b, nil
		}
	}
}

func (s *scanner) expect(want byte) error {
	b, err := s.token()
	if err != nil {
		return err
	}
	if b != want {
		return s.fail("%q stands where %q should", b, want)
	}
	return nil
}

// object calls each for every member of an object; each reads the value.
func (s *scanner) object(each func(name string) error) error {
	if err := s.expect('{'); err != nil {
		return err
	}
	b, err := s.token()
	if err != nil || b == '}' {
		return err
	}
	s.unread(b)
	for {
		if err := s.member(each); err != nil {
			return err
		}
		switch b, err = s.token(); {
		case err != nil:
			return err
		case b == '}':
			return nil
		case b != ',':
			return s.fail("%q stands where a comma or a closing brace should", b)
		}
	}
}

func (s *scanner) member(each func(name string) error) error {
	b, err := s.token()
	if err != nil {
		return err
	}
	if b != '"' {
		return s.fail("%q stands where a name in quotes should", b)
	}
	s.unread(b)
	var name string
	if err := s.into(&name); err != nil {
		return err
	}
	if err := s.expect(':'); err != nil {
		return err
	}
	return each(name)
}

// value reads one value and checks its form. The bytes are valid until the next
// call.
func (s *scanner) value() ([]byte, error) {
	if err := s.hold(); err != nil {
		return nil, err
	}
	if !json.Valid(s.held) {
		return nil, s.invalid()
	}
	return s.held, nil
}

// into reads one value into a Go value.
func (s *scanner) into(v any) error {
	if err := s.hold(); err != nil {
		return err
	}
	err := json.Unmarshal(s.held, v)
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return s.invalid()
	}
	return s.fail("%s", strings.TrimPrefix(err.Error(), "json: "))
}

// hold reads the bytes of one value, checking quotes and brackets only.
func (s *scanner) hold() error {
	s.held = s.held[:0]
	return s.walk(func(b byte) error {
		if len(s.held) == 0 {
			s.heldLine, s.heldOffset = s.line, s.offset-1
		}
		if s.held = append(s.held, b); len(s.held) > longestValue {
			return s.fail("one value has more than %d MiB", longestValue>>20)
		}
		return nil
	})
}

// invalid finds the place in the value held at which it stops being JSON.
func (s *scanner) invalid() error {
	var into json.RawMessage
	err := json.Unmarshal(s.held, &into)
	at := len(s.held)
	problem := "is not JSON"
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at, problem = int(min(max(syntax.Offset, 0), int64(at))), syntax.Error()
	}
	return Malformed{Line: s.heldLine + bytes.Count(s.held[:at], []byte("\n")), Offset: s.heldOffset + int64(at), Problem: problem}
}

// skip passes over a value of any length, checking only quotes and brackets.
func (s *scanner) skip() error { return s.walk(func(byte) error { return nil }) }

// walk reads one value, up to the bracket, quote or sign that ends it.
func (s *scanner) walk(take func(byte) error) error {
	b, err := s.token()
	if err != nil {
		return err
	}
	var open []byte // brackets that are not closed
	inText, escaped := false, false
	for {
		switch {
		case inText:
			switch {
			case b == '\n' || b == '\r':
				return s.fail("a text in quotes has no end on its line")
			case escaped:
				escaped = false
			case b == '\\':
				escaped = true
			case b == '"':
				inText = false
			}
		case b == '"':
			inText = true
		case b == '{' || b == '[':
			if open = append(open, b); len(open) > deepestValue {
				return s.fail("a value nests deeper than any price list")
			}
		case b == '}' || b == ']':
			// '{' + 2 is '}', and '[' + 2 is ']'.
			if len(open) == 0 || open[len(open)-1]+2 != b {
				return s.fail("%q closes nothing", b)
			}
			open = open[:len(open)-1]
		case len(open) == 0 && !scalar(b):
			return s.fail("%q stands where a value should", b)
		}
		if err := take(b); err != nil {
			return err
		}
		if len(open) == 0 && !inText && !escaped {
			if !scalar(b) {
				return nil
			}
			// A number or a word ends before what follows it.
			next, err := s.r.Peek(1)
			if err == nil && !scalar(next[0]) {
				return nil
			}
		}
		if b, err = s.read(); err != nil {
			return err
		}
	}
}

// scalar tells the characters of numbers and of true, false and null.
func scalar(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b == '-' || b == '+' || b == '.' || b == 'E'
}

// end refuses anything after the value, and reads to the end of the file, where
// gzip checks its sum.
func (s *scanner) end() error {
	for {
		b, err := s.r.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("line %d, byte %d: read: %w", s.line, s.offset, err)
		case b != ' ' && b != '\n' && b != '\r' && b != '\t':
			return s.fail("%q stands after the end of the price list", b)
		}
	}
}
