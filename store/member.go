package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Member is somebody in a workspace, as the others see them.
type Member struct {
	ID       string
	Name     string
	Role     Role
	JoinedAt time.Time
}

// member is the row of who asks.
type member struct {
	id, name, workspaceName string
	role                    Role
}

// memberIn reads the membership of somebody who needs a role in a workspace. To
// who is no member the workspace does not exist.
func (s *Store) memberIn(ctx context.Context, q statements, who Identity, workspace string, needs Role) (member, error) {
	var m member
	var role string
	err := q.row(ctx, `SELECT m.id, m.name, m.role, w.name FROM members m JOIN workspaces w ON w.id = m.workspace_id WHERE m.workspace_id = ? AND m.identity = ?`,
		workspace, who.column()).Scan(&m.id, &m.name, &role, &m.workspaceName)
	if err := q.found("workspace", err); err != nil {
		return member{}, err
	}
	if m.role, _ = RoleNamed(role); m.role < needs {
		return member{}, fmt.Errorf("workspace: a %s may not do that: %w", m.role, ErrForbidden)
	}
	return m, nil
}

// asOwner runs a change that only owners of a workspace may make.
func (s *Store) asOwner(ctx context.Context, by Actor, workspace string, do func(statements, member) error) error {
	return s.transact(ctx, func(q statements) error {
		m, err := s.memberIn(ctx, q, by.Identity, workspace, Owner)
		if err != nil {
			return err
		}
		return do(q, m)
	})
}

func insertMember(ctx context.Context, q statements, id, workspace string, by Actor, role Role, at time.Time) error {
	_, err := q.exec(ctx, "add the member", `INSERT INTO members (id, workspace_id, identity, name, role, joined_at) VALUES (?, ?, ?, ?, ?, ?)`,
		id, workspace, by.column(), by.Name, role.String(), at.UnixMicro())
	return err
}

func (s *Store) roomForMember(ctx context.Context, q statements, who Identity, workspace string) error {
	var n int
	if err := q.row(ctx, `SELECT count(*) FROM members WHERE workspace_id = ?`, workspace).Scan(&n); err != nil {
		return q.engine.failure("count members", err)
	}
	if n >= MaxMembers {
		return fmt.Errorf("the workspace has %d members, which is the most: %w", MaxMembers, ErrQuota)
	}
	return s.roomForWorkspace(ctx, q, who)
}

// Members lists the members of a workspace in the order they joined.
// Errors: ErrNotFound for who is none of them.
func (s *Store) Members(ctx context.Context, who Identity, workspace string) ([]Member, error) {
	q := s.reading()
	if _, err := s.memberIn(ctx, q, who, workspace, Reader); err != nil {
		return nil, err
	}
	return all(ctx, q, "list members", func(rows *sql.Rows) (Member, error) {
		var m Member
		var role string
		var joined int64
		err := rows.Scan(&m.ID, &m.Name, &role, &joined)
		m.Role, _ = RoleNamed(role)
		m.JoinedAt = moment(joined)
		return m, err
	}, `SELECT id, name, role, joined_at FROM members WHERE workspace_id = ? ORDER BY joined_at, id`, workspace)
}

// SetRole makes a member a viewer, an editor or an owner. Errors: ErrNotFound,
// ErrForbidden for all but owners, ErrLastOwner.
func (s *Store) SetRole(ctx context.Context, by Actor, workspace, memberID string, role Role) error {
	name, known := roles[role]
	if !known {
		return fmt.Errorf("a member is a viewer, an editor or an owner: %w", ErrForbidden)
	}
	return s.asOwner(ctx, by, workspace, func(q statements, m member) error {
		if err := q.execOne(ctx, "change the role", `UPDATE members SET role = ? WHERE id = ? AND workspace_id = ?`, name, memberID, workspace); err != nil {
			return err
		}
		if err := s.ownerLeft(ctx, q, workspace); err != nil {
			return err
		}
		var of string
		if err := q.found("member", q.row(ctx, `SELECT name FROM members WHERE id = ?`, memberID).Scan(&of)); err != nil {
			return err
		}
		return s.record(ctx, q, event{workspace: workspace, who: m.name, what: RoleChanged, detail: of + ": " + name})
	})
}

// RemoveMember takes a member out of a workspace; anybody may take themselves
// out. Plans stay in the workspace; edit links of its plans that they opened open
// nothing for them until they are opened again, and who is removed by another
// closes the join link behind them. Errors: ErrNotFound, ErrForbidden, ErrLastOwner.
func (s *Store) RemoveMember(ctx context.Context, by Actor, workspace, memberID string) error {
	return s.transact(ctx, func(q statements) error {
		m, err := s.memberIn(ctx, q, by.Identity, workspace, Reader)
		if err != nil {
			return err
		}
		if m.id != memberID && m.role < Owner {
			return fmt.Errorf("workspace: a %s may not do that: %w", m.role, ErrForbidden)
		}
		var of string
		if err := q.found("member", q.row(ctx, `SELECT name FROM members WHERE id = ? AND workspace_id = ?`, memberID, workspace).Scan(&of)); err != nil {
			return err
		}
		_, err = q.exec(ctx, "withdraw what links let them do", `DELETE FROM grants WHERE identity = (SELECT identity FROM members WHERE id = ?) AND link_id IN (
			SELECT l.id FROM links l JOIN plans p ON p.id = l.plan_id WHERE p.workspace_id = ?)`, memberID, workspace)
		if err != nil {
			return err
		}
		if err := q.execOne(ctx, "remove the member", `DELETE FROM members WHERE id = ? AND workspace_id = ?`, memberID, workspace); err != nil {
			return err
		}
		if err := s.ownerLeft(ctx, q, workspace); err != nil {
			return err
		}
		what, detail := MemberRemoved, of
		if m.id == memberID {
			what, detail = MemberLeft, ""
		} else if _, err := q.exec(ctx, "close the join link", `UPDATE workspaces SET join_hash = NULL WHERE id = ?`, workspace); err != nil {
			return err // they know it, and would be back by it
		}
		return s.record(ctx, q, event{workspace: workspace, who: m.name, what: what, detail: detail})
	})
}

// ownerLeft refuses a change after which nobody could undo it.
func (s *Store) ownerLeft(ctx context.Context, q statements, workspace string) error {
	var n int
	if err := q.row(ctx, `SELECT count(*) FROM members WHERE workspace_id = ? AND role = 'owner'`, workspace).Scan(&n); err != nil {
		return q.engine.failure("count owners", err)
	}
	if n == 0 {
		return ErrLastOwner
	}
	return nil
}

// RenameMember changes the name under which somebody is seen in a workspace.
// Errors: ErrNotFound, ErrTooLarge.
func (s *Store) RenameMember(ctx context.Context, by Actor, workspace string) error {
	if err := checkLabel("name of the member", by.Name); err != nil {
		return err
	}
	return s.transact(ctx, func(q statements) error {
		return q.execOne(ctx, "rename the member", `UPDATE members SET name = ? WHERE workspace_id = ? AND identity = ?`, by.Name, workspace, by.column())
	})
}
