package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// untilSignal is a context that the first SIGINT or SIGTERM ends, for a command
// that has something to finish then; a second signal kills the program. All
// others catch no signal, so that the first one ends them, whatever they read.
func untilSignal(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}
