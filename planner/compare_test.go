package planner

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"stagecraft/planner/units"
)

func TestCompareWithItself(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 5 {
		p := build(t, random(r))
		c := Compare(p, p)
		if !reflect.DeepEqual(c.A, c.B) || len(c.Fields) != 0 || len(c.Stages) != 8 {
			t.Errorf("a plan differs from itself: %+v", c)
		}
		for _, s := range c.Stages {
			if !s.Change.IsZero() || !s.SameUsers || len(s.OnlyA)+len(s.OnlyB)+len(s.Renamed)+len(s.MovesA)+len(s.MovesB)+len(s.Lines) > 0 {
				t.Errorf("stage %d differs from itself: %+v", s.Number, s)
			}
		}
	}
}

// Exchanging two plans turns every sign and every side; the changes of the lines
// add up to that of the stage.
func TestCompareIsAntisymmetric(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	for range 6 {
		a, b := build(t, random(r)), build(t, random(r))
		there, back := Compare(a, b), Compare(b, a)
		if !reflect.DeepEqual(there.A, back.B) || len(there.Fields) != len(back.Fields) {
			t.Error("sides do not exchange")
		}
		for i, s := range there.Stages {
			o := back.Stages[i]
			zero := units.Money{}
			if zero.Sub(s.Change).Cmp(o.Change) != 0 || !reflect.DeepEqual(s.OnlyA, o.OnlyB) || !reflect.DeepEqual(s.MovesA, o.MovesB) || len(s.Renamed) != len(o.Renamed) {
				t.Errorf("stage %d is not the mirror image", s.Number)
			}
			sum := zero
			for _, l := range s.Lines {
				sum = sum.Add(l.Change)
			}
			if sum.Cmp(s.Change) != 0 {
				t.Errorf("stage %d: lines change by %s, the stage by %s", s.Number, sum, s.Change)
			}
			if want := s.B.Total.Sub(s.A.Total); want.Cmp(s.Change) != 0 {
				t.Errorf("stage %d: %s − %s is not %s", s.Number, s.B.Total, s.A.Total, s.Change)
			}
		}
	}
}

func TestCompareTracks(t *testing.T) {
	a, b := plan(t, "users", "400k", "track", "classic"), plan(t, "users", "400k")
	c := Compare(a, b)
	if len(c.Fields) != 1 || c.Fields[0].Name != "track" || c.Fields[0].A == c.Fields[0].B {
		t.Errorf("the workloads differ in %+v, want the track alone", c.Fields)
	}
	four, six := c.Stages[3], c.Stages[5]
	if !four.SameUsers || !four.Complete || four.A.SizedAt != 400e3 {
		t.Errorf("stage 4: %+v", four.A)
	}
	if len(four.Renamed) != 1 || four.Renamed[0] != (Rename{"cache", "ElastiCache (Redis OSS)", "ElastiCache (Valkey)"}) {
		t.Errorf("stage 4 calls differently: %+v", four.Renamed)
	}
	only := func(list []string, s StageComparison) {
		t.Helper()
		var got []string
		for _, x := range s.OnlyB {
			got = append(got, x.ID)
		}
		if !reflect.DeepEqual(got, list) {
			t.Errorf("stage %d has only in today's advice %v, want %v", s.Number, got, list)
		}
	}
	only([]string{"cloudformation"}, four)
	only([]string{"eventbridge"}, six)
	if len(six.OnlyA) != 1 || six.OnlyA[0].Tier != "reader" {
		t.Errorf("stage 6 has only in the talk %+v, want the replica", six.OnlyA)
	}
	five := c.Stages[4]
	if len(five.MovesA) != 2 || len(five.MovesB) != 1 || five.MovesB[0].ID != "infrastructure-pipeline" {
		t.Errorf("moves of stage 5: %+v and %+v", five.MovesA, five.MovesB)
	}
}

// Stages are matched by id; what only one plan has is said to be missing in the
// other.
func TestCompareWithoutAStage(t *testing.T) {
	a := plan(t)
	b := a
	b.Stages = a.Stages[:3]
	c := Compare(a, b)
	if len(c.Stages) != 8 || c.Stages[2].B.Missing || !c.Stages[3].B.Missing || c.Stages[3].Complete {
		t.Errorf("%+v", c.Stages[3])
	}
	back := Compare(b, a)
	if len(back.Stages) != 8 || !back.Stages[7].A.Missing || back.Stages[7].Name != "Partition" || back.Stages[7].Number != 8 {
		t.Errorf("%+v", back.Stages[7])
	}
}
