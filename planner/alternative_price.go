package planner

import (
	"fmt"
	"maps"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// meter is how a tier is billed; see catalog.Service.
type meter func(catalog.Need, catalog.Sizing, catalog.Policy) []bill.Usage

// way is one way to build and buy a stage.
type way struct {
	b      builder
	z      sized
	meters map[string]meter // tiers billed in another way than by their service
	more   []bill.Usage     // beside the tiers
}

func (w way) bill() bill.Bill { return w.b.billAs(w.z, w.meters, w.more) }

// offer is an option before it is compared with the others.
type offer struct {
	Option
	whole bill.Bill
	brief bool // too much differs to list the lines
}

// weaker marks an option that gives up more than money can say.
func (o offer) weaker() offer { o.Weaker = true; return o }

// offered prices a way as an option.
func offered(id, name, differs string, w way, reasons ...reason.Reason) offer {
	return offer{Option: Option{ID: id, Name: name, Differs: differs, Possible: true, Reasons: reasons}, whole: w.bill()}
}

// refused is an option this workload or Region cannot have.
func refused(id, name, whyNot string) offer {
	return offer{Option: Option{ID: id, Name: name, WhyNot: whyNot}}
}

// compare turns offers into options: which one the stage's own bill buys, and
// what each costs in the lines that are not the same in all of them.
func (c comparison) compare(offers []offer) []Option {
	lines := linesOf(offers)
	shared := sharedLines(offers, lines)
	var own []line
	for _, item := range c.own.Items {
		own = append(own, lineOf(item))
	}
	options := make([]Option, 0, len(offers))
	chosen := false
	for i, o := range offers {
		if !o.Possible {
			options = append(options, o.Option)
			continue
		}
		o.WholeStage, o.Complete = o.whole.Total, o.whole.Complete
		left := maps.Clone(shared)
		for j, item := range o.whole.Items {
			if l := lines[i][j]; left[l] > 0 {
				left[l]--
				continue
			}
			o.Monthly = o.Monthly.Add(item.Monthly)
			if item.StandIn {
				o.StandIn = o.StandIn.Add(item.Monthly)
			}
			if !o.brief {
				o.Items = append(o.Items, item)
			}
		}
		if !chosen && slices.Equal(lines[i], own) {
			o.Chosen, chosen = true, true
		}
		options = append(options, o.Option)
	}
	return options
}

// line is what two lines of a bill must agree in to be the same.
type line struct {
	component, name, quantity, price, monthly string
	key                                       pricing.Key
	region                                    string
}

func lineOf(i bill.Item) line {
	return line{i.Component, i.Name, i.Quantity.String(), i.UnitPrice.String(), i.Monthly.String(), i.RateKey, i.Region}
}

// linesOf lists the lines of every possible offer, in their order.
func linesOf(offers []offer) [][]line {
	all := make([][]line, len(offers))
	for i, o := range offers {
		for _, item := range o.whole.Items {
			all[i] = append(all[i], lineOf(item))
		}
	}
	return all
}

// sharedLines counts the lines that every possible offer has.
func sharedLines(offers []offer, lines [][]line) map[line]int {
	var shared map[line]int
	for i, o := range offers {
		if !o.Possible {
			continue
		}
		has := map[line]int{}
		for _, l := range lines[i] {
			has[l]++
		}
		if shared == nil {
			shared = has
			continue
		}
		for l, n := range shared {
			shared[l] = min(n, has[l])
		}
	}
	return shared
}

// leastWorth is the share of a stage's bill below which a saving is not worth a
// change, our choice.
const leastWorth = 0.01

// worthItself is the saving a month that is worth a change whatever its share of
// the bill, our choice.
var worthItself = units.MustPrice("50").Amount(units.NewQuantity(1))

// advice says which option is the cheapest, and whether it is worth a change. An
// option that gives something up is only named beside it.
func advice(options []Option) string {
	var chosen, best, next, cheap *Option
	for i := range options {
		o := &options[i]
		if o.Chosen {
			chosen = o
		}
		switch {
		case !o.Possible || !o.Complete:
		case o.Weaker && !o.Chosen:
			if cheap == nil || o.WholeStage.Cmp(cheap.WholeStage) < 0 {
				cheap = o
			}
		case best == nil || o.WholeStage.Cmp(best.WholeStage) < 0:
			best, next = o, best
		case next == nil || o.WholeStage.Cmp(next.WholeStage) < 0:
			next = o
		}
	}
	if best == nil || chosen == nil || !chosen.Complete {
		return "Prices are missing, so the options cannot be ranked."
	}
	text := ranked(chosen, best, next)
	if cheap != nil && cheap.WholeStage.Cmp(best.WholeStage) < 0 {
		text += fmt.Sprintf(" %s would cost %s less, but: %s", cheap.Name, best.WholeStage.Sub(cheap.WholeStage).Display(), lowerFirst(cheap.Differs))
	}
	return text
}

// ranked compares what is chosen with the best, and the best with the next.
func ranked(chosen, best, next *Option) string {
	switch {
	case best.WholeStage.Cmp(chosen.WholeStage) == 0:
		if next == chosen {
			next = best
		}
		switch {
		case next == nil:
			return fmt.Sprintf("%s is what fits here.", chosen.Name)
		case next.WholeStage.Cmp(best.WholeStage) == 0:
			return fmt.Sprintf("%s is the cheapest here; %s costs the same.", chosen.Name, next.Name)
		}
		return fmt.Sprintf("%s is the cheapest here; the next best, %s, costs %s a month more.", chosen.Name, next.Name, next.WholeStage.Sub(chosen.WholeStage).Display())
	}
	saved := chosen.WholeStage.Sub(best.WholeStage)
	share := saved.Float() / chosen.WholeStage.Float()
	text := fmt.Sprintf("%s costs %s a month less than %s, %s of the stage's bill", best.Name, saved.Display(), chosen.Name, units.FormatPercent(units.Ratio(share), 1))
	if saved.Cmp(minimumSaving) < 0 || share < leastWorth && saved.Cmp(worthItself) < 0 {
		return text + ": too little to be worth a change."
	}
	return text + ". To weigh against it: " + lowerFirst(best.Differs)
}

// rates are the first prices of some keys, for formulas that divide one by the
// other: all in the workload's Region, or all at Home where one has none there,
// since a ratio of prices of two Regions means nothing. note says so.
func (c comparison) rates(keys ...pricing.Key) (prices []float64, note string) {
	region := c.w.Region
	for _, key := range keys {
		if !c.book.Has(key, region) {
			region, note = pricing.Home, " (At prices of "+pricing.Home+".)"
		}
	}
	for _, key := range keys {
		price := 0.0
		if r, err := c.book.Rate(key, region); err == nil {
			price = r.Price().Price.Float()
		}
		prices = append(prices, price)
	}
	if region == c.w.Region {
		note = ""
	}
	return prices, note
}

// rate is the first price of a key in the workload's Region.
func (c comparison) rate(key pricing.Key) float64 {
	r, err := c.book.Rate(key, c.w.Region)
	if err != nil {
		return 0
	}
	return r.Price().Price.Float()
}
