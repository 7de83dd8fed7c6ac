package record

import (
	"encoding/json"
	"math"
	"strconv"
)

// writer collects a plan and its texts.
type writer struct {
	out    []byte
	texts  []string
	places map[string]int // of the texts
	err    error          // the first
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// comma separates members; start is where the first one begins.
func (w *writer) comma(start int) {
	if len(w.out) > start {
		w.out = append(w.out, ',')
	}
}

// refer writes the place of a text.
func (w *writer) refer(text string) {
	place, known := w.places[text]
	if !known {
		place = len(w.texts)
		w.places[text] = place
		w.texts = append(w.texts, text)
	}
	w.out = strconv.AppendInt(w.out, int64(place), 10)
}

// quote writes a text where it stands.
func (w *writer) quote(text string) {
	quoted, err := json.Marshal(text)
	w.fail(err)
	w.out = append(w.out, quoted...)
}

// float writes the shortest digits that read back as the same number. JSON has
// no numbers for what is infinite or none: those are texts.
func (w *writer) float(f float64) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		w.quote(strconv.FormatFloat(f, 'g', -1, 64))
		return
	}
	w.out = strconv.AppendFloat(w.out, f, 'g', -1, 64)
}
