package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// small is a plan with something of each kind and little else.
func small() planner.Plan {
	w, refused := workload.Parse(map[string][]string{"users": {"50k..200k"}, "name": {"A & B"}})
	if len(refused) > 0 {
		panic(refused)
	}
	one := planner.Stage{Number: 1, ID: "start", Skipped: true, SizedAt: 50, Ends: &planner.Trigger{Kind: planner.Capacity},
		Flows: map[string]planner.Flow{"users>\"web\"": {Label: "1 req/s"}}, Notes: []string{"", "start"}}
	one.Bill.Items = []bill.Item{{Name: "Servers", Quantity: units.NewQuantity(1460.5), UnitPrice: units.MustPrice("0.0336"), Monthly: units.MustPrice("0.0336").Amount(units.NewQuantity(1460.5))}}
	return planner.Plan{Workload: w, Here: 1, Stages: []planner.Stage{one}, Engine: "9", Exchange: &pricing.Exchange{Currency: "EUR"}}
}

func saved(t testing.TB, p planner.Plan) string {
	t.Helper()
	document, err := Encode(p)
	must(t, err)
	return string(document)
}

// The first format, as it was first written: it is read for ever.
const first = `{"format":1,"texts":["start","capacity","1 req/s","","Servers","9","EUR"],"plan":{"Workload":{"fields":{"users":50},"stated":["users"]},` +
	`"Here":1,"Stages":[{"Number":1,"ID":0,"SizedAt":50,"Skipped":true,"Ends":{"Kind":1},"Flows":{"users\u003e\"web\"":{"Label":2}},` +
	`"Bill":{"Items":[{"Name":4,"Quantity":1460.5,"UnitPrice":"0.0336","Monthly":"49.07"}]},"Notes":[3,0]}],"Engine":5,"Exchange":{"Currency":6}}}`

func TestTheFirstFormatIsRead(t *testing.T) {
	p, err := Decode([]byte(first))
	must(t, err)
	want := small()
	want.Workload, _ = workload.Parse(map[string][]string{"users": {"50"}, "data_stored": {"50 GB"}})
	if p.Workload.Given("data_stored") || !p.Workload.Given("users") {
		t.Error("what was stated is mixed up")
	}
	want.Workload = p.Workload
	if found := difference(reflect.ValueOf(want), reflect.ValueOf(p), ""); found != "" {
		t.Errorf("it is read with another %s", found)
	}
}

// What a later version writes, or another program.
func TestOtherWritingsAreRead(t *testing.T) {
	document := saved(t, small())
	var spread bytes.Buffer
	must(t, json.Indent(&spread, []byte(document), " ", "\t"))
	texts, plan, _ := strings.Cut(strings.TrimPrefix(document, `{"format":1,`), `,"plan":`)
	for name, other := range map[string]string{
		"unknown members": strings.NewReplacer(`{"format"`, `{"new":[{"a":"}"}],"format"`, `"Here":1`, `"New":{"a":["]\"",-1.5e3,true,null]},"Here":1`, `"Number":1`, `"Newer":"x","Number":1`).Replace(document),
		"white space":     spread.String(),
		"another order":   `{"plan":` + strings.TrimSuffix(plan, "}") + "," + texts + `,"format":1}`,
		"texts in place":  strings.Replace(document, `"Engine":5`, `"Engine":"\u0039"`, 1),
		"escaped names":   strings.Replace(document, `"Here"`, `"\u0048ere"`, 1),
		"nothing":         strings.Replace(document, `"Here"`, `"Tracks":null,"Growth":{"Months":null},"Here"`, 1),
	} {
		if name != "white space" && other == document {
			t.Fatalf("%s: nothing to read differently in %s", name, document)
		}
		p, err := Decode([]byte(other))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if found := difference(reflect.ValueOf(small()), reflect.ValueOf(p), ""); found != "" {
			t.Errorf("%s: differs in %s", name, found)
		}
	}
}

func TestUnknownFormats(t *testing.T) {
	for _, format := range []string{`"format":2,`, `"format":"1",`, `"format":{"a":1},`, ``} {
		_, err := Decode([]byte(strings.Replace(saved(t, small()), `"format":1,`, format, 1)))
		if !errors.Is(err, ErrFormat) || len(err.Error()) > 120 {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func TestDamageIsNamed(t *testing.T) {
	with := func(old, new string) string {
		document := saved(t, small())
		if !strings.Contains(document, old) {
			t.Fatalf("no %s in %s", old, document)
		}
		return strings.Replace(document, old, new, 1)
	}
	for _, c := range []struct{ document, want string }{
		{"", "no JSON"},
		{saved(t, small())[:300], "ends in the middle"},
		{saved(t, small()) + "}", "no JSON"},
		{"[]", "an object is expected"},
		{`{"format":1}`, "lacks"},
		{`{"format":1,"texts":{},"plan":{}}`, "a list is expected"},
		{`{"format":1,"texts":[7],"plan":{}}`, "a text is expected"},
		{`{"format":1,"texts":[],"plan":[]}`, "an object is expected"},
		{`{"format":1,"texts":[],"plan":{}}`, "stage 0 of 0"},
		{with(`"Here":1`, `"Here":9`), "stage 9 of 1"},
		{with(`"Here":1`, `"Here":1.5`), "Here: 1.5 is no whole number"},
		{with(`"Here":1`, `"Here":99999999999999999999`), "Here: 9999"},
		{with(`"Number":1`, `"Number":2`), "has the number 2"},
		{with(`"Number":1`, `"Number":[{}]`), "Stages: 1: Number"},
		{with(`"Skipped":true`, `"Skipped":"true"`), "neither true nor false"},
		{with(`"SizedAt":50`, `"SizedAt":"many"`), "is no number"},
		{with(`"SizedAt":50`, `"SizedAt":"7"`), "is no number"},
		{with(`"SizedAt":50`, `"SizedAt":1e999`), "is no number"},
		{with(`"Engine":`, `"Engine":-1,"Engine":`), "Engine: a text is missing"},
		{with(`"Engine":`, `"Engine":1000,"Engine":`), "Engine: a text is missing"},
		{with(`"Monthly":"49.07"`, `"Monthly":"1e999999999"`), "Items: 1: Monthly"},
		{with(`"Monthly":"49.07"`, `"Monthly":49.07`), "a text is expected"},
		{with(`"UnitPrice":"0.0336"`, `"UnitPrice":"1e999999999"`), "UnitPrice"},
		{with(`"Quantity":1460.5`, `"Quantity":-1`), "is negative"},
		{with(`"Quantity":1460.5`, `"Quantity":1e99999999`), "is not a decimal number"},
		{with(`"users":125000`, `"users":"many"`), "users"},
		{with(`"Flows":{`, `"Flows":{"a":7,`), "Flows: a"},
		{with(`"Ends":{`, `"Ends":7,"Ends":{`), "Ends: an object is expected"},
		{with(`"Stages":[`, `"Ranges":{"Stage":1},"Stages":[`), "its ranges are of stage 1 of 0"},
		{with(`"Stages":[`, `"Ranges":{"Stage":1,"Stages":[{}]},"Stages":[`), "no quantiles"},
	} {
		_, err := Decode([]byte(c.document))
		if err == nil || !strings.Contains(err.Error(), c.want) || len(err.Error()) > 250 {
			t.Errorf("%.60s…: %v; want %q", c.document, err, c.want)
		}
	}
}

// Short documents must not stand for large plans.
func TestMemoryIsBounded(t *testing.T) {
	// Lists grow by copying, so more is taken in all than they hold at the end.
	for name, document := range map[string]string{
		"stages":  strings.Replace(saved(t, small()), `"Stages":[`, `"Stages":[`+strings.Repeat("{},", 400_000), 1),
		"flows":   strings.Replace(saved(t, small()), `"Flows":{`, `"Flows":{`+strings.Repeat(`"":{},`, 800_000), 1),
		"again":   strings.Replace(saved(t, small()), `"Notes":[`, strings.Repeat(`"Failures":[{},{},{},{},{},{},{},{}],`, 30_000)+`"Notes":[`, 1),
		"texts":   strings.Replace(saved(t, small()), `"texts":[`, `"texts":[`+strings.Repeat(`"",`, 2_500_000), 1),
		"too big": saved(t, small()) + strings.Repeat(" ", MaxSize),
		"deep":    strings.Replace(saved(t, small()), `"Here"`, `"More":`+strings.Repeat("[", 4_000_000)+strings.Repeat("]", 4_000_000)+`,"Here"`, 1),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Decode([]byte(document))
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc - uint64(len(document)); err == nil || took > 8*mostMemory {
			t.Errorf("%s: %v after %d MB", name, err, took>>20)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(first))
	f.Add([]byte(saved(f, small())))
	f.Fuzz(func(t *testing.T, document []byte) {
		p, err := Decode(document)
		if err != nil {
			return
		}
		if _, err := Encode(p); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}
