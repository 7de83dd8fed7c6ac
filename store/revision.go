package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Revision is a line in the history of a plan.
type Revision struct {
	Number       int
	Name         string // of the plan, then
	Title, Note  string
	Author       string
	Restored     int // the revision that this one brought back; 0 for none
	Book, Engine string
	SavedAt      time.Time
}

// RevisionsOnPage is how many revisions Revisions lists at once.
const RevisionsOnPage = 100

// Revisions lists the history of a plan, the newest first: those below a number,
// or from the newest on when it is 0; at most RevisionsOnPage. Errors: ErrNotFound.
func (s *Store) Revisions(ctx context.Context, who Identity, id string, below int) ([]Revision, error) {
	q := s.reading()
	h, err := s.living(ctx, q, who, id, Reader)
	if err != nil {
		return nil, err
	}
	if below <= 0 {
		below = h.revision + 1
	}
	return all(ctx, q, "list revisions", func(rows *sql.Rows) (Revision, error) {
		var r Revision
		var saved int64
		var restored sql.NullInt64
		err := rows.Scan(&r.Number, &r.Name, &r.Title, &r.Note, &r.Author, &restored, &r.Book, &r.Engine, &saved)
		r.Restored, r.SavedAt = int(restored.Int64), moment(saved)
		return r, err
	}, `SELECT number, name, title, note, author, restored, book, engine, created_at FROM revisions
		WHERE plan_id = ? AND number < ? ORDER BY number DESC LIMIT ?`, id, below, RevisionsOnPage)
}

// RestoreRevision makes an earlier revision the newest, as a revision of its own
// with the same inputs, result and snapshot. base is the newest revision that the
// one who asks has seen. Errors are those of UpdatePlan.
func (s *Store) RestoreRevision(ctx context.Context, by Actor, id string, base, number int) (Plan, error) {
	var saved Plan
	err := s.change(ctx, by, id, Guest, func(q statements, h head) error {
		old, err := readRevision(ctx, q, h, number)
		if err != nil {
			return err
		}
		old.Restored, old.Title, old.Note = number, "", ""
		saved, err = s.addRevision(ctx, q, h, by, base, old, func(p Plan) error {
			return q.execOne(ctx, "restore the revision", `
				INSERT INTO revisions (plan_id, number, name, workload, book, engine, result, snapshot, title, note, author, restored, created_at)
				SELECT plan_id, ?, name, workload, book, engine, result, snapshot, '', '', ?, number, ?
				FROM revisions WHERE plan_id = ? AND number = ?`,
				p.Revision, p.Author, p.SavedAt.UnixMicro(), id, number)
		})
		return err
	})
	if err != nil {
		return Plan{}, err
	}
	return saved, nil
}

// packedContents is the large parts of a revision as they lie in the database.
type packedContents struct {
	result   []byte
	snapshot any // nil for none
}

func (c Contents) pack() (packedContents, error) {
	result, err := packed(c.Result)
	if err != nil || len(c.Snapshot) == 0 {
		return packedContents{result: result}, err
	}
	snapshot, err := packed(c.Snapshot)
	return packedContents{result, snapshot}, err
}

func insertRevision(ctx context.Context, q statements, plan Plan, packed packedContents) error {
	var restored any
	if plan.Restored != 0 {
		restored = plan.Restored
	}
	_, err := q.exec(ctx, "save the revision", `
		INSERT INTO revisions (plan_id, number, name, workload, book, engine, result, snapshot, title, note, author, restored, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		plan.ID, plan.Revision, plan.Name, plan.Workload, plan.Book, plan.Engine, packed.result, packed.snapshot,
		plan.Title, plan.Note, plan.Author, restored, plan.SavedAt.UnixMicro())
	return err
}

// readRevision reads a revision of a plan whose head was read before.
func readRevision(ctx context.Context, q statements, h head, number int) (Plan, error) {
	p := Plan{ID: h.id, Revision: number, Newest: h.revision, CreatedAt: h.created, Workspace: h.workspace, Tags: h.tags, Archived: h.archived}
	var saved int64
	var restored sql.NullInt64
	err := q.row(ctx, `SELECT name, workload, book, engine, title, note, author, restored, created_at
		FROM revisions WHERE plan_id = ? AND number = ?`, h.id, number).
		Scan(&p.Name, &p.Workload, &p.Book, &p.Engine, &p.Title, &p.Note, &p.Author, &restored, &saved)
	p.Restored, p.SavedAt = int(restored.Int64), moment(saved)
	return p, q.found(fmt.Sprintf("revision %d", number), err)
}

// Result reads the result document of a revision that was read before.
func (s *Store) Result(ctx context.Context, plan Plan) ([]byte, error) {
	return s.document(ctx, plan, "result", MaxResult)
}

// Snapshot reads a revision as pages showed it; nil where none was kept.
func (s *Store) Snapshot(ctx context.Context, plan Plan) ([]byte, error) {
	return s.document(ctx, plan, "snapshot", MaxSnapshot)
}

func (s *Store) document(ctx context.Context, plan Plan, column string, most int64) ([]byte, error) {
	q := s.reading()
	var stored []byte
	err := q.row(ctx, `SELECT `+column+` FROM revisions WHERE plan_id = ? AND number = ?`, plan.ID, plan.Revision).Scan(&stored)
	if err := q.found("read the "+column, err); err != nil || stored == nil {
		return nil, err
	}
	return unpacked(stored, most)
}
