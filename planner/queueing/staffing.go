package queueing

import "math"

// Staff is the servers that square-root staffing gives: offered load plus beta
// times its square root, rounded up. The larger beta, the fewer wait: see
// HalfinWhitt.
//
// Domain: offered load at least 0, beta above 0.
// Source: Halfin and Whitt 1981.
func Staff(offered, beta float64) (int, error) {
	if err := domain("square-root staffing", notNegative("offered load", offered), positive("beta", beta)); err != nil {
		return 0, err
	}
	servers := Ceil(offered + beta*math.Sqrt(offered))
	if err := domain("square-root staffing", check{servers <= MaxServers, "servers", servers, "at most 10000000"}); err != nil {
		return 0, err
	}
	return int(servers), nil
}

// HalfinWhitt is the share of arrivals that wait under square-root staffing,
// for a large number of servers: 1 ÷ (1 + β·Φ(β) ÷ φ(β)).
//
// Domain: beta above 0.
// Source: Halfin and Whitt 1981.
func HalfinWhitt(beta float64) (float64, error) {
	if err := domain("Halfin–Whitt", positive("beta", beta)); err != nil {
		return 0, err
	}
	density := math.Exp(-beta*beta/2) / math.Sqrt(2*math.Pi)
	below := 0.5 * math.Erfc(-beta/math.Sqrt2)
	return density / (density + beta*below), nil
}

// Ceil rounds up to a whole number, forgiving the rounding errors of the
// arithmetic before it, up to one part in a thousand million:
// 20.000000000000004 is 20, not 21.
func Ceil(f float64) float64 {
	nearest := math.Round(f)
	if math.Abs(f-nearest) <= 1e-9*max(1, math.Abs(f)) {
		return nearest
	}
	return math.Ceil(f)
}

// Servers is the servers that do the work without passing a share of their
// capacity: rate × seconds of work ÷ (lanes × utilisation), rounded up. Lanes is
// how much one server does at once (its vCPUs).
//
// Domain: rate and work at least 0, lanes above 0, utilisation above 0 and at
// most 1. The result is at least 1.
func Servers(rate, work, lanes, utilisation float64) (int, error) {
	err := domain("servers", notNegative("rate", rate), notNegative("work", work), positive("lanes", lanes),
		positive("utilisation", utilisation), share("utilisation", utilisation))
	if err != nil {
		return 0, err
	}
	servers := max(1, Ceil(rate*work/(lanes*utilisation)))
	if err := domain("servers", check{servers <= MaxServers, "servers", servers, "at most 10000000"}); err != nil {
		return 0, err
	}
	return int(servers), nil
}

// StaticallyStable spreads servers over zones so that losing one zone leaves as
// many as are needed: ⌈needed ÷ (zones − 1)⌉ in each. In a single zone nothing
// can be lost, so it holds what is needed.
//
// Domain: needed at least 0, zones at least 1.
// Source: Amazon Builders' Library, "Static stability using Availability Zones".
func StaticallyStable(needed, zones int) (perZone, total int, err error) {
	err = domain("static stability", check{needed >= 0, "servers needed", float64(needed), "at least 0"},
		check{zones >= 1, "zones", float64(zones), "at least 1"})
	if err != nil {
		return 0, 0, err
	}
	others := max(zones-1, 1)
	perZone = (needed + others - 1) / others
	return perZone, perZone * zones, nil
}
