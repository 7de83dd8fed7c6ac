// Package record writes a plan down and reads it back as it was, so that what
// was saved is shown later exactly as it was shown then, whatever prices and
// rules have become.
//
// A document is JSON: {"format":1,"texts":[…],"plan":{…}}. The plan has the
// members of planner.Plan by their names in Go; what is zero is left out, and a
// text is its place in texts, for a plan repeats its words in every stage.
package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"

	"stagecraft/planner"
)

// Format is the version of the documents that Encode writes. A member may be
// added to the plan under the same format; one that is renamed or changes its
// meaning asks for the next.
const Format = 1

// MaxSize is the largest document that is written and read, in bytes.
const MaxSize = 8 << 20

// ErrFormat says that a document has a format this program does not know.
var ErrFormat = errors.New("unknown format of a saved plan")

// Encode writes a plan down. The same plan gives the same bytes. Warnings are
// left out: they are of the day on which the plan is shown. The error says that
// the plan is larger than any.
func Encode(p planner.Plan) ([]byte, error) {
	p.Warnings = nil
	w := writer{places: map[string]int{}}
	planCodec().write(&w, reflect.ValueOf(&p).Elem())
	if w.err != nil {
		return nil, fmt.Errorf("write down the plan: %w", w.err)
	}
	texts, err := json.Marshal(w.texts)
	if err != nil {
		return nil, fmt.Errorf("write down the texts of the plan: %w", err)
	}
	out := append([]byte(`{"format":`), strconv.Itoa(Format)...)
	out = append(append(out, `,"texts":`...), texts...)
	out = append(append(out, `,"plan":`...), w.out...)
	if out = append(out, '}'); len(out) > MaxSize {
		return nil, fmt.Errorf("write down the plan: it takes more than %d MB", MaxSize>>20)
	}
	return out, nil
}

// Decode reads what Encode wrote, in this version or an earlier one. Members it
// does not know are passed over. The error is ErrFormat for a format it does not
// know, else it says where the document is damaged.
func Decode(saved []byte) (planner.Plan, error) {
	if len(saved) > MaxSize {
		return planner.Plan{}, fmt.Errorf("the saved plan has more than %d MB", MaxSize>>20)
	}
	r, err := open(saved)
	if err != nil {
		return planner.Plan{}, err
	}
	var p planner.Plan
	if err := planCodec().read(r, reflect.ValueOf(&p).Elem()); err != nil {
		return planner.Plan{}, fmt.Errorf("the saved plan cannot be read: %w", err)
	}
	p.Warnings = nil
	if err := check(p); err != nil {
		return planner.Plan{}, fmt.Errorf("the saved plan is damaged: %w", err)
	}
	return p, nil
}

// check looks for what everything that shows a plan takes for granted.
func check(p planner.Plan) error {
	if p.Here < 1 || p.Here > len(p.Stages) {
		return fmt.Errorf("its users stand in stage %d of %d", p.Here, len(p.Stages))
	}
	for i, s := range p.Stages {
		if s.Number != i+1 {
			return fmt.Errorf("stage %d has the number %d", i+1, s.Number)
		}
	}
	r := p.Ranges
	if r == nil {
		return nil
	}
	if r.Stage < 1 || r.Stage > len(p.Stages) || len(r.Stages) != len(p.Stages) {
		return fmt.Errorf("its ranges are of stage %d of %d", r.Stage, len(r.Stages))
	}
	if len(r.Cost.Quantiles) == 0 || len(r.Staying.Quantiles) == 0 || len(r.Peak.Quantiles) == 0 || len(r.P99.Quantiles) == 0 {
		return errors.New("its ranges have no quantiles")
	}
	return nil
}
