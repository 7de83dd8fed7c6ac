package planner

import (
	"fmt"
	"strings"

	"stagecraft/planner/units"
)

// tell says what a failure means: what goes on, what stops, what users notice.
func (b builder) tell(z sized, l loss, f *Failure) {
	g := z.design
	switch {
	case g.Single:
		f.Stops = []string{"Everything: web server and database are one machine."}
		f.Notice = fmt.Sprintf("The site is down for about %s. %s", f.Recovery.Text, b.gone(z, f))
	case !g.Balanced && l.kind == LosesZone:
		f.Stops = []string{"Everything: the web server and the database stand in this one zone."}
		f.Notice = fmt.Sprintf("The site is down for about %s. %s", f.Recovery.Text, b.gone(z, f))
	case !g.Balanced:
		f.Works = []string{"The web server runs, and pages that ask the database nothing are answered."}
		f.Stops = []string{"Every read and write of the database, until it is back."}
		f.Notice = fmt.Sprintf("Almost every page fails for %s. %s", f.Recovery.Text, b.gone(z, f))
	default:
		b.tellBalanced(z, l, f)
	}
	if g.SignIn && !g.Balanced {
		f.Works = append(f.Works, "Cognito signs people in, to a product that does not answer.")
	}
}

// gone says what of the users' own work is lost.
func (b builder) gone(z sized, f *Failure) string {
	switch {
	case f.Data.High == 0:
		return "Nothing that was saved is lost."
	case f.Data.High >= dailySnapshot && !z.design.Single:
		return "What was written in the last 5 minutes is lost, and what was uploaded since last night's snapshot."
	case f.Data.High >= dailySnapshot:
		return "What was entered since last night's snapshot is lost: up to a day."
	default:
		return fmt.Sprintf("What was written in the last %s may be lost.", f.Data.Text[len("up to "):])
	}
}

func (b builder) tellBalanced(z sized, l loss, f *Failure) {
	g := z.design
	share := "Up to " + units.FormatPercent(f.Failing, 0) + " of requests fail"
	if f.Failing > 0.995 {
		share = "Every request fails"
	}
	if l.kind == LosesZone {
		for _, t := range f.Tiers {
			if (t.Tier == "web" || t.Tier == "svc") && strings.HasPrefix(t.Resource, "CPU") {
				f.Works = append(f.Works, fmt.Sprintf("%s: %d of %d carry all requests, %s", t.Name, t.Left, t.Machines, t.Text))
			}
		}
	} else {
		f.Works = append(f.Works, "Balancer and web servers are untouched.")
	}
	if g.CDN {
		f.Works = append(f.Works, "Static files: CloudFront and S3 span zones.")
	}
	if g.Cache {
		works := "Cached reads are answered from memory."
		if l.kind == LosesZone {
			works = "Cached reads: each other zone holds a copy of all keys, and one becomes primary."
		}
		f.Works = append(f.Works, works)
	}
	if g.Sessions {
		f.Works = append(f.Works, "Sessions: DynamoDB spans zones, so nobody is signed out.")
	}
	if g.Queue {
		f.Works = append(f.Works, "Work that runs later: the queue keeps it until the database answers.")
	}
	if l.kind == LosesZone && g.NAT {
		f.Works = append(f.Works, "Calls to services outside leave through the NAT gateway of each zone that is left.")
	}
	b.tellDatabases(z, l, f)
	lost := l.kind == LosesZone && !g.Sessions && z.facts.Sessions
	if lost {
		f.Stops = append(f.Stops, "Sessions kept on the lost servers.")
	}
	f.Notice = fmt.Sprintf("%s for %s, about %s at peak; then every request is answered. %s", share, f.Recovery.Text, count(f.Requests), b.gone(z, f))
	if needs, _ := b.failing(z, l); needs < 0.0005 {
		f.Notice = fmt.Sprintf("One request in %d fails for %s, until the balancer leaves the zone out. %s", g.Zones, lasts(healthChecks), b.gone(z, f))
	}
	if lost {
		f.Notice += " Users whose session was on a lost server sign in again."
	}
	if !f.Fits {
		f.Notice += " What is left cannot carry the peak: responses are slow or refused until machines are added."
	}
}

// tellDatabases says how each database stands.
func (b builder) tellDatabases(z sized, l loss, f *Failure) {
	var fine []string
	for _, d := range l.databases(z) {
		name := d.tier.Name
		lostOne := d.tier.Sizing.Shards > 1 && l.kind == LosesPrimary
		switch {
		case d.primary && lostOne:
			f.Stops = append(f.Stops, fmt.Sprintf("%s: writes, and reads not found elsewhere, of one shard in %d, until another instance takes over.", name, d.tier.Sizing.Shards))
		case d.primary:
			f.Stops = append(f.Stops, name+": writes, and reads not found elsewhere, until another instance takes over.")
		default:
			fine = append(fine, name)
		}
		if d.primary && d.readers > 0 && !b.w.Database.IsAurora() {
			f.Works = append(f.Works, fmt.Sprintf("Reads that tolerate lag: %d of %d read replicas.", d.readers, d.tier.Sizing.Readers))
		}
		if d.tier.Sizing.Standby && (d.primary || !d.standby) && l.kind == LosesZone {
			f.Stops = append(f.Stops, name+" has no standby until the zone is back or RDS has made one in another.")
		}
	}
	if len(fine) > 0 {
		f.Works = append(f.Works, "Untouched: "+strings.Join(fine, "; ")+".")
	}
}
