package catalog

import (
	"encoding/csv"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"stagecraft/planner/reason"
)

var (
	itemColumns = strings.Fields("item name kind stage edition tracks service treatment said unused")
	factColumns = strings.Fields("item since status successor note source url as_of")
	dated       = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`)
	named       = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// ParseLifecycle reads the table of items and that of their dated facts. It
// refuses what could mislead a plan, and reports every fault with its line: an
// unknown word, a fact without date or source, facts out of order, a barred
// item without a successor, successors in a circle.
func ParseLifecycle(items, facts string) (*Lifecycle, error) {
	l := &Lifecycle{index: map[string]int{}, owner: map[string]int{}}
	var faults []error
	rows, err := table("items", items, itemColumns)
	if err != nil {
		return nil, err
	}
	for n, row := range rows {
		item, err := readItem(row)
		if _, twice := l.index[item.ID]; twice {
			err = errors.Join(err, fmt.Errorf("item %q is there twice", item.ID))
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("items, line %d: %w", n+2, err))
		}
		l.index[item.ID] = len(l.items)
		for _, service := range item.Services {
			if _, owned := l.owner[service]; !owned {
				l.owner[service] = len(l.items)
			}
		}
		l.items = append(l.items, item)
	}
	rows, err = table("facts", facts, factColumns)
	if err != nil {
		return nil, errors.Join(append(faults, err)...)
	}
	for n, row := range rows {
		if err := l.addFact(row); err != nil {
			faults = append(faults, fmt.Errorf("facts, line %d: %w", n+2, err))
		}
	}
	faults = append(faults, l.check()...)
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return l, nil
}

// table reads the rows below a head of known columns.
func table(name, text string, columns []string) ([][]string, error) {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(records) == 0 || !slices.Equal(records[0], columns) {
		return nil, fmt.Errorf("%s: the first line must be %s", name, strings.Join(columns, ","))
	}
	return records[1:], nil
}

func readItem(row []string) (Item, error) {
	i := Item{ID: row[0], Name: row[1], Kind: row[2], Stage: row[3], Edition: row[4], Tracks: row[5], Services: strings.Fields(row[6]),
		Treatment: Treatment(row[7]), Said: row[8], Unused: row[9]}
	return i, errors.Join(
		must(named.MatchString(i.ID), "item %q is no name of small letters, digits and hyphens", i.ID),
		must(i.Name != "", "item %q has no name to show", i.ID),
		must(i.Kind == "service" || i.Kind == "practice", "kind %q is neither service nor practice", i.Kind),
		must(named.MatchString(i.Stage), "stage %q is no stage id", i.Stage),
		must(i.Edition == ours || dated.MatchString(i.Edition), "edition %q is neither a year nor “ours”", i.Edition),
		must(i.Edition == ours || i.Said != "", "an edition names %q, but what it said is missing", i.ID),
		must(i.Tracks == "both" || i.Tracks == "current", "tracks %q is neither both nor current", i.Tracks),
		must(i.Treatment == Box || i.Treatment == Annotation, "treatment %q is neither box nor annotation", i.Treatment),
		must(i.Kind == "practice" || i.Treatment != Box || len(i.Services) > 0, "%q is drawn as a box of no catalogue service", i.ID))
}

func (l *Lifecycle) addFact(row []string) error {
	f := Fact{Since: row[1], Status: Status(row[2]), Successor: row[3], Note: row[4], Source: reason.Source{Name: row[5], URL: row[6], AsOf: row[7]}}
	at, known := l.index[row[0]]
	err := errors.Join(
		must(known, "item %q is not in the table of items", row[0]),
		must(dated.MatchString(f.Since), "since %q is no date, month or year", f.Since),
		must(slices.Contains([]Status{StatusCurrent, StatusRenamed, StatusMaintenance, StatusClosed, StatusRetired}, f.Status), "status %q is not known", f.Status),
		must(f.Source.Name != "" && dated.MatchString(f.Source.AsOf), "the source has no name or no date"),
		must(f.Source.AsOf == "" || f.Since[:min(4, len(f.Since))] <= f.Source.AsOf, "the source of %s cannot know of %s", f.Source.AsOf, f.Since),
		must(!f.Status.Barred() || f.Successor != "", "a %s item needs a successor", f.Status))
	if !known {
		return err
	}
	i := &l.items[at]
	if n := len(i.Facts); n > 0 && i.Facts[n-1].Since >= f.Since {
		err = errors.Join(err, fmt.Errorf("%s: %s does not come after %s", i.ID, f.Since, i.Facts[n-1].Since))
	}
	i.Facts = append(i.Facts, f)
	return err
}

// check looks at the table as a whole.
func (l *Lifecycle) check() []error {
	var faults []error
	for _, i := range l.items {
		if len(i.Facts) == 0 {
			faults = append(faults, fmt.Errorf("item %q has no fact", i.ID))
			continue
		}
		if i.Unused == "" && !i.Today().Status.Barred() {
			faults = append(faults, fmt.Errorf("item %q does not say why a stage goes without it", i.ID))
		}
		faults = append(faults, l.chain(i)...)
	}
	return faults
}

// chain follows the successors of an item to one that has none.
func (l *Lifecycle) chain(i Item) []error {
	seen := map[string]bool{}
	for at := i; ; {
		seen[at.ID] = true
		if len(at.Facts) == 0 || at.Today().Successor == "" {
			return nil
		}
		next, ok := l.Lookup(at.Today().Successor)
		if !ok {
			return []error{fmt.Errorf("the successor of %q, %q, is not in the table of items", at.ID, at.Today().Successor)}
		}
		if seen[next.ID] {
			return []error{fmt.Errorf("the successors of %q go in a circle", i.ID)}
		}
		at = next
	}
}

func must(ok bool, format string, args ...any) error {
	if ok {
		return nil
	}
	return fmt.Errorf(format, args...)
}
