package views

import (
	"net/url"
	"slices"
	"strings"

	"stagecraft/diagram"
	"stagecraft/planner/demand"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Form is the workload as it is edited.
type Form struct {
	Action   string          // where it is sent: the address of the page without its query
	Stage    int             // the stage being looked at; 0 for that of the entered users
	Section  Section         // the part of the plan being looked at
	Overlay  diagram.Overlay // how its picture is read
	Name     FormField
	Note     FormField
	Groups   []FormGroup // shown
	Rules    []FormGroup // stage rules and assumptions, folded
	Presets  []Link
	Problems []Problem
	Derived  []Row
	Reasons  []reason.Reason // of the derived figures
	Base     int             // revision of the saved plan the edit starts from, 0 for a draft
	RevTitle string          // title and note of the revision, of a form that was sent and not saved
	RevNote  string
	Draft    string // id under which the browser keeps what is typed here; empty when it did not say
	// Workspace is where a draft will be saved; empty for one's own plans.
	Workspace string
}

// FormGroup is the fields under one heading.
type FormGroup struct {
	ID, Title string
	Fields    []FormField
	Folded    []FormField // less often stated
	Open      bool        // one of the folded is stated or refused
	FoldTitle string
}

// FormField is one control.
type FormField struct {
	Name, Label, Help, Unit string
	Value                   string // as typed, or canonical; empty when assumed
	Assumed                 string // what an empty value stands for; empty for an optional field
	Choices                 []workload.Option
	Long                    bool
	Slider                  string // "log" or "share", where a slider helps
	Error                   string // a sentence; empty when the value is accepted
	Accepted                string // example forms
	Range                   string
	Why                     string
	Source                  reason.Source
	Max                     int // of a text, in characters
}

// ID is the id of the control.
func (f FormField) ID() string { return "field-" + f.Name }

// IsAssumed tells that our value stands for the team's.
func (f FormField) IsAssumed() bool { return f.Value == "" && f.Assumed != "" }

// FootID is the id of what stands below the control.
func (f FormField) FootID() string { return "foot-" + f.Name }

// Problem is a refused value, for the summary above the form.
type Problem struct{ Label, Text, Href string }

// Typed is the workload as it was typed, by field name.
type Typed = url.Values

// folded are the fields that few teams state: their heading folds them away.
var folded = map[string]bool{
	"requests_per_second": true, "reads_per_month": true, "writes_per_month": true,
	"bytes_per_write": true, "object_share": true, "object_size": true, "retention_months": true, "response_size": true,
	"static_share": true, "static_size": true,
	"reads_per_request": true, "writes_per_request": true, "async_share": true,
	"pricing": true, "processor": true,
	"shared_files": true, "analytics_data": true, "ingest_share": true, "notify_share": true, "compute": true, "load_balancer": true,
	"aurora_capacity": true, "cache_engine": true, "auth_plan": true, "firewall": true, "dax": true,
}

var foldTitles = map[workload.Group]string{
	workload.Traffic:     "State traffic as requests or operations",
	workload.Data:        "Rows, objects, static and shared files, analytics",
	workload.ReadsWrites: "Database operations, events, notifications",
	workload.AWS:         "Purchase option, processor, services",
}

var sliders = map[string]string{"users": "log", "read_write": "share"}

// NewForm prints a workload into a form. typed is given for a refused one, so
// that every value stands as it was typed; nil prints canonical values.
func NewForm(w workload.Workload, typed Typed, refused workload.Errors) Form {
	form := Form{Action: "/plan"}
	groups := map[workload.Group][]FormField{}
	for _, f := range workload.Fields() {
		field := newField(f, w, typed, refused)
		switch f.Name {
		case "name":
			form.Name = field
		case "note":
			form.Note = field
		default:
			groups[f.Group] = append(groups[f.Group], field)
		}
	}
	for _, g := range workload.Groups() {
		switch {
		case len(groups[g]) == 0:
		case g == workload.StageRules || g == workload.Assumption:
			form.Rules = append(form.Rules, newGroup(g, groups[g], false))
		default:
			form.Groups = append(form.Groups, newGroup(g, groups[g], true))
		}
	}
	form.Presets, form.Problems = presets(""), problems(refused)
	return form
}

// WithDemand adds the figures that follow from the workload alone.
func (form Form) WithDemand(d demand.Demand) Form {
	form.Derived, form.Reasons = derived(d), d.Reasons
	return form
}

// InWorkspace is the form of a draft that will be saved in a workspace.
func (form Form) InWorkspace(id string) Form {
	form.Workspace, form.Presets = id, presets(id)
	return form
}

// RulesOpen tells that a folded rule was stated or refused.
func (form Form) RulesOpen() bool {
	return slices.ContainsFunc(form.Rules, func(g FormGroup) bool {
		return slices.ContainsFunc(g.Fields, func(f FormField) bool { return f.Error != "" })
	})
}

// RulesCount is how many fields are folded away.
func (form Form) RulesCount() int {
	n := 0
	for _, g := range form.Rules {
		n += len(g.Fields)
	}
	return n
}

func newGroup(g workload.Group, fields []FormField, fold bool) FormGroup {
	group := FormGroup{ID: "group-" + strings.ReplaceAll(strings.ToLower(string(g)), " ", "-"), Title: string(g), FoldTitle: foldTitles[g]}
	for _, f := range fields {
		if fold && folded[f.Name] {
			group.Folded = append(group.Folded, f)
			group.Open = group.Open || f.Value != "" || f.Error != ""
			continue
		}
		group.Fields = append(group.Fields, f)
	}
	return group
}

func newField(f workload.Field, w workload.Workload, typed Typed, refused workload.Errors) FormField {
	field := FormField{
		Name: f.Name, Label: f.Label, Help: f.Help, Unit: f.Unit, Choices: f.Choices, Slider: sliders[f.Name],
		Long: f.Kind == workload.LongText, Why: f.Why, Source: f.Source, Range: f.Range(),
		Accepted: strings.Join(f.Accepted, ", "),
	}
	if form := f.RangeForm(); form != "" {
		field.Accepted += "; or as a range, low..high or low..likely..high, such as " + form
	}
	if f.Kind.IsText() {
		field.Max = int(f.Max)
	}
	switch {
	case typed != nil:
		field.Value = typed.Get(f.Name)
	case w.Given(f.Name):
		field.Value = f.Value(w)
	}
	if !f.Optional() {
		field.Assumed = assumed(f, w, refused)
	}
	if problem, ok := refused.Of(f.Name); ok {
		field.Error = problem.Sentence()
	}
	return field
}

// assumed is what an empty control stands for. The default of a few fields
// depends on others, so it is read from the workload unless the team's own
// value, or one refused, stands there.
func assumed(f workload.Field, w workload.Workload, refused workload.Errors) string {
	value := f.Value(w)
	if _, is := refused.Of(f.Name); is || w.Given(f.Name) {
		value = f.Default
	}
	for _, o := range f.Choices {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

func problems(refused workload.Errors) []Problem {
	list := make([]Problem, len(refused))
	for i, e := range refused {
		label := e.Label
		if label == "" {
			label = e.Field
		}
		list[i] = Problem{Label: label, Text: e.Sentence(), Href: "#field-" + e.Field}
	}
	return list
}

// derived are the figures the team checks its entries by.
func derived(d demand.Demand) []Row {
	perSecond := func(r units.PerSecond, what string) string { return units.FormatNumber(float64(r), 3) + " " + what }
	return []Row{
		{Label: "Average", Value: perSecond(d.Requests.Average, "req/s")},
		{Label: "Peak", Value: perSecond(d.Requests.Peak, "req/s")},
		{Label: "Peak reads", Value: perSecond(d.Reads.Peak, "/s")},
		{Label: "Peak writes", Value: perSecond(d.Writes.Peak, "/s")},
		{Label: "Out to internet", Value: units.FormatBytes(d.EgressPerMonth) + "/mo"},
		{Label: "Rows kept, in the end", Value: units.FormatBytes(d.StoredAtRetention)},
	}
}
