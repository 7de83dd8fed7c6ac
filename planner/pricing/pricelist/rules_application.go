package pricelist

var applicationOffers = []offer{
	{code: "AWSQueueService", rules: []rule{
		// Standard, FIFO and Fair queues are products of their own. Since 2025 the
		// usage types end in "-RBP"; the free million is the key sqs.free.
		{key: "sqs.standard.request", usage: "Requests-RBP", where: "queuetype=Standard", unit: "Requests", per: million, apart: true},
		{key: "sqs.fifo.request", usage: "Requests-FIFO-RBP|Requests-RBP", where: "queuetype=FIFO*", unit: "Requests", per: million, apart: true},
	}},
	{code: "AmazonSNS", rules: []rule{
		{key: "sns.request", usage: "Requests-Tier1", family: "API Request", unit: "Requests", per: million},
		{key: "sns.delivery.http", usage: "DeliveryAttempts-HTTP", family: "Message Delivery", unit: "Notifications", per: million},
		{key: "sns.delivery.email", usage: "DeliveryAttempts-SMTP", family: "Message Delivery", unit: "Notifications", per: 100 * thousand},
		{key: "sns.delivery.push", usage: "DeliveryAttempts-APNS", family: "Message Delivery", unit: "Notifications", per: million},
		{key: "sns.fifo.publish", usage: "F-Request-Tier1", unit: "Requests", per: million},
		{key: "sns.fifo.payload", usage: "F-Ingress-Tier1", unit: "GB"},
	}},
	{code: "AmazonApiGateway", rules: []rule{
		{key: "apigw.rest.request", usage: "ApiGatewayRequest", family: "API Calls", unit: "Requests", per: million},
		{key: "apigw.http.request", usage: "ApiGatewayHttpRequest", family: "API Calls", unit: "Requests", per: million},
		{key: "apigw.ws.message", usage: "ApiGatewayMessage", family: "WebSocket", unit: "Messages", per: million},
		{key: "apigw.ws.minutes", usage: "ApiGatewayMinute", family: "WebSocket", unit: "minutes|Connection-Minutes", per: million},
	}},
	{code: "AWSEvents", rules: []rule{
		{key: "eventbridge.custom", usage: "Event-64K-Chunks", where: "eventtype=Custom Event", unit: "64K Chunks|Events", per: million},
		{key: "eventbridge.archive.processing", usage: "ArchivedEvents-Bytes", unit: "GB"},
		{key: "eventbridge.archive.storage", usage: "TimedStorage-ByteHrs", unit: "GB-Mo"},
	}},
	{code: "AmazonKinesis", rules: []rule{
		{key: "kinesis.shard.hour", usage: "Storage-ShardHour", family: "Kinesis Streams", unit: "ShardHour|Hrs"},
		{key: "kinesis.put.unit", usage: "PutRequestPayloadUnits", family: "Kinesis Streams", unit: "PutRequest|PutRequestPayloadUnits|PayloadUnits", per: million},
		{key: "kinesis.ondemand.stream.hour", usage: "OnDemand-StreamHour", family: "Kinesis Streams", unit: "StreamHour|Hrs"},
		{key: "kinesis.ondemand.ingest", usage: "OnDemand-BilledIncomingBytes", family: "Kinesis Streams", unit: "GB"},
		{key: "kinesis.ondemand.retrieve", usage: "OnDemand-BilledOutgoingBytes", family: "Kinesis Streams", unit: "GB"},
	}},
	{code: "CodeBuild", rules: []rule{
		{key: "codebuild.linux.small", usage: "Build-Min:Linux:g1.small", unit: "minutes|Min", apart: true},
		{key: "codebuild.linux.medium", usage: "Build-Min:Linux:g1.medium", unit: "minutes|Min", apart: true},
		{key: "codebuild.linux.large", usage: "Build-Min:Linux:g1.large", unit: "minutes|Min", apart: true},
	}},
}
