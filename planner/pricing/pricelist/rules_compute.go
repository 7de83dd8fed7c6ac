package pricelist

// Amounts a price is stated per, in the book and in the file.
const (
	thousand = 1000
	million  = 1_000_000
)

var computeOffers = []offer{
	{code: "AmazonEC2", rules: []rule{
		// Linux on shared hardware, used on demand: "Used" leaves out capacity that
		// is reserved or unused, "NA" the images with SQL Server in them. Older files have no market option.
		{key: "ec2.{instancetype}", usage: "BoxUsage:{instancetype}", family: "Compute Instance|Compute Instance (bare metal)", unit: "Hrs",
			where: "operatingsystem=Linux; tenancy=Shared; preinstalledsw=NA; capacitystatus=Used; licensemodel=No License required; operation=RunInstances; marketoption=OnDemand|"},
		{key: "ebs.gp3.storage", usage: "EBS:VolumeUsage.gp3", family: "Storage", unit: "GB-Mo"},
		{key: "ebs.gp2.storage", usage: "EBS:VolumeUsage.gp2", family: "Storage", unit: "GB-Mo"},
		{key: "ebs.io1.storage", usage: "EBS:VolumeUsage.piops", family: "Storage", unit: "GB-Mo"},
		{key: "ebs.st1.storage", usage: "EBS:VolumeUsage.st1", family: "Storage", unit: "GB-Mo"},
		{key: "ebs.sc1.storage", usage: "EBS:VolumeUsage.sc1", family: "Storage", unit: "GB-Mo"},
		// Only what is provisioned above the included 3,000 and 125 MiB/s is metered.
		{key: "ebs.gp3.iops", usage: "EBS:VolumeP-IOPS.gp3", family: "System Operation", unit: "IOPS-Mo"},
		{key: "ebs.io1.iops", usage: "EBS:VolumeP-IOPS.piops", family: "System Operation", unit: "IOPS-Mo"},
		// The file prices a GiB/s, 40.96 = 0.04 × 1024.
		{key: "ebs.gp3.throughput", usage: "EBS:VolumeP-Throughput.gp3", family: "Provisioned Throughput", unit: "GiBps-mo", parts: 1024},
		{key: "ebs.snapshot.storage", usage: "EBS:SnapshotUsage", family: "Storage Snapshot", unit: "GB-Mo"},
		{key: "nat.hour", usage: "NatGateway-Hours", family: "NAT Gateway", unit: "Hrs"},
		{key: "nat.data", usage: "NatGateway-Bytes", family: "NAT Gateway", unit: "GB"},
	}},
	{code: "AmazonECS", rules: []rule{
		// Fargate for Linux: Windows has usage types of its own, with "-Windows-".
		{key: "fargate.x86.vcpu", usage: "Fargate-vCPU-Hours:perCPU", family: "Compute", unit: "hours"},
		{key: "fargate.x86.gb", usage: "Fargate-GB-Hours", family: "Compute", unit: "hours|GB-Hours"},
		{key: "fargate.arm.vcpu", usage: "Fargate-ARM-vCPU-Hours:perCPU", family: "Compute", unit: "hours"},
		{key: "fargate.arm.gb", usage: "Fargate-ARM-GB-Hours", family: "Compute", unit: "hours|GB-Hours"},
		{key: "fargate.ephemeral.gb", usage: "Fargate-EphemeralStorage-GB-Hours", unit: "hours|GB-Hours"},
	}},
	{code: "AWSLambda", rules: []rule{
		// Three tiers of duration; the free 400,000 are a $0 row of "Global-Lambda-GB-Second".
		{key: "lambda.x86.gbs", usage: "Lambda-GB-Second", family: "Serverless", where: "group=AWS-Lambda-Duration", unit: "Lambda-GB-Second|seconds", apart: true},
		{key: "lambda.arm.gbs", usage: "Lambda-GB-Second-ARM", family: "Serverless", where: "group=AWS-Lambda-Duration-ARM", unit: "Lambda-GB-Second|seconds", apart: true},
		// Requests to ARM functions are a product of their own, at the same price.
		{key: "lambda.request", usage: "Request", family: "Serverless", where: "group=AWS-Lambda-Requests", unit: "Requests", per: million, apart: true},
		{key: "lambda.ephemeral.gbs", usage: "Lambda-Storage-GB-Second", where: "group=AWS-Lambda-Storage-Duration", unit: "Lambda-GB-Second|GB-Seconds|seconds"},
		{key: "lambda.provisioned.x86.gbs", usage: "Lambda-Provisioned-Concurrency", where: "group=AWS-Lambda-Provisioned-Concurrency", unit: "Lambda-GB-Second|GB-Seconds|seconds"},
		{key: "lambda.provisioned.x86.duration", usage: "Lambda-Provisioned-GB-Second", where: "group=AWS-Lambda-Duration-Provisioned", unit: "Lambda-GB-Second|GB-Seconds|seconds"},
	}},
	{code: "AWSComputeSavingsPlan", path: savingsPath, rules: []rule{
		// BoxUsage is shared hardware; RunInstances without a number is Linux. The
		// file holds EC2 Instance plans too, which only fit one family.
		savingsRule("compute-sp-1y-noupfront", "1"),
		savingsRule("compute-sp-3y-noupfront", "3"),
	}},
}

// savingsRule selects what an instance costs under a Compute Savings Plan
// without upfront payment.
func savingsRule(key, years string) rule {
	return rule{key: key + ".ec2.{discountedinstancetype}", usage: "BoxUsage:{discountedinstancetype}", family: "ComputeSavingsPlans", unit: "Hrs",
		where: "discountedservicecode=AmazonEC2; discountedoperation=RunInstances; purchaseoption=No Upfront; leasecontractlengthunit=Year|Years; leasecontractlength=" + years}
}
