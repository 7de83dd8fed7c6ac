package store

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
)

// Identity is who somebody is to the store: the hash of a secret that a browser
// keeps, of an edit link that a program holds, or of what a sign-in says. The
// zero Identity is nobody.
type Identity [sha256.Size]byte

// IdentityOfToken is the identity of whoever holds a browser's token or the token
// of an edit link; an empty token is nobody's.
func IdentityOfToken(token string) Identity {
	if token == "" {
		return Identity{}
	}
	return sha256.Sum256([]byte(token))
}

// IdentityOfPerson is the identity of a person signed in by OpenID Connect: an
// issuer never gives a subject to two people.
func IdentityOfPerson(issuer, subject string) Identity {
	return sha256.Sum256([]byte("person\x00" + issuer + "\x00" + subject))
}

// IsNobody tells whether nothing is known of who it is.
func (i Identity) IsNobody() bool { return i == Identity{} }

// column is how an identity is kept: NULL for nobody, which equals nothing.
func (i Identity) column() any {
	if i.IsNobody() {
		return nil
	}
	return i[:]
}

// is compares with a kept identity; nobody is never the same as nobody.
func (i Identity) is(kept []byte) bool {
	return !i.IsNobody() && subtle.ConstantTimeCompare(i[:], kept) == 1
}

// Actor is who does something, and the name that others see beside it, which
// may be empty: members of a workspace have a name there.
type Actor struct {
	Identity
	Name string
}

// check refuses a name that cannot be kept beside what they do.
func (a Actor) check() error {
	if len(a.Name) > MaxName {
		return fmt.Errorf("the name of a person has %d bytes, at most %d can be kept: %w", len(a.Name), MaxName, ErrTooLarge)
	}
	return checkText(a.Name)
}

// Role is what somebody may do with a plan or a workspace; each may do what the
// one before may.
type Role int

// The roles.
const (
	NoRole Role = iota
	Reader      // reads: a viewer of the workspace, or knows the id of a plan open by id
	Guest       // writes revisions: opened an edit link
	Editor      // of the workspace: also its links, tags, archive, deletion
	Owner       // of the plan, or of the workspace
)

// roles are the names kept for members.
var roles = map[Role]string{Reader: "viewer", Editor: "editor", Owner: "owner"}

// String gives the name of a role: viewer, guest, editor, owner.
func (r Role) String() string {
	if r == Guest {
		return "guest"
	}
	return roles[r]
}

// RoleNamed reads the role of a member: viewer, editor or owner.
func RoleNamed(name string) (Role, bool) {
	for role, its := range roles {
		if its == name {
			return role, true
		}
	}
	return NoRole, false
}
