package handlers

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"stagecraft/planner/workload"
)

var (
	inputTag  = regexp.MustCompile(`<input\b[^>]*>`)
	attribute = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
)

// formOf reads what a browser would send of a form, with its radios as checked.
func formOf(t *testing.T, page answer, id string) url.Values {
	t.Helper()
	_, form, found := strings.Cut(page.body, `<form id="`+id+`"`)
	if form, _, _ = strings.Cut(form, "</form>"); !found {
		t.Fatalf("no form %q in %.400s", id, page.body)
	}
	values := url.Values{}
	for _, tag := range inputTag.FindAllString(form, -1) {
		given := map[string]string{}
		for _, a := range attribute.FindAllStringSubmatch(strings.TrimPrefix(tag, "<input"), -1) {
			given[a[1]] = html.UnescapeString(a[2])
		}
		if _, checked := given["checked"]; given["type"] == "radio" && !checked {
			continue
		}
		values.Add(given["name"], given["value"])
	}
	return values
}

// savedTwice saves twice from one revision and gives the path and the second answer.
func (s *site) savedTwice(before, theirs, yours string) (string, answer) {
	s.t.Helper()
	path := s.save(before)
	s.post(path, theirs+"&revision=1").want(s.t, http.StatusSeeOther)
	return path, s.post(path, yours+"&revision=1&draft=abcdefgh12345678&stage=3").want(s.t, http.StatusConflict)
}

// row is the part of a conflict page about one field.
func row(t *testing.T, page answer, label string) string {
	t.Helper()
	_, rest, found := strings.Cut(page.body, "<legend>"+label)
	rest, _, _ = strings.Cut(rest, "</fieldset>")
	if !found {
		t.Fatalf("no row %q", label)
	}
	return rest
}

func TestSecondSaveShowsBothVersions(t *testing.T) {
	s := newSite(t)
	_, page := s.savedTwice("users=250k&name=Recipes&peak_factor=4&note=Old", "users=300k&name=Recipes&peak_factor=4&note=Theirs", "users=250k&name=Recipes&peak_factor=5&note=Mine")
	page.holds(t, "Changed in the meantime", "You changed revision 1; since then revision 2 was saved", "Revision 2, saved ",
		"3 fields differ; one was changed on both sides", "Save the merged plan", "Save mine as a copy", "Drop mine")
	for label, want := range map[string][]string{
		"Monthly active users": {">250k ", ">300k ", `value="theirs" required checked`},
		"Peak ÷ average":       {">4", ">5", `value="yours" required checked`},
		"Note":                 {">Old<", ">Theirs<", ">Mine<", `value="yours" required checked`, "both changed"},
	} {
		got := row(t, page, label)
		for _, text := range want {
			if !strings.Contains(got, text) {
				t.Errorf("%s lacks %q:\n%s", label, text, got)
			}
		}
		if label != "Note" && strings.Contains(got, "both changed") {
			t.Errorf("%s was changed on one side", label)
		}
	}
	if strings.Contains(page.body, "<legend>Name") {
		t.Error("the name is the same and is a row all the same")
	}
}

func TestMergeOfChangesToDifferentFields(t *testing.T) {
	s := newSite(t)
	path, page := s.savedTwice("users=250k&name=Recipes", "users=300k&name=Recipes", "users=250k&name=Recipes&peak_factor=5")
	page.holds(t, "each changed on one side only")
	done := s.post(path, formOf(t, page, "merge").Encode()).want(t, http.StatusSeeOther)
	if got := done.Header.Get("Location"); got != path+"?stage=3" {
		t.Errorf("sent on to %s", got)
	}
	s.get(path).want(t, 200).holds(t, "Revision 3", `value="300k"`, `value="5"`, `value="Recipes"`)
}

// The side that is chosen is the one that is saved, for every field by itself.
func TestMergeFollowsTheChoices(t *testing.T) {
	s := newSite(t)
	path, page := s.savedTwice("users=250k&peak_factor=4", "users=300k&peak_factor=6&engineers=3", "users=350k&peak_factor=5")
	form := formOf(t, page, "merge")
	form.Set("choose.users", "theirs")
	form.Set("choose.peak_factor", "yours")
	form.Set("choose.engineers", "yours") // it was not stated
	s.post(path, form.Encode()).want(t, http.StatusSeeOther)
	read := s.get(path).want(t, 200).holds(t, "Revision 3", `value="300k"`, `value="5"`).body
	if !regexp.MustCompile(`id="field-engineers" name="engineers" value=""`).MatchString(read) {
		t.Error("the field that was not chosen is stated")
	}
}

func TestChangedOnBothSidesNeedsAChoice(t *testing.T) {
	s := newSite(t)
	path, page := s.savedTwice("users=250k&peak_factor=4", "users=300k&peak_factor=4&name=T", "users=350k&peak_factor=5")
	form := formOf(t, page, "merge")
	form.Del("choose.users")
	form.Set("choose.peak_factor", "theirs")
	again := s.post(path, form.Encode()).want(t, http.StatusUnprocessableEntity)
	again.holds(t, "a choice is missing", `href="#choose-users-yours"`, "You changed revision 1", "3 fields differ")
	s.get(path).want(t, 200).holds(t, "Revision 2")
	form = formOf(t, again, "merge")
	if form.Get("choose.peak_factor") != "theirs" || form.Get("choose.name") != "theirs" {
		t.Errorf("what was chosen is forgotten: %v", form)
	}
	form.Set("choose.users", "yours")
	s.post(path, form.Encode()).want(t, http.StatusSeeOther)
	s.get(path).want(t, 200).holds(t, "Revision 3", `value="350k"`, `value="4"`, `value="T"`)
}

func TestMergeMetByAThirdSave(t *testing.T) {
	s := newSite(t)
	path, page := s.savedTwice("users=250k&peak_factor=4", "users=300k&peak_factor=4", "users=250k&peak_factor=5")
	s.post(path, "users=300k&peak_factor=6&revision=2").want(t, http.StatusSeeOther)
	page = s.post(path, formOf(t, page, "merge").Encode()).want(t, http.StatusConflict)
	page.holds(t, "You changed revision 2; since then revision 3", "One field differs")
	if got := row(t, page, "Peak ÷ average"); !strings.Contains(got, "both changed") || !strings.Contains(got, `value="yours" required checked`) {
		t.Errorf("the choice made is not mine now: %s", got)
	}
	s.post(path, formOf(t, page, "merge").Encode()).want(t, http.StatusSeeOther)
	s.get(path).want(t, 200).holds(t, "Revision 4", `value="300k"`, `value="5"`)
}

func TestCopyKeepsMine(t *testing.T) {
	s := newSite(t)
	path, page := s.savedTwice("users=250k&name=Recipes", "users=300k&name=Recipes", "users=350k&name=Mine&note=One%0D%0ATwo")
	a := s.post("/plans", formOf(t, page, "copy").Encode()).want(t, http.StatusSeeOther)
	made, _, _ := strings.Cut(a.Header.Get("Location"), "?")
	if made == path {
		t.Fatal("the copy is the plan itself")
	}
	s.get(made).want(t, 200).holds(t, "Revision 1", `value="350k"`, `value="Mine"`, ">One\nTwo<")
	s.get(path).want(t, 200).holds(t, "Revision 2", `value="300k"`)
}

func TestConflictShowsWhatIsRefusedAsTyped(t *testing.T) {
	s := newSite(t)
	path, page := s.savedTwice("users=250k", "users=300k", "users=a+lot&peak_factor=5")
	if got := row(t, page, "Monthly active users"); !strings.Contains(got, ">a lot") || !strings.Contains(got, `class="error"`) {
		t.Errorf("refused: %s", got)
	}
	refused := s.post(path, formOf(t, page, "merge").Encode()).want(t, http.StatusUnprocessableEntity)
	refused.holds(t, `value="a lot"`, `value="5"`, `name="revision" value="2"`, `name="draft" value="abcdefgh12345678"`)
}

// A form refused for a value goes on from the revision it was made from.
func TestRefusedFormKeepsItsRevision(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	refused := s.post(path, "users=x&revision=1").want(t, http.StatusUnprocessableEntity)
	refused.holds(t, `name="revision" value="1"`)
	s.post(path, "users=300k&revision=1").want(t, http.StatusSeeOther)
	for _, address := range []string{"?users=350k&revision=1", "?users=x&revision=1"} {
		s.get(path+address).holds(t, `name="revision" value="1"`, "Made from revision 1; revision 2 was saved since.")
	}
	s.get(path+"?users=350k").want(t, 200).holds(t, `name="revision" value="2"`)
	plain := s.get(path+"?users=350k&engineers=&revision=1").want(t, http.StatusSeeOther).Header.Get("Location")
	if plain != path+"?users=350k&revision=1" {
		t.Errorf("a plain form is sent on to %s", plain)
	}
}

func TestConflictWithoutTheRevisionBefore(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	page := s.post(path, "users=300k&revision=77").want(t, http.StatusConflict).holds(t, "cannot be read", `class="versions two-way"`)
	if strings.Contains(page.body, ">Before<") {
		t.Error("there is a column for what cannot be read")
	}
	s.post(path, formOf(t, page, "merge").Encode()).want(t, http.StatusSeeOther)
	s.get(path).want(t, 200).holds(t, "Revision 2", `value="300k"`)
}

func TestConflictWhileSharing(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	s.post(path, "users=300k&revision=1").want(t, http.StatusSeeOther)
	page := s.post(path+"/links", "users=250k&peak_factor=5&revision=1").want(t, http.StatusConflict).holds(t, `action="`+path+`/links"`, "and share it")
	shared := s.post(path+"/links", formOf(t, page, "merge").Encode()).want(t, http.StatusCreated)
	s.get(linkPattern.FindString(shared.body)).want(t, 200).holds(t, "300k users")
}

func TestConflictForPrograms(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	s.post(path, "users=300k&revision=1").want(t, http.StatusSeeOther)
	a := s.post(path, "users=350k&revision=1", "Accept", "application/json").want(t, http.StatusConflict).holds(t, `"error":"This plan was saved again`)
	if got := a.Header.Get("Content-Type"); got != "application/json" {
		t.Errorf("sent as %s", got)
	}
}

// To who may not read a plan it is not there, and nothing of it is shown to merge.
func TestConflictOfAStranger(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	s.post(path, "users=300k&revision=1").want(t, http.StatusSeeOther)
	s.client = s.visitor()
	s.post(path, "users=350k&revision=1").want(t, http.StatusNotFound)
	s.post(path, "yours.users=350k&theirs.users=300k&revision=2").want(t, http.StatusNotFound)
}

// A save whose answer was lost is sent again: there is nothing to decide.
func TestSavingTheSameAgain(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	for range 2 {
		s.post(path, "users=300,000&revision=1").want(t, http.StatusSeeOther)
	}
	s.get(path).want(t, 200).holds(t, "Revision 2")
}

func TestSimultaneousSaves(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	const saves = 16
	answers := make([]answer, saves)
	for i := range saves {
		s.workOut("users=" + strconv.Itoa(300_000+i))
	}
	var group sync.WaitGroup
	for i := range saves {
		group.Go(func() {
			answers[i] = s.post(path, "users="+strconv.Itoa(300_000+i)+"&revision=1")
		})
	}
	group.Wait()
	saved := 0
	for i, a := range answers {
		if a.StatusCode == http.StatusSeeOther {
			saved++
			continue
		}
		a.want(t, http.StatusConflict)
		if form := formOf(t, a, "copy"); form.Get("users") != strconv.Itoa(300_000+i) && form.Get("users") != "300k" {
			t.Errorf("save %d got back %v", i, form)
		}
	}
	if saved != 1 {
		t.Errorf("%d saves succeeded", saved)
	}
	s.get(path).want(t, 200).holds(t, "Revision 2")
}

func TestConflictShowsHostileTextAsText(t *testing.T) {
	s := newSite(t)
	hostile := `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	values := func(fields ...string) string {
		v := url.Values{}
		for i := 0; i < len(fields); i += 2 {
			v.Set(fields[i], fields[i+1])
		}
		return v.Encode()
	}
	_, page := s.savedTwice(values("name", "A"+hostile, "note", "B"+hostile), values("name", "C"+hostile, "note", "D"+hostile),
		values("name", "E"+hostile, "note", "F"+hostile+"\nend", "users", hostile))
	for _, bad := range []string{"<script>alert", "<img"} {
		if strings.Contains(page.body, bad) {
			t.Errorf("the page holds %s", bad)
		}
	}
	form := formOf(t, page, "merge")
	if form.Get("yours.note") != "F"+hostile+"\nend" || form.Get("theirs.name") != "C"+hostile || form.Get("yours.users") != hostile {
		t.Errorf("the text changed on its way: %q", form)
	}
}

// The form of a conflict in every field is one that may be sent.
func TestLargestConflictFits(t *testing.T) {
	if n := 3*len(workload.Fields()) + 10; n > mostFields {
		t.Errorf("%d pairs, at most %d are read", n, mostFields)
	}
}

// Who types while the link that let them in ends keeps what they typed.
func TestSaveAfterTheLinkEnded(t *testing.T) {
	h := newShelf(t)
	h.fill()
	const typed = "users=444k&name=Mine&revision=3&revision_note=Why"
	pages := map[string]string{}
	for _, who := range []string{"revoked", "expired", "stranger"} {
		h.client = h.clients[who]
		page := h.post("/plans/"+h.plan.ID, typed).want(t, http.StatusNotFound).holds(t, "This plan is not here", `value="444k"`, `value="Mine"`, "Why")
		pages[requestPattern.ReplaceAllString(page.body, "")] = who
		form := formOf(t, page, "workload")
		if form.Get("users") != "444k" || form.Get("revision") != "" {
			t.Errorf("%s gets back %v", who, form)
		}
		saved := h.post("/plans", form.Encode()).want(t, http.StatusSeeOther).Header.Get("Location")
		h.get(saved).want(t, http.StatusOK).holds(t, `value="444k"`)
	}
	h.post("/plans/AAAAAAAAAAAAAAAAAAAAAA", typed).want(t, http.StatusNotFound).holds(t, "This plan is not here", `value="444k"`)
	if len(pages) != 1 {
		t.Error("the page tells a link that ended from none")
	}
	h.post("/plans/"+h.plan.ID, "").want(t, http.StatusNotFound)
}

var requestPattern = regexp.MustCompile(`Request [A-Za-z0-9-]+`)
