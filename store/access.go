package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// head is the row of a plan with what the one who asks may do with it.
type head struct {
	id         string
	owner      []byte
	workspace  string
	openByID   bool
	revision   int
	name       string
	tags       []string
	created    time.Time
	deleted    bool
	archived   bool
	role       Role
	memberName string // of the one who asks, in the workspace of the plan
	byLink     string // label of the edit link that lets them write, if any
}

// selectHead reads a plan by id, as headOf asks for it.
const selectHead = `
	SELECT p.id, p.owner_hash, p.workspace_id, p.open_by_id, p.revision, p.name, p.tags, p.created_at,
		p.deleted_at IS NOT NULL, p.archived_at IS NOT NULL, m.role, m.name,
		(SELECT min(l.label) FROM links l
			WHERE l.plan_id = p.id AND l.scope = 'edit' AND ` + openLink + `
			AND (l.token_hash = ? OR EXISTS (SELECT 1 FROM grants g WHERE g.link_id = l.id AND g.identity = ?)))
	FROM plans p LEFT JOIN members m ON m.workspace_id = p.workspace_id AND m.identity = ?
	WHERE p.id = ?`

// headOf reads the head of a plan, deleted or not, and works out the role.
func (s *Store) headOf(ctx context.Context, q statements, who Identity, id string) (head, error) {
	var h head
	var workspace, role, memberName, link sql.NullString
	var created int64
	var tags string
	err := q.row(ctx, selectHead, s.stamp().UnixMicro(), who.column(), who.column(), who.column(), id).Scan(
		&h.id, &h.owner, &workspace, &h.openByID, &h.revision, &h.name, &tags, &created, &h.deleted, &h.archived, &role, &memberName, &link)
	if err := q.found("plan", err); err != nil {
		return head{}, err
	}
	h.workspace, h.memberName, h.byLink = workspace.String, memberName.String, link.String
	h.created, h.tags = moment(created), splitTags(tags)
	switch {
	case role.Valid:
		h.role, _ = RoleNamed(role.String)
	case h.workspace == "" && who.is(h.owner):
		h.role = Owner
	}
	if h.role < Guest && link.Valid {
		h.role = Guest
	}
	if h.role < Reader && h.openByID {
		h.role = Reader
	}
	return h, nil
}

// manages tells whether a role is more than reading and writing: links, tags,
// archive and deletion are for it.
func (h head) manages() bool { return h.role >= Editor }

// movable tells whether somebody may take the plan from where it stands. What a
// workspace holds is the workspace's: of its editors only who made a plan may.
func (h head) movable(who Identity) bool {
	return h.role == Owner || h.role == Editor && who.is(h.owner)
}

// allowed reads a head for somebody who needs a role. To whom a plan says
// nothing it does not exist; a deleted one exists only for whoever may restore it.
func (s *Store) allowed(ctx context.Context, q statements, who Identity, id string, needs Role) (head, error) {
	h, err := s.headOf(ctx, q, who, id)
	switch {
	case err != nil:
		return head{}, err
	case h.role == NoRole, h.deleted && !h.manages():
		return head{}, fmt.Errorf("plan: %w", ErrNotFound)
	case h.role < needs:
		return head{}, fmt.Errorf("plan: a %s may not do that: %w", h.role, ErrForbidden)
	}
	return h, nil
}

// living is allowed for a plan that is not deleted.
func (s *Store) living(ctx context.Context, q statements, who Identity, id string, needs Role) (head, error) {
	h, err := s.allowed(ctx, q, who, id, needs)
	if err == nil && h.deleted {
		return head{}, fmt.Errorf("plan: %w", ErrNotFound)
	}
	return h, err
}

// change runs a change to a plan by somebody who needs a role for it.
func (s *Store) change(ctx context.Context, by Actor, id string, needs Role, do func(statements, head) error) error {
	if err := by.check(); err != nil {
		return err
	}
	return s.transact(ctx, func(q statements) error {
		h, err := s.living(ctx, q, by.Identity, id, needs)
		if err != nil {
			return err
		}
		return do(q, h)
	})
}

// author is the name that a change by somebody carries; none for the owner of a
// plan of their own.
func (h head) author(by Actor) string {
	switch {
	case h.memberName != "":
		return h.memberName
	case by.Name != "":
		return by.Name
	case h.role == Guest && h.byLink != "":
		return "somebody with the link “" + h.byLink + "”"
	case h.role == Guest:
		return "somebody with an edit link"
	}
	return ""
}
