package price

import "stagecraft/planner/units"

const (
	eventChunkKB     = 64.0 // an event is metered in these
	discoveryChunkKB = 8.0
)

var eventbridge = Service{
	ID: "eventbridge", Name: "Amazon EventBridge",
	Charges: "Custom events, pipe requests, scheduled invocations and API destination invocations by the million; archives by the GB; replayed and discovered events.",
	Page:    page("Amazon EventBridge pricing", "eventbridge/pricing/", "2026-08-12"),
	Params: []Param{
		{Name: "events", Kind: Count, Unit: "events a month", Default: "0", Help: "Custom events published; with match or batch, events at the source of a pipe."},
		{Name: "kb", Kind: Amount, Unit: "KB", Default: "1", Aliases: []string{"event_kb"}, Help: "Size of an event: each begun 64 KB are one."},
		{Name: "match", Kind: Match, Help: "Pipes: what passes the filter, as a share of the events or as their number."},
		{Name: "batch", Kind: Amount, Unit: "events", Least: 1, Help: "Pipes: events in a request."},
		{Name: "invocations", Kind: Count, Unit: "invocations a month", Default: "0", Help: "Of the scheduler, or of API destinations where only their rate m is given."},
		{Name: "free", Kind: Count, Unit: "invocations", Help: "Scheduled invocations that are free; 14 million when left out."},
		{Name: "destinations", Kind: Count, Unit: "invocations a month", Default: "0", Aliases: []string{"api_destinations"}, Help: "Invocations of API destinations, beside scheduled ones."},
		{Name: "delivered", Kind: Count, Unit: "events a month", Default: "0", Help: "Events delivered across accounts."},
		{Name: "archive", Kind: Archive, Help: "GB put in an archive and kept, or yes for all of the events."},
		{Name: "months", Kind: Amount, Unit: "months", Default: "1", Help: "How long the archive is kept."},
		{Name: "replay", Kind: Count, Unit: "events a month", Default: "0", Aliases: []string{"replayed"}, Help: "Events replayed, priced as custom events."},
		{Name: "discovery", Kind: Count, Unit: "events a month", Default: "0", Aliases: []string{"discovered"}, Help: "Events of which schemas are discovered; each begun 8 KB are one, the first 5 million are free."},
		freeTier("14 million scheduled invocations and 5 million discovered events a month are free."),
	},
	Rates: []Rate{
		{Name: "event_m", Unit: "million events", Key: "eventbridge.custom"},
		{Name: "pipe_m", Unit: "million requests", Key: "eventbridge.pipes"},
		{Name: "sched_m", Unit: "million invocations", Key: "eventbridge.scheduler"},
		{Name: "m", Unit: "million invocations of API destinations", Key: "eventbridge.apidestination", Aliases: []string{"dest_m", "destination_m", "apidest_m"}},
		{Name: "delivery_m", Unit: "million events delivered across accounts"},
		{Name: "proc_gb", Unit: "GB put in an archive", Key: "eventbridge.archive.processing"},
		{Name: "store_gb", Unit: "GB-month", Key: "eventbridge.archive.storage"},
		{Name: "replay_m", Unit: "million events replayed", Key: "eventbridge.custom", Help: "event_m when left out"},
		{Name: "disc_m", Unit: "million events", Key: "eventbridge.discovery", Aliases: []string{"discovery_m"}},
	},
	Example: "events=5M kb=64",
	meter:   meterEventBridge,
}

func meterEventBridge(s *sheet) {
	events, kb := s.number("events"), s.number("kb")
	chunks := chunksOf(kb, eventChunkKB)
	if s.has("match", "batch") {
		s.pipes(events, kb)
	} else {
		s.add(line{name: "Custom events", rate: "event_m", amount: events * chunks / 1e6, formula: "events × ⌈KB ÷ 64⌉ ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", events, chunks)})
	}
	s.invocations()
	s.add(line{name: "Delivered across accounts", rate: "delivery_m", amount: s.number("delivered") * chunks / 1e6, formula: "events × ⌈KB ÷ 64⌉ ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", s.number("delivered"), chunks)})
	archived := s.number("archive")
	formula, sum := "GB", fillNumbers("{}", archived)
	if s.word("archive") == "yes" {
		if !s.has("kb") {
			s.refuse("archive=yes needs kb, the size of an event; or give the GB that are archived")
			return
		}
		archived = events * kb / kbPerGB
		formula, sum = "events × KB ÷ 1,024²", fillNumbers("{} × {} ÷ 1,048,576", events, kb)
	}
	s.add(line{name: "Put in the archive", rate: "proc_gb", amount: archived, formula: formula, sum: sum})
	s.add(line{name: "Archive storage", rate: "store_gb", amount: archived * s.number("months"), formula: formula + " × months", sum: sum + fillNumbers(" × {}", s.number("months"))})
	rate := "replay_m"
	if !s.given("replay_m") && s.given("event_m") {
		rate = "event_m"
	}
	s.add(line{name: "Replayed events", rate: rate, amount: s.number("replay") * chunks / 1e6, formula: "events × ⌈KB ÷ 64⌉ ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", s.number("replay"), chunks)})
	s.discovery(kb)
}

// discovery counts events in 8 KB. Where nothing is published, a given price of
// events is theirs.
func (s *sheet) discovery(kb float64) {
	rate, free := "disc_m", 0.0
	if !s.given("disc_m") && s.given("event_m") && !s.has("events", "replay") {
		rate = "event_m"
	}
	if s.on("free_tier") {
		free = freeDiscovered
	}
	chunks := chunksOf(kb, discoveryChunkKB)
	s.add(line{name: "Schema discovery", rate: rate, amount: s.number("discovery") * chunks / 1e6, free: free / 1e6, formula: "events × ⌈KB ÷ 8⌉ ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", s.number("discovery"), chunks)})
}

const freeDiscovered = 5e6 // events a month, on the price page

// pipes counts requests: what passes the filter, in batches, each begun 64 KB
// of a batch one.
func (s *sheet) pipes(events, kb float64) {
	if !s.need("events", "match and batch are of a pipe, which has events at its source") {
		return
	}
	matched, batch := events, max(s.number("batch"), 1)
	formula, sum := "events ÷ events in a batch × ⌈batch in KB ÷ 64⌉ ÷ 1,000,000", fillNumbers("{}", events)
	if s.has("match") {
		formula = "events × share that matches ÷ events in a batch × ⌈batch in KB ÷ 64⌉ ÷ 1,000,000"
		if share := s.number("match"); s.word("match") == "share" {
			matched, sum = events*share, fillNumbers("{} × {}", events, share)
		} else {
			matched, sum = share, fillNumbers("{}", share)
			formula = "matching events ÷ events in a batch × ⌈batch in KB ÷ 64⌉ ÷ 1,000,000"
		}
		if matched > events {
			s.refuse("match=%s is more than the events, %s", units.CanonicalCount(matched), units.CanonicalCount(events))
			return
		}
	}
	chunks := chunksOf(batch*kb, eventChunkKB)
	s.add(line{name: "Pipe requests", rate: "pipe_m", amount: matched / batch * chunks / 1e6, formula: formula, sum: sum + fillNumbers(" ÷ {} × {} ÷ 1,000,000", batch, chunks)})
}

// invocations are of the scheduler, unless only the rate of API destinations is
// given.
func (s *sheet) invocations() {
	scheduled, destinations := s.number("invocations"), s.number("destinations")
	if s.given("m") && !s.given("sched_m") && !s.has("free", "destinations") {
		scheduled, destinations = 0, scheduled
	}
	free := s.number("free")
	if !s.has("free") && s.on("free_tier") {
		free = s.allowance("sched_m") * 1e6
	}
	s.add(line{name: "Scheduled invocations", rate: "sched_m", amount: scheduled / 1e6, free: free / 1e6, formula: "invocations ÷ 1,000,000", sum: fillNumbers("{} ÷ 1,000,000", scheduled)})
	chunks := chunksOf(s.number("kb"), eventChunkKB)
	s.add(line{name: "API destination invocations", rate: "m", amount: destinations * chunks / 1e6, formula: "invocations × ⌈KB ÷ 64⌉ ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", destinations, chunks)})
}
