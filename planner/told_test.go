package planner

import (
	"strings"
	"testing"

	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
)

// An Aurora cluster has readers whatever it reads: where it has one, the plan
// does not say that it adds none.
func TestNoNoteAgainstReadersThatAreThere(t *testing.T) {
	const none = "so the plan adds no read replicas"
	aurora := plan(t, "users", "1.3M", "read_write", "20/80", "data_stored", "2 TB", "database", "aurora-postgresql")
	single := plan(t, "users", "1.3M", "read_write", "20/80", "data_stored", "2 TB")
	said := false
	for i, s := range aurora.Stages {
		readers := 0
		for _, tier := range s.Tiers {
			if isDatabase(tier.ID) {
				readers += tier.Sizing.Readers
			}
		}
		if readers > 0 && noted(s, none) {
			t.Errorf("stage %d has %d readers and says %q", s.Number, readers, none)
		}
		said = said || noted(single.Stages[i], none)
	}
	if !said {
		t.Error("a database without readers, which cost more than they save, is not told of")
	}
}

// Before CloudFront most of what is sent is static files, at the assumed 60% of
// 60 KB against 20 KB: 0.6 × 60 ÷ (0.6 × 60 + 0.4 × 20) is 82% of the bytes.
func TestTheAssumptionBehindWhatIsSent(t *testing.T) {
	of := func(s Stage, what string) string {
		for _, n := range s.Notes {
			if strings.Contains(n, what) {
				return n
			}
		}
		return ""
	}
	p := plan(t, "users", "80k", "daily_share", "45%", "requests_per_user_day", "150", "read_write", "70/30", "data_stored", "400 GB")
	static := of(p.Stages[2], "Static files sent to users, 82% of the bytes, are $")
	if !strings.Contains(static, "which rests on assumptions: ") || !strings.Contains(static, "60% (static_share) and ") || !strings.HasSuffix(static, "60 KB (static_size).") {
		t.Errorf("%q", static)
	}
	if said := of(p.Stages[2], "response_size"); strings.Contains(said, "Data sent") {
		t.Errorf("responses are blamed for static files: %q", said)
	}
	stated := plan(t, "users", "80k", "daily_share", "45%", "requests_per_user_day", "150", "static_share", "60%")
	if said := of(stated.Stages[2], "Static files sent"); !strings.Contains(said, "an assumption: ") || strings.Contains(said, "static_share") {
		t.Errorf("%q", said)
	}
	if said := of(p.Stages[4], "Static files sent"); said != "" {
		t.Errorf("behind CloudFront: %q", said)
	}
}

// A migration whose replication instances have no price in a region is not free:
// its month, every sum from there on and the reason of the sum say so.
func TestMigrationWithoutAPriceIsNoZero(t *testing.T) {
	g := plan(t, "users", "1.3M", "read_write", "20/80", "data_stored", "2 TB", "database", "aurora-postgresql", "region", "eu-west-1").Growth
	at := 0
	for i, m := range g.Months {
		if !m.Paid {
			at = i
		}
	}
	if at == 0 {
		t.Fatal("every migration has a price")
	}
	for i, known := range g.Known() {
		if known != (i < at) {
			t.Errorf("month %d: sum known %v", i, known)
		}
	}
	once, found := "", false
	for _, r := range g.Reasons {
		if r.Label == "Sum of the months" && !strings.HasPrefix(r.Value, "at least $") {
			t.Errorf("%q", r.Value)
		}
		if r.Label == "Paid once, unpriced" {
			once, found = r.Substituted, r.Value == "unpriced"
		}
	}
	if !found || !strings.Contains(once, ", to stage 8") {
		t.Errorf("paid once: %q", once)
	}
	if !strings.Contains(g.Text, "without a migration that has no known price") {
		t.Errorf("%q", g.Text)
	}
}

// What leaves for the internet and what passes the NAT gateways without a line is
// named with its bound: 115.741 requests/s × 2,628,000 s × 1 KB are 283.276 GiB,
// at $0.09; 152.083 GB of logs and 15,208,333 messages of 1 KB are 155.802 GiB.
func TestTransferWithoutALineHasABound(t *testing.T) {
	p := plan(t, "users", "1M")
	text := strings.Join(p.Stages[6].Bill.NotIncluded, "; ")
	for _, want := range []string{"calls to third parties: at most $25.49 a month", "115.741 requests/s × 2,628,000 s × 1,000 B ÷ 1,073,741,824 × $0.09", "about $7.01 a month: (152.083 GB of logs + 0 GB"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not among %s", want, text)
		}
	}
	if early := strings.Join(p.Stages[1].Bill.NotIncluded, "; "); strings.Contains(early, "NAT gateways' charge") || !strings.Contains(early, "calls to third parties") {
		t.Errorf("without NAT gateways: %s", early)
	}
	none := strings.Join(plan(t, "users", "1M", "outbound_per_request", "0").Stages[6].Bill.NotIncluded, "; ")
	if strings.Contains(none, "third parties") {
		t.Errorf("without calls: %s", none)
	}
}

// The inputs of a bill are opened where it is read. By hand at 1.3M users, 30% of
// writes late and 40% to the stream: 722.222 database writes/s at peak × 70%, and
// 240.741 on average × 30% × 1.2, of which 60% reach the database.
func TestInputsOfTheBillAreOpened(t *testing.T) {
	p := plan(t, "users", "1.3M", "read_write", "20/80", "data_stored", "2 TB", "database", "aurora-postgresql", "async_share", "30%", "ingest_share", "40%", "object_share", "5%", "object_size", "200 KB", "objects_stored", "100 GB")
	s := p.Stages[6]
	opened := map[string]reason.Reason{}
	for _, tier := range s.Tiers {
		for _, r := range tier.Sizing.Reasons {
			opened[tier.ID+": "+r.Label] = r
		}
	}
	for _, i := range s.Bill.Items {
		for _, r := range i.Reasons {
			opened[i.Component+": "+r.Label] = r
		}
	}
	for _, r := range p.Demand.Reasons {
		opened["demand: "+r.Label] = r
	}
	for label, value := range map[string]string{
		"db: Writes/s at peak that reach it": "355.333", "db: Reads/s at peak that reach it": "270.833", "db: Rows written to it a month": "189.8", "db: Rows written to it a day": "5.81145",
		"s3: Objects kept": "900", "s3: Objects written a month": "15,860,467", "alb: Requests/s through the balancer, on average": "135.417", "alb: Sent through the balancer a month": "7,117.5",
		"ialb: Requests/s through the balancer, on average": "150.463", "web: Busy vCPUs on average": "0.457407", "svc: Busy vCPUs on average": "0.686111", "web: Requests in flight with this stage's response time": "7.87583",
		"svc: Requests in flight with this stage's response time": "7.87583", "web: Time of a request in the application": "0.0229579", "demand: Mean response time without queues": "0.01264",
	} {
		if r, ok := opened[label]; !ok || r.Value != value {
			t.Errorf("%s: %q, want %s", label, r.Value, value)
		}
	}
	if late := opened["db: Writes/s at peak that reach it"].Source; !late.Ours || !strings.Contains(late.Name, "1.2 times their average") {
		t.Errorf("what a queue feeds is from %q", late.Name)
	}
}

// A stage's sentence names only what is drawn: no API gateway for 9,000 API calls
// a second, no cache where nothing is read and no CloudFront without files.
func TestSummaryFollowsTheMovesTaken(t *testing.T) {
	sensors := plan(t, "users", "20k", "requests_per_second", "30000/s", "read_write", "1/99", "ingest_share", "95%", "bytes_per_write", "200 B", "writes_per_request", "1", "data_stored", "2 TB", "retention_months", "6", "response_size", "200 B", "static_share", "0%", "cpu_ms", "2")
	for number, want := range map[int]string{
		4: "Sessions move to DynamoDB. With nothing left to lose on a web server, Auto Scaling lets the fleet follow the load.",
		6: "The web tier is cut into services behind internal balancing; work that can wait goes through events and a queue to Lambda workers; traces show where time goes.",
		7: "The over-a-million checklist holds in every tier: three zones, balancing, scaling and no state on servers, so that a whole zone is a loss of a third, not of a half.",
	} {
		if got := sensors.Stages[number-1].Summary; got != want {
			t.Errorf("stage %d: %q, want %q", number, got, want)
		}
	}
	for _, track := range []string{"current", "classic"} {
		p := plan(t, "users", "1M", "track", track)
		for i, s := range roadmap.Track(p.Workload.Track) {
			if got := p.Stages[i].Summary; got != s.Summary {
				t.Errorf("%s, stage %d takes all and is told as %q", track, i+1, got)
			}
		}
	}
}

// What a box draws does not stand beside it: the engine of the cache is the cache.
func TestDrawnEngineIsNotWithoutABox(t *testing.T) {
	p := plan(t, "users", "1M", "database", "aurora-postgresql", "aurora_capacity", "serverless")
	for _, r := range p.Stages[5].Services {
		if (r.Item == "valkey" || r.Item == "aurora-serverless") && (r.Shown != Drawn || r.Component == "") {
			t.Errorf("%s is %s: %s", r.Item, r.Shown, r.Text)
		}
	}
}

// What is worked out of an availability holds from what is printed, what is an
// average says so, and our own choices are not AWS's.
func TestSmallThingsAreSaidAsTheyAre(t *testing.T) {
	s := plan(t, "users", "20k").Stages[2]
	rest := ""
	for _, r := range s.Operation.Reasons {
		if r.Label == "Down before AWS owes a refund" {
			rest = r.Substituted + " = " + r.Value
		}
	}
	if rest != "(1 − 99.930011%) × 8,760 = 6.13104" || s.Available.Downtime != "6 h 8 min a year" {
		t.Errorf("%s; %s", rest, s.Available.Downtime)
	}
	targets := map[string]string{}
	for _, l := range s.Limits {
		targets[l.Tier+" "+l.Resource] = l.Reason.Formula
		if l.Resource == "CPU credits" && !strings.Contains(l.Text, "vCPU sustained on average.") {
			t.Errorf("%q", l.Text)
		}
	}
	for resource, want := range map[string]string{"web CPU": "the target of 30% is 60% × 1 of 2 zones, so that those left carry all when one is lost: our assumption", "db IOPS": "the target of 80% is our assumption",
		"cognito sign-ins": "the target of 80% is our assumption", "db CPU of the primary": "the target of 60% is the field “utilisation”"} {
		if !strings.HasSuffix(targets[resource], want) {
			t.Errorf("%s: %q", resource, targets[resource])
		}
	}
	ours := map[string]bool{}
	for _, s := range plan(t, "users", "1M", "analytics_data", "20 TB").Stages {
		for _, i := range s.Bill.Items {
			for _, r := range i.Reasons {
				ours[r.Label] = r.Source.Ours
			}
		}
		for _, tier := range s.Tiers {
			for _, r := range tier.Sizing.Reasons {
				ours[r.Label] = r.Source.Ours
			}
		}
	}
	for _, label := range []string{"Dashboards", "Health checks", "Servers billed", "Processing units", "Disk operations provisioned"} {
		if !ours[label] {
			t.Errorf("%s is not marked as our assumption", label)
		}
	}
}
