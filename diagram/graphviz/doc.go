// Package graphviz places scenes with Graphviz: a scene becomes DOT text that
// holds no word of the user's, a worker process answers with coordinates, and
// those are snapped to straight rows and columns.
//
// Graphviz runs as WebAssembly that may loop for ever, corrupt its own heap and
// leak, so it lives only in worker processes (package engine) that are killed at
// a deadline and replaced after a number of layouts. This package does not import
// it: linking it costs every process that does half a second of compiling, or
// native code read from a shared temporary directory.
package graphviz
