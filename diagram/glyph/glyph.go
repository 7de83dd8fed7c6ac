// Package glyph is our own family of service pictograms: strokes on a grid of
// 24 units, drawn in white on a square in the colour of the service's category.
package glyph

// Glyph is the drawing of one service.
type Glyph struct {
	Colour string // of the square behind it
	Path   string // SVG path data on the 24-unit grid, to be stroked
}

// Category colours, those AWS users know.
const (
	compute     = "#C8511B"
	network     = "#7D3FE0"
	database    = "#B01FB8"
	storage     = "#5C7F12"
	security    = "#C62C42"
	integration = "#D3126E"
	people      = "#475569"
)

const cylinder = "M4.5 6c0-1.700 3.400-3 7.500-3s7.500 1.300 7.500 3-3.400 3-7.500 3-7.500-1.300-7.500-3zM4.500 6v12c0 1.700 3.400 3 7.500 3s7.500-1.300 7.500-3V6M4.500 12c0 1.700 3.400 3 7.500 3s7.500-1.300 7.500-3"
const balancer = "M7.500 12a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0zM21.500 5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM21.500 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM21.500 19a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM7.500 12h10M7.300 11l10.300-5.300M7.300 13l10.300 5.300"

var all = map[string]Glyph{
	"users":          {people, "M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4 21c0-4.500 3.600-7 8-7s8 2.500 8 7"},
	"route53":        {network, "M12 3l7.500 2.500v6c0 4.700-3.200 8-7.500 9.500C7.700 19.500 4.500 16.200 4.500 11.500v-6zM8.500 12h7M12 8.500v7"},
	"cloudfront":     {network, "M20.500 12a8.500 8.500 0 1 1-17 0 8.500 8.500 0 0 1 17 0zM3.500 12h17M12 3.500c3.200 2.600 3.200 14.400 0 17M12 3.500c-3.200 2.600-3.200 14.400 0 17"},
	"cognito":        {security, "M12 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM12 12h9v4M17 12v3"},
	"s3":             {storage, "M4 6c0-1.400 3.600-2.500 8-2.500s8 1.100 8 2.500-3.600 2.500-8 2.500S4 7.400 4 6zM4 6l2 12.500c.3 1.300 2.800 2 6 2s5.700-.7 6-2L20 6M12 12h.01"},
	"alb":            {network, balancer},
	"internal-alb":   {network, balancer},
	"apigateway":     {network, "M8 4L3 12l5 8M16 4l5 8-5 8M13.500 6l-3 12"},
	"ec2":            {compute, "M6.500 6.500h11v11h-11zM9.500 2.500v4M14.500 2.500v4M9.500 17.500v4M14.500 17.500v4M2.500 9.500h4M2.500 14.500h4M17.500 9.500h4M17.500 14.500h4"},
	"lightsail":      {compute, "M12 2.500v17M12 4.500c5 2 7.500 6 7.500 10.500H12M12 7c-3.500 1.500-5.500 4.500-6 8h6M4 19.500h16"},
	"nat":            {network, "M4 4v16M4 12h14M14 8l4 4-4 4M20.500 5v14"},
	"rds":            {database, cylinder},
	"aurora":         {database, cylinder + "M17 15.500l1 1.800 2 .7-2 .7-1 1.800"},
	"elasticache":    {database, "M13 2.500L5 13.500h6l-1 8 8.500-11.500h-6z"},
	"dynamodb":       {database, "M3.500 4.500h17v15h-17zM3.500 9.500h17M3.500 14.500h17M9.500 9.500v10"},
	"sqs":            {integration, "M3 7h5v10H3zM9.500 7h5v10h-5zM17 12h5M19.500 9.500L22 12l-2.500 2.500"},
	"eventbridge":    {integration, "M12 12m-2.500 0a2.500 2.500 0 1 0 5 0 2.500 2.500 0 1 0-5 0M12 9.500V4M12 14.500V20M9.800 10.800L5 8M14.200 10.800L19 8M9.800 13.200L5 16M14.200 13.200L19 16"},
	"lambda":         {compute, "M6 3.500h4.500L18 20.500M11.500 10.500L6 20.500"},
	"cloudwatch":     {integration, "M3.500 20.500h17M5 16.500l4-5 4 3 6-8.500"},
	"xray":           {integration, "M16.500 10.500a6 6 0 1 1-12 0 6 6 0 0 1 12 0zM15 15l5.500 5.500M7.500 10.500h2l1.500-2.500 1.500 4.500 1-2h1"},
	"codepipeline":   {integration, "M2.500 8h6v8h-6zM15.500 8h6v8h-6zM8.500 12h7M13 9.500l2.500 2.500-2.500 2.500"},
	"nlb":            {network, balancer + "M2 3.500h4"},
	"fargate":        {compute, "M12 2.500l8 4.500v9.500l-8 5-8-5V7zM4 7l8 4.500L20 7M12 11.500v10M8 9.300v9.700M16 9.300v9.700"},
	"dax":            {database, "M3.500 4.500h12v15h-12zM3.500 9.500h12M3.500 14.500h12M19.500 5l-2 6h3.500l-2 7.500"},
	"efs":            {storage, "M3.500 6.500h6l2 2.500h9v10h-17zM8 14h8M12 14v2.500"},
	"redshift":       {database, "M12 3v18M7 6.500v11M17 6.500v11M3 10v4M21 10v4"},
	"kinesis":        {integration, "M3 6c4-3 8 3 12 0s4-1 6 0M3 12c4-3 8 3 12 0s4-1 6 0M3 18c4-3 8 3 12 0s4-1 6 0"},
	"sns":            {integration, "M4 10v4h3l7 5V5L7 10zM17 9c1.500 1.500 1.500 4.500 0 6M19.500 6.500c3 3 3 8 0 11"},
	"waf":            {security, "M12 3l7.500 2.500v6c0 4.700-3.200 8-7.500 9.500C7.700 19.500 4.500 16.200 4.500 11.500v-6zM8 10.500h8M8 14h8M12 7v3.500M10 10.500V14M14 10.500V14"},
	"dms":            {database, "M3 6c0-1 2-1.800 4.500-1.800S12 5 12 6s-2 1.800-4.500 1.800S3 7 3 6zM3 6v8c0 1 2 1.800 4.500 1.800M12 6v3M13 14.500h8M18 11.500l3 3-3 3"},
	"codebuild":      {integration, "M14.500 5.500a4 4 0 0 0-5 5L3.500 16.500l4 4 6-6a4 4 0 0 0 5-5l-2.500 2.500-3-1-1-3z"},
	"codedeploy":     {integration, "M12 16V4M8 8l4-4 4 4M4 14v6h16v-6"},
	"ebs":            {storage, "M4 5h16v6H4zM4 13h16v6H4zM7 8h.01M7 16h.01"},
	"cloudformation": {integration, "M6 3h8l4.500 4.500V21H6zM14 3v4.500h4.500M9 12h6.500M9 16h6.500"},
}

// shapes are the plain drawings of the categories, for services without one of
// their own.
var shapes = map[string]Glyph{
	"compute":     {compute, "M5 5h14v14H5zM9 9h6v6H9z"},
	"network":     {network, "M12 12m-8.500 0a8.500 8.500 0 1 0 17 0 8.500 8.500 0 1 0-17 0M12 8v8M8 12h8"},
	"database":    {database, cylinder},
	"storage":     {storage, "M4 7h16v12H4zM4 11h16M9 15h6"},
	"security":    {security, "M12 3l7.500 2.500v6c0 4.700-3.200 8-7.500 9.500C7.700 19.500 4.500 16.200 4.500 11.500v-6z"},
	"integration": {integration, "M3 12h5M16 12h5M8 7h8v10H8z"},
	"management":  {integration, "M4 20h16M7 20V10M12 20V5M17 20v-7"},
}

// For gives the glyph of a catalogue service: its own, else that of its category.
// ok is false when there is neither, and the glyph is then an empty square.
func For(service, category string) (g Glyph, ok bool) {
	if g, ok = all[service]; ok {
		return g, true
	}
	if g, ok = shapes[category]; ok {
		return g, true
	}
	return Glyph{people, "M5 5h14v14H5z"}, false
}

// Own tells the services with a drawing of their own.
func Own(service string) bool {
	_, ok := all[service]
	return ok
}
