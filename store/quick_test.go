package store

import (
	"os"
	"path/filepath"
	"testing"
)

func TestQuick(t *testing.T) {
	addresses := []string{filepath.Join(t.TempDir(), "p.db")}
	if pg := os.Getenv("PGURL"); pg != "" {
		addresses = append(addresses, pg)
	}
	for _, a := range addresses {
		s, err := Open(a)
		if err != nil {
			t.Fatal(err)
		}
		ctx := t.Context()
		tok, _ := s.NewBrowserToken()
		me := Actor{IdentityOfToken(tok), ""}
		c := Contents{Name: "Shop", Workload: "users=1", Result: []byte("{}"), Snapshot: []byte("snap"), Book: "b", Engine: "e"}
		p, err := s.SavePlan(ctx, NewPlan{By: me, Contents: c})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = s.UpdatePlan(ctx, me, p.ID, 1, c); err != nil {
			t.Fatal(err)
		}
		if _, err = s.RestoreRevision(ctx, me, p.ID, 2, 1); err != nil {
			t.Fatal(err)
		}
		l, token, err := s.CreateLink(ctx, me, p.ID, NewLink{Scope: Edit, Label: "Ann"})
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.LinkByToken(ctx, token)
		if err != nil || got.ID != l.ID {
			t.Fatal(err)
		}
		guest := IdentityOfToken("x")
		if err := s.AcceptEditLink(ctx, guest, got); err != nil {
			t.Fatal(err)
		}
		if err := s.UseLink(ctx, got); err != nil {
			t.Fatal(err)
		}
		if g, err := s.UpdatePlan(ctx, Actor{guest, ""}, p.ID, 3, c); err != nil || g.Role != Guest {
			t.Fatal(err, g)
		}
		if _, err := s.PlanByLink(ctx, got, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := s.RotateLink(ctx, me, p.ID, l.ID); err != nil {
			t.Fatal(err)
		}
		w, err := s.CreateWorkspace(ctx, Actor{me.Identity, "Me"}, "Team")
		if err != nil {
			t.Fatal(err)
		}
		join, err := s.RotateJoinLink(ctx, me, w.ID, Editor)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.JoinWorkspace(ctx, Actor{guest, "G"}, join); err != nil {
			t.Fatal(err)
		}
		if err := s.MovePlan(ctx, me, p.ID, w.ID); err != nil {
			t.Fatal(err)
		}
		if err := s.SetTags(ctx, Actor{guest, ""}, p.ID, []string{"a", "b c"}); err != nil {
			t.Fatal(err)
		}
		list, _, err := s.Plans(ctx, guest, Query{Workspace: w.ID, Search: "sho b", Tag: "b c"})
		if err != nil || len(list) != 1 {
			t.Fatal(err, list)
		}
		if ws, err := s.Workspaces(ctx, guest); err != nil || len(ws) != 1 || ws[0].Plans != 1 {
			t.Fatal(err, ws)
		}
		act, _, err := s.WorkspaceActivity(ctx, guest, w.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range act {
			t.Log(a)
		}
		if err := s.DeletePlan(ctx, me, p.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Purge(ctx); err != nil {
			t.Fatal(err)
		}
		if tk, err := s.CreateSession(ctx, guest, "n", "e", 1e12); err != nil {
			t.Fatal(err)
		} else if _, err := s.Session(ctx, tk); err != nil {
			t.Fatal(err)
		}
		if err := s.Ping(ctx); err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
}
