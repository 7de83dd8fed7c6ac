package handlers

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/workload"
	"stagecraft/store"
)

// What each sort of visitor gets at each address of one plan. Columns: the owner;
// who opened an edit link; a program with the token of an edit link; who holds a
// view link that follows; who had opened an edit link that was revoked; one that
// expired; somebody else; nobody.
var visitors = []string{"owner", "guest", "program", "viewer", "revoked", "expired", "stranger", "nobody"}

const none = 404

// read is what may be read by who may also save, and by nobody else.
var read = []int{200, 200, none, none, none, none, none, none}

// matrix has every route of a plan. A program's token counts in the API only, and
// a view link opens nothing but its own addresses.
var matrix = map[string][]int{
	"POST /plans/:id":                                {303, 303, none, none, none, none, none, none},
	"POST /plans/:id/delete":                         {303, 403, none, none, none, none, none, none},
	"POST /plans/:id/restore":                        {303, 403, none, none, none, none, none, none},
	"POST /plans/:id/archive":                        {303, 403, none, none, none, none, none, none},
	"POST /plans/:id/unarchive":                      {303, 403, none, none, none, none, none, none},
	"POST /plans/:id/tags":                           {303, 403, none, none, none, none, none, none},
	"POST /plans/:id/move":                           {303, 403, none, none, none, none, none, none},
	"POST /plans/:id/reprice":                        {303, 303, none, none, none, none, none, none},
	"POST /plans/:id/revisions/:revision/restore":    {303, 303, none, none, none, none, none, none},
	"POST /plans/:id/links":                          {201, 403, none, none, none, none, none, none},
	"POST /plans/:id/links/:link/revoke":             {303, 403, none, none, none, none, none, none},
	"POST /plans/:id/links/:link/rotate":             {201, 403, none, none, none, none, none, none},
	"GET /plans/:id/links":                           {200, 403, none, none, none, none, none, none},
	"GET /plans/:id/organise":                        {200, 403, none, none, none, none, none, none},
	"GET /plans/:id/history":                         read,
	"GET /plans/:id/compare":                         read,
	"GET /plans/:id/reprice":                         read,
	"GET /api/v1/plans/:id":                          {200, 200, 200, none, none, none, none, none},
	"PUT /api/v1/plans/:id":                          {200, 200, 200, none, none, none, none, none},
	"DELETE /api/v1/plans/:id":                       {204, 403, 403, none, none, none, none, none},
	"GET /api/v1/plans/:id/export":                   {200, 200, 200, none, none, none, none, none},
	"GET /api/v1/plans/:id/revisions":                {200, 200, 200, none, none, none, none, none},
	"GET /api/v1/plans/:id/revisions/:revision":      {200, 200, 200, none, none, none, none, none},
	"GET /s/:token (view, follows)":                  {200, 200, 200, 200, 200, 200, 200, 200},
	"GET /s/:token (view, of revision 2)":            {200, 200, 200, 200, 200, 200, 200, 200},
	"GET /s/:token (edit)":                           {303, 303, 303, 303, 303, 303, 303, 303},
	"GET /s/:token (revoked)":                        {none, none, none, none, none, none, none, none},
	"GET /s/:token (expired)":                        {none, none, none, none, none, none, none, none},
	"GET /s/:token (unknown)":                        {none, none, none, none, none, none, none, none},
	"GET /s/:token (of a deleted plan)":              {none, none, none, none, none, none, none, none},
	"GET /s/:token?revision=1 (view, of revision 2)": {none, none, none, none, none, none, none, none},
	"GET /s/:token?revision=2 (view, of revision 2)": {200, 200, 200, 200, 200, 200, 200, 200},
}

// homes are the addresses of a plan that have the same files beside them.
var homes = []string{"", "/plan.json", "/bill.csv", "/plan.drawio", "/roadmap.svg", "/plan.pdf", "/stages/:stage/diagram.svg", "/stages/:stage/diagram.png", "/stages/:stage/diagram.dot", "/stages/:stage/diagram.mmd"}

func init() {
	for _, file := range homes {
		matrix["GET /plans/:id"+file] = read
		matrix["GET /plans/:id/revisions/:revision"+file] = read
		if file != "" {
			for link, cells := range map[string]string{"(view, follows)": "(view, follows)", "(edit)": "(edit)", "(revoked)": "(revoked)"} {
				matrix["GET /s/:token"+file+" "+link] = matrix["GET /s/:token "+cells]
			}
		}
	}
}

// shelf is a plan of three revisions with every sort of link, and its visitors.
type shelf struct {
	*site
	store    *store.Store
	contents store.Contents
	now      time.Time
	owner    store.Actor
	plan     store.Plan
	link     string            // id of a link to revoke
	tokens   map[string]string // by what stands in the brackets of the matrix
	clients  map[string]*http.Client
}

func newShelf(t *testing.T) *shelf {
	h := &shelf{now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}
	var err error
	if h.store, err = store.Open(filepath.Join(t.TempDir(), "plans.db"), store.WithClock(func() time.Time { return h.now })); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.store.Close() })
	h.site = newSite(t, func(c *Config) {
		c.Store.Close()
		c.Store, c.Now = h.store, func() time.Time { return h.now }
	})
	if h.contents, err = h.server.contents(t.Context(), workload.Default()); err != nil {
		t.Fatal(err)
	}
	return h
}

// fill makes a new plan with its links and lets every visitor come.
func (h *shelf) fill() {
	t, ctx := h.t, h.t.Context()
	t.Helper()
	fail := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ownerClient := h.visitor()
	h.client = ownerClient
	token, err := h.store.NewBrowserToken()
	fail(err)
	request, err := http.NewRequest(http.MethodGet, h.url, nil)
	fail(err)
	ownerClient.Jar.SetCookies(request.URL, []*http.Cookie{{Name: browserCookie, Value: token, Path: "/"}})
	h.owner = store.Actor{Identity: store.IdentityOfToken(token)}
	h.plan, err = h.store.SavePlan(ctx, store.NewPlan{By: h.owner, Contents: h.contents})
	fail(err)
	for base := 1; base <= 2; base++ {
		h.plan, err = h.store.UpdatePlan(ctx, h.owner, h.plan.ID, base, h.contents)
		fail(err)
	}
	h.tokens = map[string]string{"(unknown)": strings.Repeat("A", 43)}
	make := func(name string, link store.NewLink) store.Link {
		t.Helper()
		made, token, err := h.store.CreateLink(ctx, h.owner, h.plan.ID, link)
		fail(err)
		h.tokens[name] = token
		return made
	}
	h.link = make("(view, follows)", store.NewLink{Scope: store.View, Follows: true}).ID
	make("(view, of revision 2)", store.NewLink{Scope: store.View, Shows: 2})
	make("(edit)", store.NewLink{Scope: store.Edit})
	revoked := make("(revoked)", store.NewLink{Scope: store.Edit})
	make("(expired)", store.NewLink{Scope: store.Edit, Expires: h.now.Add(time.Minute)})
	h.clients = map[string]*http.Client{"owner": ownerClient, "program": h.visitor(), "viewer": h.visitor(), "nobody": h.visitor(), "stranger": h.visitor()}
	for name, link := range map[string]string{"guest": "(edit)", "revoked": "(revoked)", "expired": "(expired)"} {
		h.client = h.visitor()
		h.get("/s/"+h.tokens[link]).want(t, http.StatusSeeOther)
		h.clients[name] = h.client
	}
	h.client = h.clients["stranger"]
	other, err := h.store.SavePlan(ctx, store.NewPlan{By: h.owner, Contents: h.contents})
	fail(err)
	_, deleted, err := h.store.CreateLink(ctx, h.owner, other.ID, store.NewLink{Scope: store.View})
	fail(err)
	fail(h.store.DeletePlan(ctx, h.owner, other.ID))
	h.tokens["(of a deleted plan)"] = deleted
	fail(h.store.RevokeLink(ctx, h.owner, h.plan.ID, revoked.ID))
	h.now = h.now.Add(time.Minute)
}

// ask sends what a cell is about.
func (h *shelf) ask(who, route string) answer {
	method, path, _ := strings.Cut(route, " ")
	path, link, _ := strings.Cut(path, " ")
	address := strings.NewReplacer(":id", h.plan.ID, ":revision", "2", ":stage", "1", ":link", h.link, ":token", h.tokens[link]).Replace(path)
	if strings.HasSuffix(path, "/compare") {
		address += "?from=1"
	}
	if strings.HasSuffix(path, "/plan.pdf") {
		address += "?stage=1"
	}
	h.client = h.clients[who]
	header := []string{}
	body := "users=90k&revision=3&tags=a"
	if strings.HasPrefix(path, "/api/") {
		body = `{"workload":{"users":"90k"}}`
		header = append(header, "Content-Type", "application/json", "If-Match", `"3"`)
	}
	if who == "program" {
		header = append(header, "Authorization", "Bearer "+h.tokens["(edit)"])
	}
	return h.do(method, address, body, header...)
}

// Every cell of the matrix is asked for, and every route of a plan is in it.
func TestMatrixOfLinksAndRoutes(t *testing.T) {
	h := newShelf(t)
	e := echo.New()
	h.server.routes(e)
	for _, route := range e.Routes() {
		if route.Method == http.MethodHead || !strings.Contains(route.Path, "plans/:id") && !strings.HasPrefix(route.Path, "/s/:token") {
			continue
		}
		if _, named := matrix[route.Method+" "+route.Path]; !named {
			if _, named := matrix[route.Method+" "+route.Path+" (edit)"]; !named {
				t.Errorf("%s %s is not in the matrix", route.Method, route.Path)
			}
		}
	}
	h.fill()
	edit := func(route string) bool { return strings.HasSuffix(route, "(edit)") }
	for _, last := range []bool{false, true} { // whoever opens an edit link is a guest from then on
		for route, cells := range matrix {
			for i, who := range visitors {
				if edit(route) != last {
					continue
				}
				if got := h.ask(who, route).StatusCode; got != cells[i] {
					t.Errorf("%s as %s: %d, want %d", route, who, got, cells[i])
				}
				if cells[i] < 400 && !strings.HasPrefix(route, "GET") {
					h.fill() // it changed something
				}
			}
		}
	}
}

// What a view link opens answers to reading only.
func TestViewLinksWriteNothing(t *testing.T) {
	h := newShelf(t)
	h.fill()
	h.client = h.clients["viewer"]
	before, err := h.store.Plan(t.Context(), h.owner.Identity, h.plan.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		for _, file := range append(homes, "/links", "/delete", "/history", "/reprice", "/revisions/1/restore") {
			address := "/s/" + h.tokens["(view, follows)"] + strings.ReplaceAll(file, ":stage", "1")
			if got := h.do(method, address, "users=1k&revision=3", "Content-Type", "application/x-www-form-urlencoded").StatusCode; got != http.StatusMethodNotAllowed && got != none {
				t.Errorf("%s %s: %d", method, file, got)
			}
		}
	}
	page := h.get("/s/"+h.tokens["(view, follows)"]).want(t, 200)
	for _, hint := range []string{"<form", "formaction", "/plans/" + h.plan.ID, "/history", "/links", "Restore", ">Save"} {
		if strings.Contains(page.body, hint) {
			t.Errorf("a view link shows %q", hint)
		}
	}
	after, err := h.store.Plan(t.Context(), h.owner.Identity, h.plan.ID)
	if err != nil || fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("the plan changed: %+v, %+v, %v", before, after, err)
	}
}

// No token of a link is in the log, in a redirect, or sent on to another site.
func TestTokensStayWhereTheyAre(t *testing.T) {
	h := newShelf(t)
	h.fill()
	for name, token := range h.tokens {
		for _, file := range homes {
			h.client = h.visitor()
			a := h.get("/s/" + token + strings.ReplaceAll(file, ":stage", "1"))
			if location := a.Header.Get("Location"); strings.Contains(location, token) || strings.Contains(fmt.Sprint(a.Header), token) {
				t.Errorf("%s%s: the token is in %v", name, file, a.Header)
			}
			if got := a.Header.Get("Referrer-Policy"); got != "no-referrer" {
				t.Errorf("%s%s: Referrer-Policy %q", name, file, got)
			}
			if got := a.Header.Get("X-Robots-Tag"); got != "noindex, nofollow" {
				t.Errorf("%s%s: X-Robots-Tag %q", name, file, got)
			}
			cache := a.Header.Get("Cache-Control")
			if !strings.Contains(cache, "no-store") && cache != "no-cache" || strings.Contains(cache, "public") {
				t.Errorf("%s%s: Cache-Control %q", name, file, cache)
			}
		}
		if strings.Contains(h.log.String(), token) {
			t.Errorf("%s: the token is in the log", name)
		}
	}
	for who, client := range h.clients {
		for _, cookie := range client.Jar.Cookies(httptest.NewRequest(http.MethodGet, h.url, nil).URL) {
			if strings.Contains(h.log.String(), cookie.Value) {
				t.Errorf("the secret of the %s is in the log", who)
			}
		}
	}
}
