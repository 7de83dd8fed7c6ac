package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// reading is a reader that a test writes.
type reading func([]byte) (int, error)

func (r reading) Read(p []byte) (int, error) { return r(p) }

func scanText(rows *sql.Rows) (string, error) {
	var text string
	return text, rows.Scan(&text)
}

// replacing changes the first place where an export says something.
func replacing(what, by string) func(string) string {
	return func(export string) string { return strings.Replace(export, what, by, 1) }
}

// lines runs a change on the lines of an export; which is the first that has a word.
func lines(word string, change func(lines []string, which int) []string) func(string) string {
	return func(export string) string {
		all := strings.SplitAfter(export, "\n")
		which := slices.IndexFunc(all, func(line string) bool { return strings.Contains(line, word) })
		return strings.Join(change(all, which), "")
	}
}

func without(word string) func(string) string {
	return lines(word, func(all []string, i int) []string { return slices.Delete(all, i, i+1) })
}

func doubling(word string) func(string) string {
	return lines(word, func(all []string, i int) []string { return slices.Insert(all, i, all[i]) })
}

// moving gives a row another place, counted from the end when negative.
func moving(word string, to int) func(string) string {
	return lines(word, func(all []string, i int) []string {
		line := all[i]
		if to < 0 {
			to += len(all)
		}
		return slices.Insert(slices.Delete(all, i, i+1), to, line)
	})
}

// resumming changes the rows of an export and, when forging, counts and sums them
// anew, as somebody would who means harm.
func resumming(forging bool, change func(string) string) func(string) string {
	return func(export string) string {
		export = change(export)
		if !forging {
			return export
		}
		return forged(export)
	}
}

// forged counts and sums the rows of an export anew.
func forged(export string) string {
	all := strings.SplitAfter(export, "\n")
	var head exportHead
	var end exportEnd
	if err := json.Unmarshal([]byte(all[0]), &head); err != nil {
		panic(err)
	}
	rows := all[1 : len(all)-2]
	counts := map[string]int{}
	for _, table := range exportedTables {
		counts[table.name] = 0
	}
	for _, line := range rows {
		var row struct{ Row string }
		json.Unmarshal([]byte(line), &row)
		if _, known := counts[row.Row]; known {
			counts[row.Row]++
		}
	}
	head.Rows, end.Row, end.Rows = counts, endRow, counts
	body := string(must(json.Marshal(head))) + "\n" + strings.Join(rows, "")
	sum := sha256.Sum256([]byte(body))
	end.Sum = hex.EncodeToString(sum[:])
	return body + string(must(json.Marshal(end))) + "\n"
}
