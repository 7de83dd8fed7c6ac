package report

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// The document that scripts read. Fields are written in the order they stand
// here; names are added freely and never renamed. What a plan does not know is
// null.

type document struct {
	Workload workload.Workload `json:"workload"`
	Here     int               `json:"here"`
	Demand   demandDoc         `json:"demand"`
	Stages   []stageDoc        `json:"stages"`
	Growth   growthDoc         `json:"growth"`
	Book     bookDoc           `json:"book"`
	Engine   string            `json:"engine"`

	Ranges      *rangesDoc      `json:"ranges"`
	Sensitivity *sensitivityDoc `json:"sensitivity"`
	Warnings    []string        `json:"warnings"` // that the prices are old, for one
}

type rateDoc struct {
	Average number `json:"average"`
	Peak    number `json:"peak"`
}

// demandDoc is the demand at the entered users. Rates are per second, bytes
// are bytes, and a month has 730 hours.
type demandDoc struct {
	Users              number      `json:"users"`
	Requests           rateDoc     `json:"requests_per_second"`
	Static             rateDoc     `json:"static_requests_per_second"`
	Reads              rateDoc     `json:"reads_per_second"`
	Writes             rateDoc     `json:"writes_per_second"`
	DatabaseReads      rateDoc     `json:"database_reads_per_second"`
	DatabaseWrites     rateDoc     `json:"database_writes_per_second"`
	Stored             number      `json:"stored_bytes"`
	StoredAtRetention  number      `json:"stored_bytes_at_retention"`
	Objects            number      `json:"stored_objects_bytes"`
	ObjectsAtRetention number      `json:"stored_objects_bytes_at_retention"`
	WrittenPerMonth    number      `json:"bytes_written_per_month"`
	ObjectsPerMonth    number      `json:"object_bytes_written_per_month"`
	DynamicPerMonth    number      `json:"dynamic_egress_bytes_per_month"`
	StaticPerMonth     number      `json:"static_egress_bytes_per_month"`
	EgressPerMonth     number      `json:"egress_bytes_per_month"`
	ConcurrentRequests rateDoc     `json:"concurrent_requests"`
	Reasons            []reasonDoc `json:"reasons"`
}

type stageDoc struct {
	Number       int             `json:"number"`
	ID           string          `json:"id"`
	Name         string          `json:"name"`
	Title        string          `json:"title"`
	Summary      string          `json:"summary"`
	Users        bandDoc         `json:"users"`
	TalkUsers    bandDoc         `json:"talk_users"`
	SizedAt      number          `json:"sized_at_users"`
	Skipped      bool            `json:"skipped"`
	Trigger      *triggerDoc     `json:"trigger"`
	Triggers     []triggerDoc    `json:"triggers"`
	Alone        string          `json:"by_capacity_alone"`
	Early        []earlyDoc      `json:"early_moves"`
	Components   []componentDoc  `json:"components"`
	Tiers        []tierDoc       `json:"tiers"`
	Links        []linkDoc       `json:"links"`
	Bill         billDoc         `json:"bill"`
	OneOff       billDoc         `json:"one_off"`
	Availability number          `json:"availability"`
	Promise      availabilityDoc `json:"availability_target"`
	Latency      latencyDoc      `json:"latency_ms"`
	Failures     []failureDoc    `json:"failures"`
	Moves        []moveDoc       `json:"moves"`
	Limits       []limitDoc      `json:"limits"`
	TenTimes     tenTimesDoc     `json:"ten_times"`
	Operations   operationDoc    `json:"operations"`
	Carbon       *carbonDoc      `json:"carbon"` // null: not asked for
	Checklist    []checkDoc      `json:"checklist"`
	Notes        []string        `json:"notes"`
	Evidence     []evidenceDoc   `json:"checklist_evidence"`
	Services     []serviceDoc    `json:"services"`
	// Alternatives is null where they were not priced.
	Alternatives []alternativeDoc `json:"alternatives"`
}

// bandDoc is above From, up to and including To; null for no upper end.
type bandDoc struct {
	From number  `json:"from"`
	To   *number `json:"to"`
}

type triggerDoc struct {
	Kind      string      `json:"kind"`
	Fires     bool        `json:"fires"`
	Users     *number     `json:"users"` // null where it does not fire
	Resource  string      `json:"resource"`
	Component string      `json:"component"`
	Value     string      `json:"value"`
	Threshold string      `json:"threshold"`
	Unit      string      `json:"unit"`
	Text      string      `json:"text"`
	Reasons   []reasonDoc `json:"reasons"`
}

type earlyDoc struct {
	ID    string      `json:"id"`
	Title string      `json:"title"`
	Saves units.Money `json:"saves_per_month"`
	Text  string      `json:"text"`
}

// componentDoc is one box of the picture. Utilisation is that of the tier's
// bottleneck at peak, headroom how many times the peak fits.
type componentDoc struct {
	ID          string      `json:"id"`
	Tier        string      `json:"tier"`
	Service     string      `json:"service"`
	Role        string      `json:"role"`
	Name        string      `json:"name"`
	Zone        string      `json:"zone"`
	Count       int         `json:"count"`
	Unit        string      `json:"unit"`
	Utilisation *number     `json:"utilisation"`
	Headroom    *number     `json:"headroom"`
	Bottleneck  string      `json:"bottleneck"`
	New         bool        `json:"new"`
	Reasons     []reasonDoc `json:"reasons"`
}

// tierDoc is what is sized together: the same component in every zone.
type tierDoc struct {
	ID          string        `json:"id"`
	Service     string        `json:"service"`
	Name        string        `json:"name"`
	Description string        `json:"description"`
	Detail      string        `json:"detail"`
	Count       int           `json:"count"`
	Unit        string        `json:"unit"`
	StorageGiB  number        `json:"storage_gib"`
	IOPS        number        `json:"iops"`
	Resources   []resourceDoc `json:"resources"`
	Monthly     *units.Money  `json:"monthly"`
	Complete    bool          `json:"complete"`
	New         bool          `json:"new"`
}

type resourceDoc struct {
	Name     string  `json:"name"`
	Demand   number  `json:"demand"`
	Capacity number  `json:"capacity"`
	Target   number  `json:"target"`
	Largest  *number `json:"largest"` // null: no limit known
	Unit     string  `json:"unit"`
}

type linkDoc struct {
	From  string  `json:"from"`
	To    string  `json:"to"`
	Kind  string  `json:"kind"`
	Label string  `json:"label"`
	Rate  rateDoc `json:"per_second"`
	New   bool    `json:"new"`
}

type billDoc struct {
	Currency    string      `json:"currency"`
	Items       []itemDoc   `json:"items"`
	Total       units.Money `json:"total_monthly"`
	Complete    bool        `json:"complete"`
	NotIncluded []string    `json:"not_included"`
	// Converted is the bill in the second currency of the book, null without one.
	Converted *convertedDoc `json:"converted"`
}

// convertedDoc is a bill at a stated rate of exchange. The total is the sum of
// the converted items, each rounded.
type convertedDoc struct {
	Currency string       `json:"currency"`
	Rate     units.Price  `json:"rate"` // of the currency a dollar
	AsOf     string       `json:"as_of"`
	Source   string       `json:"source"`
	Total    units.Amount `json:"total_monthly"`
}

type itemDoc struct {
	Service   string         `json:"service"`
	Component string         `json:"component"`
	Name      string         `json:"name"`
	Quantity  units.Quantity `json:"quantity"`
	Unit      string         `json:"unit"`
	UnitPrice *units.Price   `json:"unit_price"`
	Monthly   *units.Money   `json:"monthly"`
	RateKey   string         `json:"rate_key"`
	Region    string         `json:"region"`
	StandIn   bool           `json:"stand_in"`
	Unpriced  bool           `json:"unpriced"`
	AsOf      string         `json:"as_of"`
	Source    string         `json:"source"`
	SourceURL string         `json:"source_url"`
	Reasons   []reasonDoc    `json:"reasons"`
	Converted *units.Amount  `json:"converted,omitempty"` // monthly in the second currency
}

type availabilityDoc struct {
	Target   number      `json:"target"`
	Met      bool        `json:"met"`
	Enforced bool        `json:"enforced"`
	Downtime string      `json:"downtime"`
	PerMonth string      `json:"downtime_30_days"`
	Minutes  number      `json:"minutes_per_year"`
	LeftOut  []string    `json:"left_out"`
	Reasons  []reasonDoc `json:"reasons"`

	Fleets []reasonDoc `json:"fleets"`
	Paths  []pathDoc   `json:"paths"`
	Uptime uptimeDoc   `json:"uptime"`
	Reach  []reachDoc  `json:"would_reach_target"`
	Beyond string      `json:"beyond_reach"`
}

type latencyDoc struct {
	Mean    number      `json:"mean"`
	P50     number      `json:"p50"`
	P99     number      `json:"p99"`
	Target  number      `json:"target"`
	Met     bool        `json:"met"`
	Parts   []partDoc   `json:"parts"`
	Reasons []reasonDoc `json:"reasons"`
}

// partDoc is one hop: its part of the mean, and whether it is time in a queue.
type partDoc struct {
	Name  string `json:"name"`
	Mean  number `json:"mean"`
	Share number `json:"share"`
	Wait  bool   `json:"wait"`
}

type moveDoc struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Why     string   `json:"why"`
	Applied bool     `json:"applied"`
	Source  string   `json:"source"`
	Migrate []string `json:"migrate"`
}

type limitDoc struct {
	Tier        string  `json:"component"`
	Name        string  `json:"name"`
	Resource    string  `json:"resource"`
	Utilisation number  `json:"utilisation"`
	Scales      bool    `json:"scales"`
	Users       *number `json:"users"`       // null: never
	StageUsers  *number `json:"stage_users"` // null: never
	Text        string  `json:"text"`
	Quota       bool    `json:"quota"`

	Reason reasonDoc `json:"reason"`
}

type checkDoc struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Met   bool   `json:"met"`
	Text  string `json:"text"`
}

type bookDoc struct {
	Version string `json:"version"`
	AsOf    string `json:"as_of"`
	Region  string `json:"region"`
}

type reasonDoc struct {
	Label       string `json:"label"`
	Formula     string `json:"formula"`
	Substituted string `json:"substituted"`
	Value       string `json:"value"`
	Unit        string `json:"unit"`
	Source      string `json:"source"`
	SourceURL   string `json:"source_url,omitempty"`
}

func reasonDocs(reasons []reason.Reason) []reasonDoc {
	return each(reasons, func(r reason.Reason) reasonDoc {
		return reasonDoc{r.Label, r.Formula, r.Substituted, r.Value, r.Unit, r.Source.String(), r.Source.URL}
	})
}

// each never gives nil, so that an empty list is [] in JSON.
func each[A, B any](list []A, one func(A) B) []B {
	out := make([]B, 0, len(list))
	for _, a := range list {
		out = append(out, one(a))
	}
	return out
}

func rate(r units.Rate) rateDoc { return rateDoc{number(r.Average), number(r.Peak)} }
