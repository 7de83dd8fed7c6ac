package views

import (
	"strings"
	"testing"
)

// references are the attributes that name elements by their ids.
var references = []string{"for", "aria-labelledby", "aria-describedby", "data-for", "data-control", "data-copy", "data-said", "form"}

// valuesOf are the values of an attribute in the order of the page. Regular
// expressions over all pages take minutes with the race detector.
func valuesOf(page, attribute string) []string {
	var found []string
	for _, rest := range strings.Split(page, " "+attribute+`="`)[1:] {
		value, _, _ := strings.Cut(rest, `"`)
		found = append(found, value)
	}
	return found
}

// inline finds a style, a handler or a script that stands in the page itself.
func inline(page string) string {
	page = strings.ToLower(page)
	for _, word := range []string{"<style", "javascript:"} {
		if strings.Contains(page, word) {
			return word
		}
	}
	for _, script := range strings.Split(page, "<script")[1:] {
		if _, body, _ := strings.Cut(script, ">"); !strings.HasPrefix(body, "<") {
			return "<script" + script[:min(len(script), 80)]
		}
	}
	for _, before := range strings.Split(page, "=") {
		name := before[strings.LastIndexAny(before, " \t\r\n")+1:]
		if name == "style" || strings.HasPrefix(name, "on") && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == "" {
			return name + "="
		}
	}
	return ""
}

func TestInlineIsFound(t *testing.T) {
	for _, page := range []string{`<p style="x">`, "<p\tSTYLE=x>", `<p onclick="x">`, "<p\nOnLoad=x>", "<style>x</style>", `<script src="a">x</script>`, "<SCRIPT>x", `<a href="JavaScript:x">`} {
		if inline("<html>"+page) == "" {
			t.Errorf("%q passes", page)
		}
	}
	for _, page := range []string{`<script src="a"></script>`, `<a href="/?on=1">`} {
		if found := inline(page); found != "" {
			t.Errorf("%q holds %q", page, found)
		}
	}
}
