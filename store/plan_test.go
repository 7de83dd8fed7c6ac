package store

import (
	"bytes"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// asRead is what a read gives of a plan just saved.
func asRead(plan Plan, role Role) Plan {
	plan.Role = role
	return plan
}

func TestSavedPlanIsReadBackWhole(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		for name, c := range map[string]Contents{
			"usual": contents("shop"),
			"empty": {},
			"odd": {Name: "naïve 日本 '; DROP TABLE plans -- ? $1 %s", Workload: strings.Repeat("a", MaxWorkload), Title: "\t", Note: "two\nlines",
				Result: bytes.Repeat([]byte{0, 255}, 1000), Snapshot: []byte{0, 1, 2}},
		} {
			plan, err := s.SavePlan(ctx, NewPlan{By: ann, Contents: c})
			done(t, err)
			read, err := s.Plan(ctx, ann.Identity, plan.ID)
			if err != nil || !reflect.DeepEqual(read, plan) {
				t.Errorf("%s: read %+v, saved %+v (%v)", name, read, plan, err)
			}
			if !IsID(plan.ID) || plan.Revision != 1 || plan.Newest != 1 || plan.CreatedAt.Location() != time.UTC || !plan.SavedAt.Equal(plan.CreatedAt) || plan.Author != "Ann" || plan.Role != Owner {
				t.Errorf("%s: saved as %+v", name, plan)
			}
			if got := (Contents{read.Name, read.Workload, read.Book, read.Engine, c.Result, c.Snapshot, read.Title, read.Note}); !reflect.DeepEqual(got, c) {
				t.Errorf("%s: read %+v, gave %+v", name, got, c)
			}
			result, err := s.Result(ctx, read)
			if err != nil || !bytes.Equal(result, c.Result) {
				t.Errorf("%s: result %.40q (%v)", name, result, err)
			}
			snapshot, err := s.Snapshot(ctx, read)
			if err != nil || !bytes.Equal(snapshot, c.Snapshot) || (snapshot == nil) != (c.Snapshot == nil) {
				t.Errorf("%s: snapshot %.40q (%v)", name, snapshot, err)
			}
		}
	})
}

func TestReopenedDatabaseHoldsThePlans(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ann := open(), person("Ann")
		plan := saved(t, s, ann, "kept")
		done(t, s.Close())
		s = open()
		if read, err := s.Plan(t.Context(), ann.Identity, plan.ID); err != nil || !reflect.DeepEqual(read, plan) {
			t.Errorf("after reopening: %+v, saved %+v (%v)", read, plan, err)
		}
		done(t, s.Ping(t.Context()))
	})
}

func TestFileUnderAnOddName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd ?name%20#1&mode=ro.db")
	plan := saved(t, open(t, path), person("Ann"), "kept")
	if read, err := open(t, path).Plan(t.Context(), person("Ann").Identity, plan.ID); err != nil || !reflect.DeepEqual(read, plan) {
		t.Errorf("after reopening: %+v, %v", read, err)
	}
	for _, name := range must(filepath.Glob(filepath.Join(filepath.Dir(path), "*"))) {
		if !strings.HasPrefix(name, path) {
			t.Errorf("the folder holds %q, want the file under its own name", name)
		}
	}
}

func TestDocumentsOfWhatIsNotThere(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s := open()
		plan := saved(t, s, person("Ann"), "a")
		for _, missing := range []Plan{{ID: plan.ID, Revision: 2}, {ID: "AAAAAAAAAAAAAAAAAAAAAA", Revision: 1}, {}} {
			_, err := s.Result(t.Context(), missing)
			expect(t, fmt.Sprintf("result of %+v", missing), err, ErrNotFound)
			_, err = s.Snapshot(t.Context(), missing)
			expect(t, fmt.Sprintf("snapshot of %+v", missing), err, ErrNotFound)
		}
	})
}

// Ids come from addresses, where anything can be typed.
func TestIDsThatAreNone(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ann := open(), person("Ann")
		plan := saved(t, s, ann, "a")
		link, _ := linked(t, s, ann, plan.ID, NewLink{Scope: Edit})
		team := shared(t, s, ann, nil).ID
		for _, id := range []string{"", "x", "AAAAAAAAAAAAAAAAAAAAAA", "a\x00b", "\xff\xfe", strings.Repeat("A", 100_000), plan.ID + " ", plan.ID[:21]} {
			for name, method := range planMethods {
				expect(t, fmt.Sprintf("%s of %.30q", name, id), method(t.Context(), s, ann, id, link.ID), ErrNotFound)
			}
			for name, method := range workspaceMethods {
				expect(t, fmt.Sprintf("%s of %.30q", name, id), method(t.Context(), s, ann, id, plan.ID), map[bool]error{true: nil, false: ErrNotFound}[id == "" && ofPerson[name]])
			}
			for _, name := range []string{"RotateLink", "RevokeLink"} {
				expect(t, fmt.Sprintf("%s %.30q", name, id), planMethods[name](t.Context(), s, ann, plan.ID, id), ErrNotFound)
			}
			expect(t, fmt.Sprintf("SetRole of %.30q", id), s.SetRole(t.Context(), ann, team, id, Editor), ErrNotFound)
			expect(t, fmt.Sprintf("RemoveMember of %.30q", id), s.RemoveMember(t.Context(), ann, team, id), ErrNotFound)
		}
	})
}

func TestAuthors(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		ben, unnamed := person("Ben"), Actor{Identity: person("Una").Identity}
		team := shared(t, s, ann, map[Role][]Actor{Editor: {ben}}).ID
		inTeam := must(s.SavePlan(ctx, NewPlan{By: Actor{ben.Identity, "Benjamin"}, Workspace: team, Contents: contents("a")}))
		if inTeam.Author != "Ben" || inTeam.Role != Editor || inTeam.Workspace != team {
			t.Errorf("a member saved %+v, want their name in the workspace", inTeam)
		}
		labelled, _ := linked(t, s, ann, inTeam.ID, NewLink{Scope: Edit, Label: "Acme"})
		own := saved(t, s, unnamed, "b")
		_, bare := linked(t, s, unnamed, own.ID, NewLink{Scope: Edit})
		guest := person("Gus")
		done(t, s.AcceptEditLink(ctx, guest.Identity, labelled))
		for _, c := range []struct {
			by   Actor
			plan string
			want string
		}{
			{Actor{ann.Identity, "Annabel"}, inTeam.ID, "Ann"},
			{guest, inTeam.ID, "Gus"},
			{Actor{Identity: guest.Identity}, inTeam.ID, "somebody with the link “Acme”"},
			{Actor{Identity: IdentityOfToken(bare)}, own.ID, "somebody with an edit link"},
			{unnamed, own.ID, ""},
			{Actor{unnamed.Identity, "Una"}, own.ID, "Una"},
		} {
			newest := must(s.Plan(ctx, c.by.Identity, c.plan)).Newest
			updated, err := s.UpdatePlan(ctx, c.by, c.plan, newest, contents("n"))
			if err != nil || updated.Author != c.want {
				t.Errorf("%q writes as %q, want %q (%v)", c.by.Name, updated.Author, c.want, err)
			}
			if read := must(s.Plan(ctx, c.by.Identity, c.plan)); !reflect.DeepEqual(read, updated) {
				t.Errorf("read %+v, saved %+v", read, updated)
			}
		}
	})
}

// What a person saves without anything known of them is nobody's.
func TestPlanOfNobody(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx := open(), t.Context()
		plan := must(s.SavePlan(ctx, NewPlan{OpenByID: true, Contents: contents("a")}))
		if read, err := s.Plan(ctx, Identity{}, plan.ID); err != nil || !reflect.DeepEqual(read, asRead(plan, Reader)) {
			t.Errorf("read %+v, saved %+v (%v)", read, plan, err)
		}
		for _, by := range []Actor{{}, person("Ann")} {
			_, err := s.UpdatePlan(ctx, by, plan.ID, 1, contents("b"))
			expect(t, "update", err, ErrForbidden)
			expect(t, "delete", s.DeletePlan(ctx, by, plan.ID), ErrForbidden)
		}
		if list, more, err := s.Plans(ctx, Identity{}, Query{}); len(list) != 0 || more || err != nil {
			t.Errorf("nobody lists %+v (%v)", list, err)
		}
		if tags, err := s.Tags(ctx, Identity{}, ""); len(tags) != 0 || err != nil {
			t.Errorf("nobody has the tags %q (%v)", tags, err)
		}
		if all, err := s.Workspaces(ctx, Identity{}); len(all) != 0 || err != nil {
			t.Errorf("nobody is in %+v (%v)", all, err)
		}
	})
}
