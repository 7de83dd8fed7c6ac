package views

import (
	"strconv"

	"github.com/a-h/templ"
)

// themeAttribute writes the chosen theme on the root element, where the style
// sheet looks for it; without a choice the device decides.
func themeAttribute(theme string) templ.Attributes {
	if theme != "light" && theme != "dark" {
		return nil
	}
	return templ.Attributes{"data-theme": theme}
}

// listMark follows the item i of n in a list that is a sentence.
func listMark(i, n int) string {
	if i+1 < n {
		return ", "
	}
	return ". "
}

func percent(n int) string { return strconv.Itoa(max(0, min(n, 100))) }

// problemCount says how many values are refused.
func problemCount(form *Form) string {
	switch {
	case form == nil || len(form.Problems) == 0:
		return "the workload was refused"
	case len(form.Problems) == 1:
		return "one value needs a change"
	}
	return strconv.Itoa(len(form.Problems)) + " values need a change"
}

// dated puts a date after what it dates.
func dated(asOf string) string {
	if asOf == "" {
		return ""
	}
	return ", " + asOf
}
