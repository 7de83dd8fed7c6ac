package units

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
)

// What JSON writes of an amount it reads back as the same amount.
func TestWrittenAmountsReadBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 19))
	prices := []string{"0", "0.0300", "12345.6789", "0.000000000000000001", "184467440737095516.15"}
	for range 5000 {
		f := min(drawn(r), 1e30)
		p := MustPrice(prices[r.IntN(len(prices))])
		if r.IntN(2) == 0 {
			p = p.Less(MustPrice("12.5"))
		}
		type written struct {
			Quantity, Fine Quantity
			Price          Price
			Amount         Money
		}
		was := written{NewQuantity(f), FineQuantity(f), p, Money{}.Sub(p.Amount(NewQuantity(f)))}
		document, err := json.Marshal(was)
		if err != nil {
			t.Fatal(err)
		}
		var is written
		if err := json.Unmarshal(document, &is); err != nil {
			t.Fatalf("%s: %v", document, err)
		}
		if is.Quantity.String() != was.Quantity.String() || is.Fine.String() != was.Fine.String() || is.Amount.Cmp(was.Amount) != 0 ||
			is.Price.Cmp(was.Price) != 0 || is.Price.Float() != was.Price.Float() || is.Price.Amount(is.Fine).Cmp(was.Price.Amount(was.Fine)) != 0 {
			t.Fatalf("%s is read as %+v", document, is)
		}
	}
}

func TestQuantityRefusals(t *testing.T) {
	for _, s := range []string{"", "-1", "1e3", "1e999999999", `"1"`, "null", "NaN", "1,000", strings.Repeat("9", 65)} {
		if q, err := ParseQuantity(s); err == nil {
			t.Errorf("ParseQuantity(%q) = %s, want an error", s, q)
		}
	}
}

// A few bytes must not stand for more digits than fit in memory.
func TestWrittenPricesHaveNoExponent(t *testing.T) {
	for _, s := range []string{"1e999999999", "1E-5", strings.Repeat("9", 65)} {
		p := Price{}
		if err := p.UnmarshalText([]byte(s)); err == nil {
			t.Errorf("%.20s is read as a price", s)
		}
	}
}
