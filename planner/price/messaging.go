package price

var sqs = Service{
	ID: "sqs", Name: "Amazon SQS",
	Charges: "Requests by the million, each begun 64 KB of a payload one.",
	Page:    page("Amazon SQS pricing", "sqs/pricing/", "2026-09-11"),
	Params: []Param{
		{Name: "type", Kind: Word, Default: "standard", Choices: []Choice{{"standard", nil}, {"fifo", nil}}, Aliases: []string{"queue"}, Help: "Kind of queue."},
		{Name: "requests", Kind: Count, Unit: "requests a month", Default: "0", Help: "API requests: sending, receiving and deleting a message are three."},
		{Name: "messages", Kind: Count, Unit: "messages a month", Default: "0", Help: "Instead of requests: each takes three, in batches fewer."},
		{Name: "batch", Kind: Amount, Unit: "messages", Default: "1", Least: 1, Most: 10, Help: "Messages in a request, with messages."},
		{Name: "kb", Kind: Amount, Unit: "KB", Default: "1", Help: "Payload of a request: each begun 64 KB are one."},
		freeTier("The first million requests of the month are free."),
	},
	Rates: []Rate{
		{Name: "req_m", Unit: "million requests", Key: "sqs.{type}.request", Tiered: true, Named: []string{"t1", "t2", "t3"}},
		{Name: "free_req", Unit: "requests", Key: "sqs.free", Per: 1e6, Free: true, Help: "requests that are free"},
	},
	Example: "requests=100M",
	meter:   meterSQS,
}

// sqsRequests is what a message takes: sent, received, deleted.
const sqsRequests = 3.0

func meterSQS(s *sheet) {
	chunks, free := chunksOf(s.number("kb"), 64), 0.0
	if s.on("free_tier") {
		free = s.allowance("free_req")
	}
	requests, formula, sum := s.number("requests"), "requests", fillNumbers("{}", s.number("requests"))
	if s.has("messages") {
		if s.has("requests") {
			s.refuse("requests and messages say the same: give one of them")
			return
		}
		requests = s.number("messages") * sqsRequests / s.number("batch")
		formula, sum = "messages × 3 ÷ messages in a batch", fillNumbers("{} × 3 ÷ {}", s.number("messages"), s.number("batch"))
	}
	s.add(line{name: "Requests", rate: "req_m", amount: requests * chunks / 1e6, free: free / 1e6, formula: formula + " × ⌈KB ÷ 64⌉ ÷ 1,000,000", sum: sum + fillNumbers(" × {} ÷ 1,000,000", chunks)})
}
