package pricelist

var observabilityOffers = []offer{
	{code: "AmazonCloudWatch", rules: []rule{
		{key: "cloudwatch.metric", usage: "CW:MetricMonitorUsage", family: "Metric", unit: "Metrics"}, // four tiers
		{key: "cloudwatch.alarm.standard", usage: "CW:AlarmMonitorUsage", family: "Alarm", unit: "Alarms"},
		{key: "cloudwatch.alarm.highres", usage: "CW:HighResAlarmMonitorUsage", family: "Alarm", unit: "Alarms"},
		// What AWS services deliver ("VendedLog-Bytes") is another product.
		{key: "cloudwatch.logs.ingest", usage: "DataProcessing-Bytes", family: "Data Payload", unit: "GB"},
		{key: "cloudwatch.logs.storage", usage: "TimedStorage-ByteHrs", family: "Storage Snapshot", unit: "GB-Mo"},
		{key: "cloudwatch.logs.insights", usage: "DataScanned-Bytes", family: "Data Payload", unit: "GB"},
	}},
	{code: "AWSXRay", rules: []rule{
		{key: "xray.recorded", usage: "XRay-TracesStored", unit: "Traces", per: million},
		{key: "xray.retrieved", usage: "XRay-TracesAccessed", unit: "Traces", per: million},
	}},
}
