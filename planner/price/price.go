// Package price is the price pages of the vendor as a calculator: for each
// service the parameters its page asks for, the names of its rates, and the way
// from the one to metered lines.
//
// A line is quantity × unit price, rounded half up to cents, and the total is
// the sum of the lines. One case apart: lines of exactly one unit are unit prices
// as the page prints them, and two of them that end in half a cent are the cent
// they add up to. A rate comes from the caller or else from the price
// book; where it comes from neither the line is unpriced and the total a lower
// bound. A month is 730 hours unless the caller says otherwise.
package price

import (
	"strings"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Service is one priced service: what its price page asks and charges.
type Service struct {
	ID      string   // "lambda", as on the command line
	Name    string   // "AWS Lambda"
	Aliases []string // other words for ID that people try
	Charges string   // what is charged for, one sentence
	Page    reason.Source
	Params  []Param
	Rates   []Rate
	Example string // words after the service that give a total: "requests=3M ms=120 memory_mb=1536"

	meter func(*sheet) // appends the lines, or refuses what contradicts itself
}

// Param is one thing a price page asks for.
type Param struct {
	Name    string
	Kind    Kind
	Unit    string   // "requests a month"; empty for words
	Default string   // as it would be typed; empty when nothing is assumed
	Choices []Choice // of a Word
	Least   float64  // smallest accepted number
	Most    float64  // largest accepted number; 0 = as large as the kind permits
	Cure    string   // what to do about a number above the most
	Aliases []string
	Series  bool // stands for name_1, name_2, …
	Help    string
}

// Choice is an accepted word with others that mean the same.
type Choice struct {
	Value   string
	Aliases []string
}

// Rate is a unit price that the caller may give, and the key of the price book
// that stands in for it.
type Rate struct {
	Name    string
	Unit    string  // of the price as the caller gives it: "vCPU-second"
	Key     string  // key in the book with {parameter} places; empty when the book has none
	Shown   string  // what help says of Key where a place is no parameter of the caller's
	Per     float64 // how many Units are in one unit of the book: 3,600 seconds in an hour; 0 = 1
	Tiers   []float64
	Tiered  bool     // accepts name_2, name_3 … for the tiers above the first
	Named   []string // names of the tiers where the page has its own: t1, t2, t3
	Free    bool     // an amount that costs nothing, not a price
	Aliases []string
	Help    string
}

// Request is one question: a service, its parameters and rates as typed.
type Request struct {
	Service string
	Params  []Pair
	Rates   []Pair
	Region  string // empty: that of the parameter region, else us-east-1
}

// NewRequest reads the words of a request: the service, its parameters as
// name=value and its rates as name=usd, each word one or several, separated by
// semicolons (rates also by commas). The error is Problems.
func NewRequest(service string, params, rates []string, region string) (Request, error) {
	s, known := Lookup(service)
	if !known {
		return Request{}, unknownService(service)
	}
	pairs, problems := parsePairs(params, ";", "parameter", "requests=3M")
	prices, wrong := parsePairs(rates, ",;", "rate", "hour=0.0336")
	if problems = append(problems, wrong...); len(problems) > 0 {
		return Request{}, problems
	}
	return Request{Service: s.ID, Params: pairs, Rates: prices, Region: region}, nil
}

// Item is one line of an answer.
type Item struct {
	Name      string
	Quantity  units.Quantity
	Unit      string
	UnitPrice units.Price
	Amount    units.Money // not known when Unpriced
	Unpriced  bool        // no rate was given and the book has none
	Allowance bool        // what costs nothing of the line that follows
	HalfCent  bool        // rounded down: one unit whose half cent completed that of a unit above
	Rate      string      // name of the rate
	Given     bool        // the caller gave the rate
	Key       pricing.Key // of the book, when the rate comes from there or was looked for
	Region    string      // of the book's rate
	StandIn   bool        // a us-east-1 rate for another region
	AsOf      string
	Source    reason.Source
	Reason    reason.Reason // how the quantity came about
}

// Result is a priced request.
type Result struct {
	Service  Service
	Region   string
	Items    []Item
	Total    units.Money // sum of the priced lines
	Complete bool        // false when a line is unpriced: Total is then a lower bound
	Missing  Problems    // a sentence for each line without a rate; they are among the notes too
	Notes    []string
	Book     string // version of the price book
}

// Services lists every priced service in the order of the help.
func Services() []Service { return services }

// Lookup finds a service by its id or another word for it.
func Lookup(id string) (Service, bool) {
	plain := plainWord(id)
	for _, s := range services {
		if plainWord(s.ID) == plain {
			return s, true
		}
		for _, alias := range s.Aliases {
			if plainWord(alias) == plain {
				return s, true
			}
		}
	}
	return Service{}, false
}

// plainWord folds the spellings of one word: API-Gateway, api_gateway.
func plainWord(s string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
}

// Quote prices a request. Its error is Problems: everything that is wrong with
// the request, one line each.
func Quote(book *pricing.Book, r Request) (Result, error) {
	service, known := Lookup(r.Service)
	if !known {
		return Result{}, unknownService(r.Service)
	}
	s := newSheet(book, service)
	s.read(r)
	if len(s.problems) == 0 {
		service.meter(s)
	}
	if len(s.problems) == 0 && len(r.Params) == 0 && len(service.Params) > 0 {
		s.refuse("%s needs parameters; such as: stagecraft price %s %s", service.ID, service.ID, service.Example)
	}
	if len(s.problems) > 0 {
		return Result{}, s.problems
	}
	return s.result(), nil
}

// Problems says what is wrong with a request, one sentence each.
type Problems []string

func (p Problems) Error() string { return strings.Join(p, "\n") }

func unknownService(id string) Problems {
	var ids []string
	for _, s := range services {
		ids = append(ids, s.ID)
	}
	if near := workload.Nearest(id, ids); near != "" {
		return Problems{units.Quote(id) + " is not a priced service; did you mean " + near + "?"}
	}
	return Problems{units.Quote(id) + " is not a priced service; “stagecraft price --help” lists them"}
}
