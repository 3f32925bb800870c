# `make run` on a fresh machine serves the demonstration at http://localhost:8000; `make test` proves everything.
# Each target prepares what it needs and does nothing twice; the steps are in tools/prepare.py.
.DEFAULT_GOAL := help
.PHONY: help run prepare check test test-postgres test-browser trials bench screenshots format locks catalogues \
        permissions clean

PYTHON ?= python3
HANSA := .venv/bin/hansa
TOOL := .venv/bin/python -m tools
PORT ?= 8000

help:  ## Show this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

run:  ## Set up what is missing, fill the demonstration once, and serve it
	@$(PYTHON) -m tools.prepare run
	@exec $(HANSA) serve --port $(PORT)

prepare:  ## Set up everything for work on the code, without serving
	@$(PYTHON) -m tools.prepare test

check:  ## The quick half, under a minute: style, types, imports, migrations, packs, catalogues, rules
	@$(PYTHON) -m tools.prepare check
	@$(TOOL).suite check

test:  ## Everything: check, SQLite, PostgreSQL, browser; each trial small
	@$(PYTHON) -m tools.prepare test
	@$(TOOL).suite all

test-postgres:  ## The services' tests on a throw-away PostgreSQL
	@$(PYTHON) -m tools.prepare test
	@$(TOOL).suite postgres

test-browser:  ## Both journeys and every page of them in a real browser
	@$(PYTHON) -m tools.prepare test
	@$(TOOL).suite browser

trials:  ## The long trials at full size
	@$(PYTHON) -m tools.prepare test
	@$(TOOL).suite trials

bench:  ## CPU and queries of the pages that matter, what they cost a browser, the selection and certificates, to build/*.json
	@$(PYTHON) -m tools.prepare bench
	@$(TOOL).bench
	@$(TOOL).vitals
	@$(TOOL).bench_selection
	@$(TOOL).bench_certificates

screenshots:  ## Pictures of every kind of page, to build/screenshots, and those of the docs
	@$(PYTHON) -m tools.prepare test
	@$(TOOL).screenshots

format:  ## Put the code into its one form
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

catalogues:  ## Read new strings out of the source into the six catalogues, and compile them
	@$(TOOL).catalogues extract
	@$(TOOL).catalogues compile

permissions:  ## Write docs/permissions.md, the table of roles and addresses
	@$(TOOL).permissions --write

locks:  ## Pin every dependency anew, with hashes
	@bash tools/locks.sh

clean:  ## Remove all that was built, keep the data in var/
	@rm -rf .venv node_modules build src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
