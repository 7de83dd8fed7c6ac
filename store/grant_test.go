package store

import (
	"testing"
	"time"
)

func TestRotatedLinkMustBeOpenedAnew(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, guest := open(), t.Context(), person("Ann"), person("Gus")
		id := saved(t, s, ann, "a").ID
		link, old := linked(t, s, ann, id, NewLink{Scope: Edit, Label: "Gus"})
		other, _ := linked(t, s, ann, id, NewLink{Scope: Edit})
		ben := person("Ben")
		done(t, s.AcceptEditLink(ctx, guest.Identity, link))
		done(t, s.AcceptEditLink(ctx, guest.Identity, link)) // the second time there is nothing left to do
		done(t, s.AcceptEditLink(ctx, ben.Identity, other))
		done(t, s.UseLink(ctx, link))
		token, err := s.RotateLink(ctx, ann, id, link.ID)
		if err != nil || !IsToken(token) || token == old {
			t.Fatalf("rotated to %q (%v)", token, err)
		}
		_, err = s.LinkByToken(ctx, old)
		expect(t, "the old token", err, ErrNotFound)
		_, err = s.Plan(ctx, guest.Identity, id)
		expect(t, "who had opened the old one", err, ErrNotFound)
		if plan := must(s.Plan(ctx, ben.Identity, id)); plan.Role != Guest {
			t.Errorf("who opened another link is %q", plan.Role)
		}
		expect(t, "accepting what was read by the old token", s.AcceptEditLink(ctx, guest.Identity, link), ErrNotFound)
		anew := must(s.LinkByToken(ctx, token))
		if anew.ID != link.ID || anew.Label != "Gus" || !anew.UsedAt.IsZero() || anew.CreatedAt != link.CreatedAt {
			t.Errorf("rotated %+v to %+v", link, anew)
		}
		done(t, s.AcceptEditLink(ctx, guest.Identity, anew))
		if plan := must(s.Plan(ctx, guest.Identity, id)); plan.Role != Guest {
			t.Errorf("who opened the new one is %q", plan.Role)
		}
	})
}

func TestWhatCannotBeAccepted(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, guest := open(), t.Context(), person("Ann"), person("Gus")
		id := saved(t, s, ann, "a").ID
		view, _ := linked(t, s, ann, id, NewLink{Scope: View})
		edit, _ := linked(t, s, ann, id, NewLink{Scope: Edit})
		guessed := edit
		guessed.tokenHash = ""
		pretended := view
		pretended.Scope = Edit
		for name, c := range map[string]struct {
			who  Identity
			link Link
		}{
			"a view link":                   {guest.Identity, view},
			"a view link said to be edit":   {guest.Identity, pretended},
			"an edit link by nobody":        {Identity{}, edit},
			"a link that no token was for":  {guest.Identity, guessed},
			"no link":                       {guest.Identity, Link{Scope: Edit}},
			"a link of an id with no token": {guest.Identity, Link{ID: edit.ID, PlanID: id, Scope: Edit}},
		} {
			before := census(t, s)
			expect(t, name, s.AcceptEditLink(ctx, c.who, c.link), ErrNotFound)
			if after := census(t, s); after != before {
				t.Errorf("%s changed %s to %s", name, before, after)
			}
		}
	})
}

func TestLinkOfOnePlanCannotBeChangedThroughAnother(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, attacker, guest := open(), t.Context(), person("Ann"), person("Eve"), person("Gus")
		victim, own := saved(t, s, ann, "a").ID, saved(t, s, attacker, "b").ID
		link, token := linked(t, s, ann, victim, NewLink{Scope: Edit})
		done(t, s.AcceptEditLink(ctx, guest.Identity, link))
		expect(t, "revoke", s.RevokeLink(ctx, attacker, own, link.ID), ErrNotFound)
		_, err := s.RotateLink(ctx, attacker, own, link.ID)
		expect(t, "rotate", err, ErrNotFound)
		must(s.LinkByToken(ctx, token))
		if plan := must(s.Plan(ctx, guest.Identity, victim)); plan.Role != Guest {
			t.Errorf("the guest is %q", plan.Role)
		}
	})
}

func TestUseIsNotedOnceAnHour(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		hands := newHands()
		s, ctx, ann := open(WithClock(hands.read)), t.Context(), person("Ann")
		id := saved(t, s, ann, "a").ID
		stale, token := linked(t, s, ann, id, NewLink{Scope: View})
		start := hands.read()
		for _, c := range []struct{ after, want time.Duration }{
			{0, 0}, {time.Minute, 0}, {time.Hour - time.Microsecond, 0}, {time.Hour, time.Hour},
			{time.Hour + time.Minute, time.Hour}, {25 * time.Hour, 25 * time.Hour},
		} {
			hands.move(start.Add(c.after).Sub(hands.read()))
			done(t, s.UseLink(ctx, must(s.LinkByToken(ctx, token))))
			done(t, s.UseLink(ctx, stale)) // read before any use: it does not count twice
			if got := must(s.Links(ctx, ann.Identity, id))[0].UsedAt; !got.Equal(start.Add(c.want)) {
				t.Errorf("used after %v: noted as %v, want %v", c.after, got.Sub(start), c.want)
			}
		}
	})
}

// A link outlives that its plan was hidden for a while, moved or archived.
func TestLinkOutlivesChangesOfThePlan(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, guest := open(), t.Context(), person("Ann"), person("Gus")
		team := shared(t, s, ann, nil).ID
		id := saved(t, s, ann, "a").ID
		link, token := linked(t, s, ann, id, NewLink{Scope: Edit})
		done(t, s.AcceptEditLink(ctx, guest.Identity, link))
		for _, change := range []struct {
			name string
			do   func() error
		}{
			{"archived", func() error { return s.ArchivePlan(ctx, ann, id) }},
			{"taken from the archive", func() error { return s.UnarchivePlan(ctx, ann, id) }},
			{"moved to a workspace", func() error { return s.MovePlan(ctx, ann, id, team) }},
			{"moved back", func() error { return s.MovePlan(ctx, ann, id, "") }},
			{"deleted and restored", func() error { done(t, s.DeletePlan(ctx, ann, id)); return s.RestorePlan(ctx, ann, id) }},
		} {
			done(t, change.do())
			opened, err := s.LinkByToken(ctx, token)
			if err != nil || opened != link {
				t.Errorf("%s: the link is %+v, was %+v (%v)", change.name, opened, link, err)
			}
			if _, err := s.PlanByLink(ctx, opened, 0); err != nil {
				t.Errorf("%s: the link shows %v", change.name, err)
			}
			if plan, err := s.Plan(ctx, guest.Identity, id); err != nil || plan.Role != Guest {
				t.Errorf("%s: the guest is %q (%v)", change.name, plan.Role, err)
			}
		}
	})
}
