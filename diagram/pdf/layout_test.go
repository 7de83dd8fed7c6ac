package pdf_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// A note is not torn from its bullet, nor a short one apart, wherever it falls.
func TestNotesStayTogether(t *testing.T) {
	for rows := 20; rows < 32; rows++ {
		doc := small()
		bill := &doc.Pages[0].Bill
		bill.Rows, bill.Notes = nil, nil
		for i := range rows {
			bill.Rows = append(bill.Rows, []string{"Part", "item " + strconv.Itoa(i), "1", "month", "$1.00"})
		}
		doc.Pages[0].Notes = []string{strings.Repeat("first ", 120), strings.Repeat("second ", 120)}
		_, text := opened(t, doc)
		found := 0
		for _, sheet := range strings.Split(text, "\f") {
			first, second := strings.Count(sheet, "first"), strings.Count(sheet, "second")
			if bullets := strings.Count(sheet, "•"); first%120 != 0 || second%120 != 0 || !strings.Contains(sheet, "Stage 2") && bullets != (first+second)/120 {
				t.Errorf("%d rows: a sheet has %d and %d words of the notes and %d bullets", rows, first, second, bullets)
			}
			if strings.Contains(sheet, "Stage 1: ") && strings.Contains(sheet, "Notes") && first == 0 {
				t.Errorf("%d rows: a heading of nothing", rows)
			}
			found += first + second
		}
		if found != 240 {
			t.Errorf("%d rows: %d words of 240", rows, found)
		}
	}
}

// No bill ends on a sheet with a note or two where its rows can stand closer.
func TestNoSheetOfOneNote(t *testing.T) {
	for rows := 20; rows < 30; rows++ {
		doc := small()
		bill := &doc.Pages[0].Bill
		bill.Rows, bill.Notes, doc.Pages[0].Notes = nil, nil, []string{"only note"}
		for i := range rows {
			bill.Rows = append(bill.Rows, []string{"Part", "item " + strconv.Itoa(i), "1", "month", "$1.00"})
		}
		_, text := opened(t, doc)
		for _, sheet := range strings.Split(text, "\f") {
			if strings.Contains(sheet, "only note") && !strings.Contains(sheet, "item "+strconv.Itoa(rows-1)) {
				t.Errorf("%d rows: the note stands alone:\n%s", rows, sheet)
			}
		}
	}
}

// A row that is longer than a sheet, a table longer than a sheet, words longer
// than a column: nothing leaves the sheet, and the head is on each.
func TestLongTables(t *testing.T) {
	doc := small()
	bill := &doc.Pages[0].Bill
	bill.Rows = nil
	for i := range 130 {
		bill.Rows = append(bill.Rows, []string{"Part " + strconv.Itoa(i/50), "item " + strconv.Itoa(i), "1", "month", fmt.Sprintf("$%d.00", i)})
	}
	bill.Rows[60][1] = strings.Repeat("long words ", 300)
	bill.Rows[61][1] = strings.Repeat("w", 4000)
	bill.Rows[62][4] = strings.Repeat("9", 400)
	_, text := opened(t, doc, "-bbox")
	sheets := strings.Split(text, "<page ")[1:]
	if len(sheets) < 6 || len(sheets) > 12 {
		t.Errorf("%d sheets", len(sheets))
	}
	seen := map[string]bool{}
	for i, sheet := range sheets {
		rows := strings.Contains(sheet, ">item</word>")
		if heads := strings.Count(sheet, ">Quantity</word>"); rows && heads != 1 {
			t.Errorf("sheet %d has %d heads", i+1, heads)
		}
		for _, m := range wordPattern.FindAllStringSubmatch(sheet, -1) {
			seen[m[5]] = true
			x, _ := strconv.ParseFloat(m[3], 64)
			y, _ := strconv.ParseFloat(m[4], 64)
			if x > (297-13)*72/25.4 || y > (210-3)*72/25.4 {
				t.Errorf("sheet %d: %q runs to %v, %v", i+1, m[5], x, y)
			}
		}
	}
	for i := range 130 {
		if amount := fmt.Sprintf("$%d.00", i); i != 62 && !seen[amount] {
			t.Errorf("the row of %s is gone", amount)
		}
	}
}
