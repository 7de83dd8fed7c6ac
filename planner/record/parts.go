package record

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

func structCodec(t reflect.Type) codec {
	type member struct {
		name string // as written: "Monthly":
		codec
	}
	var members []member
	places := map[string]int{}
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			panic(fmt.Sprintf("record: %v keeps %s to itself", t, f.Name))
		}
		places[f.Name] = i
		members = append(members, member{strconv.Quote(f.Name) + ":", codecOf(f.Type)})
	}
	return codec{
		absent: func(v reflect.Value) bool {
			for i, m := range members {
				if !m.leavesOut(v.Field(i)) {
					return false
				}
			}
			return true
		},
		write: func(w *writer, v reflect.Value) {
			w.out = append(w.out, '{')
			start := len(w.out)
			for i, m := range members {
				if f := v.Field(i); !m.leavesOut(f) {
					w.comma(start)
					w.out = append(w.out, m.name...)
					m.write(w, f)
				}
			}
			w.out = append(w.out, '}')
		},
		read: func(r *reader, v reflect.Value) error {
			return r.object(func(name []byte) error {
				i, known := places[string(name)]
				if !known {
					r.skip()
					return nil
				}
				if err := members[i].read(r, v.Field(i)); err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
				return nil
			})
		},
	}
}

// nilable is a codec of values that may be nil, which are written as null.
func nilable(of codec) codec {
	return codec{
		write: func(w *writer, v reflect.Value) {
			if v.IsNil() {
				w.out = append(w.out, "null"...)
				return
			}
			of.write(w, v)
		},
		read: func(r *reader, v reflect.Value) error {
			v.SetZero()
			if r.null() {
				return nil
			}
			return of.read(r, v)
		},
	}
}

func sliceCodec(t reflect.Type) codec {
	of := codecOf(t.Elem())
	return nilable(codec{
		write: func(w *writer, v reflect.Value) {
			w.out = append(w.out, '[')
			start := len(w.out)
			for i := range v.Len() {
				w.comma(start)
				of.write(w, v.Index(i))
			}
			w.out = append(w.out, ']')
		},
		read: func(r *reader, v reflect.Value) error {
			v.Set(reflect.MakeSlice(t, 0, 0))
			return r.array(func(i int) error {
				if err := r.spend(t.Elem().Size()); err != nil {
					return err
				}
				v.Grow(1)
				v.SetLen(i + 1)
				if err := of.read(r, v.Index(i)); err != nil {
					return fmt.Errorf("%d: %w", i+1, err)
				}
				return nil
			})
		},
	})
}

func mapCodec(t reflect.Type) codec {
	of := codecOf(t.Elem())
	return nilable(codec{
		write: func(w *writer, v reflect.Value) {
			keys := v.MapKeys()
			slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
			w.out = append(w.out, '{')
			start := len(w.out)
			element := reflect.New(t.Elem()).Elem()
			for _, key := range keys {
				w.comma(start)
				w.quote(key.String())
				w.out = append(w.out, ':')
				element.Set(v.MapIndex(key))
				of.write(w, element)
			}
			w.out = append(w.out, '}')
		},
		read: func(r *reader, v reflect.Value) error {
			v.Set(reflect.MakeMap(t))
			return r.object(func(name []byte) error {
				if err := r.spend(t.Elem().Size() + mapEntry); err != nil {
					return err
				}
				element := reflect.New(t.Elem()).Elem()
				if err := of.read(r, element); err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
				v.SetMapIndex(reflect.ValueOf(string(name)).Convert(t.Key()), element)
				return nil
			})
		},
	})
}

func pointerCodec(t reflect.Type) codec {
	of := codecOf(t.Elem())
	return nilable(codec{
		write: func(w *writer, v reflect.Value) { of.write(w, v.Elem()) },
		read: func(r *reader, v reflect.Value) error {
			if err := r.spend(t.Elem().Size()); err != nil {
				return err
			}
			v.Set(reflect.New(t.Elem()))
			return of.read(r, v.Elem())
		},
	})
}
