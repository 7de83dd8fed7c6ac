package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// Workspace is a list of plans that several people share, as one of them sees it.
type Workspace struct {
	ID        string
	Name      string
	CreatedAt time.Time
	Role      Role   // of who asks
	MemberID  string // of who asks
	Member    string // the name of who asks in it
	Joinable  bool   // it has a join link
	JoinRole  Role   // what its join link makes of people
	Plans     int    // neither deleted nor archived
	Members   int
}

// CreateWorkspace makes a workspace with its maker as its owner, under the name
// others will see. Errors: ErrForbidden for nobody, ErrTooLarge, ErrQuota, ErrFull, ErrBusy.
func (s *Store) CreateWorkspace(ctx context.Context, by Actor, name string) (Workspace, error) {
	if by.IsNobody() {
		return Workspace{}, fmt.Errorf("make a workspace: %w", ErrForbidden)
	}
	if err := checkLabel("name of the workspace", name); err != nil {
		return Workspace{}, err
	}
	if err := checkLabel("name of the member", by.Name); err != nil {
		return Workspace{}, err
	}
	id, err := s.randomText(idBytes)
	if err != nil {
		return Workspace{}, err
	}
	member, err := s.randomText(idBytes)
	if err != nil {
		return Workspace{}, err
	}
	made := Workspace{ID: id, Name: name, CreatedAt: s.stamp(), Role: Owner, MemberID: member, Member: by.Name, JoinRole: Editor, Members: 1}
	err = s.transact(ctx, func(q statements) error {
		if err := s.roomForWorkspace(ctx, q, by.Identity); err != nil {
			return err
		}
		_, err := q.exec(ctx, "make the workspace", `INSERT INTO workspaces (id, name, join_role, created_at) VALUES (?, ?, ?, ?)`,
			id, name, made.JoinRole.String(), made.CreatedAt.UnixMicro())
		if err != nil {
			return err
		}
		if err := insertMember(ctx, q, member, id, by, Owner, made.CreatedAt); err != nil {
			return err
		}
		return s.record(ctx, q, event{workspace: id, who: by.Name, what: WorkspaceCreated, detail: name})
	})
	if err != nil {
		return Workspace{}, err
	}
	return made, nil
}

func (s *Store) roomForWorkspace(ctx context.Context, q statements, who Identity) error {
	var n int
	if err := q.row(ctx, `SELECT count(*) FROM members WHERE identity = ?`, who.column()).Scan(&n); err != nil {
		return q.engine.failure("count workspaces", err)
	}
	if n >= MaxWorkspaces {
		return fmt.Errorf("one can be in at most %d workspaces: %w", MaxWorkspaces, ErrQuota)
	}
	return nil
}

const selectWorkspace = `
	SELECT w.id, w.name, w.created_at, m.role, m.id, m.name, w.join_hash IS NOT NULL, w.join_role,
		(SELECT count(*) FROM plans p WHERE p.workspace_id = w.id AND p.deleted_at IS NULL AND p.archived_at IS NULL),
		(SELECT count(*) FROM members o WHERE o.workspace_id = w.id)
	FROM members m JOIN workspaces w ON w.id = m.workspace_id WHERE m.identity = ? `

func scanWorkspace(scan func(...any) error) (Workspace, error) {
	var w Workspace
	var created int64
	var role, joinRole string
	err := scan(&w.ID, &w.Name, &created, &role, &w.MemberID, &w.Member, &w.Joinable, &joinRole, &w.Plans, &w.Members)
	w.CreatedAt = moment(created)
	w.Role, _ = RoleNamed(role)
	w.JoinRole, _ = RoleNamed(joinRole)
	return w, err
}

// Workspaces lists the workspaces somebody is a member of, by name. They are put
// in order here: each database sorts texts in its own way.
func (s *Store) Workspaces(ctx context.Context, who Identity) ([]Workspace, error) {
	list, err := all(ctx, s.reading(), "list workspaces", func(rows *sql.Rows) (Workspace, error) { return scanWorkspace(rows.Scan) },
		selectWorkspace, who.column())
	slices.SortFunc(list, func(a, b Workspace) int {
		return cmp.Or(cmp.Compare(fold(a.Name), fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}

// Workspace reads one workspace. To who is no member it does not exist: ErrNotFound.
func (s *Store) Workspace(ctx context.Context, who Identity, id string) (Workspace, error) {
	q := s.reading()
	w, err := scanWorkspace(q.row(ctx, selectWorkspace+`AND w.id = ?`, who.column(), id).Scan)
	return w, q.found("workspace", err)
}

// RenameWorkspace changes the name that all members see. Errors: ErrNotFound,
// ErrForbidden for all but owners, ErrTooLarge.
func (s *Store) RenameWorkspace(ctx context.Context, by Actor, id, name string) error {
	if err := checkLabel("name of the workspace", name); err != nil {
		return err
	}
	return s.asOwner(ctx, by, id, func(q statements, m member) error {
		if err := q.execOne(ctx, "rename the workspace", `UPDATE workspaces SET name = ? WHERE id = ?`, name, id); err != nil {
			return err
		}
		return s.record(ctx, q, event{workspace: id, who: m.name, what: WorkspaceRenamed, detail: name})
	})
}

// RotateJoinLink gives a workspace a new join link, which makes viewers or editors
// of those who open it; an earlier one stops working. It returns the token.
// Errors: ErrNotFound, ErrForbidden for all but owners.
func (s *Store) RotateJoinLink(ctx context.Context, by Actor, id string, role Role) (token string, err error) {
	if role != Reader && role != Editor {
		return "", fmt.Errorf("a join link makes viewers or editors: %w", ErrForbidden)
	}
	if token, err = s.randomText(tokenBytes); err != nil {
		return "", err
	}
	return token, s.asOwner(ctx, by, id, func(q statements, m member) error {
		if err := q.execOne(ctx, "make the join link", `UPDATE workspaces SET join_hash = ?, join_role = ? WHERE id = ?`, hash(token), role.String(), id); err != nil {
			return err
		}
		return s.record(ctx, q, event{workspace: id, who: m.name, what: JoinRotated, detail: role.String()})
	})
}

// CloseJoinLink ends the join link of a workspace; its members stay.
func (s *Store) CloseJoinLink(ctx context.Context, by Actor, id string) error {
	return s.asOwner(ctx, by, id, func(q statements, m member) error {
		if err := q.execOne(ctx, "close the join link", `UPDATE workspaces SET join_hash = NULL WHERE id = ?`, id); err != nil {
			return err
		}
		return s.record(ctx, q, event{workspace: id, who: m.name, what: JoinClosed})
	})
}

// Invitation is what a join link tells to whoever holds it.
type Invitation struct {
	WorkspaceID string
	Workspace   string // name
	Role        Role   // what it makes of people
}

// InvitationByToken finds what a join link invites to. An unknown, closed or
// malformed token is ErrNotFound.
func (s *Store) InvitationByToken(ctx context.Context, token string) (Invitation, error) {
	return s.invitation(ctx, s.reading(), token)
}

func (s *Store) invitation(ctx context.Context, q statements, token string) (Invitation, error) {
	if !IsToken(token) {
		return Invitation{}, fmt.Errorf("join link: %w", ErrNotFound)
	}
	var i Invitation
	var role string
	err := q.row(ctx, `SELECT id, name, join_role FROM workspaces WHERE join_hash = ?`, hash(token)).Scan(&i.WorkspaceID, &i.Workspace, &role)
	i.Role, _ = RoleNamed(role)
	return i, q.found("join link", err)
}

// JoinWorkspace makes somebody a member by a join link, under the name others
// will see. Who is a member already keeps their role and takes the new name.
// Errors: ErrNotFound, ErrForbidden for nobody, ErrTooLarge, ErrQuota.
func (s *Store) JoinWorkspace(ctx context.Context, by Actor, token string) (Invitation, error) {
	if by.IsNobody() {
		return Invitation{}, fmt.Errorf("join a workspace: %w", ErrForbidden)
	}
	if err := checkLabel("name of the member", by.Name); err != nil {
		return Invitation{}, err
	}
	id, err := s.randomText(idBytes)
	if err != nil {
		return Invitation{}, err
	}
	var joined Invitation
	err = s.transact(ctx, func(q statements) error {
		var err error
		if joined, err = s.invitation(ctx, q, token); err != nil {
			return err
		}
		renamed, err := q.exec(ctx, "rename the member", `UPDATE members SET name = ? WHERE workspace_id = ? AND identity = ?`, by.Name, joined.WorkspaceID, by.column())
		if err != nil || renamed > 0 {
			return err
		}
		if err := s.roomForMember(ctx, q, by.Identity, joined.WorkspaceID); err != nil {
			return err
		}
		if err := insertMember(ctx, q, id, joined.WorkspaceID, by, joined.Role, s.stamp()); err != nil {
			return err
		}
		return s.record(ctx, q, event{workspace: joined.WorkspaceID, who: by.Name, what: MemberJoined, detail: joined.Role.String()})
	})
	return joined, err
}
