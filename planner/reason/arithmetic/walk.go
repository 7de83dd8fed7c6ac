package arithmetic

import (
	"reflect"

	"stagecraft/planner/reason"
)

// Each calls visit with every reason found anywhere in a value: in its exported
// fields, slices, maps and pointers.
func Each(value any, visit func(reason.Reason)) { walk(reflect.ValueOf(value), visit) }

var reasonType = reflect.TypeFor[reason.Reason]()

func walk(v reflect.Value, visit func(reason.Reason)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			walk(v.Index(i), visit)
		}
	case reflect.Map:
		for entries := v.MapRange(); entries.Next(); {
			walk(entries.Value(), visit)
		}
	case reflect.Struct:
		if v.Type() == reasonType && v.CanInterface() {
			visit(v.Interface().(reason.Reason))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), visit)
			}
		}
	}
}
