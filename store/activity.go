package store

import (
	"context"
	"database/sql"
	"time"
)

// What is a kind of activity.
type What string

// The kinds. They are kept, so a name is never changed.
const (
	PlanCreated      What = "plan.created"
	RevisionSaved    What = "plan.saved"             // detail: number, and title
	RevisionRestored What = "plan.revision-restored" // detail: the number brought back
	PlanDeleted      What = "plan.deleted"
	PlanUndeleted    What = "plan.undeleted"
	PlanArchived     What = "plan.archived"
	PlanUnarchived   What = "plan.unarchived"
	PlanTagged       What = "plan.tagged" // detail: the tags
	PlanMoved        What = "plan.moved"
	LinkCreated      What = "link.created" // detail: scope and label
	LinkRevoked      What = "link.revoked"
	LinkRotated      What = "link.rotated"
	WorkspaceCreated What = "workspace.created" // detail: the name
	WorkspaceRenamed What = "workspace.renamed"
	JoinRotated      What = "join.rotated" // detail: the role it gives
	JoinClosed       What = "join.closed"
	MemberJoined     What = "member.joined" // detail: the role
	MemberLeft       What = "member.left"
	MemberRemoved    What = "member.removed" // detail: who
	RoleChanged      What = "member.role"    // detail: who and what
)

// event is an activity to be kept.
type event struct {
	workspace, plan string // may be empty
	who             string
	what            What
	detail          string
}

// record keeps an activity in the transaction that does it.
func (s *Store) record(ctx context.Context, q statements, e event) error {
	id, err := s.randomText(idBytes)
	if err != nil {
		return err
	}
	_, err = q.exec(ctx, "keep the activity", `INSERT INTO activity (id, at, workspace_id, plan_id, who, what, detail) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		id, s.stamp().UnixMicro(), orNull(e.workspace), orNull(e.plan), e.who, string(e.what), e.detail)
	return err
}

// Activity is who did what, when.
type Activity struct {
	At     time.Time
	Who    string // may be empty
	What   What
	Detail string
	PlanID string // empty when it is about no plan, or about one that left the workspace since
	Plan   string // the name of the plan now
}

// ActivitiesOnPage is how many activities are listed at once.
const ActivitiesOnPage = 50

const selectActivity = `SELECT a.at, a.who, a.what, a.detail, p.id, p.name FROM activity a LEFT JOIN plans p ON p.id = a.plan_id `

func scanActivity(rows *sql.Rows) (Activity, error) {
	var a Activity
	var at int64
	var plan, name sql.NullString
	err := rows.Scan(&at, &a.Who, (*string)(&a.What), &a.Detail, &plan, &name)
	a.At, a.PlanID, a.Plan = moment(at), plan.String, name.String
	return a, err
}

// WorkspaceActivity lists what happened in a workspace, the latest first, and
// tells whether there is more on the next page. What a plan is called after it
// left is not for those who stayed. Errors: ErrNotFound.
func (s *Store) WorkspaceActivity(ctx context.Context, who Identity, workspace string, page int) (list []Activity, more bool, err error) {
	q := s.reading()
	if _, err := s.memberIn(ctx, q, who, workspace, Reader); err != nil {
		return nil, false, err
	}
	return activities(ctx, q, `AND p.workspace_id = a.workspace_id WHERE a.workspace_id = ?`, workspace, page)
}

// PlanActivity lists what happened to a plan, the latest first.
// Errors: ErrNotFound, ErrForbidden for who may only read it.
func (s *Store) PlanActivity(ctx context.Context, who Identity, planID string, page int) (list []Activity, more bool, err error) {
	q := s.reading()
	if _, err := s.living(ctx, q, who, planID, Guest); err != nil {
		return nil, false, err
	}
	return activities(ctx, q, `WHERE a.plan_id = ?`, planID, page)
}

func activities(ctx context.Context, q statements, where, arg string, page int) ([]Activity, bool, error) {
	list, err := all(ctx, q, "list the activity", scanActivity,
		selectActivity+where+` ORDER BY a.at DESC, a.id LIMIT ? OFFSET ?`, arg, ActivitiesOnPage+1, offset(page, ActivitiesOnPage))
	more := len(list) > ActivitiesOnPage
	if more {
		list = list[:ActivitiesOnPage]
	}
	return list, more, err
}
