package views

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// asked are values of fields that change what a picture says, the widest among
// them. An empty one leaves the field out.
var asked = []struct{ field, values string }{
	{"users", "1|50|2k|30k|100k|450k|1M|6M|40M|1B|10B"},
	{"read_write", "|99/1|70/30|50/50|10/90|1/99"},
	{"peak_factor", "|1|2|20"},
	{"cpu_ms", "|1|30|200"},
	{"data_stored", "|0|1 GB|2 TB|90 TB"},
	{"bytes_per_write", "|50 B|4 KB|300 KB"},
	{"static_share", "|0|90%"},
	{"async_share", "|20%|100%"},
	{"availability", "|99%|99.99%"},
	{"region", "|eu-west-1|sa-east-1|ap-south-1"},
	{"pricing", "|savings-3y"},
	{"processor", "|x86"},
	{"database", "|mysql|aurora-postgresql|aurora-mysql"},
	{"cache_hit", "|0|99%"},
	{"retention_months", "|0|120"},
	{"practice", "|off"},
	{"session_share", "|0"},
	{"utilisation", "|40%|80%"},
	{"shared_files", "||5 GB|40 TB"},
	{"analytics_data", "||300 GB|2 PB"},
	{"analytics_hours", "|0|24"},
	{"ingest_share", "||30%|100%"},
	{"notify_share", "||50%"},
	{"compute", "|fargate"},
	{"load_balancer", "|nlb"},
	{"aurora_capacity", "|serverless"},
	{"cache_engine", "|redis|memcached"},
	{"firewall", "|on"},
	{"dax", "|on"},
	{"federation", "|2|9"},
	{"track", "|classic"},
}

// drawn are plans of workloads drawn with a seed, built once: building costs more
// than looking. None of them may be changed.
var drawn = sync.OnceValue(func() []planner.Plan {
	r := rand.New(rand.NewPCG(7, 1))
	all := make([]planner.Plan, 60)
	for i := range all {
		v := url.Values{}
		for _, a := range asked {
			options := strings.Split(a.values, "|")
			if o := options[r.IntN(len(options))]; o != "" {
				v.Set(a.field, o)
			}
		}
		if r.IntN(4) == 0 {
			v.Set("requests_per_second", []string{"1/s", "20000/s"}[r.IntN(2)])
		}
		w, refused := workload.Parse(v)
		if err := refused.Err(); err != nil {
			panic(v.Encode() + ": " + err.Error())
		}
		p, err := planner.Build(w, pricing.Embedded())
		if err != nil {
			panic(v.Encode() + ": " + err.Error())
		}
		all[i] = p
	}
	return all
})

// Whatever is planned, what its pictures say is complete and fits.
func TestTextsOfThePictureFit(t *testing.T) {
	for _, preset := range workload.Presets() {
		t.Run(preset.ID, func(t *testing.T) {
			t.Parallel()
			for _, region := range workload.Regions() {
				for _, track := range []workload.Track{workload.Current, workload.Classic} {
					w := preset.Workload()
					w.Region, w.Track = region.Value, track
					p, err := planner.Build(w, pricing.Embedded())
					if err != nil {
						t.Fatal(err)
					}
					checkTexts(t, p)
				}
			}
		})
	}
	t.Run("random", func(t *testing.T) {
		t.Parallel()
		for _, p := range drawn() {
			checkTexts(t, p)
		}
	})
}

func checkTexts(t *testing.T, p planner.Plan) {
	t.Helper()
	for _, s := range p.Stages {
		l := DiagramLabels(p.Workload, s)
		at := fmt.Sprintf("%s, %s, %s, stage %d", workload.Encode(p.Workload), p.Workload.Region, p.Workload.Track, s.Number)
		fits := func(what, text string, size, room float64, bold bool) {
			if w := svg.Width(text, size, bold); w > room {
				t.Errorf("%s, %s: %q is %.1f wide of %.1f", at, what, text, w, room)
			}
		}
		for _, c := range s.Graph.Components {
			k := l.Cards[c.ID]
			fits(c.ID, k.Title, 12.5, 126, true)
			fits(c.ID, k.Detail, 11, 126, false)
			if third := k.Cost; k.Utilisation >= 0 {
				fits(c.ID, diagram.Percent(k.Utilisation)+third, 10, 126-30-4-4, false)
			} else {
				fits(c.ID, third, 10, 126, false)
			}
			for o, r := range k.Readings {
				fits(c.ID+" under "+string(o), r.Text, 10, 126, false)
				if math.IsNaN(r.Level) || r.Level > 1 && o != diagram.Headroom {
					t.Errorf("%s, %s under %q: level %v", at, c.ID, o, r.Level)
				}
			}
			checkSaid(t, at+", "+c.ID, c.New, c.Tier, k)
		}
		for key, a := range l.Arrows {
			fits(key, a.Text, 10.5, diagram.LabelWidth-14, false)
			if (a.Text == "") != (s.Flows[key].Label == "") {
				t.Errorf("%s, %s: %q of %q", at, key, a.Text, s.Flows[key].Label)
			}
		}
		for kind, text := range l.Frames {
			f := diagram.Frame{Kind: kind, Box: diagram.Box{W: 400, H: 400}}
			if written, _ := svg.FrameTitle(text, diagram.TitleBox(f).Right()-14); written != text {
				t.Errorf("%s: frame %s is titled %q for %q", at, kind, written, text)
			}
		}
	}
}

// Every Region of the book is named as one, in the size there is room for.
func TestRegionsAreNamed(t *testing.T) {
	for _, code := range pricing.Embedded().Regions() {
		if got := regionTitle(code); got != "Region "+code {
			t.Errorf("the frame of %s is titled %q", code, got)
		}
	}
	if got := regionTitle("ap-northwest-12-local"); got != "ap-northwest-12-local" {
		t.Errorf("a code that is too long is cut to %q", got)
	}
}

// checkSaid tells whether a card says all that there is to say of it.
func checkSaid(t *testing.T, at string, fresh bool, tier string, k diagram.Card) {
	t.Helper()
	known := map[string]bool{}
	for _, f := range k.Facts {
		known[f.Name] = f.Value != ""
	}
	if k.Title == "" || k.Detail == "" || !known["Size"] || !known["Headroom"] && tier != "users" || known["Monthly cost"] != (k.Cost != "") {
		t.Errorf("%s: %q, %q, known %v", at, k.Title, k.Detail, known)
	}
	if k.Readings[diagram.Headroom].Text == "" {
		t.Errorf("%s says nothing of its headroom", at)
	}
	if (k.Readings[diagram.WhatsNew].Text == "New here") != fresh {
		t.Errorf("%s is new: %v, it says %q", at, fresh, k.Readings[diagram.WhatsNew].Text)
	}
}
