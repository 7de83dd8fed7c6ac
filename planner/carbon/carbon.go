// Package carbon estimates energy and emissions by the method and coefficients
// of Cloud Carbon Footprint. Energy is in kWh at the server, before the overhead
// of the data centre; multiply by PUE. Every result is an estimate from public
// averages, not a measurement.
package carbon

import (
	_ "embed" // the grid table
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"stagecraft/planner/reason"
)

// Source is where method and coefficients come from.
var Source = reason.Source{Name: "Cloud Carbon Footprint, methodology and AWS coefficients", URL: "https://www.cloudcarbonfootprint.org/docs/methodology", AsOf: "2024-03-25"}

// Coefficients of the method.
const (
	PUE            = 1.135         // energy of the data centre ÷ energy of its servers, AWS
	ssdWhPerTBHour = 1.2           // Wh a TB and hour
	hddWhPerTBHour = 0.65          //
	networkKWhPerG = 0.001         // kWh a GB between data centres
	memoryKWhPerGH = 0.000392      // kWh a GB and hour, above what the chip's own figure holds
	lifeHours      = 35040.0       // a server's four years
	LambdaGBPerCPU = 1792.0 / 1024 // memory of a function that stands for one vCPU, as the method counts
	Unmeasured     = 0.5           // average utilisation where none is known
)

// Chip is a processor with what the method knows of its servers.
type Chip struct {
	Name               string
	MinWatts, MaxWatts float64 // of one vCPU, idle and full
	chipGB             float64 // memory of one chip in the measured servers, GB
	chipVCPU           float64 // vCPUs of one chip
	serverVCPU         float64 // vCPUs of the server whose manufacture is known
	serverKg           float64 // kg of CO2 equivalent to make that server
}

// The chips. Generations the method does not know yet are estimated with the
// newest of their kind that it does.
var (
	Average   = Chip{"average of AWS processors", 0.74, 3.5, 80.69, 48, 96, 1610.3792}
	Graviton2 = Chip{"AWS Graviton2, server m6g", 0.47, 1.69, 129.78, 64, 64, 1332.856}
	Skylake   = Chip{"Intel Skylake, server m5", 0.65, 4.26, 81.32, 48, 96, 1610.3792}
)

// Watts is the mean power of one vCPU: idle + utilisation × (full − idle).
// Utilisation is from 0 to 1; what is outside counts as the nearer end.
func (c Chip) Watts(utilisation float64) float64 {
	return c.MinWatts + min(1, max(0, utilisation))*(c.MaxWatts-c.MinWatts)
}

// Compute is the energy of vCPUs over hours.
func (c Chip) Compute(vcpu, utilisation, hours float64) float64 {
	return c.Watts(utilisation) * vcpu * hours / 1000
}

// ExtraGB is the memory of vCPUs above what the chip's own figure holds: machines
// with much memory for their vCPUs have more of it than the measured servers.
func (c Chip) ExtraGB(vcpu, gb float64) float64 {
	return max(0, gb-c.chipGB*vcpu/c.chipVCPU)
}

// ChipGB is the memory that vCPUs of the measured servers have.
func (c Chip) ChipGB(vcpu float64) float64 { return c.chipGB * vcpu / c.chipVCPU }

// Memory is the energy of GB above the chip's own over hours.
func Memory(gb, hours float64) float64 { return gb * memoryKWhPerGH * hours }

// Embodied is the share of making the server, in kg, that vCPUs over hours
// take of its life.
func (c Chip) Embodied(vcpu, hours float64) float64 {
	return c.serverKg * hours / lifeHours * vcpu / c.serverVCPU
}

// EmbodiedTerms are the constants of Embodied, for its arithmetic: kg of a
// server, its vCPUs, its hours.
func (c Chip) EmbodiedTerms() (kg, vcpu, hours float64) { return c.serverKg, c.serverVCPU, lifeHours }

// Medium is what data is stored on.
type Medium string

// The media.
const (
	SSD Medium = "SSD"
	HDD Medium = "HDD"
)

// WhPerTBHour is the energy of a stored TB in an hour.
func (m Medium) WhPerTBHour() float64 {
	if m == HDD {
		return hddWhPerTBHour
	}
	return ssdWhPerTBHour
}

// Storage is the energy of GB kept in a number of copies over hours.
func Storage(m Medium, gb, copies, hours float64) float64 {
	return gb / 1000 * m.WhPerTBHour() * copies * hours / 1000
}

// Network is the energy of GB sent between data centres.
func Network(gb float64) float64 { return gb * networkKWhPerG }

//go:embed grid.csv
var gridCSV string

// grid holds kg of CO2 equivalent for each kWh by region; a malformed table is a
// build fault and panics.
var grid = sync.OnceValue(func() map[string]float64 {
	rows, err := csv.NewReader(strings.NewReader(gridCSV)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("carbon: embedded grid table: %v", err))
	}
	all := map[string]float64{}
	for _, row := range rows[1:] {
		kg, err := strconv.ParseFloat(row[1], 64)
		if err != nil || kg <= 0 {
			panic(fmt.Sprintf("carbon: embedded grid table: region %s has %q", row[0], row[1]))
		}
		all[row[0]] = kg
	}
	return all
})

// Grid is the intensity of a region's electricity in kg of CO2 equivalent for
// each kWh, by location; ok is false when the table has none.
func Grid(region string) (kg float64, ok bool) {
	kg, ok = grid()[region]
	return kg, ok
}
