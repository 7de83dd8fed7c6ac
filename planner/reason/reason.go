// Package reason carries the arithmetic behind every figure: a formula in
// words, the same formula with numbers, and where each constant comes from.
package reason

// Source says where a constant was published and when it was read.
type Source struct {
	Name string `json:"name"`            // "Amazon RDS User Guide, DB instance storage"
	URL  string `json:"url,omitempty"`   // public address, when there is one
	AsOf string `json:"as_of,omitempty"` // ISO date, or year and month when the day is unknown
	Ours bool   `json:"ours,omitempty"`  // true for our own judgement, shown as "our assumption"
}

// Ours is the source of a constant that is our own judgement.
func Ours(why string) Source { return Source{Name: why, Ours: true} }

// String gives the one-line form used in text, CSV and JSON exports.
func (s Source) String() string {
	text := s.Name
	if s.Ours {
		text = "our assumption: " + s.Name
	}
	if s.AsOf != "" {
		text += " (" + s.AsOf + ")"
	}
	return text
}

// Reason is one step of arithmetic a reader can redo with a calculator.
// Substituted holds the same terms as Formula, each replaced by its printed
// value, and ends before the result, which is Value in Unit.
type Reason struct {
	Label       string // "Web servers by CPU"
	Formula     string // "peak requests/s × CPU s per request ÷ (vCPU × target utilisation)"
	Substituted string // "174/s × 0.010 s ÷ (2 × 60%)"
	Value       string // "1.45 → 2"
	Unit        string // "instances"
	Source      Source
}
