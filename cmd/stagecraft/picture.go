package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"stagecraft/diagram"
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

// picture draws a stage.
func picture(ctx context.Context, pr process, p planner.Plan, stage int) ([]byte, error) {
	layouter, err := newLayouter(1, fileWaits, cacheDir(pr.getenv("STAGECRAFT_CACHE"), pr.getenv), slog.New(slog.NewTextHandler(pr.stderr, nil)))
	if err != nil {
		return nil, err
	}
	defer layouter.Close()
	scene, labels := shown(p, stage)
	placed, err := diagram.Draw(ctx, layouter, scene)
	if err != nil {
		return nil, fmt.Errorf("draw stage %d: %w", stageOrHere(p, stage).Number, err)
	}
	return svg.Render(scene, placed, labels, svg.Options{Theme: svg.Light, Note: strings.Join(p.Warnings, " ")}), nil
}
