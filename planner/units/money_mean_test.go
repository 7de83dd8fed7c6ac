package units

import "testing"

func TestMeanMoney(t *testing.T) {
	for _, c := range []struct {
		amounts []string
		want    string
	}{{nil, "0.00"}, {[]string{"3.10"}, "3.10"}, {[]string{"1", "2"}, "1.50"}, {[]string{"0.01", "0.02"}, "0.02"}, {[]string{"10", "10", "0"}, "6.67"}, {[]string{"0.10", "0.10", "0.11"}, "0.10"}} {
		var amounts []Money
		for _, s := range c.amounts {
			m, err := ParseMoney(s)
			if err != nil {
				t.Fatal(err)
			}
			amounts = append(amounts, m)
		}
		if got := MeanMoney(amounts); got.String() != c.want {
			t.Errorf("mean of %v is %s, want %s", c.amounts, got, c.want)
		}
	}
}

func TestIsMagnitude(t *testing.T) {
	for word, want := range map[string]bool{"k": true, "K": true, "million": true, "bn": true, "": false, "GB": false, "%": false, "min": false, "s": false} {
		if IsMagnitude(word) != want {
			t.Errorf("%q: %v", word, !want)
		}
	}
}
