package units

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
)

// drawn gives amounts of every size, many of them halves of the last place
// kept.
func drawn(r *rand.Rand) float64 {
	switch r.IntN(4) {
	case 0:
		return float64(r.IntN(1e6)) + float64(r.IntN(20000))/20000
	case 1:
		return float64(r.IntN(2000)) / 20000
	case 2:
		return float64(r.Int64N(1 << 60))
	}
	return r.Float64() * math.Pow10(r.IntN(60)-25)
}

// Amounts in whole numbers are those of the decimal library, digit by digit.
func TestAmountsAreDecimal(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	prices := []Price{{}}
	for _, s := range []string{"0", "0.0336", "0.005", "1", "12345.6789", "0.000000000000000001", "0.00000000000000005", "999999999999999999.999999999999999999", "0.0000166667", "18446744073709551616", "184467440737095516.15"} {
		prices = append(prices, MustPrice(s))
	}
	sum, want := Money{}, decimal.Decimal{}
	for range 20000 {
		f := drawn(r)
		q, quantity := NewQuantity(f), decimal.NewFromFloat(f).Round(quantityPlaces)
		if q.String() != quantity.String() || q.IsZero() != quantity.IsZero() || q.Float() != quantity.InexactFloat64() {
			t.Fatalf("quantity %v is %s or %v, want %s", f, q, q.Float(), quantity)
		}
		p := prices[r.IntN(len(prices))]
		m, amount := p.Amount(q), quantity.Mul(p.d).Round(2)
		if m.String() != amount.StringFixed(2) || m.IsZero() != amount.IsZero() || m.Float() != amount.InexactFloat64() {
			t.Fatalf("%s × %s is %s or %v, want %s", q, p, m, m.Float(), amount)
		}
		if m.Cmp(sum) != amount.Cmp(want) {
			t.Fatalf("%s against %s: %d", m, sum, m.Cmp(sum))
		}
		if r.IntN(2) == 0 {
			sum, want = sum.Add(m), want.Add(amount)
		} else {
			sum, want = sum.Sub(m), want.Sub(amount)
		}
		if sum.String() != want.StringFixed(2) || sum.Float() != want.InexactFloat64() {
			t.Fatalf("the sum is %s, want %s", sum, want.StringFixed(2))
		}
		if r.IntN(50) == 0 {
			sum, want = Money{}, decimal.Decimal{}
		}
	}
}

// Where 64 bits end, decimals go on.
func TestAmountsBeyondWholeNumbers(t *testing.T) {
	most := mustMoney(t, "92233720368547758.07")
	if got := most.Add(Cent).String(); got != "92233720368547758.08" {
		t.Errorf("a cent more is %s", got)
	}
	least := Money{}.Sub(most).Sub(Cent)
	if got := least.String(); got != "-92233720368547758.08" || least.large != nil {
		t.Errorf("the least is %s", got)
	}
	if got := most.Sub(least).String(); got != "184467440737095516.15" {
		t.Errorf("most − least is %s", got)
	}
	if got := most.Add(Cent).Sub(Cent); got != most {
		t.Errorf("there and back is %+v", got)
	}
	if got := least.Sub(Cent).Display(); got != "−$92,233,720,368,547,758.09" {
		t.Errorf("a cent less is %s", got)
	}
	for _, f := range []float64{1e14, 922337203685477.5, 922337203685477.8, 1e15, 1e20, 1e299} {
		if got, want := NewQuantity(f).String(), strconv.FormatFloat(f, 'f', -1, 64); got != want {
			t.Errorf("quantity %v is %s", f, got)
		}
	}
}
