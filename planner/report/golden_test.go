package report

import (
	"os"
	"path/filepath"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// The text of whole plans. A golden freezes wrong numbers as well as right ones:
// the worked examples elsewhere say what is right, this says what has moved.
// UPDATE_GOLDEN=1 writes them anew; say why in the commit.
func TestGoldenPlans(t *testing.T) {
	for name, users := range map[string]string{"thousand": "1k", "default": "100k", "ten-million": "10M", "ranges": "80k..100k..160k"} {
		t.Run(name, func(t *testing.T) {
			stated := map[string][]string{"users": {users}}
			if name == "ranges" {
				stated["requests_per_user_day"], stated["read_write"] = []string{"30..80"}, []string{"70/30..90/10"}
			}
			w, refused := workload.Parse(stated)
			if refused != nil {
				t.Fatal(refused)
			}
			p, err := planner.Build(w, pricing.Embedded())
			if err == nil && name == "ranges" { // the simulation's figures are exact, too
				p, err = planner.Assess(p, pricing.Embedded())
			}
			if err != nil {
				t.Fatal(err)
			}
			got := Text(p, AllStages)
			file := filepath.Join("testdata", name+".txt")
			if os.Getenv("UPDATE_GOLDEN") != "" {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if string(want) != string(got) {
				t.Errorf("the plan of %s users has moved; compare with UPDATE_GOLDEN=1 and git diff %s", users, file)
			}
		})
	}
}
