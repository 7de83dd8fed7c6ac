package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// information is what a document says of itself.
type information struct {
	title, subject string
	starts         []bookmark
}

// bookmark is an entry of the list a reader shows beside the sheets.
type bookmark struct {
	title string
	sheet int // from 0
}

// finish writes a file of canvas anew, with what that does not know: a title in
// any language, the language, bookmarks. canvas also puts the time of day into
// every file, in what it says of itself and in each font; ours have none, so
// that the same document gives the same bytes.
func finish(file []byte, about information) ([]byte, error) {
	source, err := parse(file)
	if err != nil {
		return nil, err
	}
	w := &writer{}
	w.Write(source.head)
	for _, o := range source.objects {
		if source.fonts[o.number] {
			if o.body, err = withoutDate(o.body); err != nil {
				return nil, fmt.Errorf("font of object %d: %w", o.number, err)
			}
		}
		w.object(o.number, "%s", o.body)
	}
	w.object(2, "<</Producer(Stagecraft)/Title%s/Subject%s>>", textString(about.title), textString(about.subject))
	w.object(3, "<</Type/Pages/Count %d/Kids[%s]>>", len(source.sheets), strings.Join(source.sheets, " "))
	outlines := len(w.offsets) + 1
	w.object(1, "<</Type/Catalog/Pages 3 0 R/Outlines %d 0 R/Lang(en)/ViewerPreferences<</DisplayDocTitle true>>>>", outlines)
	w.bookmarks(outlines, about.starts, source.sheets)
	xref := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, offset := range w.offsets {
		fmt.Fprintf(w, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(w, "trailer\n<</Root 1 0 R/Info 2 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets)+1, xref)
	return w.Bytes(), nil
}

// writer keeps in mind where each object begins.
type writer struct {
	bytes.Buffer
	offsets []int // by number less one
}

func (w *writer) object(number int, format string, values ...any) {
	for len(w.offsets) < number {
		w.offsets = append(w.offsets, 0)
	}
	w.offsets[number-1] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n", number)
	fmt.Fprintf(w, format, values...)
	w.WriteString("\nendobj\n")
}

// bookmarks writes the list of them as one object, and each as another behind it.
func (w *writer) bookmarks(root int, starts []bookmark, sheets []string) {
	last := root + len(starts)
	w.object(root, "<</Type/Outlines/Count %d/First %d 0 R/Last %d 0 R>>", len(starts), root+1, last)
	for i, start := range starts {
		number, around := root+1+i, ""
		if i > 0 {
			around += fmt.Sprintf("/Prev %d 0 R", number-1)
		}
		if number < last {
			around += fmt.Sprintf("/Next %d 0 R", number+1)
		}
		w.object(number, "<</Title%s/Parent %d 0 R%s/Dest[%s/Fit]>>", textString(start.title), root, around, sheets[start.sheet])
	}
}

// longestTitle is how much of a title a file says of itself, in characters.
const longestTitle = 400

// textString is a text as PDF has it: UTF-16, in hexadecimal so that no byte of
// it means anything else.
func textString(text string) string {
	var runes []rune
	for _, r := range strings.ToValidUTF8(text, "") {
		if unicode.IsControl(r) {
			r = ' '
		}
		if runes = append(runes, r); len(runes) == longestTitle {
			break
		}
	}
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode(runes) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	b.WriteString(">")
	return b.String()
}
