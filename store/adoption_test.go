package store

import (
	"errors"
	"testing"
)

func TestAdopt(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) { checkAdoption(t, open()) })
}

// newActor is somebody whom no database knows yet.
func newActor(t *testing.T, s *Store, name string) Actor {
	t.Helper()
	token, err := s.NewBrowserToken()
	if err != nil {
		t.Fatal(err)
	}
	return Actor{IdentityOfToken(token), name}
}

// join makes a workspace in which each is what the list says; the maker owns it.
func join(t *testing.T, s *Store, roles map[Actor]Role) string {
	t.Helper()
	maker := newActor(t, s, "Maker")
	w, err := s.CreateWorkspace(t.Context(), maker, "Team")
	if err != nil {
		t.Fatal(err)
	}
	for who, role := range roles {
		token, err := s.RotateJoinLink(t.Context(), maker, w.ID, Editor)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.JoinWorkspace(t.Context(), who, token); err != nil {
			t.Fatal(err)
		}
		seen, err := s.Workspace(t.Context(), who.Identity, w.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.SetRole(t.Context(), maker, w.ID, seen.MemberID, role); err != nil {
			t.Fatal(err)
		}
	}
	return w.ID
}

func checkAdoption(t *testing.T, s *Store) {
	ctx := t.Context()
	browser, person, other := newActor(t, s, "Browser"), newActor(t, s, "Ada"), newActor(t, s, "Grace")
	save := func(by Actor) string {
		t.Helper()
		plan, err := s.SavePlan(ctx, NewPlan{By: by, Contents: Contents{Name: "Shop", Workload: "users=1", Result: []byte("{}"), Book: "b", Engine: "e"}})
		if err != nil {
			t.Fatal(err)
		}
		return plan.ID
	}
	before, own, foreign := save(browser), save(person), save(other)
	_, token, err := s.CreateLink(ctx, other, foreign, NewLink{Scope: Edit, Label: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	link, err := s.LinkByToken(ctx, token)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []Actor{browser, person} { // accepted twice, as people do
		if err := s.AcceptEditLink(ctx, who.Identity, link); err != nil {
			t.Fatal(err)
		}
	}
	workspaces := map[string]Role{
		join(t, s, map[Actor]Role{browser: Editor}):                 Editor,
		join(t, s, map[Actor]Role{browser: Owner, person: Editor}):  Owner,
		join(t, s, map[Actor]Role{browser: Editor, person: Reader}): Editor,
		join(t, s, map[Actor]Role{browser: Reader, person: Owner}):  Owner,
		join(t, s, map[Actor]Role{browser: Reader, person: Reader}): Reader,
		join(t, s, map[Actor]Role{person: Editor}):                  Editor,
	}
	if err := s.Adopt(ctx, browser.Identity, person.Identity); err != nil {
		t.Fatal(err)
	}
	if err := s.Adopt(ctx, browser.Identity, person.Identity); err != nil {
		t.Errorf("a second time: %v", err)
	}
	for id, want := range map[string]Role{before: Owner, own: Owner, foreign: Guest} {
		if plan, err := s.Plan(ctx, person.Identity, id); err != nil || plan.Role != want {
			t.Errorf("the person is %v of a plan, %v; want %v", plan.Role, err, want)
		}
		if _, err := s.Plan(ctx, browser.Identity, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("the browser still sees a plan: %v", err)
		}
	}
	for id, want := range workspaces {
		if w, err := s.Workspace(ctx, person.Identity, id); err != nil || w.Role != want {
			t.Errorf("the person is %v of a workspace, %v; want %v", w.Role, err, want)
		}
		if _, err := s.Workspace(ctx, browser.Identity, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("the browser is still a member: %v", err)
		}
	}
	if plan, err := s.Plan(ctx, other.Identity, foreign); err != nil || plan.Role != Owner {
		t.Errorf("somebody else's plan: %v, %v", plan.Role, err)
	}
	if err := s.Adopt(ctx, Identity{}, person.Identity); !errors.Is(err, ErrForbidden) {
		t.Errorf("what is nobody's: %v", err)
	}
	if err := s.Adopt(ctx, person.Identity, Identity{}); !errors.Is(err, ErrForbidden) {
		t.Errorf("by nobody: %v", err)
	}
	if err := s.Adopt(ctx, person.Identity, person.Identity); err != nil {
		t.Error(err)
	}
	if plan, err := s.Plan(ctx, person.Identity, own); err != nil || plan.Role != Owner {
		t.Errorf("after adopting oneself: %v, %v", plan.Role, err)
	}
}
