package planner

import (
	"math"
	"strings"
	"testing"
)

// What decides a database's class is what its limits are told by. 400 GB of rows
// ask for 1% of them in memory, 3.7253 GiB of the 4 GiB of a db.t4g.medium: room
// for 1.0737 times the 80k users, and not for the 11 times its CPU has.
func TestMemoryOfADatabaseIsALimit(t *testing.T) {
	p := plan(t, "users", "80k", "read_write", "70/30", "data_stored", "400 GB")
	s := p.Stages[2]
	db := of(t, s, "db")
	if db.Sizing.Bottleneck != "memory" || math.Abs(db.Sizing.Headroom-4*1.073741824/4) > 1e-9 {
		t.Errorf("%s binds, room for %v times", db.Sizing.Bottleneck, db.Sizing.Headroom)
	}
	full := Limit{}
	for _, l := range s.Limits {
		if l.Tier == "db" && l.Resource == "memory" {
			full = l
		}
	}
	if full.Users != 85899 || full.StageUsers != 0 || full.Scales {
		t.Errorf("full at %v users, the largest at %v", full.Users, full.StageUsers)
	}
	broken := false
	for _, k := range s.TenTimes.Breaks {
		if k.Tier == "db" && k.Resource == "memory" {
			broken = k.Remedy == BySetting && k.How == "A larger class: about a minute of failover."
		}
	}
	if !broken {
		t.Errorf("ten times the users break %+v", s.TenTimes.Breaks)
	}
	// The class changes where the limit says, and not before.
	for users, class := range map[string]string{"85899": "db.t4g.medium", "85900": "db.m7g.large"} {
		at := plan(t, "users", users, "read_write", "70/30", "data_stored", map[string]string{"85899": "429.495 GB", "85900": "429.5 GB"}[users])
		if got := of(t, at.Stages[2], "db").Sizing.Unit; got != class {
			t.Errorf("%s users: %s", users, got)
		}
	}
	if trigger := s.Triggers[0]; trigger.Resource != "storage" {
		t.Errorf("a larger class ends the stage: %s", trigger.Text)
	}
}

// Beyond the largest class what is not found in memory is read from disk: it
// ends nothing, and no number of users fills it.
func TestMemoryOfTheLargestClassEndsNothing(t *testing.T) {
	p := plan(t, "users", "5M", "data_stored", "60 TB", "practice", "off")
	s := p.Stages[2]
	db := of(t, s, "db")
	for _, r := range db.Sizing.Resources {
		if r.Name == "memory" && (r.Demand != 512 || !math.IsInf(r.Headroom(), 1)) {
			t.Errorf("%s: %+v", db.Sizing.Unit, r)
		}
	}
	for _, l := range s.Limits {
		if l.Tier == "db" && l.Resource == "memory" {
			t.Errorf("fills at %v users", l.Users)
		}
	}
}

// A class with all the memory that is sold is not raised: what no longer fits is
// read from disk.
func TestRemedyOfTheLargestMemory(t *testing.T) {
	s := plan(t, "users", "80k", "data_stored", "45 TB").Stages[2]
	for _, k := range s.TenTimes.Breaks {
		if k.Tier == "db" && k.Resource == "memory" {
			if k.Remedy != BySetting || !strings.HasPrefix(k.How, "No class is given more: ") {
				t.Errorf("%s: %s, %q", of(t, s, "db").Sizing.Unit, k.Remedy, k.How)
			}
			return
		}
	}
	t.Errorf("%s: ten times the users break %+v", of(t, s, "db").Sizing.Unit, s.TenTimes.Breaks)
}
