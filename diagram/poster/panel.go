package poster

import (
	"fmt"
	"strconv"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
)

// ribbon joins the stages along the top: an arrow each, with users and cost.
func (w *writer) ribbon(stages []Stage) {
	if len(stages) == 0 {
		return
	}
	const tip = 14.0
	pitch := (Width - 2*margin - tip) / float64(len(stages))
	for i, s := range stages {
		x, y := margin+float64(i)*pitch, ribbonTop
		end, notch := x+pitch-4, x+tip
		if i == 0 {
			notch = x
		}
		back, name, rest := paint{fill: zoneFill, stroke: stroke}, ink, mute
		if s.Here {
			back, name, rest = paint{fill: accent, stroke: accent}, card, card
		}
		fmt.Fprintf(w, `<g class="step" data-stage="%d">`, s.Number)
		w.path(fmt.Sprintf("M%s %sH%sL%s %sL%s %sH%sL%s %sZ", n(x), n(y), n(end), n(end+tip), n(y+ribbonHigh/2), n(end), n(y+ribbonHigh), n(x), n(notch), n(y+ribbonHigh/2)), back)
		left, room := x+tip+8, pitch-tip-16
		nameRoom := room
		if s.Here {
			nameRoom -= 6 + w.text(left+room, y+17, "You are here", room/2, style{size: 9.5, bold: true, fill: rest, anchor: "end"})
		}
		w.text(left, y+17, heading(s), nameRoom, style{size: 12.5, bold: true, fill: name})
		w.text(left, y+32, s.Users, room, style{size: 10.5, fill: rest})
		w.text(left, y+47, s.Cost, room, style{size: 10.5, bold: true, fill: name})
		w.WriteString("</g>\n")
	}
}

func heading(s Stage) string { return strconv.Itoa(s.Number) + "  " + s.Name }

// Measures of a panel.
const (
	pad      = 12.0
	headHigh = 46.0
	textSize = 9.5
	textLead = 12.5
	textLine = 6 // lines of text below the picture
	textHigh = textLine*textLead + 12
	newMost  = 4 // novelties that are listed
	wordWide = 32.0
)

// panel is one stage.
func (w *writer) panel(s Stage, b diagram.Box) {
	fmt.Fprintf(w, `<g class="panel" data-stage="%d">`+"\n", s.Number)
	back := paint{fill: paper, stroke: stroke}
	if s.Here {
		back = paint{fill: paper, stroke: accent, width: 2.5}
	}
	w.box(b, 12, back)
	w.panelHead(s, b)
	room := diagram.Box{X: b.X + 5, Y: b.Y + headHigh, W: b.W - 10, H: b.H - headHigh - textHigh - 8}
	w.picture(s, room)
	w.panelText(s, diagram.Box{X: b.X + pad, Y: b.Bottom() - textHigh, W: b.W - 2*pad, H: textHigh})
	w.WriteString("</g>\n")
	if s.Here {
		w.hereMark(b)
	}
}

// hereMark stands on the upper edge of the panel of the entered users.
func (w *writer) hereMark(b diagram.Box) {
	const size, high = 10.5, 17.0
	wide := svg.Width("You are here", size, true) + 18
	at := diagram.Box{X: b.Center().X - wide/2, Y: b.Y - high/2, W: wide, H: high}
	w.WriteString(`<g class="here">`)
	w.box(at, high/2, paint{fill: accent})
	w.text(at.Center().X, at.Y+12.2, "You are here", wide, style{size: size, bold: true, fill: card, anchor: "middle"})
	w.WriteString("</g>\n")
}

// panelHead is number, name and title on the left, users and cost on the right.
func (w *writer) panelHead(s Stage, b diagram.Box) {
	const disc = 13.0
	x, y := b.X+pad+disc, b.Y+10+disc
	back, number := paint{fill: zoneFill, stroke: stroke}, ink
	if s.Here {
		back, number = paint{fill: accent, stroke: accent}, card
	}
	fmt.Fprintf(w, `<circle cx="%s" cy="%s" r="%s"%s/>`, n(x), n(y), n(disc), w.paints(back))
	w.text(x, y+4.8, strconv.Itoa(s.Number), 2*disc, style{size: 13.5, bold: true, fill: number, anchor: "middle"})
	left, right := x+disc+9, b.Right()-pad
	room := right - left
	cost := w.text(right, b.Y+21, s.Cost, room*0.6, style{size: 12, bold: true, fill: ink, anchor: "end"})
	users := w.text(right, b.Y+36, s.Users, room*0.6, style{size: textSize, fill: mute, anchor: "end"})
	w.text(left, b.Y+21, s.Name, room-cost-10, style{size: 15, bold: true, fill: ink})
	w.text(left, b.Y+36, s.Title, room-users-10, style{size: textSize, fill: mute})
}

// panelText lists what is new and says what ends the stage; the end has the
// lines that novelties leave.
func (w *writer) panelText(s Stage, b diagram.Box) {
	w.path(fmt.Sprintf("M%s %sH%s", n(b.X), n(b.Y), n(b.Right())), paint{stroke: stroke})
	x, room, y := b.X+wordWide, b.W-wordWide, b.Y+textLead+1
	listed := novelties(s.New)
	for i, item := range listed {
		if i == 0 {
			w.text(b.X, y, "New", wordWide, style{size: textSize, bold: true, fill: ink})
		}
		w.text(x, y, item.name, room-svg.Width(item.more, textSize, false), style{size: textSize, fill: ink})
		if item.more != "" {
			w.text(b.Right(), y, item.more, room, style{size: textSize, fill: mute, anchor: "end"})
		}
		y += textLead
	}
	for i, part := range sentences(s.Ends, textSize, room, textLine-len(listed)) {
		if i == 0 {
			w.text(b.X, y, "Ends", wordWide, style{size: textSize, bold: true, fill: ink})
		}
		w.text(x, y, part, room, style{size: textSize, fill: mute})
		y += textLead
	}
}

// novelty is one line of the list, with how many are not listed.
type novelty struct{ name, more string }

// novelties are the lines of what is new: up to four, the last with the number
// of those left out.
func novelties(all []string) []novelty {
	var list []novelty
	for _, name := range all[:min(len(all), newMost)] {
		list = append(list, novelty{name: name})
	}
	if left := len(all) - newMost; left > 0 {
		list[newMost-1].more = fmt.Sprintf("and %d more", left)
	}
	return list
}
