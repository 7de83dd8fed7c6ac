package store

import (
	"context"
	"fmt"
	"time"
)

// UndoPeriod is how long a deleted plan can be restored before Purge may
// remove it for good.
const UndoPeriod = 30 * 24 * time.Hour

// DeletePlan hides the plan and everything linked to it. RestorePlan undoes
// it. Deleting twice is no error and keeps the first date.
// Errors: ErrNotFound, ErrForbidden, ErrBusy.
func (s *Store) DeletePlan(ctx context.Context, by Actor, id string) error {
	return s.mark(ctx, by, id, PlanDeleted, "delete the plan",
		`UPDATE plans SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL`, s.stamp().UnixMicro(), id)
}

// RestorePlan brings a deleted plan back, with its revisions and links. A plan
// that is not deleted stays as it is. Errors: ErrNotFound, ErrForbidden, ErrBusy.
func (s *Store) RestorePlan(ctx context.Context, by Actor, id string) error {
	return s.mark(ctx, by, id, PlanUndeleted, "restore the plan",
		`UPDATE plans SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL`, id)
}

// ArchivePlan takes a plan out of the list, into that of archived ones; its links
// keep working. UnarchivePlan undoes it. Errors: ErrNotFound, ErrForbidden, ErrBusy.
func (s *Store) ArchivePlan(ctx context.Context, by Actor, id string) error {
	return s.mark(ctx, by, id, PlanArchived, "archive the plan",
		`UPDATE plans SET archived_at = ? WHERE id = ? AND archived_at IS NULL`, s.stamp().UnixMicro(), id)
}

// UnarchivePlan puts an archived plan back into the list.
// Errors: ErrNotFound, ErrForbidden, ErrBusy.
func (s *Store) UnarchivePlan(ctx context.Context, by Actor, id string) error {
	return s.mark(ctx, by, id, PlanUnarchived, "take the plan from the archive",
		`UPDATE plans SET archived_at = NULL WHERE id = ? AND archived_at IS NOT NULL`, id)
}

// mark runs one of the changes above for somebody who manages the plan; doing it
// twice changes nothing and is not recorded again.
func (s *Store) mark(ctx context.Context, by Actor, id string, what What, doing, statement string, args ...any) error {
	if err := by.check(); err != nil {
		return err
	}
	return s.transact(ctx, func(q statements) error {
		h, err := s.allowed(ctx, q, by.Identity, id, Editor)
		if err != nil {
			return err
		}
		changed, err := q.exec(ctx, doing, statement, args...)
		if err != nil || changed == 0 {
			return err
		}
		return s.record(ctx, q, event{workspace: h.workspace, plan: id, who: h.author(by), what: what})
	})
}

// MovePlan gives a plan of a person to a workspace, or one of a workspace to
// another, or, with an empty workspace, to the one who asks. They must be an
// editor in both; out of a workspace only its owners take a plan, and an editor
// who made it. Links keep working. Errors: ErrNotFound, ErrForbidden, ErrQuota.
func (s *Store) MovePlan(ctx context.Context, by Actor, id, workspace string) error {
	return s.change(ctx, by, id, Editor, func(q statements, h head) error {
		if h.workspace == workspace {
			return nil
		}
		if !h.movable(by.Identity) {
			return fmt.Errorf("plan: only an owner of its workspace, or who made it, may move it: %w", ErrForbidden)
		}
		// What is kept of it where it was and where it comes names nothing of the other.
		who := h.author(by)
		if workspace != "" {
			m, err := s.memberIn(ctx, q, by.Identity, workspace, Editor)
			if err != nil {
				return err
			}
			who = m.name
		} else if by.IsNobody() {
			return fmt.Errorf("plan: %w", ErrForbidden)
		}
		if err := s.roomForPlan(ctx, q, by.Identity, workspace); err != nil {
			return err
		}
		// It leaves where it was for good: of a plan that becomes a person's, the owner is who took it.
		if err := q.execOne(ctx, "move the plan", `UPDATE plans SET workspace_id = ?, owner_hash = ? WHERE id = ?`, orNull(workspace), by.column(), id); err != nil {
			return err
		}
		if h.workspace != "" {
			if err := s.record(ctx, q, event{workspace: h.workspace, who: h.author(by), what: PlanMoved, detail: h.name + ", out of here"}); err != nil {
				return err
			}
		}
		return s.record(ctx, q, event{workspace: workspace, plan: id, who: who, what: PlanMoved, detail: "here"})
	})
}

// Purge removes for good the plans deleted more than UndoPeriod ago, with their
// revisions and links, and what sign-ins left behind. It returns how many plans
// there were. Plans that nobody deleted are never removed.
func (s *Store) Purge(ctx context.Context) (int, error) {
	var gone int64
	err := s.transact(ctx, func(q statements) error {
		now := s.stamp()
		var err error
		if gone, err = q.exec(ctx, "purge deleted plans", `DELETE FROM plans WHERE deleted_at < ?`, now.Add(-UndoPeriod).UnixMicro()); err != nil {
			return err
		}
		_, err = q.exec(ctx, "purge ended sessions", `DELETE FROM sessions WHERE expires_at < ?`, now.UnixMicro())
		return err
	})
	return int(gone), err
}
