package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"stagecraft/planner"
	"stagecraft/store"
)

// askers are who may ask: three members of a workspace, somebody who saved plans
// but is in no workspace, and a browser that was never here.
var askers = []string{"owner", "editor", "viewer", "stranger", "nobody"}

// access is every request about a workspace or a plan that stands in one, with the
// status that each of the askers gets. What a body needs follows the path.
const access = `
	GET /workspaces/new                          200 200 200 200 200
	POST /workspaces name=Other&member=Me        303 303 303 303 303
	GET /workspaces/:id                          200 200 200 404 404
	GET /workspaces/:id/activity                 200 200 200 404 404
	GET /workspaces/:id/members                  200 200 200 404 404
	GET /workspaces/:id/leave                    200 200 200 404 404
	POST /workspaces/:id/leave                   409 303 303 404 404
	POST /workspaces/:id/me member=Me            303 303 303 404 404
	POST /workspaces/:id/me member=              422 422 422 404 404
	POST /workspaces/:id/rename name=New         303 403 403 404 404
	POST /workspaces/:id/rename name=            422 403 403 404 404
	POST /workspaces/:id/join role=viewer        201 403 403 404 404
	POST /workspaces/:id/join/close              303 403 403 404 404
	GET /workspaces/:id/members/:member/remove   200 403 403 404 404
	POST /workspaces/:id/members/:member/remove  303 403 403 404 404
	POST /workspaces/:id/members/:member/role role=owner 303 403 403 404 404
	GET /join/:token                             200 200 200 200 200
	POST /join/:token member=Me                  303 303 303 303 303

	POST /plans users=1k&workspace=:workspace    303 303 403 404 404
	GET /plans/:id                               200 200 200 404 404
	GET /plans/:id/plan.json                     200 200 200 404 404
	GET /plans/:id/bill.csv                      200 200 200 404 404
	GET /plans/:id/plan.drawio                   200 200 200 404 404
	GET /plans/:id/roadmap.svg                   200 200 200 404 404
	GET /plans/:id/plan.pdf                      200 200 200 404 404
	GET /plans/:id/stages/:stage/diagram.svg     200 200 200 404 404
	GET /plans/:id/stages/:stage/diagram.png     200 200 200 404 404
	GET /plans/:id/stages/:stage/diagram.dot     200 200 200 404 404
	GET /plans/:id/stages/:stage/diagram.mmd     200 200 200 404 404
	GET /plans/:id/revisions/:revision           200 200 200 404 404
	GET /plans/:id/revisions/:revision/plan.json 200 200 200 404 404
	GET /plans/:id/revisions/:revision/bill.csv  200 200 200 404 404
	GET /plans/:id/revisions/:revision/plan.drawio 200 200 200 404 404
	GET /plans/:id/revisions/:revision/roadmap.svg 200 200 200 404 404
	GET /plans/:id/revisions/:revision/plan.pdf  200 200 200 404 404
	GET /plans/:id/revisions/:revision/stages/:stage/diagram.svg 200 200 200 404 404
	GET /plans/:id/revisions/:revision/stages/:stage/diagram.png 200 200 200 404 404
	GET /plans/:id/revisions/:revision/stages/:stage/diagram.dot 200 200 200 404 404
	GET /plans/:id/revisions/:revision/stages/:stage/diagram.mmd 200 200 200 404 404
	POST /plans/:id users=2k&revision=2          303 303 403 404 404
	POST /plans/:id/delete                       303 303 403 404 404
	POST /plans/:id/restore                      303 303 403 404 404
	POST /plans/:id/archive                      303 303 403 404 404
	POST /plans/:id/unarchive                    303 303 403 404 404
	GET /plans/:id/organise                      200 200 403 404 404
	POST /plans/:id/tags tags=board              303 303 403 404 404
	POST /plans/:id/move workspace=              303 403 403 404 404
	GET /plans/:id/history                       200 200 200 404 404
	GET /plans/:id/compare?from=1                200 200 200 404 404
	GET /plans/:id/reprice                       200 200 200 404 404
	POST /plans/:id/reprice                      303 303 403 404 404
	POST /plans/:id/revisions/:revision/restore revision=2 303 303 403 404 404
	GET /plans/:id/links                         200 200 403 404 404
	POST /plans/:id/links label=A                201 201 403 404 404
	POST /plans/:id/links/:link/revoke           303 303 403 404 404
	POST /plans/:id/links/:link/rotate           201 201 403 404 404

	GET /api/v1/plans/:id                        200 200 200 404 404
	GET /api/v1/plans/:id/export                 200 200 200 404 404
	GET /api/v1/plans/:id/revisions              200 200 200 404 404
	GET /api/v1/plans/:id/revisions/:revision    200 200 200 404 404
	PUT /api/v1/plans/:id {"workload":{"users":"2k"}} 200 200 403 404 404
	DELETE /api/v1/plans/:id                     204 204 403 404 404
`

// request is a line of access.
type request struct {
	method, pattern, body string
	want                  []int
}

func accessTable(t *testing.T) (table []request) {
	t.Helper()
	for line := range strings.Lines(access) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		r := request{method: words[0], pattern: words[1], body: strings.Join(words[2:len(words)-len(askers)], "")}
		for _, word := range words[len(words)-len(askers):] {
			status, err := strconv.Atoi(word)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			r.want = append(r.want, status)
		}
		table = append(table, r)
	}
	return table
}

// world is a workspace with its members and a plan in it.
type world struct {
	*site
	browsers map[string]*http.Client // by asker
	values   map[string]string       // of the parameters of paths and bodies
}

// newWorld makes one with browsers of its own, past the pages: these are what is
// looked at.
func (s *site) newWorld() world {
	s.t.Helper()
	contents := store.Contents{Workload: "users=1k", Book: s.server.Book.Version(), Engine: planner.Engine, Result: []byte("{}")}
	st, ctx := s.server.Store, s.t.Context()
	w := world{site: s, browsers: map[string]*http.Client{}, values: map[string]string{":revision": "1", ":stage": "2"}}
	actor := map[string]store.Actor{}
	for _, name := range append(slices.Clone(askers), "other") {
		token := must(st.NewBrowserToken())(s.t)
		w.browsers[name], actor[name] = s.visitor(), store.Actor{Identity: store.IdentityOfToken(token), Name: name}
		if name != "nobody" {
			home := must(url.Parse(s.url))(s.t)
			w.browsers[name].Jar.SetCookies(home, []*http.Cookie{{Name: browserCookie, Value: token}})
		}
	}
	team := must(st.CreateWorkspace(ctx, actor["owner"], "Team"))(s.t)
	for _, name := range []string{"editor", "viewer", "other"} {
		role, known := store.RoleNamed(name)
		if !known {
			role = store.Reader
		}
		token := must(st.RotateJoinLink(ctx, actor["owner"], team.ID, role))(s.t)
		must(st.JoinWorkspace(ctx, actor[name], token))(s.t)
		w.values[":token"] = token
	}
	members := must(st.Members(ctx, actor["owner"].Identity, team.ID))(s.t)
	plan := must(st.SavePlan(ctx, store.NewPlan{By: actor["owner"], Workspace: team.ID, Contents: contents}))(s.t)
	must(st.UpdatePlan(ctx, actor["owner"], plan.ID, 1, contents))(s.t)
	link, _, err := st.CreateLink(ctx, actor["owner"], plan.ID, store.NewLink{Scope: store.View})
	if err != nil {
		s.t.Fatal(err)
	}
	w.values[":workspace"], w.values[":plan"], w.values[":member"], w.values[":link"] = team.ID, plan.ID, members[len(members)-1].ID, link.ID
	return w
}

// must gives a value to a test that ends when there was none.
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// fill puts the world's own values in the place of parameters.
func (w world) fill(pattern string) string {
	id := w.values[":plan"]
	if strings.HasPrefix(pattern, "/workspaces/") {
		id = w.values[":workspace"]
	}
	pairs := []string{":id", id}
	for name, value := range w.values {
		pairs = append(pairs, name, value)
	}
	return strings.NewReplacer(pairs...).Replace(pattern)
}

func (w world) ask(asker, method, pattern, body string) answer {
	w.t.Helper()
	return w.as(w.browsers[asker]).do(method, w.fill(pattern), w.fill(body), "Content-Type", kindOf(body), "If-Match", "*")
}

// kindOf is the content type of a body.
func kindOf(body string) string {
	if strings.HasPrefix(body, "{") {
		return echo.MIMEApplicationJSON
	}
	return echo.MIMEApplicationForm
}

// Each asker gets the answer of the table, and who is in no workspace learns of none.
func TestAccessToWorkspaces(t *testing.T) {
	s := newSite(t)
	for _, r := range accessTable(t) {
		reads := r.method == http.MethodGet
		shared := s.newWorld()
		for i, asker := range askers {
			world := shared
			if !reads {
				world = s.newWorld() // nobody finds what another has changed
			}
			got := world.ask(asker, r.method, r.pattern, r.body)
			if got.StatusCode != r.want[i] {
				t.Errorf("%s %s %s by %s: status %d, want %d", r.method, r.pattern, r.body, asker, got.StatusCode, r.want[i])
			}
			if r.want[i] == http.StatusForbidden && !strings.Contains(got.body, "ou may read this") && !strings.Contains(got.body, "nly the owners") && !strings.Contains(got.body, "cannot save in that workspace") {
				t.Errorf("%s %s by %s: no sentence says why not", r.method, r.pattern, asker)
			}
			if !reads || asker == "owner" || asker == "editor" {
				continue // what they may read is read already
			}
			if head := world.ask(asker, http.MethodHead, r.pattern, ""); head.StatusCode != r.want[i] {
				t.Errorf("HEAD %s by %s: status %d, want %d", r.pattern, asker, head.StatusCode, r.want[i])
			}
		}
	}
}

// Methods that a path does not take are refused to everybody in the same way.
func TestMethodsOfWorkspaces(t *testing.T) {
	s := newSite(t)
	world := s.newWorld()
	takes := map[string][]string{}
	for _, r := range s.registered() {
		takes[r.Path] = append(takes[r.Path], r.Method)
	}
	for _, r := range accessTable(t) {
		path, _, _ := strings.Cut(r.pattern, "?")
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			if slices.Contains(takes[path], method) {
				continue
			}
			for _, asker := range askers {
				if got := world.ask(asker, method, r.pattern, "").StatusCode; got != http.StatusMethodNotAllowed {
					t.Errorf("%s %s by %s: status %d", method, r.pattern, asker, got)
				}
			}
		}
	}
}

// registered are the routes of the site.
func (s *site) registered() []*echo.Route {
	e := echo.New()
	s.server.routes(e)
	return e.Routes()
}

// No route about a workspace or a saved plan is left out of the table.
func TestAccessTableIsWhole(t *testing.T) {
	s := newSite(t)
	table := accessTable(t)
	found := 0
	for _, route := range s.registered() {
		about := slices.ContainsFunc([]string{"/workspaces", "/join/", "/plans/:id", "/api/v1/plans/:id"}, func(prefix string) bool { return strings.HasPrefix(route.Path, prefix) })
		if !about || route.Method == http.MethodHead {
			continue
		}
		found++
		if !slices.ContainsFunc(table, func(r request) bool {
			path, _, _ := strings.Cut(r.pattern, "?")
			return r.method == route.Method && path == route.Path
		}) {
			t.Errorf("the table lacks %s %s", route.Method, route.Path)
		}
	}
	if found < 50 {
		t.Errorf("only %d routes were looked at", found)
	}
}
