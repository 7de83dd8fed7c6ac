package graphviz

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

// No text of a scene may reach Graphviz, not even an identifier.
func TestNoTextInDOT(t *testing.T) {
	s := diagram.Scene{
		Cards: []diagram.SceneCard{{ID: `EVIL"];`, Tier: "EVIL", Place: topology.Region}, {ID: "EVIL2", Place: topology.ZoneA, Row: 1}},
		Links: []diagram.SceneLink{{Key: "EVIL", From: `EVIL"];`, To: "EVIL2"}},
	}
	text, err := dot(s)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(text, "EVIL") {
		t.Errorf("text of the scene in\n%s", text)
	}
	if !strings.Contains(text, "n0 -> n1 [weight=1]") {
		t.Errorf("the link is missing in\n%s", text)
	}
}

func TestPositions(t *testing.T) {
	s := diagram.Scene{Cards: []diagram.SceneCard{{ID: "web.a", Place: topology.ZoneA}}}
	at, err := positionsOf([]byte(`{"objects":[{"name":"cluster_a"},{"name":"n0","pos":"100,70.5"},{"name":"n7","pos":"1,1"}]}`), s)
	if err != nil || at[0] != (diagram.Point{X: 100, Y: -70.5}) {
		t.Errorf("%v, %v", at, err)
	}
	for name, text := range map[string]string{
		"empty": "", "cut": `{"objects":[`, "missing": `{"objects":[]}`, "no pos": `{"objects":[{"name":"n0"}]}`,
		"half": `{"objects":[{"name":"n0","pos":"12"}]}`, "words": `{"objects":[{"name":"n0","pos":"a,b"}]}`,
		"NaN": `{"objects":[{"name":"n0","pos":"NaN,1"}]}`, "infinite": `{"objects":[{"name":"n0","pos":"1,Inf"}]}`,
		"far": `{"objects":[{"name":"n0","pos":"1e9,1"}]}`,
	} {
		if at, err := positionsOf([]byte(text), s); err == nil {
			t.Errorf("%s: read as %v", name, at)
		}
	}
}

func FuzzPositions(f *testing.F) {
	f.Add([]byte(`{"objects":[{"name":"n0","pos":"100,70.5"},{"name":"n1","pos":"1,2"}]}`))
	f.Add([]byte(`{"objects":[{"name":"n-1","pos":"0x1p1023,2"}]}`))
	s := diagram.Scene{Cards: []diagram.SceneCard{{ID: "a", Place: topology.ZoneA}, {ID: "b", Place: topology.ZoneA, Row: 1}}}
	f.Fuzz(func(t *testing.T, text []byte) {
		at, err := positionsOf(text, s)
		if err != nil {
			return
		}
		if len(at) != len(s.Cards) {
			t.Fatalf("%d positions for %d cards", len(at), len(s.Cards))
		}
		for _, p := range at {
			if math.IsNaN(p.X) || math.IsInf(p.X, 0) || math.IsNaN(p.Y) || math.IsInf(p.Y, 0) {
				t.Errorf("%v is no place", p)
			}
		}
	})
}

// A zone is one column: two of its cards in one row cannot be drawn.
func TestOverlapIsRefused(t *testing.T) {
	s := diagram.Scene{Cards: []diagram.SceneCard{{ID: "a", Place: topology.ZoneA}, {ID: "b", Place: topology.ZoneA, Order: 1}}}
	if _, err := place([]diagram.Point{{X: 10}, {X: 300}}, s); err == nil || !strings.Contains(err.Error(), "cards a and b overlap") {
		t.Errorf("error is %v", err)
	}
}

// Services that Graphviz mixed up or put on each other are set right.
func TestServicesKeepTheirOrder(t *testing.T) {
	s := diagram.Scene{Cards: []diagram.SceneCard{
		{ID: "a", Place: topology.Edge}, {ID: "b", Place: topology.Edge, Order: 1}, {ID: "c", Place: topology.Edge, Order: 2}, {ID: "d", Place: topology.Edge, Row: 1, Order: 1},
	}}
	p, err := place([]diagram.Point{{X: 500}, {X: 100}, {X: 100}, {X: 700}}, s)
	if err != nil {
		t.Fatal(err)
	}
	a, b, c, d := p.Cards[0].Box, p.Cards[1].Box, p.Cards[2].Box, p.Cards[3].Box
	if a.Right() >= b.X || b.Right() >= c.X || d.X != b.X {
		t.Errorf("a %v, b %v, c %v, d %v", a, b, c, d)
	}
}

// A service drawn between two rows of the edge network would stand in its frame.
func TestStrangerInFrameIsRefused(t *testing.T) {
	s := diagram.Scene{Cards: []diagram.SceneCard{
		{ID: "a", Place: topology.Edge}, {ID: "stranger", Place: topology.Region, Row: 1}, {ID: "b", Place: topology.Edge, Row: 2},
	}}
	if _, err := place(make([]diagram.Point, 3), s); err == nil || !strings.Contains(err.Error(), "stranger stands in frame edge") {
		t.Errorf("error is %v", err)
	}
}

func TestMessages(t *testing.T) {
	var b bytes.Buffer
	if err := WriteMessage(&b, Answer, []byte("hello")); err != nil {
		t.Fatal(err)
	}
	whole := b.String()
	if s, body, err := ReadMessage(&b); err != nil || s != Answer || string(body) != "hello" {
		t.Errorf("%v %q %v", s, body, err)
	}
	if _, _, err := ReadMessage(&b); !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("at the end: %v", err)
	}
	for n := 1; n < len(whole); n++ {
		if _, _, err := ReadMessage(strings.NewReader(whole[:n])); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut at %d: %v", n, err)
		}
	}
	if _, _, err := ReadMessage(strings.NewReader("\x02\xff\xff\xff\xff")); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("a message of 4 GB: %v", err)
	}
	if err := WriteMessage(io.Discard, Answer, make([]byte, MaxMessage+1)); err == nil {
		t.Error("a message beyond the bound was sent")
	}
}
