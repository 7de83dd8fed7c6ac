package store

import (
	"database/sql"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPlansOfAPerson(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben := open(), t.Context(), person("Ann"), person("Ben")
		var ids []string
		for i := range 3 {
			ids = append(ids, saved(t, s, ann, fmt.Sprint(i)).ID)
		}
		saved(t, s, ben, "theirs")
		must(s.SavePlan(ctx, NewPlan{OpenByID: true, Contents: contents("nobody's")}))
		team := shared(t, s, ann, nil).ID
		must(s.SavePlan(ctx, NewPlan{By: ann, Workspace: team, Contents: contents("the team's")}))
		c := contents("0b")
		c.Workload, c.Book, c.Engine = "users=1", "later", "2"
		newest := must(s.UpdatePlan(ctx, Actor{ann.Identity, "Anna"}, ids[0], 1, c))
		done(t, s.SetTags(ctx, ann, ids[0], []string{"b", "a"}))
		done(t, s.DeletePlan(ctx, ann, ids[1]))
		list, more, err := s.Plans(ctx, ann.Identity, Query{})
		if err != nil || more || len(list) != 2 || list[1].ID != ids[2] {
			t.Fatalf("listed %+v, more: %v (%v)", list, more, err)
		}
		want := Summary{ids[0], 2, "0b", "users=1", "later", "2", "Anna", []string{"a", "b"}, newest.CreatedAt, newest.SavedAt}
		if fmt.Sprintf("%#v", list[0]) != fmt.Sprintf("%#v", want) {
			t.Errorf("listed %#v, want %#v", list[0], want)
		}
	})
}

func TestSearch(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		for name, tags := range map[string][]string{
			"Shop for Summer": {"prod", "EU West"}, "shop": nil, "50% more": nil, "500 more": nil, "a_b": nil, "aXb": nil, "wow!": nil, `back\slash`: nil,
			"ÉCOLE Straße": {"ŽLUTÝ"}, "Οδός": nil, "[x]*": nil, "it's -- ?": nil, "": {"only"},
		} {
			id := must(s.SavePlan(ctx, NewPlan{By: ann, Contents: Contents{Name: name}})).ID
			done(t, s.SetTags(ctx, ann, id, tags))
		}
		for search, want := range map[string]string{
			"":       "|50% more|500 more|[x]*|a_b|aXb|back\\slash|it's -- ?|shop|Shop for Summer|wow!|ÉCOLE Straße|Οδός",
			" \t\n ": "|50% more|500 more|[x]*|a_b|aXb|back\\slash|it's -- ?|shop|Shop for Summer|wow!|ÉCOLE Straße|Οδός",
			"shop":   "shop|Shop for Summer", "SHOP": "shop|Shop for Summer", "summer\tSHOP": "Shop for Summer", "hop um": "Shop for Summer",
			"shop prod": "Shop for Summer", "west eu": "Shop for Summer", "Prod": "Shop for Summer", "shop winter": "none", "shop\nprod": "Shop for Summer",
			"%": "50% more", "50%": "50% more", "50": "50% more|500 more", "_": "a_b", "a_b": "a_b", "A_B": "a_b", "!": "wow!", "\\": "back\\slash", "*": "[x]*", "[": "[x]*",
			"?": "it's -- ?", "'": "it's -- ?", "only": "", "école": "ÉCOLE Straße", "STRASSE": "ÉCOLE Straße", "žlutý": "ÉCOLE Straße", "ΟΔΌΣ": "Οδός", "οδόσ": "Οδός",
			"\x00": "none", "shop \xff": "none", "prod\nEU": "Shop for Summer", strings.Repeat("shop ", 40_000): "shop|Shop for Summer", strings.Repeat("x", 200_000): "none",
		} {
			var names []string
			list, more, err := s.Plans(ctx, ann.Identity, Query{Search: search, Sort: ByName})
			for _, line := range list {
				names = append(names, line.Name)
			}
			got := strings.Join(names, "|")
			if len(list) == 0 {
				got = "none"
			}
			if err != nil || more || got != want {
				t.Errorf("%.20q finds %q, want %q (%v)", search, got, want, err)
			}
		}
	})
}

func TestTags(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		team := shared(t, s, ann, nil).ID
		ids := map[string]string{}
		for name, tags := range map[string][]string{
			"one":     {" prod ", "", "EU   west", "prod", "\t", "50%"},
			"two":     {"Prod", "a_b"},
			"three":   {"production", "west"},
			"deleted": {"gone"},
		} {
			ids[name] = saved(t, s, ann, name).ID
			done(t, s.SetTags(ctx, ann, ids[name], tags))
		}
		done(t, s.DeletePlan(ctx, ann, ids["deleted"]))
		inTeam := must(s.SavePlan(ctx, NewPlan{By: ann, Workspace: team, Contents: contents("team")})).ID
		done(t, s.SetTags(ctx, ann, inTeam, []string{"prod", "team"}))
		if got := must(s.Plan(ctx, ann.Identity, ids["one"])).Tags; !slices.Equal(got, []string{"50%", "EU west", "prod"}) {
			t.Errorf("tags of one: %q", got)
		}
		for workspace, want := range map[string]string{"": "50%|EU west|Prod|a_b|prod|production|west", team: "prod|team"} {
			if got := strings.Join(must(s.Tags(ctx, ann.Identity, workspace)), "|"); got != want {
				t.Errorf("tags in %q: %s, want %s", workspace, got, want)
			}
		}
		for tag, want := range map[string]string{
			"": "one three two", "prod": "one", "Prod": "two", "PROD": "", "production": "three", "EU west": "one", "west": "three", "50%": "one", "%": "", "a_b": "two", "aXb": "",
			"gone": "", "\x00": "", "\xff": "", "EU west\nprod": "one",
		} {
			var names []string
			list, _, err := s.Plans(ctx, ann.Identity, Query{Tag: tag, Sort: ByName})
			for _, line := range list {
				names = append(names, line.Name)
			}
			if got := strings.Join(names, " "); err != nil || got != want {
				t.Errorf("tag %q has %q, want %q (%v)", tag, got, want, err)
			}
		}
		done(t, s.SetTags(ctx, ann, ids["one"], nil))
		if read := must(s.Plan(ctx, ann.Identity, ids["one"])); len(read.Tags) != 0 {
			t.Errorf("tags taken away: %q", read.Tags)
		}
		if list, _, err := s.Plans(ctx, ann.Identity, Query{Search: "west"}); err != nil || len(list) != 1 || list[0].Name != "three" {
			t.Errorf("a tag taken away is still found: %+v (%v)", list, err)
		}
		must(s.UpdatePlan(ctx, ann, ids["two"], 1, contents("renamed")))
		if list, _, err := s.Plans(ctx, ann.Identity, Query{Search: "renamed a_b"}); err != nil || len(list) != 1 {
			t.Errorf("a new name and an old tag find %+v (%v)", list, err)
		}
	})
}

func TestSort(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		ids := map[string]string{}
		for _, name := range []string{"b", "A", "_x", "ab", "é", "Z", "a b"} {
			ids[name] = must(s.SavePlan(ctx, NewPlan{By: ann, Contents: Contents{Name: name}})).ID
		}
		done(t, s.SetTags(ctx, ann, ids["A"], []string{"z"})) // a tag must not come before the name
		must(s.UpdatePlan(ctx, ann, ids["A"], 1, Contents{Name: "A"}))
		for sort, want := range map[Sort]string{
			ByChange: "A|a b|Z|é|ab|_x|b", ByCreation: "a b|Z|é|ab|_x|A|b", ByName: "_x|A|a b|ab|b|Z|é", "": "A|a b|Z|é|ab|_x|b", "name; --": "A|a b|Z|é|ab|_x|b",
		} {
			var names []string
			for _, line := range first(s.Plans(ctx, ann.Identity, Query{Sort: sort})) {
				names = append(names, line.Name)
			}
			if got := strings.Join(names, "|"); got != want {
				t.Errorf("sorted by %q: %s, want %s", sort, got, want)
			}
		}
	})
}

func first(list []Summary, _ bool, err error) []Summary { return must(list, err) }

// Plans of one moment and of one name are on one page only.
func TestPagesDoNotRepeat(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		hands := newHands()
		s, ctx, ann := open(WithClock(hands.read)), t.Context(), person("Ann")
		const count = 2*PlansOnPage + 7
		for range count {
			saved(t, s, ann, "same")
		}
		for _, sort := range []Sort{ByChange, ByCreation, ByName} {
			seen := map[string]bool{}
			for page, want := range []int{PlansOnPage, PlansOnPage, 7, 0} {
				list, more, err := s.Plans(ctx, ann.Identity, Query{Sort: sort, Page: page})
				if err != nil || len(list) != want || more != (page < 2) {
					t.Errorf("by %s, page %d has %d plans, more: %v (%v)", sort, page, len(list), more, err)
				}
				for _, line := range list {
					seen[line.ID] = true
				}
			}
			if len(seen) != count {
				t.Errorf("by %s, the pages show %d plans, want %d", sort, len(seen), count)
			}
		}
		for page, want := range map[int]int{-1: PlansOnPage, math.MinInt: PlansOnPage, math.MaxInt: 0, math.MaxInt / 40: 0} {
			if list, _, err := s.Plans(ctx, ann.Identity, Query{Page: page}); err != nil || len(list) != want {
				t.Errorf("page %d has %d plans, want %d (%v)", page, len(list), want, err)
			}
		}
	})
}

// What folding makes longer than an index can hold is found by its beginning.
func TestLongestNamesAndTags(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		team := shared(t, s, ann, nil).ID
		for _, place := range []string{"", team} {
			for i, letter := range []string{"ΐ", "n", "日"} { // the first has three times as many bytes folded
				name := strings.Repeat(letter, MaxName/len(letter))
				var tags []string
				for n := range MaxTags {
					tags = append(tags, fmt.Sprint(n)+strings.Repeat(letter, (MaxTag-1)/len(letter)))
				}
				id := must(s.SavePlan(ctx, NewPlan{By: ann, Workspace: place, Contents: Contents{Name: name}})).ID
				done(t, s.SetTags(ctx, ann, id, tags))
				list, _, err := s.Plans(ctx, ann.Identity, Query{Workspace: place, Search: strings.Repeat(letter, 300/len(letter)), Tag: tags[9], Sort: ByName})
				if err != nil || len(list) != 1 || list[0].ID != id || list[0].Name != name {
					t.Errorf("name %d finds %d plans (%v)", i, len(list), err)
				}
			}
		}
	})
}

// More words than count are not looked at; SQLite would refuse the statement.
func TestSearchOfManyWords(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ann := open(), person("Ann")
		words := make([]string, 5000)
		for i := range words {
			words[i] = fmt.Sprint("w", i)
		}
		saved(t, s, ann, strings.Join(words[:searchWords], " "))
		for search, want := range map[string]int{strings.Join(words, " "): 1, "other " + strings.Join(words, " "): 0} {
			if list, _, err := s.Plans(t.Context(), ann.Identity, Query{Search: search}); err != nil || len(list) != want {
				t.Errorf("%.20q… finds %d plans, want %d (%v)", search, len(list), want, err)
			}
		}
	})
}

// Plans of before schema 3 are found by their names in any case, as later ones are.
func TestNamesOfBeforeAreFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	db := must(sql.Open("sqlite3", path))
	must(db.Exec(migrations[0] + migrations[1] + fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 2", applicationID)))
	ann := person("Ann")
	for i, name := range []string{"ÉCOLE Straße", "shop"} {
		id := fmt.Sprint("plan ", i)
		must(db.Exec(`INSERT INTO plans (id, owner_hash, revision, created_at, updated_at) VALUES (?, ?, 2, 1, 2)`, id, ann.column()))
		for number, name := range []string{"before", name} {
			must(db.Exec(`INSERT INTO revisions VALUES (?, ?, ?, 'users=1', 'b', 'e', x'', 1)`, id, number+1, name))
		}
	}
	done(t, db.Close())
	s := open(t, path)
	for search, want := range map[string]string{"école": "ÉCOLE Straße", "STRASSE": "ÉCOLE Straße", "Shop": "shop", "before": ""} {
		var names []string
		for _, line := range first(s.Plans(t.Context(), ann.Identity, Query{Search: search})) {
			names = append(names, line.Name)
		}
		if got := strings.Join(names, "|"); got != want {
			t.Errorf("%q finds %q, want %q", search, got, want)
		}
	}
}
