package svg

import "strings"

// legend is the sentence below the picture that says how to read it, in lines of
// the given width: of a failure what is lost and what users notice.
func (w *writer) legend(width float64) []string {
	text := w.l.Legends[w.o.Overlay]
	if f, ok := w.l.Failures[w.o.Overlay]; ok {
		text = strings.TrimSuffix(f.Title, ".") + ". " + f.Notice
	}
	return wrap(text, 12, width)
}

// description is the picture in words: under a failure also what is lost and what
// takes over.
func (w *writer) description() string {
	return strings.TrimSpace(w.l.Description + " " + w.l.Failures[w.o.Overlay].Description)
}

// wrap breaks a text between words into lines no wider than width.
func wrap(text string, size, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && Width(longer, size, false) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, Fit(line, size, width, false))
	}
	return lines
}
