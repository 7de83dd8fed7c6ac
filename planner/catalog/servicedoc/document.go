package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
)

const head = `# Services

Written by “make generate” from the catalogue, its data tables and the price book: do not edit. What a column says is what the
program does; where it rests on a fact of AWS, the source stands beside it.

`

// document is the whole page.
func document(book *pricing.Book) []byte {
	var out strings.Builder
	out.WriteString(head)
	services(&out, book)
	lives(&out)
	return []byte(out.String())
}

// services has one row for each service of the catalogue.
func services(out *strings.Builder, book *pricing.Book) {
	out.WriteString("## In the catalogue\n\n")
	row(out, "service", "id", "category", "sized by", "metered by rate key, per unit", "limits planned for", "agreement", "status of today", "source")
	row(out, slices.Repeat([]string{"---"}, 9)...)
	all := catalog.Services()
	slices.SortStableFunc(all, func(a, b catalog.Service) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.ID, b.ID))
	})
	for _, s := range all {
		card, _ := s.Card()
		row(out, s.Name, code(s.ID), s.Category, or(card.SizedBy, "not described"), or(strings.Join(meters(s, book), "; "), "nothing: no charge"),
			or(card.Limits, "not described"), agreement(card), status(s.ID), cite(s.Source))
	}
}

// lives has one row for each service or practice of the lifecycle table.
func lives(out *strings.Builder) {
	out.WriteString("\n## Of the talk and since\n\n")
	out.WriteString("“Named in” is the first edition of the talk known to name it; “ours” means none does. Launch years are those of AWS's announcements.\n\n")
	row(out, "service or practice", "named in", "stage", "drawn as", "on the tracks", "what the talk said", "its life", "source of the last fact")
	row(out, slices.Repeat([]string{"---"}, 8)...)
	for _, i := range catalog.Lives().Items() {
		as := string(i.Treatment)
		if i.Today().Status.Barred() {
			as = "its successor"
		}
		row(out, i.Name, i.Edition, i.Stage, as, tracks(i), or(i.Said, "–"), strings.Join(life(i), "; "), cite(i.Today().Source))
	}
}

func tracks(i catalog.Item) string {
	switch f := i.Today(); {
	case f.Status.Barred():
		return "neither"
	case f.Successor != "":
		return "classic"
	}
	return i.Tracks
}

// life tells every dated fact of an item.
func life(i catalog.Item) []string {
	var all []string
	for _, f := range i.Facts {
		text := f.Status.Words() + " since " + f.Since
		if f.Successor != "" {
			next, _ := catalog.Lives().Lookup(f.Successor)
			verb := "today's advice is "
			if f.Status.Barred() {
				verb = "its place takes "
			}
			text += ", " + verb + next.Name
		}
		if f.Note != "" {
			text += " (" + f.Note + ")"
		}
		all = append(all, text)
	}
	return all
}

// status is that of the item a service belongs to.
func status(service string) string {
	item, ok := catalog.Lives().Owner(service)
	if !ok {
		return "current"
	}
	f := item.Today()
	text := f.Status.Words() + ", " + f.Since
	if f.Successor != "" {
		next, _ := catalog.Lives().Lookup(f.Successor)
		text += " → " + next.Name
	}
	return text
}

func agreement(c catalog.Card) string {
	if c.SLA == "" {
		return "none known"
	}
	return c.SLA + ": " + cite(c.SLASource)
}

// cite prints a source, as a link when it has an address.
func cite(s reason.Source) string {
	if s.URL != "" {
		return fmt.Sprintf("[%s](%s)", s.String(), s.URL)
	}
	return s.String()
}

func code(text string) string { return "`" + text + "`" }

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// row writes one line of a table; a bar in a cell would end it.
func row(out *strings.Builder, cells ...string) {
	for _, cell := range cells {
		out.WriteString("| " + strings.ReplaceAll(cell, "|", `\|`) + " ")
	}
	out.WriteString("|\n")
}
