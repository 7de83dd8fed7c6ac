package price

import (
	"strings"

	"stagecraft/planner/units"
)

// Pair is a name with its value, both as typed.
type Pair struct{ Name, Value string }

// maxWords bounds what is read of a command line or a link.
const maxWords = 200

// parsePairs reads words of the form name=value, several in a word when
// separated, each name once. Names are folded: memory-mb is memory_mb.
func parsePairs(words []string, separators, what, example string) ([]Pair, Problems) {
	var pairs []Pair
	var problems Problems
	seen := map[string]bool{}
	for _, word := range words {
		for _, part := range strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
			if part = strings.TrimSpace(part); part == "" {
				continue
			}
			name, value, found := strings.Cut(part, "=")
			name, value = strings.TrimSpace(name), strings.TrimSpace(value)
			folded := strings.ToLower(strings.ReplaceAll(name, "-", "_"))
			switch {
			case !found || name == "":
				problems = append(problems, units.Quote(part)+" is no "+what+"; write it like "+example)
			case value == "":
				problems = append(problems, what+" "+units.Quote(name)+" has no value; write it like "+example)
			case seen[folded]:
				problems = append(problems, what+" "+units.Quote(name)+" is given twice")
			case len(pairs) == maxWords:
				return nil, Problems{"more than 200 " + what + "s are given"}
			default:
				seen[folded] = true
				pairs = append(pairs, Pair{folded, value})
			}
		}
	}
	return pairs, problems
}
