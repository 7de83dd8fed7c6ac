package workload

import (
	"encoding/json"
	"errors"
	"fmt"
)

// record is a workload as it was, whatever fields, ranges and defaults become
// later. Unlike JSON it holds the bare amounts in base units and says which
// fields were stated, so that an assumption of then does not turn into a
// statement once the default has changed.
type record struct {
	Fields map[string]any      `json:"fields"` // a number or a text each
	Stated []string            `json:"stated,omitempty"`
	Ranges map[string]Interval `json:"ranges,omitempty"`
}

// Record writes a workload for ParseRecord. The error names a field whose amount
// is no finite number, which no accepted workload has.
func Record(w Workload) ([]byte, error) {
	kept := record{Fields: map[string]any{}, Ranges: w.ranges}
	for _, f := range table() {
		if f.text != nil {
			kept.Fields[f.Name] = f.text(&w).get()
		} else {
			kept.Fields[f.Name] = f.number(&w).get()
		}
		if w.Given(f.Name) {
			kept.Stated = append(kept.Stated, f.Name)
		}
	}
	document, err := json.Marshal(kept)
	if err != nil {
		return nil, fmt.Errorf("the workload cannot be recorded: %w", err)
	}
	return document, nil
}

// ParseRecord reads what Record wrote, now or in an earlier version. Values are
// not held to what fields accept today. Fields that are gone are dropped, and
// those that came later are at their defaults.
func ParseRecord(document []byte) (Workload, error) {
	var kept struct {
		Fields map[string]json.RawMessage
		Stated []string
		Ranges map[string]Interval
	}
	if err := json.Unmarshal(document, &kept); err != nil {
		return Workload{}, fmt.Errorf("the recorded workload cannot be read: %w", err)
	}
	if len(kept.Fields) == 0 {
		return Workload{}, errors.New("the recorded workload has no fields")
	}
	w := Default()
	w.given = map[string]bool{}
	for _, f := range table() {
		if value, has := kept.Fields[f.Name]; has {
			if err := f.restore(&w, value); err != nil {
				return Workload{}, fmt.Errorf("the recorded %s cannot be read: %w", f.Name, err)
			}
		}
		i, stated := kept.Ranges[f.Name]
		if !stated || f.number == nil {
			continue
		}
		if i.Low > i.Likely || i.Likely > i.High || i.Low == i.High {
			return Workload{}, fmt.Errorf("the recorded range of %s does not rise from low to high", f.Name)
		}
		if w.ranges == nil {
			w.ranges = map[string]Interval{}
		}
		w.ranges[f.Name] = i
	}
	for _, name := range kept.Stated {
		if _, known := index()[name]; known {
			w.given[name] = true
		}
	}
	return w, nil
}

// restore sets a field to a recorded value.
func (f Field) restore(w *Workload, value []byte) error {
	if f.text != nil {
		var text string
		err := json.Unmarshal(value, &text)
		f.text(w).set(text)
		return err
	}
	var number float64
	err := json.Unmarshal(value, &number)
	f.number(w).set(number)
	return err
}
