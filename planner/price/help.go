package price

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner/units"
)

// Help lists what a service takes: parameters with their defaults, rates with
// the key each falls back to, and an example.
func Help(s Service) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "stagecraft price %s key=value … [--rate key=usd[,key=usd…]]… [--region R] [--format text|json]\n\n", s.ID)
	fmt.Fprintf(&b, "%s. %s\nRules: %s\n\nParameters\n", s.Name, s.Charges, s.Page)
	widest := len("region")
	for _, p := range s.Params {
		widest = max(widest, len(p.shown()))
	}
	for _, p := range s.Params {
		fmt.Fprintf(&b, "  %-*s  %s\n", widest, p.shown(), p.help())
	}
	fmt.Fprintf(&b, "  %-*s  AWS region code, as --region; default us-east-1.\n", widest, "region")
	b.WriteString("\nRates, for --rate; without it each is that of the price book\n")
	widest = 0
	for _, r := range s.Rates {
		widest = max(widest, len(r.shown()))
	}
	for _, r := range s.Rates {
		fmt.Fprintf(&b, "  %-*s  %s\n", widest, r.shown(), r.help(s))
	}
	fmt.Fprintf(&b, "\nExample\n  stagecraft price %s %s\n", s.ID, s.Example)
	return []byte(b.String())
}

// shown is the parameter as it is typed.
func (p Param) shown() string {
	if p.Series {
		return p.Name + "_1, " + p.Name + "_2 …"
	}
	return p.Name
}

func (p Param) help() string {
	text := p.Help
	if p.Unit != "" {
		text = strings.ToUpper(p.Unit[:1]) + p.Unit[1:] + ". " + text
	}
	if p.Kind == Word {
		text += " One of " + p.forms() + "."
	} else {
		text += " Such as " + p.forms() + "."
	}
	switch {
	case p.Least != 0 && p.Most != 0:
		text += fmt.Sprintf(" From %s to %s.", units.CanonicalNumber(p.Least), units.CanonicalNumber(p.Most))
	case p.Most != 0:
		text += fmt.Sprintf(" At most %s.", units.CanonicalNumber(p.Most))
	case p.Least != 0:
		text += fmt.Sprintf(" At least %s.", units.CanonicalNumber(p.Least))
	}
	if p.Default != "" && p.Default != "0" {
		text += " Default " + p.Default + "."
	}
	return text
}

func (r Rate) shown() string { return strings.Join(append([]string{r.Name}, r.Named...), ", ") }

func (r Rate) help(s Service) string {
	text := "USD a " + r.Unit
	if r.Free {
		text = r.Unit
	}
	if r.Help != "" {
		text += ", " + r.Help
	}
	if r.Tiered && len(r.Named) == 0 {
		text += ", or a price a tier: " + r.tier(0) + ", " + r.tier(1) + " …"
	}
	if r.Key == "" {
		return text + "; not in the book"
	}
	text += "; " + cmp.Or(r.Shown, s.placed(r.Key))
	if r.Per != 0 && r.Per != 1 && !r.Free {
		text += ", of which one is " + units.CanonicalNumber(r.Per) + " of these"
	}
	return text
}

// placed is a key as help shows it: a place that is a parameter by its name,
// what follows from several as an ellipsis.
func (s Service) placed(key string) string {
	return place.ReplaceAllStringFunc(key, func(name string) string {
		if slices.ContainsFunc(s.Params, func(p Param) bool { return "{"+p.Name+"}" == name }) {
			return name
		}
		return "…"
	})
}

// Overview lists the priced services.
func Overview() []byte {
	var b strings.Builder
	b.WriteString("stagecraft price SERVICE key=value … [--rate key=usd[,key=usd…]]… [--region R] [--format text|json]\n\n" +
		"Prices the month of one service as its price page does: each line is quantity × unit price, rounded half up\n" +
		"to cents, and the total is their sum. Only lines of exactly one unit are prices as printed: of two that end in half a\n" +
		"cent the second rounds down, so that an hour and a GB at $0.045 are $0.09. Rates are those of the price book; --rate replaces them.\n\nServices\n")
	widest := 0
	for _, s := range services {
		widest = max(widest, len(s.ID))
	}
	for _, s := range services {
		fmt.Fprintf(&b, "  %-*s  %s. %s\n", widest, s.ID, s.Name, s.Charges)
	}
	fmt.Fprintf(&b, "\n“stagecraft price SERVICE --help” lists parameters and rates.\n"+
		"Where a rate is missing the answer is a lower bound, the rate is named on stderr and the exit status is 1.\n\nExample\n  stagecraft price %s %s\n", services[0].ID, services[0].Example)
	return []byte(b.String())
}
