package handlers

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"stagecraft/store"
	"stagecraft/views"
)

// makeJoinLink is POST /workspaces/ID/join: a new join link, told once; an earlier
// one stops working.
func (s *server) makeJoinLink(c echo.Context) error {
	w, err := s.workspace(c, store.Owner)
	if err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	role, _ := store.RoleNamed(values.Get("role"))
	if role != store.Reader && role != store.Editor {
		return s.membersPage(c, http.StatusUnprocessableEntity, w, views.MembersPage{Problem: "No link was made: a join link is for viewers or for editors."})
	}
	token, err := s.Store.RotateJoinLink(c.Request().Context(), s.who(c), w.ID, role)
	if err != nil {
		return err
	}
	w.Joinable, w.JoinRole = true, role
	return s.membersPage(c, http.StatusCreated, w, views.MembersPage{Join: views.JoinLink{New: s.origin(c) + "/join/" + token}})
}

// closeJoinLink is POST /workspaces/ID/join/close.
func (s *server) closeJoinLink(c echo.Context) error {
	w, err := s.workspace(c, store.Owner)
	if err != nil {
		return err
	}
	if err := s.Store.CloseJoinLink(c.Request().Context(), s.who(c), w.ID); err != nil {
		return err
	}
	return backToMembers(c, w)
}

// invitation finds what the join link of the path invites to. Its pages are for
// nobody else: nothing may index or keep them, and no site learns their address.
func (s *server) invitation(c echo.Context) (store.Invitation, error) {
	secret(c)
	return s.Store.InvitationByToken(c.Request().Context(), c.Param("token"))
}

// showInvitation is GET /join/TOKEN.
func (s *server) showInvitation(c echo.Context) error {
	invited, err := s.invitation(c)
	if err != nil {
		return err
	}
	w, err := s.Store.Workspace(c.Request().Context(), s.who(c).Identity, invited.WorkspaceID)
	if errors.Is(err, store.ErrNotFound) {
		return s.joinPage(c, http.StatusOK, invitationPage(c, invited, views.MemberName(s.usualName(c))))
	}
	if err != nil {
		return err
	}
	return s.joinPage(c, http.StatusOK, views.JoinPage{Workspace: w.Name, Role: w.Role.String(), Already: "/workspaces/" + w.ID})
}

func invitationPage(c echo.Context, invited store.Invitation, member views.TextField) views.JoinPage {
	return views.JoinPage{Workspace: invited.Workspace, Role: invited.Role.String(), Action: c.Request().URL.Path, Member: member}
}

func (s *server) joinPage(c echo.Context, status int, page views.JoinPage) error {
	page.Frame = s.frame(c, "Join "+page.Workspace, true)
	// With nothing at all told of this page, browsers send its forms as from nowhere
	// over plain HTTP, and they are refused. The name of this site holds no token.
	page.Referrer = "strict-origin"
	return s.render(c, status, views.Join(page))
}

// join is POST /join/TOKEN. Who is a member already stays what they are.
func (s *server) join(c echo.Context) error {
	invited, err := s.invitation(c)
	if err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	ctx, to := c.Request().Context(), "/workspaces/"+invited.WorkspaceID
	if _, err := s.Store.Workspace(ctx, s.who(c).Identity, invited.WorkspaceID); err == nil {
		return c.Redirect(http.StatusSeeOther, to)
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	name, refusal := nameOf(values.Get("member"))
	if refusal != "" {
		return s.joinPage(c, http.StatusUnprocessableEntity, invitationPage(c, invited, views.MemberName(values.Get("member")).Refused(refusal)))
	}
	who, err := s.somebody(c)
	if err != nil {
		return err
	}
	who.Name = name
	if _, err := s.Store.JoinWorkspace(ctx, who, c.Param("token")); errors.Is(err, store.ErrQuota) {
		return noRoom
	} else if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, to)
}

var noRoom = newProblem(http.StatusConflict, "No more room", fmt.Sprintf("You did not join: a workspace has at most %d members, and one can be in at most %d workspaces. Leave one first, or ask an owner to remove somebody.",
	store.MaxMembers, store.MaxWorkspaces))
