package units

import "testing"

func TestConvert(t *testing.T) {
	for _, v := range []struct {
		usd, rate     string
		places        int
		text, display string
	}{
		{"1297.38", "0.92", 2, "1193.59", "1,193.59"}, {"0.01", "0.5", 2, "0.01", "0.01"}, {"0.01", "0.49", 2, "0.00", "0.00"},
		{"-12.5", "2", 2, "-25.00", "−25.00"}, {"10.10", "154.905", 0, "1565", "1,565"}, {"3.00", "0.3075", 3, "0.923", "0.923"},
	} {
		m, err := ParseMoney(v.usd)
		if err != nil {
			t.Fatal(err)
		}
		a := m.Convert(MustPrice(v.rate), v.places)
		if a.String() != v.text || a.Display() != v.display {
			t.Errorf("%s at %s is %s, %s; want %s, %s", v.usd, v.rate, a, a.Display(), v.text, v.display)
		}
	}
	one, _ := ParseMoney("1.00")
	if sum := (Amount{}).Add(one.Convert(MustPrice("0.925"), 2)).Add(one.Convert(MustPrice("0.925"), 2)); sum.String() != "1.86" {
		t.Errorf("rounded, then added: %s", sum) // 0.93 + 0.93
	}
}

func TestLess(t *testing.T) {
	for _, v := range []struct{ price, percent, want string }{
		{"0.0816", "12", "0.071808"}, {"0.0816", "0", "0.0816"}, {"0.0816", "100", "0"}, {"0.0000133334", "7.25", "0.0000123667285"},
		{"0.0000000000000009", "50", "0"}, {"0.000000000000001", "50", "0.000000000000001"},
	} {
		if got := MustPrice(v.price).Less(MustPrice(v.percent)); got.String() != v.want {
			t.Errorf("%s less %s%% is %s, want %s", v.price, v.percent, got, v.want)
		}
	}
}
