package pricelist

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
)

var everyRegion = pricing.Embedded().Regions()

// savingsCSV writes a savings plan as AWS does: without quotes.
func savingsCSV(rows ...string) string {
	return "FormatVersion,v1.0\nDisclaimer,This pricing list, is for information\nPublication Date,2026-11-01T12:00:00Z\nVersion,20261101120000\nOfferCode,AWSComputeSavingsPlan\n" +
		"SKU,RateCode,Unit,EffectiveDate,DiscountedRate,Currency,DiscountedSKU,DiscountedServiceCode,DiscountedUsageType,DiscountedOperation,PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,ServiceCode,UsageType,Operation,Description,Instance Family,Location,Location Type,Granularity,Product Family,DiscountedRegionCode,DiscountedInstanceType\n" +
		strings.Join(rows, "\n") + "\n"
}

func savingsRowText(code, rate, usage, operation, purchase, years, family, region, instance string) string {
	return fmt.Sprintf("PLAN1,%s,Hrs,2026-11-01T00:00:00Z,%s,USD,SKU9,AmazonEC2,%s,%s,%s,%s,Year,ComputeSavingsPlans,ComputeSP:1yrNoUpfront,,%s year %s plan,,%s,AWS Region,hourly,%s,%s,%s",
		code, rate, usage, operation, purchase, years, years, purchase, byCode[region].location, family, region, instance)
}

// A price list that states the book's own prices leaves it as it is, whatever
// the form: every rule selects its product, and every unit, tier and allowance
// survives the way into the file and back.
func TestTheBooksOwnPricesComeBack(t *testing.T) {
	book := pricing.Embedded()
	keys := map[pricing.Key]bool{}
	for _, code := range Offers() {
		if code == "AWSComputeSavingsPlan" {
			continue
		}
		// The forms hold the same of two regions, and the first all of every region.
		all, some := whole(t, code, book, everyRegion...), whole(t, code, book, "us-east-1", "sa-east-1")
		imports := map[string]Import{}
		for _, name := range []string{"whole", "json", "csv", "reordered"} {
			l := some
			var text string
			switch name {
			case "whole":
				l, text = all, all.json(t)
			case "json":
				text = some.json(t)
			case "csv":
				text = some.csv()
			case "reordered":
				text = some.json(t, strings.Fields("terms products disclaimer publicationDate version offerCode formatVersion")...)
			}
			i, err := read(text, book, Options{})
			if err != nil {
				t.Errorf("%s %s: %v", code, name, err)
				continue
			}
			i.Products = 0
			imports[name] = i
			if i.Offer != code || i.Version != testVersion || i.Published != "2026-11-01" || len(i.Rates) != len(l.items) {
				t.Errorf("%s %s: %s %s %s, %d rates of %d products", code, name, i.Offer, i.Version, i.Published, len(i.Rates), len(l.items))
			}
			for _, r := range i.Rates {
				keys[r.Key] = true
			}
			if name != "whole" {
				continue // the forms are compared below
			}
			newer, err := book.With(i.Rates)
			if err != nil {
				t.Fatalf("%s %s: %v", code, name, err)
			}
			for _, change := range pricing.Changes(book, newer) {
				if change.Priced() && !change.Added() {
					t.Errorf("%s %s: %s in %s: %v became %v", code, name, change.Key, change.Region, change.Before.Tiers, change.After.Tiers)
				}
			}
		}
		if !reflect.DeepEqual(imports["json"], imports["csv"]) || !reflect.DeepEqual(imports["json"], imports["reordered"]) {
			t.Errorf("%s: the forms differ", code)
		}
	}
	// Every rule is worth its line: it prices a key of the book.
	for _, code := range Offers() {
		o, _ := offerOf(code)
		for _, r := range o.rules {
			s, used := newSelector(r), code == "AWSComputeSavingsPlan"
			for key := range keys {
				used = used || s.keys.MatchString(string(key))
			}
			if !used {
				t.Errorf("%s: no key of the book is %s", code, r.key)
			}
		}
	}
}

func TestDatedAndSourced(t *testing.T) {
	i, err := read(whole(t, "AWSELB", pricing.Embedded(), "eu-west-1").json(t), pricing.Embedded(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(i.Rates) != 4 || i.Rates[0].Key != "alb.hour" {
		t.Fatalf("%v", i.Rates)
	}
	tier := i.Rates[0].Tiers[0]
	if tier.AsOf != "2026-11-01" || tier.Source.Name != "AWS Price List API, offer AWSELB, version 20261101120000" ||
		tier.Source.URL != "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AWSELB/20261101120000/eu-west-1/index.json" {
		t.Errorf("%+v", tier)
	}
}

// m7g is the product of the format's description, with attributes replaced.
func m7g(sku, usd string, replace ...string) item {
	a := regional("us-east-1", "servicecode=AmazonEC2", "instanceType=m7g.large", "operatingSystem=Linux", "tenancy=Shared", "preInstalledSw=NA",
		"capacitystatus=Used", "licenseModel=No License required", "usagetype=BoxUsage:m7g.large", "operation=RunInstances")
	for _, r := range replace {
		name, value, _ := strings.Cut(r, "=")
		a[name] = value
	}
	return item{sku: sku, family: "Compute Instance", attributes: a, tiers: flat(usd, "Hrs")}
}

// both reads a list in both forms and gives the price of a key, or the error.
func both(t *testing.T, l list, key pricing.Key, region string, o Options) (string, error) {
	t.Helper()
	var got [2]string
	var errs [2]error
	for n, text := range []string{l.json(t), l.csv()} {
		i, err := read(text, pricing.Embedded(), o)
		errs[n] = err
		for _, r := range i.Rates {
			if r.Key == key && r.Region == region {
				for _, tier := range r.Tiers {
					got[n] += fmt.Sprintf("%s [%v %v] ", tier.Price, tier.From, tier.To)
				}
			}
		}
	}
	if got[0] != got[1] || fmt.Sprint(errs[0]) != fmt.Sprint(errs[1]) {
		t.Errorf("JSON gives %q, %v; CSV %q, %v", got[0], errs[0], got[1], errs[1])
	}
	return strings.TrimSpace(got[0]), errs[0]
}

// Each case puts what a careless reader would take beside the right product.
func TestTraps(t *testing.T) {
	product := func(sku, family, usd, unit, region string, attributes ...string) item {
		return item{sku: sku, family: family, attributes: regional(region, attributes...), tiers: flat(usd, unit)}
	}
	tiered := func(i item, tiers ...tierText) item { i.tiers = tiers; return i }
	transfer := func(sku, usage, usd string) item {
		return item{sku: sku, family: "Data Transfer", attributes: map[string]string{"fromLocation": "EU (Ireland)", "fromLocationType": "AWS Region",
			"toLocation": "External", "transferType": "AWS Outbound", "usagetype": usage}, tiers: flat(usd, "GB")}
	}
	pg := func(sku, usd, engine, code, deployment, license, usage string) item {
		return product(sku, "Database Instance", usd, "Hrs", "us-east-1", "instanceType=db.t4g.medium", "databaseEngine="+engine, "engineCode="+code,
			"deploymentOption="+deployment, "licenseModel="+license, "usagetype="+usage+"db.t4g.medium")
	}
	for name, v := range map[string]struct {
		code   string
		key    pricing.Key
		region string
		items  []item
		want   string
	}{
		"capacity, software, tenancy, system, license, operation": {"AmazonEC2", "ec2.m7g.large", "us-east-1", []item{m7g("RIGHT", "0.0777"),
			m7g("UNUSED", "9", "capacitystatus=UnusedCapacityReservation", "usagetype=UnusedBox:m7g.large"), m7g("ALLOC", "0", "capacitystatus=AllocatedCapacityReservation"),
			m7g("SQL", "9", "preInstalledSw=SQL Web"), m7g("DEDICATED", "9", "tenancy=Dedicated"), m7g("HOST", "9", "tenancy=Host"),
			m7g("WINDOWS", "9", "operatingSystem=Windows"), m7g("OWN", "9", "licenseModel=Bring your own license"), m7g("OTHER", "9", "operation=RunInstances:0002"), m7g("BLOCK", "9", "marketoption=CapacityBlock"),
			m7g("UNUSEDALONE", "9", "capacitystatus=UnusedCapacityReservation"), m7g("ZONE", "9", "locationType=AWS Local Zone"),
		}, "0.0777 [0 0]"},
		"gp3 throughput per GiB/s": {"AmazonEC2", "ebs.gp3.throughput", "sa-east-1", []item{
			product("T", "Provisioned Throughput", "45.056", "GiBps-mo", "sa-east-1", "usagetype=SAE1-EBS:VolumeP-Throughput.gp3", "volumeApiName=gp3"),
			product("IO2", "Provisioned Throughput", "9", "GiBps-mo", "sa-east-1", "usagetype=SAE1-EBS:VolumeP-Throughput.io2"),
		}, "0.044 [0 0]"},
		"prefix of another kind in eu-west-1": {"AmazonEC2", "nat.hour", "eu-west-1", []item{product("N", "NAT Gateway", "0.049", "Hrs", "eu-west-1", "usagetype=EU-NatGateway-Hours"),
			product("U", "NAT Gateway", "0.045", "Hrs", "us-east-1", "usagetype=NatGateway-Hours"), product("U2", "NAT Gateway", "0.045", "GB", "us-east-1", "usagetype=NatGateway-Bytes")}, "0.049 [0 0]"},
		"load balancers share usage types": {"AWSELB", "alb.hour", "us-east-1", []item{
			product("A", "Load Balancer-Application", "0.0226", "Hrs", "us-east-1", "usagetype=LoadBalancerUsage"), product("N", "Load Balancer-Network", "9", "Hrs", "us-east-1", "usagetype=LoadBalancerUsage"),
			product("G", "Load Balancer-Gateway", "9", "Hrs", "us-east-1", "usagetype=LoadBalancerUsage"), product("O", "Load Balancer-Application", "9", "Hrs", "us-east-1", "usagetype=Outposts-LoadBalancerUsage"),
			product("TS", "Load Balancer-Application", "9", "Hrs", "us-east-1", "usagetype=TS-LoadBalancerUsage"), product("C", "Load Balancer", "9", "Hrs", "us-east-1", "usagetype=LoadBalancerUsage"),
		}, "0.0226 [0 0]"},
		"reserved LCUs": {"AWSELB", "alb.lcu", "us-east-1", []item{product("L", "Load Balancer-Application", "0.0081", "LCU-Hrs", "us-east-1", "usagetype=LCUUsage"),
			product("R", "Load Balancer-Application", "9", "LCU-Hrs", "us-east-1", "usagetype=ReservedLCUUsage")}, "0.0081 [0 0]"},
		"free egress is a Global row": {"AWSDataTransfer", "dto.internet", "eu-west-1", []item{transfer("OUT", "EU-DataTransfer-Out-Bytes", "0.091"),
			transfer("FREE", "Global-DataTransfer-Out-Bytes", "0")}, "0.091 [0 0]"},
		"engines": {"AmazonRDS", "rds.postgresql.db.t4g.medium.single-az", "us-east-1", []item{pg("PG", "0.066", "PostgreSQL", "14", "Single-AZ", "No license required", "InstanceUsage:"),
			pg("MY", "9", "MySQL", "2", "Single-AZ", "No license required", "InstanceUsage:"), pg("MA", "9", "MariaDB", "18", "Single-AZ", "No license required", "InstanceUsage:"),
			pg("AUR", "9", "Aurora PostgreSQL", "21", "Single-AZ", "No license required", "InstanceUsage:"), pg("CLUSTER", "9", "PostgreSQL", "14", "Multi-AZ (readable standbys)", "No license required", "Multi-AZClusterUsage:"),
			pg("PGM", "9", "PostgreSQL", "14", "Multi-AZ", "No license required", "Multi-AZUsage:")}, "0.066 [0 0]"},
		"Multi-AZ is its own product": {"AmazonRDS", "rds.postgresql.db.t4g.medium.multi-az", "us-east-1", []item{
			pg("PG", "0.065", "PostgreSQL", "14", "Single-AZ", "No license required", "InstanceUsage:"), pg("PGM", "0.129", "PostgreSQL", "14", "Multi-AZ", "No license required", "Multi-AZUsage:")}, "0.129 [0 0]"},
		"I/O-Optimized": {"AmazonRDS", "aurora.io-optimized.db.t4g.medium", "us-east-1", []item{pg("STD", "0.073", "Aurora PostgreSQL", "21", "Single-AZ", "No license required", "InstanceUsage:"),
			pg("IO", "0.096", "Aurora PostgreSQL", "21", "Single-AZ", "No license required", "InstanceUsageIOOptimized:"), pg("IOM", "0.096", "Aurora MySQL", "16", "Single-AZ", "No license required", "InstanceUsageIOOptimized:")}, "0.096 [0 0]"},
		"queues": {"AWSQueueService", "sqs.standard.request", "us-east-1", []item{
			tiered(product("STD", "API Request", "", "", "us-east-1", "queueType=Standard", "usagetype=Requests-RBP"), tierText{"100000000000", "Inf", "0.0000003000", "Requests", "USD"}, tierText{"0", "100000000000", "0.0000004000", "Requests", "USD"}),
			product("FIFO", "API Request", "0.0000009", "Requests", "us-east-1", "queueType=FIFO (first-in, first-out)", "usagetype=Requests-RBP"), product("FAIR", "API Request", "9", "Requests", "us-east-1", "queueType=Fair", "usagetype=Requests-Fair-RBP"),
			product("FREE", "API Request", "0", "Requests", "us-east-1", "queueType=Standard", "usagetype=Global-Requests-RBP")}, "0.4 [0 100000] 0.3 [100000 0]"},
		"tiers in any order, in gigabytes": {"AmazonS3", "s3.standard.storage", "us-east-1", []item{
			tiered(product("S3", "Storage", "", "", "us-east-1", "volumeType=Standard", "storageClass=General Purpose", "usagetype=TimedStorage-ByteHrs"),
				tierText{"512000", "Inf", "0.0210000000", "GB-Mo", "USD"}, tierText{"0", "51200", "0.0230000000", "GB-Mo", "USD"}, tierText{"51200", "512000", "0.0220000000", "GB-Mo", "USD"})},
			"0.023 [0 51200] 0.022 [51200 512000] 0.021 [512000 0]"},
		"S3 states egress at nothing": {"AmazonS3", "s3.standard.put", "us-east-1", []item{product("PUT", "API Request", "0.0000050000", "Requests", "us-east-1", "usagetype=Requests-Tier1", "group=S3-API-Tier1"),
			product("OUT", "Data Transfer", "0", "GB", "us-east-1", "usagetype=DataTransfer-Out-Bytes")}, "0.005 [0 0]"},
		"request prices with an exponent": {"AWSLambda", "lambda.request", "us-east-1", []item{product("REQ", "Serverless", "2.0E-7", "Requests", "us-east-1", "group=AWS-Lambda-Requests", "usagetype=Request"),
			product("ARM", "Serverless", "9", "Requests", "us-east-1", "group=AWS-Lambda-Requests-ARM", "usagetype=Request-ARM"), product("FREE", "Serverless", "0", "Requests", "us-east-1", "group=AWS-Lambda-Requests", "usagetype=Global-Request")}, "0.2 [0 0]"},
		"new services have a prefix in us-east-1": {"AmazonECS", "fargate.x86.vcpu", "us-east-1", []item{product("F", "Compute", "0.0405", "hours", "us-east-1", "usagetype=USE1-Fargate-vCPU-Hours:perCPU"),
			product("W", "Compute", "9", "hours", "us-east-1", "usagetype=USE1-Fargate-Windows-vCPU-Hours:perCPU"), product("A", "Compute", "9", "hours", "us-east-1", "usagetype=USE1-Fargate-ARM-vCPU-Hours:perCPU")}, "0.0405 [0 0]"},
		"the free amount of the product": {"AmazonDynamoDB", "dynamodb.storage.standard", "us-east-1", []item{tiered(product("D", "Database Storage", "", "", "us-east-1", "usagetype=TimedStorage-ByteHrs"),
			tierText{"25", "Inf", "0.26", "GB-Mo", "USD"}, tierText{"0", "25", "0", "GB-Mo", "USD"})}, "0 [0 25] 0.26 [25 0]"},
		"the free amount of the book": {"AmazonSNS", "sns.request", "us-east-1", []item{product("R", "API Request", "0.00000055", "Requests", "us-east-1", "usagetype=Requests-Tier1")}, "0 [0 1] 0.55 [1 0]"},
		"an allowance the book does not count": {"AmazonDynamoDB", "dynamodb.provisioned.rcu", "us-east-1", []item{tiered(product("D", "Provisioned IOPS", "", "", "us-east-1", "usagetype=ReadCapacityUnit-Hrs"),
			tierText{"18600", "Inf", "0.00014", "ReadCapacityUnit-Hrs", "USD"}, tierText{"0", "18600", "0", "ReadCapacityUnit-Hrs", "USD"})}, "0.00014 [0 0]"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := both(t, list{v.code, v.items}, v.key, v.region, Options{Only: []string{string(v.key)}})
			if err != nil || got != v.want {
				t.Errorf("%q, %v; want %q", got, err, v.want)
			}
		})
	}
}

func TestNothingIsGuessed(t *testing.T) {
	only := Options{Only: []string{"ec2.m7g.large"}}
	two := tierText{"0", "10", "0.08", "Hrs", "USD"}
	with := func(i item, tiers ...tierText) []item { i.tiers = tiers; return []item{i} }
	for name, v := range map[string]struct {
		items []item
		o     Options
		want  string
	}{
		"two products":            {[]item{m7g("SKUB", "0.08"), m7g("SKUA", "0.09")}, only, "ec2.m7g.large in us-east-1, offer AmazonEC2: 2 products match: SKUA, SKUB"},
		"the same cost":           {[]item{m7g("SKUB", "0.08"), m7g("SKUA", "0.08")}, only, "2 products match: SKUA, SKUB"},
		"a size the book has":     {[]item{m7g("A", "0.08")}, Options{Only: []string{"ec2.m7g.*large"}}, "ec2.m7g.xlarge in us-east-1, offer AmazonEC2: no product matches, but the book has it at $0.1632"},
		"a rate every Region has": {[]item{m7g("A", "0.08")}, Options{Only: []string{"ec2.m7g.large", "nat.hour"}}, "nat.hour in us-east-1, offer AmazonEC2: no product matches"},
		"nothing at all":          {[]item{m7g("A", "0.08", "regionCode=mars-1")}, only, "none of its products is a rate of the book"},
		"another unit":            {with(m7g("A", ""), tierText{"0", "Inf", "0.08", "Seconds", "USD"}), only, `A: the unit is "Seconds", not Hrs`},
		"a gap":                   {with(m7g("A", ""), two, tierText{"20", "Inf", "0.07", "Hrs", "USD"}), only, "A: no tier covers 10 to 20"},
		"an overlap":              {with(m7g("A", ""), two, tierText{"5", "Inf", "0.07", "Hrs", "USD"}), only, "A: two tiers cover 5"},
		"a late start":            {with(m7g("A", ""), tierText{"1", "Inf", "0.07", "Hrs", "USD"}), only, "A: no tier covers 0 to 1"},
		"no end":                  {with(m7g("A", ""), two), only, "A: no tier covers what is above 10"},
		"tier in words":           {with(m7g("A", ""), tierText{"zero", "Inf", "0.07", "Hrs", "USD"}), only, `A: the tier begins at "zero"`},
		"price in words":          {with(m7g("A", ""), tierText{"0", "Inf", "1e999", "Hrs", "USD"}), only, `A: the price "1e999" is not a number`},
		"negative":                {with(m7g("A", ""), tierText{"0", "Inf", "-1", "Hrs", "USD"}), only, `A: the price "-1" is not a number`},
		"free":                    {[]item{m7g("A", "0.0000000000")}, only, "A is free in the file"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := both(t, list{"AmazonEC2", v.items}, "ec2.m7g.large", "us-east-1", v.o); err == nil || !strings.Contains(err.Error(), v.want) {
				t.Errorf("%v; want %q", err, v.want)
			}
		})
	}
	differ := list{"AmazonRDS", []item{
		{sku: "PG", family: "Storage Snapshot", attributes: regional("us-east-1", "databaseEngine=PostgreSQL", "usagetype=RDS:ChargedBackupUsage"), tiers: flat("0.095", "GB-Mo")},
		{sku: "MY", family: "Storage Snapshot", attributes: regional("us-east-1", "databaseEngine=MySQL", "usagetype=RDS:ChargedBackupUsage"), tiers: flat("0.1", "GB-Mo")}}}
	_, err := both(t, differ, "rds.backup.storage", "us-east-1", Options{Only: []string{"rds.backup.storage"}})
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Key != "rds.backup.storage" || problems[0].Offer != "AmazonRDS" ||
		strings.Join(problems[0].SKUs, " ") != "MY PG" || !strings.Contains(err.Error(), "differ in price: MY, PG") {
		t.Errorf("engines that differ: %v", err)
	}
	if _, err := read(list{"AmazonEC2", []item{m7g("A", "1")}}.json(t), pricing.Embedded(), Options{}); strings.Count(err.Error(), "\n") != mostProblems || !strings.Contains(err.Error(), "rates more") {
		t.Errorf("%v", err)
	}
}

// Products without prices, prices in other money, and terms of other codes.
func TestTerms(t *testing.T) {
	only := Options{Only: []string{"ec2.m7g.large"}}
	none := m7g("A", "")
	none.tiers = nil
	if _, err := read(list{"AmazonEC2", []item{none}}.json(t), pricing.Embedded(), only); err == nil || !strings.Contains(err.Error(), "A: it has no price on demand") {
		t.Errorf("%v", err)
	}
	yuan := m7g("A", "")
	yuan.tiers = []tierText{{"0", "Inf", "0.5", "Hrs", "CNY"}}
	if _, err := read(list{"AmazonEC2", []item{yuan}}.json(t), pricing.Embedded(), only); err == nil || !strings.Contains(err.Error(), "not in US dollars") {
		t.Errorf("%v", err)
	}
	if _, err := read(list{"AmazonEC2", []item{yuan}}.csv(), pricing.Embedded(), only); err == nil || !strings.Contains(err.Error(), `line 7: the price of A is in "CNY"`) {
		t.Errorf("%v", err)
	}
	l := list{"AmazonEC2", []item{m7g("A", "0.08")}}
	other := strings.ReplaceAll(l.csv(), onDemandTerm, "OTHERTERM")
	if i, err := read(other, pricing.Embedded(), only); err != nil || len(i.Rates) != 1 {
		t.Errorf("one term of another code: %v", err)
	}
	row := l.csv()[strings.Index(l.csv(), `"A",`):]
	both := l.csv() + strings.ReplaceAll(strings.ReplaceAll(row, onDemandTerm, "OTHERTERM"), `"0.08"`, `"9"`)
	if i, err := read(both, pricing.Embedded(), only); err != nil || i.Rates[0].Price().Price.String() != "0.08" {
		t.Errorf("two terms: %v", err)
	}
	if _, err := read(strings.ReplaceAll(both, onDemandTerm, "THIRDTERM"), pricing.Embedded(), only); err == nil || !strings.Contains(err.Error(), "2 terms on demand") {
		t.Errorf("%v", err)
	}
}

func TestKeepAndNotOffered(t *testing.T) {
	l := whole(t, "AmazonEC2", pricing.Embedded(), "us-east-1", "sa-east-1")
	l.items = append(l.items[:0:0], l.items...)
	for n, i := range l.items { // as if AWS had stopped to sell it
		if i.attributes["instanceType"] == "t3.nano" && i.attributes["regionCode"] == "us-east-1" {
			l.items = append(l.items[:n], l.items[n+1:]...)
			break
		}
	}
	_, err := both(t, l, "ec2.t3.nano", "us-east-1", Options{})
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Key != "ec2.t3.nano" {
		t.Fatalf("%v", err)
	}
	if _, err := both(t, l, "ec2.t3.nano", "us-east-1", Options{Keep: []string{"ec2.t3.nano"}}); err != nil {
		t.Error(err)
	}
	// A size that the book has elsewhere and not here may be missing here.
	book, err := pricing.Embedded().With([]pricing.Rate{func() pricing.Rate {
		r, _ := pricing.Embedded().Exact("ec2.t3.nano", "us-east-1")
		r.Key = "ec2.m99.large"
		return r
	}()})
	if err != nil {
		t.Fatal(err)
	}
	i, err := read(whole(t, "AmazonEC2", pricing.Embedded(), "sa-east-1").json(t), book, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(i.NotOffered, []Place{{"ec2.m99.large", "sa-east-1"}}) || strings.Join(i.Regions, " ") != "sa-east-1" {
		t.Errorf("not offered %v, regions %v", i.NotOffered, i.Regions)
	}
	if _, err := read("{}", book, Options{Only: []string{"[x"}}); err == nil || !strings.Contains(err.Error(), `"[x"`) {
		t.Errorf("%v", err)
	}
}

func TestSavingsPlans(t *testing.T) {
	const key, region = pricing.Key("compute-sp-1y-noupfront.ec2.m7g.large"), "eu-west-1"
	text := savingsCSV(
		savingsRowText("P.1.A", "0.0650", "EU-BoxUsage:m7g.large", "RunInstances", "No Upfront", "1", "ComputeSavingsPlans", region, "m7g.large"),
		savingsRowText("P.1.B", "9", "EU-BoxUsage:m7g.large", "RunInstances:0002", "No Upfront", "1", "ComputeSavingsPlans", region, "m7g.large"),
		savingsRowText("P.1.C", "9", "EU-DedicatedUsage:m7g.large", "RunInstances", "No Upfront", "1", "ComputeSavingsPlans", region, "m7g.large"),
		savingsRowText("P.2.A", "9", "EU-BoxUsage:m7g.large", "RunInstances", "All Upfront", "1", "ComputeSavingsPlans", region, "m7g.large"),
		savingsRowText("P.3.A", "9", "EU-BoxUsage:m7g.large", "RunInstances", "No Upfront", "1", "EC2InstanceSavingsPlans", region, "m7g.large"),
		savingsRowText("P.4.A", "0.0450", "EU-BoxUsage:m7g.large", "RunInstances", "No Upfront", "3", "ComputeSavingsPlans", region, "m7g.large"),
	)
	i, err := read(text, pricing.Embedded(), Options{Only: []string{"compute-sp-*.ec2.m7g.large"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(i.Rates) != 2 || i.Rates[0].Key != key || i.Rates[0].Price().Price.String() != "0.065" || i.Rates[1].Price().Price.String() != "0.045" {
		t.Errorf("%+v", i.Rates)
	}
	if url := i.Rates[0].Source.URL; url != "https://pricing.us-east-1.amazonaws.com/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/20261101120000/eu-west-1/index.json" {
		t.Error(url)
	}
	twice := strings.Replace(text, "RunInstances:0002", "RunInstances", 1)
	if _, err := read(twice, pricing.Embedded(), Options{Only: []string{"compute-sp-*.ec2.m7g.large"}}); err == nil || !strings.Contains(err.Error(), "P.1.A, P.1.B") {
		t.Errorf("%v", err)
	}
}

func TestGzip(t *testing.T) {
	text := whole(t, "AWSELB", pricing.Embedded(), "us-east-1").json(t)
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if i, err := read(zipped.String(), pricing.Embedded(), Options{}); err != nil || len(i.Rates) != 4 {
		t.Errorf("%v", err)
	}
	for cut := 3; cut < zipped.Len(); cut += 97 {
		if _, err := read(zipped.String()[:cut], pricing.Embedded(), Options{}); err == nil {
			t.Errorf("cut at %d of %d: accepted", cut, zipped.Len())
		}
	}
	if _, err := read(zipped.String()[:zipped.Len()-1], pricing.Embedded(), Options{}); err == nil {
		t.Error("a missing check sum was not noticed")
	}
}
