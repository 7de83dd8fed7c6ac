package views

import "testing"

// A card of read replicas says how many there are and how full they are.
func TestReadReplicasOnTheirCard(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"400k"}, "track": {"classic"}})
	s := p.Stages[3]
	card, ok := DiagramLabels(p.Workload, s).Cards["reader.b"]
	if !ok || card.Detail != "1 × t4g.small" || card.Utilisation <= 0 || card.Utilisation > 0.6 {
		t.Errorf("the card reads %+v", card)
	}
}
