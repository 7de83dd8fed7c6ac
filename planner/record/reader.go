package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// mostMemory bounds what the lists of a plan take once they are read, in bytes: a
// few letters can stand for an element of a large type. A plan with everything
// that is worked out on demand takes about one million.
const mostMemory = 16 << 20

// textHeader is what a text takes beside its letters, mapEntry about what a map
// takes for an entry beside its value.
const (
	textHeader = 16
	mapEntry   = 48
)

// reader walks over a JSON value that is known to be well formed.
type reader struct {
	doc   []byte
	at    int
	texts []string
	spent uintptr
}

// open finds the parts of a document, whatever their order, and reads all but the
// plan, which the reader then stands before.
func open(saved []byte) (*reader, error) {
	if !json.Valid(saved) {
		return nil, errors.New("the saved plan is no JSON, or ends in the middle")
	}
	r, format, texts, plan := &reader{doc: saved}, "no format", 0, 0
	err := r.object(func(name []byte) error {
		switch string(name) {
		case "format":
			format = fmt.Sprintf("%.20s", r.token())
			return nil
		case "texts":
			texts = r.at
		case "plan":
			plan = r.at
		}
		r.skip()
		return nil
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("the saved plan cannot be read: %w", err)
	case format != strconv.Itoa(Format):
		return nil, fmt.Errorf("%w: it has %s, this program reads %d", ErrFormat, format, Format)
	case texts == 0 || plan == 0:
		return nil, errors.New("the saved plan lacks its texts or itself")
	}
	r.at = texts
	err = r.array(func(int) error {
		text, err := r.text()
		if err == nil {
			r.texts, err = append(r.texts, text), r.spend(textHeader)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("the texts of the saved plan cannot be read: %w", err)
	}
	r.at = plan
	return r, nil
}

// spend counts memory before it is taken.
func (r *reader) spend(size uintptr) error {
	if r.spent += size; r.spent > mostMemory {
		return errors.New("it holds more than any plan")
	}
	return nil
}

// next is the first byte of the next value or mark.
func (r *reader) next() byte {
	for {
		switch c := r.doc[r.at]; c {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return c
		}
	}
}

// token takes the next value whole.
func (r *reader) token() []byte {
	r.next()
	start := r.at
	r.skip()
	return r.doc[start:r.at]
}

// skip passes over the next value. It counts brackets rather than call itself,
// so that no nesting is too deep for it.
func (r *reader) skip() {
	for depth := 0; ; {
		switch r.next() {
		case '{', '[':
			depth++
			r.at++
		case '}', ']':
			depth--
			r.at++
		case ',', ':':
			r.at++
			continue
		case '"':
			r.quoted()
		default:
			r.plain()
		}
		if depth == 0 {
			return
		}
	}
}

// plain passes over a number, true, false or null.
func (r *reader) plain() {
	for ; r.at < len(r.doc); r.at++ {
		switch r.doc[r.at] {
		case ',', ']', '}', ' ', '\t', '\r', '\n':
			return
		}
	}
}

// quoted takes a text with its quotes; plain tells one without escapes.
func (r *reader) quoted() (text []byte, plain bool) {
	start := r.at
	plain = true
	for r.at++; r.doc[r.at] != '"'; r.at++ {
		if r.doc[r.at] == '\\' {
			plain = false
			r.at++
		}
	}
	r.at++
	return r.doc[start:r.at], plain
}

// text reads a text that stands where it is meant.
func (r *reader) text() (string, error) {
	if r.next() != '"' {
		return "", fmt.Errorf("a text is expected and not %.20s", r.token())
	}
	quoted, plain := r.quoted()
	if plain {
		return string(quoted[1 : len(quoted)-1]), nil
	}
	return unescaped(quoted)
}

// unescaped is what a text with its quotes stands for.
func unescaped(quoted []byte) (text string, err error) {
	err = json.Unmarshal(quoted, &text)
	return text, err
}

// referred reads a text by its place, or where it stands.
func (r *reader) referred() (string, error) {
	if r.next() == '"' {
		return r.text()
	}
	place, err := strconv.Atoi(string(r.token()))
	if err != nil || place < 0 || place >= len(r.texts) {
		return "", errors.New("a text is missing")
	}
	return r.texts[place], nil
}

// null takes a null, if one is next.
func (r *reader) null() bool {
	if r.next() != 'n' {
		return false
	}
	r.skip()
	return true
}

// members walks over what is between two brackets.
func (r *reader) members(open, end byte, what string, each func() error) error {
	if r.next() != open {
		return fmt.Errorf("%s is expected and not %.20s", what, r.token())
	}
	r.at++
	for r.next() != end {
		if r.next() == ',' {
			r.at++
		}
		if err := each(); err != nil {
			return err
		}
	}
	r.at++
	return nil
}

// array calls for each element, which each must take.
func (r *reader) array(each func(i int) error) error {
	i := -1
	return r.members('[', ']', "a list", func() error { i++; return each(i) })
}

// object calls for each member, whose value each must take. The name is each's
// only until it returns.
func (r *reader) object(each func(name []byte) error) error {
	return r.members('{', '}', "an object", func() error {
		r.next()
		quoted, plain := r.quoted()
		name := quoted[1 : len(quoted)-1]
		if !plain {
			text, err := unescaped(quoted)
			if err != nil {
				return err
			}
			name = []byte(text)
		}
		r.next()
		r.at++ // the colon
		return each(name)
	})
}

// float reads what writer.float wrote.
func (r *reader) float() (float64, error) {
	token := r.token()
	switch string(token) {
	case `"NaN"`, `"+Inf"`, `"-Inf"`:
		token = token[1 : len(token)-1]
	}
	f, err := strconv.ParseFloat(string(token), 64)
	if err != nil || token[0] == '"' {
		return 0, fmt.Errorf("%.20s is no number", token)
	}
	return f, nil
}
