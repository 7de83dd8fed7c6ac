package workload

import "stagecraft/planner/units"

// Carries tells whether the fields accept this workload at another user count:
// what is stated as a total of the entered users grows in proportion to them.
// Where they do not, a projection ends.
func (w Workload) Carries(users units.Users) bool {
	f, _ := FieldNamed("users")
	average, _ := w.averageRequests()
	peak := average * float64(w.PeakFactor) * float64(users/w.Users)
	return float64(users) >= f.Min && float64(users) <= f.Max && peak <= mostPeakRequests
}
