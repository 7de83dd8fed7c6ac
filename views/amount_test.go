package views

import (
	"testing"

	"stagecraft/planner/bill"
	"stagecraft/planner/units"
)

func TestPriceText(t *testing.T) {
	for price, want := range map[string]string{"0": "$0.00", "1": "$1.00", "0.5": "$0.50", "0.50": "$0.50", "0.25": "$0.25", "0.0336": "$0.0336",
		"1200": "$1,200.00", "0.0000133334": "$0.0000133334"} {
		if got := priceText(units.MustPrice(price)); got != want {
			t.Errorf("%s reads %s, want %s", price, got, want)
		}
	}
}

func TestQuantityText(t *testing.T) {
	for _, c := range []struct {
		amount     float64
		unit, want string
	}{
		{1460, "hour", "1,460 hours"}, {1, "hour", "1 hour"}, {2920, "instance-hour", "2,920 instance-hours"}, {0.4098, "GB-month", "0.4098 GB-months"},
		{3, "hosted zone-month", "3 hosted zone-months"}, {17, "GB each direction", "17 GB each direction"}, {35.5, "million requests", "35.5 million requests"},
		{985.5, "1,000 requests", "985.5 × 1,000 requests"}, {10, "MAU", "10 MAU"}, {2, "", "2"}, {800, "GB-second", "800 GB-seconds"},
		{2, "GB-month above the provisioned storage", "2 GB-months above the provisioned storage"}, {3, "1,000 objects-month", "3 × 1,000 objects-month"},
		{2, "million connection-minutes", "2 million connection-minutes"},
	} {
		if got := quantityText(bill.Item{Quantity: units.NewQuantity(c.amount), Unit: c.unit}); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestLineName(t *testing.T) {
	for _, c := range []struct{ name, unit, want string }{
		{"Metrics, first 10,000 metric-month", "metric-month", "Metrics, first 10,000 metric-months"},
		{"Pipelines, over 1 active pipeline-month", "active pipeline-month", "Pipelines, over 1 active pipeline-month"},
		{"Duration, first 7,500 GB-second (400.5 GB-second of it free)", "GB-second", "Duration, first 7,500 GB-seconds (400.5 GB-seconds of it free)"},
		{"Out, next 40,960 GB", "GB", "Out, next 40,960 GB"},
		{"Servers, 2 in 3 zones", "hour", "Servers, 2 in 3 zones"},
	} {
		if got := lineName(bill.Item{Name: c.name, Unit: c.unit}); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
