package graphviz

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"stagecraft/diagram"
)

// answer is what is read of Graphviz's JSON.
type answer struct {
	Objects []struct {
		Name string `json:"name"`
		Pos  string `json:"pos"`
	} `json:"objects"`
}

// far is beyond any picture, in px.
const far = 1e5

// positionsOf reads the centre of each card of the scene, y downwards, in px.
// A card Graphviz gave no position to is an error.
func positionsOf(text []byte, s diagram.Scene) ([]diagram.Point, error) {
	var a answer
	if err := json.Unmarshal(text, &a); err != nil {
		return nil, fmt.Errorf("read Graphviz's answer: %w", err)
	}
	at := make([]diagram.Point, len(s.Cards))
	found := make([]bool, len(s.Cards))
	for _, o := range a.Objects {
		number, ok := strings.CutPrefix(o.Name, "n")
		i, err := strconv.Atoi(number)
		if !ok || err != nil || i < 0 || i >= len(at) {
			continue // a cluster, or a row
		}
		x, y, ok := strings.Cut(o.Pos, ",")
		px, errX := strconv.ParseFloat(x, 64)
		py, errY := strconv.ParseFloat(y, 64)
		// The comparisons are false for NaN too.
		if !ok || errX != nil || errY != nil || !(math.Abs(px) < far && math.Abs(py) < far) {
			return nil, fmt.Errorf("layout by Graphviz placed card %s at %q, which is no position", s.Cards[i].ID, o.Pos)
		}
		at[i], found[i] = diagram.Point{X: px, Y: -py}, true
	}
	for i, ok := range found {
		if !ok {
			return nil, fmt.Errorf("layout by Graphviz gave card %s no position", s.Cards[i].ID)
		}
	}
	return at, nil
}
