package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// ShareLink is a link of a plan as its owner sees it in a list. The token
// itself is told once, when the link is made: only its hash is kept.
type ShareLink struct {
	ID        string
	Revision  int
	CreatedAt time.Time
}

// CreateShareLink makes a link to the newest revision and returns its token.
// The link keeps showing that revision, whatever becomes of the plan later,
// until it is revoked or the plan deleted. Errors: ErrNotFound, ErrFull, ErrBusy.
func (s *Store) CreateShareLink(ctx context.Context, planID string) (token string, err error) {
	id, err := s.randomText(idBytes)
	if err != nil {
		return "", err
	}
	if token, err = s.randomText(tokenBytes); err != nil {
		return "", err
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		made, err := tx.ExecContext(ctx, `
			INSERT INTO links (id, token_hash, plan_id, revision, created_at)
			SELECT ?, ?, id, revision, ? FROM plans WHERE id = ? AND deleted_at IS NULL`,
			id, hash(token), s.stamp().UnixMicro(), planID)
		if err != nil {
			return failure("save the share link", err)
		}
		return oneRow(made, "plan")
	})
	if err != nil {
		return "", err
	}
	return token, nil
}

// PlanByShareToken reads the revision a link was made for. An unknown, revoked
// or malformed token and a deleted plan are all the same ErrNotFound.
func (s *Store) PlanByShareToken(ctx context.Context, token string) (Plan, error) {
	if !IsToken(token) {
		return Plan{}, fmt.Errorf("share link: %w", ErrNotFound)
	}
	return scanPlan(s.read.QueryRowContext(ctx, selectPlan+`
		JOIN links l ON l.plan_id = r.plan_id AND l.revision = r.number
		WHERE l.token_hash = ? AND l.revoked_at IS NULL AND p.deleted_at IS NULL`, hash(token)))
}

// ShareLinks lists the links of a plan that still work, the newest first.
func (s *Store) ShareLinks(ctx context.Context, planID string) ([]ShareLink, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT l.id, l.revision, l.created_at FROM links l JOIN plans p ON p.id = l.plan_id
		WHERE l.plan_id = ? AND l.revoked_at IS NULL AND p.deleted_at IS NULL
		ORDER BY l.created_at DESC, l.rowid DESC`, planID)
	if err != nil {
		return nil, failure("list share links", err)
	}
	defer rows.Close()
	var list []ShareLink
	for rows.Next() {
		var link ShareLink
		var created int64
		if err := rows.Scan(&link.ID, &link.Revision, &created); err != nil {
			return nil, failure("list share links", err)
		}
		link.CreatedAt = time.UnixMicro(created).UTC()
		list = append(list, link)
	}
	if err := rows.Err(); err != nil {
		return nil, failure("list share links", err)
	}
	return list, nil
}

// RevokeShareLink closes one link of a plan for good. The link is named by its
// id in ShareLinks, not by its token. Errors: ErrNotFound, ErrNotOwner, ErrBusy.
func (s *Store) RevokeShareLink(ctx context.Context, browser, planID, linkID string) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := ownedHead(ctx, tx, browser, planID); err != nil {
			return err
		}
		revoked, err := tx.ExecContext(ctx,
			`UPDATE links SET revoked_at = ? WHERE id = ? AND plan_id = ? AND revoked_at IS NULL`,
			s.stamp().UnixMicro(), linkID, planID)
		if err != nil {
			return failure("revoke the share link", err)
		}
		return oneRow(revoked, "share link")
	})
}

// oneRow turns "nothing matched" into ErrNotFound.
func oneRow(result sql.Result, what string) error {
	n, err := result.RowsAffected()
	if err != nil {
		return failure(what, err)
	}
	if n == 0 {
		return fmt.Errorf("%s: %w", what, ErrNotFound)
	}
	return nil
}
