package pricelist

var networkOffers = []offer{
	{code: "AWSELB", rules: []rule{
		// Both kinds share usage types; the product family tells them apart.
		// "Outposts-", "ReservedLCUUsage" and "TS-" are other products.
		{key: "alb.hour", usage: "LoadBalancerUsage", family: "Load Balancer-Application", unit: "Hrs"},
		{key: "alb.lcu", usage: "LCUUsage", family: "Load Balancer-Application", unit: "LCU-Hrs"},
		{key: "nlb.hour", usage: "LoadBalancerUsage", family: "Load Balancer-Network", unit: "Hrs"},
		{key: "nlb.nlcu", usage: "LCUUsage", family: "Load Balancer-Network", unit: "LCU-Hrs|NLCU-Hrs"},
	}},
	{code: "AmazonVPC", rules: []rule{
		{key: "vpc.ipv4.inuse", usage: "PublicIPv4:InUseAddress", unit: "Hrs"},
		{key: "vpc.endpoint.interface.hour", usage: "VpcEndpoint-Hours", family: "VpcEndpoint", unit: "Hrs"},
		{key: "vpc.endpoint.interface.data", usage: "VpcEndpoint-Bytes", family: "VpcEndpoint", unit: "GB"},
	}},
	{code: "AWSDataTransfer", rules: []rule{
		// Out to the internet. AmazonS3 and AmazonEC2 list the same usage type at
		// $0; "Global-DataTransfer-Out-Bytes" is the free 100 GB, the key dto.free.
		{key: "dto.internet", usage: "DataTransfer-Out-Bytes", family: "Data Transfer", where: "transfertype=AWS Outbound; tolocation=External", unit: "GB", apart: true},
		// Between zones, metered on both sides; a product each for some kinds of it.
		{key: "dt.inter-az", usage: "DataTransfer-Regional-Bytes", family: "Data Transfer", where: "transfertype=IntraRegion", unit: "GB", alike: true},
	}},
	{code: "AmazonRoute53", rules: []rule{
		{key: "route53.zone", usage: "HostedZone", family: "DNS Zone", unit: "HostedZone|Hosted Zone-Mo|Mo", global: true},
		{key: "route53.query.standard", usage: "DNS-Queries", family: "DNS Query", unit: "Queries", per: million, global: true},
		{key: "route53.query.latency", usage: "LBR-Queries", family: "DNS Query", unit: "Queries", per: million, global: true},
		{key: "route53.query.geo", usage: "Geo-Queries", family: "DNS Query", unit: "Queries", per: million, global: true},
		{key: "route53.healthcheck.aws", usage: "Health-Check-AWS", unit: "Health Checks|HealthCheck|Mo", global: true},
		{key: "route53.healthcheck.nonaws", usage: "Health-Check-Non-AWS", unit: "Health Checks|HealthCheck|Mo", global: true},
	}},
	{code: "AmazonCloudFront", rules: cloudFront()},
	{code: "awswaf", rules: []rule{
		{key: "waf.webacl", usage: "WebACLV2", unit: "Month|WebACL|Mo"},
		{key: "waf.rule", usage: "RuleV2", unit: "Month|Rule|Mo"},
		{key: "waf.request", usage: "RequestV2-Tier1", unit: "Requests|Request", per: million},
	}},
}

// cloudFront has the same products for each price area. The free terabyte and
// ten million requests are "Global-" rows, keys of their own in the book.
func cloudFront() []rule {
	var rules []rule
	for _, area := range []struct{ key, prefix string }{
		{"us+mexico+canada", "US-"}, {"europe+israel", "EU-"}, {"hong-kong+philippines+asia-pacific", "AP-"}, {"japan", "JP-"},
		{"india", "IN-"}, {"south-america", "SA-"}, {"australia+new-zealand", "AU-"}, {"south-africa+kenya+middle-east", "ZA-"},
	} {
		rules = append(rules,
			rule{key: "cloudfront.dto." + area.key, usage: area.prefix + "DataTransfer-Out-Bytes", family: "Data Transfer", unit: "GB", global: true, apart: true},
			rule{key: "cloudfront.to-origin." + area.key, usage: area.prefix + "DataTransfer-Out-OBytes", family: "Data Transfer", unit: "GB", global: true},
			rule{key: "cloudfront.http." + area.key, usage: area.prefix + "Requests-Tier1", family: "Request", unit: "Requests", per: 10 * thousand, global: true, apart: true},
			rule{key: "cloudfront.https." + area.key, usage: area.prefix + "Requests-Tier2-HTTPS", family: "Request", unit: "Requests", per: 10 * thousand, global: true, apart: true},
		)
	}
	return append(rules, rule{key: "cloudfront.invalidation", usage: "Invalidations", unit: "URL|Paths|Requests", global: true})
}
