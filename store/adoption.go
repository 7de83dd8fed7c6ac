package store

import (
	"context"
	"fmt"
)

// Adopt makes what one identity owns another's: its plans, its places in
// workspaces and the edit links that it accepted. It is for a person who signs
// in, and has been at work in the browser before. Whoever is in a workspace
// twice keeps the stronger role. Quotas are not asked: nothing is added. Errors:
// ErrForbidden, ErrFull, ErrBusy.
func (s *Store) Adopt(ctx context.Context, from, to Identity) error {
	if from.IsNobody() || to.IsNobody() {
		return fmt.Errorf("adopt: %w", ErrForbidden)
	}
	if from == to {
		return nil
	}
	return s.transact(ctx, func(q statements) error {
		from, to := from.column(), to.column()
		for _, step := range []struct {
			statement string
			args      []any
		}{
			{`DELETE FROM members WHERE identity = ? AND role <> 'owner' AND workspace_id IN
				(SELECT workspace_id FROM members WHERE identity = ? AND role = 'owner')`, []any{to, from}},
			{`DELETE FROM members WHERE identity = ? AND role = 'viewer' AND workspace_id IN
				(SELECT workspace_id FROM members WHERE identity = ? AND role = 'editor')`, []any{to, from}},
			{`DELETE FROM members WHERE identity = ? AND workspace_id IN (SELECT workspace_id FROM members WHERE identity = ?)`, []any{from, to}},
			{`UPDATE members SET identity = ? WHERE identity = ?`, []any{to, from}},
			{`DELETE FROM grants WHERE identity = ? AND link_id IN (SELECT link_id FROM grants WHERE identity = ?)`, []any{from, to}},
			{`UPDATE grants SET identity = ? WHERE identity = ?`, []any{to, from}},
			{`UPDATE plans SET owner_hash = ? WHERE owner_hash = ?`, []any{to, from}},
		} {
			if _, err := q.exec(ctx, "adopt", step.statement, step.args...); err != nil {
				return err
			}
		}
		return nil
	})
}
