package record

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"sync"

	"stagecraft/planner"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// codec writes and reads the values of one type. Both take addressable values.
type codec struct {
	write func(*writer, reflect.Value)
	read  func(*reader, reflect.Value) error
	// absent tells what a struct leaves out; nil for what is zero.
	absent func(reflect.Value) bool
}

func (c codec) leavesOut(v reflect.Value) bool {
	if c.absent != nil {
		return c.absent(v)
	}
	return v.IsZero()
}

// planCodec is worked out from the types once: looking at them costs more than
// writing a plan.
var planCodec = sync.OnceValue(func() codec { return codecOf(reflect.TypeFor[planner.Plan]()) })

// leaves are the types that keep a state of their own and write it themselves.
var leaves = map[reflect.Type]codec{
	reflect.TypeFor[units.Money]():       exact[units.Money](),
	reflect.TypeFor[units.Price]():       exact[units.Price](),
	reflect.TypeFor[units.Quantity]():    quantity,
	reflect.TypeFor[workload.Workload](): stated,
}

// exact is the codec of amounts with a text form.
func exact[T any, P interface {
	*T
	encoding.TextMarshaler
	encoding.TextUnmarshaler
}]() codec {
	return codec{
		write: func(w *writer, v reflect.Value) {
			text, err := v.Addr().Interface().(P).MarshalText()
			w.fail(err)
			w.out = append(append(append(w.out, '"'), text...), '"')
		},
		read: func(r *reader, v reflect.Value) error {
			text, err := r.text()
			if err != nil {
				return err
			}
			return v.Addr().Interface().(P).UnmarshalText([]byte(text))
		},
	}
}

var quantity = codec{
	write: func(w *writer, v reflect.Value) {
		w.out = append(w.out, v.Addr().Interface().(*units.Quantity).String()...)
	},
	read: func(r *reader, v reflect.Value) (err error) {
		*v.Addr().Interface().(*units.Quantity), err = units.ParseQuantity(string(r.token()))
		return err
	},
}

var stated = codec{
	write: func(w *writer, v reflect.Value) {
		document, err := workload.Record(*v.Addr().Interface().(*workload.Workload))
		w.fail(err)
		w.out = append(w.out, document...)
	},
	read: func(r *reader, v reflect.Value) (err error) {
		*v.Addr().Interface().(*workload.Workload), err = workload.ParseRecord(r.token())
		return err
	},
}

// codecOf works out how a type is written. It panics on a type that cannot be: a
// fault of the program that every use of the package finds.
func codecOf(t reflect.Type) codec {
	leaf, is := leaves[t]
	switch {
	case is:
		return leaf
	case t.Kind() == reflect.Struct:
		return structCodec(t)
	case t.Kind() == reflect.Slice:
		return sliceCodec(t)
	case t.Kind() == reflect.Map && t.Key().Kind() == reflect.String:
		return mapCodec(t)
	case t.Kind() == reflect.Pointer:
		return pointerCodec(t)
	}
	if plain, is := plainCodecs[t.Kind()]; is {
		return plain
	}
	panic(fmt.Sprintf("record: %v cannot be written down", t))
}

// plainCodecs are those of what has no parts.
var plainCodecs = map[reflect.Kind]codec{
	reflect.String: {
		write: func(w *writer, v reflect.Value) { w.refer(v.String()) },
		read: func(r *reader, v reflect.Value) error {
			text, err := r.referred()
			v.SetString(text)
			return err
		},
	},
	reflect.Bool: {
		write: func(w *writer, v reflect.Value) { w.out = strconv.AppendBool(w.out, v.Bool()) },
		read: func(r *reader, v reflect.Value) error {
			token := string(r.token())
			if v.SetBool(token == "true"); !v.Bool() && token != "false" {
				return fmt.Errorf("%.20s is neither true nor false", token)
			}
			return nil
		},
	},
	reflect.Float64: {
		write: func(w *writer, v reflect.Value) { w.float(v.Float()) },
		read: func(r *reader, v reflect.Value) error {
			f, err := r.float()
			v.SetFloat(f)
			return err
		},
		absent: func(v reflect.Value) bool { return math.Float64bits(v.Float()) == 0 }, // −0 is written
	},
	reflect.Int: {
		write: func(w *writer, v reflect.Value) { w.out = strconv.AppendInt(w.out, v.Int(), 10) },
		read: func(r *reader, v reflect.Value) error {
			token := string(r.token())
			n, err := strconv.ParseInt(token, 10, strconv.IntSize)
			if err != nil {
				return fmt.Errorf("%.20s is no whole number", token)
			}
			v.SetInt(n)
			return nil
		},
	},
	reflect.Uint64: {
		write: func(w *writer, v reflect.Value) { w.out = strconv.AppendUint(w.out, v.Uint(), 10) },
		read: func(r *reader, v reflect.Value) error {
			token := string(r.token())
			n, err := strconv.ParseUint(token, 10, 64)
			if err != nil {
				return fmt.Errorf("%.20s is no whole number from 0", token)
			}
			v.SetUint(n)
			return nil
		},
	},
}
