package queueing

import "math"

// ErlangB is the share of arrivals lost when there are servers but no queue.
// Offered load is arrival rate × service time, in erlangs.
//
// Domain: servers 1 to MaxServers, offered load at least 0.
// Source: Erlang 1917, by the recursion B(0) = 1, B(k) = a·B(k−1) ÷ (k + a·B(k−1)).
func ErlangB(servers int, offered float64) (float64, error) {
	if err := domain("Erlang B", serverCount(servers), notNegative("offered load", offered)); err != nil {
		return 0, err
	}
	blocked := 1.0
	for k := 1; k <= servers; k++ {
		blocked = offered * blocked / (float64(k) + offered*blocked)
	}
	return blocked, nil
}

// ErlangC is the share of arrivals that must wait when all queue: the M/M/c
// queue. ErrUnstable when the offered load reaches the number of servers.
//
// Domain: servers 1 to MaxServers, offered load at least 0.
// Source: Erlang 1917, C = c·B ÷ (c − a·(1 − B)).
func ErlangC(servers int, offered float64) (float64, error) {
	blocked, err := ErlangB(servers, offered)
	if err != nil {
		return 0, err
	}
	c := float64(servers)
	if offered >= c {
		return 0, ErrUnstable
	}
	return c * blocked / (c - offered*(1-blocked)), nil
}

// MMc is a stable M/M/c queue: random arrivals, exponential service times.
type MMc struct {
	Servers         int
	Offered         float64 // erlangs
	Service         float64 // mean service time
	WaitProbability float64 // share of arrivals that wait, Erlang C
}

// NewMMc describes a queue by its servers, arrival rate and mean service time
// (the rate per the time unit of service).
//
// Domain: servers 1 to MaxServers, arrival rate at least 0, service time above
// 0. ErrUnstable when rate × service time reaches the servers.
func NewMMc(servers int, arrival, service float64) (MMc, error) {
	err := domain("M/M/c", notNegative("arrival rate", arrival), positive("service time", service))
	if err != nil {
		return MMc{}, err
	}
	waiting, err := ErlangC(servers, arrival*service)
	if err != nil {
		return MMc{}, err
	}
	return MMc{Servers: servers, Offered: arrival * service, Service: service, WaitProbability: waiting}, nil
}

// Utilisation is the share of time a server is busy, below 1.
func (q MMc) Utilisation() float64 { return q.Offered / float64(q.Servers) }

// MeanWait is the mean time in the queue before service, over all arrivals:
// Wq = C·S ÷ (c − a).
func (q MMc) MeanWait() float64 {
	return q.WaitProbability * q.Service / (float64(q.Servers) - q.Offered)
}

// MeanQueue is the mean number waiting: Lq = C·a ÷ (c − a).
func (q MMc) MeanQueue() float64 {
	return q.WaitProbability * q.Offered / (float64(q.Servers) - q.Offered)
}

// MeanInSystem is the mean number waiting or being served: L = Lq + a.
func (q MMc) MeanInSystem() float64 { return q.MeanQueue() + q.Offered }

// WaitVariance is the variance of the time in the queue. A wait is 0 with
// probability 1 − C, else exponential with rate r = (c − a) ÷ S: C·(2 − C) ÷ r².
func (q MMc) WaitVariance() float64 {
	mean := q.Service / (float64(q.Servers) - q.Offered)
	return q.WaitProbability * (2 - q.WaitProbability) * mean * mean
}

// WaitBeyond is the share of arrivals that wait longer than t:
// P(Wq > t) = C·exp(−(c − a)·t ÷ S). A negative t counts as 0.
func (q MMc) WaitBeyond(t float64) float64 {
	return q.WaitProbability * math.Exp(-(float64(q.Servers)-q.Offered)*max(t, 0)/q.Service)
}

// WaitQuantile is the waiting time that a share p of arrivals do not exceed; 0
// when that many do not wait at all. Domain: p at least 0 and below 1.
func (q MMc) WaitQuantile(p float64) (float64, error) {
	if err := domain("M/M/c quantile", check{p >= 0 && p < 1, "share", p, "at least 0 and below 1"}); err != nil {
		return 0, err
	}
	if 1-p >= q.WaitProbability {
		return 0, nil
	}
	return q.Service / (float64(q.Servers) - q.Offered) * math.Log(q.WaitProbability/(1-p)), nil
}

// ServersForWait is the fewest servers with which no more than a share of the
// arrivals waits (Erlang C at most limit).
//
// Domain: offered load at least 0 and below MaxServers, limit above 0 and
// below 1. ErrUnstable when MaxServers would not do.
func ServersForWait(offered, limit float64) (int, error) {
	err := domain("servers for a share waiting", notNegative("offered load", offered), inside("share waiting", limit))
	if err != nil {
		return 0, err
	}
	blocked := 1.0
	for k := 1; k <= MaxServers; k++ {
		c := float64(k)
		blocked = offered * blocked / (c + offered*blocked)
		if offered < c && c*blocked/(c-offered*(1-blocked)) <= limit {
			return k, nil
		}
	}
	return 0, ErrUnstable
}
