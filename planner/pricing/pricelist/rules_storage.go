package pricelist

var storageOffers = []offer{
	{code: "AmazonS3", rules: []rule{
		{key: "s3.standard.storage", usage: "TimedStorage-ByteHrs", family: "Storage", where: "volumetype=Standard", unit: "GB-Mo"}, // three tiers
		{key: "s3.standard-ia.storage", usage: "TimedStorage-SIA-ByteHrs", family: "Storage", unit: "GB-Mo"},
		{key: "s3.onezone-ia.storage", usage: "TimedStorage-ZIA-ByteHrs", family: "Storage", unit: "GB-Mo"},
		{key: "s3.glacier-ir.storage", usage: "TimedStorage-GIR-ByteHrs", family: "Storage", unit: "GB-Mo"},
		{key: "s3.glacier-fr.storage", usage: "TimedStorage-GlacierByteHrs", family: "Storage", unit: "GB-Mo"},
		{key: "s3.intelligent.fa.storage", usage: "TimedStorage-INT-FA-ByteHrs", family: "Storage", unit: "GB-Mo"},
		{key: "s3.intelligent.ia.storage", usage: "TimedStorage-INT-IA-ByteHrs", family: "Storage", unit: "GB-Mo"},
		{key: "s3.intelligent.monitoring", usage: "Monitoring-Automation-INT", unit: "Objects", per: thousand},
		// Tier 1 is PUT, COPY, POST and LIST; tier 2 is GET and the others.
		{key: "s3.standard.put", usage: "Requests-Tier1", family: "API Request", unit: "Requests", per: thousand},
		{key: "s3.standard.get", usage: "Requests-Tier2", family: "API Request", unit: "Requests", per: thousand},
		{key: "s3.standard-ia.put", usage: "Requests-SIA-Tier1", family: "API Request", unit: "Requests", per: thousand},
		{key: "s3.standard-ia.get", usage: "Requests-SIA-Tier2", family: "API Request", unit: "Requests", per: thousand},
		{key: "s3.standard-ia.retrieval", usage: "Retrieval-SIA", unit: "GB"},
	}},
	{code: "AmazonEFS", rules: []rule{
		{key: "efs.standard.storage", usage: "TimedStorage-ByteHrs", family: "Storage", where: "storageclass=General Purpose", unit: "GB-Mo"},
		{key: "efs.onezone.storage", usage: "TimedStorage-Z-ByteHrs", family: "Storage", unit: "GB-Mo"},
		{key: "efs.standard-ia.storage", usage: "IATimedStorage-ByteHrs", family: "Storage", unit: "GB-Mo"},
		{key: "efs.provisioned.throughput", usage: "ProvisionedTP-MiBpsHrs", family: "Provisioned Throughput", unit: "MiBps-Mo"},
	}},
}
