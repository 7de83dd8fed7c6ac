package units

import (
	"fmt"
	"strings"
	"unicode"
)

// ParseError says why a typed value was refused and what is accepted instead.
type ParseError struct {
	Input    string // as typed
	Problem  string // a predicate that follows the input: "is negative"
	Accepted string // example forms: "250k, 10M or 10,000,000"
}

// Error gives one sentence without a final point, safe for a terminal.
func (e *ParseError) Error() string {
	return fmt.Sprintf("%s %s; write it like %s", Quote(e.Input), e.Problem, e.Accepted)
}

// quotedLength bounds how much of a typed value a message repeats.
const quotedLength = 60

// Quote puts a typed value between quotation marks for a message: shortened,
// and with every character that is not printable replaced, so that a hostile
// value cannot steer a terminal or fill a page.
func Quote(typed string) string {
	var b strings.Builder
	b.WriteRune('“')
	length := 0
	for _, r := range typed {
		if length == quotedLength {
			b.WriteRune('…')
			break
		}
		if !unicode.IsPrint(r) && !isSpace(r) || r == '\n' || r == '\r' || r == '\t' {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
		length++
	}
	b.WriteRune('”')
	return b.String()
}

// isSpace tells the spaces people and spreadsheets put between digits.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\u00a0', '\u2009', '\u202f':
		return true
	}
	return false
}
