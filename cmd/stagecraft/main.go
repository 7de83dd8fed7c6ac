// Command stagecraft plans AWS architectures for a workload, from the command
// line or as a web server. Each subcommand has a file of its own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"stagecraft/planner/workload"
)

// process is what a command may touch of its surroundings.
type process struct {
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time // nil: time.Now
}

// clock is the present time.
func (p process) clock() time.Time {
	if p.now != nil {
		return p.now()
	}
	return time.Now()
}

// today is the date in UTC, by which prices have an age.
func (p process) today() string { return p.clock().UTC().Format(time.DateOnly) }

// command is one subcommand. Its arguments come without its name.
type command struct {
	name, summary string
	hidden        bool
	run           func(ctx context.Context, p process, args []string) error
}

// commands lists the subcommands in the order of the help.
func commands() []command {
	return []command{
		{name: "serve", summary: "serve the web pages and the API; also with no subcommand", run: serve},
		{name: "plan", summary: "print a plan, from a file or from flags", run: plan},
		{name: "price", summary: "price one service as its price page does", run: priceService},
		{name: "prices", summary: "show, import and compare price books", run: prices},
		{name: "backup", summary: "copy the SQLite file of the saved plans while servers use it", run: backup},
		{name: "restore", summary: "put a backup in the place of the SQLite file", run: restore},
		{name: "export", summary: "write everything that is kept to a file, from SQLite or PostgreSQL", run: export},
		{name: "import", summary: "read such a file into another database", run: importPlans},
		{name: "healthcheck", summary: "ask a running server whether it is ready", run: healthcheck},
		{name: "version", summary: "print the versions of the program, its rules and its price book", run: printVersion},
		{name: "help", summary: "print this text", run: help},
		{name: layoutCommand, summary: "place diagrams, as a worker of this program", hidden: true, run: layout},
	}
}

func main() {
	err := run(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	os.Exit(exit(os.Stderr, err))
}

// run does what the arguments say. Its error is for exit.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) error {
	p := process{getenv: getenv, stdin: stdin, stdout: stdout, stderr: stderr}
	name := "serve"
	switch {
	case len(args) == 0:
	case args[0] == "-h" || args[0] == "-help" || args[0] == "--help":
		name = "help"
	case args[0] == "--version":
		name = "version"
	case !strings.HasPrefix(args[0], "-"):
		name, args = args[0], args[1:]
	}
	for _, c := range commands() {
		if c.name != name {
			continue
		}
		err := c.run(ctx, p, args)
		if errors.Is(err, flag.ErrHelp) {
			return nil // the command has printed its help
		}
		return err
	}
	return misuse("%q is not a command; “stagecraft help” lists them", name)
}

// misuseError says that the words on the command line, or the input they name,
// are wrong: exit status 2.
type misuseError struct{ text string }

func (e misuseError) Error() string { return e.text }

func misuse(format string, args ...any) error { return misuseError{fmt.Sprintf(format, args...)} }

// exit writes an error, one line a problem, and gives the exit status: 0 done,
// 1 failed, 2 the words or the input are wrong.
func exit(stderr io.Writer, err error) int {
	if err == nil {
		return 0
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		fmt.Fprintln(stderr, "stagecraft: "+printable(line))
	}
	var wrongWords misuseError
	var wrongFields workload.Errors
	if errors.As(err, &wrongWords) || errors.As(err, &wrongFields) {
		return 2
	}
	return 1
}

// help lists the commands.
func help(_ context.Context, p process, _ []string) error {
	text := "Stagecraft turns a workload into a roadmap of eight AWS stages, each with a diagram and a bill.\n\nCommands:\n"
	for _, c := range commands() {
		if !c.hidden {
			text += fmt.Sprintf("  stagecraft %-12s %s\n", c.name, c.summary)
		}
	}
	text += "\n“stagecraft COMMAND --help” lists the flags of a command.\nExit status: 0 done, 1 failed, 2 the words or the input are wrong.\n"
	_, err := io.WriteString(p.stdout, text)
	return err
}
