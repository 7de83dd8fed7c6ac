package price

var sns = Service{
	ID: "sns", Name: "Amazon SNS",
	Charges: "Publishing by the million requests of 64 KB, and deliveries by the million to each kind of endpoint; to SQS and Lambda they are free.",
	Page:    page("Amazon SNS pricing", "sns/pricing/", "2024-12-04"),
	Params: []Param{
		{Name: "type", Kind: Word, Default: "standard", Choices: []Choice{{"standard", nil}, {"fifo", nil}}, Help: "Kind of topic."},
		{Name: "requests", Kind: Count, Unit: "requests a month", Default: "0", Aliases: []string{"publishes"}, Help: "API requests, publishing among them; the first million are free."},
		{Name: "kb", Kind: Amount, Unit: "KB", Default: "1", Help: "Size of a message: each begun 64 KB are one."},
		{Name: "http", Kind: Count, Unit: "deliveries a month", Default: "0", Help: "To HTTP and HTTPS; the first 100,000 are free."},
		{Name: "email", Kind: Count, Unit: "deliveries a month", Default: "0", Help: "By e-mail; the first 1,000 are free."},
		{Name: "sqs", Kind: Count, Unit: "deliveries a month", Default: "0", Help: "To SQS queues; free."},
		{Name: "lambda", Kind: Count, Unit: "deliveries a month", Default: "0", Help: "To Lambda functions; free."},
		{Name: "push", Kind: Count, Unit: "deliveries a month", Default: "0", Aliases: []string{"mobile"}, Help: "Mobile push notifications; the first million are free."},
		{Name: "payload_gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Payload of a FIFO topic."},
		freeTier("A million requests, 100,000 HTTP and 1,000 e-mail deliveries and a million mobile push notifications a month are free."),
	},
	Rates: []Rate{
		{Name: "req_m", Unit: "million requests", Key: "sns.{request}"},
		{Name: "http_m", Unit: "million deliveries", Key: "sns.delivery.http"},
		{Name: "email_m", Unit: "million deliveries", Key: "sns.delivery.email", Per: 0.1},
		{Name: "sqs_m", Unit: "million deliveries", Key: "sns.delivery.sqs-lambda", Aliases: []string{"lambda_m"}},
		{Name: "push_m", Unit: "million deliveries", Key: "sns.delivery.push"},
		{Name: "payload_gb", Unit: "GB", Key: "sns.fifo.payload"},
	},
	Example: "requests=10M http=2M email=5000 sqs=10M",
	meter:   meterSNS,
}

// freePushes are the mobile push notifications of a month without charge.
const freePushes = 1.0 // million

func meterSNS(s *sheet) {
	s.values["request"] = value{word: "request"}
	if s.word("type") == "fifo" {
		s.values["request"] = value{word: "fifo.publish"}
	}
	chunks := chunksOf(s.number("kb"), 64)
	for _, d := range []struct {
		name, param, rate string
		free              float64
	}{
		{"Requests", "requests", "req_m", s.allowance("req_m")},
		{"HTTP deliveries", "http", "http_m", s.allowance("http_m")},
		{"E-mail deliveries", "email", "email_m", s.allowance("email_m")},
		{"SQS deliveries", "sqs", "sqs_m", 0},
		{"Lambda deliveries", "lambda", "sqs_m", 0},
		{"Mobile push notifications", "push", "push_m", freePushes},
	} {
		if !s.on("free_tier") {
			d.free = 0
		}
		n := s.number(d.param)
		s.add(line{name: d.name, rate: d.rate, amount: n * chunks / 1e6, free: d.free, formula: d.param + " × ⌈KB ÷ 64⌉ ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", n, chunks)})
	}
	s.add(line{name: "FIFO payload", rate: "payload_gb", amount: s.number("payload_gb"), formula: "GB", sum: fillNumbers("{}", s.number("payload_gb"))})
}
