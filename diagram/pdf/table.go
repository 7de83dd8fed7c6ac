package pdf

import (
	"fmt"

	"github.com/tdewolff/canvas"

	"stagecraft/diagram/vector"
)

const (
	cellGap     = 4.0
	cellPad     = 0.55 // above and below the text of a row
	tightPad    = 0.2  // the same where it saves a sheet
	longestCell = 8    // lines

	narrowestWords = 24.0 // millimetres of a column with words
	widestFigures  = 50.0 // of one with figures
)

// table prints a table over as many sheets as it takes, with its head on each.
func (p *printer) table(t Table) error {
	if len(t.Columns) == 0 {
		return nil
	}
	rows := t.Rows
	if t.Total != nil {
		rows = append(rows[:len(rows):len(rows)], t.Total)
	}
	for i, row := range rows {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("row %d of the table has %d cells for %d columns", i+1, len(row), len(t.Columns))
		}
	}
	if err := p.room(8 * textSize * leading); err != nil {
		return err
	}
	if t.Title != "" {
		for _, line := range p.lines(p.legible(t.Title), subheadingSize, true, inner, 2) {
			p.line(line, marginX, subheadingSize, style{bold: true})
		}
		p.y += 1
	}
	g := grid{printer: p, columns: t.Columns, widths: p.columnWidths(t)}
	g.headRow()
	for i, row := range rows {
		if err := g.row(row, t.Total != nil && i == len(rows)-1); err != nil {
			return err
		}
	}
	p.stroke(marginX, p.y, inner, 0.2, rule)
	p.y += 3
	return p.notes("", t.Notes)
}

// columnWidths gives every column what its longest cell needs. Where that is too
// much columns of words give way, and where it is less the widest of them takes
// what is left.
func (p *printer) columnWidths(t Table) []float64 {
	widths := make([]float64, len(t.Columns))
	sum, words, widest := 0.0, 0.0, 0
	for c, column := range t.Columns {
		widths[c] = p.cellWidth(column.Name, true)
		for _, row := range t.Rows {
			widths[c] = max(widths[c], p.cellWidth(row[c], false))
		}
		if t.Total != nil && column.Right {
			widths[c] = max(widths[c], p.cellWidth(t.Total[c], true))
		}
		if column.Right {
			widths[c] = min(widths[c], widestFigures)
		}
		sum += widths[c]
		if !column.Right {
			words += max(0, widths[c]-narrowestWords)
			if widths[c] > widths[widest] || t.Columns[widest].Right {
				widest = c
			}
		}
	}
	left := inner - sum - cellGap*float64(len(widths)-1)
	if left >= 0 {
		widths[widest] += left
		return widths
	}
	for c, column := range t.Columns {
		if !column.Right && widths[c] > narrowestWords && words > 0 {
			widths[c] -= min(1, -left/words) * (widths[c] - narrowestWords)
		}
	}
	// More columns than a sheet holds: then all give way.
	sum = cellGap * float64(len(widths)-1)
	for _, w := range widths {
		sum += w
	}
	if over := sum - inner; over > 0.01 {
		for c := range widths {
			widths[c] *= (inner - cellGap*float64(len(widths)-1)) / (sum - cellGap*float64(len(widths)-1))
		}
	}
	return widths
}

// cellWidth is what a text needs on one line, and no more than the sheet has.
func (p *printer) cellWidth(text string, bold bool) float64 {
	if len(text) > 4*int(inner) {
		return inner
	}
	line, _ := vector.Legible(text)
	return min(inner, p.width(line, textSize, bold)+0.1)
}

// grid is a table being printed.
type grid struct {
	*printer
	columns []Column
	widths  []float64
	above   string // the first cell of the row above on this sheet
}

// headRow prints the names of the columns.
func (g *grid) headRow() {
	names := make([]string, len(g.columns))
	for c, column := range g.columns {
		names[c] = column.Name
	}
	cells, height := g.cells(names, true)
	y := g.y
	g.mark(func(r canvas.Renderer) { box(r, marginX-1.5, y, inner+3, height, tint) })
	g.put(cells, style{bold: true, ink: mute})
	g.y += height
	g.above = ""
}

// row prints one row, whole on one sheet.
func (g *grid) row(texts []string, total bool) error {
	cells, height := g.cells(texts, total)
	if g.y+height > bottom {
		if err := g.nextSheet(); err != nil {
			return err
		}
		g.headRow()
		cells, height = g.cells(texts, total) // for the foot of this sheet
	}
	switch {
	case total:
		g.stroke(marginX, g.y, inner, 0.3, mute)
	case texts[0] == g.above && len(cells[0]) > 0:
		cells[0] = nil
	case g.above != "":
		g.stroke(marginX, g.y, inner, 0.1, rule)
	}
	g.above = texts[0]
	g.put(cells, style{bold: total})
	g.y += height
	return nil
}

// cells breaks the texts of a row into lines and tells how high it gets.
func (g *grid) cells(texts []string, bold bool) ([][]string, float64) {
	cells, most := make([][]string, len(texts)), 1
	for c, text := range texts {
		width := g.widths[c]
		if bold && c == 0 { // the word “Total” may run into the columns without one
			for next := 1; next < len(texts) && texts[next] == ""; next++ {
				width += cellGap + g.widths[next]
			}
		}
		cells[c] = g.lines(g.legible(text), textSize, bold, width+0.01, longestCell)
		most = max(most, len(cells[c]))
	}
	return cells, float64(most)*textSize*leading + 2*g.pad
}

func (g *grid) put(cells [][]string, s style) {
	x := marginX
	for c, lines := range cells {
		at := x
		s.anchor = "start"
		if g.columns[c].Right {
			at, s.anchor = x+g.widths[c], "end"
		}
		for i, line := range lines {
			g.write(line, at, g.y+g.pad+textSize+float64(i)*textSize*leading, textSize, s)
		}
		x += g.widths[c] + cellGap
	}
}
