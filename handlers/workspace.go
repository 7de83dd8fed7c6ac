package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode"

	"github.com/labstack/echo/v4"

	"stagecraft/store"
	"stagecraft/views"
)

// workspace reads the workspace named in the path, for a member with at least a
// role. For anybody else than its members there is none.
func (s *server) workspace(c echo.Context, needs store.Role) (store.Workspace, error) {
	id := c.Param("id")
	if !store.IsID(id) {
		return store.Workspace{}, fmt.Errorf("workspace id: %w", store.ErrNotFound)
	}
	w, err := s.Store.Workspace(c.Request().Context(), s.who(c).Identity, id)
	if err == nil && w.Role < needs {
		return w, ownersOnly
	}
	return w, err
}

// ownersOnly is for members who ask for what changes the workspace itself.
var ownersOnly = newProblem(http.StatusForbidden, "For owners only", "Nothing was changed: only the owners of a workspace may do that. Ask one of them.")

// workspaceFrame heads a page of a workspace.
func (s *server) workspaceFrame(c echo.Context, title string, w store.Workspace) views.Workspace {
	if title != "" {
		title += " of "
	}
	line := views.NewWorkspaceLine(w.ID, w.Name, w.Role.String(), w.Plans, w.Members)
	return views.Workspace{Frame: s.frame(c, title+w.Name, true), ID: w.ID, Name: w.Name, Role: w.Role.String(), Sub: line.Sub,
		Writes: w.Role >= store.Editor, Owns: w.Role >= store.Owner}
}

// showWorkspace is GET /workspaces/ID: its plans.
func (s *server) showWorkspace(c echo.Context) error {
	w, err := s.workspace(c, store.Reader)
	if err != nil {
		return err
	}
	list, err := s.planList(c, "/workspaces/"+w.ID, w.ID)
	if err != nil {
		return err
	}
	if w.Role < store.Editor { // there is nothing they could take back
		list.ReadOnly, list.Undo = true, nil
	}
	return s.render(c, http.StatusOK, views.WorkspacePlans(views.WorkspacePage{Workspace: s.workspaceFrame(c, "", w), List: list}))
}

// workspaceActivity is GET /workspaces/ID/activity: who did what.
func (s *server) workspaceActivity(c echo.Context) error {
	w, err := s.workspace(c, store.Reader)
	if err != nil {
		return err
	}
	number := pageOf(c)
	happened, more, err := s.Store.WorkspaceActivity(c.Request().Context(), s.who(c).Identity, w.ID, number)
	if err != nil {
		return err
	}
	page := views.WorkspaceActivityPage{Workspace: s.workspaceFrame(c, "Activity", w), Activity: activityList(happened, number, more)}
	return s.render(c, http.StatusOK, views.WorkspaceActivity(page))
}

// newWorkspace is GET /workspaces/new.
func (s *server) newWorkspace(c echo.Context) error {
	return s.newWorkspacePage(c, http.StatusOK, views.WorkspaceName(""), views.MemberName(s.usualName(c)))
}

func (s *server) newWorkspacePage(c echo.Context, status int, name, member views.TextField) error {
	return s.render(c, status, views.NewWorkspace(views.NewWorkspacePage{Frame: s.frame(c, "Make a workspace", true), Name: name, Member: member}))
}

// makeWorkspace is POST /workspaces: name, and member, the name of its maker in it.
func (s *server) makeWorkspace(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	name, badName := nameOf(values.Get("name"))
	member, badMember := nameOf(values.Get("member"))
	if badName != "" || badMember != "" {
		return s.newWorkspacePage(c, http.StatusUnprocessableEntity, views.WorkspaceName(values.Get("name")).Refused(badName), views.MemberName(values.Get("member")).Refused(badMember))
	}
	who, err := s.somebody(c)
	if err != nil {
		return err
	}
	who.Name = member
	made, err := s.Store.CreateWorkspace(c.Request().Context(), who, name)
	if errors.Is(err, store.ErrQuota) {
		return manyWorkspaces
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/workspaces/"+made.ID)
}

var manyWorkspaces = newProblem(http.StatusConflict, "No more workspaces", fmt.Sprintf("Nothing was changed: one can be in at most %d workspaces. Leave one first.", store.MaxWorkspaces))

// renameWorkspace is POST /workspaces/ID/rename.
func (s *server) renameWorkspace(c echo.Context) error {
	w, err := s.workspace(c, store.Owner)
	if err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	name, refusal := nameOf(values.Get("name"))
	if refusal != "" {
		return s.membersPage(c, http.StatusUnprocessableEntity, w, views.MembersPage{Rename: views.WorkspaceName(values.Get("name")).Refused(refusal)})
	}
	if err := s.Store.RenameWorkspace(c.Request().Context(), s.who(c), w.ID, name); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/workspaces/"+w.ID)
}

// nameOf reads the name of a workspace or a member. The refusal is a sentence.
func nameOf(typed string) (name, refusal string) {
	name = oneLine(typed)
	seen := func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }
	switch {
	case !strings.ContainsFunc(name, seen):
		return "", "It is empty: type a name."
	case len(name) > store.MaxLabel:
		return "", fmt.Sprintf("It is too long: at most %d bytes are kept, which are as many letters of plain English and fewer of other scripts.", store.MaxLabel)
	}
	return name, ""
}

// usualName is how who asks is called elsewhere: signed in, or in a workspace they
// are in already. It only fills in a form, so a failure is no name.
func (s *server) usualName(c echo.Context) string {
	who := s.who(c)
	if who.Name != "" || who.IsNobody() {
		return who.Name
	}
	workspaces, err := s.Store.Workspaces(c.Request().Context(), who.Identity)
	if err != nil || len(workspaces) == 0 {
		return ""
	}
	return workspaces[0].Member
}
