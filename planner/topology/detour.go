package topology

import "slices"

// Detour is an arrow that takes over from lost ones: from a component that is
// left to one that is left.
type Detour struct {
	Link
	Instead Link // the lost arrow it stands for
}

// relation is all arrows of a kind between two tiers: they carry one stream.
type relation struct {
	from, to string
	kind     LinkKind
}

// Detours lists the arrows that a graph has after a loss and had not before, in
// the order of those they stand for. Where an arrow between two tiers is left, it
// takes what the lost ones did and there is no detour. Otherwise whoever called a
// lost component calls its heir, and where all callers are lost too, the heir of
// a caller does. One detour may stand for several arrows; it is then listed once
// for each.
func (g Graph) Detours(lost map[string]bool) []Detour {
	left := map[relation]int{} // how directly the best of its arrows is replaced
	for _, l := range g.Links {
		r := g.relation(l)
		if way := g.around(l, lost).directness; way > left[r] {
			left[r] = way
		}
	}
	var all []Detour
	for _, l := range g.Links {
		w := g.around(l, lost)
		if w.directness == kept || w.directness == cut || w.directness != left[g.relation(l)] && l.Kind != Replication {
			continue
		}
		all = append(all, Detour{Link{From: w.from, To: w.to, Kind: l.Kind, Spine: l.Spine}, l})
	}
	return all
}

func (g Graph) relation(l Link) relation {
	from, _ := g.Find(l.From)
	to, _ := g.Find(l.To)
	return relation{from.Tier, to.Tier, l.Kind}
}

// How directly an arrow goes on after a loss.
const (
	cut        = iota // nobody is left at one end
	inherited         // from the heir of its beginning
	redirected        // to the heir of its end
	kept
)

type way struct {
	from, to   string
	directness int
}

// around is the way an arrow goes after a loss. A copy is not made for one that
// is lost, nor by the heir for itself.
func (g Graph) around(l Link, lost map[string]bool) way {
	w := way{l.From, l.To, kept}
	if lost[l.To] {
		if l.Kind == Replication {
			return way{}
		}
		w.to, w.directness = g.Heir(l.To, lost), redirected
	}
	if lost[l.From] {
		w.from, w.directness = g.Heir(l.From, lost), inherited
	}
	if w.from == "" || w.to == "" || w.from == w.to {
		return way{}
	}
	return w
}

// Heir is the component that does the work of a lost one: of a primary the copy
// that takes over, of a replica another one or its primary, of everything else
// its like in another zone; "" where there is none.
func (g Graph) Heir(id string, lost map[string]bool) string {
	c, _ := g.Find(id)
	switch c.Role {
	case "standby":
		return ""
	case "primary":
		return g.promoted(c, lost)
	case "replica":
		if like := g.like(c, lost); like != "" {
			return like
		}
		for _, l := range g.Links {
			if l.Kind == Replication && l.To == id && lost[l.From] {
				return g.Heir(l.From, lost)
			} else if l.Kind == Replication && l.To == id {
				return l.From
			}
		}
		return ""
	}
	return g.like(c, lost)
}

// promoted is the copy that takes over from a primary: its standby first. A read
// replica of RDS does not without hands, one of Aurora or of a cache does.
func (g Graph) promoted(c Component, lost map[string]bool) string {
	replica := ""
	for _, l := range g.Links {
		to, _ := g.Find(l.To)
		switch {
		case l.Kind != Replication || l.From != c.ID || lost[l.To]:
		case to.Role == "standby":
			return to.ID
		case to.Role == "replica" && c.Service != "rds" && replica == "":
			replica = to.ID
		}
	}
	return replica
}

// like is the first component left of the same tier and role.
func (g Graph) like(c Component, lost map[string]bool) string {
	tier := g.Tier(c.Tier)
	i := slices.IndexFunc(tier, func(o Component) bool { return o.ID != c.ID && o.Role == c.Role && !lost[o.ID] })
	if i < 0 {
		return ""
	}
	return tier[i].ID
}
