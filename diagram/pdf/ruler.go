package pdf

import (
	"math"
	"strings"
	"unicode/utf8"

	"stagecraft/diagram/vector"
)

// ruler measures text that is legible and breaks it into lines.
type ruler struct {
	fonts  *vector.Fonts
	widths map[wordKey]float64 // at size 1
}

type wordKey struct {
	word string
	bold bool
}

// width is the length of one line in millimetres at a size in millimetres.
func (r *ruler) width(line string, size float64, bold bool) float64 {
	total := 0.0
	for i, word := range strings.Split(line, " ") {
		if i > 0 {
			total += r.word(" ", bold)
		}
		total += r.word(word, bold)
	}
	return total * size
}

func (r *ruler) word(word string, bold bool) float64 {
	key := wordKey{word, bold}
	width, known := r.widths[key]
	if !known && word != "" {
		width = r.fonts.Width(word, 1, bold)
		if len(word) <= 64 { // what is longer is hardly said twice
			r.widths[key] = width
		}
	}
	return width
}

// longestWord is more than any line holds, in bytes: what is longer is broken
// without being measured.
const longestWord = 2000

// wrap breaks a text into lines no longer than width, between words or, where
// one word is too long, within it.
func (r *ruler) wrap(text string, size float64, bold bool, width float64) []string {
	var lines []string
	var line strings.Builder
	used, space := 0.0, r.word(" ", bold)*size
	end := func() {
		lines = append(lines, line.String())
		line.Reset()
		used = 0
	}
	for _, word := range strings.Fields(text) {
		for first := true; word != ""; first = false {
			long := math.Inf(1)
			if len(word) <= longestWord {
				long = r.word(word, bold) * size
			}
			switch {
			case line.Len() > 0 && first && used+space+long <= width:
				line.WriteString(" " + word)
				used += space + long
				word = ""
			case line.Len() > 0:
				end()
			case long <= width:
				line.WriteString(word)
				used, word = long, ""
			default:
				head := r.head(word, size, bold, width)
				line.WriteString(word[:head])
				word = word[head:]
				end()
			}
		}
	}
	if line.Len() > 0 {
		end()
	}
	return lines
}

// head is how many bytes of a word fit a width: at least one character.
func (r *ruler) head(word string, size float64, bold bool, width float64) int {
	used := 0.0
	for at, c := range word {
		used += r.word(string(c), bold) * size
		if used > width && at > 0 {
			return at
		}
	}
	return len(word)
}

// lines is wrap with at most so many lines, the last shortened where there were
// more.
func (r *ruler) lines(text string, size float64, bold bool, width float64, most int) []string {
	if enough := (most + 1) * longestWord; len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "")
	}
	lines := r.wrap(text, size, bold, width)
	if len(lines) <= most {
		return lines
	}
	last, dots := lines[most-1], r.word("…", bold)*size
	for last != "" && r.width(last, size, bold)+dots > width {
		_, n := utf8.DecodeLastRuneInString(last)
		last = last[:len(last)-n]
	}
	lines[most-1] = strings.TrimRight(last, " ,·") + "…"
	return lines[:most]
}
