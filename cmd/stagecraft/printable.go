package main

import (
	"strconv"
	"strings"
	"unicode"
)

// printable writes control characters and direction marks as Go does, \x1b, so
// that no name of a file and no word typed steers the terminal.
func printable(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == unicode.ReplacementChar && !strings.HasPrefix(text[i:], string(r)):
			b.WriteString(`\x` + strconv.FormatInt(int64(text[i]), 16)) // no UTF-8
		case unicode.IsPrint(r) || unicode.Is(unicode.Zs, r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return b.String()
}
