package queueing

// MG1Wait is the mean time in the queue of one server with random arrivals and
// any service times. cs2 is the squared coefficient of variation of the service
// time (variance ÷ mean²): 0 when all take the same, 1 when exponential.
//
// Domain: arrival rate and cs2 at least 0, service time above 0. ErrUnstable
// when rate × service time reaches 1.
// Source: Pollaczek–Khinchine, Wq = ρ·S·(1 + cs²) ÷ (2·(1 − ρ)).
func MG1Wait(arrival, service, cs2 float64) (float64, error) {
	err := domain("M/G/1", notNegative("arrival rate", arrival), positive("service time", service),
		notNegative("squared variation of service", cs2))
	if err != nil {
		return 0, err
	}
	busy := arrival * service
	if busy >= 1 {
		return 0, ErrUnstable
	}
	return busy * service * (1 + cs2) / (2 * (1 - busy)), nil
}

// GGcWait is the approximate mean time in the queue of any arrivals and service
// times at several servers. ca2 and cs2 are the squared coefficients of
// variation of the times between arrivals and of the service times; with both
// at 1 it is exact. It is good at high utilisation and rough below about 50%.
//
// Domain: as NewMMc, ca2 and cs2 at least 0.
// Source: Allen–Cunneen, Wq = Wq(M/M/c)·(ca² + cs²) ÷ 2.
func GGcWait(servers int, arrival, service, ca2, cs2 float64) (float64, error) {
	err := domain("G/G/c", notNegative("squared variation of arrivals", ca2),
		notNegative("squared variation of service", cs2))
	if err != nil {
		return 0, err
	}
	q, err := NewMMc(servers, arrival, service)
	if err != nil {
		return 0, err
	}
	return q.MeanWait() * (ca2 + cs2) / 2, nil
}
