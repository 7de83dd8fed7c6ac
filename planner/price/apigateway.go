package price

import "math"

const (
	gatewayChunkKB = 512.0 // an HTTP API meters payloads in these
	socketChunkKB  = 32.0  // and a WebSocket API messages in these
	kbPerGB        = 1024.0 * 1024.0
)

var apigateway = Service{
	ID: "apigateway", Name: "Amazon API Gateway", Aliases: []string{"apigw"},
	Charges: "API calls by the million in falling tiers, an HTTP API in units of 512 KB; messages and connection-minutes of WebSocket APIs; data sent out.",
	Page:    page("Amazon API Gateway pricing", "api-gateway/pricing/", "2026-09-11"),
	Params: []Param{
		{Name: "type", Kind: Word, Default: "http", Choices: []Choice{{"http", nil}, {"rest", nil}, {"ws", []string{"websocket"}}}, Aliases: []string{"api"}, Help: "Kind of API."},
		{Name: "calls", Kind: Count, Unit: "calls a month", Default: "0", Aliases: []string{"requests"}, Help: "API calls."},
		{Name: "request_kb", Kind: Amount, Unit: "KB", Default: "0", Help: "Size of a request."},
		{Name: "response_kb", Kind: Amount, Unit: "KB", Default: "0", Aliases: []string{"kb"}, Help: "Size of a response."},
		{Name: "messages", Kind: Count, Unit: "messages a month", Default: "0", Help: "Of a WebSocket API, sent and received."},
		{Name: "message_kb", Kind: Amount, Unit: "KB", Default: "32", Help: "Size of a message, metered in 32 KB."},
		{Name: "connection_minutes", Kind: Amount, Unit: "minutes a month", Default: "0", Aliases: []string{"minutes"}, Help: "Of all connections of a WebSocket API."},
		{Name: "cache_hours", Kind: Amount, Unit: "hours a month", Default: "0", Help: "How long a REST API has a cache; the rate depends on its size."},
	},
	Rates: []Rate{
		{Name: "call_m", Unit: "million calls", Key: "apigw.{type}.request", Tiered: true, Named: []string{"t1", "t2", "t3", "t4"}, Aliases: []string{"req_m", "calls_m"}},
		{Name: "dto_gb", Unit: "GB", Key: "dto.internet", Tiered: true, Aliases: []string{"gb"}, Help: "data sent to the internet, without the 100 GB that are free over the account"},
		{Name: "message_m", Unit: "million messages", Key: "apigw.ws.message", Tiered: true},
		{Name: "minute_m", Unit: "million connection-minutes", Key: "apigw.ws.minutes"},
		{Name: "cache_h", Unit: "hour"},
	},
	Example: "type=rest calls=5M response_kb=3",
	meter:   meterAPIGateway,
}

func meterAPIGateway(s *sheet) {
	calls, in, out := s.number("calls"), s.number("request_kb"), s.number("response_kb")
	if s.word("type") == "ws" {
		if calls > 0 {
			s.refuse("calls are of HTTP and REST APIs: a WebSocket API has messages and connection_minutes")
			return
		}
		chunks := chunksOf(s.number("message_kb"), socketChunkKB)
		s.add(line{name: "Messages", rate: "message_m", amount: s.number("messages") * chunks / 1e6, formula: "messages × ⌈KB ÷ 32⌉ ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", s.number("messages"), chunks)})
		s.add(line{name: "Connection-minutes", rate: "minute_m", amount: s.number("connection_minutes") / 1e6, formula: "minutes ÷ 1,000,000", sum: fillNumbers("{} ÷ 1,000,000", s.number("connection_minutes"))})
		return
	}
	if s.number("messages")+s.number("connection_minutes") > 0 {
		s.refuse("messages and connection_minutes are of WebSocket APIs: give type=ws")
		return
	}
	counted := line{name: "REST API calls", rate: "call_m", amount: calls / 1e6, formula: "calls ÷ 1,000,000", sum: fillNumbers("{} ÷ 1,000,000", calls)}
	if s.word("type") == "http" {
		chunks := max(chunksOf(in, gatewayChunkKB), chunksOf(out, gatewayChunkKB))
		counted = line{name: "HTTP API calls", rate: "call_m", amount: calls * chunks / 1e6, formula: "calls × ⌈larger of request and response in KB ÷ 512⌉ ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", calls, chunks)}
	}
	s.add(counted)
	s.add(line{name: "Cache", rate: "cache_h", amount: s.number("cache_hours"), formula: "hours", sum: fillNumbers("{}", s.number("cache_hours"))})
	if out == 0 {
		return
	}
	if s.given("call_m") && !s.given("dto_gb") {
		s.note("Data sent out is not in this price: the rate of calls is given and dto_gb is not.")
		return
	}
	s.add(line{name: "Data sent out", rate: "dto_gb", amount: calls * out / kbPerGB, formula: "calls × KB ÷ 1,024²", sum: fillNumbers("{} × {} ÷ 1,048,576", calls, out)})
}

// chunksOf counts begun chunks of a payload, one at least.
func chunksOf(kb, chunk float64) float64 { return max(1, math.Ceil(kb/chunk)) }
