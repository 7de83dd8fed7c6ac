package price

const (
	lambdaFreeStorageMB = 512.0 // of ephemeral storage, for every function
	longestRun          = 900e3 // ms: 15 minutes
	splitRun            = "a function runs 15 minutes at most: split the work, or price it on Fargate"
	mbPerGB             = 1024.0 // of memory, and of all data AWS bills
)

// lambda follows the order of its price page: requests, duration, ephemeral
// storage, Provisioned Concurrency, and the smaller charges.
var lambda = Service{
	ID: "lambda", Name: "AWS Lambda",
	Charges: "Requests, GB-seconds of duration, ephemeral storage above 512 MB, and Provisioned Concurrency by configured GB-seconds.",
	Page:    page("AWS Lambda pricing", "lambda/pricing/", "2026-09-20"),
	Params: []Param{
		{Name: "arch", Kind: Word, Default: "x86", Choices: []Choice{{"x86", []string{"x86_64", "amd64", "intel"}}, {"arm", []string{"arm64", "graviton"}}}, Aliases: []string{"processor"}, Help: "Processor."},
		{Name: "requests", Kind: Count, Unit: "requests a month", Default: "0", Help: "Requests that run on demand."},
		{Name: "ms", Kind: Duration, Unit: "ms", Most: longestRun, Cure: splitRun, Help: "Mean duration of such a request; the vendor rounds each up to 1 ms."},
		{Name: "memory_mb", Kind: Amount, Unit: "MB", Least: 128, Most: 10240, Aliases: []string{"memory"}, Help: "Memory of the function; not needed for requests alone, without ms."},
		{Name: "ephemeral_mb", Kind: Amount, Unit: "MB", Default: "512", Most: 10240, Help: "Ephemeral storage; the first 512 MB are free."},
		{Name: "provisioned", Kind: Amount, Unit: "environments", Default: "0", Help: "Provisioned Concurrency."},
		{Name: "hours", Kind: Amount, Unit: "hours a month", Help: "How long Provisioned Concurrency is on."},
		{Name: "pc_requests", Kind: Count, Unit: "requests a month", Default: "0", Help: "Requests that Provisioned Concurrency serves."},
		{Name: "pc_ms", Kind: Duration, Unit: "ms", Most: longestRun, Cure: splitRun, Help: "Their mean duration."},
		{Name: "other_requests", Kind: Count, Unit: "requests a month", Default: "0", Help: "Requests on demand beside Provisioned Concurrency, with a duration of their own."},
		{Name: "other_ms", Kind: Duration, Unit: "ms", Most: longestRun, Cure: splitRun, Help: "Their mean duration."},
		{Name: "streamed_gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Response streams, what exceeds 6 MB a request and the 100 GB that are free."},
		{Name: "environments", Kind: Count, Unit: "environments a month", Default: "0", Help: "Execution environments created under tenant isolation."},
		{Name: "snapstart_seconds", Kind: Amount, Unit: "seconds a month", Default: "0", Help: "How long a version with SnapStart is active."},
		{Name: "restores", Kind: Count, Unit: "restores a month", Default: "0", Help: "Environments that SnapStart restores."},
		{Name: "epu_hours", Kind: Amount, Unit: "event poller unit-hours", Default: "0", Help: "Provisioned mode of event source mappings."},
		freeTier("One million requests and 400,000 GB-seconds a month are free, save those of functions with Provisioned Concurrency."),
	},
	Rates: []Rate{
		{Name: "req_m", Unit: "million requests", Key: "lambda.request", Aliases: []string{"requests_m"}},
		{Name: "gbs", Unit: "GB-second", Key: "lambda.{arch}.gbs", Tiered: true},
		{Name: "eph_gbs", Unit: "GB-second above 512 MB", Key: "lambda.ephemeral.gbs"},
		{Name: "pc_gbs", Unit: "GB-second configured", Key: "lambda.provisioned.{arch}.gbs"},
		{Name: "pc_dur", Unit: "GB-second", Key: "lambda.provisioned.{arch}.duration", Aliases: []string{"pc_duration"}},
		{Name: "stream_gb", Unit: "GB"},
		{Name: "tenant_gb", Unit: "GB of created environments"},
		{Name: "snap_gbs", Unit: "GB-second cached"},
		{Name: "snap_gb", Unit: "GB restored"},
		{Name: "epu_h", Unit: "event poller unit-hour"},
		{Name: "free_req", Unit: "requests", Key: "lambda.free.requests", Per: 1e6, Free: true, Help: "requests that are free"},
		{Name: "free_gbs", Unit: "GB-seconds", Key: "lambda.free.gbs", Free: true, Help: "GB-seconds that are free"},
	},
	Example: "requests=3M ms=120 memory_mb=1536",
	meter:   meterLambda,
}

func meterLambda(s *sheet) {
	demand, beside, served := s.number("requests"), s.number("other_requests"), s.number("pc_requests")
	counted := demand + beside + served + s.number("provisioned") + s.number("environments") + s.number("snapstart_seconds") + s.number("restores") + s.number("epu_hours")
	anything := counted > s.number("epu_hours")
	if demand > 0 && demand == counted && !s.has("ms", "memory_mb", "ephemeral_mb", "streamed_gb") {
		s.note("Requests alone are priced: their duration needs ms and memory_mb.")
		s.lambdaRequests(demand, 0, s.freeRequests())
		return
	}
	if anything && !s.need("memory_mb", "duration is billed in GB-seconds") {
		return
	}
	for _, part := range []struct{ requests, ms string }{{"requests", "ms"}, {"other_requests", "other_ms"}, {"pc_requests", "pc_ms"}} {
		if s.number(part.requests) > 0 && !s.need(part.ms, part.requests+" have a duration") {
			return
		}
	}
	if s.number("provisioned") > 0 && !s.need("hours", "Provisioned Concurrency is billed while it is on") {
		return
	}
	if s.number("provisioned") == 0 && served > 0 {
		s.refuse("pc_requests need Provisioned Concurrency: give provisioned and hours")
		return
	}
	freeGBs := 0.0
	if s.on("free_tier") {
		freeGBs = s.allowance("free_gbs")
	}
	s.lambdaRequests(demand+beside, served, s.freeRequests())
	s.lambdaDuration(freeGBs)
	s.lambdaProvisioned()
	s.lambdaSmall()
}

// freeRequests is how many requests cost nothing.
func (s *sheet) freeRequests() float64 {
	if s.on("free_tier") {
		return s.allowance("free_req")
	}
	return 0
}

// lambdaRequests counts what runs on demand against the free requests; what
// Provisioned Concurrency serves has none.
func (s *sheet) lambdaRequests(demand, served, free float64) {
	all := demand + served
	s.add(line{
		name: "Requests", rate: "req_m", amount: all / 1e6, free: min(free, demand) / 1e6,
		formula: "(requests on demand + under Provisioned Concurrency) ÷ 1,000,000",
		sum:     fillNumbers("({} + {}) ÷ 1,000,000", demand, served),
	})
}

func (s *sheet) lambdaDuration(free float64) {
	gb := s.number("memory_mb") / mbPerGB
	demand := s.number("requests") * s.number("ms") / 1000
	beside := s.number("other_requests") * s.number("other_ms") / 1000
	served := s.number("pc_requests") * s.number("pc_ms") / 1000
	formula := "requests × seconds × MB ÷ 1,024"
	sum := fillNumbers("{} × {} s × {} ÷ 1,024", s.number("requests"), s.number("ms")/1000, s.number("memory_mb"))
	switch {
	case demand > 0 && beside > 0:
		formula = "(requests × seconds + other requests × seconds) × MB ÷ 1,024"
		sum = fillNumbers("({} × {} s + {} × {} s) × {} ÷ 1,024", s.number("requests"), s.number("ms")/1000, s.number("other_requests"), s.number("other_ms")/1000, s.number("memory_mb"))
	case beside > 0:
		sum = fillNumbers("{} × {} s × {} ÷ 1,024", s.number("other_requests"), s.number("other_ms")/1000, s.number("memory_mb"))
	}
	s.add(line{name: "Duration", rate: "gbs", amount: (demand + beside) * gb, free: free, formula: formula, sum: sum})
	above := max(s.number("ephemeral_mb")-lambdaFreeStorageMB, 0)
	seconds := demand + beside + served
	s.add(line{
		name: "Ephemeral storage", rate: "eph_gbs", amount: seconds * above / mbPerGB,
		formula: "seconds of all requests × MB above 512 ÷ 1,024", sum: fillNumbers("{} s × {} ÷ 1,024", seconds, above),
	})
}

func (s *sheet) lambdaProvisioned() {
	memory := s.number("memory_mb")
	s.add(line{
		name: "Provisioned Concurrency", rate: "pc_gbs", amount: s.number("provisioned") * memory / mbPerGB * s.number("hours") * 3600,
		formula: "environments × MB ÷ 1,024 × hours × 3,600", sum: fillNumbers("{} × {} ÷ 1,024 × {} × 3,600", s.number("provisioned"), memory, s.number("hours")),
	})
	s.add(line{
		name: "Duration under Provisioned Concurrency", rate: "pc_dur", amount: s.number("pc_requests") * s.number("pc_ms") / 1000 * memory / mbPerGB,
		formula: "requests × seconds × MB ÷ 1,024", sum: fillNumbers("{} × {} s × {} ÷ 1,024", s.number("pc_requests"), s.number("pc_ms")/1000, memory),
	})
}

func (s *sheet) lambdaSmall() {
	gb := s.number("memory_mb") / mbPerGB
	s.addPlain(plain{name: "Response streaming", param: "streamed_gb", rate: "stream_gb"}, plain{name: "Event pollers", param: "epu_hours", rate: "epu_h"})
	s.add(line{
		name: "Tenant isolation", rate: "tenant_gb", amount: s.number("environments") * gb,
		formula: "environments × MB ÷ 1,024", sum: fillNumbers("{} × {} ÷ 1,024", s.number("environments"), s.number("memory_mb")),
	})
	s.add(line{
		name: "SnapStart cache", rate: "snap_gbs", amount: s.number("snapstart_seconds") * gb,
		formula: "seconds active × MB ÷ 1,024", sum: fillNumbers("{} × {} ÷ 1,024", s.number("snapstart_seconds"), s.number("memory_mb")),
	})
	s.add(line{
		name: "SnapStart restores", rate: "snap_gb", amount: s.number("restores") * gb,
		formula: "restores × MB ÷ 1,024", sum: fillNumbers("{} × {} ÷ 1,024", s.number("restores"), s.number("memory_mb")),
	})
}
