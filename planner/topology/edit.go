package topology

import (
	"fmt"
	"slices"
)

// Clone copies the graph with every New mark cleared: the starting point of the
// next stage.
func (g Graph) Clone() Graph {
	c := Graph{Components: slices.Clone(g.Components), Links: slices.Clone(g.Links)}
	for i := range c.Components {
		c.Components[i].New = false
	}
	for i := range c.Links {
		c.Links[i].New = false
	}
	return c
}

// Find returns the component with the ID.
func (g Graph) Find(id string) (Component, bool) {
	i := slices.IndexFunc(g.Components, func(c Component) bool { return c.ID == id })
	if i < 0 {
		return Component{}, false
	}
	return g.Components[i], true
}

// Has tells whether the component is in the graph.
func (g Graph) Has(id string) bool { _, ok := g.Find(id); return ok }

// Tier lists the components of a tier in the order they were added.
func (g Graph) Tier(tier string) []Component {
	var in []Component
	for _, c := range g.Components {
		if c.Tier == tier {
			in = append(in, c)
		}
	}
	return in
}

// HasTier tells whether any component of the tier is in the graph.
func (g Graph) HasTier(tier string) bool {
	return slices.ContainsFunc(g.Components, func(c Component) bool { return c.Tier == tier })
}

// Add puts a component in, or replaces the one of the same ID in its place.
func (g *Graph) Add(c Component) {
	i := slices.IndexFunc(g.Components, func(o Component) bool { return o.ID == c.ID })
	if i >= 0 {
		g.Components[i] = c
		return
	}
	g.Components = append(g.Components, c)
}

// Remove takes a component out, with every link that touches it. Removing what
// is not there does nothing.
func (g *Graph) Remove(id string) {
	g.Components = slices.DeleteFunc(g.Components, func(c Component) bool { return c.ID == id })
	g.Links = slices.DeleteFunc(g.Links, func(l Link) bool { return l.From == id || l.To == id })
}

// Connect adds a link, once. Both ends must be in the graph; linking a missing
// component is a programming error and panics.
func (g *Graph) Connect(l Link) {
	if !g.Has(l.From) || !g.Has(l.To) {
		panic(fmt.Sprintf("topology: link %s has an end that is not in the graph", l.Key()))
	}
	if slices.ContainsFunc(g.Links, func(o Link) bool { return o.Same(l) }) {
		return
	}
	g.Links = append(g.Links, l)
}

// Disconnect removes the link between two components, if there is one.
func (g *Graph) Disconnect(from, to string) {
	g.Links = slices.DeleteFunc(g.Links, func(l Link) bool { return l.From == from && l.To == to })
}

// UsedZones lists the Availability Zones that hold a component.
func (g Graph) UsedZones() []Place {
	var used []Place
	for _, z := range Zones {
		if slices.ContainsFunc(g.Components, func(c Component) bool { return c.Place == z }) {
			used = append(used, z)
		}
	}
	return used
}
