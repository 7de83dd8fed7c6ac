package pricelist

import (
	"regexp"
	"strings"

	"stagecraft/planner/pricing"
)

// familyName is the product family among the attributes.
const familyName = "productfamily"

// An offer is how the price list of one offer code maps to keys of a book.
type offer struct {
	code  string
	path  string // in the address of the file, before the version
	rules []rule
}

// A rule selects the product that prices one key, or of one key an instance
// type: then the key has the attribute in braces, "ec2.{instancetype}".
//
// Texts of several alternatives separate them by "|". Attributes are named as in
// the file, in lower case and without spaces, so that a rule reads JSON
// ("instanceType") and CSV ("Instance Type") alike.
type rule struct {
	key    string
	usage  string // usage types, without the prefix of their Region
	family string // product families; empty for any
	where  string // further attributes: "tenancy=Shared; operatingsystem=Linux"
	unit   string // of the price in the file
	// per is how many units of the file one unit of the book is: 1000 where
	// the file prices a request and the book 1,000 of them. 0 is 1.
	per int64
	// parts is how many units of the book one unit of the file is: 1024 where
	// the file prices a GiB/s and the book a MiB/s. 0 is 1.
	parts int64
	// apart: a free first tier is left out, for the book keeps the allowance as
	// a key of its own or does not count it.
	apart bool
	// alike: the file has the product once an engine, or once a kind, and all
	// must cost the same.
	alike bool
	// size: the key is one instance type, which a Region may not sell.
	size bool
	// global: the price is for all Regions, and usage is written in full.
	global bool
}

// condition is an attribute with the values it may have.
type condition struct {
	attribute string
	values    []string
}

// selector is a rule made ready.
type selector struct {
	rule
	families []string
	usages   []string
	where    []condition
	units    []string
	keys     *regexp.Regexp // keys of the book that the rule prices
	wanted   []pricing.Key  // those that the book has and that are to be read
}

var brace = regexp.MustCompile(`\{([a-z]+)\}`)

func newSelector(r rule) selector {
	s := selector{rule: r, families: alternatives(r.family), usages: alternatives(r.usage)}
	for _, u := range alternatives(r.unit) {
		s.units = append(s.units, unitName(u))
	}
	for _, part := range strings.Split(r.where, ";") {
		if name, values, ok := strings.Cut(strings.TrimSpace(part), "="); ok {
			s.where = append(s.where, condition{name, alternatives(values)})
		}
	}
	pattern := "^"
	rest := r.key
	for {
		at := brace.FindStringIndex(rest)
		if at == nil {
			break
		}
		pattern += regexp.QuoteMeta(rest[:at[0]]) + `(.+)`
		rest = rest[at[1]:]
	}
	s.keys = regexp.MustCompile(pattern + regexp.QuoteMeta(rest) + "$")
	return s
}

func alternatives(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "|")
}

// sized tells a rule for instance types, which a Region may not sell.
func (s selector) sized() bool { return s.size || brace.MatchString(s.key) }

// match gives the key a product prices in a region, if the rule selects it.
func (s selector) match(region string, get func(string) string) (pricing.Key, bool) {
	if len(s.families) > 0 && !contains(s.families, get(familyName)) {
		return "", false
	}
	for _, c := range s.where {
		if !contains(c.values, get(c.attribute)) {
			return "", false
		}
	}
	usage := get("discountedusagetype") // of a savings plan, whose own usage type is the plan's
	if usage == "" {
		usage = get("usagetype")
	}
	if !s.global {
		usage = withoutPrefix(usage, region)
	}
	if !s.matchesUsage(usage, get) {
		return "", false
	}
	return pricing.Key(filled(s.key, get)), true
}

func (s selector) matchesUsage(usage string, get func(string) string) bool {
	for _, u := range s.usages {
		if strings.EqualFold(filled(u, get), usage) {
			return true
		}
	}
	return false
}

// filled puts attributes in the place of their names in braces.
func filled(text string, get func(string) string) string {
	before, rest, found := strings.Cut(text, "{")
	if !found {
		return text
	}
	name, after, _ := strings.Cut(rest, "}")
	return before + get(name) + filled(after, get)
}

// contains compares without regard to case: AWS writes "No License required" in
// one offer and "No license required" in another. A value that ends in * matches
// what begins like it.
func contains(values []string, value string) bool {
	for _, v := range values {
		if begin, open := strings.CutSuffix(v, "*"); open {
			if len(value) >= len(begin) && strings.EqualFold(value[:len(begin)], begin) {
				return true
			}
		} else if strings.EqualFold(v, value) {
			return true
		}
	}
	return false
}

// attributeName is the name of an attribute or column as rules write it: lower
// case letters and digits. "Pre Installed S/W" is "preinstalledsw".
func attributeName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name)
}

// unitName makes the spellings of a unit one: "Hrs", "hours" and "Hour" are
// "hour", "GB-Mo" and "GB-month" are "gbmonth", "Requests" is "request".
func unitName(unit string) string {
	u := attributeName(unit)
	for _, ending := range []struct{ is, as string }{
		{"hours", "hour"}, {"hrs", "hour"}, {"hr", "hour"}, {"months", "month"}, {"mo", "month"}, {"mins", "minute"}, {"minutes", "minute"}, {"seconds", "second"},
	} {
		if begin, ok := strings.CutSuffix(u, ending.is); ok {
			return begin + ending.as
		}
	}
	return strings.TrimSuffix(u, "s")
}
