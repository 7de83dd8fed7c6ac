package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"time"
)

// healthcheck asks the server that the same settings would start. It exists so
// that an image without a shell can check itself.
func healthcheck(ctx context.Context, p process, args []string) error {
	var addr string
	flags := newFlags("healthcheck")
	settings := []setting{addrSetting(&addr)}
	settings[0].define(flags, p.getenv)
	words, err := parse(flags, args)
	if err == flag.ErrHelp {
		if err := writeSettings(p.stdout, "stagecraft healthcheck [flags]: status 0 when the server is ready, 1 when not.", settings); err != nil {
			return err
		}
		return flag.ErrHelp
	}
	if err != nil {
		return err
	}
	if err := noWords("healthcheck", words); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	url := siteURL(addr) + "/readyz"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return misuse("--addr %q is not an address; accepted: 127.0.0.1:8080 or :8080", addr)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("no answer: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", url, answer.Status)
	}
	return nil
}

// siteURL is where a browser on this machine finds a server that listens on
// addr: all interfaces includes the loopback one.
func siteURL(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "http://" + addr
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}
