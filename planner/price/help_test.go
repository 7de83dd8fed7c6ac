package price

import (
	"slices"
	"testing"
)

// Help shows a place of a key only by the name of a parameter one can give.
func TestHelpShowsNoPlaceThatIsNoParameter(t *testing.T) {
	for _, s := range Services() {
		for _, shown := range place.FindAllString(string(Help(s)), -1) {
			if !slices.ContainsFunc(s.Params, func(p Param) bool { return "{"+p.Name+"}" == shown }) {
				t.Errorf("%s: %s", s.ID, shown)
			}
		}
	}
}
