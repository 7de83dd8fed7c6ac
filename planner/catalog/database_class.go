package catalog

import (
	"sync"

	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// namedClass is an instance class with the keys of its prices.
type namedClass struct {
	Instance
	single, multi pricing.Key
}

// classesOf says which classes are asked for.
type classesOf struct {
	engine string
	aurora bool
	x86    bool
}

// classNames lists the classes of every engine once: a plan chooses among them
// some hundred times.
var classNames = sync.OnceValue(func() map[classesOf][]namedClass {
	all := map[classesOf][]namedClass{}
	for _, engine := range []string{"mysql", "postgresql"} {
		for _, aurora := range []bool{false, true} {
			for _, processor := range []workload.Processor{workload.ARM, workload.X86} {
				of := classesOf{engine, aurora, processor == workload.X86}
				arm, x86 := []string{"t4g", "m7g", "r7g"}, []string{"t3", "m7i", "r7i"}
				if aurora {
					arm, x86 = []string{"t4g", "r7g"}, []string{"t3", "r7i"}
				}
				for _, i := range families(processor, "db.", arm, x86) {
					all[of] = append(all[of], namedClass{i, classKey(engine, aurora, i.Type, false), classKey(engine, aurora, i.Type, true)})
				}
			}
		}
	}
	return all
})

// classKeys lists the classes an engine runs on with a processor, burstable ones
// first. The slice is not to be changed.
func classKeys(engine string, aurora bool, processor workload.Processor) []namedClass {
	return classNames()[classesOf{engine, aurora, processor == workload.X86}]
}

// classKey is the rate of an hour of a class. An Aurora cluster survives a zone
// by its readers: it has no rate for several zones.
func classKey(engine string, aurora bool, class string, multi bool) pricing.Key {
	if aurora {
		return pricing.Key("aurora." + engine + "." + class)
	}
	zone := ".single-az"
	if multi {
		zone = ".multi-az"
	}
	return pricing.Key("rds." + engine + "." + class + zone)
}
