# Every task of goldpan. `make help` lists those with a comment behind them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Node 24 comes from npm, whatever the machine has.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

GOLDPAN := node src/cli/main.ts
READY := node_modules/.goldpan-ready
LINKS ?= links.json

.PHONY: help setup demo test check format build local-ingest local-start local-stop doctor clean
.PHONY: local-test-medium local-test-linkedin local-test-github local-test-substack local-test-article

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## Install what goldpan needs into node_modules (the other tasks do it themselves)

$(READY): package.json package-lock.json .npmrc
	@echo "Installing packages into node_modules (npm ci) and Node 24 from npm …"
	@npm ci --loglevel=error
	@npm rebuild node --ignore-scripts=false --loglevel=error
	@node -e 'if (+process.versions.node.split(".")[0] < 24) throw new Error("Node 24 was not installed")'
	@touch $@

demo: setup ## Crawl the demo author's links from replica sites, offline
	@node demo/run.ts

test: setup ## Format, lint, types, import directions, all tests, the demo
	@$(MAKE) --no-print-directory check build
	@npm test --silent

check: setup ## Format, lint, types and import directions only
	@npm run --silent lint
	@npm run --silent typecheck
	@npm run --silent check

format: setup ## Format the code and mend what the linter can mend
	@npm run --silent format

build: setup ## Bundle the Lambda into dist/
	@npm run --silent build

local-ingest: setup ## Crawl all links of links.json (or LINKS=path) into the database
	@$(GOLDPAN) ingest $(LINKS)

doctor: setup ## Check what goldpan needs on this machine
	@$(GOLDPAN) doctor
