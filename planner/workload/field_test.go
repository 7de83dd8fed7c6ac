package workload

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// one wraps typed values by field name as a form brings them.
func one(pairs ...string) map[string][]string {
	values := map[string][]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = []string{pairs[i+1]}
	}
	return values
}

// leaves gives the address of every struct field a team can state.
func leaves(v reflect.Value) map[string]reflect.Value {
	found := map[string]reflect.Value{}
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Name, v.Field(i)
		switch {
		case name == "given" || name == "ranges":
		case field.Kind() == reflect.Struct:
			for inner, value := range leaves(field) {
				found[name+"."+inner] = value
			}
		case field.Kind() == reflect.Array:
			for j := range field.Len() {
				found[name+"["+string(rune('0'+j))+"]"] = field.Index(j)
			}
		default:
			found[name] = field
		}
	}
	return found
}

// Every struct field is reached by exactly one Field, and every Field reaches one.
func TestFieldsCoverTheWorkload(t *testing.T) {
	reachedBy := map[string]string{}
	for _, f := range Fields() {
		var w Workload
		if f.number != nil {
			f.number(&w).set(0.5)
		} else if f.Kind == Switch {
			f.text(&w).set(on)
		} else {
			f.text(&w).set("mark")
		}
		var changed []string
		for name, value := range leaves(reflect.ValueOf(&w).Elem()) {
			if !value.IsZero() {
				changed = append(changed, name)
			}
		}
		if len(changed) != 1 {
			t.Errorf("%s reaches %v, want one struct field", f.Name, changed)
			continue
		}
		if before, twice := reachedBy[changed[0]]; twice {
			t.Errorf("%s is reached by %s and by %s", changed[0], before, f.Name)
		}
		reachedBy[changed[0]] = f.Name
	}
	for name := range leaves(reflect.ValueOf(&Workload{}).Elem()) {
		if reachedBy[name] == "" {
			t.Errorf("%s has no Field", name)
		}
	}
}

// The names others script against, with their defaults; a rename breaks links.
func TestDefaults(t *testing.T) {
	contract := [][2]string{
		{"users", "100k"}, {"daily_share", "20%"}, {"requests_per_user_day", "50"}, {"requests_per_second", ""},
		{"reads_per_month", ""}, {"writes_per_month", ""}, {"peak_factor", "3"}, {"growth_per_month", "5%"},
		{"data_stored", "50 GB"}, {"bytes_per_write", "1 KB"}, {"object_share", "0%"}, {"object_size", "0"},
		{"objects_stored", "0"}, {"retention_months", "36"}, {"response_size", "20 KB"}, {"static_share", "60%"},
		{"static_size", "60 KB"}, {"read_write", "80/20"}, {"cache_hit", "80%"}, {"cpu_ms", "10"},
		{"reads_per_request", "3"}, {"writes_per_request", "2"}, {"async_share", "0%"}, {"availability", "99.5%"},
		{"latency_ms", "300"}, {"engineers", ""}, {"region", "us-east-1"}, {"pricing", "on-demand"}, {"processor", "arm"},
		{"database", "postgresql"}, {"carbon", "off"}, {"track", "current"}, {"name", ""}, {"note", ""},
		{"practice", "on"}, {"practice_start", "100"}, {"practice_split", "1k"}, {"practice_balance", "100k"},
		{"practice_lighten", "500k"}, {"practice_automate", "700k"}, {"practice_decouple", "1M"},
		{"practice_everywhere", "5M"}, {"outage_matters", "1k"},
		{"utilisation", "60%"}, {"db_reads_per_vcpu", "1000/s"}, {"db_writes_per_vcpu", "300/s"}, {"replica_reads", "80%"},
		{"buffer_hit", "95%"}, {"hot_share", "20%"}, {"storage_months", "3"}, {"storage_overhead", "1.3"},
		{"shard_data", "8 TB"}, {"app_memory", "700 MB"}, {"request_memory", "10 MB"}, {"static_cpu_ms", "0.3"},
		{"requests_per_connection", "10"}, {"connection_seconds", "60"}, {"edge_hit", "90%"}, {"cache_ops_per_node", "100000/s"},
		{"session_share", "100%"}, {"session_writes", "10%"}, {"session_size", "1 KB"}, {"signed_in_share", "25%"},
		{"outbound_per_request", "1 KB"}, {"log_per_request", "500 B"}, {"log_months", "1"}, {"event_share", "10%"},
		{"api_share", "10%"}, {"services", "3"}, {"service_cpu", "60%"}, {"worker_ms", "200"}, {"worker_memory", "512 MiB"},
		{"trace_share", "1%"}, {"deployments_per_month", "40"}, {"build_minutes", "10"}, {"nosql_share", "15%"},
		{"federation", "3"}, {"federation_largest", "50%"}, {"large_row", "100 KB"}, {"db_query_ms", "1.2"}, {"cross_zone_ms", "1"},
		{"arrival_cv2", "1"}, {"service_cv2", "1"}, {"failures_per_year", "4"}, {"decide_minutes", "30"},
		{"shared_files", "0"}, {"shared_reads", "1"}, {"analytics_data", "0"}, {"analytics_hours", "4"}, {"ingest_share", "0%"}, {"notify_share", "0%"}, {"notify_email", "20%"},
		{"compute", "ec2"}, {"load_balancer", "alb"}, {"aurora_capacity", "provisioned"}, {"cache_engine", "valkey"}, {"auth_plan", "lite"},
		{"firewall", "off"}, {"firewall_rules", "6"}, {"dax", "off"},
	}
	w := Default()
	for _, c := range contract {
		f, known := FieldNamed(c[0])
		if !known {
			t.Errorf("no field %s", c[0])
		} else if got := f.Value(w); got != c[1] {
			t.Errorf("%s defaults to %q, want %q", c[0], got, c[1])
		}
	}
	if len(Fields()) != len(contract) {
		t.Errorf("%d fields, %d in this list", len(Fields()), len(contract))
	}
	if w.Users != 100_000 || w.DataStored != 50e9 || w.ReadShare != 0.8 || !w.Practice.Enabled || w.Practice.Until[3] != 500_000 {
		t.Errorf("defaults in base units are wrong: %+v", w)
	}
	if _, refused := Parse(nil); refused != nil {
		t.Errorf("the defaults do not fit each other: %v", refused)
	}
}

func TestFieldsAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Fields() {
		if seen[f.Name] {
			t.Errorf("%s stands twice", f.Name)
		}
		seen[f.Name] = true
		if f.Label == "" || !strings.HasSuffix(f.Help, ".") || len(f.Accepted) == 0 || !slices.Contains(Groups(), f.Group) {
			t.Errorf("%s lacks a label, a help sentence, an accepted form or a group: %+v", f.Name, f)
		}
		if f.Default != "" && (!strings.HasSuffix(f.Why, ".") || f.Source.Name == "") {
			t.Errorf("%s lacks the reason or the source of its default", f.Name)
		}
		if f.Default != "" && f.Value(Default()) != f.Default {
			t.Errorf("%s: default %q is not canonical, %q is", f.Name, f.Default, f.Value(Default()))
		}
		if (f.Kind == Choice || f.Kind == Switch) != (len(f.Choices) > 0) {
			t.Errorf("%s: a %s with choices %v", f.Name, f.Kind, f.Choices)
		}
		if f.number != nil && !(f.Min < f.Max) {
			t.Errorf("%s: range %v to %v", f.Name, f.Min, f.Max)
		}
		if f.Range() == "" || strings.Contains(f.Flag(), "_") {
			t.Errorf("%s: range %q, flag %q", f.Name, f.Range(), f.Flag())
		}
		for _, form := range f.Accepted { // what the help shows must work
			if _, refused := Parse(one(f.Name, form)); refused != nil {
				if _, alone := refused.Of(f.Name); alone {
					t.Errorf("%s refuses its own example %q: %v", f.Name, form, refused)
				}
			}
		}
	}
}

func TestDisplay(t *testing.T) {
	w, refused := Parse(one("users", "2,100,000", "worker_memory", "512 MiB", "retention_months", "0", "log_months", "1",
		"region", "eu-west-1", "practice_start", "off", "peak_factor", "2.5", "requests_per_second", "72k/min",
		"bytes_per_write", "1234567 B", "name", "Shop"))
	if refused != nil {
		t.Fatal(refused)
	}
	for name, want := range map[string]string{
		"users": "2.1M", "worker_memory": "512 MiB", "retention_months": "for ever", "log_months": "1 month", "region": "Europe (Ireland)",
		"practice_start": "off", "peak_factor": "2.5×", "requests_per_second": "1,200/s", "bytes_per_write": "1.23 MB", "name": "Shop",
		"requests_per_user_day": "50 requests", "availability": "99.5%", "read_write": "80/20", "latency_ms": "300 ms", "practice": "On",
		"reads_per_month": "", "storage_months": "3 months", "data_stored": "50 GB",
	} {
		f, _ := FieldNamed(name)
		if got := f.Display(w); got != want {
			t.Errorf("%s displays as %q, want %q", name, got, want)
		}
	}
	if f, _ := FieldNamed("data_stored"); f.Number(w) != 50e9 || f.Optional() || f.Assumed() {
		t.Errorf("data_stored: number %v, optional %v, assumed %v", f.Number(w), f.Optional(), f.Assumed())
	}
	if f, _ := FieldNamed("utilisation"); !f.Assumed() {
		t.Error("utilisation is one of our assumptions")
	}
	if f, _ := FieldNamed("region"); f.Number(w) != 0 {
		t.Error("a region has no amount")
	}
	if got := RegionName("mars-1"); got != "mars-1" {
		t.Errorf("unknown region named %q", got)
	}
	if got := len(Regions()); got != 9 {
		t.Errorf("%d regions, want 9", got)
	}
}

// Callers may change what Fields gives them.
func TestFieldsAreTheCallersOwn(t *testing.T) {
	Fields()[0].Name = "changed"
	if Fields()[0].Name != "users" {
		t.Error("the table was changed from outside")
	}
}
