// Package pdf prints pictures of diagram/svg with their figures and bills as a
// document: landscape A4, the pictures as lines and text, not as pixels.
package pdf

import (
	"bytes"
	"fmt"

	"github.com/tdewolff/canvas/renderers/pdf"

	"stagecraft/diagram/vector"
)

// mostSheets is how many sheets of paper a document may have. Eight stages with
// their bills take some twenty.
const mostSheets = 500

// Document is what is printed. All of it may hold text a user typed.
type Document struct {
	Title, Subject string // the title also stands at the foot of each sheet
	Pages          []Page // at least one
}

// Page is one subject of the document, on as many sheets as it needs: its
// picture with the facts beside it, then, on a sheet of its own, its bill.
type Page struct {
	Label               string // "Stage 3", at the foot before the number of the sheet; may be empty
	Heading, Subheading string
	Picture             []byte // SVG of diagram/svg; nil for none
	Facts               []Fact
	Bill                Table
	Notes               []string // sentences after the bill
}

// Fact is a figure with a name: "Availability", "99.92%", "met: target 99.5%".
// Without a value the note is a paragraph under the name.
type Fact struct{ Name, Value, Note string }

// Table is lines of a bill. Every row, and the total unless it is nil, has a cell
// for each column. A first cell that repeats the one above is printed once on
// each sheet.
type Table struct {
	Title   string
	Columns []Column
	Rows    [][]string
	Total   []string
	Notes   []string // sentences under it
}

// Column is the head of a column. Figures stand at its right edge.
type Column struct {
	Name  string
	Right bool
}

// Render prints the document. The same document gives the same bytes. An error
// is a picture that cannot be read, a row without its cells, or a document
// without pages or with too many.
func Render(doc Document) ([]byte, error) {
	fonts, err := vector.NewFonts()
	if err != nil {
		return nil, fmt.Errorf("print as PDF: %w", err)
	}
	p := &printer{ruler: ruler{fonts: fonts, widths: map[wordKey]float64{}}, title: doc.Title, pad: cellPad}
	var starts []bookmark
	for i, page := range doc.Pages {
		starts = append(starts, bookmark{page.Heading, len(p.sheets)})
		if err := p.page(page); err != nil {
			return nil, fmt.Errorf("print as PDF: page %d, %.60q: %w", i+1, page.Heading, err)
		}
	}
	if len(p.sheets) == 0 {
		return nil, fmt.Errorf("print as PDF: the document has no pages")
	}
	var out bytes.Buffer
	r := pdf.New(&out, sheetWidth, sheetHeight, nil)
	for i, s := range p.sheets {
		if i > 0 {
			r.NewPage(sheetWidth, sheetHeight)
		}
		for _, draw := range s.marks {
			draw(r)
		}
		p.foot(r, i)
	}
	if err := r.Close(); err != nil {
		return nil, fmt.Errorf("print as PDF: %w", err)
	}
	file, err := finish(out.Bytes(), information{doc.Title, doc.Subject, starts})
	if err != nil {
		return nil, fmt.Errorf("print as PDF: %w", err)
	}
	return file, nil
}

// page lays out one page on its sheets.
func (p *printer) page(page Page) error {
	p.label, p.heading = page.Label, page.Heading
	if err := p.newSheet(); err != nil {
		return err
	}
	p.head(page.Heading, page.Subheading)
	rest := page.Facts
	if len(page.Picture) > 0 {
		picture, err := vector.Read(page.Picture)
		if err != nil {
			return err
		}
		rest = p.front(picture, page.Facts)
		if len(rest) > 0 || len(page.Bill.Columns) > 0 || len(page.Notes) > 0 {
			if err := p.nextSheet(); err != nil {
				return err
			}
		}
	}
	return p.closely(func() error {
		for _, f := range rest {
			if err := p.factInFlow(f); err != nil {
				return err
			}
		}
		if err := p.table(page.Bill); err != nil {
			return err
		}
		return p.notes("Notes", page.Notes)
	})
}

// scant is how much of a last sheet is so little that rows stand closer to do
// without it: a sheet with one note looks like a mistake.
const scant = 45.0

// closely prints what flows over sheets, with rows that stand closer where that
// saves a sheet with next to nothing on it.
func (p *printer) closely(flow func() error) error {
	sheets, y, begun := len(p.sheets), p.y, *p.sheet()
	again := func(pad float64) error {
		p.sheets, p.y, p.pad = p.sheets[:sheets], y, pad
		*p.sheet() = begun
		return flow()
	}
	if err := flow(); err != nil {
		return err
	}
	loose := len(p.sheets)
	if loose == sheets || p.y > top+scant {
		return nil
	}
	defer func() { p.pad = cellPad }()
	if err := again(tightPad); err != nil {
		return err
	}
	if len(p.sheets) < loose {
		return nil
	}
	return again(cellPad)
}
