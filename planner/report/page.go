package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// width is the column that no line of prose passes.
const width = 100

// page collects lines of text.
type page struct{ b strings.Builder }

func (p *page) line(text string) {
	p.b.WriteString(strings.TrimRight(printable(text), " ") + "\n")
}

func (p *page) blank() { p.b.WriteByte('\n') }

func (p *page) heading(text string) {
	p.blank()
	p.line(text)
}

// prose wraps text to the width behind a first and a hanging indent.
func (p *page) prose(first, hanging, text string) {
	line := first
	empty := true
	for _, word := range strings.Fields(printable(text)) {
		for !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			p.line(line)
			line, empty = hanging, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	p.line(line)
}

// printable drops what could steer a terminal: escapes, controls and marks
// that reorder text.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.Is(unicode.C, r): // controls, formats, surrogates, private use
			return -1
		}
		return r
	}, text)
}

// table aligns columns: those named right are set flush right, the last one
// wraps below itself. An empty row is a blank line.
type table struct {
	indent string
	right  map[int]bool
	rows   [][]string
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) write(p *page) {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row[:max(0, len(row)-1)] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(printable(cell)))
		}
	}
	for _, row := range t.rows {
		line := t.indent
		for i, cell := range row[:max(0, len(row)-1)] {
			line += pad(printable(cell), widths[i], t.right[i]) + "  "
		}
		last := ""
		if len(row) > 0 {
			last = row[len(row)-1]
		}
		p.prose(line, strings.Repeat(" ", utf8.RuneCountInString(line)), last)
	}
}

func pad(text string, to int, right bool) string {
	space := strings.Repeat(" ", max(0, to-utf8.RuneCountInString(text)))
	if right {
		return space + text
	}
	return text + space
}
