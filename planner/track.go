package planner

import (
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/demand"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// OtherTrack is the same workload on the other track: the talk as given beside
// today's advice, or the other way round. What the team stated stays; what it
// left open takes the default of the other track, for the talk has Redis where
// today's advice is Valkey.
func OtherTrack(w workload.Workload) workload.Workload {
	values := workload.Values(w)
	values.Del("track")
	if w.Track != workload.Classic {
		values.Set("track", string(workload.Classic))
	}
	other, _ := workload.Parse(values) // every value was accepted, and no track forbids one
	return other
}

// throughNAT is the bytes a month that servers in private subnets exchange with
// S3 and DynamoDB through their NAT gateways: nothing with gateway endpoints.
// Files that users fetch leave S3 by themselves and are not part of it.
func (b builder) throughNAT(g roadmap.Design, d demand.Demand) units.Bytes {
	if !g.NAT || g.Endpoints {
		return 0
	}
	return b.objectBytes(g, d) + b.sessionBytes(g, d)
}

// objectBytes is what servers write to S3 a month and read back once.
func (b builder) objectBytes(g roadmap.Design, d demand.Demand) units.Bytes {
	if !g.Bucket {
		return 0
	}
	bytes := d.ObjectsPerMonth
	if b.largeRows() {
		bytes += d.WrittenPerMonth
	}
	return bytes * 2
}

// sessionBytes is what they read and write of sessions.
func (b builder) sessionBytes(g roadmap.Design, d demand.Demand) units.Bytes {
	if !g.Sessions {
		return 0
	}
	a := b.w.Assumptions
	return units.Bytes(d.Requests.Average.PerMonth()*float64(a.SessionShare)*(1+float64(a.SessionWrites))) * a.SessionSize
}

func (b builder) natReasons(g roadmap.Design, d demand.Demand) []reason.Reason {
	if b.terse || b.throughNAT(g, d) == 0 {
		return nil
	}
	a := b.w.Assumptions
	var why []reason.Reason
	if b.objectBytes(g, d) > 0 {
		why = append(why, reason.New("Objects through the NAT gateways", "objects written a month × 2: each is read again once by the application", reason.Fill("{} GB × 2", float64(b.objectBytes(g, d)/2/units.GB)),
			float64(b.objectBytes(g, d)/units.GB), "GB", ours))
	}
	if b.sessionBytes(g, d) > 0 {
		why = append(why, reason.New("Sessions through the NAT gateways", "requests/s × seconds a month × share with a session × (1 + share that writes it) × session bytes",
			reason.Fill("{}/s × 2,628,000 s × {} × (1 + {}) × {} KB", float64(d.Requests.Average), reason.Ratio(a.SessionShare), reason.Ratio(a.SessionWrites), float64(a.SessionSize/units.KB)),
			float64(b.sessionBytes(g, d)/units.GB), "GB", ours))
	}
	return why
}

// tracer names what makes and keeps the traces.
func (b builder) tracer() string {
	sdk, _ := catalog.Lives().Resolve("xray-sdk", b.w.Track)
	if sdk.ID == "xray-sdk" {
		return "X-Ray"
	}
	return sdk.Name + " → X-Ray"
}

// classicNote says what of the talk can no longer be had, up to this stage.
func classicNote(s Stage) string {
	note := "Classic track: the talk as given."
	lives := catalog.Lives()
	for _, i := range lives.Items() {
		if i.InTalk() && i.Today().Status.Barred() && roadmap.Number(i.Stage) <= s.Number {
			note += " " + lives.Replaced(i.ID, workload.Classic)
		}
	}
	if s.Number == 1 {
		return note
	}
	return strings.TrimSpace(note + " Disks are gp3, which took the place of the talk's gp2 at a fifth less a GB.")
}
