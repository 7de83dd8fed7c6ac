package price

import (
	"regexp"
	"slices"
	"strings"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// instanceType is how the book names what is rented by the hour, with the prefix
// of its service where it has one.
const instanceType = `(?:db\.|cache\.)?[a-z0-9-]+\.[a-z0-9]+`

// typePlace is where a key has the instance type.
const typePlace = "{type}"

// checkType refuses an instance type of which the book has no rate in any Region
// and under no other parameter, unless the caller gives the rate: it is most
// likely mistyped, and a line without a price would hide that. A type known
// elsewhere is no mistake; its rate stands in or is missing.
func (s *sheet) checkType(r Rate) {
	if !strings.Contains(r.Key, typePlace) || s.given(r.Name) || !s.has("type") {
		return
	}
	typed := s.word("type")
	if p, _, known := s.service.param("type"); !known || p.Kind != Name {
		return
	}
	known := bookTypes(s.book, r.Key)
	if len(known) == 0 || slices.Contains(known, typed) {
		return
	}
	s.refuse("type %s is in no Region of the price book. %s Or give its price with --rate %s=…", units.Quote(typed), nearTypes(typed, known), r.Name)
}

// bookTypes lists the instance types that keys of a form have in the book.
func bookTypes(book *pricing.Book, form string) []string {
	pattern := ""
	for i, part := range strings.Split(form, typePlace) {
		if i > 0 {
			pattern += "(" + instanceType + ")"
		}
		for j, text := range place.Split(part, -1) {
			if j > 0 {
				pattern += ".*?" // what another parameter decides
			}
			pattern += regexp.QuoteMeta(text)
		}
	}
	match := regexp.MustCompile("^" + pattern + "$")
	var types []string
	for _, key := range book.Keys() {
		if parts := match.FindStringSubmatch(string(key)); parts != nil && !slices.Contains(types, parts[1]) {
			types = append(types, parts[1])
		}
	}
	slices.Sort(types)
	return types
}

// mostTypes is how many types a refusal names.
const mostTypes = 6

// nearTypes names the type meant, or else those of the same family or size, or
// else the first.
func nearTypes(typed string, known []string) string {
	if near := workload.Nearest(typed, known); near != "" {
		return "Did you mean " + near + "?"
	}
	dot := strings.LastIndex(typed, ".")
	alike := slices.DeleteFunc(slices.Clone(known), func(name string) bool {
		return dot < 0 || !strings.HasPrefix(name, typed[:dot+1]) && !strings.HasSuffix(name, typed[dot:])
	})
	if len(alike) == 0 {
		alike = known
	}
	if len(alike) > mostTypes {
		return "It has " + strings.Join(alike[:mostTypes], ", ") + " and others."
	}
	return "It has " + strings.Join(alike, ", ") + "."
}
