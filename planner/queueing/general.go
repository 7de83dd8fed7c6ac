package queueing

import "math"

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

// GGc is a stable queue of several servers with any arrivals and service times.
// Its waits are those of the M/M/c queue, longer or shorter by
// (ca² + cs²) ÷ 2, where ca² and cs² are the squared coefficients of variation
// of the times between arrivals and of the service times. With both at 1 it is
// exact; for one server and random arrivals its mean is; it is good at high
// utilisation and rough below about 50%.
//
// Source: Allen–Cunneen.
type GGc struct {
	MMc
	CA2, CS2 float64
}

// NewGGc describes a queue as NewMMc does, with the two variations.
//
// Domain: as NewMMc, ca2 and cs2 at least 0.
func NewGGc(servers int, arrival, service, ca2, cs2 float64) (GGc, error) {
	err := domain("G/G/c", notNegative("squared variation of arrivals", ca2),
		notNegative("squared variation of service", cs2))
	if err != nil {
		return GGc{}, err
	}
	q, err := NewMMc(servers, arrival, service)
	if err != nil {
		return GGc{}, err
	}
	return GGc{MMc: q, CA2: ca2, CS2: cs2}, nil
}

// MeanWait is the mean time in the queue, over all arrivals:
// Wq = Wq(M/M/c) × (ca² + cs²) ÷ 2.
func (q GGc) MeanWait() float64 { return q.MMc.MeanWait() * (q.CA2 + q.CS2) / 2 }

// WaitVariance is the variance of that time: the wait of those who do wait is
// taken as exponential, so it scales with the square of the mean.
func (q GGc) WaitVariance() float64 {
	scale := (q.CA2 + q.CS2) / 2
	return q.MMc.WaitVariance() * scale * scale
}

// Relaxation is how long the queue remembers: the time in which the excess over
// its mean falls to 1/e. Waits of arrivals closer together than that are much
// the same. It is the time constant of M/M/1 at c times the speed, longer or
// shorter by (ca² + cs²) ÷ 2.
//
// Source: Cohen, The Single Server Queue, 1982: S ÷ (c·(1 − √ρ)²).
func (q GGc) Relaxation() float64 {
	idle := 1 - math.Sqrt(q.Utilisation())
	return q.Service / (float64(q.Servers) * idle * idle) * (q.CA2 + q.CS2) / 2
}

// GGcWait is the mean time in the queue of a GGc.
func GGcWait(servers int, arrival, service, ca2, cs2 float64) (float64, error) {
	q, err := NewGGc(servers, arrival, service, ca2, cs2)
	if err != nil {
		return 0, err
	}
	return q.MeanWait(), nil
}
