package planner

import (
	"maps"

	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// oneServer compares the two kinds of a single server.
func (c comparison) oneServer(a Alternative) Alternative {
	a.Question = "A Lightsail bundle, EC2, containers or functions?"
	offers := []offer{}
	for _, kind := range []struct{ id, name, differs string }{
		{"lightsail", "Lightsail", "One price with disk and transfer; no way into a private network of one's own without peering, and an end to growth."},
		{"ec2", "EC2", "Each part is billed apart; the server can later stand in a private network."},
	} {
		if z, ok := c.single(kind.id, c.users); ok {
			offers = append(offers, offered(kind.id, kind.name, kind.differs, way{b: c.builder, z: z}))
		} else {
			offers = append(offers, refused(kind.id, kind.name, "No Lightsail bundle carries this load."))
		}
	}
	const no = "The database runs on the same machine, and needs a disk that outlives it: from the stage in which it stands apart this is possible."
	a.Options = c.compare(append(offers, refused("fargate", "Fargate", no), refused("lambda", "Lambda", no)))
	a.Advice = advice(a.Options)
	r := rivalry{a: "Lightsail", b: "EC2", from: 1, to: 1e6, own: float64(c.users), unit: "users", show: showUsers,
		price: func(x float64) (units.Money, units.Money, bool) {
			light, ok := c.single("lightsail", units.Users(x))
			machine, also := c.single("ec2", units.Users(x))
			if !ok || !also {
				return units.Money{}, units.Money{}, false
			}
			l, m := c.bill(light), c.bill(machine)
			return l.Total, m.Total, l.Complete && m.Complete
		}}
	a.Crossovers = r.crossovers()
	return a
}

// single is the one-server stage on a kind of server; false when it is too small.
func (c comparison) single(kind string, users units.Users) (sized, bool) {
	z := c.size(1, users)
	f := z.facts
	f.Server = kind
	d, _ := roadmap.Build(1, f)
	other := sized{design: d, facts: f, demand: z.demand, load: maps.Clone(z.load), policy: z.policy}
	transfer := other.load["transfer"]
	transfer.Egress = z.demand.EgressPerMonth
	if kind == "lightsail" {
		transfer.Egress = 0 // included in the bundle
	}
	other.load["transfer"] = transfer
	c.sizeTiers(&other)
	t, _ := other.tier("server")
	return other, t.Sizing.Unit != "" && carries(t)
}
