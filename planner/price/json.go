package price

import (
	"encoding/json"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// document is the JSON form of a Result. Money is a string with two decimals.
type document struct {
	Service  string         `json:"service"`
	Region   string         `json:"region"`
	Items    []documentItem `json:"items"`
	Total    units.Money    `json:"total"`
	Complete bool           `json:"complete"`
	Currency string         `json:"currency"`
	Notes    []string       `json:"notes,omitempty"`
	Book     string         `json:"book"`
}

// documentItem is a line; unit_price and amount are null when no rate is known.
type documentItem struct {
	Name       string         `json:"name"`
	Quantity   units.Quantity `json:"quantity"`
	Unit       string         `json:"unit"`
	UnitPrice  *units.Price   `json:"unit_price"`
	Amount     *units.Money   `json:"amount"`
	Rate       string         `json:"rate"`
	Given      bool           `json:"given,omitempty"`
	RateKey    pricing.Key    `json:"rate_key,omitempty"`
	RateRegion string         `json:"rate_region,omitempty"`
	StandIn    bool           `json:"stand_in,omitempty"`
	HalfCent   bool           `json:"half_cent,omitempty"`
	AsOf       string         `json:"as_of,omitempty"`
	Source     string         `json:"source,omitempty"`
	Formula    string         `json:"formula"`
	Sum        string         `json:"substituted"`
}

// JSON writes a result as indented JSON.
func JSON(r Result) []byte {
	d := document{Service: r.Service.ID, Region: r.Region, Items: []documentItem{}, Total: r.Total, Complete: r.Complete, Currency: "USD", Notes: r.Notes, Book: r.Book}
	for _, item := range r.Items {
		out := documentItem{
			Name: item.Name, Quantity: item.Quantity, Unit: item.Unit, Rate: item.Rate, Given: item.Given, RateKey: item.Key, RateRegion: item.Region,
			StandIn: item.StandIn, HalfCent: item.HalfCent, AsOf: item.AsOf, Source: item.Source.Name, Formula: item.Reason.Formula, Sum: item.Reason.Substituted,
		}
		if !item.Unpriced {
			out.UnitPrice, out.Amount = &item.UnitPrice, &item.Amount
		}
		d.Items = append(d.Items, out)
	}
	text, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		panic("price of " + r.Service.ID + " as JSON: " + err.Error()) // only strings and numbers
	}
	return append(text, '\n')
}
