package poster

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"

	"stagecraft/diagram/svg"
)

// style is how a text is written.
type style struct {
	size   float64
	bold   bool
	fill   role
	anchor string // "start" when empty
}

// text writes one line, shortened to its room, and gives its width.
func (w *writer) text(x, y float64, s string, room float64, as style) float64 {
	s = fitted(s, as.size, room, as.bold)
	if s == "" {
		return 0
	}
	fmt.Fprintf(w, `<text x="%s" y="%s" font-size="%s"`, n(x), n(y), n(as.size))
	if as.bold {
		w.WriteString(` font-weight="600"`)
	}
	if as.anchor != "" {
		w.WriteString(` text-anchor="` + as.anchor + `"`)
	}
	w.WriteString(w.paints(paint{fill: as.fill}) + ">" + escaped(s) + "</text>\n")
	return svg.Width(s, as.size, as.bold)
}

// widestLine is more letters than any line of the sheet holds.
const widestLine = 600

// narrowest is less than the width of any letter, in parts of its size.
const narrowest = 0.15

// fitted is a text as one line no wider than its room; empty where not even an
// ellipsis has room. A long text is cut before it is measured: measuring tries
// every length.
func fitted(s string, size, room float64, bold bool) string {
	s = cut(s, min(widestLine, 8+int(max(0, room)/(narrowest*size))))
	if s == "" {
		return ""
	}
	if s = svg.Fit(s, size, room, bold); svg.Width(s, size, bold) > room {
		return ""
	}
	return s
}

// wrapped breaks a text between words into at most a number of lines, the last
// of which is shortened by whoever writes it.
func wrapped(s string, size, width float64, most int) []string {
	var lines []string
	line := ""
	words := strings.Fields(cut(s, widestLine*most))
	for i, word := range words {
		if len(lines) == most-1 {
			return append(lines, strings.TrimSpace(line+" "+strings.Join(words[i:], " ")))
		}
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && svg.Width(longer, size, false) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// sentences is a text in lines like wrapped, without the sentences at its end
// that have no room: half a sentence says less than none.
func sentences(s string, size, width float64, most int) []string {
	s = cut(s, widestLine)
	for {
		lines := wrapped(s, size, width, most)
		end := strings.LastIndex(strings.TrimSuffix(s, "."), ". ")
		if end < 0 || len(lines) < most || svg.Width(lines[most-1], size, false) <= width {
			return lines
		}
		s = s[:end+1]
	}
}

// cut is a text as one line of at most a number of letters, without what has no
// shape: bytes that are no text, control characters, breaks.
func cut(s string, most int) string {
	var b strings.Builder
	letters, gap := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			gap = letters > 0
			continue
		case r == unicode.ReplacementChar, unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF:
			continue
		case letters >= most-1:
			return b.String() + "…"
		}
		if gap {
			b.WriteByte(' ')
			letters++
		}
		b.WriteRune(r)
		letters, gap = letters+1, false
	}
	return b.String()
}

// escaped is a text as XML.
func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

// sentence ends a text with a full stop.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}
