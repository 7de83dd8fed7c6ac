package glyph

// all holds the drawings by service id; the comment says what is drawn.
var all = map[string]Glyph{
	"users": {people, "M16 7.5a4 4 0 1 1-8 0a4 4 0 0 1 8 0zM4 21c0-4.5 3.5-7 8-7s8 2.5 8 7"}, // a person

	"alb":          {network, "M9 12a3 3 0 1 1-6 0a3 3 0 0 1 6 0zM21 5a2 2 0 1 1-4 0a2 2 0 0 1 4 0zM21 12a2 2 0 1 1-4 0a2 2 0 0 1 4 0zM21 19a2 2 0 1 1-4 0a2 2 0 0 1 4 0zM9 12H17M8 9.5L17 5.5M8 14.5L17 18.5"}, // one round node before three
	"internal-alb": {network, "M3 3H21V21H3ZM6.5 12H17.5M9.5 12L15 7H17.5M9.5 12L15 17H17.5"},                                                                                                                   // the same fork behind walls
	"nlb":          {network, "M9 3H15V8H9ZM12 8V16M5 16V12H19V16M3 16H7V20.5H3ZM10 16H14V20.5H10ZM17 16H21V20.5H17Z"},                                                                                          // square nodes on right angles
	"route53":      {network, "M12 3V5M5 5H16.5L19.5 7.5L16.5 10H5ZM12 10V12M19 12H7.5L4.5 14.5L7.5 17H19ZM12 17V21"},                                                                                           // a signpost
	"cloudfront":   {network, "M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0zM3 12H21M16 12a4 9 0 1 1-8 0a4 9 0 0 1 8 0z"},                                                                                               // a globe
	"apigateway":   {network, "M8 5.5L3 12L8 18.5M16 5.5L21 12L16 18.5M13.5 5L10.5 19"},                                                                                                                         // code between brackets
	"nat":          {network, "M12 3V8.5M12 15.5V21M3 12H21M17 8L21 12L17 16"},                                                                                                                                  // an arrow through a gap in a wall
	"datatransfer": {network, "M3 7.5H21M17 3.5L21 7.5L17 11.5M21 16.5H3M7 12.5L3 16.5L7 20.5"},                                                                                                                 // there and back

	"ec2":       {compute, "M7 7H17V17H7ZM10 3V7M14 3V7M10 17V21M14 17V21M3 10H7M3 14H7M17 10H21M17 14H21"}, // a chip with pins
	"lightsail": {compute, "M12 3V16.5M12 3.5C16.5 5.5 19 9 19 13H12M12 7.5L5.5 13H12M3 16.5H21L18 21H6Z"},  // a sailing boat
	"fargate":   {compute, "M12 3L6 9.5M12 3L18 9.5M3 9.5H21V20.5H3ZM7.5 13V17M12 13V17M16.5 13V17"},        // a container on a hook
	"lambda":    {compute, "M5.5 3.5H9.5L17 20.5H19M12.5 10.5L5.5 20.5"},                                    // the letter

	"rds":         {database, "M19.5 6a7.5 3 0 1 1-15 0a7.5 3 0 0 1 15 0zM4.5 6V18a7.5 3 0 0 0 15 0V6M4.5 12a7.5 3 0 0 0 15 0"},              // a stack of disks
	"aurora":      {database, "M20 15a8 3 0 1 1-16 0a8 3 0 0 1 16 0zM4 15V18a8 3 0 0 0 16 0V15M12 3V8M4.5 5.5L7.5 9.5M19.5 5.5L16.5 9.5"},    // light rising over a disk
	"elasticache": {database, "M13.5 3L5 13.5H11L10.5 21L19 10.5H13Z"},                                                                       // a bolt
	"dynamodb":    {database, "M3 4H21V20H3ZM3 9.5H21M3 15H21M9 9.5V20"},                                                                     // a table with its keys
	"dax":         {database, "M12.5 4H3V20H11.5M3 9.5H11M3 15H10M7 9.5V20M18 3L14 12.5H21L16.5 21"},                                         // a bolt before a table
	"dms":         {database, "M13 6a5 2.5 0 1 1-10 0a5 2.5 0 0 1 10 0zM3 6V18a5 2.5 0 0 0 10 0V16M13 6V8M8 12H21M17.5 8.5L21 12L17.5 15.5"}, // an arrow out of a disk
	"redshift":    {database, "M3 21V9L12 3L21 9V21ZM8 21V15.5M12 21V11M16 21V13.5"},                                                         // bars in a warehouse

	"s3":  {storage, "M20.5 6a8.5 3 0 1 1-17 0a8.5 3 0 0 1 17 0zM3.5 6L7 19a5 2 0 0 0 10 0L20.5 6"}, // a bucket
	"efs": {storage, "M3 3.5H9L11.5 6H21V15H3ZM12 15V20.5M5 20.5H19"},                               // a folder on a network
	"ebs": {storage, "M4.5 3H19.5V21H4.5ZM16 10a4 4 0 1 1-8 0a4 4 0 0 1 8 0zM8 18H16"},              // a drive

	"cognito": {security, "M13 16a5 5 0 1 1-10 0a5 5 0 0 1 10 0zM11.5 12.5L20.5 3.5M17 7L20 10M14 10L16.5 12.5"},                                // a key
	"waf":     {security, "M12 3L20 5.5V11.5C20 16 17 19.5 12 21C7 19.5 4 16 4 11.5V5.5ZM4 9.5H20M5.5 15H18.5M12 3V9.5M8.5 9.5V15M15.5 9.5V15"}, // a shield of bricks

	"sqs":            {integration, "M3 6H7V18H3ZM10 6H14V18H10ZM16.5 12H21M18.5 9.5L21 12L18.5 14.5"},                                                            // messages in line
	"sns":            {integration, "M12 3V4.5M6 15V10.5a6 6 0 0 1 12 0V15L20 18H4ZM10 21H14"},                                                                    // a bell
	"eventbridge":    {integration, "M14.5 5.5a2.5 2.5 0 1 1-5 0a2.5 2.5 0 0 1 5 0zM12 8V12M3 12H21M6 12V21M3 18L6 21L9 18M18 12V21M15 18L18 21L21 18"},           // an event on a bus, and where it goes
	"kinesis":        {integration, "M3 6.5C6 2.5 9 2.5 12 6.5S18 10.5 21 6.5M3 12C6 8 9 8 12 12S18 16 21 12M3 17.5C6 13.5 9 13.5 12 17.5S18 21.5 21 17.5"},       // a stream
	"cloudwatch":     {integration, "M3.5 3.5V20.5H20.5M7 16L11 10.5L14.5 13.5L20.5 5.5"},                                                                         // a chart
	"xray":           {integration, "M17 10a7 7 0 1 1-14 0a7 7 0 0 1 14 0zM15 15L21 21M3.5 10H7L9 7L11.5 13L13 10H16.5"},                                          // a pulse under a lens
	"codepipeline":   {integration, "M12 12C10 9 9 7.5 7.5 7.5a4.5 4.5 0 0 0 0 9C9 16.5 10 15 12 12C14 9 15 7.5 16.5 7.5a4.5 4.5 0 0 1 0 9C15 16.5 14 15 12 12Z"}, // a loop without end
	"codebuild":      {integration, "M3.5 3.5H15L20.5 9.5H3.5ZM8 9.5H12.5V21H8Z"},                                                                                 // a hammer
	"codedeploy":     {integration, "M12 16V3M7 8L12 3L17 8M3.5 14.5V21H20.5V14.5"},                                                                               // out of the tray
	"cloudformation": {integration, "M5 3H14.5L19 7.5V21H5ZM14.5 3V7.5H19M8.5 12.5H15.5M8.5 16.5H15.5"},                                                           // a template
}

// shapes are the plain drawings of the categories, for services without one of
// their own.
var shapes = map[string]Glyph{
	"compute":     {compute, "M3.5 3.5H20.5V20.5H3.5ZM9 9H15V15H9Z"},
	"network":     {network, "M15 6a3 3 0 1 1-6 0a3 3 0 0 1 6 0zM9 18a3 3 0 1 1-6 0a3 3 0 0 1 6 0zM21 18a3 3 0 1 1-6 0a3 3 0 0 1 6 0zM10.5 8.5L7.5 15.5M13.5 8.5L16.5 15.5M9 18H15"},
	"database":    {database, "M9 12a3 7.5 0 1 1-6 0a3 7.5 0 0 1 6 0zM6 4.5H18a3 7.5 0 0 1 0 15H6"},
	"storage":     {storage, "M3 4H21V9H3ZM5 9V20.5H19V9M10 13.5H14"},
	"security":    {security, "M4.5 10.5H19.5V21H4.5ZM8 10.5V7a4 4 0 0 1 8 0V10.5M12 14.5V17"},
	"integration": {integration, "M10 12a3.5 3.5 0 1 1-7 0a3.5 3.5 0 0 1 7 0zM14 8.5H21V15.5H14ZM10 12H14"},
	"management":  {integration, "M3 20.5H21M6.5 20.5V13M12 20.5V4M17.5 20.5V9"},
}
