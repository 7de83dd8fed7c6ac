package store

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What a link shows follows from its kind and the revision it was made for, and
// not from its scope or from who may open the plan otherwise.
func TestLinkShowsWhatItWasMadeFor(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		id := saved(t, s, ann, "revision 1").ID
		revise := func(from, to int) {
			for n := from; n < to; n++ {
				must(s.UpdatePlan(ctx, ann, id, n, contents(fmt.Sprint("revision ", n+1))))
			}
		}
		revise(1, 3)
		for _, c := range []struct {
			name   string
			link   NewLink
			newest int    // what it shows after two more revisions, when asked for none
			shows  string // the revisions that it shows when asked for
		}{
			{"pinned to the newest", NewLink{Scope: View}, 3, "3"},
			{"pinned to an old one", NewLink{Scope: View, Shows: 1}, 1, "1"},
			{"following from the newest", NewLink{Scope: View, Follows: true}, 5, "3 4 5"},
			{"following from an old one", NewLink{Scope: View, Follows: true, Shows: 2}, 5, "2 3 4 5"},
			{"edit", NewLink{Scope: Edit}, 5, "3 4 5"},
			{"edit, pinned", NewLink{Scope: Edit, Shows: 2}, 5, "2 3 4 5"}, // an edit link always follows
		} {
			execute(t, s, "DELETE FROM revisions WHERE number > 3")
			execute(t, s, "UPDATE plans SET revision = 3")
			link, _ := linked(t, s, ann, id, c.link)
			revise(3, 5)
			if plan, err := s.PlanByLink(ctx, link, 0); err != nil || plan.Revision != c.newest || plan.Name != fmt.Sprint("revision ", c.newest) || plan.Newest != 5 || plan.Role != NoRole {
				t.Errorf("%s shows %+v (%v)", c.name, plan, err)
			}
			var shows []string
			for revision := -1; revision <= 6; revision++ {
				plan, err := s.PlanByLink(ctx, link, revision)
				if err == nil && revision != 0 {
					shows = append(shows, fmt.Sprint(plan.Revision))
				} else if revision != 0 {
					expect(t, fmt.Sprint(c.name, ", revision ", revision), err, ErrNotFound)
				}
			}
			if got := strings.Join(shows, " "); got != c.shows {
				t.Errorf("%s shows the revisions %s, want %s", c.name, got, c.shows)
			}
		}
	})
}

func TestLinksOfAPlan(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		hands := newHands()
		s, ctx, ann := open(WithClock(hands.read)), t.Context(), person("Ann")
		id := saved(t, s, ann, "a").ID
		other := saved(t, s, ann, "b").ID
		ends := hands.read().Add(time.Hour + time.Nanosecond).In(time.FixedZone("CET", 3600))
		var made []Link
		for _, link := range []NewLink{{Scope: View}, {Scope: Edit, Label: "Ann’s Team"}, {Scope: View, Follows: true, Expires: ends}, {Scope: View}} {
			hands.move(time.Second)
			one, token, err := s.CreateLink(ctx, ann, id, link)
			done(t, err)
			if !IsToken(token) || !IsID(one.ID) || one.PlanID != id || one.Label != link.Label || one.Scope != link.Scope || one.Revision != 1 || !one.CreatedAt.Equal(hands.read()) || !one.UsedAt.IsZero() {
				t.Errorf("made %+v of %+v, with token %q", one, link, token)
			}
			if read, err := s.LinkByToken(ctx, token); err != nil || read != one {
				t.Errorf("read %+v, made %+v (%v)", read, one, err)
			}
			made = append(made, one)
		}
		if got, want := made[2].ExpiresAt, ends.UTC().Truncate(time.Microsecond); got != want {
			t.Errorf("expires at %v, want %v", got, want)
		}
		linked(t, s, ann, other, NewLink{Scope: View})
		done(t, s.RevokeLink(ctx, ann, id, made[0].ID))
		hands.move(2 * time.Hour) // one of them has expired, and is still listed
		links, err := s.Links(ctx, ann.Identity, id)
		if err != nil || len(links) != 3 || links[0] != made[3] || links[1] != made[2] || links[2] != made[1] {
			t.Errorf("links %+v, made %+v (%v)", links, made, err)
		}
		for name, link := range map[string]NewLink{"a later revision": {Scope: View, Shows: 2}, "a negative one": {Scope: View, Shows: -1}} {
			_, _, err := s.CreateLink(ctx, ann, id, link)
			expect(t, "a link to "+name, err, ErrNotFound)
		}
		if _, _, err := s.CreateLink(ctx, ann, id, NewLink{Scope: "own"}); err == nil {
			t.Error("a link of an unknown scope was made")
		}
	})
}

// Whoever holds a token learns nothing from how it is refused.
func TestLinksThatDoNotWorkAreAlike(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		hands := newHands()
		s, ctx, ann, guest := open(WithClock(hands.read)), t.Context(), person("Ann"), person("Gus")
		for name, end := range map[string]func(id string, link Link) error{
			"revoked": func(id string, link Link) error { return s.RevokeLink(ctx, ann, id, link.ID) },
			"rotated": func(id string, link Link) error { _, err := s.RotateLink(ctx, ann, id, link.ID); return err },
			"expired": func(string, Link) error { hands.move(time.Microsecond); return nil },
			"deleted": func(id string, _ Link) error { return s.DeletePlan(ctx, ann, id) },
			"purged": func(id string, _ Link) error {
				done(t, s.DeletePlan(ctx, ann, id))
				hands.move(UndoPeriod + time.Hour)
				_, err := s.Purge(ctx)
				return err
			},
		} {
			id := saved(t, s, ann, "a").ID
			link, token := linked(t, s, ann, id, NewLink{Scope: Edit, Expires: hands.read().Add(time.Hour)})
			bearer := Actor{Identity: IdentityOfToken(token)}
			done(t, s.AcceptEditLink(ctx, guest.Identity, link))
			hands.move(time.Hour - time.Microsecond)
			for _, by := range []Actor{guest, bearer} { // it works until then
				newest := must(s.Plan(ctx, by.Identity, id)).Newest
				must(s.UpdatePlan(ctx, by, id, newest, contents("b")))
			}
			done(t, end(id, link))
			before := census(t, s)
			if _, err := s.LinkByToken(ctx, token); !is(err, ErrNotFound) || err.Error() != "link: not found" {
				t.Errorf("a %s link: %v", name, err)
			}
			expect(t, "accepting a link that was "+name, s.AcceptEditLink(ctx, person("Late").Identity, link), ErrNotFound)
			for _, by := range []Actor{guest, bearer} {
				_, err := s.Plan(ctx, by.Identity, id)
				expect(t, "reading by a link that was "+name, err, ErrNotFound)
				_, err = s.UpdatePlan(ctx, by, id, 3, contents("c"))
				expect(t, "writing by a link that was "+name, err, ErrNotFound)
			}
			if after := census(t, s); after != before {
				t.Errorf("a link that was %s changed %s to %s", name, before, after)
			}
		}
		_, token := linked(t, s, ann, saved(t, s, ann, "a").ID, NewLink{Scope: View})
		for _, unknown := range []string{"", "x", token + "A", token[1:], " " + token, strings.Repeat("A", 43), "\x00", "\xff"} {
			if _, err := s.LinkByToken(ctx, unknown); !is(err, ErrNotFound) || err.Error() != "link: not found" {
				t.Errorf("token %q: %v", unknown, err)
			}
		}
	})
}
