package price

import (
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// number is the value of a numeric parameter, 0 when it has none.
func (s *sheet) number(name string) float64 { return s.values[name].number }

// word is the value of a parameter of words.
func (s *sheet) word(name string) string { return s.values[name].word }

// on is the value of a yes or no.
func (s *sheet) on(name string) bool { return s.values[name].number == 1 }

// has says whether the caller gave a parameter.
func (s *sheet) has(names ...string) bool {
	for _, name := range names {
		if s.stated[name] {
			return true
		}
	}
	return false
}

// given says whether the caller gave a rate.
func (s *sheet) given(rate string) bool {
	_, price := s.prices[rate]
	_, free := s.free[rate]
	return price || free
}

// need refuses the request when a parameter is missing.
func (s *sheet) need(name, why string) bool {
	if _, known := s.values[name]; known {
		return true
	}
	p, _, _ := s.service.param(name)
	s.refuse("%s is missing: %s; write it like %s=%s", name, why, name, p.form())
	return false
}

// forms shows what is accepted: the forms of the kind, or one that its limits
// admit.
func (p Param) forms() string {
	_, err := p.read(p.first())
	switch {
	case p.Kind == Word:
		var words []string
		for _, c := range p.Choices {
			words = append(words, c.Value)
		}
		return strings.Join(words, ", ")
	case err == nil:
		return accepted[p.Kind]
	case p.Least > 0:
		return units.CanonicalNumber(p.Least)
	}
	return units.CanonicalNumber(p.Most)
}

// first is the first form of the kind.
func (p Param) first() string {
	form, _, _ := strings.Cut(accepted[p.Kind], " ")
	return strings.TrimSuffix(form, ",")
}

// form is one accepted form.
func (p Param) form() string {
	form, _, _ := strings.Cut(p.forms(), " ")
	return strings.TrimSuffix(form, ",")
}

// line is one metered amount before it is priced.
type line struct {
	name    string
	rate    string  // name of the Rate
	amount  float64 // in the unit of the Rate
	free    float64 // of the amount, what costs nothing
	scale   float64 // how often the tiers of the rate apply, once for each volume; 0 = once
	formula string  // "requests × seconds × GB"
	sum     string  // the same with numbers
	source  reason.Source
}

// mostAmount is more of anything than a month's bill can mean.
const mostAmount = 1e18

// add prices a line: one item for each tier it reaches, and one of nothing for
// what is free.
func (s *sheet) add(l line) {
	if !(l.amount <= mostAmount) {
		s.refuse("%s comes to %s %s, beyond any bill: the parameters multiply to too much", l.name, units.FormatCount(l.amount), s.service.mustRate(l.rate).Unit)
	}
	r := s.service.mustRate(l.rate)
	s.checkType(r)
	if len(s.problems) > 0 || units.FineQuantity(l.amount).IsZero() {
		return
	}
	rate, per, err := s.resolve(r)
	because := reason.Reason{Label: l.name, Formula: l.formula, Substituted: l.sum, Value: reason.N(l.amount), Unit: r.Unit, Source: l.source}
	if because.Source == (reason.Source{}) {
		because.Source = s.service.Page
	}
	item := Item{Name: l.name, Rate: r.Name, Unit: r.Unit, Reason: because}
	if err == nil {
		item.Unit, item.Key, item.Region, item.StandIn, item.Given = rate.Unit, rate.Key, rate.Region, rate.StandIn, rate.Key == ""
	}
	free := min(l.free, l.amount)
	s.addFree(item, free/per)
	if err != nil {
		s.unpriced(item, r, l.amount-free)
		return
	}
	scale := l.scale
	if scale == 0 {
		scale = 1
	}
	start, amount := max(free/per, leading(rate))/scale, (l.amount-free)/per/scale
	for _, part := range rate.SplitFrom(start, amount) {
		tier := item
		if paidTiers(rate) > 1 {
			tier.Name += bill.TierName(rate, part.Tier, start, 0)
		}
		tier.Quantity, tier.UnitPrice = units.FineQuantity(part.Amount*scale), part.Tier.Price
		tier.AsOf, tier.Source = part.Tier.AsOf, part.Tier.Source
		s.append(tier)
	}
}

// addFree appends the line of what costs nothing: it is shown because it ends.
func (s *sheet) addFree(item Item, amount float64) {
	item.Quantity = units.FineQuantity(amount)
	if item.Quantity.IsZero() {
		return
	}
	item.Name += ", free allowance"
	item.Allowance, item.Given, item.StandIn = true, false, false
	item.Source, item.AsOf = item.Reason.Source, item.Reason.Source.AsOf
	s.items = append(s.items, item)
}

// paidTiers counts the tiers that cost something.
func paidTiers(rate pricing.Rate) int {
	n := 0
	for _, tier := range rate.Tiers {
		if !tier.Price.IsZero() {
			n++
		}
	}
	return n
}

// append rounds an item half up to cents. The exception is a line of one unit,
// which is a unit price as it is published and nothing is multiplied: where two
// such prices end in half a cent the second rounds down, so that $0.045 for an
// hour and $0.045 for a GB are the $0.09 that the prices add up to.
func (s *sheet) append(item Item) {
	if item.Quantity.IsZero() {
		return
	}
	amount, half := item.UnitPrice.FineAmount(item.Quantity)
	if half && isOne(item.Quantity) {
		if s.half {
			amount, item.HalfCent = amount.Sub(units.Cent), true
		}
		s.half = !s.half
	}
	item.Amount = amount
	s.total = s.total.Add(amount)
	s.items = append(s.items, item)
}

// isOne tells a line that is a unit price as it stands.
func isOne(q units.Quantity) bool { return q.String() == "1" }

// unpriced appends what no rate is known for.
func (s *sheet) unpriced(item Item, r Rate, amount float64) {
	item.Quantity = units.FineQuantity(amount)
	if item.Quantity.IsZero() {
		return
	}
	item.Unpriced, item.Key, item.Region = true, pricing.Key(s.fill(r.Key)), s.region
	s.items = append(s.items, item)
	if r.Key == "" {
		s.lack("%s has no price in the book: give it with --rate %s=…", item.Name, r.Name)
		return
	}
	s.lack("%s has no price: the book has no %s; give it with --rate %s=…", item.Name, item.Key, r.Name)
}

func (s *sheet) result() Result {
	return Result{
		Service: s.service, Region: s.region, Items: s.items, Total: s.total,
		Complete: len(s.missing) == 0, Missing: s.missing, Notes: s.notes, Book: s.book.Version(),
	}
}
