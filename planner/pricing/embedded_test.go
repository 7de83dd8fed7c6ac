package pricing

import (
	"math"
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// offered are the regions a plan can be made for.
var offered = []string{"ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "eu-central-1", "eu-west-1", "sa-east-1", "us-east-1", "us-west-2"}

func TestEmbeddedRegions(t *testing.T) {
	book := Embedded()
	if !slices.Equal(book.Regions(), offered) {
		t.Errorf("regions %v", book.Regions())
	}
	if book.AsOf() < "2026-10" {
		t.Errorf("as of %s", book.AsOf())
	}
	for _, region := range append(slices.Clone(offered), Global) {
		for _, rate := range book.Rates(region) {
			checkRate(t, rate)
		}
	}
}

func TestEmbeddedOnceForAll(t *testing.T) {
	var wait sync.WaitGroup
	first := Embedded()
	for range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			if Embedded() != first {
				t.Error("two books")
			}
			if _, err := Embedded().Rate("ec2.m7g.large", "sa-east-1"); err != nil {
				t.Error(err)
			}
		}()
	}
	wait.Wait()
}

// Headline prices quoted by sources other than those the book was made from.
func TestEmbeddedAgainstPublishedQuotes(t *testing.T) {
	for _, v := range []struct {
		key         Key
		region, usd string
	}{
		{"rds.postgresql.db.t4g.micro.single-az", "us-east-1", "0.016"}, {"rds.postgresql.db.t4g.micro.single-az", "ap-south-1", "0.021"},
		{"rds.postgresql.db.t4g.micro.single-az", "sa-east-1", "0.034"}, {"rds.postgresql.db.t4g.medium.single-az", "ap-southeast-1", "0.102"},
		{"rds.postgresql.db.t4g.large.single-az", "ap-southeast-1", "0.203"}, {"rds.postgresql.db.t4g.large.single-az", "ap-south-1", "0.167"},
		{"elasticache.valkey.cache.t4g.small", "ap-southeast-1", "0.0384"}, {"elasticache.valkey.cache.t4g.micro", "eu-central-1", "0.0144"},
		{"elasticache.valkey.cache.t4g.micro", "ap-south-1", "0.016"}, {"ec2.t4g.small", "ap-southeast-1", "0.0212"},
		{"ec2.t3.medium", "ap-southeast-1", "0.0528"}, {"ec2.t3.small", "sa-east-1", "0.0336"}, {"ec2.t4g.medium", "sa-east-1", "0.0536"},
		{"ec2.t4g.small", "eu-central-1", "0.0192"}, {"ec2.t4g.xlarge", "ap-southeast-2", "0.1696"}, {"ec2.m7g.large", "us-east-1", "0.0816"},
		{"ec2.c7g.large", "us-east-1", "0.0725"}, {"aurora.postgresql.db.t4g.medium", "us-east-1", "0.073"},
		{"aurora.postgresql.db.r7g.large", "us-east-1", "0.276"}, {"alb.hour", "us-east-1", "0.0225"}, {"alb.lcu", "us-east-1", "0.008"},
		{"nat.hour", "us-east-1", "0.045"}, {"nat.data", "us-east-1", "0.045"}, {"ebs.gp3.storage", "us-east-1", "0.08"},
		{"s3.standard.storage", "eu-west-1", "0.023"}, {"s3.standard.storage", "sa-east-1", "0.0405"},
		{"dynamodb.ondemand.rru", "us-east-1", "0.125"}, {"dynamodb.ondemand.wru", "us-east-1", "0.625"},
		{"vpc.ipv4.inuse", "us-east-1", "0.005"}, {"lightsail.linux.2gb", "us-east-1", "12"}, {"lightsail.linux.32gb", "us-east-1", "164"},
		{"ebs.snapshot.storage", "us-east-1", "0.05"}, {"dto.internet", "sa-east-1", "0.15"}, {"cognito.lite.mau", "us-east-1", "0.0055"},
		{"redshift.serverless.rpu", "us-east-1", "0.375"}, {"redshift.ra3.xlplus", "us-east-1", "1.086"}, {"redshift.rms", "us-east-1", "0.024"}, {"dax.t3.small", "us-east-1", "0.04"},
	} {
		rate, err := Embedded().Rate(v.key, v.region)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := rate.Price().Price.String(); got != v.usd || rate.Region != v.region {
			t.Errorf("%s in %s is %s, want %s", v.key, rate.Region, got, v.usd)
		}
	}
}

// sizes in rising order, as far as the book goes.
var sizes = []string{"nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"}

// A planner must find each family priced in each region, dearer with each size.
func TestEmbeddedFamilies(t *testing.T) {
	families := []string{
		"ec2.t4g.*", "ec2.t3.*", "ec2.c7g.*", "ec2.m7g.*", "ec2.r7g.*", "ec2.c7i.*", "ec2.m7i.*",
		"compute-sp-1y-noupfront.ec2.m7g.*", "compute-sp-3y-noupfront.ec2.m7i.*", "compute-sp-1y-noupfront.ec2.t4g.*",
		"rds.postgresql.db.t4g.*.single-az", "rds.postgresql.db.m7g.*.multi-az", "rds.postgresql.db.r7g.*.multi-az", "rds.mysql.db.t3.*.single-az",
		"rds.mysql.db.m7i.*.single-az", "rds.mysql.db.r7i.*.multi-az", "aurora.postgresql.db.r7g.*", "aurora.mysql.db.r7i.*", "aurora.io-optimized.db.r7g.*",
		"elasticache.valkey.cache.t4g.*", "elasticache.valkey.cache.m7g.*", "elasticache.redis.cache.r7g.*", "elasticache.memcached.cache.t3.*",
	}
	for _, family := range families {
		priced := 0 // by region and size
		for _, region := range offered {
			last := 0.0
			for _, size := range sizes {
				rate, err := Embedded().Rate(Key(strings.Replace(family, "*", size, 1)), region)
				if err != nil || rate.StandIn {
					continue
				}
				if now := rate.Tiers[0].Price.Float(); now <= last {
					t.Errorf("%s in %s costs %v, the size below %v", rate.Key, region, now, last)
				} else {
					last = now
				}
				priced++
			}
			// RDS offers the 7th Intel generation everywhere but in São Paulo.
			absent := region == "sa-east-1" && strings.HasPrefix(family, "rds.") && strings.Contains(family, "7i")
			if (last == 0) != absent {
				t.Errorf("%s in %s: priced is %v, want %v", family, region, last != 0, !absent)
			}
		}
		if priced%len(offered) != 0 && !strings.HasPrefix(family, "rds.mysql.db.m7i") && !strings.HasPrefix(family, "rds.mysql.db.r7i") {
			t.Errorf("%s: %d prices in %d regions: some region lacks a size", family, priced, len(offered))
		}
	}
}

func TestEmbeddedRelations(t *testing.T) {
	book := Embedded()
	for _, region := range offered {
		for _, rate := range book.Rates(region) {
			price := rate.Tiers[0].Price.Float()
			if instance, ok := strings.CutPrefix(string(rate.Key), "compute-sp-1y-noupfront."); ok {
				list, err := book.Rate(Key(instance), region)
				if ratio := price / list.Tiers[0].Price.Float(); err != nil || list.StandIn || ratio < 0.6 || ratio > 0.85 {
					t.Errorf("%s in %s is %v of list, %v", rate.Key, region, ratio, err)
				}
			}
			if instance, ok := strings.CutSuffix(string(rate.Key), ".multi-az"); ok && strings.Contains(instance, ".db.") {
				one, err := book.Rate(Key(instance+".single-az"), region)
				if err != nil || math.Abs(price-2*one.Tiers[0].Price.Float()) > max(0.011, 0.001*price) {
					t.Errorf("%s in %s is %v, Single-AZ %v, %v", rate.Key, region, price, one.Tiers[0].Price, err)
				}
			}
		}
	}
}

// Above its free part, a rate never gets dearer with use.
func TestEmbeddedTiersFall(t *testing.T) {
	for _, region := range append(slices.Clone(offered), Global) {
		for _, rate := range Embedded().Rates(region) {
			last := math.Inf(1)
			for i, tier := range rate.Tiers {
				now := tier.Price.Float()
				if now == 0 && i == 0 {
					continue
				}
				if now > last {
					t.Errorf("%s in %s: %v after %v", rate.Key, region, now, last)
				}
				last = now
			}
		}
	}
}

// The text of a book is read by people: public names only, and what is not
// certain says so.
func TestEmbeddedSources(t *testing.T) {
	private := regexp.MustCompile(`\b(KARP|LC|PS|TC|RS|EC1|IC|COG|XR|LS|CP|(US|SG|IN|DE|BR|AU|JP)[0-9]|[A-Z0-9]+MAP|ELB17)\b`)
	known := map[Key]bool{"route53.zone": true}
	for _, line := range strings.Split(string(ratesCSV), "\n") {
		if found := private.FindString(line); found != "" {
			t.Errorf("%q in %q", found, line)
		}
		if key, _, _ := strings.Cut(line, ","); strings.Contains(line, "recalled") && !known[Key(key)] {
			t.Errorf("recalled: %q", line)
		}
	}
	rate, err := Embedded().Rate("rds.mysql.db.m7g.large.multi-az", "us-east-1")
	if err != nil || !strings.HasPrefix(rate.Source.Name, "derived: 2 × Single-AZ") {
		t.Errorf("a derived price must say so: %+v, %v", rate.Source, err)
	}
}

// Tiers are in the unit of the rate, allowances in that of the rate they serve.
func TestEmbeddedUnits(t *testing.T) {
	for key, v := range map[Key]struct {
		unit string
		to   float64
	}{
		"apigw.http.request": {"million requests", 300}, "apigw.rest.request": {"million requests", 333}, "route53.query.standard": {"million queries", 1000},
		"s3.standard.storage": {"GB-month", 51200}, "dto.internet": {"GB", 10240}, "lambda.x86.gbs": {"GB-second", 6e9}, "lambda.arm.gbs": {"GB-second", 7.5e9},
		"sqs.standard.request": {"million requests", 100000}, "sns.request": {"million requests", 1}, "sns.delivery.email": {"100,000 notifications", 0.01},
		"dynamodb.storage.standard": {"GB-month", 25}, "cognito.lite.mau": {"MAU", 10000}, "cloudwatch.metric": {"metric-month", 10000},
		"cloudfront.dto.japan": {"GB", 10240}, "cloudfront.invalidation": {"path", 1000}, "eventbridge.scheduler": {"million invocations", 14},
		"xray.recorded": {"million traces", 0.1}, "vpc.endpoint.interface.data": {"GB", 1 << 20}, "route53.zone": {"hosted zone-month", 25},
	} {
		rate, err := Embedded().Rate(key, "us-east-1")
		if err != nil || rate.Unit != v.unit || rate.Tiers[0].To != v.to || len(rate.Tiers) < 2 {
			t.Errorf("%s: %q, first tier to %v, %v", key, rate.Unit, rate.Tiers, err)
		}
	}
	for free, v := range map[Key]struct {
		amount float64
		serves Key
	}{
		"dto.free": {100, "dto.internet"}, "lambda.free.gbs": {400_000, "lambda.arm.gbs"}, "lambda.free.requests": {1, "lambda.request"},
		"cloudfront.free.data": {1024, "cloudfront.dto.india"}, "cloudfront.free.requests": {1000, "cloudfront.https.india"}, "sqs.free": {1, "sqs.standard.request"},
	} {
		allowance, err := Embedded().Rate(free, "eu-central-1")
		served, also := Embedded().Rate(v.serves, "eu-central-1")
		if amount, ok := allowance.Allowance(); err != nil || also != nil || !ok || amount != v.amount || allowance.Unit != served.Unit {
			t.Errorf("%s: %v %s for %s in %s, %v %v", free, amount, allowance.Unit, v.serves, served.Unit, err, also)
		}
	}
}

func TestSplit(t *testing.T) {
	rate, err := Embedded().Rate("dto.internet", "us-east-1")
	if err != nil {
		t.Fatal(err)
	}
	parts := rate.Split(60_000)
	if len(parts) != 3 || parts[0].Amount != 10240 || parts[1].Amount != 40960 || parts[2].Amount != 8800 || parts[2].Tier.Price.String() != "0.07" {
		t.Errorf("%+v", parts)
	}
	if parts := rate.SplitFrom(10_000, 240); len(parts) != 1 || parts[0].Amount != 240 {
		t.Errorf("up to the bound: %+v", parts)
	}
	if parts := rate.SplitFrom(10_240, 1); len(parts) != 1 || parts[0].Tier.From != 10_240 {
		t.Errorf("from the bound: %+v", parts)
	}
	for _, none := range []float64{0, -1, math.NaN()} {
		if parts := rate.Split(none); parts != nil {
			t.Errorf("%v splits into %+v", none, parts)
		}
	}
	r := rand.New(rand.NewSource(5))
	for _, key := range []Key{"dto.internet", "lambda.arm.gbs", "dto.free", "nat.hour", "cloudfront.dto.india", "sns.delivery.email"} {
		rate, err := Embedded().Rate(key, "us-east-1")
		if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			checkSplit(t, rate, math.Pow(10, r.Float64()*10-2), math.Pow(10, r.Float64()*11-2))
		}
	}
}
