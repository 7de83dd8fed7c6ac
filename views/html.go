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

func percent(n int) string { return strconv.Itoa(max(0, min(n, 100))) }
