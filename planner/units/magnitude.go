package units

import "strings"

// IsMagnitude tells the words that multiply the number before them: "k",
// "million". A unit such as "GB" is none.
func IsMagnitude(word string) bool {
	_, known := magnitudes[strings.ToLower(word)]
	return known && word != ""
}
