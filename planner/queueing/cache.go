package queueing

import "math"

// MaxItems bounds the items of an exact Zipf sum, which takes a step for each.
const MaxItems = 100_000_000

// LookAside is the mean time of a read that asks the cache first and, on a miss,
// the database too: t_cache + (1 − h)·t_database.
//
// Domain: hit ratio 0 to 1, times at least 0.
func LookAside(hit, cache, database float64) (float64, error) {
	err := domain("look-aside", share("hit ratio", hit), notNegative("cache time", cache),
		notNegative("database time", database))
	if err != nil {
		return 0, err
	}
	return cache + (1-hit)*database, nil
}

// LookAsideBreakEven is the hit ratio above which a look-aside cache makes reads
// faster: t_cache ÷ t_database. At 1 or more it never does.
//
// Domain: cache time at least 0, database time above 0.
func LookAsideBreakEven(cache, database float64) (float64, error) {
	err := domain("look-aside", notNegative("cache time", cache), positive("database time", database))
	if err != nil {
		return 0, err
	}
	return cache / database, nil
}

// ZipfHit is the share of requests that go to the cached most popular of items,
// when the popularity of the i-th is 1 ÷ i^z: what a perfect cache would hit.
// An exact sum.
//
// Domain: z at least 0, items 1 to MaxItems, cached 0 to items.
// Source: Breslau et al., "Web caching and Zipf-like distributions", 1999.
func ZipfHit(z float64, items, cached int) (float64, error) {
	err := domain("Zipf", notNegative("exponent", z),
		check{items >= 1 && items <= MaxItems, "items", float64(items), "between 1 and 100000000"},
		check{cached >= 0 && cached <= items, "cached items", float64(cached), "between 0 and the items"})
	if err != nil {
		return 0, err
	}
	var hit, total float64
	for i := items; i >= 1; i-- { // smallest first keeps the sum exact
		total += math.Pow(float64(i), -z)
	}
	for i := cached; i >= 1; i-- {
		hit += math.Pow(float64(i), -z)
	}
	return min(hit/total, 1), nil
}

// ZipfHitClosed is ZipfHit by its integral, for any number of items:
// (M^(1−z) − 1) ÷ (N^(1−z) − 1), and ln M ÷ ln N at z = 1. Within 0.01 of the
// sum for a million items, a tenth of them cached and z from 0.6 to 1.
//
// Domain: z at least 0, items above 1, cached 0 to items; below one cached item
// the answer is 0.
// Source: Doyle et al., USITS 2003, section 2.
func ZipfHitClosed(z, items, cached float64) (float64, error) {
	err := domain("Zipf", notNegative("exponent", z),
		check{finite(items) && items > 1, "items", items, "finite and above 1"},
		check{cached >= 0 && cached <= items, "cached items", cached, "between 0 and the items"})
	if err != nil {
		return 0, err
	}
	if cached <= 1 {
		return 0, nil
	}
	// Expm1 keeps the quotient exact as z nears 1, where both parts vanish.
	e := (1 - z) * math.Log(items)
	if math.Abs(e) < 1e-12 {
		return math.Log(cached) / math.Log(items), nil
	}
	return min(math.Expm1((1-z)*math.Log(cached))/math.Expm1(e), 1), nil
}
