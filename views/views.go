// Package views turns a plan into pages: view models made by pure functions,
// and templ components that print them. Nothing here reads a clock, a request
// or a database.
package views

import (
	"net/url"
	"strconv"
	"strings"

	"stagecraft/diagram"
	"stagecraft/planner/reason"
	"stagecraft/planner/workload"
)

// Frame is what every page has around its content.
type Frame struct {
	Title    string   // without the name of the product
	Theme    string   // "light", "dark", or empty for what the device prefers
	NoIndex  bool     // private pages: search engines are asked to stay away
	Warnings []string // sentences below the header of every page
	Person   string   // the name of who is signed in
	SignIn   string   // address to sign in at, where somebody might and has not
	ReadOnly bool     // a share page: no way into the visitor's own plans is offered first
	// Referrer is what the page tells of its address where that is not what its
	// header says; empty where it is.
	Referrer string
}

// FullTitle is the title with the name of the product.
func (f Frame) FullTitle() string {
	if f.Title == "" {
		return "Stagecraft: a workload in, eight AWS stages out"
	}
	return f.Title + " · Stagecraft"
}

// Tone colours a figure. Every toned figure also says in words what it means.
type Tone string

// The tones.
const (
	Plain Tone = ""
	Good  Tone = "ok"
	Warn  Tone = "warn"
	Bad   Tone = "bad"
)

// Row is a label with a figure.
type Row struct {
	Label, Value string
	Note         string
}

// Link is an address with its words.
type Link struct {
	Href, Label string
	Note        string // what the file is for
}

// Address is where a plan lives: the draft of a query, a saved plan or a share
// link. Every other address of the plan is built from it.
type Address struct {
	Base  string // "/plan", "/plans/ID", "/plans/ID/revisions/N" or "/s/TOKEN"
	Query string // the workload where it differs from what Base holds, and the revision it was made from; without "?"
	// Section is the part shown; pages keep it from stage to stage.
	Section Section
	// Overlay is how the picture is read; pages keep it too.
	Overlay diagram.Overlay
	// Workspace is where a draft will be saved; its pages keep that too, its files
	// have no use for it.
	Workspace string
}

// Reading is the same plan with its picture read another way.
func (a Address) Reading(o diagram.Overlay) Address {
	a.Overlay = o
	return a
}

// Showing is the same plan with another section shown.
func (a Address) Showing(s Section) Address {
	a.Section = s
	return a
}

// Fixed tells the address of a share link or of a revision: what it shows cannot
// be edited, so a query that states fields means nothing there.
func (a Address) Fixed() bool {
	return strings.HasPrefix(a.Base, "/s/") || strings.Contains(a.Base, "/revisions/")
}

// Draft is the address of a workload that is not saved.
func Draft(w workload.Workload) Address { return Address{Base: "/plan", Query: workload.Encode(w)} }

// Page is the plan with one stage shown; 0 shows the stage of the entered users.
func (a Address) Page(stage int) string {
	var shown []string
	if stage > 0 {
		shown = append(shown, "stage="+strconv.Itoa(stage))
	}
	if a.Section != Overview {
		shown = append(shown, "show="+string(a.Section))
	}
	shown = append(shown, a.overlay()...)
	if a.Workspace != "" {
		shown = append(shown, "workspace="+a.Workspace)
	}
	return a.file("", shown...)
}

func (a Address) overlay() []string {
	if a.Overlay == diagram.Everything {
		return nil
	}
	return []string{"overlay=" + string(a.Overlay)}
}

// Diagram is the picture of one stage as a file, read as the overlay says, with
// further parameters such as "theme=dark".
func (a Address) Diagram(stage int, extension string, parameters ...string) string {
	return a.file("/stages/"+strconv.Itoa(stage)+"/diagram."+extension, append(a.overlay(), parameters...)...)
}

// File is another file beside the page: "bill.csv". stage 0 leaves it out.
func (a Address) File(name string, stage int) string {
	if stage == 0 {
		return a.file("/" + name)
	}
	return a.file("/"+name, "stage="+strconv.Itoa(stage))
}

func (a Address) file(path string, parameters ...string) string {
	if a.Query != "" {
		parameters = append([]string{a.Query}, parameters...)
	}
	if len(parameters) == 0 {
		return a.Base + path
	}
	return a.Base + path + "?" + strings.Join(parameters, "&")
}

// presets are the drafts of the examples, to be saved in a workspace if one is
// named.
func presets(workspace string) []Link {
	var links []Link
	for _, p := range workload.Presets() {
		values := url.Values{}
		for name, value := range p.Values {
			values.Set(name, value)
		}
		w, _ := workload.Parse(values)
		at := Draft(w)
		at.Workspace = workspace
		links = append(links, Link{Href: at.Page(0), Label: p.Name, Note: p.Summary})
	}
	return links
}

// sourceLink gives the public address of a source, empty for anything but a
// web address.
func sourceLink(s reason.Source) string {
	if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
		return s.URL
	}
	return ""
}
