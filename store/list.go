package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/cases"
)

// Quotas bound what one visitor or one workspace can put into the database.
const (
	MaxPlans      = 5000 // of a person or a workspace, deleted ones included until they are purged
	MaxRevisions  = 2000 // of a plan
	MaxLinks      = 100  // of a plan, revoked ones not counted
	MaxGrants     = 1000 // browsers that a link lets edit; the oldest open it again
	MaxWorkspaces = 50   // of a person
	MaxMembers    = 500  // of a workspace
	MaxTags       = 10   // of a plan
	MaxTag        = 40   // bytes of a tag
	MaxLabel      = 100  // bytes of a name of a link, a member or a workspace
)

// PlansOnPage is how many plans List gives at once.
const PlansOnPage = 50

// Sort is an order of a list of plans.
type Sort string

// The orders.
const (
	ByChange   Sort = "changed" // the last changed first
	ByCreation Sort = "created" // the newest first
	ByName     Sort = "name"
)

// orders ends with the id, so that pages never show a plan twice.
var orders = map[Sort]string{
	ByChange:   "p.updated_at DESC, p.id",
	ByCreation: "p.created_at DESC, p.id",
	ByName:     "p.folded, p.id",
}

// searchWords is how many words of a search count: SQLite takes no statement of
// very many conditions.
const searchWords = 50

// offset is where a page begins. A number above all pages is one of them too.
func offset(page, size int) int { return min(max(page, 0), 1<<30) * size }

// Query picks plans for a list.
type Query struct {
	Workspace string // empty: the plans of who asks
	Search    string // every word of it, of 50 at most, is in the name or a tag, whatever its case
	Tag       string // has exactly this tag
	Archived  bool   // the archived ones, and only these
	Sort      Sort   // unknown or empty: ByChange
	Page      int    // 0 is the first
}

// Summary is a line in a list of plans: the newest revision without its documents.
type Summary struct {
	ID                   string
	Revision             int
	Name                 string
	Workload             string
	Book, Engine         string
	Author               string // of the newest revision
	Tags                 []string
	CreatedAt, UpdatedAt time.Time
}

// Plans lists plans of a person or of a workspace, and tells whether there are
// more on the next page. Errors: ErrNotFound for a workspace who asks is not in.
func (s *Store) Plans(ctx context.Context, who Identity, query Query) (list []Summary, more bool, err error) {
	q := s.reading()
	where, args := "p.owner_hash = ? AND p.workspace_id IS NULL", []any{who.column()}
	if query.Workspace != "" {
		if _, err := s.memberIn(ctx, q, who, query.Workspace, Reader); err != nil {
			return nil, false, err
		}
		where, args = "p.workspace_id = ?", []any{query.Workspace}
	}
	if checkText(query.Search, query.Tag) != nil {
		return nil, false, nil // no text that is kept holds such a character
	}
	where += " AND p.deleted_at IS NULL AND p.archived_at IS " + map[bool]string{false: "NULL", true: "NOT NULL"}[query.Archived]
	words := strings.Fields(fold(query.Search))
	for _, word := range words[:min(len(words), searchWords)] {
		where += ` AND instr(p.folded, ?) > 0`
		args = append(args, word)
	}
	if query.Tag != "" {
		where += ` AND instr(p.tags, ?) > 0`
		args = append(args, "\n"+query.Tag+"\n")
	}
	order, known := orders[query.Sort]
	if !known {
		order = orders[ByChange]
	}
	// The page is picked by columns that an index holds; beside it, only the
	// revisions of its lines are read.
	list, err = all(ctx, q, "list plans", scanSummary, `
		SELECT p.id, p.revision, r.name, r.workload, r.book, r.engine, r.author, p.tags, p.created_at, p.updated_at
		FROM (SELECT p.id, p.revision, p.tags, p.folded, p.created_at, p.updated_at FROM plans p WHERE `+where+` ORDER BY `+order+` LIMIT ? OFFSET ?) p
		JOIN revisions r ON r.plan_id = p.id AND r.number = p.revision ORDER BY `+order,
		append(args, PlansOnPage+1, offset(query.Page, PlansOnPage))...)
	if more = len(list) > PlansOnPage; more {
		list = list[:PlansOnPage]
	}
	return list, more, err
}

func scanSummary(rows *sql.Rows) (Summary, error) {
	var line Summary
	var created, updated int64
	var tags string
	err := rows.Scan(&line.ID, &line.Revision, &line.Name, &line.Workload, &line.Book, &line.Engine, &line.Author, &tags, &created, &updated)
	line.CreatedAt, line.UpdatedAt, line.Tags = moment(created), moment(updated), splitTags(tags)
	return line, err
}

// Tags lists the tags that plans of a person or a workspace have, in order.
func (s *Store) Tags(ctx context.Context, who Identity, workspace string) ([]string, error) {
	q := s.reading()
	where, arg := "owner_hash = ? AND workspace_id IS NULL", who.column()
	if workspace != "" {
		if _, err := s.memberIn(ctx, q, who, workspace, Reader); err != nil {
			return nil, err
		}
		where, arg = "workspace_id = ?", any(workspace)
	}
	sets, err := all(ctx, q, "list tags", func(rows *sql.Rows) (string, error) {
		var tags string
		return tags, rows.Scan(&tags)
	}, `SELECT DISTINCT tags FROM plans WHERE `+where+` AND tags <> '' AND deleted_at IS NULL`, arg)
	var tags []string
	for _, set := range sets {
		tags = append(tags, splitTags(set)...)
	}
	slices.Sort(tags)
	return slices.Compact(tags), err
}

// SetTags gives a plan these tags and no others: at most MaxTags, each of at most
// MaxTag bytes; case is kept, order and repetition are not.
// Errors: ErrNotFound, ErrForbidden, ErrQuota, ErrTooLarge.
func (s *Store) SetTags(ctx context.Context, by Actor, id string, tags []string) error {
	clean, err := cleanTags(tags)
	if err != nil {
		return err
	}
	return s.change(ctx, by, id, Editor, func(q statements, h head) error {
		if slices.Equal(clean, h.tags) {
			return nil
		}
		if err := q.execOne(ctx, "tag the plan", `UPDATE plans SET tags = ?, folded = ? WHERE id = ?`, joinTags(clean), folded(h.name, clean), id); err != nil {
			return err
		}
		return s.record(ctx, q, event{workspace: h.workspace, plan: id, who: h.author(by), what: PlanTagged, detail: strings.Join(clean, ", ")})
	})
}

func cleanTags(tags []string) ([]string, error) {
	var clean []string
	for _, tag := range tags {
		if tag = strings.Join(strings.Fields(tag), " "); tag == "" {
			continue
		}
		if len(tag) > MaxTag {
			return nil, fmt.Errorf("a tag has %d bytes, at most %d can be kept: %w", len(tag), MaxTag, ErrTooLarge)
		}
		clean = append(clean, tag)
	}
	slices.Sort(clean)
	if clean = slices.Compact(clean); len(clean) > MaxTags {
		return nil, fmt.Errorf("a plan has at most %d tags: %w", MaxTags, ErrQuota)
	}
	return clean, checkText(clean...)
}

// joinTags keeps tags with a line end before and after each, so that one can be
// searched for as a whole.
func joinTags(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return "\n" + strings.Join(tags, "\n") + "\n"
}

func splitTags(kept string) []string {
	if kept == "" {
		return nil
	}
	return strings.Split(strings.Trim(kept, "\n"), "\n")
}

// maxFolded is how many bytes of it are kept: an index of PostgreSQL holds rows of
// 2,704. A name and tags have less, unless folding makes them longer.
const maxFolded = 2000

// folded is what searches look through, and the order by name goes by.
func folded(name string, tags []string) string {
	text := fold(strings.TrimSpace(name) + joinTags(tags))
	if len(text) > maxFolded {
		text = strings.ToValidUTF8(text[:maxFolded], "") // the last letter may be cut in two
	}
	return text
}

// fold makes texts that differ in case alone the same: STRASSE is Straße.
func fold(text string) string { return cases.Fold().String(text) }

// roomForPlan refuses a plan above the quota.
func (s *Store) roomForPlan(ctx context.Context, q statements, who Identity, workspace string) error {
	if workspace == "" && who.IsNobody() {
		return nil
	}
	query, arg := `SELECT count(*) FROM (SELECT 1 AS one FROM plans WHERE owner_hash = ? AND workspace_id IS NULL LIMIT ?) AS counted`, who.column()
	if workspace != "" {
		query, arg = `SELECT count(*) FROM (SELECT 1 AS one FROM plans WHERE workspace_id = ? LIMIT ?) AS counted`, any(workspace)
	}
	var n int
	if err := q.row(ctx, query, arg, MaxPlans).Scan(&n); err != nil {
		return q.engine.failure("count plans", err)
	}
	if n >= MaxPlans {
		return fmt.Errorf("%d plans are kept here, which is the most: %w", MaxPlans, ErrQuota)
	}
	return nil
}
