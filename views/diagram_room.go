package views

import (
	"regexp"
	"strconv"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/planner/units"
)

// Font sizes that a picture is written with.
const (
	titleSize  = 12.5 // semibold
	detailSize = 11.0
	figureSize = 10.0 // the third line, and what an overlay says instead
	pillSize   = 10.5
)

// Rooms of the texts of a picture, in SVG user units: what is longer would be cut
// off with an ellipsis where it is drawn.
const (
	cardRoom = diagram.CardWidth - 54 - 8 // right of the glyph
	pillRoom = diagram.LabelWidth - 14
	costRoom = 66.0 // right of the bar and a percentage of two digits
)

// figureRoom is what a cost has beside a bar of 30 and the percentage of a card,
// at most costRoom: costs stand below each other and are told alike.
func figureRoom(utilisation float64) float64 {
	if utilisation < 0 {
		return costRoom
	}
	return min(costRoom, cardRoom-30-4-4-svg.Width(diagram.Percent(utilisation), figureSize, false))
}

// fitting is the first of some texts that fits a room, or else the last: say the
// same with ever fewer words.
func fitting(size, room float64, bold bool, texts ...string) string {
	for _, text := range texts {
		if svg.Width(text, size, bold) <= room {
			return text
		}
	}
	return texts[len(texts)-1]
}

var plainCount = regexp.MustCompile(`(^|\s)\d{4,}\b`)

// separated puts separators of thousands into the whole numbers that stand in a
// text without them: "4577637 shards" is "4,577,637 shards".
func separated(text string) string {
	return plainCount.ReplaceAllStringFunc(text, func(found string) string {
		x, err := strconv.ParseFloat(strings.TrimSpace(found), 64)
		if err != nil {
			return found
		}
		return strings.TrimRight(found, "0123456789") + units.FormatExact(x)
	})
}

var printedNumber = regexp.MustCompile(`\d[\d,]*(\.\d+)?`)

// shortened prints the large numbers of a text with three digits, those below
// one with two, and the smallest as nearly nothing: "workers, 180M/s", "HTTP API,
// <0.01/s". The numbers between one and a thousand stay as they are.
func shortened(text string) string {
	return printedNumber.ReplaceAllStringFunc(text, func(found string) string {
		x, err := strconv.ParseFloat(strings.ReplaceAll(found, ",", ""), 64)
		switch {
		case err != nil:
			return found
		case x >= 1000:
			return units.FormatCount(x)
		case x > 0 && x < 0.01:
			return "<0.01"
		case x < 1:
			return units.FormatNumber(x, 2)
		}
		return found
	})
}

// share is a part of a whole in at most one decimal, never printed as nothing
// or as the whole where it is neither.
func share(part float64) string {
	switch {
	case part > 0 && part < 0.001:
		return "<0.1%"
	case part > 0.999 && part < 1:
		return ">99.9%"
	}
	return units.FormatPercent(units.Ratio(part), 1)
}
