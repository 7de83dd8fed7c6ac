package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"stagecraft/store"
	"stagecraft/views"
)

// listMembers is GET /workspaces/ID/members.
func (s *server) listMembers(c echo.Context) error {
	w, err := s.workspace(c, store.Reader)
	if err != nil {
		return err
	}
	return s.membersPage(c, http.StatusOK, w, views.MembersPage{})
}

// membersPage shows the members of a workspace. What the page brings along is what
// was just refused or made.
func (s *server) membersPage(c echo.Context, status int, w store.Workspace, page views.MembersPage) error {
	members, err := s.Store.Members(c.Request().Context(), s.who(c).Identity, w.ID)
	if err != nil {
		return err
	}
	for _, m := range members {
		page.Members = append(page.Members, views.NewMemberLine(m.ID, m.Name, m.Role.String(), m.JoinedAt, m.ID == w.MemberID))
	}
	page.Workspace = s.workspaceFrame(c, "Members", w)
	if page.Own.Problem == "" {
		page.Own = views.MemberName(w.Member)
	}
	if page.Rename.Problem == "" {
		page.Rename = views.WorkspaceName(w.Name)
	}
	page.Join.Open, page.Join.Role = w.Joinable, w.JoinRole.String()
	return s.render(c, status, views.Members(page))
}

// backToMembers ends a change of the members.
func backToMembers(c echo.Context, w store.Workspace) error {
	return c.Redirect(http.StatusSeeOther, "/workspaces/"+w.ID+"/members")
}

// setRole is POST /workspaces/ID/members/MEMBER/role.
func (s *server) setRole(c echo.Context) error {
	w, err := s.workspace(c, store.Owner)
	if err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	role, known := store.RoleNamed(values.Get("role"))
	if !known {
		return s.membersPage(c, http.StatusUnprocessableEntity, w, views.MembersPage{Problem: "Nothing was changed: a member is a viewer, an editor or an owner."})
	}
	if err := s.Store.SetRole(c.Request().Context(), s.who(c), w.ID, c.Param("member"), role); err != nil {
		return s.lastOwner(c, err, w)
	}
	return backToMembers(c, w)
}

// lastOwner says beside the members that one of them has to stay an owner.
func (s *server) lastOwner(c echo.Context, err error, w store.Workspace) error {
	if !errors.Is(err, store.ErrLastOwner) {
		return err
	}
	return s.membersPage(c, http.StatusConflict, w, views.MembersPage{Problem: explain(err).text})
}

// confirmRemoval is GET /workspaces/ID/members/MEMBER/remove.
func (s *server) confirmRemoval(c echo.Context) error {
	w, err := s.workspace(c, store.Owner)
	if err != nil {
		return err
	}
	members, err := s.Store.Members(c.Request().Context(), s.who(c).Identity, w.ID)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.ID == c.Param("member") {
			page := s.workspaceFrame(c, "Members", w)
			return s.render(c, http.StatusOK, views.Confirm(views.ConfirmPage{Frame: page.Frame, Title: "Remove " + m.Name + " from " + w.Name + "?",
				Text:   "They can no longer open its plans, from this moment on. What they saved stays. The join link is closed: make a new one for the others. Links to single plans that they know keep working: revoke those on the plans’ pages.",
				Action: c.Request().URL.Path, Button: "Remove them", Back: "/workspaces/" + w.ID + "/members"}))
		}
	}
	return notFound
}

// removeMember is POST /workspaces/ID/members/MEMBER/remove.
func (s *server) removeMember(c echo.Context) error {
	w, err := s.workspace(c, store.Owner)
	if err != nil {
		return err
	}
	if c.Param("member") == w.MemberID {
		return s.leave(c)
	}
	if err := s.Store.RemoveMember(c.Request().Context(), s.who(c), w.ID, c.Param("member")); err != nil {
		return err
	}
	return backToMembers(c, w)
}

// confirmLeave is GET /workspaces/ID/leave.
func (s *server) confirmLeave(c echo.Context) error {
	w, err := s.workspace(c, store.Reader)
	if err != nil {
		return err
	}
	page := s.workspaceFrame(c, "Members", w)
	return s.render(c, http.StatusOK, views.Confirm(views.ConfirmPage{Frame: page.Frame, Title: "Leave " + w.Name + "?",
		Text:   "You can no longer open its plans; what you saved stays there for the others. This cannot be undone: to come back you need a join link.",
		Action: c.Request().URL.Path, Button: "Leave the workspace", Back: "/workspaces/" + w.ID + "/members"}))
}

// leave is POST /workspaces/ID/leave.
func (s *server) leave(c echo.Context) error {
	w, err := s.workspace(c, store.Reader)
	if err != nil {
		return err
	}
	if err := s.Store.RemoveMember(c.Request().Context(), s.who(c), w.ID, w.MemberID); err != nil {
		return s.lastOwner(c, err, w)
	}
	return c.Redirect(http.StatusSeeOther, "/plans")
}

// renameMember is POST /workspaces/ID/me: one's own name in it.
func (s *server) renameMember(c echo.Context) error {
	w, err := s.workspace(c, store.Reader)
	if err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	name, refusal := nameOf(values.Get("member"))
	if refusal != "" {
		return s.membersPage(c, http.StatusUnprocessableEntity, w, views.MembersPage{Own: views.MemberName(values.Get("member")).Refused(refusal)})
	}
	who := s.who(c)
	who.Name = name
	if err := s.Store.RenameMember(c.Request().Context(), who, w.ID); err != nil {
		return err
	}
	return backToMembers(c, w)
}
