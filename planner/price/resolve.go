package price

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
)

var errNoKey = errors.New("the book has no key for it")

// resolve finds the prices of a rate: the caller's, else those of the book. per
// is how many of the rate's units are in one of the prices'.
func (s *sheet) resolve(r Rate) (rate pricing.Rate, per float64, err error) {
	per = 1
	if _, given := s.prices[r.Name]; given {
		return s.givenRate(r), per, nil
	}
	if r.Key == "" {
		return rate, per, errNoKey
	}
	if r.Per != 0 {
		per = r.Per
	}
	rate, err = s.book.Rate(pricing.Key(s.fill(r.Key)), s.region)
	return rate, per, err
}

// givenRate makes a rate of the caller's prices: one, or one for each tier, the
// last of which has no end.
func (s *sheet) givenRate(r Rate) pricing.Rate {
	source := reason.Source{Name: "given with the request"}
	rate := pricing.Rate{Unit: r.Unit, Source: source}
	ends := s.tierEnds(r)
	from := 0.0
	for i := 0; ; i++ {
		price := s.prices[r.tier(i)]
		_, more := s.prices[r.tier(i+1)]
		tier := pricing.Tier{From: from, Price: price, Source: source}
		if more && i < len(ends) {
			tier.To, from = ends[i], ends[i]
		}
		rate.Tiers = append(rate.Tiers, tier)
		if tier.To == 0 {
			return rate
		}
	}
}

// tierEnds are the ends of the tiers of a rate in its own unit: declared, or
// those of the book after what is free.
func (s *sheet) tierEnds(r Rate) []float64 {
	if r.Tiers != nil || r.Key == "" {
		return r.Tiers
	}
	rate, err := s.book.Rate(pricing.Key(s.fill(r.Key)), s.region)
	if err != nil {
		return nil
	}
	per := max(r.Per, 1)
	var ends []float64
	for _, tier := range rate.Tiers {
		if tier.To != 0 && !tier.Price.IsZero() {
			ends = append(ends, tier.To*per)
		}
	}
	return ends
}

// leading is the amount at the front of a rate of the book that costs nothing.
func leading(rate pricing.Rate) float64 {
	if first := rate.Tiers[0]; len(rate.Tiers) > 1 && first.Price.IsZero() {
		return first.To
	}
	return 0
}

// allowance is the monthly amount that costs nothing: the caller's, else that
// of the book, which keeps it as a rate of its own or as the first tier of one.
func (s *sheet) allowance(name string) float64 {
	if amount, given := s.free[name]; given {
		return amount
	}
	r := s.service.mustRate(name)
	rate, err := s.book.Rate(pricing.Key(s.fill(r.Key)), s.region)
	if err != nil {
		return 0
	}
	per := r.Per
	if per == 0 {
		per = 1
	}
	if amount, ok := rate.Allowance(); ok {
		return amount * per
	}
	return leading(rate) * per
}

var place = regexp.MustCompile(`\{[a-z0-9_]+\}`)

// fill puts the words of the parameters in the places of a key.
func (s *sheet) fill(key string) string {
	return place.ReplaceAllStringFunc(key, func(name string) string {
		return s.word(strings.Trim(name, "{}"))
	})
}

// mustRate finds a rate that the service itself names.
func (s Service) mustRate(name string) Rate {
	for _, r := range s.Rates {
		if r.Name == name {
			return r
		}
	}
	panic(fmt.Sprintf("price of %s: no rate %q", s.ID, name))
}
