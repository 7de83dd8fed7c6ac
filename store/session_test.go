package store

import (
	"strings"
	"testing"
	"time"
)

func TestSessions(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		hands := newHands()
		s, ctx := open(WithClock(hands.read)), t.Context()
		ann, ben := IdentityOfPerson("https://issuer", "ann"), IdentityOfPerson("https://issuer", "ben")
		first := must(s.CreateSession(ctx, ann, "Ann Ünal", "ann@example.com", time.Hour))
		second := must(s.CreateSession(ctx, ann, "", "", 2*time.Hour))
		other := must(s.CreateSession(ctx, ben, "Ben", "ben@example.com", 2*time.Hour))
		if !IsToken(first) || first == second {
			t.Errorf("secrets %q and %q", first, second)
		}
		want := Session{ann, "Ann Ünal", "ann@example.com", hands.read().Add(time.Hour)}
		hands.move(time.Hour - time.Microsecond)
		if got, err := s.Session(ctx, first); err != nil || got != want {
			t.Errorf("session %+v, want %+v (%v)", got, want, err)
		}
		hands.move(time.Microsecond)
		_, err := s.Session(ctx, first)
		expect(t, "an expired session", err, ErrNotFound)
		must(s.Session(ctx, second))
		for range 2 {
			done(t, s.EndSession(ctx, second)) // the second time is no error
		}
		_, err = s.Session(ctx, second)
		expect(t, "an ended session", err, ErrNotFound)
		hands.move(time.Microsecond)
		must(s.Purge(ctx)) // takes the expired one with it, and no other
		if got, want := census(t, s), "plans 0, revisions 0, links 0, grants 0, workspaces 0, members 0, activity 0, sessions 1"; got != want {
			t.Errorf("after purge there is %s, want %s", got, want)
		}
		if got := must(s.Session(ctx, other)); got.Who != ben {
			t.Errorf("the session of Ben is of %x", got.Who)
		}
		for _, token := range []string{"", "x", other[1:], other + "A", strings.Repeat("A", 43), "\x00"} {
			_, err := s.Session(ctx, token)
			expect(t, "session of "+token, err, ErrNotFound)
			done(t, s.EndSession(ctx, token))
		}
		_, err = s.CreateSession(ctx, Identity{}, "N", "n", time.Hour)
		expect(t, "a session of nobody", err, ErrForbidden)
	})
}

func TestIdentitiesAreApart(t *testing.T) {
	seen := map[Identity]string{}
	for name, identity := range map[string]Identity{
		"nobody":            {},
		"a token":           IdentityOfToken("a"),
		"another token":     IdentityOfToken("b"),
		"a person":          IdentityOfPerson("a", "b"),
		"of another issuer": IdentityOfPerson("ab", ""),
		"another person":    IdentityOfPerson("a", "c"),
		"a token like one":  IdentityOfToken("a\x00b"),
	} {
		if before, taken := seen[identity]; taken {
			t.Errorf("%s is the same as %s", name, before)
		}
		seen[identity] = name
		if identity.IsNobody() != (name == "nobody") {
			t.Errorf("%s is nobody: %v", name, identity.IsNobody())
		}
	}
	if !IdentityOfToken("").IsNobody() {
		t.Error("no token is somebody")
	}
	for role, name := range map[Role]string{NoRole: "", Reader: "viewer", Guest: "guest", Editor: "editor", Owner: "owner"} {
		if role.String() != name {
			t.Errorf("role %d is called %q, want %q", int(role), role, name)
		}
		of, known := RoleNamed(name)
		if member := role != NoRole && role != Guest; known != member || known && of != role {
			t.Errorf("%q is read as role %d (%v)", name, int(of), known)
		}
	}
}

func TestTokensHaveOneSpelling(t *testing.T) {
	s := open(t, t.TempDir()+"/p.db")
	token := must(s.NewBrowserToken())
	id := saved(t, s, person("Ann"), "a").ID
	for text, is := range map[string]struct{ token, id bool }{
		token: {true, false}, id: {false, true}, "": {}, token + "=": {}, token[:42] + "~": {}, token + "\n": {}, id + "==": {}, id + token: {},
		strings.Repeat("A", 43): {true, false}, strings.Repeat("A", 42) + "B": {}, strings.Repeat("A", 22): {false, true}, strings.Repeat("A", 21) + "B": {},
	} {
		if IsToken(text) != is.token || IsID(text) != is.id {
			t.Errorf("%q: token %v, id %v, want %+v", text, IsToken(text), IsID(text), is)
		}
	}
}
