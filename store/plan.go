package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Limits of what one revision may hold, in bytes. They bound what a single
// request can put on the disk; a full plan of eight stages is below 1 MiB.
const (
	MaxName     = 1 << 10
	MaxWorkload = 64 << 10
	MaxResult   = 8 << 20
)

// Contents is what a revision holds. It is never changed once saved.
type Contents struct {
	Name     string // given by the team, may be empty
	Workload string // the canonical workload: what was asked
	Book     string // version of the price book
	Engine   string // version of the planning rules
	Result   []byte // the result document: what was answered
}

// NewPlan is a plan to be saved. Browser is the token of the browser that
// saves it; a plan saved without one can be read and shared but not changed.
type NewPlan struct {
	Browser string
	Contents
}

// Plan is one revision of a saved plan.
type Plan struct {
	ID        string
	Revision  int       // 1 for the first
	CreatedAt time.Time // of the plan, UTC, whole microseconds
	UpdatedAt time.Time // of this revision
	Contents
	owner []byte
}

// OwnedBy tells whether the browser with this token saved the plan.
func (p Plan) OwnedBy(browser string) bool { return sameHash(p.owner, ownerHash(browser)) }

// Summary is a line in the list of a browser's plans: the newest revision
// without its result.
type Summary struct {
	ID                   string
	Revision             int
	Name                 string
	Workload             string
	Book, Engine         string
	CreatedAt, UpdatedAt time.Time
}

// SavePlan keeps a new plan and returns it with its id. When it returns
// without error the plan is on the disk. Errors: ErrTooLarge, ErrFull, ErrBusy.
func (s *Store) SavePlan(ctx context.Context, plan NewPlan) (Plan, error) {
	if err := plan.check(); err != nil {
		return Plan{}, err
	}
	id, err := s.randomText(idBytes)
	if err != nil {
		return Plan{}, err
	}
	now := s.stamp()
	saved := Plan{ID: id, Revision: 1, CreatedAt: now, UpdatedAt: now, Contents: plan.Contents, owner: ownerHash(plan.Browser)}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx,
			`INSERT INTO plans (id, owner_hash, revision, created_at, updated_at) VALUES (?, ?, 1, ?, ?)`,
			id, saved.owner, now.UnixMicro(), now.UnixMicro())
		if err != nil {
			return failure("save the plan", err)
		}
		return insertRevision(ctx, tx, saved)
	})
	if err != nil {
		return Plan{}, err
	}
	return saved, nil
}

// Plan reads the newest revision. A deleted plan is ErrNotFound until it is
// restored. Whoever knows the id may read: the id is unguessable.
func (s *Store) Plan(ctx context.Context, id string) (Plan, error) {
	return scanPlan(s.read.QueryRowContext(ctx, selectPlan+
		`WHERE p.id = ? AND p.deleted_at IS NULL AND r.number = p.revision`, id))
}

// PlanRevision reads one revision, of a plan that is not deleted.
func (s *Store) PlanRevision(ctx context.Context, id string, revision int) (Plan, error) {
	return scanPlan(s.read.QueryRowContext(ctx, selectPlan+
		`WHERE p.id = ? AND p.deleted_at IS NULL AND r.number = ?`, id, revision))
}

// PlansOfBrowser lists the plans that the browser saved, the last changed first.
func (s *Store) PlansOfBrowser(ctx context.Context, browser string) ([]Summary, error) {
	if browser == "" {
		return nil, nil
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT p.id, p.revision, r.name, r.workload, r.book, r.engine, p.created_at, p.updated_at
		FROM plans p JOIN revisions r ON r.plan_id = p.id AND r.number = p.revision
		WHERE p.owner_hash = ? AND p.deleted_at IS NULL
		ORDER BY p.updated_at DESC, p.rowid DESC`, hash(browser))
	if err != nil {
		return nil, failure("list plans", err)
	}
	defer rows.Close()
	var list []Summary
	for rows.Next() {
		var line Summary
		var created, updated int64
		if err := rows.Scan(&line.ID, &line.Revision, &line.Name, &line.Workload, &line.Book, &line.Engine, &created, &updated); err != nil {
			return nil, failure("list plans", err)
		}
		line.CreatedAt, line.UpdatedAt = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
		list = append(list, line)
	}
	if err := rows.Err(); err != nil {
		return nil, failure("list plans", err)
	}
	return list, nil
}

// UpdatePlan adds a revision. base is the revision the change was made from;
// when the plan has moved on since, nothing is saved and the error is
// ErrConflict. Share links keep showing the revision they were made for,
// unless they follow the plan.
// Errors: ErrNotFound, ErrNotOwner, ErrConflict, ErrTooLarge, ErrFull, ErrBusy.
func (s *Store) UpdatePlan(ctx context.Context, browser, id string, base int, contents Contents) (Plan, error) {
	if err := contents.check(); err != nil {
		return Plan{}, err
	}
	var saved Plan
	err := s.transact(ctx, func(tx *sql.Tx) error {
		head, err := ownedHead(ctx, tx, browser, id)
		if err != nil {
			return err
		}
		if head.deleted {
			return fmt.Errorf("plan: %w", ErrNotFound)
		}
		if head.revision != base {
			return fmt.Errorf("the plan is at revision %d, not %d: %w", head.revision, base, ErrConflict)
		}
		saved = Plan{ID: id, Revision: base + 1, CreatedAt: head.created, UpdatedAt: s.stamp(), Contents: contents, owner: head.owner}
		_, err = tx.ExecContext(ctx, `UPDATE plans SET revision = ?, updated_at = ? WHERE id = ?`,
			saved.Revision, saved.UpdatedAt.UnixMicro(), id)
		if err != nil {
			return failure("update the plan", err)
		}
		return insertRevision(ctx, tx, saved)
	})
	if err != nil {
		return Plan{}, err
	}
	return saved, nil
}

// check refuses what is above the limits.
func (c Contents) check() error {
	for _, part := range []struct {
		name      string
		size, max int
	}{
		{"name", len(c.Name), MaxName},
		{"workload", len(c.Workload), MaxWorkload},
		{"result", len(c.Result), MaxResult},
	} {
		if part.size > part.max {
			return fmt.Errorf("the %s has %d bytes, at most %d can be kept: %w", part.name, part.size, part.max, ErrTooLarge)
		}
	}
	return nil
}

func insertRevision(ctx context.Context, tx *sql.Tx, plan Plan) error {
	result, err := packed(plan.Result)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx,
		`INSERT INTO revisions (plan_id, number, name, workload, book, engine, result, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		plan.ID, plan.Revision, plan.Name, plan.Workload, plan.Book, plan.Engine, result, plan.UpdatedAt.UnixMicro())
	if err != nil {
		return failure("save the revision", err)
	}
	return nil
}

const selectPlan = `
	SELECT p.id, r.number, p.created_at, r.created_at, r.name, r.workload, r.book, r.engine, r.result, p.owner_hash
	FROM plans p JOIN revisions r ON r.plan_id = p.id `

func scanPlan(row *sql.Row) (Plan, error) {
	var p Plan
	var created, updated int64
	err := row.Scan(&p.ID, &p.Revision, &created, &updated, &p.Name, &p.Workload, &p.Book, &p.Engine, &p.Result, &p.owner)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Plan{}, fmt.Errorf("plan: %w", ErrNotFound)
	case err != nil:
		return Plan{}, failure("read the plan", err)
	}
	if p.Result, err = unpacked(p.Result); err != nil {
		return Plan{}, err
	}
	p.CreatedAt, p.UpdatedAt = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
	return p, nil
}
