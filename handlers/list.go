package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/workload"
	"stagecraft/store"
	"stagecraft/views"
)

// longestSearch bounds what a list is searched for, in bytes.
const longestSearch = 200

// queryOf reads how a list of plans is asked for: q, tag, sort, archived, page.
func queryOf(c echo.Context, workspace string) store.Query {
	q := store.Query{Workspace: workspace, Search: clipped(oneLine(c.QueryParam("q")), longestSearch), Tag: clipped(oneLine(c.QueryParam("tag")), store.MaxTag),
		Archived: c.QueryParam("archived") != "", Sort: store.Sort(c.QueryParam("sort")), Page: pageOf(c)}
	if q.Sort != store.ByName && q.Sort != store.ByCreation {
		q.Sort = store.ByChange
	}
	return q
}

// planList reads a page of a list of plans, and the tags to choose from.
func (s *server) planList(c echo.Context, base, workspace string) (views.PlanList, error) {
	ctx, who, query := c.Request().Context(), s.who(c).Identity, queryOf(c, workspace)
	found, more, err := s.Store.Plans(ctx, who, query)
	if err != nil {
		return views.PlanList{}, err
	}
	list := views.PlanList{Base: base, Search: query.Search, Tag: query.Tag, Sort: string(query.Sort), Archived: query.Archived, Page: query.Page, More: more}
	if list.Tags, err = s.Store.Tags(ctx, who, workspace); err != nil {
		return list, err
	}
	for _, summary := range found {
		line := views.NewPlanLine(summary.ID, summary.Name, summary.UpdatedAt, workloadOf(summary.Workload))
		line.Revision, line.Author, line.Tags = summary.Revision, summary.Author, summary.Tags
		list.Plans = append(list.Plans, line)
	}
	if len(found) == 0 && !list.Picked() && !list.Archived && list.Page == 0 {
		query.Archived = true
		archived, _, err := s.Store.Plans(ctx, who, query)
		if err != nil {
			return list, err
		}
		list.AllArchived = len(archived) > 0
	}
	if id := c.QueryParam("deleted"); store.IsID(id) {
		list.Undo = &views.Undo{Said: "Deleted. Its links stopped working.", Action: "/plans/" + id + "/restore"}
	} else if id := c.QueryParam("archived-now"); store.IsID(id) {
		list.Undo = &views.Undo{Said: "Archived. Its links keep working.", Action: "/plans/" + id + "/unarchive"}
	}
	return list, nil
}

// listPlans is GET /plans: the plans of who asks, and their workspaces.
func (s *server) listPlans(c echo.Context) error {
	list, err := s.planList(c, "/plans", "")
	if err != nil {
		return err
	}
	page := views.PlansPage{Frame: s.frame(c, "My plans", true), List: list}
	workspaces, err := s.Store.Workspaces(c.Request().Context(), s.who(c).Identity)
	if err != nil {
		return err
	}
	for _, w := range workspaces {
		page.Workspaces = append(page.Workspaces, views.NewWorkspaceLine(w.ID, w.Name, w.Role.String(), w.Plans, w.Members))
	}
	return s.render(c, http.StatusOK, views.Plans(page))
}

// listOf is the list in which a plan stands.
func listOf(plan store.Plan) string {
	if plan.Workspace != "" {
		return "/workspaces/" + plan.Workspace
	}
	return "/plans"
}

// deletePlan is POST /plans/ID/delete; the list then offers to undo it.
func (s *server) deletePlan(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	if err := s.Store.DeletePlan(c.Request().Context(), s.who(c), plan.ID); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, listOf(plan)+"?deleted="+url.QueryEscape(plan.ID))
}

// restorePlan is POST /plans/ID/restore: a deleted plan is back.
func (s *server) restorePlan(c echo.Context) error {
	if err := s.Store.RestorePlan(c.Request().Context(), s.who(c), c.Param("id")); err != nil {
		return err
	}
	return s.backToList(c)
}

// archivePlan is POST /plans/ID/archive; the list then offers to undo it.
func (s *server) archivePlan(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	if err := s.Store.ArchivePlan(c.Request().Context(), s.who(c), plan.ID); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, listOf(plan)+"?archived-now="+url.QueryEscape(plan.ID))
}

// unarchivePlan is POST /plans/ID/unarchive.
func (s *server) unarchivePlan(c echo.Context) error {
	if err := s.Store.UnarchivePlan(c.Request().Context(), s.who(c), c.Param("id")); err != nil {
		return err
	}
	return s.backToList(c)
}

// backToList ends a change of the plan named in the path.
func (s *server) backToList(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, listOf(plan))
}

// organisePlan is GET /plans/ID/organise: the tags of a plan and where it stands.
func (s *server) organisePlan(c echo.Context) error {
	plan, err := s.managed(c)
	if err != nil {
		return err
	}
	page := views.OrganisePage{Frame: s.frame(c, "Tags and workspace", true), ID: plan.ID, Name: views.PlanName(plan.Name), Tags: strings.Join(plan.Tags, ", "), Workspace: plan.Workspace, Movable: plan.Movable}
	workspaces, err := s.Store.Workspaces(c.Request().Context(), s.who(c).Identity)
	if err != nil {
		return err
	}
	for _, w := range workspaces {
		if w.Role >= store.Editor {
			page.Workspaces = append(page.Workspaces, views.NewWorkspaceLine(w.ID, w.Name, w.Role.String(), w.Plans, w.Members))
		}
	}
	return s.render(c, http.StatusOK, views.Organise(page))
}

// tagPlan is POST /plans/ID/tags: tags, separated by commas, replace those there are.
func (s *server) tagPlan(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	var tags []string
	for tag := range strings.SplitSeq(values.Get("tags"), ",") {
		tags = append(tags, oneLine(tag))
	}
	if err := s.Store.SetTags(c.Request().Context(), s.who(c), c.Param("id"), tags); err != nil {
		return err
	}
	return s.backToList(c)
}

// movePlan is POST /plans/ID/move: into a workspace, or with none named to one's
// own plans.
func (s *server) movePlan(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	err = s.Store.MovePlan(c.Request().Context(), s.who(c), c.Param("id"), values.Get("workspace"))
	if errors.Is(err, store.ErrForbidden) {
		return &problem{status: http.StatusForbidden, title: "Not moved", cause: err,
			text: "Out of a workspace only the owners of it take a plan, and an editor who made it; into one, its editors and owners."}
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/plans/"+c.Param("id"))
}

// workloadOf reads a saved workload for a line of a list, where a value that is
// no longer accepted does not matter.
func workloadOf(query string) workload.Workload {
	values, err := url.ParseQuery(query)
	if err != nil {
		return workload.Default()
	}
	w, _ := workload.Parse(values)
	return w
}
