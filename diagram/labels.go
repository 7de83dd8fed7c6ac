package diagram

import (
	"math"
	"strconv"
	"strings"
)

// Labels is the text and the numbers of a picture, by component ID and link key.
// All of it may hold text a user typed: the format packages escape it.
type Labels struct {
	Title       string // "Stage 5, Automate: architecture for 500k users a month"
	Description string // the links in words, for who cannot see the picture
	Cards       map[string]Card
	Arrows      map[string]Arrow
	Frames      map[string]string // by Frame.Kind
	Legends     map[Overlay]string
	Failures    map[Overlay]Failure // of the overlays that take something away
}

// Card is the text and the numbers of one card.
type Card struct {
	Service     string  // glyph
	Category    string  // its glyph where the service has none of its own
	Title       string  // "Web servers"
	Detail      string  // "2 × m7g.large"
	Utilisation float64 // 0 to 1, more when overloaded; negative for none
	Cost        string  // its part of the monthly bill, "$119.14"; empty for none
	Readings    map[Overlay]Reading
	Facts       []Fact // everything known of it, in reading order
	Tooltip     string // the facts as one sentence
}

// Lines are what a card says, for pictures that other programs draw.
func (c Card) Lines(fresh bool) []string {
	lines := []string{c.Title}
	if c.Detail != "" {
		lines = append(lines, c.Detail)
	}
	if c.Utilisation >= 0 {
		lines = append(lines, Percent(c.Utilisation)+" at peak")
	}
	switch {
	case strings.ContainsAny(c.Cost, "0123456789"):
		lines = append(lines, c.Cost+" a month")
	case c.Cost != "": // "unpriced"
		lines = append(lines, c.Cost)
	}
	if fresh {
		lines = append(lines, "new in this stage")
	}
	return lines
}

// Percent is a utilisation, from 0 up, as a card prints it: in whole per cent, of
// which little is never none, and what is out of all proportion no figure.
func Percent(u float64) string {
	switch {
	case u > 0 && u < 0.01:
		return "<1%"
	case u >= 9.995:
		return ">999%"
	}
	return strconv.Itoa(int(math.Round(u*100))) + "%"
}

// Fact is one line of what is known of a card.
type Fact struct{ Name, Value string }

// Reading is what a card says under an overlay, in place of its third line.
type Reading struct {
	Text  string  // "$119.14 · 12%"
	Level float64 // 0 to 1: how strongly the card is tinted; negative for faded
}

// Arrow is the text of one link.
type Arrow struct {
	Text string
	Rate float64 // per second at peak; sets the width of the line
}

// Overlay is one way to read the same picture: the layout stays, the emphasis
// changes.
type Overlay string

// The overlays. Those that take something away name what is lost.
const (
	Everything  Overlay = ""
	WhatsNew    Overlay = "new"
	Traffic     Overlay = "traffic"
	Cost        Overlay = "cost"
	Headroom    Overlay = "headroom"
	FailZoneA   Overlay = "fail-zone-a"
	FailZoneB   Overlay = "fail-zone-b"
	FailZoneC   Overlay = "fail-zone-c"
	FailPrimary Overlay = "fail-primary"
)

// Overlays lists them in the order they are offered.
var Overlays = []Overlay{Everything, WhatsNew, Traffic, Cost, Headroom, FailZoneA, FailZoneB, FailZoneC, FailPrimary}

// Failure is a picture with something taken away.
type Failure struct {
	Title  string             // "Zone A is lost"
	Notice string             // what users notice
	Lost   map[string]bool    // cards that are gone, by component ID
	Before map[string]float64 // utilisation, by component ID, of those left that are strained otherwise
	After  map[string]float64 // the same resource afterwards
	Arrows map[string]Arrow   // of the lines that carry more afterwards and of the detours, by link key

	Detours     []SceneLink // lines that take over from lost ones
	Description string      // what is lost and what takes over, for who cannot see the picture
}
