package pricelist

var databaseOffers = []offer{
	{code: "AmazonRDS", rules: []rule{
		// The engine codes tell editions apart: 14 is PostgreSQL, 2 MySQL, 21 Aurora
		// PostgreSQL, 16 Aurora MySQL. Multi-AZ is a product of its own, not twice
		// the Single-AZ one, and not the cluster with readable standbys.
		rdsInstance("postgresql", "PostgreSQL", "14", "single-az", "Single-AZ", "InstanceUsage:"),
		rdsInstance("postgresql", "PostgreSQL", "14", "multi-az", "Multi-AZ", "Multi-AZUsage:"),
		rdsInstance("mysql", "MySQL", "2", "single-az", "Single-AZ", "InstanceUsage:"),
		rdsInstance("mysql", "MySQL", "2", "multi-az", "Multi-AZ", "Multi-AZUsage:"),
		{key: "aurora.postgresql.{instancetype}", usage: "InstanceUsage:{instancetype}", family: "Database Instance", where: "databaseengine=Aurora PostgreSQL; enginecode=21", unit: "Hrs"},
		{key: "aurora.mysql.{instancetype}", usage: "InstanceUsage:{instancetype}", family: "Database Instance", where: "databaseengine=Aurora MySQL; enginecode=16", unit: "Hrs"},
		// I/O-Optimized instances are products of their own, one an engine, at one price.
		{key: "aurora.io-optimized.{instancetype}", usage: "InstanceUsageIOOptimized:{instancetype}", family: "Database Instance", where: "databaseengine=Aurora PostgreSQL|Aurora MySQL", unit: "Hrs", alike: true},
		{key: "rds.storage.gp3.single-az", usage: "RDS:GP3-Storage", family: "Database Storage", where: "volumetype=General Purpose-GP3; databaseengine=Any|PostgreSQL|MySQL", unit: "GB-Mo", alike: true},
		{key: "rds.storage.gp3.multi-az", usage: "RDS:Multi-AZ-GP3-Storage", family: "Database Storage", where: "volumetype=General Purpose-GP3; databaseengine=Any|PostgreSQL|MySQL", unit: "GB-Mo", alike: true},
		{key: "rds.storage.gp3.iops.single-az", usage: "RDS:GP3-PIOPS", family: "Provisioned IOPS", where: "databaseengine=Any|PostgreSQL|MySQL", unit: "IOPS-Mo", alike: true},
		{key: "rds.storage.gp3.iops.multi-az", usage: "RDS:Multi-AZ-GP3-PIOPS", family: "Provisioned IOPS", where: "databaseengine=Any|PostgreSQL|MySQL", unit: "IOPS-Mo", alike: true},
		{key: "rds.backup.storage", usage: "RDS:ChargedBackupUsage", family: "Storage Snapshot", where: "databaseengine=Any|PostgreSQL|MySQL", unit: "GB-Mo", alike: true},
		{key: "rds.proxy.vcpu", usage: "RDS:ProxyUsage", unit: "vCPU-Hr|Hrs", alike: true},
		{key: "aurora.storage.standard", usage: "Aurora:StorageUsage", family: "Database Storage", unit: "GB-Mo", alike: true},
		{key: "aurora.storage.io-optimized", usage: "Aurora:IO-OptimizedStorageUsage", family: "Database Storage", unit: "GB-Mo", alike: true},
		{key: "aurora.io", usage: "Aurora:StorageIOUsage", family: "System Operation", unit: "IOs", per: million, alike: true},
		{key: "aurora.backup.storage", usage: "Aurora:BackupUsage", family: "Storage Snapshot", unit: "GB-Mo", alike: true},
		{key: "aurora.serverlessv2.acu", usage: "Aurora:ServerlessV2Usage", family: "ServerlessV2", unit: "ACU-Hr", alike: true},
		{key: "aurora.serverlessv2.acu.io-optimized", usage: "Aurora:ServerlessV2IOOptimizedUsage", unit: "ACU-Hr", alike: true},
	}},
	{code: "AmazonElastiCache", rules: []rule{
		cacheNode("valkey", "Valkey"), cacheNode("redis", "Redis"), cacheNode("memcached", "Memcached"),
		{key: "elasticache.backup.storage", usage: "ElastiCache:BackupUsage", family: "Storage Snapshot", unit: "GB-Mo", alike: true},
	}},
	{code: "AmazonDynamoDB", rules: []rule{
		{key: "dynamodb.ondemand.rru", usage: "ReadRequestUnits", family: "Amazon DynamoDB PayPerRequest Throughput", unit: "ReadRequestUnits", per: million},
		{key: "dynamodb.ondemand.wru", usage: "WriteRequestUnits", family: "Amazon DynamoDB PayPerRequest Throughput", unit: "WriteRequestUnits", per: million},
		{key: "dynamodb.ondemand.rwru", usage: "ReplWriteRequestUnits", unit: "ReplicatedWriteRequestUnits|ReplWriteRequestUnits", per: million},
		// "IA" is the table class for data that is seldom read.
		{key: "dynamodb.ia.ondemand.rru", usage: "IA-ReadRequestUnits", unit: "ReadRequestUnits", per: million},
		{key: "dynamodb.ia.ondemand.wru", usage: "IA-WriteRequestUnits", unit: "WriteRequestUnits", per: million},
		// 18,600 hours of 25 units are free a month; the book does not count them.
		{key: "dynamodb.provisioned.rcu", usage: "ReadCapacityUnit-Hrs", family: "Provisioned IOPS", unit: "ReadCapacityUnit-Hrs", apart: true},
		{key: "dynamodb.provisioned.wcu", usage: "WriteCapacityUnit-Hrs", family: "Provisioned IOPS", unit: "WriteCapacityUnit-Hrs", apart: true},
		{key: "dynamodb.provisioned.rwcu", usage: "ReplWriteCapacityUnit-Hrs", unit: "ReplicatedWriteCapacityUnit-Hrs|ReplWriteCapacityUnit-Hrs", apart: true},
		// The first 25 GB are a free tier of the product.
		{key: "dynamodb.storage.standard", usage: "TimedStorage-ByteHrs", family: "Database Storage", unit: "GB-Mo"},
		{key: "dynamodb.storage.ia", usage: "IA-TimedStorage-ByteHrs", family: "Database Storage", unit: "GB-Mo"},
		{key: "dynamodb.backup.ondemand", usage: "TimedBackupStorage-ByteHrs", unit: "GB-Mo"},
		{key: "dynamodb.backup.pitr", usage: "TimedPITRStorage-ByteHrs", unit: "GB-Mo"},
		{key: "dynamodb.restore", usage: "RestoreDataSize-Bytes", unit: "GB"},
		{key: "dynamodb.export", usage: "ExportDataSize-Bytes", unit: "GB"},
	}},
	{code: "AWSDatabaseMigrationSvc", rules: []rule{
		{key: "dms.t2.micro.single-az", usage: "InstanceUsg:dms.t2.micro", unit: "Hrs", size: true},
		{key: "dms.t2.micro.multi-az", usage: "Multi-AZUsg:dms.t2.micro", unit: "Hrs", size: true},
	}},
}

// rdsInstance selects instances of one engine, without a license to pay.
func rdsInstance(engine, name, code, zones, deployment, usage string) rule {
	return rule{key: "rds." + engine + ".{instancetype}." + zones, usage: usage + "{instancetype}", family: "Database Instance", unit: "Hrs",
		where: "databaseengine=" + name + "; enginecode=" + code + "; deploymentoption=" + deployment + "; licensemodel=No license required"}
}

func cacheNode(engine, name string) rule {
	return rule{key: "elasticache." + engine + ".{instancetype}", usage: "NodeUsage:{instancetype}", family: "Cache Instance", where: "cacheengine=" + name, unit: "Hrs"}
}
