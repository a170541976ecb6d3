# Every task of goldpan. `make help` lists those with a comment behind them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Node 24 comes from npm, whatever the machine has.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

GOLDPAN := node src/cli/main.ts
READY := node_modules/.goldpan-ready
LINKS ?= links.json
PORT ?= 9010
# dev or prod: a fleet of its own, with a secret of its own.
STAGE ?= dev
CDK = cdk --context stage=$(STAGE)
FLEET = $(GOLDPAN) fleet

# What the local-test tasks send: links of the course, yours (MEDIUM_LINK=… SENDER="First Last"), or with DEMO=1 the demo author's.
ifdef DEMO
SENDER := Mara Lindqvist
MEDIUM_LINK := https://medium.com/@mara.lindqvist/predicting-the-tide-from-a-twelve-euro-pressure-sensor-7f3c2a91be04
LINKEDIN_LINK := https://www.linkedin.com/posts/mara-lindqvist_for-three-years-our-tide-model-was-wrong-activity-7379050609801043530-q7Rt
GITHUB_LINK := https://github.com/mara-lindqvist/tidepool
SUBSTACK_LINK := https://maralindqvist.substack.com/p/the-tide-table-is-a-prior
ARTICLE_LINK := https://mara.example/notes/seven-cosines/
else
SENDER ?= Paul Iusztin
MEDIUM_LINK ?= https://medium.com/decodingml/an-end-to-end-framework-for-production-ready-llm-systems-by-building-your-llm-twin-2cc6bb01141f
GITHUB_LINK ?= https://github.com/decodingml/llm-twin-course
SUBSTACK_LINK ?= https://decodingml.substack.com/p/real-time-feature-pipelines-with
ARTICLE_LINK ?= https://mlabonne.github.io/blog/posts/2024-07-29_Finetune_Llama31.html
# The course has no link of LinkedIn: LINKEDIN_LINK=https://… SENDER="First Last" make local-test-linkedin
endif
SEND = node src/local/send.ts --port $(PORT) "$(SENDER)"

.PHONY: help setup demo test test-fleet check format build layer bench bench-fetching bench-fleet doctor
.PHONY: synth bootstrap secret deploy diff destroy ingest invoke redrive logs local-ingest local-start local-stop
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

test: setup ## Format, lint, types, import directions, all tests, the fleet on an emulator
	@$(MAKE) --no-print-directory check build layer
	@npm test --silent
	@$(MAKE) --no-print-directory test-fleet

test-fleet: build layer ## Deploy the fleet to an emulator of AWS, load it, break it and mend it
	@vitest run --config test/fleet/vitest.config.ts

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

local-start: build ## Start the local Lambda on port 9010 (DEMO=1: with the replica sites; PORT=…: elsewhere)
	@node src/local/start.ts --port $(PORT) $(if $(DEMO),demo/local.ts)

local-test-medium: setup ## Send it a Medium link (DEMO=1: the demo author's; MEDIUM_LINK=…: yours)
	@$(SEND) $(MEDIUM_LINK)

local-test-linkedin: setup ## Send it a LinkedIn link
	@$(SEND) $(or $(LINKEDIN_LINK),$(error Give a link: LINKEDIN_LINK=https://… SENDER="First Last" make local-test-linkedin))

local-test-github: setup ## Send it a GitHub link
	@$(SEND) $(GITHUB_LINK)

local-test-substack: setup ## Send it a Substack link
	@$(SEND) $(SUBSTACK_LINK)

local-test-article: setup ## Send it a link of any other site
	@$(SEND) $(ARTICLE_LINK)

local-stop: setup ## Stop the local Lambda and what it started
	@node src/local/stop.ts --port $(PORT)

layer: setup ## Gather Chromium and playwright-core into dist-layer/
	@node scripts/layer.ts

synth: build layer ## Synthesise the CloudFormation template of STAGE, offline
	@$(CDK) synth --quiet && echo "The template is in cdk.out/."

bootstrap: build layer ## Prepare an AWS account and region for deployments, once
	@$(CDK) bootstrap

secret: setup ## Put MONGODB_URI (and GITHUB_TOKEN) of the environment into the secret of STAGE
	@$(FLEET) secret --stage $(STAGE)

deploy: build layer ## Deploy the fleet of STAGE (dev or prod) to AWS
	@$(CDK) deploy

diff: build layer ## Show what a deployment would change
	@$(CDK) diff

destroy: build layer ## Take the fleet of STAGE down; documents, ledger and secret stay
	@$(CDK) destroy

ingest: setup ## Have the fleet crawl all links of links.json (or LINKS=path), and watch it
	@$(FLEET) ingest $(LINKS) --stage $(STAGE)

# Of the environment, USER is the login name and not a person to crawl for.
invoke: setup ## Have the fleet crawl one link now: USER="First Last" LINK=https://…
	@$(FLEET) invoke --stage $(STAGE) --user "$(if $(filter-out environment,$(origin USER)),$(USER))" --link "$(LINK)"

redrive: setup ## Show why links ended as dead letters, and put them back into the queue
	@$(FLEET) redrive --stage $(STAGE)

logs: setup ## Show the log of the fleet (SINCE=10m)
	@$(FLEET) logs --stage $(STAGE) --since $(or $(SINCE),10m)

bench: build ## Measure: an ingest against bare undici, the bundle against the MongoDB driver
	@node bench/ingest.ts
	@node bench/import-time.ts

bench-fetching: setup ## Measure: 1,000 links against Crawlee (installed on first use), and what hostile servers cost
	@node bench/fetching/run.ts
	@node bench/fetching/bombs.ts

bench-fleet: build ## Measure and reckon what the fleet costs, and how long it takes
	@node bench/fleet/measure.ts
	@node bench/fleet/simulate.ts
	@node bench/fleet/costs.ts

doctor: setup ## Check what goldpan needs on this machine
	@$(GOLDPAN) doctor
