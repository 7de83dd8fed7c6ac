package pricing

import (
	"bytes"
	_ "embed"
	"sync"
)

// ratesCSV is made by the trim program beside this file:
//
//go:generate go run ./trim PRICES.csv
//go:embed data/rates.csv
var ratesCSV []byte

var embedded = sync.OnceValue(func() *Book {
	book, err := Parse(bytes.NewReader(ratesCSV))
	if err != nil {
		panic("embedded price book: " + err.Error()) // a build that should not have passed its tests
	}
	return book
})

// Embedded is the price book that comes with the program. It is parsed on the
// first call; later calls give the same book.
func Embedded() *Book { return embedded() }
