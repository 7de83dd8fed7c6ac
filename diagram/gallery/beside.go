package main

// row is a line of the old text beside one of the new. Where Changed is set they
// differ, and a side that has no line is empty.
type row struct {
	Old, New string
	Changed  bool
}

// beside pairs the lines that a longest common subsequence keeps; what lies
// between two pairs stands side by side from the top.
func beside(old, now []string) []row {
	kept := common(old, now)
	var rows []row
	i, j := 0, 0
	for i < len(old) || j < len(now) {
		if i < len(old) && j < len(now) && old[i] == now[j] {
			rows = append(rows, row{Old: old[i], New: now[j]})
			i, j = i+1, j+1
			continue
		}
		var gone, come []string
		for (i < len(old) || j < len(now)) && (i == len(old) || j == len(now) || old[i] != now[j]) {
			if j == len(now) || i < len(old) && kept[i+1][j] >= kept[i][j+1] {
				gone = append(gone, old[i])
				i++
			} else {
				come = append(come, now[j])
				j++
			}
		}
		for k := range max(len(gone), len(come)) {
			r := row{Changed: true}
			if k < len(gone) {
				r.Old = gone[k]
			}
			if k < len(come) {
				r.New = come[k]
			}
			rows = append(rows, r)
		}
	}
	return rows
}

// common is the length of the longest common subsequence of old[i:] and now[j:],
// at [i][j].
func common(old, now []string) [][]int {
	length := make([][]int, len(old)+1)
	for i := range length {
		length[i] = make([]int, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if old[i] == now[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	return length
}
