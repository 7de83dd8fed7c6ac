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
	"cloudformation": {integration, "M6 3h8l4.500 4.500V21H6zM14 3v4.500h4.500M9 12h6.500M9 16h6.500"},
}

// For gives the glyph of a catalogue service; ok is false when the family has
// none, and the glyph is then an empty square.
func For(service string) (g Glyph, ok bool) {
	g, ok = all[service]
	if !ok {
		g = Glyph{people, "M5 5h14v14H5z"}
	}
	return g, ok
}
