package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// UndoPeriod is how long a deleted plan can be restored before Purge may
// remove it for good.
const UndoPeriod = 30 * 24 * time.Hour

// DeletePlan hides the plan and everything linked to it. RestorePlan undoes
// it. Deleting twice is no error and keeps the first date.
// Errors: ErrNotFound, ErrNotOwner, ErrBusy.
func (s *Store) DeletePlan(ctx context.Context, browser, id string) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := ownedHead(ctx, tx, browser, id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE plans SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL`, s.stamp().UnixMicro(), id)
		if err != nil {
			return failure("delete the plan", err)
		}
		return nil
	})
}

// RestorePlan brings a deleted plan back, with its revisions and links. A plan
// that is not deleted stays as it is. Errors: ErrNotFound, ErrNotOwner, ErrBusy.
func (s *Store) RestorePlan(ctx context.Context, browser, id string) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := ownedHead(ctx, tx, browser, id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE plans SET deleted_at = NULL WHERE id = ?`, id); err != nil {
			return failure("restore the plan", err)
		}
		return nil
	})
}

// Purge removes for good the plans deleted more than UndoPeriod ago, with
// their revisions and links, and returns how many there were.
func (s *Store) Purge(ctx context.Context) (int, error) {
	var gone int64
	err := s.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `DELETE FROM plans WHERE deleted_at < ?`, s.stamp().Add(-UndoPeriod).UnixMicro())
		if err != nil {
			return failure("purge deleted plans", err)
		}
		gone, err = result.RowsAffected()
		return err
	})
	return int(gone), err
}

// head is the row of a plan, read under the write lock.
type head struct {
	owner    []byte
	revision int
	created  time.Time
	deleted  bool
}

// ownedHead reads the head of a plan, deleted or not, that this browser saved.
func ownedHead(ctx context.Context, tx *sql.Tx, browser, id string) (head, error) {
	var h head
	var created int64
	err := tx.QueryRowContext(ctx,
		`SELECT owner_hash, revision, created_at, deleted_at IS NOT NULL FROM plans WHERE id = ?`, id).
		Scan(&h.owner, &h.revision, &created, &h.deleted)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return head{}, fmt.Errorf("plan: %w", ErrNotFound)
	case err != nil:
		return head{}, failure("read the plan", err)
	case !sameHash(h.owner, ownerHash(browser)):
		return head{}, fmt.Errorf("plan: %w", ErrNotOwner)
	}
	h.created = time.UnixMicro(created).UTC()
	return h, nil
}
