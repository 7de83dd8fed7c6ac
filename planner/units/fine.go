package units

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// finePlaces is the precision of a quantity that is priced alone, outside a
// monthly bill: a single request of a rate per million still counts.
const finePlaces = 10

// productPlaces cuts the noise that a quantity without a finite decimal, such
// as a third of a month, leaves in a product: 33.3333333333 × 0.015 is 0.50.
const productPlaces = 8

// FineQuantity rounds a computed amount half up to ten decimals, for prices of
// single services where NewQuantity would lose parts of a cent. It panics on
// NaN, infinite or negative amounts: those are programming errors.
func FineQuantity(f float64) Quantity {
	if !(f >= 0 && f < 1e300) {
		panic(fmt.Sprintf("priced quantity %v is not a finite amount", f))
	}
	return newQuantity(decimal.NewFromFloat(f).Round(finePlaces))
}

// FineAmount multiplies a quantity by its unit price and rounds half up to
// cents; half says that the product ended in exactly half a cent.
func (p Price) FineAmount(q Quantity) (amount Money, half bool) {
	product := q.exact().Mul(p.d).Round(productPlaces)
	rounded := product.Round(2)
	return newMoney(rounded), rounded.Sub(product).Equal(halfCent)
}

var halfCent = decimal.New(5, -3)

// Cent is the smallest amount of a bill.
var Cent = Money{cents: 1}
