package planner

import (
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"time"

	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// longest is what one step of planning may take of the wildest workload a form
// accepts, on a busy machine with the race detector. Alone it takes some
// hundredths of a second, a comparison of fifty databases one second; a loop as
// long as a workload's values would take minutes.
const longest = 10 * time.Second

// hostile is a workload at the ends of what fields accept.
type hostile struct {
	name string
	w    workload.Workload
}

// cornered takes for each field an end of its range, or its default, as choose
// says (0 least, 1 most, else the default), and then what is asked by name.
// Whatever end does not fit the others is left at its default.
func cornered(t *testing.T, choose func(workload.Field) int, asked string) hostile {
	t.Helper()
	v, err := url.ParseQuery(asked)
	if err != nil {
		t.Fatal(err)
	}
	fixed := url.Values{}
	for name, value := range v {
		fixed[name] = value
	}
	for _, f := range workload.Fields() {
		if v.Has(f.Name) || f.Kind.IsText() {
			continue
		}
		end := choose(f)
		if end != 0 && end != 1 {
			continue
		}
		if len(f.Choices) > 0 {
			v.Set(f.Name, f.Choices[end*(len(f.Choices)-1)].Value)
		} else if ends := strings.Split(strings.TrimPrefix(f.Range(), "off, or "), " to "); len(ends) == 2 {
			v.Set(f.Name, ends[end])
		}
	}
	for {
		w, refused := workload.Parse(v)
		if len(refused) == 0 {
			return hostile{asked + " with " + v.Encode(), w}
		}
		left := len(v)
		for _, r := range refused {
			if !fixed.Has(r.Field) {
				v.Del(r.Field)
			}
		}
		if len(v) == left {
			for name := range v { // a field asked for does not fit an end of another
				if !fixed.Has(name) && name != "track" {
					v.Del(name)
				}
			}
			if len(v) == left {
				t.Fatalf("%s: %v", asked, refused)
			}
		}
	}
}

// hostiles are the corners that once took long or found no size, the same with
// all else at either end, and corners drawn at random.
func hostiles(t *testing.T) []hostile {
	t.Helper()
	var all []hostile
	asked := []string{
		"users=10B&response_size=1 GB&writes_per_month=100T&practice=off",
		"requests_per_second=1M/s&utilisation=10%25&peak_factor=1000&practice=off",
		"requests_per_second=100M/s&utilisation=10%25&peak_factor=10&cpu_ms=60000",
		"reads_per_month=100T&writes_per_month=100T&cpu_ms=60000&utilisation=10%25&practice=off",
		"app_memory=28 GB&processor=x86", "app_memory=50 GB&processor=x86&services=200", "app_memory=50 GB&services=200&compute=fargate",
		"app_memory=50 GB&request_memory=10 GB&requests_per_second=1M/s", "request_memory=10 GB&compute=fargate&latency_ms=60000",
		"data_stored=1000 PB&shard_data=1 GB&practice=off", "data_stored=1000 PB&shard_data=1 GB&database=aurora-mysql&aurora_capacity=serverless",
		"services=200&processor=x86", "federation=50&reads_per_request=1000&writes_per_request=1000",
	}
	choices := map[string]func(workload.Field) int{
		"default": func(workload.Field) int { return 2 },
		"least":   func(workload.Field) int { return 0 },
	}
	for _, q := range asked {
		for _, rest := range []string{"default", "least"} {
			all = append(all, cornered(t, choices[rest], q))
		}
	}
	all = append(all, cornered(t, func(workload.Field) int { return 1 }, ""))
	r := rand.New(rand.NewPCG(7, 11))
	for range 8 {
		all = append(all, cornered(t, func(workload.Field) int { return r.IntN(3) }, ""))
	}
	return all
}

// No workload that is accepted keeps the planner busy or finds no size.
func TestHostileWorkloadsArePlannedQuickly(t *testing.T) {
	book := pricing.Embedded()
	for i, h := range hostiles(t) {
		if testing.Short() && i%4 != 0 {
			continue
		}
		step := func(what string, do func() error) {
			start := time.Now()
			err := do()
			took := time.Since(start)
			if err != nil {
				t.Errorf("%s of %s: %v", what, h.name, err)
			}
			if took > longest {
				t.Errorf("%s took %v, above %v, of %s", what, took, longest, h.name)
			}
		}
		var p Plan
		func() {
			defer func() {
				if fault := recover(); fault != nil {
					t.Errorf("%v: planning %s", fault, h.name)
				}
			}()
			step("Build", func() (err error) { p, err = Build(h.w, book); return })
			step("WithAlternatives", func() error { _, err := WithAlternatives(p, book, p.Here); return err })
			step("Assess", func() error { _, err := Assess(p, book); return err })
		}()
	}
}
