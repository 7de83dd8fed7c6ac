package store

// applicationID marks our files in the SQLite header: "Stgc" in ASCII.
const applicationID = 0x53746763

// migrations bring a database from version i to i+1. They are only ever added to:
// a released one is never edited, because databases that ran it are out there.
// They are written for SQLite; the dialect of postgresEngine says the same for
// PostgreSQL, so no statement may need more than other names of types. What SQL
// cannot say alike in both is in finishMigration.
var migrations = []string{
	`CREATE TABLE plans (
		id          TEXT PRIMARY KEY,
		owner_hash  BLOB CHECK (owner_hash IS NULL OR length(owner_hash) = 32),
		revision    INTEGER NOT NULL CHECK (revision >= 1),
		created_at  INTEGER NOT NULL,
		updated_at  INTEGER NOT NULL,
		deleted_at  INTEGER
	) STRICT;
	CREATE INDEX plans_by_owner ON plans (owner_hash, updated_at) WHERE owner_hash IS NOT NULL;
	CREATE INDEX plans_deleted ON plans (deleted_at) WHERE deleted_at IS NOT NULL;

	CREATE TABLE revisions (
		plan_id     TEXT NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
		number      INTEGER NOT NULL CHECK (number >= 1),
		name        TEXT NOT NULL,
		workload    TEXT NOT NULL,
		book        TEXT NOT NULL,
		engine      TEXT NOT NULL,
		result      BLOB NOT NULL, -- gzip
		created_at  INTEGER NOT NULL,
		PRIMARY KEY (plan_id, number)
	) STRICT;

	CREATE TABLE links (
		id          TEXT PRIMARY KEY,
		token_hash  BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
		plan_id     TEXT NOT NULL,
		revision    INTEGER NOT NULL,
		created_at  INTEGER NOT NULL,
		revoked_at  INTEGER,
		FOREIGN KEY (plan_id, revision) REFERENCES revisions (plan_id, number) ON DELETE CASCADE
	) STRICT;
	CREATE INDEX links_by_plan ON links (plan_id, revision);`,

	// A link that follows shows the newest revision; links made before do not.
	`ALTER TABLE links ADD COLUMN follows INTEGER NOT NULL DEFAULT 0 CHECK (follows IN (0, 1));`,

	// Workspaces with members; links with a scope, a label and an end; what is
	// said of a revision, and the plan as it was shown; sign-in.
	`CREATE TABLE workspaces (
		id          TEXT PRIMARY KEY,
		name        TEXT NOT NULL,
		join_hash   BLOB UNIQUE CHECK (join_hash IS NULL OR length(join_hash) = 32),
		join_role   TEXT NOT NULL CHECK (join_role IN ('viewer', 'editor')),
		created_at  INTEGER NOT NULL
	) STRICT;

	CREATE TABLE members (
		id            TEXT PRIMARY KEY,
		workspace_id  TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
		identity      BLOB NOT NULL CHECK (length(identity) = 32),
		name          TEXT NOT NULL,
		role          TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')),
		joined_at     INTEGER NOT NULL,
		UNIQUE (workspace_id, identity)
	) STRICT;
	CREATE INDEX members_by_identity ON members (identity);

	ALTER TABLE plans ADD COLUMN workspace_id TEXT REFERENCES workspaces (id);
	ALTER TABLE plans ADD COLUMN open_by_id INTEGER NOT NULL DEFAULT 1 CHECK (open_by_id IN (0, 1));
	ALTER TABLE plans ADD COLUMN archived_at INTEGER;
	ALTER TABLE plans ADD COLUMN name TEXT NOT NULL DEFAULT '';
	ALTER TABLE plans ADD COLUMN tags TEXT NOT NULL DEFAULT '';   -- one a line
	ALTER TABLE plans ADD COLUMN folded TEXT COLLATE BINARY NOT NULL DEFAULT ''; -- name and tags, for searching: see refold
	UPDATE plans SET name = COALESCE((SELECT r.name FROM revisions r WHERE r.plan_id = plans.id AND r.number = plans.revision), '');
	-- Lists and searches find a page of plans in these alone: in the table the plans
	-- of one workspace lie far from each other.
	DROP INDEX plans_by_owner;
	CREATE INDEX plans_by_owner ON plans (owner_hash, updated_at, id, created_at, deleted_at, archived_at, revision, tags, folded, workspace_id)
		WHERE owner_hash IS NOT NULL AND workspace_id IS NULL;
	CREATE INDEX plans_by_workspace ON plans (workspace_id, updated_at, id, created_at, deleted_at, archived_at, revision, tags, folded)
		WHERE workspace_id IS NOT NULL;

	ALTER TABLE revisions ADD COLUMN title TEXT NOT NULL DEFAULT '';
	ALTER TABLE revisions ADD COLUMN note TEXT NOT NULL DEFAULT '';
	ALTER TABLE revisions ADD COLUMN author TEXT NOT NULL DEFAULT '';
	ALTER TABLE revisions ADD COLUMN restored INTEGER;
	ALTER TABLE revisions ADD COLUMN snapshot BLOB; -- gzip

	ALTER TABLE links ADD COLUMN scope TEXT NOT NULL DEFAULT 'view' CHECK (scope IN ('view', 'edit'));
	ALTER TABLE links ADD COLUMN label TEXT NOT NULL DEFAULT '';
	ALTER TABLE links ADD COLUMN expires_at INTEGER;
	ALTER TABLE links ADD COLUMN used_at INTEGER;

	CREATE TABLE grants (
		link_id     TEXT NOT NULL REFERENCES links (id) ON DELETE CASCADE,
		identity    BLOB NOT NULL CHECK (length(identity) = 32),
		granted_at  INTEGER NOT NULL,
		PRIMARY KEY (link_id, identity)
	) STRICT;

	CREATE TABLE activity (
		id            TEXT PRIMARY KEY,
		at            INTEGER NOT NULL,
		workspace_id  TEXT REFERENCES workspaces (id) ON DELETE CASCADE,
		plan_id       TEXT REFERENCES plans (id) ON DELETE CASCADE,
		who           TEXT NOT NULL,
		what          TEXT NOT NULL,
		detail        TEXT NOT NULL
	) STRICT;
	CREATE INDEX activity_of_workspace ON activity (workspace_id, at) WHERE workspace_id IS NOT NULL;
	CREATE INDEX activity_of_plan ON activity (plan_id, at) WHERE plan_id IS NOT NULL;

	CREATE TABLE sessions (
		token_hash  BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
		identity    BLOB NOT NULL CHECK (length(identity) = 32),
		name        TEXT NOT NULL,
		email       TEXT NOT NULL,
		created_at  INTEGER NOT NULL,
		expires_at  INTEGER NOT NULL
	) STRICT;
	CREATE INDEX sessions_by_end ON sessions (expires_at);`,
}
