package store

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of what one revision may hold, in bytes. They bound what a single
// request can put on the disk; a full plan of eight stages is below 1 MiB.
const (
	MaxName     = 1 << 10
	MaxWorkload = 64 << 10
	MaxResult   = 8 << 20
	MaxSnapshot = 16 << 20
	MaxTitle    = 800      // 200 letters of any alphabet
	MaxNote     = 16 << 10 // 4,000
)

// Contents is what a revision holds. It is never changed once saved.
type Contents struct {
	Name     string // of the plan, given by the team, may be empty
	Workload string // the canonical workload: what was asked
	Book     string // version of the price book
	Engine   string // version of the planning rules
	Result   []byte // the result document: what was answered
	Snapshot []byte // the plan as pages show it; empty in revisions of before schema 3
	Title    string // of this revision, may be empty
	Note     string // on this revision, may be empty
}

// NewPlan is a plan to be saved. It belongs to the workspace named, where By must
// be an editor, else to By. A plan of nobody can be read by its id alone and
// changed by an edit link.
type NewPlan struct {
	By        Actor
	Workspace string
	OpenByID  bool // whoever knows the id may read it
	Contents
}

// Plan is one revision of a saved plan, as somebody sees it. Result and Snapshot
// read its documents.
type Plan struct {
	ID        string
	Revision  int       // 1 for the first
	Newest    int       // number of the newest revision
	CreatedAt time.Time // of the plan, UTC, whole microseconds
	SavedAt   time.Time // of this revision
	Author    string    // of this revision, may be empty
	Restored  int       // the revision that this one brought back; 0 for none
	Workspace string    // empty: of a person
	Tags      []string
	Archived  bool
	Role      Role // of whoever asked; NoRole for a plan read through a view link
	Movable   bool // by whoever asked, see MovePlan

	Name, Workload, Book, Engine, Title, Note string // as in Contents
}

// newPlan is a revision with these contents; its documents stay behind.
func newPlan(c Contents) Plan {
	return Plan{Name: c.Name, Workload: c.Workload, Book: c.Book, Engine: c.Engine, Title: c.Title, Note: c.Note}
}

// SavePlan keeps a new plan and returns it with its id. When it returns without
// error the plan is on the disk. Errors: ErrForbidden and ErrNotFound for the
// workspace, ErrTooLarge, ErrQuota, ErrFull, ErrBusy.
func (s *Store) SavePlan(ctx context.Context, plan NewPlan) (Plan, error) {
	saved, _, err := s.SavePlanWithLinks(ctx, plan)
	return saved, err
}

// SavePlanWithLinks is SavePlan with first links, whose tokens it returns in their
// order. All is kept or nothing.
func (s *Store) SavePlanWithLinks(ctx context.Context, plan NewPlan, links ...NewLink) (Plan, []string, error) {
	if err := plan.By.check(); err != nil {
		return Plan{}, nil, err
	}
	if err := plan.check(); err != nil {
		return Plan{}, nil, err
	}
	id, err := s.randomText(idBytes)
	if err != nil {
		return Plan{}, nil, err
	}
	packed, err := plan.pack()
	if err != nil {
		return Plan{}, nil, err
	}
	var made []Link
	var tokens []string
	for _, link := range links {
		one, token, err := s.newLink(id, link)
		if err != nil {
			return Plan{}, nil, err
		}
		one.Revision = 1
		made, tokens = append(made, one), append(tokens, token)
	}
	var saved Plan
	err = s.transact(ctx, func(q statements) error {
		now, author, role := s.stamp(), plan.By.Name, Owner
		if plan.Workspace != "" {
			m, err := s.memberIn(ctx, q, plan.By.Identity, plan.Workspace, Editor)
			if err != nil {
				return err
			}
			author, role = m.name, m.role
		}
		if err := s.roomForPlan(ctx, q, plan.By.Identity, plan.Workspace); err != nil {
			return err
		}
		saved = newPlan(plan.Contents)
		saved.ID, saved.Revision, saved.Newest, saved.CreatedAt, saved.SavedAt = id, 1, 1, now, now
		saved.Author, saved.Workspace, saved.Role, saved.Movable = author, plan.Workspace, role, !plan.By.IsNobody()
		_, err := q.exec(ctx, "save the plan",
			`INSERT INTO plans (id, owner_hash, workspace_id, open_by_id, revision, created_at, updated_at, name, folded) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?)`,
			id, plan.By.column(), orNull(plan.Workspace), flag(plan.OpenByID), now.UnixMicro(), now.UnixMicro(), plan.Name, folded(plan.Name, nil))
		if err != nil {
			return err
		}
		if err := insertRevision(ctx, q, saved, packed); err != nil {
			return err
		}
		if err := s.record(ctx, q, event{workspace: plan.Workspace, plan: id, who: author, what: PlanCreated}); err != nil {
			return err
		}
		for i := range made {
			if err := s.insertLink(ctx, q, head{id: id, workspace: plan.Workspace}, author, &made[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Plan{}, nil, err
	}
	return saved, tokens, nil
}

// Plan reads the newest revision. ErrNotFound is said of a deleted plan and of
// one that who asks may not read.
func (s *Store) Plan(ctx context.Context, who Identity, id string) (Plan, error) {
	return s.PlanRevision(ctx, who, id, 0)
}

// PlanRevision reads one revision of a plan that is not deleted; 0 is the newest.
func (s *Store) PlanRevision(ctx context.Context, who Identity, id string, revision int) (Plan, error) {
	q := s.reading()
	h, err := s.living(ctx, q, who, id, Reader)
	if err != nil {
		return Plan{}, err
	}
	if revision == 0 {
		revision = h.revision
	}
	plan, err := readRevision(ctx, q, h, revision)
	plan.Role, plan.Movable = h.role, h.movable(who)
	return plan, err
}

// UpdatePlan adds a revision. base is the revision the change was made from; when
// the plan has moved on since, nothing is saved and the error is ErrConflict.
// Links keep showing the revision they were made for, unless they follow the plan.
// Errors: ErrNotFound, ErrForbidden, ErrConflict, ErrTooLarge, ErrQuota, ErrFull, ErrBusy.
func (s *Store) UpdatePlan(ctx context.Context, by Actor, id string, base int, contents Contents) (Plan, error) {
	if err := contents.check(); err != nil {
		return Plan{}, err
	}
	packed, err := contents.pack()
	if err != nil {
		return Plan{}, err
	}
	var saved Plan
	err = s.change(ctx, by, id, Guest, func(q statements, h head) error {
		saved, err = s.addRevision(ctx, q, h, by, base, newPlan(contents), func(p Plan) error { return insertRevision(ctx, q, p, packed) })
		return err
	})
	if err != nil {
		return Plan{}, err
	}
	return saved, nil
}

// addRevision makes a plan's next revision out of what plan holds; insert writes
// its row.
func (s *Store) addRevision(ctx context.Context, q statements, h head, by Actor, base int, plan Plan, insert func(Plan) error) (Plan, error) {
	if h.revision != base {
		return Plan{}, fmt.Errorf("the plan is at revision %d, not %d: %w", h.revision, base, ErrConflict)
	}
	if h.revision >= MaxRevisions {
		return Plan{}, fmt.Errorf("a plan keeps at most %d revisions, save this one as a new plan: %w", MaxRevisions, ErrQuota)
	}
	plan.ID, plan.Revision, plan.Newest = h.id, base+1, base+1
	plan.CreatedAt, plan.SavedAt = h.created, s.stamp()
	plan.Author, plan.Role, plan.Movable = h.author(by), h.role, h.movable(by.Identity)
	plan.Workspace, plan.Tags, plan.Archived = h.workspace, h.tags, h.archived
	err := q.execOne(ctx, "update the plan", `UPDATE plans SET revision = ?, updated_at = ?, name = ?, folded = ? WHERE id = ?`,
		plan.Revision, plan.SavedAt.UnixMicro(), plan.Name, folded(plan.Name, h.tags), h.id)
	if err != nil {
		return Plan{}, err
	}
	if err := insert(plan); err != nil {
		return Plan{}, err
	}
	what, detail := RevisionSaved, fmt.Sprint(plan.Revision)
	if plan.Restored != 0 {
		what, detail = RevisionRestored, fmt.Sprint(plan.Restored)
	} else if plan.Title != "" {
		detail += ": " + plan.Title
	}
	return plan, s.record(ctx, q, event{workspace: h.workspace, plan: h.id, who: plan.Author, what: what, detail: detail})
}

// check refuses what is above the limits, and texts that PostgreSQL would refuse.
func (c Contents) check() error {
	for _, part := range []struct {
		name      string
		size, max int
	}{
		{"name", len(c.Name), MaxName},
		{"workload", len(c.Workload), MaxWorkload},
		{"result", len(c.Result), MaxResult},
		{"snapshot", len(c.Snapshot), MaxSnapshot},
		{"title", len(c.Title), MaxTitle},
		{"note", len(c.Note), MaxNote},
	} {
		if part.size > part.max {
			return fmt.Errorf("the %s has %d bytes, at most %d can be kept: %w", part.name, part.size, part.max, ErrTooLarge)
		}
	}
	return checkText(c.Name, c.Workload, c.Book, c.Engine, c.Title, c.Note)
}

// checkText refuses what cannot be kept as text. The edge lets none of it in, so
// this is an error of a caller and no answer to a visitor.
func checkText(texts ...string) error {
	for _, text := range texts {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return fmt.Errorf("a text to be kept is no UTF-8 or holds a zero byte")
		}
	}
	return nil
}

// orNull keeps an empty reference as NULL.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
