package price

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// sheet is a request being worked out: values in, lines out.
type sheet struct {
	service  Service
	book     *pricing.Book
	region   string
	values   map[string]value   // by parameter, the caller's and the defaults
	stated   map[string]bool    // which of them are the caller's
	series   map[string][]value // of parameters name_1, name_2 …, in order
	prices   map[string]units.Price
	free     map[string]float64 // amounts that cost nothing, by name
	items    []Item
	total    units.Money
	half     bool     // an odd number of lines of one unit so far ended in half a cent
	missing  Problems // lines without a rate
	notes    []string
	problems Problems
}

func newSheet(book *pricing.Book, service Service) *sheet {
	return &sheet{
		service: service, book: book,
		values: map[string]value{}, stated: map[string]bool{}, series: map[string][]value{},
		prices: map[string]units.Price{}, free: map[string]float64{},
	}
}

func (s *sheet) refuse(format string, args ...any) {
	s.problems = append(s.problems, fmt.Sprintf(format, args...))
}

func (s *sheet) note(format string, args ...any) {
	s.notes = append(s.notes, fmt.Sprintf(format, args...))
}

// lack notes a line that no rate is known for.
func (s *sheet) lack(format string, args ...any) {
	s.missing = append(s.missing, fmt.Sprintf(format, args...))
	s.note(format, args...)
}

// regionPattern is the form of an AWS region code.
var regionPattern = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[1-9][0-9]?$`)

// read reads everything that was typed, and the defaults of the rest.
func (s *sheet) read(r Request) {
	s.region = strings.ToLower(r.Region)
	numbered := map[string]map[int]value{}
	for _, pair := range r.Params {
		if pair.Name == "region" {
			typed := strings.ToLower(pair.Value)
			if s.region != "" && s.region != typed {
				s.refuse("region is given as %s and as %s", units.Quote(s.region), units.Quote(typed))
			}
			s.region = typed
			continue
		}
		s.readParam(pair, numbered)
	}
	for name, values := range numbered {
		s.series[name] = inOrder(values)
	}
	if s.region == "" {
		s.region = pricing.Home
	}
	if len(s.region) > longestName || !regionPattern.MatchString(s.region) {
		s.refuse("%s is no region; write it like eu-west-1", units.Quote(s.region))
	}
	for _, p := range s.service.Params {
		if _, given := s.values[p.Name]; !given && p.Default != "" {
			v, err := p.read(p.Default)
			if err != nil {
				panic("default of " + s.service.ID + " " + p.Name + ": " + err.Error())
			}
			s.values[p.Name] = v
		}
	}
	for _, pair := range r.Rates {
		s.readRate(pair)
	}
	s.checkTiers()
}

// checkTiers refuses the price of a tier without those of the tiers below it.
func (s *sheet) checkTiers() {
	for _, r := range s.service.Rates {
		for i := 1; i < mostTiers; i++ {
			_, this := s.prices[r.tier(i)]
			_, below := s.prices[r.tier(i-1)]
			if this && !below {
				s.refuse("rate %s is given without %s, the tier below it", r.tier(i), r.tier(i-1))
			}
		}
	}
}

// mostTiers bounds the tiers of a rate; the names of tiers end at 9.
const mostTiers = 9

func (s *sheet) readParam(pair Pair, numbered map[string]map[int]value) {
	p, number, known := s.service.param(pair.Name)
	if !known {
		s.refuse("%s", s.unknown("parameter", pair.Name, s.service.paramNames()))
		return
	}
	v, err := p.read(pair.Value)
	if err != nil {
		s.refuse("%s: %s", pair.Name, err)
		return
	}
	if p.Series {
		if numbered[p.Name] == nil {
			numbered[p.Name] = map[int]value{}
		}
		numbered[p.Name][number] = v
		s.stated[p.Name] = true
		return
	}
	if s.stated[p.Name] {
		s.refuse("%s is given twice, once as %s", p.Name, pair.Name)
	}
	s.values[p.Name], s.stated[p.Name] = v, true
}

func inOrder(values map[int]value) []value {
	var numbers []int
	for n := range values {
		numbers = append(numbers, n)
	}
	sort.Ints(numbers)
	var list []value
	for _, n := range numbers {
		list = append(list, values[n])
	}
	return list
}

func (s *sheet) readRate(pair Pair) {
	r, name, known := s.service.rate(pair.Name)
	if !known {
		s.refuse("%s", s.unknown("rate", pair.Name, s.service.rateNames()))
		return
	}
	if r.Free {
		amount, err := units.ParseAmount(pair.Value)
		if err != nil {
			s.refuse("rate %s: %s", pair.Name, err)
			return
		}
		s.free[r.Name] = amount
		return
	}
	p, err := readPrice(pair.Value)
	if err != nil {
		s.refuse("rate %s: %s", pair.Name, err)
		return
	}
	if _, twice := s.prices[name]; twice {
		s.refuse("rate %s is given twice, once as %s", name, pair.Name)
	}
	s.prices[name] = p
}

// unknown names what is near, or else the whole list.
func (s *sheet) unknown(what, typed string, names []string) string {
	text := fmt.Sprintf("%s has no %s %s", s.service.ID, what, units.Quote(typed))
	if near := workload.Nearest(typed, names); near != "" {
		return text + "; did you mean " + near + "?"
	}
	if len(names) == 0 {
		return text + "; it has none"
	}
	return text + "; it has " + strings.Join(names, ", ")
}

// seriesName splits name_3 into its name and number.
var seriesName = regexp.MustCompile(`^(.+?)_?([1-9][0-9]?)$`)

// param finds a parameter by its name or an alias, and its number in a series.
func (s Service) param(name string) (p Param, number int, known bool) {
	for _, p := range s.Params {
		if !p.Series && (p.Name == name || slices.Contains(p.Aliases, name)) {
			return p, 0, true
		}
		if parts := seriesName.FindStringSubmatch(name); p.Series && parts != nil && parts[1] == p.Name {
			number, _ := strconv.Atoi(parts[2])
			return p, number, true
		}
	}
	return Param{}, 0, false
}

func (s Service) paramNames() []string {
	names := []string{}
	for _, p := range s.Params {
		if p.Series {
			names = append(names, p.Name+"_1")
			continue
		}
		names = append(names, p.Name)
	}
	return append(names, "region")
}

// tierName splits the names of tiers: gb_2, gb2, gb_t2, gb_tier2.
var tierName = regexp.MustCompile(`^(.+?)_?(?:t|tier_?)?([1-9])$`)

// rate finds a rate by any of its names; name is the one its price is kept
// under: of the rate, or of one of its tiers.
func (s Service) rate(typed string) (r Rate, name string, known bool) {
	for _, r := range s.Rates {
		if r.Name == typed || slices.Contains(r.Aliases, typed) {
			return r, r.Name, true
		}
		if i := slices.Index(r.Named, typed); i >= 0 {
			return r, r.tier(i), true
		}
	}
	if parts := tierName.FindStringSubmatch(typed); parts != nil {
		for _, r := range s.Rates {
			if r.Tiered && (r.Name == parts[1] || slices.Contains(r.Aliases, parts[1])) {
				n, _ := strconv.Atoi(parts[2])
				return r, r.tier(n - 1), true
			}
		}
	}
	return Rate{}, "", false
}

// tier is the name under which the price of a tier is kept; the first is that
// of the rate itself.
func (r Rate) tier(i int) string {
	if i == 0 {
		return r.Name
	}
	return r.Name + "_" + strconv.Itoa(i+1)
}

func (s Service) rateNames() []string {
	var names []string
	for _, r := range s.Rates {
		names = append(append(names, r.Name), r.Named...)
	}
	return names
}
