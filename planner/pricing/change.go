package pricing

import "slices"

// All lists every rate of the book, sorted by key and region.
func (b *Book) All() []Rate {
	rates := make([]Rate, 0, len(b.rates))
	for _, rate := range b.rates {
		rates = append(rates, rate)
	}
	slices.SortFunc(rates, byPlace)
	return rates
}

func byPlace(a, b Rate) int {
	switch {
	case a.Key != b.Key && a.Key < b.Key, a.Key == b.Key && a.Region < b.Region:
		return -1
	case a.Key != b.Key || a.Region != b.Region:
		return 1
	}
	return 0
}

// Exact finds the rate recorded for exactly this region, which may be Global:
// nothing stands in.
func (b *Book) Exact(key Key, region string) (Rate, bool) {
	rate, ok := b.rates[place{key, region}]
	return rate, ok
}

// Change is a rate that two books have differently.
type Change struct {
	Key    Key
	Region string
	Before Rate // no tiers when Added
	After  Rate // no tiers when Removed
}

// Added tells a rate that only the newer book has.
func (c Change) Added() bool { return len(c.Before.Tiers) == 0 }

// Removed tells a rate that only the older book has.
func (c Change) Removed() bool { return len(c.After.Tiers) == 0 }

// Priced tells that the change is one of price, unit or tiers, not only of date
// or source.
func (c Change) Priced() bool {
	return c.Added() || c.Removed() || !samePrices(c.Before, c.After)
}

// Ratio is the headline price after ÷ before, less 1: 0.1 for ten percent
// dearer. It has no meaning, and ok is false, for a rate that was added, removed
// or free, or whose unit is another.
func (c Change) Ratio() (ratio float64, ok bool) {
	if c.Added() || c.Removed() || c.Before.Unit != c.After.Unit || c.Before.Price().Price.IsZero() {
		return 0, false
	}
	return c.After.Price().Price.Float()/c.Before.Price().Price.Float() - 1, true
}

// Changes lists the rates that differ between an older and a newer book in
// price, unit, tiers, date or source, sorted by key and region.
func Changes(older, newer *Book) []Change {
	var changes []Change
	for p, before := range older.rates {
		after, kept := newer.rates[p]
		if !kept || !samePrices(before, after) || !sameOrigin(before, after) {
			changes = append(changes, Change{p.key, p.region, before, after})
		}
	}
	for p, after := range newer.rates {
		if _, had := older.rates[p]; !had {
			changes = append(changes, Change{Key: p.key, Region: p.region, After: after})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return byPlace(Rate{Key: a.Key, Region: a.Region}, Rate{Key: b.Key, Region: b.Region})
	})
	return changes
}

// samePrices compares what two rates ask for, tier by tier.
func samePrices(a, b Rate) bool {
	return a.Unit == b.Unit && slices.EqualFunc(a.Tiers, b.Tiers, func(s, t Tier) bool {
		return s.From == t.From && s.To == t.To && s.Price.Cmp(t.Price) == 0
	})
}

// sameOrigin compares where and when two rates were read, tier by tier.
func sameOrigin(a, b Rate) bool {
	return slices.EqualFunc(a.Tiers, b.Tiers, func(s, t Tier) bool { return s.AsOf == t.AsOf && s.Source == t.Source })
}
