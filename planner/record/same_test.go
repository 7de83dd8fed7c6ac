package record

import (
	"bytes"
	"fmt"
	"math"
	"reflect"

	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// difference names the first place at which two values differ; empty for none.
// It is strict: nil is not empty, and −0 is not 0. Amounts and workloads are
// compared by what they say, for their digits may be kept in more than one way.
func difference(a, b reflect.Value, path string) string {
	differ := func(x, y any) string { return fmt.Sprintf("%s: %.300v, then %.300v", path, x, y) }
	switch x := a.Interface().(type) {
	case units.Money:
		if y := b.Interface().(units.Money); x.String() != y.String() || x.Cmp(y) != 0 {
			return differ(x, y)
		}
		return ""
	case units.Price:
		y, many := b.Interface().(units.Price), units.NewQuantity(123456.789)
		if x.String() != y.String() || x.Float() != y.Float() || x.Amount(many).Cmp(y.Amount(many)) != 0 {
			return differ(x, y)
		}
		return ""
	case units.Quantity:
		if y := b.Interface().(units.Quantity); x.String() != y.String() || x.Float() != y.Float() {
			return differ(x, y)
		}
		return ""
	case workload.Workload:
		y := b.Interface().(workload.Workload)
		if !bytes.Equal(workload.JSON(x), workload.JSON(y)) || !reflect.DeepEqual(x.Ranges() == nil, y.Ranges() == nil) {
			return differ(x, y)
		}
		for _, f := range workload.Fields() {
			i, stated := x.Range(f.Name)
			if j, also := y.Range(f.Name); x.Given(f.Name) != y.Given(f.Name) || f.Number(x) != f.Number(y) || i != j || stated != also {
				return differ(f.Name, f.Value(y))
			}
		}
		return ""
	}
	return parts(a, b, path, differ)
}

// parts compares what values are made of.
func parts(a, b reflect.Value, path string, differ func(x, y any) string) string {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if found := difference(a.Field(i), b.Field(i), path+"."+a.Type().Field(i).Name); found != "" {
				return found
			}
		}
		return ""
	case reflect.Pointer:
		if a.IsNil() != b.IsNil() {
			return differ(a, b)
		}
		if a.IsNil() {
			return ""
		}
		return difference(a.Elem(), b.Elem(), path)
	case reflect.Slice:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return differ(a.Len(), b.Len())
		}
		for i := range a.Len() {
			if found := difference(a.Index(i), b.Index(i), fmt.Sprintf("%s[%d]", path, i)); found != "" {
				return found
			}
		}
		return ""
	case reflect.Map:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return differ(a.Len(), b.Len())
		}
		for _, key := range a.MapKeys() {
			if !b.MapIndex(key).IsValid() {
				return differ(key, "nothing")
			}
			if found := difference(a.MapIndex(key), b.MapIndex(key), path+"."+key.String()); found != "" {
				return found
			}
		}
		return ""
	case reflect.Float64:
		if math.Float64bits(a.Float()) != math.Float64bits(b.Float()) {
			return differ(a, b)
		}
		return ""
	}
	if !a.Equal(b) {
		return differ(a, b)
	}
	return ""
}
