package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stagecraft/store/postgrestest"
)

// BenchmarkManyPlans holds that nobody waits longer because others have many
// plans: a workspace of a thousand is as quick when it is one of a thousand such.
// It takes some minutes for each engine:
//
//	go test ./store -run '^$' -bench ManyPlans -benchtime 1x -timeout 60m
func BenchmarkManyPlans(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) {
		compare(b, func() string { return filepath.Join(b.TempDir(), "p.db") }, "lower(hex(randomblob(11)))")
	})
	b.Run("PostgreSQL", func(b *testing.B) {
		server := postgrestest.NewServer(b) // it syncs, as one that is used
		compare(b, func() string { return server.Database(b) }, "substr(md5(random()::text), 1, 22)")
	})
}

// samples is how often each of the methods is called in each of the rounds: the
// 99th percentile is what ten of them are above.
const (
	samples = 1000
	rounds  = 7
)

// crowd is a database of many workspaces of a thousand plans, with one member.
type crowd struct {
	s          *Store
	member     Actor
	workspaces int
	plans      []string // ids of some
	newest     map[string]int
}

// inside names a workspace; it is as long as an id is.
const inside = "workspace of a team "

func (c crowd) anyWorkspace() string { return fmt.Sprint(inside, rand.IntN(c.workspaces)) }
func (c crowd) anyPlan() string      { return c.plans[rand.IntN(len(c.plans))] }

func newCrowd(b *testing.B, address string, workspaces int, randomID string) crowd {
	b.Helper()
	s, err := Open(address)
	done(b, err)
	b.Cleanup(func() { s.Close() })
	c := crowd{s: s, member: person("Ann"), workspaces: workspaces, newest: map[string]int{}}
	inSQLite := s.engine == sqliteEngine
	if inSQLite {
		execute(b, s, `PRAGMA cache_size = -1000000`)
		execute(b, s, `PRAGMA synchronous = OFF`)
	}
	count := `WITH RECURSIVE more (n) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM more WHERE n < ` + fmt.Sprint(workspaces*1000-1) + `) `
	few := strings.Replace(count, fmt.Sprint(workspaces*1000-1), fmt.Sprint(workspaces-1), 1)
	execute(b, s, few+`INSERT INTO workspaces (id, name, join_role, created_at) SELECT '`+inside+`' || n, 'Team', 'editor', 1 FROM more`)
	execute(b, s, `INSERT INTO members (id, workspace_id, identity, name, role, joined_at) SELECT id, id, ?, 'Ann', 'editor', 1 FROM workspaces`, c.member.column())
	// Made in turns in all workspaces, as time would make them: the plans of one
	// workspace lie far from each other.
	execute(b, s, count+`INSERT INTO plans (id, owner_hash, workspace_id, revision, created_at, updated_at, name, folded, tags)
		SELECT `+randomID+`, ?, '`+inside+`' || (n % `+fmt.Sprint(workspaces)+`), 1, 1000000 * n, 1000000 * n, 'Shop of the season ' || n, 'shop of the season ' || n, '' FROM more`, c.member.column())
	execute(b, s, `INSERT INTO revisions (plan_id, number, name, workload, book, engine, result, author, created_at)
		SELECT id, 1, name, 'users=250k&region=eu-central-1', '2026-11-01', '1', ?, 'Ann', created_at FROM plans ORDER BY created_at`, must(packed([]byte(strings.Repeat("a result ", 100)))))
	execute(b, s, `INSERT INTO activity (id, at, workspace_id, plan_id, who, what, detail)
		SELECT id, created_at, workspace_id, id, 'Ann', 'plan.created', '' FROM plans ORDER BY created_at`)
	if inSQLite {
		done(b, s.Close()) // and with it the large cache
		c.s, err = Open(address)
		done(b, err)
		b.Cleanup(func() { c.s.Close() })
	} else {
		execute(b, s, `VACUUM ANALYZE`)
		execute(b, s, `CHECKPOINT`)
	}
	c.plans, err = all(context.Background(), c.s.reading(), "sample", func(rows *sql.Rows) (id string, err error) { return id, rows.Scan(&id) },
		`SELECT id FROM plans WHERE created_at % ? = 0`, 1000000*workspaces)
	done(b, err)
	return c
}

// asked are the methods that are timed. What they give is called afterwards.
var asked = []struct {
	name string
	call func(ctx context.Context, c crowd) (after func() error, err error)
}{
	{"list", func(ctx context.Context, c crowd) (func() error, error) {
		list, more, err := c.s.Plans(ctx, c.member.Identity, Query{Workspace: c.anyWorkspace()})
		return func() error { return unless(len(list) == PlansOnPage && more) }, err
	}},
	{"search", func(ctx context.Context, c crowd) (func() error, error) {
		list, _, err := c.s.Plans(ctx, c.member.Identity, Query{Workspace: c.anyWorkspace(), Search: fmt.Sprint("shop ", 10+rand.IntN(90))})
		return func() error { return unless(len(list) > 0) }, err
	}},
	{"open", func(ctx context.Context, c crowd) (func() error, error) {
		plan, err := c.s.Plan(ctx, c.member.Identity, c.anyPlan())
		if err == nil {
			_, err = c.s.Result(ctx, plan)
		}
		return func() error { return nil }, err
	}},
	{"save", func(ctx context.Context, c crowd) (func() error, error) {
		plan, err := c.s.SavePlan(ctx, NewPlan{By: c.member, Workspace: c.anyWorkspace(), Contents: contents("new")})
		return func() error {
			_, err := statements{c.s.write, c.s.engine}.exec(ctx, "remove", "DELETE FROM plans WHERE id = ?", plan.ID)
			return err
		}, err
	}},
	{"revise", func(ctx context.Context, c crowd) (func() error, error) {
		id := c.anyPlan()
		_, err := c.s.UpdatePlan(ctx, c.member, id, 1+c.newest[id], contents(fmt.Sprint("Shop of the season ", rand.IntN(1000))))
		c.newest[id]++
		return func() error { return nil }, err
	}},
}

func unless(right bool) error {
	if right {
		return nil
	}
	return fmt.Errorf("not what is there")
}

// compare times a thousand plans and a million in turns, so that what else the
// machine does is felt by both.
func compare(b *testing.B, address func() string, randomID string) {
	crowds := []crowd{newCrowd(b, address(), 1, randomID), newCrowd(b, address(), 1000, randomID)}
	b.ResetTimer()
	for range b.N {
		timed(b, crowds)
	}
}

// timed calls each method on both in turns. What else the machine does shows in
// the slowest calls first, so the median of several rounds is taken.
func timed(b *testing.B, crowds []crowd) {
	b.Helper()
	for _, method := range asked {
		var p50, p99 [2][]time.Duration
		for range rounds {
			var took [2][]time.Duration
			for n := range 2 * samples {
				c := crowds[n%2]
				start := time.Now()
				after, err := method.call(b.Context(), c)
				took[n%2] = append(took[n%2], time.Since(start))
				done(b, err)
				done(b, after())
			}
			for i := range took {
				p50[i] = append(p50[i], quantile(took[i], 50))
				p99[i] = append(p99[i], quantile(took[i], 99))
			}
		}
		line := method.name
		for i, name := range []string{"a thousand", "a million"} {
			line += fmt.Sprintf(", at %s: p50 %v p99 %v", name, quantile(p50[i], 50), quantile(p99[i], 50))
		}
		ratio := float64(quantile(p99[1], 50)) / float64(quantile(p99[0], 50))
		b.Logf("%s: %.2f times", line, ratio)
		b.ReportMetric(ratio, method.name+"-p99-ratio")
		if ratio > 2 {
			b.Errorf("%s takes %.2f times as long at a million plans, at most twice is wanted", method.name, ratio)
		}
	}
}

// quantile is what so many percent of the times are below.
func quantile(times []time.Duration, percent int) time.Duration {
	slices.Sort(times)
	return times[len(times)*percent/100].Round(time.Microsecond)
}
