# Stagecraft. “make help” lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
LDFLAGS := -s -w -X main.version=$(VERSION)
# Everything linked in, SQLite too: the image holds nothing but this file.
STATIC_TAGS := sqlite_omit_load_extension netgo osusergo
FUZZTIME ?= 20s
# Pinned, run without installing; docs/mutation.md has the results.
GREMLINS := github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0
MUTATED ?= units demand queueing pricing bill catalog

.PHONY: bench-diagram help run build static test tools lint generate gallery fuzz mutation image image-check clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build, then serve http://127.0.0.1:8080
	exec bin/stagecraft serve

build: ## build bin/stagecraft
	CGO_ENABLED=1 go build -trimpath -ldflags '$(LDFLAGS)' -o bin/stagecraft ./cmd/stagecraft

static: ## build bin/stagecraft-static, which needs no library of the system
	CGO_ENABLED=1 go build -trimpath -tags '$(STATIC_TAGS)' -ldflags '$(LDFLAGS) -extldflags -static' \
		-o bin/stagecraft-static ./cmd/stagecraft

test: tools ## run every test with the race detector; as root installs what they need
	CGO_ENABLED=1 go test -race -p 2 -timeout 20m ./...

tools: ## install, or name, the programs that tests use
	@.ci/tools

lint: ## gofmt, go vet, staticcheck, generated files, go.mod
	@.ci/lint

generate: ## write what is generated: the Go code of the templates, docs/services.md, docs/fidelity.md
	go tool templ generate -path views -log-level error
	go run ./planner/catalog/servicedoc
	go run ./planner/fidelity/doc docs/fidelity.md

gallery: ## write tmp/gallery/index.html: all glyphs, all stages, old and new golden layouts
	go run ./diagram/gallery -out tmp/gallery

fuzz: ## fuzz every parser for FUZZTIME (20s) each
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' "$$package" | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$package"; \
		done; \
	done

bench-diagram: ## our pictures against Graphviz's program and D2, and 10,000 pictures of one server (slow)
	go test ./diagram/bench -run '^$$' -bench .
	go test ./cmd/stagecraft -run '^$$' -bench DistinctPictures -benchtime 10000x -timeout 60m

# Not a part of CI: each of some 2,000 changes builds and runs the tests of its
# package, which takes an hour or two.
mutation: ## change the planner's arithmetic line by line; fails where tests miss more than 15% (slow)
	@for package in $(MUTATED); do \
		echo "planner/$$package"; \
		GOFLAGS='-vet=off -ldflags=-w' go run $(GREMLINS) unleash --workers 1 --timeout-coefficient 15 \
			--threshold-efficacy 85 --exclude-files '(pricelist|override|trim|servicedoc)/' \
			--output-statuses lc "./planner/$$package"; \
	done

image: ## build the container image stagecraft:latest
	docker build --build-arg VERSION='$(VERSION)' -t stagecraft:latest .

image-check: ## build and run what the image holds, in a bare chroot, without Docker (as root)
	@.ci/image-check

clean: ## remove what was built
	rm -rf bin
