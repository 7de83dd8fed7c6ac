package main

import (
	"errors"
	"flag"
	"io/fs"
	"net/url"
	"regexp"
	"strings"

	"stagecraft/store"
)

// dbSetting is where the plans are, for every command that keeps or moves them.
func dbSetting(value *string) setting {
	return setting{"db", "STAGECRAFT_DB", "stagecraft.db", "SQLite file of the saved plans, or postgres://user:password@host/database", value}
}

// keywordAddress is the other way to write where a PostgreSQL database is,
// “host=… password=…”, which would be the name of a file as well.
var keywordAddress = regexp.MustCompile(`(^|\s)(host|hostaddr|port|user|password|dbname|service|sslmode)\s*=`)

// checkDB refuses an address that no store has: it would become the name of a file.
func checkDB(address string) error {
	if strings.Contains(address, "://") && !store.IsPostgreSQL(address) {
		return misuse("--db %q is neither a file nor a PostgreSQL database; accepted: a path, or postgres://user:password@host/database", hidden(address))
	}
	if keywordAddress.MatchString(address) { // not repeated: it may hold a password
		return misuse("--db reads like words for a PostgreSQL driver; accepted: a path, or postgres://user:password@host/database")
	}
	if address == "" {
		return misuse("--db is empty; accepted: a path, or postgres://user:password@host/database")
	}
	return nil
}

// hidden is an address as logs and errors may show it: without its password.
func hidden(address string) string {
	if !strings.Contains(address, "://") {
		return address
	}
	parsed, err := url.Parse(address)
	if err != nil {
		return "(an address that cannot be read)" // its password may be anywhere
	}
	if query := parsed.Query(); query.Has("password") {
		query.Set("password", "xxxxx")
		parsed.RawQuery = query.Encode()
	}
	return parsed.Redacted()
}

// oneFile reads the words of a command that takes a file and a database, such as
// backup. Flags of its own are in more, said in help.
func oneFile(p process, args []string, flags *flag.FlagSet, help string) (file, db string, err error) {
	s := dbSetting(&db)
	s.define(flags, p.getenv)
	words, err := parse(flags, args)
	if err == flag.ErrHelp {
		if err := writeSettings(p.stdout, help, []setting{s}); err != nil {
			return "", "", err
		}
		return "", "", flag.ErrHelp
	}
	if err != nil {
		return "", "", err
	}
	if len(words) != 1 || words[0] == "" {
		return "", "", misuse("%s takes one file; “stagecraft %s --help” says more", flags.Name(), flags.Name())
	}
	return words[0], db, checkDB(db)
}

// onlySQLite refuses a PostgreSQL database for a command about files.
func onlySQLite(command, db string) error {
	if store.IsPostgreSQL(db) {
		return misuse("%s is for SQLite; of a PostgreSQL database use its own pg_dump and pg_restore, or move the plans with “stagecraft export”", command)
	}
	return nil
}

// inputFault marks the errors that are about what was named on the command line.
func inputFault(err error) error {
	for _, fault := range []error{fs.ErrNotExist, fs.ErrExist, store.ErrNotDatabase, store.ErrNewerSchema, store.ErrOlderSchema, store.ErrDamaged} {
		if errors.Is(err, fault) {
			return misuse("%v", err)
		}
	}
	return err
}
