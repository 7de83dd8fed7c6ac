package store

import "math"

// An export is every row of these tables, in this order, so that a row comes
// after those it refers to. Sessions are left out: people sign in again. What a
// column is called and means never changes; new ones may be added, nullable.

// kind is what a column holds, and how an export writes it.
type kind int

const (
	anID      kind = iota // text: 128 bits in base64url
	aText                 // text
	aWord                 // text: one of a few
	tagList               // list of texts
	aHash                 // bytes: SHA-256, in base64
	aMoment               // number: microseconds since 1970
	aNumber               // number
	aFlag                 // true or false
	aDocument             // bytes: gzip, in base64
)

// column is a column that is exported.
type column struct {
	name     string
	kind     kind
	most     int // bytes of a text or of an unpacked document, or the largest number
	words    []string
	optional bool // NULL, left out of the line
}

func (c column) orNull() column { c.optional = true; return c }

func idColumn(name string) column               { return column{name: name, kind: anID} }
func hashColumn(name string) column             { return column{name: name, kind: aHash} }
func timeColumn(name string) column             { return column{name: name, kind: aMoment} }
func flagColumn(name string) column             { return column{name: name, kind: aFlag} }
func textColumn(name string, most int) column   { return column{name: name, kind: aText, most: most} }
func numberColumn(name string, most int) column { return column{name: name, kind: aNumber, most: most} }
func wordColumn(name string, words ...string) column {
	return column{name: name, kind: aWord, words: words}
}
func documentColumn(name string, most int) column {
	return column{name: name, kind: aDocument, most: most}
}

// exportedTable is a table with its key, which are its first columns.
type exportedTable struct {
	name    string
	keys    int
	columns []column
	// folds tells that the column for searches is made of name and tags.
	folds bool
	// check finds what is wrong with a row whose values are right one by one.
	check func(row) string
}

// mostRevision bounds the number of a revision: plans of the first schemas could
// have more than MaxRevisions.
const mostRevision = math.MaxInt32

// mostWords bounds the texts that the store writes itself, of the parts it bounds.
const mostWords = 4 << 10

var exportedTables = []exportedTable{
	{name: "workspaces", keys: 1, columns: []column{
		idColumn("id"), textColumn("name", MaxLabel), hashColumn("join_hash").orNull(), wordColumn("join_role", "viewer", "editor"), timeColumn("created_at"),
	}},
	{name: "members", keys: 1, columns: []column{
		idColumn("id"), idColumn("workspace_id"), hashColumn("identity"), textColumn("name", MaxLabel), wordColumn("role", "viewer", "editor", "owner"), timeColumn("joined_at"),
	}},
	{name: "plans", keys: 1, folds: true, columns: []column{
		idColumn("id"), hashColumn("owner_hash").orNull(), idColumn("workspace_id").orNull(), flagColumn("open_by_id"), numberColumn("revision", mostRevision),
		textColumn("name", MaxName), {name: "tags", kind: tagList}, timeColumn("created_at"), timeColumn("updated_at"), timeColumn("archived_at").orNull(), timeColumn("deleted_at").orNull(),
	}},
	{name: "revisions", keys: 2, columns: []column{
		idColumn("plan_id"), numberColumn("number", mostRevision), textColumn("name", MaxName), textColumn("workload", MaxWorkload), textColumn("book", mostWords), textColumn("engine", mostWords),
		textColumn("title", MaxTitle), textColumn("note", MaxNote), textColumn("author", mostWords), numberColumn("restored", mostRevision).orNull(), timeColumn("created_at"),
		documentColumn("result", MaxResult), documentColumn("snapshot", MaxSnapshot).orNull(),
	}, check: func(r row) string {
		if restored, is := r.get("restored").(int64); is && restored >= r.get("number").(int64) {
			return "restored is no earlier revision"
		}
		return ""
	}},
	{name: "links", keys: 1, columns: []column{
		idColumn("id"), hashColumn("token_hash"), idColumn("plan_id"), wordColumn("scope", string(View), string(Edit)), flagColumn("follows"), numberColumn("revision", mostRevision),
		textColumn("label", MaxLabel), timeColumn("created_at"), timeColumn("expires_at").orNull(), timeColumn("used_at").orNull(), timeColumn("revoked_at").orNull(),
	}, check: func(r row) string {
		if r.get("scope") == string(Edit) && r.get("follows") == int64(0) {
			return "an edit link follows its plan"
		}
		return ""
	}},
	{name: "grants", keys: 2, columns: []column{idColumn("link_id"), hashColumn("identity"), timeColumn("granted_at")}},
	{name: "activity", keys: 1, columns: []column{
		idColumn("id"), timeColumn("at"), idColumn("workspace_id").orNull(), idColumn("plan_id").orNull(), textColumn("who", mostWords), textColumn("what", MaxLabel), textColumn("detail", mostWords),
	}},
}
