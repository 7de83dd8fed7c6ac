package workload

import (
	"reflect"
	"strings"
	"testing"

	"stagecraft/planner/units"
)

// Every field with a value it reads, in its canonical form, and values it
// refuses with a word the problem must hold.
var fieldCases = []struct {
	name      string
	typed     string
	canonical string
	refused   map[string]string
}{
	{"users", "10,000,000", "10M", map[string]string{"0": "least", "11B": "most", "1,5": "two ways", "-1": "negative", "many": "not a number", "1.5": "whole"}},
	{"users", "250k users", "250k", map[string]string{"250 cats": "magnitude", "10.000": "two ways", "inf": "finite"}},
	{"users", "1 user", "1", nil},
	{"daily_share", "0.3", "30%", map[string]string{"0": "least", "20": "two ways", "120%": "100%"}},
	{"requests_per_user_day", "60 requests", "60", map[string]string{"0": "least", "1e7": "most", "10m": "no unit"}},
	{"requests_per_second", "72k/min", "1200/s", map[string]string{"0": "least", "1e9": "most", "5/week": "no rate"}},
	{"reads_per_month", "1e11", "100B", map[string]string{"200T": "most", "0": "no operations"}},
	{"writes_per_month", "1B writes", "1B", map[string]string{"0": "no operations", "5/s": "magnitude"}},
	{"peak_factor", "4x", "4", map[string]string{"0.5": "least", "300%": "no unit", "2000": "most"}},
	{"growth_per_month", "9%", "9%", map[string]string{"1": "two ways", "9": "two ways", "101%": "100%", "-3%": "negative"}},
	{"data_stored", "1.9 TB", "1.9 TB", map[string]string{"500": "no unit", "500G": "two ways", "500 Gb": "bits", "1500 PB": "beyond"}},
	{"data_stored", "500GiB", "500 GiB", nil},
	{"bytes_per_write", "200 B", "200 B", map[string]string{"2 GB": "most", "200": "no unit"}},
	{"object_share", "0%", "0%", map[string]string{"10": "two ways", "0.1": ""}},
	{"object_size", "1 MB", "1 MB", map[string]string{"6 TB": "most"}},
	{"objects_stored", "1.9TB", "1.9 TB", map[string]string{"1": "no unit"}},
	{"retention_months", "for ever", "0", map[string]string{"1201": "most", "-1": "negative"}},
	{"retention_months", "24 months", "24", nil},
	{"response_size", "30 kb", "30 KB", map[string]string{"2 GB": "most"}},
	{"static_share", "75%", "75%", map[string]string{"100%": "most"}},
	{"static_size", "0", "0", map[string]string{"6 GB": "most"}},
	{"read_write", "90:10", "90/10", map[string]string{"90": "reads per write", "0/0": "neither", "9/1/2": "writes"}},
	{"read_write", "50/60", "5:6", nil},
	{"cache_hit", "0.9", "90%", map[string]string{"90": "two ways"}},
	{"cpu_ms", "24 ms", "24", map[string]string{"0": "least", "2 min": "most"}},
	{"reads_per_request", "7.6", "7.6", map[string]string{"1001": "most"}},
	{"writes_per_request", "0", "0", map[string]string{"-1": "negative"}},
	{"async_share", "20 %", "20%", map[string]string{"2": "two ways"}},
	{"availability", "99.95%", "99.95%", map[string]string{"100%": "most", "49%": "least", "99.95": "two ways", "99.9999%": "most"}},
	{"engineers", "12", "12", map[string]string{"0": "least", "10001": "most", "1.5": "whole"}},
	{"latency_ms", "0.25 s", "250", map[string]string{"0": "least", "2 min": "most"}},
	{"region", "EU-West-1", "eu-west-1", map[string]string{"eu-west-9": "none of the choices", "ireland": "none of the choices"}},
	{"pricing", "savings-1y", "savings-1y", map[string]string{"reserved": "none of the choices"}},
	{"processor", "x86", "x86", map[string]string{"riscv": "none of the choices"}},
	{"carbon", "yes", "on", map[string]string{"maybe": "none of the choices"}},
	{"database", "aurora-mysql", "aurora-mysql", map[string]string{"oracle": "none of the choices"}},
	{"track", "classic", "classic", map[string]string{"2019": "none of the choices"}},
	{"practice", "false", "off", map[string]string{"maybe": "none of the choices"}},
	{"practice_start", "off", "off", map[string]string{"0": "", "1.5": "whole", "11B": "most"}},
	{"practice_split", "2000", "2k", map[string]string{"99": "less than practice_start"}},
	{"practice_balance", "150k", "150k", map[string]string{"999": "less than practice_split"}},
	{"practice_lighten", "OFF", "off", map[string]string{"-1": "negative"}},
	{"practice_automate", "800k", "800k", map[string]string{"2M": ""}},
	{"practice_decouple", "2M", "2M", map[string]string{"1k": "less than practice_automate"}},
	{"practice_everywhere", "10M", "10M", map[string]string{"900k": "less than practice_decouple"}},
	{"outage_matters", "0", "0", map[string]string{"off": "not a number"}},
	{"utilisation", "70%", "70%", map[string]string{"5%": "least", "96%": "most"}},
	{"db_reads_per_vcpu", "2k/s", "2000/s", map[string]string{"0": "least"}},
	{"db_writes_per_vcpu", "500", "500/s", map[string]string{"2M": "most"}},
	{"replica_reads", "50%", "50%", map[string]string{"50": "two ways"}},
	{"buffer_hit", "99%", "99%", map[string]string{"101%": "100%"}},
	{"hot_share", "10%", "10%", map[string]string{"0": "least"}},
	{"storage_months", "6 months", "6", map[string]string{"121": "most"}},
	{"storage_overhead", "1.5x", "1.5", map[string]string{"0.9": "least"}},
	{"shard_data", "4 TiB", "4 TiB", map[string]string{"1 MB": "least", "300 TiB": "most"}},
	{"large_row", "64 KiB", "64 KiB", map[string]string{"10 B": "least"}},
	{"cache_ops_per_node", "150k", "150000/s", map[string]string{"10": "least"}},
	{"db_query_ms", "0.5", "0.5", map[string]string{"0": "least"}},
	{"cross_zone_ms", "0.6 ms", "0.6", map[string]string{"30": "most"}},
	{"arrival_cv2", "4", "4", map[string]string{"-1": "negative", "101": "most"}},
	{"service_cv2", "0.5", "0.5", map[string]string{"-1": "negative", "101": "most"}},
	{"failures_per_year", "2 failures", "2", map[string]string{"-1": "negative", "1001": "most"}},
	{"decide_minutes", "15 minutes", "15", map[string]string{"-1": "negative", "20000": "most"}},
	{"app_memory", "1 GB", "1 GB", map[string]string{"1 KB": "least"}},
	{"request_memory", "2 MB", "2 MB", map[string]string{"11 GB": "most"}},
	{"static_cpu_ms", "0.1", "0.1", map[string]string{"2 s": "most"}},
	{"requests_per_connection", "20 requests", "20", map[string]string{"0.5": "least"}},
	{"connection_seconds", "30 seconds", "30", map[string]string{"1e5": "most"}},
	{"edge_hit", "95%", "95%", map[string]string{"95": "two ways"}},
	{"session_share", "0%", "0%", map[string]string{"5": "two ways"}},
	{"session_writes", "5%", "5%", map[string]string{"5": "two ways"}},
	{"session_size", "4 KB", "4 KB", map[string]string{"500 KB": "most"}},
	{"signed_in_share", "1", "100%", map[string]string{"5": "two ways"}},
	{"outbound_per_request", "0", "0", map[string]string{"1 GB": "most"}},
	{"log_per_request", "1 KB", "1 KB", map[string]string{"2 MB": "most"}},
	{"log_months", "3", "3", map[string]string{"121": "most"}},
	{"event_share", "5%", "5%", map[string]string{"5": "two ways"}},
	{"api_share", "25%", "25%", map[string]string{"25": "two ways"}},
	{"services", "5 services", "5", map[string]string{"0": "least", "1.5": "whole", "201": "most"}},
	{"service_cpu", "40%", "40%", map[string]string{"40": "two ways"}},
	{"worker_ms", "2 s", "2000", map[string]string{"16 min": "most", "0": "least"}},
	{"worker_memory", "1 GiB", "1 GiB", map[string]string{"64 MiB": "least", "11 GiB": "most"}},
	{"trace_share", "5%", "5%", map[string]string{"5": "two ways"}},
	{"deployments_per_month", "100", "100", map[string]string{"1e5": "most"}},
	{"build_minutes", "5 minutes", "5", map[string]string{"481": "most"}},
	{"nosql_share", "0%", "0%", map[string]string{"15": "two ways"}},
	{"federation", "4", "4", map[string]string{"0": "least", "51": "most"}},
	{"federation_largest", "60%", "60%", map[string]string{"20%": "largest of 3"}},
	{"shared_files", "200 GB", "200 GB", map[string]string{"200": "no unit"}},
	{"shared_reads", "24 reads", "24", map[string]string{"20000": "most"}},
	{"analytics_data", "2 TB", "2 TB", map[string]string{"1500 PB": "beyond"}},
	{"analytics_hours", "8 hours", "8", map[string]string{"25": "most"}},
	{"ingest_share", "90%", "90%", map[string]string{"90": "two ways"}},
	{"notify_share", "10%", "10%", map[string]string{"101%": "100%"}},
	{"notify_email", "0%", "0%", map[string]string{"10": "two ways"}},
	{"compute", "Fargate", "fargate", map[string]string{"eks": "none of the choices"}},
	{"load_balancer", "NLB", "nlb", map[string]string{"clb": "none of the choices"}},
	{"aurora_capacity", "serverless", "serverless", map[string]string{"acu": "none of the choices"}},
	{"cache_engine", "memcached", "memcached", map[string]string{"dragonfly": "none of the choices"}},
	{"auth_plan", "plus", "plus", map[string]string{"pro": "none of the choices"}},
	{"firewall", "yes", "on", map[string]string{"maybe": "none of the choices"}},
	{"firewall_rules", "10 rules", "10", map[string]string{"1501": "most", "1.5": "whole"}},
	{"dax", "ON", "on", map[string]string{"2": "none of the choices"}},
	{"name", "  Recipe app ", "Recipe app", map[string]string{"a\nb": "control", "\x1b[31m": "control", "a\u202eb": "control", "\xff": "UTF-8"}},
	{"note", "Two\r\nlines\tand a tab", "Two\nlines\tand a tab", map[string]string{"bell\a": "control", strings.Repeat("é", 4001): "characters"}},
}

func TestEveryField(t *testing.T) {
	tried := map[string]bool{}
	for _, c := range fieldCases {
		tried[c.name] = true
		f, _ := FieldNamed(c.name)
		w, refused := ParseStrict(one(c.name, c.typed))
		if refused != nil {
			t.Errorf("%s %q is refused: %v", c.name, c.typed, refused)
			continue
		}
		if got := f.Value(w); got != c.canonical || !w.Given(c.name) {
			t.Errorf("%s %q reads as %q, given %v; want %q", c.name, c.typed, got, w.Given(c.name), c.canonical)
		}
		for typed, problem := range c.refused {
			_, refused := ParseStrict(one(c.name, typed))
			found, isRefused := refused.Of(c.name)
			if problem == "" {
				continue // valid by itself; other fields may object
			}
			if !isRefused || !strings.Contains(found.Problem, problem) {
				t.Errorf("%s %q: %v, want a problem that says %q", c.name, typed, refused, problem)
				continue
			}
			message := found.Error()
			if !strings.Contains(message, c.name) || !strings.Contains(message, f.Label) || found.Accepted == "" || found.Value != typed {
				t.Errorf("%s %q: message %q lacks the field, the value or the cure", c.name, typed, message)
			}
			if strings.ContainsAny(message, "\n\x1b\a") {
				t.Errorf("%s %q: message %q is not one printable line", c.name, typed, message)
			}
		}
	}
	for _, f := range Fields() {
		if !tried[f.Name] {
			t.Errorf("%s has no case", f.Name)
		}
	}
}

func TestEverythingIsReportedAtOnce(t *testing.T) {
	_, refused := ParseStrict(one("note", "\a", "users", "x", "userz", "5", "region", "eu-wets-1", "data_stored", "5"))
	var names []string
	for _, e := range refused {
		names = append(names, e.Field)
	}
	if want := []string{"userz", "users", "data_stored", "region", "note"}; !reflect.DeepEqual(names, want) {
		t.Fatalf("problems of %v, want %v", names, want)
	}
	if refused[0].Nearest != "users" || refused[3].Nearest != "eu-west-1" {
		t.Errorf("nearest names %q and %q", refused[0].Nearest, refused[3].Nearest)
	}
	if got, want := refused[0].Error(), "“userz” is not a field; did you mean users?"; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
	if got := strings.Count(refused.Error(), "\n"); got != len(refused)-1 {
		t.Errorf("%d line breaks for %d problems", got, len(refused))
	}
}

func TestUnknownNames(t *testing.T) {
	values := one("utm_source", "x", "users", "5k")
	w, refused := Parse(values)
	if refused != nil || w.Users != 5000 {
		t.Errorf("a link with a foreign name: %v, %v users", refused, w.Users)
	}
	if _, refused := ParseStrict(values); len(refused) != 1 || refused[0].Nearest != "" {
		t.Errorf("strictly: %v", refused)
	}
	for typed, want := range map[string]string{
		"usres": "users", "read-write": "read_write", "readwrite": "read_write", "avail": "availability", "datastored": "data_stored",
		"cpu": "", "zzzzzzzz": "", "": "", "requests_per_sec": "requests_per_second", strings.Repeat("users", 100): "",
	} {
		if got := unknownField(typed).Nearest; got != want {
			t.Errorf("nearest to %q is %q, want %q", typed, got, want)
		}
	}
}

func TestEmptyAndRepeatedValues(t *testing.T) {
	w, refused := Parse(map[string][]string{"users": {"", " "}, "daily_share": {"30%", "30%"}, "peak_factor": {" 4 ", "4"}, "name": {" "}})
	if refused != nil || w.Users != 100000 || w.Given("users") || w.DailyShare != 0.3 || w.PeakFactor != 4 || !w.Given("peak_factor") || w.Name != "" {
		t.Errorf("%v: %+v", refused, w)
	}
	if _, refused := Parse(map[string][]string{"users": {"5", "6"}}); len(refused) != 1 || !strings.Contains(refused[0].Problem, "second value") {
		t.Errorf("two values: %v", refused)
	}
}

func TestDefaultsThatDependOnOthers(t *testing.T) {
	for _, c := range []struct {
		typed         map[string][]string
		reads, writes float64
		largest       units.Ratio
	}{
		{one(), 3, 2, 0.5},
		{one("reads_per_month", "100B"), 1, 1, 0.5},
		{one("writes_per_month", "1B", "reads_per_month", "0"), 1, 1, 0.5},
		{one("writes_per_month", "1B", "reads_per_request", "5"), 5, 1, 0.5},
		{one("writes_per_month", "1B", "writes_per_request", "2"), 1, 2, 0.5},
		{one("requests_per_second", "5"), 3, 2, 0.5},
		{one("federation", "1"), 3, 2, 1},
		{one("federation", "2"), 3, 2, 0.5},
	} {
		w, refused := Parse(c.typed)
		if refused != nil || w.ReadsPerRequest != c.reads || w.WritesPerRequest != c.writes || w.Assumptions.FederationLargest != c.largest {
			t.Errorf("%v: %v, %v and %v per request, largest %v", c.typed, refused, w.ReadsPerRequest, w.WritesPerRequest, w.Assumptions.FederationLargest)
		}
	}
}

func TestFieldsThatDoNotFit(t *testing.T) {
	for _, c := range []struct {
		typed map[string][]string
		field string // "" where all fits
		says  string
	}{
		{one("requests_per_second", "5", "reads_per_month", "1B"), "requests_per_second", "reads_per_month"},
		{one("requests_per_second", "5", "writes_per_month", "1B"), "requests_per_second", "writes_per_month"},
		{one("reads_per_month", "0", "writes_per_month", "0"), "reads_per_month", "no operations"},
		{one("object_share", "10%"), "object_size", "without a size"},
		{one("object_share", "10%", "object_size", "1 MB"), "", ""},
		{one("object_size", "1 MB"), "", ""},
		{one("practice_split", "200k"), "practice_balance", "less than practice_split, 200k"},
		{one("practice_split", "200k", "practice_balance", "off"), "", ""},
		{one("practice_start", "600k", "practice_split", "off", "practice_balance", "off"), "practice_lighten", "less than practice_start"},
		{one("practice_start", "100", "practice_split", "100"), "", ""},
		{one("federation", "4", "federation_largest", "25%"), "", ""},
		{one("federation", "3", "federation_largest", "33.34%"), "", ""},
		{one("federation", "1", "federation_largest", "50%"), "federation_largest", "largest of 1"},
		{one("users", "10B", "requests_per_user_day", "100k"), "requests_per_user_day", "at peak"},
		{one("reads_per_month", "100T", "peak_factor", "1000"), "reads_per_month", "at peak"},
		{one("users", "1", "requests_per_second", "5000"), "requests_per_second", "for each user"},
		{one("users", "1", "writes_per_month", "1T"), "writes_per_month", "for each user"},
		{one("users", "10M", "reads_per_month", "100B", "writes_per_month", "1B"), "", ""},
	} {
		_, refused := Parse(c.typed)
		if c.field == "" {
			if refused != nil {
				t.Errorf("%v: %v", c.typed, refused)
			}
			continue
		}
		if len(refused) != 1 || refused[0].Field != c.field || !strings.Contains(refused[0].Error(), c.says) || refused[0].Accepted == "" {
			t.Errorf("%v: %v; want one problem of %s that says %q", c.typed, refused, c.field, c.says)
		}
	}
	// A field that is refused already does not cause a second complaint.
	if _, refused := Parse(one("object_share", "10", "requests_per_second", "5", "reads_per_month", "x")); len(refused) != 2 {
		t.Errorf("%v, want the two typing mistakes only", refused)
	}
}

func TestReadFraction(t *testing.T) {
	for _, c := range []struct {
		typed map[string][]string
		want  units.Ratio
	}{{one("read_write", "9:1"), 0.9}, {one("reads_per_month", "3k", "writes_per_month", "1k", "read_write", "9:1"), 0.75}} {
		if w, refused := Parse(c.typed); refused != nil || w.ReadFraction() != c.want {
			t.Errorf("%v: %v, read fraction %v, want %v", c.typed, refused, w.ReadFraction(), c.want)
		}
	}
}

func TestDefaultIsNotGiven(t *testing.T) {
	w := Default()
	for _, f := range Fields() {
		if w.Given(f.Name) {
			t.Errorf("%s counts as given", f.Name)
		}
	}
	if Encode(w) != "" {
		t.Errorf("the default's link is %q", Encode(w))
	}
}
