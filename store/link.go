package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Scope is what a link lets its holder do.
type Scope string

// The scopes.
const (
	View Scope = "view" // read what it shows, and copy it
	Edit Scope = "edit" // also save revisions, and see the whole history
)

// NewLink is a link to be made.
type NewLink struct {
	Scope   Scope
	Follows bool      // shows the newest revision; an edit link always does
	Shows   int       // the revision it shows, or the first it may show when it follows; 0 is the newest
	Label   string    // for whom it is, may be empty; at most MaxLabel bytes
	Expires time.Time // zero: never
}

// Link is a link of a plan as those who manage it see it in a list. The token
// itself is told once, when the link is made or rotated: only its hash is kept.
type Link struct {
	ID        string
	PlanID    string
	Scope     Scope
	Follows   bool
	Revision  int // the one it shows, or the first it may show when it follows
	Label     string
	CreatedAt time.Time
	ExpiresAt time.Time // zero: never
	UsedAt    time.Time // to the hour; zero: never

	tokenHash string // of the token that it was read by: a rotated link is another one
}

// CreateLink makes a link and returns it with its token.
// Errors: ErrNotFound, ErrForbidden, ErrTooLarge, ErrQuota, ErrFull, ErrBusy.
func (s *Store) CreateLink(ctx context.Context, by Actor, planID string, link NewLink) (Link, string, error) {
	made, token, err := s.newLink(planID, link)
	if err != nil {
		return Link{}, "", err
	}
	err = s.change(ctx, by, planID, Editor, func(q statements, h head) error {
		if made.Revision = link.Shows; made.Revision == 0 {
			made.Revision = h.revision
		}
		if err := s.roomForLink(ctx, q, planID); err != nil {
			return err
		}
		return s.insertLink(ctx, q, h, h.author(by), &made)
	})
	if err != nil {
		return Link{}, "", err
	}
	return made, token, nil
}

// newLink checks a link to be made and gives it its id and its token.
func (s *Store) newLink(planID string, link NewLink) (Link, string, error) {
	if err := checkLabel("label of the link", link.Label); err != nil {
		return Link{}, "", err
	}
	id, err := s.randomText(idBytes)
	if err != nil {
		return Link{}, "", err
	}
	token, err := s.randomText(tokenBytes)
	return Link{ID: id, PlanID: planID, Scope: link.Scope, Follows: link.Follows || link.Scope == Edit, Label: link.Label,
		ExpiresAt: link.Expires.UTC().Truncate(time.Microsecond), tokenHash: string(hash(token))}, token, err
}

// insertLink writes the row; a revision that is not there is ErrNotFound.
func (s *Store) insertLink(ctx context.Context, q statements, h head, author string, link *Link) error {
	link.CreatedAt = s.stamp()
	err := q.execOne(ctx, "save the link", `
		INSERT INTO links (id, token_hash, plan_id, revision, created_at, follows, scope, label, expires_at)
		SELECT ?, ?, plan_id, number, ?, ?, ?, ?, ? FROM revisions WHERE plan_id = ? AND number = ?`,
		link.ID, []byte(link.tokenHash), link.CreatedAt.UnixMicro(), flag(link.Follows), string(link.Scope), link.Label, orNever(link.ExpiresAt), h.id, link.Revision)
	if err != nil {
		return err
	}
	return s.record(ctx, q, event{workspace: h.workspace, plan: h.id, who: author, what: LinkCreated, detail: string(link.Scope) + labelled(link.Label)})
}

func labelled(label string) string {
	if label == "" {
		return ""
	}
	return ", " + label
}

func (s *Store) roomForLink(ctx context.Context, q statements, planID string) error {
	var n int
	if err := q.row(ctx, `SELECT count(*) FROM links WHERE plan_id = ? AND revoked_at IS NULL`, planID).Scan(&n); err != nil {
		return q.engine.failure("count links", err)
	}
	if n >= MaxLinks {
		return fmt.Errorf("the plan has %d links, which is the most; revoke one: %w", MaxLinks, ErrQuota)
	}
	return nil
}

// openLink are the conditions under which a link works; its parameter is the time.
const openLink = `l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > ?)`

const selectLink = `SELECT l.id, l.plan_id, l.scope, l.follows, l.revision, l.label, l.created_at, l.expires_at, l.used_at, l.token_hash FROM links l `

func scanLink(scan func(...any) error) (Link, error) {
	var l Link
	var created int64
	var expires, used sql.NullInt64
	var tokenHash []byte
	err := scan(&l.ID, &l.PlanID, (*string)(&l.Scope), &l.Follows, &l.Revision, &l.Label, &created, &expires, &used, &tokenHash)
	l.CreatedAt, l.ExpiresAt, l.UsedAt, l.tokenHash = moment(created), momentOrNever(expires), momentOrNever(used), string(tokenHash)
	return l, err
}

// LinkByToken finds a link that works. An unknown, malformed, revoked or expired
// token and the link of a deleted plan are all the same ErrNotFound.
func (s *Store) LinkByToken(ctx context.Context, token string) (Link, error) {
	if !IsToken(token) {
		return Link{}, fmt.Errorf("link: %w", ErrNotFound)
	}
	q := s.reading()
	link, err := scanLink(q.row(ctx, selectLink+`JOIN plans p ON p.id = l.plan_id
		WHERE l.token_hash = ? AND p.deleted_at IS NULL AND `+openLink, hash(token), s.stamp().UnixMicro()).Scan)
	if err := q.found("link", err); err != nil {
		return Link{}, err
	}
	return link, nil
}

// PlanByLink reads what a link shows: with revision 0 the one it was made for,
// or the newest when it follows; else one that it may show, which is the one it
// was made for and, when it follows, any later one. A link tells nothing of the
// revisions it was not given out for: they are ErrNotFound.
func (s *Store) PlanByLink(ctx context.Context, link Link, revision int) (Plan, error) {
	q := s.reading()
	h, err := s.headOf(ctx, q, Identity{}, link.PlanID)
	if err != nil {
		return Plan{}, err
	}
	if revision == 0 {
		if revision = link.Revision; link.Follows {
			revision = h.revision
		}
	}
	if h.deleted || revision < link.Revision || revision > link.Revision && !link.Follows {
		return Plan{}, fmt.Errorf("revision of the link: %w", ErrNotFound)
	}
	return readRevision(ctx, q, h, revision)
}

// usedWithin is how exactly the last use of a link is kept: a picture in a busy
// page must not cost a write for each reader.
const usedWithin = time.Hour

// UseLink notes that a link was used, at most once an hour.
func (s *Store) UseLink(ctx context.Context, link Link) error {
	now := s.stamp()
	if now.Sub(link.UsedAt) < usedWithin {
		return nil
	}
	return s.transact(ctx, func(q statements) error {
		_, err := q.exec(ctx, "note the use of the link", `UPDATE links SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at <= ?)`,
			now.UnixMicro(), link.ID, now.Add(-usedWithin).UnixMicro())
		return err
	})
}

// AcceptEditLink lets an identity do what an edit link lets its holder do, for as
// long as the link works, so that the token need not stay in an address. The link
// must still work, by the token that it was read by: ErrNotFound.
func (s *Store) AcceptEditLink(ctx context.Context, who Identity, link Link) error {
	if who.IsNobody() {
		return fmt.Errorf("edit link: %w", ErrNotFound)
	}
	return s.transact(ctx, func(q statements) error {
		var works int
		err := q.row(ctx, `SELECT 1 FROM links l JOIN plans p ON p.id = l.plan_id
			WHERE l.id = ? AND l.token_hash = ? AND l.scope = 'edit' AND p.deleted_at IS NULL AND `+openLink,
			link.ID, []byte(link.tokenHash), s.stamp().UnixMicro()).Scan(&works)
		if err := q.found("edit link", err); err != nil {
			return err
		}
		_, err = q.exec(ctx, "accept the link", `INSERT INTO grants (link_id, identity, granted_at) VALUES (?, ?, ?) ON CONFLICT (link_id, identity) DO NOTHING`,
			link.ID, who.column(), s.stamp().UnixMicro())
		if err != nil {
			return err
		}
		_, err = q.exec(ctx, "let go of the oldest", `DELETE FROM grants WHERE link_id = ? AND granted_at <= (
			SELECT granted_at FROM grants WHERE link_id = ? ORDER BY granted_at DESC LIMIT 1 OFFSET ?)`, link.ID, link.ID, MaxGrants)
		return err
	})
}

// Links lists the links of a plan that are not revoked, the newest first; those
// that have expired are among them. Errors: ErrNotFound, ErrForbidden.
func (s *Store) Links(ctx context.Context, who Identity, planID string) ([]Link, error) {
	q := s.reading()
	if _, err := s.living(ctx, q, who, planID, Editor); err != nil {
		return nil, err
	}
	return all(ctx, q, "list links", func(rows *sql.Rows) (Link, error) { return scanLink(rows.Scan) },
		selectLink+`WHERE l.plan_id = ? AND l.revoked_at IS NULL ORDER BY l.created_at DESC, l.id`, planID)
}

// RevokeLink closes one link of a plan for good, and what it let others do. The
// link is named by its id in Links, not by its token.
// Errors: ErrNotFound, ErrForbidden, ErrBusy.
func (s *Store) RevokeLink(ctx context.Context, by Actor, planID, linkID string) error {
	return s.changeLink(ctx, by, planID, linkID, LinkRevoked, func(q statements) error {
		return q.execOne(ctx, "revoke the link", `UPDATE links SET revoked_at = ? WHERE id = ? AND plan_id = ? AND revoked_at IS NULL`, s.stamp().UnixMicro(), linkID, planID)
	})
}

// RotateLink gives a link another token: the old one stops working, and who had
// accepted it must open the new one. Errors are those of RevokeLink.
func (s *Store) RotateLink(ctx context.Context, by Actor, planID, linkID string) (token string, err error) {
	if token, err = s.randomText(tokenBytes); err != nil {
		return "", err
	}
	return token, s.changeLink(ctx, by, planID, linkID, LinkRotated, func(q statements) error {
		return q.execOne(ctx, "rotate the link", `UPDATE links SET token_hash = ?, used_at = NULL WHERE id = ? AND plan_id = ? AND revoked_at IS NULL`, hash(token), linkID, planID)
	})
}

func (s *Store) changeLink(ctx context.Context, by Actor, planID, linkID string, what What, change func(statements) error) error {
	return s.change(ctx, by, planID, Editor, func(q statements, h head) error {
		if err := change(q); err != nil {
			return err
		}
		if _, err := q.exec(ctx, "withdraw what the link let do", `DELETE FROM grants WHERE link_id = ?`, linkID); err != nil {
			return err
		}
		var scope, label string
		if err := q.found("link", q.row(ctx, `SELECT scope, label FROM links WHERE id = ?`, linkID).Scan(&scope, &label)); err != nil {
			return err
		}
		return s.record(ctx, q, event{workspace: h.workspace, plan: planID, who: h.author(by), what: what, detail: scope + labelled(label)})
	})
}

// checkLabel refuses a name that is too long.
func checkLabel(what, text string) error {
	if len(text) > MaxLabel {
		return fmt.Errorf("the %s has %d bytes, at most %d can be kept: %w", what, len(text), MaxLabel, ErrTooLarge)
	}
	return checkText(text)
}
