package fidelity

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// each makes a case of every row of an embedded table, and names the line of
// one that cannot be worked out.
func each(table string, makeCase func(row []string) (Case, error)) ([]Case, error) {
	reader := csv.NewReader(strings.NewReader(table))
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("published cases: %w", err)
	}
	cases := make([]Case, 0, len(rows))
	for i, row := range rows[1:] {
		c, err := makeCase(row)
		if err != nil {
			return nil, fmt.Errorf("published cases, row %d, %s: %w", i+2, row[0], err)
		}
		cases = append(cases, c)
	}
	return cases, nil
}
