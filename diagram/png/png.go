// Package png draws pictures of diagram/svg in pixels.
package png

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"github.com/tdewolff/canvas"
	"github.com/tdewolff/canvas/renderers/rasterizer"

	"stagecraft/diagram/vector"
)

// What is drawn at most. A stage is some 1,700 units a side; at 12,000 × 12,000
// pixels one picture would take 600 MB.
const (
	LargestSide = 12_000     // pixels
	mostPixels  = 48_000_000 // 200 MB while it is drawn
	// Scales are those that are offered: one for a page, two for screens whose
	// points are two pixels wide.
	SmallestScale, LargestScale = 1, 2
)

// Render draws a picture that diagram/svg wrote, light or dark; one of either
// becomes light. The image has the size of its view box times scale, 1 or 2, in
// pixels, parts of a pixel rounded up. Characters that the fonts lack show a
// replacement.
func Render(picture []byte, scale int) ([]byte, error) {
	if scale < SmallestScale || scale > LargestScale {
		return nil, fmt.Errorf("draw as PNG: scale %d, %d to %d are drawn", scale, SmallestScale, LargestScale)
	}
	p, err := vector.Read(picture)
	if err != nil {
		return nil, fmt.Errorf("draw as PNG: %w", err)
	}
	width, drawn := pixels(p.Width, scale), pixels(p.Height, scale)
	height := drawn
	if p.Replaced {
		height += pixels(noteHeight, scale)
	}
	if width > LargestSide || height > LargestSide || width*height > mostPixels {
		return nil, fmt.Errorf("draw as PNG: %d × %d pixels are too many; at most %d a side and %d in all are drawn", width, height, LargestSide, mostPixels)
	}
	fonts, err := vector.NewFonts()
	if err != nil {
		return nil, fmt.Errorf("draw as PNG: %w", err)
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	// A picture covers its own ground, but for the part of a pixel at its end.
	draw.Draw(img, img.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	r := rasterizer.FromImage(img, canvas.DPMM(1), canvas.LinearColorSpace{})
	p.Draw(r, fonts, vector.Placing{Top: float64(height), Scale: float64(scale)})
	r.Close()
	if p.Replaced {
		note(img, fonts, drawn, scale)
	}
	var out bytes.Buffer
	// A third less of the time for a twentieth more bytes.
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("draw as PNG: %w", err)
	}
	return out.Bytes(), nil
}

const (
	noteHeight = 24.0
	noteSize   = 11.0
	noteText   = "□ stands for characters that the font of this image lacks; the SVG of the diagram shows them."
)

// note writes below a picture, from a row of pixels on, that it lacks characters.
func note(img *image.RGBA, fonts *vector.Fonts, from, scale int) {
	bounds := img.Bounds()
	ground := img.RGBAAt(bounds.Dx()/2, max(0, from-2))
	draw.Draw(img, image.Rect(0, from, bounds.Dx(), bounds.Dy()), image.NewUniform(ground), image.Point{}, draw.Src)
	ink := color.RGBA{0x4b, 0x55, 0x63, 255}
	if int(ground.R)+int(ground.G)+int(ground.B) < 3*128 {
		ink = color.RGBA{0xb6, 0xc2, 0xd3, 255}
	}
	r := rasterizer.FromImage(img, canvas.DPMM(1), canvas.LinearColorSpace{})
	fonts.Write(r, noteText, vector.Writing{X: 14 * float64(scale), Y: 9 * float64(scale), Size: noteSize * float64(scale), Ink: ink})
	r.Close()
}

// pixels is a length at a scale. A hair more than whole pixels is the arithmetic.
func pixels(units float64, scale int) int { return int(math.Ceil(units*float64(scale) - 1e-6)) }
