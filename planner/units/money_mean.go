package units

import "github.com/shopspring/decimal"

// MeanMoney is the sum of the amounts ÷ their number, rounded half up to
// cents; nothing for none.
func MeanMoney(amounts []Money) Money {
	if len(amounts) == 0 {
		return Money{}
	}
	var sum Money
	for _, m := range amounts {
		sum = sum.Add(m)
	}
	return newMoney(sum.exact().DivRound(decimal.NewFromInt(int64(len(amounts))), 2))
}
