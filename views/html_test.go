package views

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/pricing/override"
	"stagecraft/planner/workload"
)

var (
	once     sync.Once
	rendered map[string]string
)

// pages are every kind of page, with every stage and every section of a plan.
func pages(t *testing.T) map[string]string {
	t.Helper()
	once.Do(func() { rendered = render(t) })
	if len(rendered) == 0 {
		t.Fatal("the pages were not rendered")
	}
	return rendered
}

func render(t *testing.T) map[string]string {
	t.Helper()
	p := planOf(t, map[string][]string{"users": {"250k"}, "name": {"Recipes & co"}, "region": {"sa-east-1"}})
	at := Draft(p.Workload)
	all := map[string]string{}
	for stage := 1; stage <= 8; stage++ {
		results := NewResults(p, stage, at, today)
		form := NewForm(p.Workload, nil, nil).WithDemand(p.Demand)
		all[fmt.Sprintf("stage %d", stage)] = html(t, Plan(PlanPage{Frame: FrameFor(p.Workload, "dark"), Form: &form, Results: &results,
			Exports: Exports(at, stage), Saved: &Saved{ID: "x", Revision: 1, Own: true, Manages: true, Edited: true}}))
	}
	sectionPages(t, all)
	results, brief := NewResults(p, 0, Address{Base: "/s/T"}, today), NewBrief(p)
	all["share"] = html(t, Plan(PlanPage{Frame: Frame{NoIndex: true}, Brief: &brief, Results: &results}))
	typed := Typed{"users": {"?"}, "latency_ms": {"-1"}}
	w, refused := workload.Parse(typed)
	form := NewForm(w, typed, refused)
	all["refused"] = html(t, Plan(PlanPage{Form: &form}))
	list := PlanList{Base: "/plans", Sort: "changed", Tags: []string{"board"}, Plans: []PlanLine{{ID: "x", Name: "A", Author: "Ann", Tags: []string{"board"}}, {ID: "y", Name: "B"}}, Page: 1, More: true, Undo: &Undo{"Deleted.", "/plans/z/restore"}}
	all["plans"] = html(t, Plans(PlansPage{List: list, Workspaces: []WorkspaceLine{{ID: "w", Name: "Team"}}}))
	all["no plans"] = html(t, Plans(PlansPage{List: PlanList{Base: "/plans", Sort: "changed"}}))
	all["organise"] = html(t, Organise(OrganisePage{ID: "x", Name: "A", Tags: "a, b", Workspaces: []WorkspaceLine{{ID: "w", Name: "Team"}}}))
	workspacePages(t, all)
	all["history"] = html(t, History(HistoryPage{ID: "x", Name: "A", Newest: 2, Older: 1, CanWrite: true, Revisions: []RevisionLine{
		NewRevisionLine(2, "After the talk", "Two\nlines", "Ann", 0, "b", "2", today), NewRevisionLine(1, "", "", "", 0, "b", "2", today)},
		Activity: ActivityList{Lines: []ActivityLine{NewActivityLine(today, "Ann", "plan.saved", "2", "x", "A")}, More: true}}))
	past := NewBrief(p)
	past.Past = NewPast("x", 1, 2, "Title", "Note", "Ann", true)
	all["revision"] = html(t, Plan(PlanPage{Frame: Frame{NoIndex: true}, Brief: &past, Results: &results}))
	all["links"] = html(t, Links(LinksPage{ID: "x", Name: "A", New: "https://example.org/s/T", Problem: "No.", Links: []LinkLine{{ID: "l", Name: "B", When: "now"}}}))
	all["conflict"], all["conflict, two ways"] = html(t, ConflictOf(conflict(t, true))), html(t, ConflictOf(conflict(t, false)))
	all["sign in"] = html(t, SignIn(SignInPage{Provider: "login.example.com", Return: "/plans?a=<b>", Out: true}))
	all["not signed in"] = html(t, SignIn(SignInPage{Provider: "login.example.com", Return: "/plans", Title: "Not admitted", Text: "Ask.", Request: "R"}))
	all["signed in"] = html(t, SignIn(SignInPage{Frame: Frame{Person: "Ada <b>"}, Provider: "login.example.com", Return: "/plans"}))
	all["error"] = html(t, Error(ErrorPage{Title: "Gone", Text: "It is gone.", Request: "R"}))
	return all
}

// conflict is a plan with a field of every kind changed, a value refused and a
// choice missing.
func conflict(t *testing.T, known bool) Conflict {
	t.Helper()
	side := func(values Typed) Side {
		w, refused := workload.Parse(values)
		return Side{Values: values, Workload: w, Refused: refused}
	}
	before := side(Typed{"users": {"250k"}, "note": {"Old"}, "region": {"eu-west-1"}})
	sides := Sides{Theirs: side(Typed{"users": {"300k"}, "note": {"New"}, "requests_per_user_day": {"60"}}),
		Yours: side(Typed{"users": {"?"}, "note": {"Mine"}, "region": {"eu-west-1"}, "engineers": {"3"}})}
	if known {
		sides.Before = &before
	}
	page := NewConflict(sides)
	page.ID, page.Action, page.Base, page.Newest, page.Stage, page.Draft = "x", "/plans/x", 1, 3, 4, "abcdefgh"
	return page.Undecided([]string{"users"})
}

// workspacePages adds the pages of workspaces, as owners and viewers see them, and
// a draft meant for one.
func workspacePages(t *testing.T, all map[string]string) {
	t.Helper()
	owner := Workspace{ID: "w", Name: "Team & co", Role: "owner", Writes: true, Owns: true, Sub: "2 plans"}
	viewer := Workspace{ID: "w", Name: "Team & co", Role: "viewer", Sub: "2 plans"}
	list := PlanList{Base: "/workspaces/w", Sort: "changed", Plans: []PlanLine{{ID: "x", Name: "A", Author: "Ann"}}}
	all["workspace"] = html(t, WorkspacePlans(WorkspacePage{Workspace: owner, List: list}))
	all["empty workspace"] = html(t, WorkspacePlans(WorkspacePage{Workspace: owner, List: PlanList{Base: "/workspaces/w", Sort: "changed"}}))
	list.ReadOnly = true
	all["workspace of a viewer"] = html(t, WorkspacePlans(WorkspacePage{Workspace: viewer, List: list}))
	members := []MemberLine{NewMemberLine("a", "Ann", "owner", today, true), NewMemberLine("b", "Ben", "viewer", today, false)}
	all["members"] = html(t, Members(MembersPage{Workspace: owner, Members: members, Own: MemberName("Ann"), Rename: WorkspaceName("").Refused("It is empty."),
		Problem: "No.", Join: JoinLink{Open: true, Role: "editor", New: "https://example.org/join/T"}}))
	all["members, as a viewer sees them"] = html(t, Members(MembersPage{Workspace: viewer, Members: members, Own: MemberName("Ben")}))
	all["activity"] = html(t, WorkspaceActivity(WorkspaceActivityPage{Workspace: viewer, Activity: ActivityList{Lines: []ActivityLine{NewActivityLine(today, "Ann", "plan.saved", "2", "x", "A")}, More: true}}))
	all["new workspace"] = html(t, NewWorkspace(NewWorkspacePage{Name: WorkspaceName("").Refused("It is empty."), Member: MemberName("Ann")}))
	all["join"] = html(t, Join(JoinPage{Workspace: "Team & co", Role: "editor", Action: "/join/T", Member: MemberName("").Refused("It is empty.")}))
	all["already in"] = html(t, Join(JoinPage{Workspace: "Team & co", Role: "editor", Already: "/workspaces/w"}))
	all["leave"] = html(t, Confirm(ConfirmPage{Title: "Leave?", Text: "For good.", Action: "/workspaces/w/leave", Button: "Leave", Back: "/workspaces/w"}))
	for name, into := range map[string]Into{"draft for a workspace": {ID: "w", Name: "Team & co", Out: "/plan"}, "draft for a workspace of others": {}} {
		form := NewForm(workload.Default(), nil, nil).InWorkspace(into.ID)
		all[name] = html(t, Plan(PlanPage{Form: &form, Into: &into}))
	}
	form := NewForm(workload.Default(), nil, nil)
	for name, saved := range map[string]Saved{"plan of a workspace": {ID: "x", Own: true, Manages: true, Workspace: "w", WorkspaceName: "Team & co"}, "plan a viewer reads": {ID: "x", Workspace: "w", WorkspaceName: "Team & co"}} {
		all[name] = html(t, Plan(PlanPage{Form: &form, Saved: &saved}))
	}
}

// sectionPages adds every section of a plan with everything asked for, on both
// tracks, at the agreed prices of agreed.
func sectionPages(t *testing.T, all map[string]string) {
	t.Helper()
	book := agreed(t)
	of := func(track string) planner.Plan {
		w, refused := workload.Parse(map[string][]string{"users": {"250k..6M"}, "track": {track}, "engineers": {"3"}, "carbon": {"on"}})
		if len(refused) > 0 {
			t.Fatal(refused)
		}
		p, err := planner.Build(w, book)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, track := range []string{"current", "classic"} {
		p := of(track)
		assessed, err := planner.Assess(p, book)
		if err != nil {
			t.Fatal(err)
		}
		if p, err = planner.WithAlternatives(assessed, book, 0); err != nil {
			t.Fatal(err)
		}
		p = planner.WithTracks(p, of(map[string]string{"current": "classic", "classic": "current"}[track]))
		for _, s := range sections {
			for _, stage := range map[string][]int{"current": {2, 5, 8}, "classic": {7}}[track] {
				at := Draft(p.Workload).Showing(s.section)
				results, form := NewResults(p, stage, at, today), NewForm(p.Workload, nil, nil).WithDemand(p.Demand)
				form.Section = s.section
				all[fmt.Sprintf("%s, section %q, stage %d", track, s.section, stage)] = html(t, Plan(PlanPage{Frame: FrameFor(p.Workload, ""), Form: &form, Results: &results, Exports: Exports(at, stage)}))
			}
		}
	}
}

// agreed is the embedded book with a discount on servers and amounts in euros.
func agreed(t testing.TB) *pricing.Book {
	t.Helper()
	o, err := override.Parse(strings.NewReader("label: Agreement\nas_of: 2026-09-01\nrates:\n  - {key: ec2.*, discount: 12%}\n" +
		"currency: {code: EUR, rate: 0.92, as_of: 2026-11-20, source: ECB reference rate}\n"))
	if err != nil {
		t.Fatal(err)
	}
	book, err := o.Apply(pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return book
}

var (
	inputs = regexp.MustCompile(`<(?:input|select|textarea)\b[^>]*>`)
	levels = regexp.MustCompile(`<h([1-6])`)
)

// The content policy allows nothing inline, so a page must hold nothing inline.
func TestPagesHoldNothingInline(t *testing.T) {
	for name, page := range pages(t) {
		if found := inline(page); found != "" {
			t.Errorf("%s: %q", name, found)
		}
	}
}

func TestIdsAreUniqueAndReferencesResolve(t *testing.T) {
	for name, page := range pages(t) {
		seen := map[string]bool{}
		for _, id := range valuesOf(page, "id") {
			if seen[id] {
				t.Errorf("%s: id %q twice", name, id)
			}
			seen[id] = true
			if id == "" || strings.ContainsAny(id, " \t\n") {
				t.Errorf("%s: id %q", name, id)
			}
		}
		var named []string
		for _, attribute := range references {
			named = append(named, valuesOf(page, attribute)...)
		}
		for _, href := range valuesOf(page, "href") {
			if id, within := strings.CutPrefix(href, "#"); within {
				named = append(named, id)
			}
		}
		for _, ids := range named {
			for _, id := range strings.Fields(ids) {
				if !seen[id] {
					t.Errorf("%s: nothing has the id %q", name, id)
				}
			}
		}
	}
}

func TestEveryControlHasAName(t *testing.T) {
	for name, page := range pages(t) {
		for _, control := range inputs.FindAllString(page, -1) {
			if strings.Contains(control, `type="hidden"`) || strings.Contains(control, "aria-label=") {
				continue
			}
			id := valuesOf(control, "id")
			if id == nil || !strings.Contains(page, `for="`+id[0]+`"`) {
				t.Errorf("%s: no label for %s", name, control)
			}
		}
	}
}

// One first heading, and no level left out on the way down.
func TestHeadingsDescendStepByStep(t *testing.T) {
	for name, page := range pages(t) {
		_, main, found := strings.Cut(page, "<main")
		if !found {
			t.Fatalf("%s has no main part", name)
		}
		last := byte('0')
		firsts := 0
		for _, m := range levels.FindAllStringSubmatch(main, -1) {
			level := m[1][0]
			if level == '1' {
				firsts++
			}
			if level > last+1 {
				t.Errorf("%s: h%c after h%c", name, level, last)
			}
			last = level
		}
		if firsts != 1 {
			t.Errorf("%s: %d first headings", name, firsts)
		}
	}
}

func TestPagesAreMadeToBeRead(t *testing.T) {
	for name, page := range pages(t) {
		for _, want := range []string{`<html lang="en"`, `name="viewport"`, `class="skip" href="#main"`, `id="main"`, `aria-live="polite"`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
		for _, bad := range []string{"%!", "<nil>", "NaN", "+Inf"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s holds %q", name, bad)
			}
		}
	}
}

// A share page writes nothing: it has no form, and says it is not to be kept.
func TestSharePageWritesNothing(t *testing.T) {
	page := pages(t)["share"]
	for _, bad := range []string{"<form", "method=\"post\"", "formaction"} {
		if strings.Contains(page, bad) {
			t.Errorf("the share page holds %s", bad)
		}
	}
	for _, want := range []string{`content="noindex, nofollow"`, "Make your own copy", "/plan?users=250k"} {
		if !strings.Contains(page, want) {
			t.Errorf("the share page lacks %s", want)
		}
	}
}

func TestFragmentHoldsWhatTheScriptSwaps(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"250k"}})
	results := NewResults(p, 0, Draft(p.Workload), today)
	form := NewForm(p.Workload, nil, nil).WithDemand(p.Demand)
	page := PlanPage{Frame: FrameFor(p.Workload, ""), Form: &form, Results: &results, Exports: Exports(Draft(p.Workload), 4)}
	whole, part := html(t, Plan(page)), html(t, Fragment(page))
	swapped := regexp.MustCompile(`id="([^"]*)"[^>]*data-swap`)
	var inWhole, inPart []string
	for _, m := range swapped.FindAllStringSubmatch(whole, -1) {
		inWhole = append(inWhole, m[1])
	}
	for _, m := range swapped.FindAllStringSubmatch(part, -1) {
		inPart = append(inPart, m[1])
	}
	if len(inWhole) < 60 || len(inWhole) != len(inPart) {
		t.Errorf("the page has %d parts to swap, the fragment %d", len(inWhole), len(inPart))
	}
	if strings.Contains(part, "<form") || strings.Contains(part, "<input") {
		t.Error("the fragment would replace what is being typed")
	}
}
