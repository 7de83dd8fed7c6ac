package pricing

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Exchange is a second currency with the rate someone stated for it. AWS bills
// dollars; what it comes to in the other currency is a convenience.
type Exchange struct {
	Currency string      // ISO 4217, "EUR"
	Rate     units.Price // units of the currency a dollar
	AsOf     string      // ISO date
	Source   string      // who stated the rate
}

// Places is how many decimals the currency is paid in.
func (x Exchange) Places() int {
	if places, odd := oddPlaces[x.Currency]; odd {
		return places
	}
	return 2
}

// oddPlaces are the currencies that are not paid in hundredths (ISO 4217).
var oddPlaces = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}

// negotiated begins the source of every rate that is not a list price.
const negotiated = "negotiated: "

// NegotiatedSource names the source of a rate that an agreement sets.
func NegotiatedSource(text string) string { return negotiated + text }

// IsNegotiated tells the source of such a rate.
func IsNegotiated(s reason.Source) bool { return strings.HasPrefix(s.Name, negotiated) }

// Exchange is the second currency of the book, nil when it has none.
func (b *Book) Exchange() *Exchange { return b.exchange }

// Overlay is the book with negotiated rates over its own and a second currency;
// the book itself stays as it is. The version is that of the book with a hash
// of what is laid over it. The date stays that of the list prices: an agreement
// does not make them newer. agreed are the dates of the agreements, which must
// not lie in the future any more than those of prices.
func (b *Book) Overlay(rates []Rate, x *Exchange, agreed ...string) (*Book, error) {
	over, err := b.With(rates)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(over.CSV())
	if x != nil {
		copied := *x
		over.exchange = &copied
		agreed = append(slices.Clone(agreed), x.AsOf)
		sum.Write([]byte(x.Currency + "\n" + x.Rate.String() + "\n" + x.AsOf + "\n" + x.Source))
	}
	over.version = b.version + "+" + hex.EncodeToString(sum.Sum(nil)[:6])
	over.asOf, over.dates = b.asOf, b.dates
	over.agreed = append(slices.Clone(b.agreed), agreed...)
	return over, nil
}
