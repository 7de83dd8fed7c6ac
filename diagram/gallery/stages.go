package main

import (
	"context"
	"fmt"
	"html/template"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// shownWorkload is all stages of one workload.
type shownWorkload struct {
	ID, Name, Summary string
	Stages            []shownStage
}

// shownStage is one stage in both themes.
type shownStage struct {
	Number      int
	Name        string
	Light, Dark template.HTML
}

// presets are the workloads beside the default one: many reads, many writes. The
// golden layouts are of the same three.
var presets = []string{"social", "iot"}

// workloads plans, places and draws them.
func workloads(ctx context.Context, l diagram.Layouter) ([]shownWorkload, error) {
	plain, refused := workload.Parse(nil)
	if err := refused.Err(); err != nil {
		return nil, fmt.Errorf("read the default workload: %w", err)
	}
	shown := []shownWorkload{{ID: "default", Name: "Default", Summary: "What a plan starts from."}}
	plans := []workload.Workload{plain}
	for _, id := range presets {
		p, err := preset(id)
		if err != nil {
			return nil, err
		}
		shown = append(shown, shownWorkload{ID: p.ID, Name: p.Name, Summary: p.Summary})
		plans = append(plans, p.Workload())
	}
	for i := range shown {
		var err error
		if shown[i].Stages, err = stages(ctx, l, shown[i].ID, plans[i]); err != nil {
			return nil, fmt.Errorf("workload %s: %w", shown[i].ID, err)
		}
	}
	return shown, nil
}

func preset(id string) (workload.Preset, error) {
	for _, p := range workload.Presets() {
		if p.ID == id {
			return p, nil
		}
	}
	return workload.Preset{}, fmt.Errorf("there is no preset %s", id)
}

// stages draws each twice. name keeps the ids of the pictures apart.
func stages(ctx context.Context, l diagram.Layouter, name string, w workload.Workload) ([]shownStage, error) {
	plan, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	var shown []shownStage
	for _, s := range plan.Stages {
		scene, labels := diagram.NewScene(s.Graph), views.DiagramLabels(plan.Workload, s)
		placed, err := diagram.Draw(ctx, l, scene)
		if err != nil {
			return nil, fmt.Errorf("draw stage %d: %w", s.Number, err)
		}
		themed := func(t svg.Theme) template.HTML {
			return template.HTML(svg.Render(scene, placed, labels, svg.Options{Theme: t, IDPrefix: fmt.Sprintf("%s-%d-%s-", name, s.Number, t)}))
		}
		shown = append(shown, shownStage{Number: s.Number, Name: s.Name, Light: themed(svg.Light), Dark: themed(svg.Dark)})
	}
	return shown, nil
}
