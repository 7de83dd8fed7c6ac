package handlers

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/record"
	"stagecraft/planner/report"
	"stagecraft/planner/workload"
	"stagecraft/store"
)

func TestHistory(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k&name=Recipes")
	s.post(path, "users=300k&name=Recipes&revision=1&revision_title=After+the+talk&revision_note=Two%0Alines").want(t, http.StatusSeeOther)
	s.post(path, "users=900k&name=Recipes+2&revision=2").want(t, http.StatusSeeOther)
	s.get(path+"/history").want(t, 200).holds(t, "Revision 3", "Revision 2: After the talk", "Two\nlines", "Revision 1", "The owner saved revision 3")

	old := s.get(path+"/revisions/1").want(t, 200).holds(t, "250k users", "An earlier revision.", "Compare with the newest", path+"/revisions/1/restore", path+"/revisions/1/plan.json")
	if strings.Contains(old.body, `id="workload"`) || strings.Contains(old.body, "formaction") {
		t.Error("an earlier revision can be edited where it is shown")
	}
	s.get(path+"/revisions/3").want(t, 200).holds(t, "900k users")
	for _, bad := range []string{"/revisions/4", "/revisions/0", "/revisions/01", "/revisions/x", "/compare?from=9", "/compare?from=1&to=9", "/compare"} {
		s.get(path+bad).want(t, http.StatusNotFound)
	}
	s.get(path+"/compare?from=1&to=2").want(t, 200).holds(t, "250k", "300k", "Restore revision 1")

	s.post(path+"/revisions/1/restore", "revision=2").want(t, http.StatusConflict) // 3 was saved since that list was shown
	s.post(path+"/revisions/1/restore", "revision=3").want(t, http.StatusSeeOther)
	s.get(path).want(t, 200).holds(t, "Revision 4", `value="250k"`)
	s.get(path+"/history").want(t, 200).holds(t, "Revision 4: revision 1 restored", "The owner restored revision 1")
	s.get(path+"/revisions/3").want(t, 200).holds(t, "900k users") // nothing that was saved is changed
}

var money = regexp.MustCompile(`\$[0-9,]+\.[0-9]{2}`)

// A revision saved with other prices is shown as it was, everywhere, until it is
// priced again on purpose.
func TestRevisionOfAnotherBookIsShownAsItWas(t *testing.T) {
	var st *store.Store
	s := newSite(t, func(c *Config) { st = c.Store })
	path := s.save("users=250k&name=Recipes")
	id := strings.TrimPrefix(path, "/plans/")
	s.share(path)
	w, _ := workload.Parse(map[string][]string{"users": {"250k"}, "name": {"Recipes"}})
	p, err := planner.Build(w, s.server.Book)
	if err != nil {
		t.Fatal(err)
	}
	today := p.Stages[p.Here-1].Bill.Total.Display()
	p.Book.Version, p.Engine = "2020-01-01-old", "1"
	p.Stages[p.Here-1].Title = "As it was called then"
	p.Stages[p.Here-1].Bill.Total = p.Stages[p.Here-1].Bill.Total.Add(p.Stages[p.Here-1].Bill.Total)
	p.Stages[p.Here-1].Bill.Items[0].Name = "A line of then"
	then := p.Stages[p.Here-1].Bill.Total.Display()
	snapshot, err := record.Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := st.SavePlan(t.Context(), store.NewPlan{OpenByID: true, By: owner(t, s), Contents: store.Contents{Name: w.Name, Workload: workload.Encode(w),
		Book: p.Book.Version, Engine: p.Engine, Result: report.JSON(p, report.AllStages), Snapshot: snapshot}})
	if err != nil {
		t.Fatal(err)
	}
	if then == today || id == plan.ID {
		t.Fatal("the two are the same, so the test proves nothing")
	}
	old := "/plans/" + plan.ID
	for _, address := range []string{old, old + "/revisions/1", s.share(old)} {
		page := s.get(address).want(t, 200).holds(t, "As it was called then", "2020-01-01-old", "as they were then", then)
		if got := strings.Contains(page.body, old+"/reprice"); got != (address == old) {
			t.Errorf("%s offers to re-price: %v", address, got)
		}
	}
	s.get(old+"/bill.csv").want(t, 200).holds(t, "A line of then")
	s.get(old+"/stages/4/diagram.svg").want(t, 200)
	s.post(old, "users=250k&name=Recipes&revision=1").want(t, http.StatusSeeOther)
	s.get(old).want(t, 200).holds(t, "Revision 1") // an unchanged form is no re-pricing
	s.post(old, "users=250k&name=Recipes&revision=1&revision_title=Named").want(t, http.StatusSeeOther)
	s.get(old).want(t, 200).holds(t, "Revision 2", "As it was called then")

	s.get(old+"/reprice").want(t, 200).holds(t, today, then, "2020-01-01-old", "Save as a new revision")
	s.get(old).want(t, 200).holds(t, "Revision 2") // looking changes nothing
	s.post(old+"/reprice", "revision=1").want(t, http.StatusConflict)
	s.post(old+"/reprice", "revision=2").want(t, http.StatusSeeOther)
	page := s.get(old).want(t, 200).holds(t, "Revision 3", today)
	if strings.Contains(page.body, "As it was called then") {
		t.Error("the plan is still the old one")
	}
	s.get(old+"/revisions/2").want(t, 200).holds(t, "As it was called then", then)
	s.get(old+"/reprice").want(t, 200).holds(t, "there is nothing to re-price")
	if money.FindString(page.body) == "" {
		t.Error("no money on the page")
	}
}

// owner is the visitor as the store knows them.
func owner(t *testing.T, s *site) store.Actor {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, s.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, cookie := range s.client.Jar.Cookies(request.URL) {
		if cookie.Name == browserCookie {
			return store.Actor{Identity: store.IdentityOfToken(cookie.Value)}
		}
	}
	t.Fatal("the visitor has no cookie")
	return store.Actor{}
}

// The months in which a revision's users outgrow a stage do not move on with the
// days on which it is read; those of a plan being made count from today.
func TestMonthsOfARevisionAreThoseItShowed(t *testing.T) {
	h := newShelf(t)
	h.fill()
	h.client = h.clients["owner"]
	months := func(address string) string {
		found := monthPattern.FindAllString(h.get(address).want(t, 200).body, -1)
		if len(found) < 37 {
			t.Fatalf("%s names %d months", address, len(found))
		}
		return strings.Join(found, ", ")
	}
	const draft = "/plan?users=90k&show=growth"
	addresses := []string{"/plans/" + h.plan.ID + "?show=growth", "/plans/" + h.plan.ID + "/revisions/2?show=growth", "/s/" + h.tokens["(view, of revision 2)"] + "?show=growth"}
	first := map[string]string{draft: months(draft)}
	for _, address := range addresses {
		first[address] = months(address)
	}
	h.now = h.now.AddDate(1, 1, 0)
	for _, address := range addresses {
		if again := months(address); again != first[address] {
			t.Errorf("%s: %s\na year before: %s", address, again, first[address])
		}
	}
	if months(draft) == first[draft] {
		t.Error("the months of a new plan are those of last year")
	}
}

var monthPattern = regexp.MustCompile(`\b(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec) 20\d\d\b`)
