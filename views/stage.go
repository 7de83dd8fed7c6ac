package views

import (
	"fmt"
	"time"

	"stagecraft/planner"
	"stagecraft/planner/reason"
)

// Results is the answer: the track and the stage shown.
type Results struct {
	Track     []TrackStage
	Sections  []SectionLink
	Section   Section
	Growth    Projection // of the section Growth only
	Stage     Stage
	Uncertain *Uncertain // of the section Ranges only
	// Alternatives of the shown stage, in the section of that name only.
	Alternatives []Alternative
	Tracks       *TrackPair // of the section of that name only
	Live         bool       // a form stands beside it
	Announce     string     // said aloud after a change
	Changed      *Changed   // that the plan was saved with other prices or rules; nil when not
	Paper        string     // heads the printed page: which plan it is
}

// Stage is everything said about one stage.
type Stage struct {
	Number     int
	Heading    string
	Summary    string
	Skipped    string
	SizedFor   string
	Ends       string
	Alone      string
	Growth     string
	Ranged     string // address of what stated ranges come to; empty without any
	KPIs       []KPI
	Picture    Picture
	Bill       Bill
	Once       *Once // nil where reaching the stage costs nothing of its own
	Triggers   []TriggerRow
	Limits     []LimitRow
	Early      []EarlyRow
	Moves      []MoveRow
	Considered []MoveRow
	FromTo     string // "From stage 3 to stage 4"
	TenTimes   TenTimes
	Failures   []Failure
	Operation  Operation
	Carbon     *Carbon
	Checklist  []CheckRow
	Services   []ServiceGroup
	Annotated  Annotations
	Tiers      []TierRow
	Transfer   string // cost of what belongs to no component; empty when there is none
	Notes      []string
	Promises   Promises
}

// Promises are the two targets with the arithmetic behind them.
type Promises struct {
	Answer       string // whether the availability target is met
	Tone         Tone
	Figures      []Row
	Availability []reason.Reason
	Left         []string
	Paths        []Row
	Lived        []reason.Reason // the estimate from failures, people and changes
	Reach        []string        // what would meet a missed target
	Latency      []LatencyRow
	LatencyText  string
	LatencyTone  Tone
	P50, P99     string
	Reasons      []reason.Reason
}

// LatencyRow is one hop.
type LatencyRow struct {
	Name, Mean string
	Share      Meter
	Wait       bool // time in a queue
}

// NewResults makes the view of one stage of a plan; shown 0, or any other
// number that is no stage, shows the stage of the entered users. today dates
// the projection of growth.
func NewResults(p planner.Plan, shown int, at Address, today time.Time) Results {
	if shown < 1 || shown > len(p.Stages) {
		shown = p.Here
	}
	s := p.Stages[shown-1]
	r := Results{Track: newTrack(p, shown, at), Sections: newSections(at, shown), Section: at.Section, Stage: newStage(p, s, at, today), Paper: paperTitle(p.Workload)}
	r.Announce = announce(p, s) + r.Stage.Picture.announce()
	switch r.Section {
	case Growth:
		r.Growth = newProjection(p, today)
	case Ranges:
		r.Uncertain = newUncertain(p, at)
	case Alternatives:
		r.Alternatives = newAlternatives(s)
	case Tracks:
		r.Tracks = newTrackPair(p, s, at)
	}
	return r
}

func newStage(p planner.Plan, s planner.Stage, at Address, today time.Time) Stage {
	v := Stage{
		Number: s.Number, Heading: fmt.Sprintf("Stage %d: %s", s.Number, s.Title), Summary: s.Summary, SizedFor: sizedFor(p, s), Alone: s.Alone,
		Growth: stageGrowth(p, s, today), KPIs: newKPIs(p, s, at), Bill: newBill(p, s, at), Once: newOnce(p, s), Triggers: newTriggers(s), Limits: newLimits(s),
		Early: newEarly(s), Checklist: newChecklist(s, at), Services: newServices(s, at), Annotated: newAnnotations(s, at), Tiers: newTiers(s), Transfer: transferText(s), Notes: s.Notes, Promises: newPromises(s), TenTimes: newTenTimes(s), Failures: newFailures(s),
		Operation: newOperation(s), Carbon: newCarbon(s),
		Picture: newPicture(s, DiagramLabels(p.Workload, s), at),
	}
	if len(p.Workload.Ranges()) > 0 {
		v.Ranged = at.Showing(Ranges).Page(s.Number)
	}
	v.Moves, v.Considered = newMoves(s)
	v.FromTo = "How this stage starts"
	if s.Number > 1 {
		v.FromTo = fmt.Sprintf("From stage %d to stage %d, without downtime", s.Number-1, s.Number)
	}
	if s.Skipped {
		v.Skipped = skippedText(p, s)
	} else {
		v.Ends = endsText(p, s)
	}
	return v
}

// endsText says at how many users a stage that serves anyone ends, and why.
func endsText(p planner.Plan, s planner.Stage) string {
	switch {
	case s.Ends != nil:
		return fmt.Sprintf("It ends at %s. %s", usersText(s.Ends.Users), s.Ends.Text)
	case s.Number < len(p.Stages):
		return "Nothing ends this stage for this workload."
	}
	return "It is the last stage: nothing ends it."
}

// sizedFor says at how many users the stage is sized, and why there.
func sizedFor(p planner.Plan, s planner.Stage) string {
	at := usersText(s.SizedAt)
	switch {
	case s.Number == p.Here:
		return "Sized for your " + at + "."
	case s.Skipped:
		return "Sized for " + at + ", for comparison only."
	case s.SizedAt < p.Workload.Users:
		return "Sized for " + at + ", the most it serves: you are past it."
	}
	return "Sized for " + at + ", where it begins."
}

// stageGrowth says when the users outgrow the stage they are in, or reach a
// later one.
func stageGrowth(p planner.Plan, s planner.Stage, today time.Time) string {
	users, growth := p.Workload.Users, p.Workload.GrowthPerMonth
	switch {
	case s.Skipped, s.Number < p.Here:
		return ""
	case s.Number > p.Here:
		return growthText(users, s.Users.From, growth, "reach this stage", today)
	case s.Users.To == 0:
		return ""
	case s.Users.To == users:
		return "You are at the end of this stage."
	}
	return growthText(users, s.Users.To, growth, "outgrow this stage", today)
}

// announce is the sentence a screen reader hears after a change.
func announce(p planner.Plan, s planner.Stage) string {
	here := p.Stages[p.Here-1]
	text := fmt.Sprintf("You are in stage %d, %s. ", here.Number, here.Name)
	if s.Number != here.Number {
		text += fmt.Sprintf("Stage %d, %s, is shown. ", s.Number, s.Name)
	}
	return text + fmt.Sprintf("It costs %s a month for %s.", s.Bill.Total.Display(), usersText(s.SizedAt))
}
