package catalog

// TaskMemory lists the GiB that a Fargate task of so many vCPUs may have, in
// rising order; none when no task has that many.
func TaskMemory(vcpu float64) []float64 {
	var sizes []float64
	for _, size := range taskSizes {
		for gib := size.from; size.vcpu == vcpu && gib <= size.to; gib += size.step {
			sizes = append(sizes, gib)
		}
	}
	return sizes
}
