package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"stagecraft/static"
)

// routes is the whole map of the site.
func (s *server) routes(e *echo.Echo) {
	get := func(path string, handler echo.HandlerFunc) {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, handler)
	}

	// A plan in its homes, each with the same files beside it.
	get("/", s.page(s.draft))
	for base, find := range map[string]finder{"/plan": s.draft, "/plans/:id": s.saved, "/plans/:id/revisions/:revision": s.revision, "/s/:token": s.shared} {
		get(base, s.page(find))
		get(base+"/plan.json", s.planJSON(find))
		get(base+"/bill.csv", s.billCSV(find))
		get(base+"/plan.drawio", s.planDrawio(find))
		get(base+"/roadmap.svg", s.roadmapSVG(find))
		get(base+"/plan.pdf", s.planPDF(find))
		get(base+"/stages/:stage/diagram.svg", s.diagramSVG(find))
		get(base+"/stages/:stage/diagram.png", s.diagramPNG(find))
		for _, f := range textFormats {
			get(base+"/stages/:stage/diagram."+f.extension, s.diagramText(find, f))
		}
	}

	// How right the figures are.
	get("/fidelity", s.fidelityPage)

	// Plans of who asks, and what becomes of one.
	get("/plans", s.listPlans)
	e.POST("/plans", s.savePlan)
	e.POST("/plans/:id", s.updatePlan)
	e.POST("/plans/:id/delete", s.deletePlan)
	e.POST("/plans/:id/restore", s.restorePlan)
	e.POST("/plans/:id/archive", s.archivePlan)
	e.POST("/plans/:id/unarchive", s.unarchivePlan)
	get("/plans/:id/organise", s.organisePlan)
	e.POST("/plans/:id/tags", s.tagPlan)
	e.POST("/plans/:id/move", s.movePlan)

	// Its history.
	get("/plans/:id/history", s.listRevisions)
	get("/plans/:id/compare", s.compareRevisions)
	get("/plans/:id/reprice", s.repricePlan)
	e.POST("/plans/:id/reprice", s.saveRepriced)
	e.POST("/plans/:id/revisions/:revision/restore", s.restoreRevision)

	// Its links.
	get("/plans/:id/links", s.listLinks)
	e.POST("/plans/:id/links", s.makeLink)
	e.POST("/plans/:id/links/:link/revoke", s.revokeLink)
	e.POST("/plans/:id/links/:link/rotate", s.rotateLink)

	// Who somebody is.
	if s.SignIn != nil {
		get(signInPath, s.signInPage)
		e.POST(signInPath, s.beginSignIn)
		get(SignInCallback, s.endSignIn)
		e.POST(signOutPath, s.signOut)
	}

	// Workspaces and their members.
	get("/workspaces/new", s.newWorkspace)
	e.POST("/workspaces", s.makeWorkspace)
	get("/workspaces/:id", s.showWorkspace)
	get("/workspaces/:id/activity", s.workspaceActivity)
	e.POST("/workspaces/:id/rename", s.renameWorkspace)
	get("/workspaces/:id/members", s.listMembers)
	e.POST("/workspaces/:id/me", s.renameMember)
	e.POST("/workspaces/:id/members/:member/role", s.setRole)
	get("/workspaces/:id/members/:member/remove", s.confirmRemoval)
	e.POST("/workspaces/:id/members/:member/remove", s.removeMember)
	get("/workspaces/:id/leave", s.confirmLeave)
	e.POST("/workspaces/:id/leave", s.leave)
	e.POST("/workspaces/:id/join", s.makeJoinLink)
	e.POST("/workspaces/:id/join/close", s.closeJoinLink)
	get("/join/:token", s.showInvitation)
	e.POST("/join/:token", s.join)

	// For programs.
	get("/api/openapi.json", s.openAPI)
	get("/api/v1/plan", s.apiPlan)
	e.POST("/api/v1/plan", s.apiPlanOf)
	get("/api/v1/plans", s.apiList)
	e.POST("/api/v1/plans", s.apiSave)
	get("/api/v1/plans/:id", s.apiRead)
	e.PUT("/api/v1/plans/:id", s.apiUpdate)
	e.DELETE("/api/v1/plans/:id", s.apiDelete)
	get("/api/v1/plans/:id/export", s.apiExport)
	get("/api/v1/plans/:id/revisions", s.apiRevisions)
	get("/api/v1/plans/:id/revisions/:revision", s.apiReadRevision)

	// For whoever runs it.
	get("/healthz", s.healthz)
	get("/readyz", s.readyz)
	get("/metrics", s.metricsText)

	get(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	get("/favicon.ico", func(c echo.Context) error { return c.Redirect(http.StatusFound, static.URL("icon.svg")) })
	get("/robots.txt", func(c echo.Context) error {
		return c.String(http.StatusOK, "User-agent: *\nDisallow: /plans\nDisallow: /s/\nDisallow: /workspaces\nDisallow: /join/\nDisallow: /api/\n")
	})
}
