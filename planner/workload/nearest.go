package workload

import "strings"

// longestName bounds the words compared, so that a hostile name costs nothing.
const longestName = 40

// nearest gives the known word a mistyped one most likely means: about a
// third of its letters differ, or one begins with the other. Empty when none is near.
func nearest(typed string, known []string) string {
	typed = strings.ToLower(strings.ReplaceAll(typed, "-", "_"))
	if typed == "" || len(typed) > longestName {
		return ""
	}
	best, least := "", 1+(len(typed)+1)/3
	for _, word := range known {
		plain := strings.ReplaceAll(word, "-", "_")
		if d := distance(typed, plain); d < least {
			best, least = word, d
		}
	}
	if best != "" || len(typed) < 4 {
		return best
	}
	for _, word := range known {
		plain := strings.ReplaceAll(word, "-", "_")
		if strings.HasPrefix(plain, typed) || strings.HasPrefix(typed, plain) {
			return word
		}
	}
	return ""
}

// distance counts the bytes to insert, delete or replace to turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// Nearest gives the known word that a mistyped one most likely means, for
// messages; empty when none is near.
func Nearest(typed string, known []string) string { return nearest(typed, known) }
