package record

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/pricing/override"
	"stagecraft/planner/report"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// drawn is a random workload, with intervals where asked: values that are
// typical and ends of what the fields accept, of any field.
func drawn(t testing.TB, r *rand.Rand, intervals bool) workload.Workload {
	t.Helper()
	values := map[string][]string{}
	for _, f := range workload.Fields() {
		value := ""
		switch ends := strings.Split(strings.TrimPrefix(f.Range(), "off, or "), " to "); {
		case r.IntN(4) > 0:
		case f.Kind.IsText():
			value = "A & <b>“ü\\漢\"" + fmt.Sprint(r.IntN(9))
		case len(f.Choices) > 0:
			value = f.Choices[r.IntN(len(f.Choices))].Value
		case intervals && r.IntN(2) == 0:
			value = f.RangeForm()
		case r.IntN(4) == 0:
			value = ends[r.IntN(len(ends))]
		default:
			value = f.Accepted[r.IntN(len(f.Accepted))]
		}
		if value != "" {
			values[f.Name] = []string{value}
		}
	}
	if intervals {
		values["users"] = []string{"50k..200k"}
	}
	for {
		w, refused := workload.Parse(values)
		if len(refused) == 0 {
			return w
		}
		left := len(values)
		for _, problem := range refused {
			delete(values, problem.Field)
		}
		if len(values) == left { // a default does not fit what was drawn
			names := slices.Sorted(maps.Keys(values))
			delete(values, names[r.IntN(len(names))])
		}
	}
}

// planned builds a plan; whole works out everything that is worked out on demand.
func planned(t testing.TB, w workload.Workload, book *pricing.Book, whole bool) planner.Plan {
	t.Helper()
	p, err := planner.Build(w, book)
	must(t, err)
	if !whole {
		return p
	}
	p, err = planner.Assess(p, book)
	must(t, err)
	p, err = planner.WithAlternatives(p, book, 0)
	must(t, err)
	other, err := planner.Build(planner.OtherTrack(w), book)
	must(t, err)
	return planner.WithTracks(p, other)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// agreed is the embedded book with a discount, and amounts in a second currency.
func agreed(t testing.TB) *pricing.Book {
	t.Helper()
	o, err := override.Parse(strings.NewReader("label: Agreement\nas_of: 2026-09-01\nrates:\n  - {key: ec2.*, discount: 12.7%}\n" +
		"currency: {code: EUR, rate: 0.9213, as_of: 2026-11-20, source: ECB reference rate}\n"))
	must(t, err)
	book, err := o.Apply(pricing.Embedded())
	must(t, err)
	return book
}

// comesBack writes a plan down, reads it, and says how it differs.
func comesBack(t testing.TB, p planner.Plan) planner.Plan {
	t.Helper()
	saved, err := Encode(p)
	must(t, err)
	back, err := Decode(saved)
	must(t, err)
	want := p
	want.Warnings = nil
	if found := difference(reflect.ValueOf(want), reflect.ValueOf(back), ""); found != "" {
		t.Errorf("after reading it differs in %s", found)
	}
	again, err := Encode(back)
	must(t, err)
	if !bytes.Equal(saved, again) {
		t.Error("written once more it has other bytes")
	}
	return back
}

func TestPlansComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 30))
	plans := map[string]planner.Plan{}
	for n := range 12 {
		w := drawn(t, r, n%6 == 5)
		plans[fmt.Sprint(n, " ", workload.Encode(w))] = planned(t, w, pricing.Embedded(), n%6 == 5)
	}
	for _, preset := range workload.Presets() {
		plans[preset.ID] = planned(t, preset.Workload(), agreed(t), preset.ID == "saas")
	}
	for name, p := range plans {
		t.Run(name, func(t *testing.T) {
			back := comesBack(t, p)
			if !bytes.Equal(report.JSON(p, report.AllStages), report.JSON(back, report.AllStages)) {
				t.Error("the JSON is another")
			}
			for _, stage := range []int{report.AllStages, p.Here} {
				if !bytes.Equal(report.Text(p, stage), report.Text(back, stage)) {
					t.Errorf("stage %d: the text is another", stage)
				}
				if !bytes.Equal(report.CSV(p, stage), report.CSV(back, stage)) {
					t.Errorf("stage %d: the CSV is another", stage)
				}
			}
		})
	}
}

func TestWhatNumbersCannotSay(t *testing.T) {
	p := planned(t, workload.Default(), pricing.Embedded(), false)
	s := &p.Stages[2]
	s.Limits[0].Utilisation, s.Limits[1].Utilisation, s.Limits[2].Utilisation = math.Inf(1), math.Inf(-1), math.NaN()
	s.Available.Minutes = math.SmallestNonzeroFloat64
	s.Available.Value = units.Ratio(math.Copysign(0, -1))
	s.Notes, s.Moves, s.Flows = []string{}, nil, map[string]planner.Flow{}
	comesBack(t, p)
}

func TestWarningsAreOfTheDay(t *testing.T) {
	p := planned(t, workload.Default(), pricing.Embedded(), false)
	p.Warnings = []string{"The prices are old."}
	if back := comesBack(t, p); back.Warnings != nil {
		t.Errorf("kept %q", back.Warnings)
	}
	if len(p.Warnings) != 1 {
		t.Error("writing changed the plan")
	}
}
