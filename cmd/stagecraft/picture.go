package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/drawio"
	"stagecraft/diagram/pdf"
	"stagecraft/diagram/png"
	"stagecraft/diagram/poster"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/report"
	"stagecraft/views"
)

// stageOrHere is the chosen stage, or the one that holds the entered users.
func stageOrHere(p planner.Plan, stage int) planner.Stage {
	if stage == report.AllStages {
		stage = p.Here
	}
	return p.Stages[stage-1]
}

// shown is what formats without coordinates need of a stage.
func shown(p planner.Plan, stage int) (diagram.Scene, diagram.Labels) {
	s := stageOrHere(p, stage)
	return diagram.NewScene(s.Graph), views.DiagramLabels(p.Workload, s)
}

// placer starts the layouter of one file; close it.
func placer(pr process) (layouter, error) {
	return newLayouter(1, fileWaits, cacheDir(pr.getenv("STAGECRAFT_CACHE"), pr.getenv), slog.New(slog.NewTextHandler(pr.stderr, nil)))
}

// drawn is the pictures of some stages as SVG, by their number.
func drawn(ctx context.Context, pr process, p planner.Plan, stages ...planner.Stage) (map[int][]byte, error) {
	layouter, err := placer(pr)
	if err != nil {
		return nil, err
	}
	defer layouter.Close()
	pictures := map[int][]byte{}
	for _, s := range stages {
		scene := diagram.NewScene(s.Graph)
		placed, err := diagram.Draw(ctx, layouter, scene)
		if err != nil {
			return nil, fmt.Errorf("draw stage %d: %w", s.Number, err)
		}
		pictures[s.Number] = svg.Render(scene, placed, views.DiagramLabels(p.Workload, s), svg.Options{Theme: svg.Light, Note: strings.Join(p.Warnings, " ")})
	}
	return pictures, nil
}

// picture draws a stage.
func picture(ctx context.Context, pr process, p planner.Plan, stage int) ([]byte, error) {
	s := stageOrHere(p, stage)
	pictures, err := drawn(ctx, pr, p, s)
	return pictures[s.Number], err
}

// pngFile is a stage in pixels, as fine as screens are that show two for one.
func pngFile(ctx context.Context, pr process, p planner.Plan, stage int) ([]byte, error) {
	shown, err := picture(ctx, pr, p, stage)
	if err != nil {
		return nil, err
	}
	return png.Render(shown, png.LargestScale)
}

// pdfFile prints the stages shown.
func pdfFile(ctx context.Context, pr process, p planner.Plan, stage int) ([]byte, error) {
	stages := p.Stages
	if stage != report.AllStages {
		stages = p.Stages[stage-1 : stage]
	}
	pictures, err := drawn(ctx, pr, p, stages...)
	if err != nil {
		return nil, err
	}
	return pdf.Render(views.Document(p, pictures))
}

// placeStages places the pictures of a plan's stages by their number: of one, or
// of all.
func placeStages(ctx context.Context, pr process, p planner.Plan, stage int) (map[int]diagram.Placed, error) {
	layouter, err := placer(pr)
	if err != nil {
		return nil, err
	}
	defer layouter.Close()
	all := map[int]diagram.Placed{}
	for _, s := range p.Stages {
		if stage != report.AllStages && s.Number != stage {
			continue
		}
		placed, err := diagram.Draw(ctx, layouter, diagram.NewScene(s.Graph))
		if err != nil {
			return nil, fmt.Errorf("draw stage %d: %w", s.Number, err)
		}
		all[s.Number] = placed
	}
	return all, nil
}

// drawioFile has a page for each stage shown.
func drawioFile(ctx context.Context, pr process, p planner.Plan, stage int) ([]byte, error) {
	all, err := placeStages(ctx, pr, p, stage)
	if err != nil {
		return nil, err
	}
	var pages []drawio.Page
	for _, s := range p.Stages {
		if placed, shown := all[s.Number]; shown {
			pages = append(pages, drawio.Page{Name: fmt.Sprintf("%d %s", s.Number, s.Name), Scene: diagram.NewScene(s.Graph), Placed: placed, Labels: views.DiagramLabels(p.Workload, s)})
		}
	}
	return drawio.Render(pages), nil
}

// posterFile has all stages on one sheet.
func posterFile(ctx context.Context, pr process, p planner.Plan, stage int) ([]byte, error) {
	if stage != report.AllStages {
		return nil, misuse("--format poster shows all stages on one sheet; leave --stage out")
	}
	all, err := placeStages(ctx, pr, p, stage)
	if err != nil {
		return nil, err
	}
	return poster.Render(views.NewPoster(p, all)), nil
}
