package workload

import "fmt"

// Preset is a coherent example to start from.
type Preset struct {
	ID      string // "saas"
	Name    string
	Summary string            // what kind of product
	Why     string            // what sets its numbers apart
	Values  map[string]string // by field name, as typed
}

// Workload reads the preset's values. They are known to be valid; a fault in
// them panics, and is found by the tests.
func (p Preset) Workload() Workload {
	values := map[string][]string{}
	for name, value := range p.Values {
		values[name] = []string{value}
	}
	w, refused := ParseStrict(values)
	if err := refused.Err(); err != nil {
		panic(fmt.Sprintf("preset %s: %v", p.ID, err))
	}
	return w
}

// Presets lists the examples in the order they are shown.
func Presets() []Preset {
	return []Preset{
		{
			ID: "content", Name: "Content site",
			Summary: "News, recipes or documentation: many readers, few authors.",
			Why:     "Nearly all requests read, most are files, and almost nobody signs in, so the edge and the cache carry the site.",
			Values: map[string]string{
				"name": "Content site", "users": "250k", "daily_share": "10%", "requests_per_user_day": "12",
				"peak_factor": "4", "growth_per_month": "4%", "data_stored": "20 GB", "bytes_per_write": "4 KB",
				"object_share": "10%", "object_size": "400 KB", "objects_stored": "300 GB", "retention_months": "for ever",
				"response_size": "30 KB", "static_share": "80%", "static_size": "80 KB", "read_write": "98/2",
				"cache_hit": "90%", "session_share": "10%", "signed_in_share": "3%", "availability": "99.9%",
			},
		},
		{
			ID: "saas", Name: "SaaS",
			Summary: "Business software used through the working day.",
			Why:     "Every user signs in, works for hours and writes a good deal; the day is short, growth steady and outages are noticed at once.",
			Values: map[string]string{
				"name": "SaaS", "users": "80k", "daily_share": "45%", "requests_per_user_day": "150",
				"peak_factor": "4", "growth_per_month": "6%", "data_stored": "400 GB", "bytes_per_write": "1 KB",
				"object_share": "2%", "object_size": "500 KB", "objects_stored": "1 TB", "retention_months": "84",
				"response_size": "15 KB", "static_share": "40%", "read_write": "70/30", "cache_hit": "60%", "cpu_ms": "15",
				"async_share": "20%", "signed_in_share": "100%", "replica_reads": "60%", "availability": "99.95%",
			},
		},
		{
			ID: "social", Name: "Social feed",
			Summary: "Posts and photos read by followers all day.",
			Why:     "Users return daily and scroll; one write is read many times, and photos outweigh rows by far.",
			Values: map[string]string{
				"name": "Social feed", "users": "2M", "daily_share": "40%", "requests_per_user_day": "100",
				"peak_factor": "2.5", "growth_per_month": "9%", "data_stored": "2 TB", "bytes_per_write": "600 B",
				"object_share": "10%", "object_size": "1 MB", "objects_stored": "40 TB", "retention_months": "for ever",
				"response_size": "15 KB", "static_share": "70%", "static_size": "120 KB", "read_write": "95/5",
				"cache_hit": "85%", "async_share": "30%", "signed_in_share": "90%", "availability": "99.95%", "latency_ms": "250",
			},
		},
		{
			ID: "iot", Name: "IoT ingest",
			Summary: "Devices that report readings; a few people look at charts.",
			Why:     "Nearly all requests write a small row, evenly through the day; there are no sessions, sign-ins or files, so caches and replicas help little.",
			Values: map[string]string{
				"name": "IoT ingest", "users": "200k", "daily_share": "100%", "requests_per_user_day": "288",
				"peak_factor": "1.5", "growth_per_month": "5%", "data_stored": "800 GB", "bytes_per_write": "150 B",
				"retention_months": "13", "response_size": "200 B", "static_share": "0%", "read_write": "5/95",
				"cache_hit": "50%", "cpu_ms": "2", "reads_per_request": "2", "writes_per_request": "1", "async_share": "60%",
				"session_share": "0%", "signed_in_share": "0%", "requests_per_connection": "20", "outbound_per_request": "0",
				"log_per_request": "100 B", "api_share": "0%", "event_share": "1%", "availability": "99.9%", "latency_ms": "500",
			},
		},
		{
			ID: "marketplace", Name: "Marketplace",
			Summary: "A shop of many sellers: browsing, searching, ordering.",
			Why:     "Many look and few buy, sales bring sharp peaks, and an order touches stock, payment and mail.",
			Values: map[string]string{
				"name": "Marketplace", "users": "600k", "daily_share": "15%", "requests_per_user_day": "40",
				"peak_factor": "8", "growth_per_month": "6%", "data_stored": "300 GB", "bytes_per_write": "2 KB",
				"object_share": "3%", "object_size": "300 KB", "objects_stored": "3 TB", "retention_months": "84",
				"response_size": "25 KB", "static_share": "75%", "static_size": "70 KB", "read_write": "93/7",
				"cpu_ms": "15", "reads_per_request": "4", "writes_per_request": "4", "async_share": "35%",
				"signed_in_share": "30%", "outbound_per_request": "2 KB", "availability": "99.95%",
			},
		},
	}
}
