package yamltext

import (
	"strings"
	"testing"
)

func TestTooDeep(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          bool
	}{
		{"flat", "users: 250k\nread_write: 90:10\n", false},
		{"32 brackets", strings.Repeat("[", 32), false},
		{"33 brackets", strings.Repeat("[", 33), true},
		{"closed brackets do not add up", strings.Repeat("[]", 100), false},
		{"33 marks", strings.Repeat("- ", 33), true},
		{"33 marks before tabs", strings.Repeat("-\t", 33), true},
		{"marks of a line each", strings.Repeat("- a\n", 100), false},
		{"marks inside a text", "a " + strings.Repeat("- ", 100), false},
	} {
		if got := TooDeep([]byte(c.content)); got != c.want {
			t.Errorf("%s: TooDeep is %v, want %v", c.name, got, c.want)
		}
	}
}
