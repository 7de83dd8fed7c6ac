package catalog

import (
	"strings"
	"testing"

	"stagecraft/planner/workload"
)

// Status of the items that have changed since the talk, with the dates AWS gave.
func TestStatusToday(t *testing.T) {
	for _, c := range []struct {
		item   string
		status Status
		since  string
	}{
		{"opsworks", StatusRetired, "2024-05-26"}, {"codestar", StatusRetired, "2024-07-31"}, {"codecatalyst", StatusClosed, "2025-11-07"},
		{"app-runner", StatusClosed, "2026-04-30"}, {"codecommit", StatusCurrent, "2025-11-24"}, {"xray-sdk", StatusMaintenance, "2026-02-25"},
		{"redis", StatusRenamed, "2024-10"}, {"xray", StatusCurrent, "2017-04"}, {"elastic-beanstalk", StatusCurrent, "2011"}, {"dax", StatusCurrent, "2017-06"},
	} {
		i, ok := Lives().Lookup(c.item)
		if f := i.Today(); !ok || f.Status != c.status || f.Since != c.since {
			t.Errorf("%s is %s since %s, want %s since %s", c.item, f.Status, f.Since, c.status, c.since)
		}
	}
}

func TestStatusAtADate(t *testing.T) {
	i, _ := Lives().Lookup("codecommit")
	for _, c := range []struct {
		date   string
		status Status
		known  bool
	}{{"2014-12-31", "", false}, {"2015-01-01", StatusCurrent, true}, {"2024-06-30", StatusCurrent, true}, {"2024-07-25", StatusClosed, true}, {"2025-11-23", StatusClosed, true}, {"2025-11-24", StatusCurrent, true}} {
		if f, ok := i.At(c.date); ok != c.known || f.Status != c.status {
			t.Errorf("CodeCommit on %s is %q, %v; want %q, %v", c.date, f.Status, ok, c.status, c.known)
		}
	}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		item    string
		track   workload.Track
		use     string
		passed  int
		mention string
	}{
		{"opsworks", workload.Classic, "systems-manager", 1, "retired on 2024-05-26"},
		{"opsworks", workload.Current, "systems-manager", 1, "retired on 2024-05-26"},
		{"codestar", workload.Classic, "codepipeline", 2, "takes no new customers since 2025-11-07"},
		{"app-runner", workload.Classic, "ecs-express", 1, "2026-04-30"},
		{"redis", workload.Classic, "redis", 0, ""},
		{"redis", workload.Current, "valkey", 1, "today's advice"},
		{"xray-sdk", workload.Classic, "xray-sdk", 0, ""},
		{"xray-sdk", workload.Current, "opentelemetry", 1, "in maintenance since 2026-02-25"},
		{"codecommit", workload.Classic, "codecommit", 0, ""},
		{"codecommit", workload.Current, "any-git", 1, "still offered"},
		{"lambda", workload.Current, "lambda", 0, ""},
	} {
		use, passed := Lives().Resolve(c.item, c.track)
		if use.ID != c.use || len(passed) != c.passed {
			t.Errorf("%s on the %s track is %s after %d, want %s after %d", c.item, c.track, use.ID, len(passed), c.use, c.passed)
		}
		if text := Lives().Replaced(c.item, c.track); !strings.Contains(text, c.mention) || (c.passed == 0) != (text == "") {
			t.Errorf("%s on the %s track: %q, want a word of %q", c.item, c.track, text, c.mention)
		}
	}
}

func TestTakes(t *testing.T) {
	for _, c := range []struct {
		item             string
		classic, current bool
	}{
		{"eventbridge", false, true}, {"valkey", false, true}, {"redis", true, false}, {"gateway-endpoints", false, true}, {"cloudfront-flat-rate", false, true},
		{"opsworks", false, false}, {"systems-manager", true, true}, {"lambda", true, true}, {"no such item", false, false},
	} {
		if a, b := Lives().Takes(c.item, workload.Classic), Lives().Takes(c.item, workload.Current); a != c.classic || b != c.current {
			t.Errorf("%s is taken on classic %v and current %v, want %v and %v", c.item, a, b, c.classic, c.current)
		}
	}
}

// Whatever the embedded table says, no track may end at a barred item, and the
// classic track takes nothing that was offered after the talk except in the
// place of what is gone.
func TestNoTrackUsesWhatIsBarred(t *testing.T) {
	successors := map[string]bool{}
	for _, i := range Lives().Items() {
		if i.Today().Status.Barred() {
			use, _ := Lives().Resolve(i.ID, workload.Classic)
			successors[use.ID] = true
		}
	}
	for _, i := range Lives().Items() {
		for _, track := range []workload.Track{workload.Classic, workload.Current} {
			if use, _ := Lives().Resolve(i.ID, track); use.Today().Status.Barred() {
				t.Errorf("%s on the %s track leads to %s, which is %s", i.ID, track, use.ID, use.Today().Status)
			}
		}
		if i.Tracks == "both" && i.Facts[0].Since > "2017-11-28" && !successors[i.ID] {
			t.Errorf("the classic track takes %s, offered since %s", i.ID, i.Facts[0].Since)
		}
		if i.InTalk() && i.Tracks != "both" {
			t.Errorf("the talk names %s, but only today's advice takes it", i.ID)
		}
	}
}

// Every service of the catalogue belongs to an item, data transfer aside.
func TestEveryServiceHasALife(t *testing.T) {
	for _, s := range Services() {
		if _, ok := Lives().Owner(s.ID); !ok && s.ID != "datatransfer" {
			t.Errorf("service %s is in no row of data/items.csv", s.ID)
		}
	}
}

const itemsHead = "item,name,kind,stage,edition,tracks,service,treatment,said,unused\n"
const factsHead = "item,since,status,successor,note,source,url,as_of\n"
const goodItem = "a,A,service,start,2017,both,ec2,box,said,why not\n"
const goodFact = "a,2017,current,,,page,,2026\n"

func TestParseLifecycleRefuses(t *testing.T) {
	if _, err := ParseLifecycle(itemsHead+goodItem, factsHead+goodFact); err != nil {
		t.Fatalf("a good table is refused: %v", err)
	}
	second := "b,B,service,start,2017,both,rds,box,said,why not\n"
	for _, c := range []struct{ items, facts, want string }{
		{strings.Replace(itemsHead, "kind", "sort", 1) + goodItem, factsHead + goodFact, "first line must be"},
		{itemsHead + goodItem, goodFact, "first line must be"},
		{"", factsHead + goodFact, "first line must be"},
		{itemsHead + "a,b\n", factsHead + goodFact, "wrong number of fields"},
		{itemsHead + goodItem + goodItem, factsHead + goodFact, "there twice"},
		{itemsHead + strings.Replace(goodItem, "a,A", "A b,A", 1), factsHead, "is no name"},
		{itemsHead + strings.Replace(goodItem, "a,A", "a,", 1), factsHead + goodFact, "no name to show"},
		{itemsHead + strings.Replace(goodItem, "service", "thing", 1), factsHead + goodFact, "neither service nor practice"},
		{itemsHead + strings.Replace(goodItem, "start", "", 1), factsHead + goodFact, "no stage id"},
		{itemsHead + strings.Replace(goodItem, "2017", "long ago", 1), factsHead + goodFact, "neither a year"},
		{itemsHead + strings.Replace(goodItem, "said", "", 1), factsHead + goodFact, "what it said is missing"},
		{itemsHead + strings.Replace(goodItem, "both", "all", 1), factsHead + goodFact, "neither both nor current"},
		{itemsHead + strings.Replace(goodItem, "box", "icon", 1), factsHead + goodFact, "neither box nor annotation"},
		{itemsHead + strings.Replace(goodItem, "ec2,box", ",box", 1), factsHead + goodFact, "no catalogue service"},
		{itemsHead + strings.Replace(goodItem, "why not", "", 1), factsHead + goodFact, "why a stage goes without"},
		{itemsHead + goodItem, factsHead, "has no fact"},
		{itemsHead + goodItem, factsHead + goodFact + "x,2017,current,,,page,,2026\n", "not in the table of items"},
		{itemsHead + goodItem, factsHead + "a,2017-13,current,,,page,,2026\n", "no date, month or year"},
		{itemsHead + goodItem, factsHead + "a,2017,alive,,,page,,2026\n", "not known"},
		{itemsHead + goodItem, factsHead + "a,2017,current,,,,,2026\n", "no name or no date"},
		{itemsHead + goodItem, factsHead + "a,2017,current,,,page,,\n", "no name or no date"},
		{itemsHead + goodItem, factsHead + "a,2027,current,,,page,,2026-11\n", "cannot know"},
		{itemsHead + goodItem, factsHead + "a,2017,retired,,,page,,2026\n", "needs a successor"},
		{itemsHead + goodItem, factsHead + "a,2017,closed,,,page,,2026\n", "needs a successor"},
		{itemsHead + goodItem, factsHead + goodFact + "a,2016,current,,,page,,2026\n", "does not come after"},
		{itemsHead + goodItem, factsHead + "a,2017,retired,b,,page,,2026\n", "is not in the table of items"},
		{itemsHead + goodItem + second, factsHead + "a,2017,retired,b,,page,,2026\nb,2018,closed,a,,page,,2026\n", "in a circle"},
	} {
		if _, err := ParseLifecycle(c.items, c.facts); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q with %q: %v, want a fault with %q", c.items, c.facts, err, c.want)
		}
	}
}

// Faults name their line.
func TestParseLifecycleNamesLines(t *testing.T) {
	_, err := ParseLifecycle(itemsHead+goodItem+strings.Replace(goodItem, "a,A,service", "b,B,thing", 1), factsHead+goodFact+"b,soon,current,,,page,,2026\n")
	if err == nil || !strings.Contains(err.Error(), "items, line 3") || !strings.Contains(err.Error(), "facts, line 3") {
		t.Errorf("got %v, want both lines", err)
	}
}

func FuzzParseLifecycle(f *testing.F) {
	f.Add(itemsCSV, lifecycleCSV)
	f.Add(itemsHead+goodItem, factsHead+goodFact)
	f.Add("", "")
	f.Fuzz(func(t *testing.T, items, facts string) {
		l, err := ParseLifecycle(items, facts)
		if err != nil {
			return
		}
		for _, i := range l.Items() {
			for _, track := range []workload.Track{workload.Classic, workload.Current} {
				if use, _ := l.Resolve(i.ID, track); use.Today().Status.Barred() {
					t.Errorf("%s leads to %s, which is barred", i.ID, use.ID)
				}
			}
		}
	})
}
