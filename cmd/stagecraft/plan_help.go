package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"stagecraft/planner/workload"
)

// planHelp lists every field with its default, so that the help and the fields
// cannot drift apart.
func planHelp(w io.Writer) error {
	var b strings.Builder
	b.WriteString("stagecraft plan [FILE.yaml|FILE.json|-] [flags]\n\n" +
		"Prints the plan of a workload: from a file, from standard input (-), from flags, or from a file with\n" +
		"flags that replace its fields. A JSON plan printed earlier is such a file, too.\n\n" +
		"Every number may be a range, low..high or low..likely..high, such as --users 80k..100k..120k: the plan is\n" +
		"then that of the likely value, with what the ranges come to beside it.\n\n")
	fmt.Fprintf(&b, "  --stage N     one stage, 1 to 8, with its bill and arithmetic (svg, png, dot, mermaid: the stage you are in;\n                poster: always all)\n")
	fmt.Fprintf(&b, "  --format F    %s (default text)\n", strings.Join(slices.Sorted(maps.Keys(formats)), ", "))
	fmt.Fprintf(&b, "  --out FILE    write to a file, whole or not at all\n")
	fmt.Fprintf(&b, "  --book FILE   price book, or embedded (environment STAGECRAFT_BOOK, default embedded)\n")
	fmt.Fprintf(&b, "  --rates FILE  negotiated rates and a second currency, or none (environment STAGECRAFT_RATES, default none)\n")
	widest := 0
	for _, f := range workload.Fields() {
		widest = max(widest, len(f.Flag()))
	}
	for _, group := range workload.Groups() {
		fmt.Fprintf(&b, "\n%s\n", group)
		for _, f := range workload.Fields() {
			if f.Group == group {
				fmt.Fprintf(&b, "  --%-*s %s\n", widest, f.Flag(), wrapped(fieldHelp(f), widest+5))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// fieldHelp is the field in a sentence, its accepted forms and its default.
func fieldHelp(f workload.Field) string {
	text := f.Help
	if len(f.Choices) > 0 {
		text += " One of " + f.Range() + "."
	} else if len(f.Accepted) > 0 {
		text += " Such as " + strings.Join(f.Accepted, ", ") + "."
	}
	if f.Default != "" {
		text += " Default " + f.Default + "."
	}
	return text
}

// wrapped breaks the help of a flag at 100 columns behind a hanging indent.
func wrapped(text string, indent int) string {
	var b strings.Builder
	column := indent
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i > 0 && column+1+n > 100:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		case i > 0:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}
