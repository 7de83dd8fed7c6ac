package catalog

import (
	_ "embed" // the instance tables
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Instance is one size of EC2, RDS or ElastiCache.
type Instance struct {
	Type     string
	VCPU     float64
	Memory   units.Bytes
	Network  float64 // baseline, bits per second; 0 when not published
	Baseline float64 // vCPUs a burstable size sustains; 0 for fixed performance
	EBSIOPS  float64 // baseline
}

// Family is the part of the type before the size: "m7g", "db.r7g".
func (i Instance) Family() string { return i.Type[:strings.LastIndex(i.Type, ".")] }

//go:embed data/instances.csv
var instancesCSV string

//go:embed data/managed.csv
var managedCSV string

var tables = sync.OnceValue(func() map[string][]Instance {
	all := map[string][]Instance{}
	byType := map[string]Instance{}
	for _, row := range rows(instancesCSV) {
		i := Instance{Type: row[0], VCPU: number(row[1]), Memory: units.Bytes(number(row[2])) * units.GiB,
			Network: number(row[3]) * 1e9, Baseline: number(row[4]), EBSIOPS: number(row[5])}
		all[i.Family()] = append(all[i.Family()], i)
		byType[i.Type] = i
	}
	for _, row := range rows(managedCSV) {
		i := Instance{Type: row[0], VCPU: number(row[1]), Memory: units.Bytes(number(row[2])) * units.GiB}
		_, bare, _ := strings.Cut(i.Type, ".")
		i.Baseline, i.EBSIOPS = byType[bare].Baseline, byType[bare].EBSIOPS
		all[i.Family()] = append(all[i.Family()], i)
	}
	return all
})

// rows reads an embedded table; a malformed one is a build fault and panics.
func rows(text string) [][]string {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("catalog: embedded instance table: %v", err))
	}
	return records[1:]
}

func number(s string) float64 {
	if s == "" {
		return 0
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(fmt.Sprintf("catalog: embedded instance table: %v", err))
	}
	return f
}

// Family lists the sizes of a family, smallest first; nil when unknown.
func Family(name string) []Instance { return tables()[name] }

// families gives the candidate families for a processor: burstable first.
func families(p workload.Processor, prefix string, arm, x86 []string) []Instance {
	names := arm
	if p == workload.X86 {
		names = x86
	}
	var all []Instance
	for _, n := range names {
		all = append(all, Family(prefix+n)...)
	}
	return all
}

// InstanceNamed finds a size by its type; ok is false when the tables have none.
func InstanceNamed(name string) (i Instance, ok bool) {
	dot := strings.LastIndex(name, ".")
	if dot < 0 {
		return Instance{}, false
	}
	for _, i := range Family(name[:dot]) {
		if i.Type == name {
			return i, true
		}
	}
	return Instance{}, false
}
