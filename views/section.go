package views

// Section is one part of what is said about a plan. A page shows one at a time,
// below the track, so that each stays short and only what is looked at is
// worked out.
type Section string

// The sections, by the value of the query parameter "show".
const (
	Overview     Section = ""             // picture, bill, what ends the stage, how to get there
	Breaks       Section = "breaks"       // limits, ten times the users, failures, availability, response time
	Growth       Section = "growth"       // users, stages and cost over 36 months
	Ranges       Section = "ranges"       // how far the figures may be off, and by which assumption
	Alternatives Section = "alternatives" // the same work bought otherwise
	Running      Section = "running"      // people, checklist, services of today, carbon
	Tracks       Section = "tracks"       // today's advice beside the talk as given
)

// sections lists them in the order of the page, with their names.
var sections = []struct {
	section Section
	name    string
}{
	{Overview, "Plan"}, {Breaks, "What breaks"}, {Growth, "Growth"}, {Ranges, "How sure"},
	{Alternatives, "Alternatives"}, {Running, "Running it"}, {Tracks, "Two tracks"},
}

// SectionNamed finds a section by the value of the query parameter; an unknown
// value is the overview, for links outlive sections.
func SectionNamed(value string) Section {
	for _, s := range sections {
		if string(s.section) == value {
			return s.section
		}
	}
	return Overview
}

// SectionLink is one entry of the navigation between sections.
type SectionLink struct {
	Section Section
	Name    string
	Href    string
	Shown   bool
}

// newSections makes the navigation of a page that shows one stage.
func newSections(at Address, stage int) []SectionLink {
	links := make([]SectionLink, len(sections))
	for i, s := range sections {
		links[i] = SectionLink{Section: s.section, Name: s.name, Href: at.Showing(s.section).Page(stage), Shown: s.section == at.Section}
	}
	return links
}
