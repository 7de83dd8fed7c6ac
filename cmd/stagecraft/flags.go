package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// newFlags makes a flag set that stays silent: errors go through exit, help
// through the command.
func newFlags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	return flags
}

// parse reads flags wherever they stand, before and after other words, and
// gives those words. After "--" everything is a word.
func parse(flags *flag.FlagSet, args []string) ([]string, error) {
	var words []string
	for {
		if err := flags.Parse(args); err != nil {
			if err == flag.ErrHelp {
				return nil, err
			}
			return nil, misuse("%s; “stagecraft %s --help” lists the flags", plainFlagError(err), flags.Name())
		}
		rest := flags.Args()
		if ended := len(args) > len(rest) && args[len(args)-len(rest)-1] == "--"; ended || len(rest) == 0 {
			return append(words, rest...), nil
		}
		words = append(words, rest[0])
		args = rest[1:]
	}
}

// plainFlagError writes the flag as people type it, with two dashes.
func plainFlagError(err error) string {
	text := err.Error()
	for _, before := range []string{"not defined: -", "needs an argument: -", "for flag -", "bad flag syntax: -"} {
		if head, tail, found := strings.Cut(text, before); found {
			return head + before + "-" + strings.TrimPrefix(tail, "-")
		}
	}
	return text
}

// noWords refuses words that a command does not take.
func noWords(name string, words []string) error {
	if len(words) > 0 {
		return misuse("%s takes no word such as %q; “stagecraft %s --help” lists its flags", name, words[0], name)
	}
	return nil
}

// setting is a flag of serve with its environment variable.
type setting struct {
	name, variable, fallback, meaning string
	value                             *string
}

// define puts the setting among the flags, its default taken from the
// environment when that is set.
func (s setting) define(flags *flag.FlagSet, getenv func(string) string) {
	*s.value = s.fallback
	if given := getenv(s.variable); given != "" {
		*s.value = given
	}
	flags.StringVar(s.value, s.name, *s.value, s.meaning)
}

func writeSettings(w io.Writer, usage string, settings []setting) error {
	text := usage + "\n\n"
	for _, s := range settings {
		text += fmt.Sprintf("  --%-8s %s\n             environment %s, default %s\n", s.name, s.meaning, s.variable, s.fallback)
	}
	_, err := io.WriteString(w, text)
	return err
}
