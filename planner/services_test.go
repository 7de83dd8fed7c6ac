package planner

import (
	"slices"
	"strings"
	"testing"

	"stagecraft/planner/catalog"
	"stagecraft/planner/workload"
)

var tracks = []string{"current", "classic"}

// rowIn finds what a stage says of an item.
func rowIn(s Stage, item string) (ServiceRow, bool) {
	for _, r := range s.Services {
		if r.Item == item {
			return r, true
		}
	}
	return ServiceRow{}, false
}

// priced tells whether a stage bills a service, and that with a known price.
func priced(s Stage, service string) bool {
	found := false
	for _, item := range s.Bill.Items {
		if item.Service == service {
			if item.Unpriced {
				return false
			}
			found = true
		}
	}
	return found
}

// One subtest for each service and practice that the talk names, and for what its
// other editions and today's advice add: how it is shown, in which workload and
// stage, what prices it, and its status of today.
func TestEveryServiceOfTheTalk(t *testing.T) {
	type row struct {
		item  string
		field []string // of the workload
		stage int
		shown Shown
		bills string // service of the bill; "" where nothing is billed
		state catalog.Status
	}
	social := []string{"users", "2M", "daily_share", "40%", "requests_per_user_day", "100", "data_stored", "2 TB", "object_share", "10%", "object_size", "1 MB", "objects_stored", "40 TB", "read_write", "95/5", "async_share", "30%"}
	classic, aurora := []string{"track", "classic"}, []string{"database", "aurora-postgresql"}
	small, big := []string{"users", "50"}, []string{"users", "10M", "writes_per_month", "1e9", "reads_per_month", "100e9", "bytes_per_write", "1 KB"}
	reads := []string{"users", "90k", "requests_per_second", "30000/s", "read_write", "99/1", "cache_hit", "0", "data_stored", "2 TB"}
	heavy := []string{"users", "5", "requests_per_second", "30/s"}
	plans := map[string]Plan{} // by fields: building costs more than looking
	for _, c := range []row{
		{"edge-locations", nil, 4, Annotated, "cloudfront", catalog.StatusCurrent},
		{"native-services", nil, 3, Annotated, "", catalog.StatusCurrent},
		{"cloudfront", nil, 4, Drawn, "cloudfront", catalog.StatusCurrent},
		{"cloudfront-flat-rate", nil, 4, Annotated, "", catalog.StatusCurrent},
		{"s3", social, 4, Drawn, "s3", catalog.StatusCurrent},
		{"dynamodb", nil, 4, Drawn, "dynamodb", catalog.StatusCurrent},
		{"dax", nil, 4, NotUsed, "", catalog.StatusCurrent},
		{"efs", nil, 3, NotUsed, "", catalog.StatusCurrent},
		{"ec2", heavy, 1, Drawn, "ec2", catalog.StatusCurrent},
		{"ebs", nil, 3, Annotated, "ebs", catalog.StatusCurrent},
		{"lightsail", small, 1, Drawn, "lightsail", catalog.StatusCurrent},
		{"rds", nil, 2, Drawn, "rds", catalog.StatusCurrent},
		{"multi-az", nil, 3, Drawn, "rds", catalog.StatusCurrent},
		{"multi-az", aurora, 3, Drawn, "aurora", catalog.StatusCurrent},
		{"read-replicas", reads, 3, Drawn, "rds", catalog.StatusCurrent},
		{"read-replicas", classic, 3, Drawn, "rds", catalog.StatusCurrent},
		{"aurora", aurora, 2, Drawn, "aurora", catalog.StatusCurrent},
		{"aurora-serverless", aurora, 2, Annotated, "", catalog.StatusCurrent},
		{"redshift", nil, 2, NotUsed, "", catalog.StatusCurrent},
		{"sql-first", nil, 2, Annotated, "rds", catalog.StatusCurrent},
		{"cognito", nil, 2, Drawn, "cognito", catalog.StatusCurrent},
		{"alb", nil, 3, Drawn, "alb", catalog.StatusCurrent},
		{"nlb", nil, 3, NotUsed, "", catalog.StatusCurrent},
		{"elasticache", nil, 4, Drawn, "elasticache", catalog.StatusCurrent},
		{"memcached", nil, 4, NotUsed, "", catalog.StatusCurrent},
		{"redis", classic, 4, Drawn, "elasticache", catalog.StatusRenamed},
		{"redis", nil, 4, Replaced, "elasticache", catalog.StatusRenamed},
		{"valkey", nil, 4, Drawn, "elasticache", catalog.StatusCurrent},
		{"sessions", nil, 4, Annotated, "dynamodb", catalog.StatusCurrent},
		{"dms", nil, 2, Annotated, "", catalog.StatusCurrent},
		{"auto-scaling", nil, 4, Annotated, "", catalog.StatusCurrent},
		{"cloudwatch", nil, 2, Drawn, "cloudwatch", catalog.StatusCurrent},
		{"percentiles", nil, 3, Annotated, "cloudwatch", catalog.StatusCurrent},
		{"percentiles", classic, 5, Annotated, "cloudwatch", catalog.StatusCurrent},
		{"elastic-beanstalk", classic, 5, Annotated, "", catalog.StatusCurrent},
		{"opsworks", classic, 5, Replaced, "", catalog.StatusRetired},
		{"opsworks", nil, 5, Replaced, "", catalog.StatusRetired},
		{"systems-manager", classic, 5, Annotated, "", catalog.StatusCurrent},
		{"cloudformation", nil, 2, Drawn, "", catalog.StatusCurrent},
		{"cloudformation", classic, 5, Drawn, "", catalog.StatusCurrent},
		{"codepipeline", nil, 5, Drawn, "codepipeline", catalog.StatusCurrent},
		{"codebuild", nil, 5, Annotated, "codebuild", catalog.StatusCurrent},
		{"codedeploy", nil, 5, Annotated, "", catalog.StatusCurrent},
		{"codecommit", classic, 5, Annotated, "", catalog.StatusCurrent},
		{"codecommit", nil, 5, Replaced, "", catalog.StatusCurrent},
		{"any-git", nil, 5, Annotated, "", catalog.StatusCurrent},
		{"codestar", classic, 5, Replaced, "codepipeline", catalog.StatusRetired},
		{"codestar", nil, 5, Replaced, "codepipeline", catalog.StatusRetired},
		{"xray", nil, 6, Drawn, "xray", catalog.StatusCurrent},
		{"xray-sdk", classic, 6, Annotated, "xray", catalog.StatusMaintenance},
		{"xray-sdk", nil, 6, Replaced, "xray", catalog.StatusMaintenance},
		{"opentelemetry", nil, 6, Annotated, "xray", catalog.StatusCurrent},
		{"soa", nil, 6, Drawn, "ec2", catalog.StatusCurrent},
		{"event-driven", nil, 6, Annotated, "sqs", catalog.StatusCurrent},
		{"lambda", social, 6, Drawn, "lambda", catalog.StatusCurrent},
		{"api-gateway", nil, 6, Drawn, "apigateway", catalog.StatusCurrent},
		{"client-side", nil, 6, Annotated, "cloudfront", catalog.StatusCurrent},
		{"amplify", nil, 6, NotUsed, "", catalog.StatusCurrent},
		{"million-checklist", nil, 7, Annotated, "", catalog.StatusCurrent},
		{"federation", nil, 8, Drawn, "rds", catalog.StatusCurrent},
		{"sharding", big, 8, Drawn, "rds", catalog.StatusCurrent},
		{"nosql-shift", nil, 8, Drawn, "dynamodb", catalog.StatusCurrent},
		{"sqs", nil, 6, Drawn, "sqs", catalog.StatusCurrent},
		{"sns", nil, 6, NotUsed, "", catalog.StatusCurrent},
		{"ses", nil, 6, NotUsed, "", catalog.StatusCurrent},
		{"eventbridge", nil, 6, Drawn, "eventbridge", catalog.StatusCurrent},
		{"eventbridge", classic, 6, NotUsed, "", catalog.StatusCurrent},
		{"managed-containers", nil, 3, Annotated, "", catalog.StatusCurrent},
		{"app-runner", nil, 3, Replaced, "", catalog.StatusClosed},
		{"ecs-express", nil, 3, Annotated, "", catalog.StatusCurrent},
		{"route53", nil, 1, Drawn, "route53", catalog.StatusCurrent},
		{"nat", nil, 3, Drawn, "nat", catalog.StatusCurrent},
		{"gateway-endpoints", nil, 4, Annotated, "", catalog.StatusCurrent},
		// Asked for by a field.
		{"dax", []string{"users", "6M", "dax", "on"}, 8, Drawn, "", catalog.StatusCurrent},
		{"dax", []string{"users", "6M", "dax", "on", "data_stored", "1 GB"}, 8, Drawn, "dax", catalog.StatusCurrent},
		{"efs", []string{"shared_files", "200 GB"}, 3, Drawn, "efs", catalog.StatusCurrent},
		{"redshift", []string{"analytics_data", "300 GB"}, 4, Drawn, "redshift", catalog.StatusCurrent},
		{"nlb", []string{"load_balancer", "nlb"}, 3, Drawn, "nlb", catalog.StatusCurrent},
		{"kinesis", []string{"ingest_share", "30%"}, 6, Drawn, "kinesis", catalog.StatusCurrent},
		{"sns", []string{"notify_share", "50%"}, 6, Drawn, "sns", catalog.StatusCurrent},
		{"waf", []string{"firewall", "on"}, 3, Drawn, "waf", catalog.StatusCurrent},
		{"managed-containers", []string{"compute", "fargate"}, 3, Drawn, "fargate", catalog.StatusCurrent},
		{"managed-containers", []string{"compute", "fargate", "track", "classic"}, 3, Drawn, "fargate", catalog.StatusCurrent},
		{"aurora-serverless", []string{"database", "aurora-postgresql", "aurora_capacity", "serverless"}, 2, Drawn, "aurora", catalog.StatusCurrent},
		{"memcached", []string{"cache_engine", "memcached"}, 4, Drawn, "elasticache", catalog.StatusCurrent},
		{"redis", []string{"cache_engine", "redis"}, 4, Drawn, "elasticache", catalog.StatusRenamed},
		{"valkey", []string{"cache_engine", "valkey", "track", "classic"}, 4, Drawn, "elasticache", catalog.StatusCurrent},
	} {
		item, ok := catalog.Lives().Lookup(c.item)
		if !ok {
			t.Errorf("%s is not in the lifecycle table", c.item)
			continue
		}
		t.Run(item.Name+" "+strings.Join(c.field, " "), func(t *testing.T) {
			key := strings.Join(c.field, " ")
			if _, made := plans[key]; !made {
				plans[key] = plan(t, c.field...)
			}
			s := plans[key].Stages[c.stage-1]
			r, ok := rowIn(s, c.item)
			if !ok {
				t.Fatalf("stage %d has no row of it", c.stage)
			}
			if r.Shown != c.shown || r.Status != c.state || r.Text == "" || r.Source.Name == "" {
				t.Errorf("stage %d: %+v; want it %s and %s", c.stage, r, c.shown, c.state)
			}
			if c.shown == Drawn && r.Component == "" || r.Component != "" && !s.Graph.Has(r.Component) && !s.Graph.HasTier(r.Component) {
				t.Errorf("stage %d: %q is no component of the picture", c.stage, r.Component)
			}
			if c.bills != "" && !priced(s, c.bills) {
				t.Errorf("stage %d: no priced line of %s", c.stage, c.bills)
			}
		})
	}
}

// No item may lack a row in the test above's sense: whatever the talk names is in
// the last stage's list, on both tracks, once.
func TestEveryItemIsTicked(t *testing.T) {
	for _, track := range tracks {
		s := plan(t, "track", track).Stages[7]
		seen := map[string]int{}
		for _, r := range s.Services {
			seen[r.Item]++
		}
		for _, i := range catalog.Lives().Items() {
			if n := seen[i.ID]; n > 1 || n == 0 && i.Edition != "ours" {
				t.Errorf("%s is listed %d times on the %s track", i.ID, n, track)
			}
		}
	}
}

// Every item without a catalogue service has a look, and no look is of nothing.
func TestPracticesAreItems(t *testing.T) {
	for id := range practices {
		if _, ok := catalog.Lives().Lookup(id); !ok {
			t.Errorf("a look for %q, which is no item", id)
		}
	}
	for _, i := range catalog.Lives().Items() {
		if _, ok := practices[i.ID]; !ok && len(i.Services) == 0 && !i.Today().Status.Barred() && !neverUsed[i.ID] {
			t.Errorf("%s has neither a service nor a look: no stage could ever show it", i.ID)
		}
	}
}

// neverUsed are items that plans name without using them.
var neverUsed = map[string]bool{"amplify": true, "ses": true}

// A retired or closed service is never drawn, annotated or recommended, on
// either track, whatever the workload.
func TestNothingBarredIsRecommended(t *testing.T) {
	for _, one := range append(slices.Clone(samples()), classicSamples()...) {
		for _, s := range one.plan.Stages {
			barredInStage(t, s, one.plan.Workload)
		}
	}
}

// What the team asks for by name it gets, also on the classic track.
func barredInStage(t *testing.T, s Stage, w workload.Workload) {
	t.Helper()
	track := w.Track
	takes := func(item string) bool {
		return catalog.Lives().Takes(item, track) || askedFor(item, w)
	}
	names := map[string]bool{}
	for _, c := range s.Graph.Components {
		names[c.Name] = true
		item, ok := catalog.Lives().Owner(c.Service)
		if ok && !takes(item.ID) {
			t.Errorf("stage %d of the %s track draws %s, which it may not take", s.Number, track, item.ID)
		}
	}
	for _, r := range s.Services {
		if (r.Shown == Drawn || r.Shown == Annotated) && (r.Status.Barred() || !takes(r.Item)) {
			t.Errorf("stage %d of the %s track shows %s, which is %s", s.Number, track, r.Item, r.Status)
		}
	}
	for _, i := range catalog.Lives().Items() {
		if !i.Today().Status.Barred() {
			continue
		}
		if names[i.Name] {
			t.Errorf("stage %d draws %s", s.Number, i.Name)
		}
		for _, m := range s.Moves {
			if strings.Contains(m.Title, i.Name) || strings.Contains(strings.Join(m.Migrate, " "), i.Name) {
				t.Errorf("stage %d: move %s recommends %s", s.Number, m.ID, i.Name)
			}
		}
	}
}

// Both tracks keep what holds for every plan.
func TestInvariantsOnTheClassicTrack(t *testing.T) {
	for _, s := range classicSamples() {
		t.Run(s.name, func(t *testing.T) { invariants(t, s.plan) })
	}
}
