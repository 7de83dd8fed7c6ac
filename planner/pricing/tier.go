package pricing

// TierAmount is the part of an amount that falls in one tier.
type TierAmount struct {
	Tier   Tier
	Amount float64 // in the unit of the rate, above 0
}

// Split spreads an amount over the tiers of the rate, lowest first. Tiers that
// get nothing are left out; an amount that is not above 0 gives none.
func (r Rate) Split(amount float64) []TierAmount { return r.SplitFrom(0, amount) }

// SplitFrom spreads an amount that follows an earlier amount of the same rate:
// it covers start to start+amount. AWS counts a tier over the whole account and
// month, so a second line of the same rate goes on where the first ended.
//
// The parts add up to amount, save for an allowance (see Allowance), which
// covers nothing above its end.
func (r Rate) SplitFrom(start, amount float64) []TierAmount {
	var parts []TierAmount
	r.EachFrom(start, amount, func(tier *Tier, part float64) { parts = append(parts, TierAmount{*tier, part}) })
	return parts
}

// EachFrom is SplitFrom without the slice: it hands on each part with its tier,
// which is not to be changed.
func (r *Rate) EachFrom(start, amount float64, each func(tier *Tier, part float64)) {
	if !(amount > 0) {
		return
	}
	position, left := max(start, 0), amount
	for i := range r.Tiers {
		tier := &r.Tiers[i]
		if tier.To != 0 && position >= tier.To {
			continue
		}
		part := left
		if tier.To != 0 {
			part = min(part, tier.To-position)
		}
		each(tier, part)
		position, left = tier.To, left-part
		if !(left > 0) {
			break
		}
	}
}

// Allowance is the monthly amount a free allowance covers, in the unit of the
// rate: the end of its only tier, priced at nothing. Any other rate has none.
func (r Rate) Allowance() (amount float64, ok bool) {
	if len(r.Tiers) != 1 || !r.Tiers[0].allowance() {
		return 0, false
	}
	return r.Tiers[0].To, true
}

// allowance tells a free band with an end.
func (t Tier) allowance() bool { return t.To != 0 && t.Price.IsZero() }

// Price is the price of the first unit that is not free, or the last tier's
// when all are free: the headline price of the rate.
func (r Rate) Price() Tier {
	for _, tier := range r.Tiers {
		if !tier.Price.IsZero() {
			return tier
		}
	}
	return r.Tiers[len(r.Tiers)-1]
}
