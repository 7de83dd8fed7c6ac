package roadmap

import (
	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

// fleet puts a tier of web servers or services: EC2 instances or Fargate tasks.
func (d *Design) fleet(f Facts, tier string, z topology.Place) {
	c := part(tier, z)
	if f.Workload.Asked.Compute == workload.Fargate {
		c.Service, c.Name = "fargate", map[string]string{"web": "Web tasks", "svc": "Service tasks"}[tier]
	}
	d.Graph.Add(c)
}

// front gives the tier of the load balancer users reach.
func front(f Facts) string {
	if f.Workload.Asked.Balancer == workload.NetworkBalancer {
		return "nlb"
	}
	return "alb"
}

// shareFiles puts the file system beside the web servers.
func (d *Design) shareFiles() {
	d.SharedFiles = true
	d.put("efs", topology.Region)
	d.request("web.a", "efs")
}

// keepNothing moves what a task may not keep off the first of them: tasks lose
// their disk with every release.
func (d *Design) keepNothing(f Facts) {
	if f.Workload.Asked.Compute != workload.Fargate {
		return
	}
	if f.Objects {
		d.Bucket = true
		d.put("s3", topology.Region)
		d.request("web.a", "s3")
	}
	if f.Workload.Asked.SharedFiles > 0 {
		d.shareFiles()
	}
}

// sharedFilesMove gives several servers one file system.
func sharedFilesMove() Move {
	return Move{ID: "shared-files", Title: "Shared files on EFS", Source: reason.Source{Name: "Amazon EFS User Guide", URL: "https://docs.aws.amazon.com/efs/latest/ug/whatisefs.html", AsOf: "2026"},
		Why:   "Programs that open files by path need the same files on every server: a file system in all zones, mounted by each. What is only uploaded and downloaded belongs in S3, at a tenth of the price.",
		Asked: func(f Facts) bool { return f.Workload.Asked.SharedFiles > 0 },
		Needed: func(f Facts) (bool, string) {
			return f.Workload.Asked.Compute != workload.Fargate, "Tasks keep shared files on EFS from the first day."
		},
		Apply: func(d *Design, _ Facts) { d.shareFiles() },
		Migrate: []string{
			"Create the file system with a mount target in each zone; copy with DataSync while the old disk serves, then once more for what changed.",
			"Mount it read-only on the new server and compare counts and checksums; switch in a minute without writes.",
			"Move files not opened for 30 days to Infrequent Access by a lifecycle rule.",
		}}
}

// guard puts the firewall a workload asks for at what has just come.
func (d *Design) guard(f Facts) {
	if !f.Workload.Asked.Firewall || d.Firewall {
		return
	}
	d.Firewall = true
	d.put("waf", topology.Region)
}

// firewallMove reads requests before anything else does.
func firewallMove() Move {
	return Move{ID: "firewall", Title: "Web application firewall", Source: reason.Source{Name: "AWS WAF Developer Guide", URL: "https://docs.aws.amazon.com/waf/latest/developerguide/", AsOf: "2026"},
		Why:   "Known attacks, bots and floods from one address are turned away before they cost a server anything.",
		Asked: func(f Facts) bool { return f.Workload.Asked.Firewall },
		Needed: func(f Facts) (bool, string) {
			return front(f) == "alb", "A network load balancer passes connections on unread, and AWS WAF has nothing to read there: it stands at CloudFront and API Gateway once they come, and only load_balancer alb lets it read the rest."
		},
		Apply: func(d *Design, f Facts) { d.guard(f) },
		Migrate: []string{
			"Switch every rule on in count mode for a week; look at what it would have blocked.",
			"Block with the rules that hit no user; add a rate limit for each address well above a busy office.",
		}}
}

// warehouseMove takes reports off the primary.
func warehouseMove() Move {
	return Move{ID: "warehouse", Title: "Analytics in Redshift", Source: reason.Source{Name: "Amazon Redshift Management Guide", URL: "https://docs.aws.amazon.com/redshift/latest/mgmt/", AsOf: "2026"},
		Why:   "A report reads a whole table where a page reads a row: on the primary it pushes the hot rows out of memory. In columns, apart, it does not.",
		Asked: func(f Facts) bool { return f.Workload.Asked.AnalyticsData > 0 },
		Apply: func(d *Design, _ Facts) {
			d.Warehouse = true
			if !d.Graph.Has("s3") {
				d.Bucket = true
				d.put("s3", topology.Region)
			}
			d.put("redshift", topology.Region)
			d.replicate("s3", "redshift")
		},
		Migrate: []string{
			"Export snapshots of the database to S3 every night, and load them with COPY; from Aurora or RDS for MySQL, zero-ETL integration does it within minutes.",
			"Move the heaviest report first, compare its figures with the primary's for a month, then close the primary to reports.",
			"Set a limit of unit-hours a day, so that a forgotten query cannot surprise the bill.",
		}}
}

// ingestMove puts a stream before a store for rows that are never changed.
func ingestMove() Move {
	return Move{ID: "ingest", Title: "Events through Kinesis to S3", Source: reason.Source{Name: "AWS re:Invent 2017, ARC201: NoSQL for ingest of raw data; Amazon Kinesis Data Streams Developer Guide", AsOf: "2023-06-15"},
		Why:   "Rows that arrive without ever being changed need no transaction. A stream takes them at any rate, a function writes them to S3 in batches, and the relational primaries are left with what does change.",
		Asked: func(f Facts) bool { return f.Workload.Asked.IngestShare > 0 },
		Needed: func(f Facts) (bool, string) {
			return f.Workload.BytesPerWrite <= catalog.RecordBytes, "A record of a stream holds at most 1 MB, and these are larger: clients store them in S3 themselves."
		},
		Apply: func(d *Design, _ Facts) {
			d.Ingest = true
			if !d.Graph.Has("s3") {
				d.put("s3", topology.Region)
			}
			d.Bucket = true
			d.put("kinesis", topology.Region)
			d.put("consumer", topology.Region)
			d.event("svc.a", "kinesis")
			d.event("kinesis", "consumer")
			d.event("consumer", "s3")
		},
		Migrate: []string{
			"Write each event to both, the table and the stream; compare counts by the hour.",
			"Key the stream by device or user, never by time or type: one hot key fills one shard.",
			"Copy the old rows to S3 by month, read reports from there, then stop writing the table and drop it part by part.",
			"Alarm on the age of the oldest record: a day's retention is the time there is to mend the consumer.",
		}}
}

// notifyMove sends what users asked to hear of.
func notifyMove() Move {
	return Move{ID: "notifications", Title: "Notifications through SNS", Source: reason.Source{Name: "AWS re:Invent 2015, ARC301: SQS, SNS and SES to decouple", AsOf: "2015-10"},
		Why:   "One message, many receivers: phones and mailboxes are reached by a service that retries, and no request waits for them.",
		Asked: func(f Facts) bool { return f.Workload.Asked.NotifyShare > 0 },
		Apply: func(d *Design, _ Facts) {
			d.Notify = true
			d.put("sns", topology.Region)
			from := "svc.a"
			if d.Graph.Has("lambda") {
				from = "lambda"
			}
			d.event(from, "sns")
		},
		Migrate: []string{"Register devices and confirm addresses with SNS in the background; send from both for a week with the old sender muted for who is registered.", "Delete endpoints that bounce; alarm on the delivery rate."}}
}

// daxMove answers reads of hot data from memory.
func daxMove() Move {
	return Move{ID: "dax", Title: "DAX in front of the hot tables", Source: Talk,
		Why:   "A read that must answer in microseconds cannot go to a table, which takes milliseconds. DAX holds the items in memory in every zone and writes through.",
		Asked: func(f Facts) bool { return f.Workload.Asked.DAX },
		Needed: func(f Facts) (bool, string) {
			return f.Workload.Assumptions.NoSQLShare > 0 && f.Workload.ReadFraction() > 0.5, "DynamoDB holds no hot data here, or it is written more than read: DAX helps reads only."
		},
		Apply: func(d *Design, _ Facts) {
			d.DAX = true
			for _, z := range d.zones() {
				d.put("dax", z)
				if from := at("svc", z); d.Graph.Has(from) {
					d.request(from, at("dax", z))
				} else {
					d.request(at("web", z), at("dax", z))
				}
			}
			d.Graph.Disconnect("svc.a", "hotdata")
			d.Graph.Disconnect("web.a", "hotdata")
			d.request("dax.a", "hotdata")
		},
		Migrate: []string{"Create a cluster of three nodes; point the hottest read path at it behind a flag.", "Writes must go through it as well, or items stay old for their time to live.", "Strongly consistent reads pass it by: leave those on the table."}}
}
