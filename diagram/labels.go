package diagram

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
	Arrows map[string]Arrow   // of the lines that carry more afterwards, by link key
}
