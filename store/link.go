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
	Revision  int  // the one it shows, or the first it shows when it follows
	Follows   bool // shows the newest revision
	CreatedAt time.Time
}

// CreateShareLink makes a link to the newest revision and returns its token.
// The link keeps showing that revision, whatever becomes of the plan later,
// until it is revoked or the plan deleted. Errors: ErrNotFound, ErrFull, ErrBusy.
func (s *Store) CreateShareLink(ctx context.Context, planID string) (token string, err error) {
	return s.createLink(ctx, planID, false)
}

// CreateFollowingLink makes a link that shows the newest revision, now and after
// each save, and returns its token. Revisions older than the newest of today stay
// closed to it. Errors: ErrNotFound, ErrFull, ErrBusy.
func (s *Store) CreateFollowingLink(ctx context.Context, planID string) (token string, err error) {
	return s.createLink(ctx, planID, true)
}

func (s *Store) createLink(ctx context.Context, planID string, follows bool) (token string, err error) {
	id, err := s.randomText(idBytes)
	if err != nil {
		return "", err
	}
	if token, err = s.randomText(tokenBytes); err != nil {
		return "", err
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		made, err := tx.ExecContext(ctx, `
			INSERT INTO links (id, token_hash, plan_id, revision, created_at, follows)
			SELECT ?, ?, id, revision, ?, ? FROM plans WHERE id = ? AND deleted_at IS NULL`,
			id, hash(token), s.stamp().UnixMicro(), follows, planID)
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

// PlanByShareToken reads the revision a link shows. An unknown, revoked or
// malformed token and a deleted plan are all the same ErrNotFound.
func (s *Store) PlanByShareToken(ctx context.Context, token string) (Plan, error) {
	if !IsToken(token) {
		return Plan{}, fmt.Errorf("share link: %w", ErrNotFound)
	}
	return scanPlan(s.read.QueryRowContext(ctx, selectPlan+`
		JOIN links l ON l.plan_id = r.plan_id AND r.number = CASE l.follows WHEN 1 THEN p.revision ELSE l.revision END
		WHERE l.token_hash = ? AND l.revoked_at IS NULL AND p.deleted_at IS NULL`, hash(token)))
}

// RevisionByShareToken reads one revision that a link may show: the one it was
// made for, and when it follows any later one. Everything else, and what
// PlanByShareToken does not find, is ErrNotFound: a link tells nothing of the
// revisions it was not given out for.
func (s *Store) RevisionByShareToken(ctx context.Context, token string, revision int) (Plan, error) {
	if !IsToken(token) {
		return Plan{}, fmt.Errorf("share link: %w", ErrNotFound)
	}
	return scanPlan(s.read.QueryRowContext(ctx, selectPlan+`
		JOIN links l ON l.plan_id = r.plan_id AND (r.number = l.revision OR l.follows = 1 AND r.number > l.revision)
		WHERE l.token_hash = ? AND r.number = ? AND l.revoked_at IS NULL AND p.deleted_at IS NULL`, hash(token), revision))
}

// ShareLinks lists the links of a plan that still work, the newest first.
func (s *Store) ShareLinks(ctx context.Context, planID string) ([]ShareLink, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT l.id, l.revision, l.follows, l.created_at FROM links l JOIN plans p ON p.id = l.plan_id
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
		if err := rows.Scan(&link.ID, &link.Revision, &link.Follows, &created); err != nil {
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
