package diagram

import "context"

// Fallback is a Layouter that turns to a second one when the first fails, so
// that a picture is missing only when both do. Put a Cache around the first,
// not around the Fallback: an answer of the second would otherwise be kept.
type Fallback struct {
	First, Second Layouter
	Report        func(error) // told of each failure of First; nil is allowed
}

// Layout asks First, then Second. When the request itself has ended, its error
// is returned as it is.
func (f Fallback) Layout(ctx context.Context, s Scene) (Placed, error) {
	p, err := f.First.Layout(ctx, s)
	if err == nil || ctx.Err() != nil {
		return p, err
	}
	if f.Report != nil {
		f.Report(err)
	}
	p, err = f.Second.Layout(ctx, s)
	p.Makeshift = true
	return p, err
}
