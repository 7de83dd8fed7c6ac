-- A file as the program that wrote schema 2 left it, dumped as SQL. The secrets
-- that visitors held, of which the file has hashes:
-- browsers: ann FJAGa3eJNbC7SSXj2xUcW0JK18Y73DB60R9-hxrmW_o, ben M4AfE5Dk1H-O-wRYsamsszfJ9bY9VIAUehjyuy_qoho
-- plans: shop DSu-vd2efDW4fJVXCudzFg, nobody's bmvoOFyO6qDS1lEp8UItxA, gone n81RksJLb_CwaSRWOvDINw, ben's sPuShZkcFU-1ugglg3q3Fg
-- links: pinned JTP4IzPD7i8UodoFoZvSBcjksO2m5LpW1dlIftlZvas, following 5fLK67nQ9rPWSyrkaYPDvHr3oWNssGgcdCoIUhe7LDE, revoked bjo5NqKo0xBSuLatC5LoILS6rQIiTlgfhub87a8qk28, gone OSWagaTOTPTbc2yS5ayMYXq1emLZw4X6lsxyszn8ub0
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
PRAGMA application_id=1400137571;
PRAGMA user_version=2;
CREATE TABLE plans (
		id          TEXT PRIMARY KEY,
		owner_hash  BLOB CHECK (owner_hash IS NULL OR length(owner_hash) = 32),
		revision    INTEGER NOT NULL CHECK (revision >= 1),
		created_at  INTEGER NOT NULL,
		updated_at  INTEGER NOT NULL,
		deleted_at  INTEGER
	) STRICT;
INSERT INTO plans VALUES('DSu-vd2efDW4fJVXCudzFg',X'b96bd453210a0a82533df4e1691dc0019f9b526592ad05712b8ab86053aa270c',3,1795340820123459,1795346940123477,NULL);
INSERT INTO plans VALUES('bmvoOFyO6qDS1lEp8UItxA',NULL,1,1795347960123480,1795347960123480,NULL);
INSERT INTO plans VALUES('n81RksJLb_CwaSRWOvDINw',X'b96bd453210a0a82533df4e1691dc0019f9b526592ad05712b8ab86053aa270c',1,1795348980123483,1795348980123483,1795351020123489);
INSERT INTO plans VALUES('sPuShZkcFU-1ugglg3q3Fg',X'3ea2a700f5c95d009f6eb7ac39f788e6dbf17e5eba6bfb2bbd5143ece561c47f',1,1795352040123492,1795352040123492,NULL);
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
INSERT INTO revisions VALUES('DSu-vd2efDW4fJVXCudzFg',1,'Shop','users=250k','2026-11-01','2',X'1f8b08000000000000ffaa56ca4bcc4d55b2520acec82f50d2512acf2fcacec94f4c51b2522a2d4e2d2ab6353235c856aae502040000ffff0cbb5fd628000000',1795340820123459);
INSERT INTO revisions VALUES('DSu-vd2efDW4fJVXCudzFg',2,'Shop','users=300k','2026-11-01','2',X'1f8b08000000000000ffaa56ca4bcc4d55b2520acec82f50d2512acf2fcacec94f4c51b2522a2d4e2d2ab6353630c856aae502040000ffff0b21e52028000000',1795342860123465);
INSERT INTO revisions VALUES('DSu-vd2efDW4fJVXCudzFg',3,'ÄRGER im Shop','users=1M&read_write=90%2F10','2026-11-01','2',X'1f8b08000000000000ffaa56ca4bcc4d55b2523adc12e4ee1aa49099ab109c915fa0a4a3549e5f949d939f98a264a5545a9c5a546c6be8ab56949a98125f5e9459926a6b69a06ae46668a054cb05080000ffffee8ac6db43000000',1795346940123477);
INSERT INTO revisions VALUES('bmvoOFyO6qDS1lEp8UItxA',1,'','users=2k','2026-11-01','2',X'1f8b08000000000000ffaa56ca4bcc4d55b25252d2512acf2fcacec94f4c51b2522a2d4e2d2ab635ca56aae502040000ffff1df97c6522000000',1795347960123480);
INSERT INTO revisions VALUES('n81RksJLb_CwaSRWOvDINw',1,'Gone','users=5k','2026-11-01','2',X'1f8b08000000000000ffaa56ca4bcc4d55b25272cfcf4b55d2512acf2fcacec94f4c51b2522a2d4e2d2ab635cd56aae502040000ffffce8aa9dd26000000',1795348980123483);
INSERT INTO revisions VALUES('sPuShZkcFU-1ugglg3q3Fg',1,replace('Ben''s 100% ''plan''\nin two lines','\n',char(10)),'users=10M','2026-11-01','2',X'1f8b08000000000000ffaa56ca4bcc4d55b252724acd532f563034305055502fc849cc538fc9cbcc532829cf57c8c9cc4b2d56d2512acf2fcacec94f4c51b2522a2d4e2d2ab63534f055aae502040000ffff4ff9dd4642000000',1795352040123492);
CREATE TABLE links (
		id          TEXT PRIMARY KEY,
		token_hash  BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
		plan_id     TEXT NOT NULL,
		revision    INTEGER NOT NULL,
		created_at  INTEGER NOT NULL,
		revoked_at  INTEGER, follows INTEGER NOT NULL DEFAULT 0 CHECK (follows IN (0, 1)),
		FOREIGN KEY (plan_id, revision) REFERENCES revisions (plan_id, number) ON DELETE CASCADE
	) STRICT;
INSERT INTO links VALUES('oI0pbJ4UeYZNyT30vqCOHA',X'316efa1b9f845232ceaefd9eeaf3038b9a8afb68b53e0e1ec92dfff362ff9fa2','DSu-vd2efDW4fJVXCudzFg',1,1795341840123462,NULL,0);
INSERT INTO links VALUES('xAiELJOILUqnCpPfgqs7Kw',X'de85defc58aa9e94ce5ba0d50deed770b3828e34335c6e17752c6e802af27686','DSu-vd2efDW4fJVXCudzFg',2,1795343880123468,NULL,1);
INSERT INTO links VALUES('ZKisA5YxskFxBqPLniPICA',X'72cb60c68d7d17e487d372a076a42f18597dd17f31adf3fb7ba1da5b00a7853e','DSu-vd2efDW4fJVXCudzFg',2,1795344900123471,1795345920123474,0);
INSERT INTO links VALUES('DWeabM7c-_qnnwzzhJTurw',X'c811ac7f88f9ab8129b10b4950bbd01ee7b0ee814af5617774e6d3f0b099bd64','n81RksJLb_CwaSRWOvDINw',1,1795350000123486,NULL,0);
CREATE INDEX plans_by_owner ON plans (owner_hash, updated_at) WHERE owner_hash IS NOT NULL;
CREATE INDEX plans_deleted ON plans (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX links_by_plan ON links (plan_id, revision);
COMMIT;
