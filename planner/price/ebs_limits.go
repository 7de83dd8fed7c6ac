package price

import "stagecraft/planner/units"

// volume is what a type of volume may have: GiB, operations a second also for
// each GiB, and MiB/s also for each operation. 0 is no limit, or none that is
// provisioned.
type volume struct {
	least, most, iops, iopsPerGB, mbps, mbpsPerIOPS float64
	less, larger, faster                            string // the cure for one too small, too large and too fast
}

// volumes follow the Amazon EBS User Guide, volume types; of gp3 the limits since
// September 2025, see the page of the EBS prices.
var volumes = map[string]volume{
	"gp3":      {1, 65536, 80000, 500, 2000, 0.25, "", "more volumes with n", "type=io2, or more volumes with n"},
	"gp2":      {1, 16384, 0, 0, 0, 0, "", "type=gp3 with up to 65,536 GB, or more volumes with n", ""},
	"io1":      {4, 16384, 64000, 50, 0, 0, "type=gp3", "type=io2 with up to 65,536 GB, or more volumes with n", "type=io2, or more volumes with n"},
	"io2":      {4, 65536, 256000, 1000, 0, 0, "type=gp3", "more volumes with n", "more volumes with n"},
	"st1":      {125, 16384, 0, 0, 0, 0, "type=gp3", "more volumes with n", ""},
	"sc1":      {125, 16384, 0, 0, 0, 0, "type=gp3", "more volumes with n", ""},
	"standard": {1, 1024, 0, 0, 0, 0, "", "type=gp3", ""},
}

// checkVolume refuses a volume that cannot be had. Operations or throughput may
// be priced alone, without a size.
func (s *sheet) checkVolume(kind string) {
	v, limited := volumes[kind]
	if !limited {
		return
	}
	gb, iops, mbps := s.number("gb"), s.number("iops"), s.number("mbps")
	n := units.CanonicalNumber
	switch {
	case gb > v.most:
		s.refuse("gb=%s: a volume of type %s has at most %s GB; give %s", n(gb), kind, n(v.most), v.larger)
	case gb > 0 && gb < v.least:
		cure := "gb=" + n(v.least)
		if v.less != "" {
			cure += " or " + v.less
		}
		s.refuse("gb=%s: a volume of type %s has at least %s GB; give %s", n(gb), kind, n(v.least), cure)
	}
	switch {
	case v.iops > 0 && iops > v.iops:
		s.refuse("iops=%s: a volume of type %s has at most %s operations a second; give %s", n(iops), kind, n(v.iops), v.faster)
	case v.iops > 0 && gb > 0 && iops > max(gb*v.iopsPerGB, gp3Included(kind)):
		s.refuse("iops=%s: a volume of type %s has at most %s operations a second for each GB; give gb=%s", n(iops), kind, n(v.iopsPerGB), n(ceilUnits(iops/v.iopsPerGB)))
	}
	switch {
	case v.mbps > 0 && mbps > v.mbps:
		s.refuse("mbps=%s: a volume of type %s has at most %s MiB/s; give %s", n(mbps), kind, n(v.mbps), "more volumes with n")
	case v.mbps > 0 && mbps > max(iops, gp3IOPS)*v.mbpsPerIOPS:
		s.refuse("mbps=%s: a volume of type %s has at most %s MiB/s for each operation; give iops=%s", n(mbps), kind, n(v.mbpsPerIOPS), n(ceilUnits(mbps/v.mbpsPerIOPS)))
	}
}

// gp3Included is the operations that a volume has whatever its size.
func gp3Included(kind string) float64 {
	if kind == "gp3" {
		return gp3IOPS
	}
	return 0
}
