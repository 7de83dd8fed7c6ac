package bill

// Pair is a line as two bills have it; nil in the one that lacks it.
type Pair struct{ Before, After *Item }

// Pairs sets the lines of an older and a newer bill side by side: first what the
// older one has, in its order, then what is new. Lines belong together that charge
// the same rate to the same component; where there are several of those, the ones
// of the same name, and then one after the other.
func Pairs(older, newer Bill) []Pair {
	left := map[group][]*Item{}
	for i := range newer.Items {
		g := groupOf(newer.Items[i])
		left[g] = append(left[g], &newer.Items[i])
	}
	pairs := make([]Pair, 0, len(older.Items))
	for i := range older.Items {
		pairs = append(pairs, Pair{Before: &older.Items[i]})
	}
	taken := map[*Item]bool{}
	match := func(fits func(before, after *Item) bool) {
		for i, p := range pairs {
			if p.After != nil {
				continue
			}
			for _, after := range left[groupOf(*p.Before)] {
				if !taken[after] && fits(p.Before, after) {
					pairs[i].After, taken[after] = after, true
					break
				}
			}
		}
	}
	match(func(before, after *Item) bool { return before.Name == after.Name })
	match(func(before, after *Item) bool { return true })
	for i := range newer.Items {
		if after := &newer.Items[i]; !taken[after] {
			pairs = append(pairs, Pair{After: after})
		}
	}
	return pairs
}

func groupOf(i Item) group { return group{i.Service, i.Component, i.RateKey} }
