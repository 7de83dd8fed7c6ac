package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"stagecraft/diagram/dot"
	"stagecraft/diagram/mermaid"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/report"
	"stagecraft/planner/workload"
)

// format is one form a plan can be printed in. stage is report.AllStages or
// the number of one.
type format func(ctx context.Context, pr process, p planner.Plan, stage int) ([]byte, error)

// formats are the words after --format.
var formats = map[string]format{
	"text": func(_ context.Context, _ process, p planner.Plan, stage int) ([]byte, error) {
		return report.Text(p, stage), nil
	},
	"json": func(_ context.Context, _ process, p planner.Plan, stage int) ([]byte, error) {
		return report.JSON(p, stage), nil
	},
	"csv": func(_ context.Context, _ process, p planner.Plan, stage int) ([]byte, error) {
		return report.CSV(p, stage), nil
	},
	"svg":    picture,
	"png":    pngFile,
	"pdf":    pdfFile,
	"drawio": drawioFile,
	"poster": posterFile,
	"dot": func(_ context.Context, _ process, p planner.Plan, stage int) ([]byte, error) {
		return dot.Render(shown(p, stage)), nil
	},
	"mermaid": func(_ context.Context, _ process, p planner.Plan, stage int) ([]byte, error) {
		return mermaid.Render(shown(p, stage)), nil
	},
}

// planFlags is what stands on the command line of plan.
type planFlags struct {
	stage, format, out string
	prices             bookFlags
	fields             map[string][]string // by field name, as typed
	words              []string
}

// plan prints a plan. It needs no server and no database.
func plan(ctx context.Context, p process, args []string) error {
	given, err := readPlanFlags(p, args)
	if err == flag.ErrHelp {
		if err := planHelp(p.stdout); err != nil {
			return err
		}
		return flag.ErrHelp
	}
	if err != nil {
		return err
	}
	write, known := formats[given.format]
	if !known {
		return misuse("--format %q is not known; accepted: %s", given.format, strings.Join(slices.Sorted(maps.Keys(formats)), ", "))
	}
	w, err := given.workload(p)
	if err != nil {
		return err
	}
	book, err := given.prices.open()
	if err != nil {
		return err
	}
	made, err := planner.Build(w, book)
	if err != nil {
		// Only a book of the caller's own can lack a region.
		return misuse("%v; its regions are %s", err, strings.Join(book.Regions(), ", "))
	}
	if made, err = planner.Assess(made, book); err != nil {
		return fmt.Errorf("work out the ranges: %w", err)
	}
	made.Warnings = book.Warnings(p.today())
	stage, err := given.stageOf(made)
	if err != nil {
		return err
	}
	if made, err = given.alternatives(made, book, stage); err != nil {
		return err
	}
	document, err := write(ctx, p, made, stage)
	if err != nil {
		return err
	}
	return given.deliver(p, document)
}

// readPlanFlags knows one flag for each field of a workload.
func readPlanFlags(p process, args []string) (planFlags, error) {
	given := planFlags{fields: map[string][]string{}}
	flags := newFlags("plan")
	flags.StringVar(&given.stage, "stage", "", "")
	flags.StringVar(&given.format, "format", "text", "")
	flags.StringVar(&given.out, "out", "", "")
	given.prices.define(flags, p.getenv)
	for _, f := range workload.Fields() {
		flags.Func(f.Flag(), "", func(typed string) error {
			given.fields[f.Name] = append(given.fields[f.Name], typed)
			return nil
		})
	}
	var err error
	if given.words, err = parse(flags, args); err != nil {
		return planFlags{}, err
	}
	if len(given.words) > 1 {
		return planFlags{}, misuse("plan reads one file, not %q and %q", given.words[0], given.words[1])
	}
	return given, nil
}

// workload reads the file, if one is named, and lets flags replace its fields.
func (f planFlags) workload(p process) (workload.Workload, error) {
	values := map[string][]string{}
	if len(f.words) == 1 {
		w, err := readWorkload(p, f.words[0])
		if err != nil {
			return workload.Workload{}, err
		}
		values = workload.Values(w)
	}
	maps.Copy(values, f.fields)
	w, refused := workload.ParseStrict(values)
	return w, refused.Err()
}

// stageOf reads --stage, once it is known how many there are.
func (f planFlags) stageOf(p planner.Plan) (int, error) {
	if f.stage == "" {
		return report.AllStages, nil
	}
	n, err := strconv.Atoi(f.stage)
	if err != nil || n < 1 || n > len(p.Stages) {
		return 0, misuse("--stage %q is not a stage; accepted: 1 to %d", f.stage, len(p.Stages))
	}
	return n, nil
}

// alternatives prices those that the format prints: JSON those of every stage
// shown, text those of one.
func (f planFlags) alternatives(p planner.Plan, book *pricing.Book, stage int) (planner.Plan, error) {
	switch {
	case f.format == "text" && stage == report.AllStages:
		stage = p.Here
	case f.format != "text" && f.format != "json":
		return p, nil
	}
	priced, err := planner.WithAlternatives(p, book, stage)
	if err != nil {
		return p, fmt.Errorf("price the alternatives: %w", err)
	}
	return priced, nil
}
