package queueing

// InFlight is how many are in a system on average: arrival rate × time in it.
//
// Domain: both at least 0.
// Source: Little 1961, L = λ·W.
func InFlight(arrival, time float64) (float64, error) {
	if err := domain("Little's law", notNegative("arrival rate", arrival), notNegative("time", time)); err != nil {
		return 0, err
	}
	return arrival * time, nil
}

// ClosedRate is the request rate of a number of people who each wait for a
// response and then think: N ÷ (Z + R).
//
// Domain: people, think and response time at least 0, the two times not both 0.
// Source: the interactive response time law (Little's law of a closed system).
func ClosedRate(people, think, response float64) (float64, error) {
	err := domain("closed system", notNegative("people", people), notNegative("think time", think),
		notNegative("response time", response), positive("think and response time", think+response))
	if err != nil {
		return 0, err
	}
	return people / (think + response), nil
}

// Backlog is what piles up while work arrives faster than it is done:
// (arrival − capacity) × duration, 0 when it does not.
//
// Domain: all at least 0.
func Backlog(arrival, capacity, duration float64) (float64, error) {
	err := domain("backlog", notNegative("arrival rate", arrival), notNegative("capacity", capacity),
		notNegative("duration", duration))
	if err != nil {
		return 0, err
	}
	return max(arrival-capacity, 0) * duration, nil
}

// Drain is the time a backlog takes to clear at a later arrival rate:
// backlog ÷ (capacity − arrival). ErrUnstable when it never does.
//
// Domain: all at least 0.
func Drain(backlog, arrival, capacity float64) (float64, error) {
	err := domain("drain", notNegative("backlog", backlog), notNegative("arrival rate", arrival),
		notNegative("capacity", capacity))
	if err != nil {
		return 0, err
	}
	if backlog == 0 {
		return 0, nil
	}
	if arrival >= capacity {
		return 0, ErrUnstable
	}
	return backlog / (capacity - arrival), nil
}

// Headroom is the highest utilisation at which a growing load does not fill the
// servers before more can be ready: 1 ÷ (1 + r·L). Growth is relative growth per
// time unit (a load that doubles in 600 s grows 1/600 a second), lead the time
// from the first sign to new servers taking work.
//
// Domain: both at least 0.
func Headroom(growth, lead float64) (float64, error) {
	if err := domain("headroom", notNegative("growth", growth), notNegative("lead time", lead)); err != nil {
		return 0, err
	}
	return 1 / (1 + growth*lead), nil
}

// USL is the universal scalability law: throughput of n workers that contend
// for shared things (Alpha) and must agree with each other (Beta).
//
// Source: Gunther, "Guerrilla Capacity Planning", 2007.
type USL struct {
	Alpha float64 // contention, at least 0
	Beta  float64 // coherency, at least 0
	Gamma float64 // throughput of one worker, above 0
}

// Check answers a DomainError when a parameter is outside its domain; the other
// methods have a meaning only when it does not.
func (u USL) Check() error {
	return domain("universal scalability law", notNegative("alpha", u.Alpha), notNegative("beta", u.Beta),
		positive("gamma", u.Gamma))
}

// Throughput is γ·n ÷ (1 + α·(n − 1) + β·n·(n − 1)), for n at least 1.
func (u USL) Throughput(n float64) (float64, error) {
	if err := u.Check(); err != nil {
		return 0, err
	}
	if err := domain("universal scalability law", check{finite(n) && n >= 1, "workers", n, "finite and at least 1"}); err != nil {
		return 0, err
	}
	return u.Gamma * n / (1 + u.Alpha*(n-1) + u.Beta*n*(n-1)), nil
}
