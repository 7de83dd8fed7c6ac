package units

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
)

func mustMoney(t *testing.T, s string) Money {
	t.Helper()
	m, err := ParseMoney(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMoneyDisplay(t *testing.T) {
	for _, c := range []struct{ amount, plain, display, compact string }{
		{"1912", "1912.00", "$1,912.00", "$1,912"},
		{"38640.25", "38640.25", "$38,640.25", "$38.6k"},
		{"14900", "14900.00", "$14,900.00", "$14.9k"},
		{"12.34", "12.34", "$12.34", "$12"},
		{"7.65", "7.65", "$7.65", "$7.65"},
		{"9999.60", "9999.60", "$9,999.60", "$10k"},
		{"9999.40", "9999.40", "$9,999.40", "$9,999"},
		{"0", "0.00", "$0.00", "$0"},
		{"0.01", "0.01", "$0.01", "$0.01"},
		{"-410", "-410.00", "−$410.00", "−$410"},
		{"1234567.89", "1234567.89", "$1,234,567.89", "$1.23M"},
	} {
		m := mustMoney(t, c.amount)
		if m.String() != c.plain || m.Display() != c.display || m.Compact() != c.compact {
			t.Errorf("%s: %s, %s, %s; want %s, %s, %s", c.amount, m, m.Display(), m.Compact(), c.plain, c.display, c.compact)
		}
	}
}

func TestMoneyRefusals(t *testing.T) {
	for _, s := range []string{"", "1.234", "1e3", "abc", "$5", "NaN", "1,000.00", "1e999999999"} {
		if m, err := ParseMoney(s); err == nil {
			t.Errorf("ParseMoney(%q) = %s, want an error", s, m)
		}
	}
	for _, s := range []string{"", "-0.1", "free"} {
		if p, err := ParsePrice(s); err == nil {
			t.Errorf("ParsePrice(%q) = %s, want an error", s, p)
		}
	}
}

// Each line rounds half up to cents, from the printed quantity.
func TestAmount(t *testing.T) {
	for _, c := range []struct {
		price    string
		quantity float64
		want     string
	}{
		{"0.0336", 1460, "49.06"},        // 49.056
		{"0.005", 1, "0.01"},             // half up
		{"0.0000002", 1000000, "0.20"},   // Lambda requests
		{"0.023", 0.00004, "0.00"},       // the quantity itself rounds to nothing
		{"0.1", 0.3, "0.03"},             // not 0.030000000000000002
		{"0.08", 333.33335, "26.67"},     // quantity 333.3334
		{"1.005", 1, "1.01"},             // binary floats would give 1.00
		{"0.0166667", 730, "12.17"},      // 12.166691
		{"0", 123456, "0.00"},            // free
		{"0.0225", 730, "16.43"},         // ALB hours, 16.425 half up
		{"0.40", 0.1, "0.04"},            // per million
		{"0.000000001", 5e12, "5000.00"}, // many small units
	} {
		if got := MustPrice(c.price).Amount(NewQuantity(c.quantity)).String(); got != c.want {
			t.Errorf("%v × %s = %s, want %s", c.quantity, c.price, got, c.want)
		}
	}
}

// Sums and differences of cents are exact, in any order.
func TestMoneyIsExact(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var total Money
	cents := int64(0)
	for range 10000 {
		c := random.Int64N(1_000_000)
		cents += c
		total = total.Add(MustPrice("0.01").Amount(NewQuantity(float64(c))))
	}
	want := MustPrice("0.01").Amount(NewQuantity(float64(cents)))
	if total.Cmp(want) != 0 || !total.Sub(want).IsZero() {
		t.Errorf("sum %s, want %s", total, want)
	}
}

func TestMoneyScale(t *testing.T) {
	if got := mustMoney(t, "1912").Scale(1000.0 / 250000).String(); got != "7.65" {
		t.Errorf("cost per thousand users %s, want 7.65", got)
	}
}

func TestMoneyJSON(t *testing.T) {
	type line struct {
		Quantity Quantity
		Price    Price
		Amount   Money
	}
	in := line{NewQuantity(1460.5), MustPrice("0.0336"), mustMoney(t, "49.06")}
	text, err := json.Marshal(in)
	if want := `{"Quantity":1460.5,"Price":"0.0336","Amount":"49.06"}`; err != nil || string(text) != want {
		t.Fatalf("%s, %v; want %s", text, err, want)
	}
	var out struct {
		Price  Price
		Amount Money
	}
	if err := json.Unmarshal(text, &out); err != nil || out.Price.String() != "0.0336" || out.Amount.Cmp(in.Amount) != 0 {
		t.Errorf("read back %+v, %v", out, err)
	}
	for _, bad := range []string{`{"Amount":"1.001"}`, `{"Amount":"x"}`, `{"Price":"-1"}`} {
		if err := json.Unmarshal([]byte(bad), &out); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

func TestQuantity(t *testing.T) {
	if got := NewQuantity(1460).Display(); got != "1,460" {
		t.Errorf("display %q", got)
	}
	if got := NewQuantity(1234567.00005).String(); got != "1234567.0001" {
		t.Errorf("quantity %q rounds half up to four decimals", got)
	}
	for _, bad := range []float64{-1, math.NaN(), math.Inf(1)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("quantity %v was accepted", bad)
				}
			}()
			NewQuantity(bad)
		}()
	}
}

func TestPriceDisplay(t *testing.T) {
	for s, want := range map[string]string{"0.0336": "$0.0336", "1234.5": "$1,234.5", "0.0000166667": "$0.0000166667"} {
		if got := MustPrice(s).Display(); got != want {
			t.Errorf("%s displays as %s, want %s", s, got, want)
		}
	}
}
