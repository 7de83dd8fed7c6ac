package views

import (
	"fmt"
	"math"

	"stagecraft/planner"
	"stagecraft/planner/units"
)

// TrackStage is one stage on the track across the top.
type TrackStage struct {
	Number    int
	Name      string
	Band      string // "96k – 470k users"
	Cost      string
	AtLeast   bool   // a line has no price: the cost is a lower bound
	SizedFor  string // "at 470k users"
	Here      bool
	Shown     bool
	Past      bool
	Skipped   string // why; empty when it is not skipped
	Href      string
	Fill      int // how much of the band the entered users fill, 0 to 100
	FillWords string
}

func newTrack(p planner.Plan, shown int, at Address) []TrackStage {
	track := make([]TrackStage, len(p.Stages))
	for i, s := range p.Stages {
		track[i] = TrackStage{
			Number: s.Number, Name: s.Name, Band: bandText(s.Users, s.Skipped), Cost: s.Bill.Total.Compact(), AtLeast: !s.Bill.Complete,
			SizedFor: "at " + usersText(s.SizedAt), Here: s.Number == p.Here, Shown: s.Number == shown, Past: s.Number < p.Here,
			Href: at.Page(s.Number), Fill: fill(p, s),
		}
		if s.Skipped {
			track[i].Skipped = skippedText(p, s)
		}
		if s.Number == p.Here && s.Users.To > 0 {
			track[i].FillWords = fmt.Sprintf("%d%% of the users this stage serves", track[i].Fill)
		}
	}
	return track
}

// bandText gives the users a stage serves: "1 – 100 users", "above 5M users".
func bandText(users planner.Band, skipped bool) string {
	from, to := units.FormatCount(float64(users.From)), units.FormatCount(float64(users.To))
	switch {
	case skipped:
		return "no users"
	case users.To == 0 && users.From <= 1:
		return "any number of users"
	case users.To == 0:
		return "above " + from
	}
	return from + " – " + to
}

func usersText(n units.Users) string {
	if n == 1 {
		return "1 user"
	}
	return units.FormatCount(float64(n)) + " users"
}

// skippedText says why no user count falls in the stage.
func skippedText(p planner.Plan, s planner.Stage) string {
	switch {
	case s.Ends != nil && s.Ends.Users < s.Users.From:
		return fmt.Sprintf("Skipped: it would end at %s, before it begins at %s. %s",
			usersText(s.Ends.Users), units.FormatCount(float64(s.Users.From)), s.Ends.Text)
	case s.Ends != nil && s.Ends.Users == s.Users.From:
		return "Skipped: it would end where it begins. " + s.Ends.Text
	}
	for i := s.Number - 2; i >= 0; i-- {
		if before := p.Stages[i]; !before.Skipped {
			return fmt.Sprintf("Not reached: nothing ends stage %d, %s, for this workload.", before.Number, before.Name)
		}
	}
	return "Skipped: no user count falls in it."
}

// fill is how far the entered users are through the stage they are in.
func fill(p planner.Plan, s planner.Stage) int {
	switch {
	case s.Number < p.Here:
		return 100
	case s.Number > p.Here || s.Users.To <= 0:
		return 0
	}
	return int(math.Round(100 * float64(p.Workload.Users/s.Users.To)))
}
