package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"stagecraft/handlers"
	"stagecraft/store"
)

// Time limits of the server. The slowest honest visitor sends a form of 256 KB
// and takes a plan of 1 MB over a telephone line.
const (
	headerTime  = 5 * time.Second
	readTime    = 20 * time.Second
	writeTime   = 40 * time.Second
	idleTime    = 2 * time.Minute
	drainTime   = 10 * time.Second // for running requests after a signal to stop
	headerBytes = 64 << 10
)

// layoutWorkers is how many pictures are placed side by side.
const layoutWorkers = 2

// serveConfig is the settings of serve.
type serveConfig struct {
	addr, db, secure, cache string
	prices                  bookFlags
	people                  signInFlags
}

func addrSetting(value *string) setting {
	return setting{"addr", "STAGECRAFT_ADDR", "127.0.0.1:8080", "address to listen on", value}
}

func (c *serveConfig) settings() []setting {
	return append([]setting{
		addrSetting(&c.addr),
		dbSetting(&c.db),
		{"secure", "STAGECRAFT_SECURE", "false", "true when visitors come by HTTPS, through a proxy in front", &c.secure},
		{"cache", "STAGECRAFT_CACHE", "", "folder in which layouts, and what their workers compile, outlive the program; off for none; where the system keeps caches when not given", &c.cache},
	}, append(c.prices.settings(), c.people.settings()...)...)
}

// serve runs the web server until the context ends or a signal comes, then lets running requests
// finish.
func serve(ctx context.Context, p process, args []string) error {
	config, err := readServeFlags(p, args)
	if err != nil {
		return err
	}
	secure, err := strconv.ParseBool(config.secure)
	if err != nil {
		return misuse("--secure %q is neither true nor false", config.secure)
	}
	provider, required, err := config.people.open(secure)
	if err != nil {
		return err
	}
	book, err := config.prices.open()
	if err != nil {
		return err
	}
	ctx, release := untilSignal(ctx) // not before: a file of prices may never end
	defer release()
	logger := slog.New(slog.NewTextHandler(p.stderr, nil))
	for _, warning := range book.Warnings(p.today()) {
		logger.Warn("prices", "book", book.Version(), "warning", warning)
	}
	plans, err := store.Open(config.db)
	if err != nil {
		return err
	}
	defer plans.Close()
	layouter, err := newLayouter(layoutWorkers, visitorWaits, cacheDir(config.cache, p.getenv), logger)
	if err != nil {
		return err
	}
	defer layouter.Close()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", config.addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s, choose another address with --addr: %w", config.addr, err)
	}
	ctx, stop := context.WithCancel(ctx)
	var aside sync.WaitGroup
	aside.Go(func() { purge(ctx, plans, logger) })
	aside.Go(func() { layouter.warm(ctx, logger) })
	defer func() { stop(); aside.Wait() }() // before the store closes
	site := handlers.New(handlers.Config{
		Store: plans, Layouter: layouter, Book: book, Logger: logger, Secure: secure, Version: programVersion(),
		SignIn: provider, RequireSignIn: required,
	})
	logger.Info("serving", "url", siteURL(listener.Addr().String()), "db", hidden(config.db), "book", book.Version(), "version", programVersion())
	fmt.Fprintln(p.stdout, "Stagecraft is at "+siteURL(listener.Addr().String()))
	return serveUntil(ctx, listener, site, logger)
}

func readServeFlags(p process, args []string) (serveConfig, error) {
	var c serveConfig
	flags := newFlags("serve")
	for _, s := range c.settings() {
		s.define(flags, p.getenv)
	}
	words, err := parse(flags, args)
	if err == flag.ErrHelp {
		if err := writeSettings(p.stdout, "stagecraft serve [flags]: the web pages and the API.", c.settings()); err != nil {
			return c, err
		}
		return c, flag.ErrHelp
	}
	if err != nil {
		return c, err
	}
	if err := checkDB(c.db); err != nil {
		return c, err
	}
	return c, noWords("serve", words)
}

// serveUntil serves until the context ends.
func serveUntil(ctx context.Context, listener net.Listener, site http.Handler, logger *slog.Logger) error {
	server := &http.Server{
		Handler: site, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: headerBytes, ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	logger.Info("stopping", "drain", drainTime)
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	if err := server.Shutdown(drain); err != nil {
		server.Close()
		if !errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("stop: %w", err)
		}
		logger.Warn("requests cut off", "after", drainTime)
	}
	logger.Info("stopped")
	return nil
}

// purge removes long-deleted plans once a day.
func purge(ctx context.Context, plans *store.Store, logger *slog.Logger) {
	daily := time.NewTicker(24 * time.Hour)
	defer daily.Stop()
	for {
		if gone, err := plans.Purge(ctx); err != nil && ctx.Err() == nil {
			logger.Error("deleted plans not purged", "error", err)
		} else if gone > 0 {
			logger.Info("deleted plans purged", "plans", gone)
		}
		select {
		case <-ctx.Done():
			return
		case <-daily.C:
		}
	}
}
