package drawio

import "strings"

// icon is a drawing of draw.io's own AWS library, mxgraph.aws4.
type icon struct {
	name  string
	alone bool // a shape of its own, not a picture on a square
}

// icons are the library's names by service of the catalogue, as they stand in
// draw.io's js/extensions.min.js of 2024-12-18 (github.com/jgraph/drawio).
var icons = map[string]icon{
	"users": {"users", true}, "route53": {"route_53", false}, "cloudfront": {"cloudfront", false}, "cognito": {"cognito", false},
	"s3": {"s3", false}, "alb": {"application_load_balancer", true}, "internal-alb": {"application_load_balancer", true},
	"nlb": {"network_load_balancer", true}, "apigateway": {"api_gateway", false}, "ec2": {"ec2", false}, "lightsail": {"lightsail", false},
	"nat": {"nat_gateway", true}, "rds": {"rds", false}, "aurora": {"aurora", false}, "elasticache": {"elasticache", false},
	"dynamodb": {"dynamodb", false}, "sqs": {"sqs", false}, "eventbridge": {"eventbridge", false}, "lambda": {"lambda", false},
	"cloudwatch": {"cloudwatch", false}, "xray": {"xray", false}, "codepipeline": {"codepipeline", false}, "fargate": {"fargate", false},
	"dax": {"dynamodb_dax", true}, "efs": {"elastic_file_system", false}, "redshift": {"redshift", false}, "kinesis": {"kinesis_data_streams", false},
	"sns": {"sns", false}, "waf": {"waf", false}, "dms": {"database_migration_service", false}, "codebuild": {"codebuild", false},
	"codedeploy": {"codedeploy", false}, "ebs": {"elastic_block_store", false}, "cloudformation": {"cloudformation", false},
}

// Known tells the services the library has a drawing of.
func Known(service string) bool {
	_, ok := icons[service]
	return ok
}

// style draws the icon in the colour of its category; a service the library does
// not know is a plain square.
func (i icon) style(colour string) string {
	base := "sketch=0;html=1;aspect=fixed;connectable=0;"
	switch {
	case i.name == "":
		return base + "rounded=1;strokeColor=none;fillColor=" + colour + ";"
	case i.alone:
		return base + "outlineConnect=0;gradientColor=none;strokeColor=none;fillColor=" + colour + ";shape=mxgraph.aws4." + i.name + ";"
	}
	return base + "outlineConnect=0;strokeColor=#ffffff;fillColor=" + colour + ";shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4." + i.name + ";"
}

// frameStyle is a group of the library; zones and the edge network have no badge
// there.
func frameStyle(kind string) string {
	base := "html=1;whiteSpace=wrap;fontSize=12;fontStyle=1;fillColor=none;verticalAlign=top;align=left;container=1;collapsible=0;recursiveResize=0;pointerEvents=0;"
	group := "spacingLeft=30;outlineConnect=0;gradientColor=none;shape=mxgraph.aws4.group;grIcon=mxgraph.aws4."
	switch kind {
	case "cloud":
		return base + group + "group_aws_cloud_alt;strokeColor=#232F3E;fontColor=#232F3E;"
	case "region":
		// Smaller, for the badge leaves less room before the lines beside the title.
		return strings.Replace(base, "fontSize=12", "fontSize=10", 1) + group + "group_region;strokeColor=#00A4A6;fontColor=#0f766e;dashed=1;"
	case "vpc":
		return base + group + "group_vpc2;strokeColor=#8C4FFF;fontColor=#6d28d9;"
	case "edge":
		return base + "spacingLeft=8;strokeColor=#6d28d9;fontColor=#6d28d9;dashed=1;dashPattern=2 4;"
	}
	return base + "spacingLeft=8;strokeColor=#475569;fontColor=#475569;dashed=1;"
}
