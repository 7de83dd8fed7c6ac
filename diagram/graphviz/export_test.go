package graphviz

// SetLifetime lets tests see replacements soon.
func (p *Pool) SetLifetime(layouts int) { p.lifetime = layouts }

// Dir is the workers' directory.
func (p *Pool) Dir() string { return p.dir }

// PIDs lists the processes of an idle pool's workers.
func (p *Pool) PIDs() []int {
	var ids []int
	for range cap(p.slots) {
		s := <-p.slots
		if s.worker != nil {
			ids = append(ids, s.worker.cmd.Process.Pid)
		}
		p.slots <- s
	}
	return ids
}
