package main

import (
	"regexp"
	"strings"
)

// regions are those the planner offers, with the rates that are the same in all.
var regions = words("us-east-1 us-west-2 eu-west-1 eu-central-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 ap-south-1 sa-east-1 global")

// sizes stop at 16xlarge: above that a stage grows by count.
const sizes = `\.(nano|micro|small|medium|large|(2|4|8|12|16)?xlarge)`

// instances are the families a planner chooses from: current, burstable or
// general, memory and compute, for both processors.
var instances = map[string]*regexp.Regexp{
	"ec2": regexp.MustCompile(`^ec2\.(t4g|t3|c7g|m7g|r7g|c7i|m7i|r7i)` + sizes + `$`),
	"savings": regexp.MustCompile(`^compute-sp-[13]y-noupfront\.ec2\.(t4g|t3|c7g|m7g|r7g|c7i|m7i|r7i)` +
		sizes + `$`),
	"rds":         regexp.MustCompile(`^rds\.(postgresql|mysql)\.db\.(t4g|t3|m7g|r7g|m7i|r7i)` + sizes + `\.(single|multi)-az$`),
	"aurora":      regexp.MustCompile(`^aurora\.(postgresql|mysql|io-optimized)\.db\.(t4g|t3|r7g|r7i)` + sizes + `$`),
	"elasticache": regexp.MustCompile(`^elasticache\.(valkey|redis|memcached)\.cache\.(t4g|t3|m7g|r7g)` + sizes + `$`),
}

// sized tells the keys of instances from those of storage, I/O and the like.
var sized = regexp.MustCompile(`\.(db|cache)\.|^ec2\.|^ri-|^compute-sp-`)

// services are kept whole, beside the instances above.
var services = words(`rds aurora elasticache lightsail ebs s3 cloudfront datatransfer alb nlb nat vpc route53
	cognito dynamodb cloudwatch sqs sns eventbridge kinesis lambda apigateway fargate waf xray codepipeline codebuild
	codedeploy cloudformation autoscaling elasticbeanstalk efs dms redshift dax`)

// reserved capacity has an upfront part that a monthly bill cannot show.
var dropped = regexp.MustCompile(`\.reserved1y$`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// kept says whether a row belongs in the planner's book.
func kept(service, key, region string) bool {
	if !regions[region] || dropped.MatchString(key) {
		return false
	}
	if sized.MatchString(key) {
		pattern := instances[service]
		return pattern != nil && pattern.MatchString(key)
	}
	return services[service]
}
