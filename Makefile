# Thin on purpose: each target is a line or two. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help

BIN := .venv/bin
DEMO := demo-programme
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-annotate --generate-hashes --group setup

.PHONY: help demo test check bench year bench-audit fuzz exact crash golden constraints clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name says; do printf 'make %-12s %s\n' "$$name" "$$says"; done

demo: .venv/.run ## a made-up programme with its shortlists, in ./demo-programme
	$(BIN)/matcher demo $(DEMO) --again

test: check ## everything CI runs: the checks, then all tests
	$(BIN)/python -m pytest -n 2 -q --durations=10 --hypothesis-profile=ci

check: .venv/.dev ## style, types, import contracts, models, house rules; no tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/matcher models check
	$(BIN)/python -m tests.contracts.house_rules

bench: .venv/.dev ## measure the workloads of benchmarks/
	$(BIN)/python -m benchmarks.run

year: .venv/.dev ## a simulated year of two programmes, recounted from the raw tables; then ten people are erased (about half an hour)
	$(BIN)/python -m benchmarks.year

bench-audit: .venv/.dev ## how well adverts are read: the labelled sets, the metamorphic suite, speed
	$(BIN)/python -m benchmarks.audit_scores dev --totals
	$(BIN)/python -m benchmarks.audit_scores dev2 --totals
	$(BIN)/python -m benchmarks.audit_scores held --totals
	$(BIN)/python -m benchmarks.audit_scores dev4 --totals
	$(BIN)/python -m benchmarks.audit_scores last --totals
	$(BIN)/python -m benchmarks.audit_metamorphic
	$(BIN)/python -m benchmarks.audit_speed

fuzz: .venv/.dev ## the generated-input tests, 10,000 inputs each
	MATCHER_FUZZ=10000 $(BIN)/python -m pytest tests/fuzz -n 2 -q --hypothesis-profile=fuzz

exact: .venv/.dev ## every route, every pair of 2,000 clients and 2,000 vacancies, and 10,000 weeks minute by minute
	MATCHER_EXACT=2000 $(BIN)/python -m pytest tests/exact tests/measures -q

crash: .venv/.dev ## two hundred kills during import, decide and reply; what was kept is there, the rest is not
	MATCHER_CRASH=200 $(BIN)/python -m pytest tests/store/test_crash.py -q

golden: .venv/.dev ## write the golden outputs anew; read the diff before committing it
	MATCHER_GOLDEN=write $(BIN)/python -m pytest -q -k golden
	git --no-pager diff --stat -- fixtures/golden

constraints: .venv/.dev ## resolve the newest allowed versions; then run make test
	UV_CUSTOM_COMPILE_COMMAND="make constraints" $(LOCK) --upgrade --extra dev pyproject.toml -o constraints.txt
	UV_CUSTOM_COMPILE_COMMAND="make constraints" $(LOCK) --upgrade -c constraints.txt pyproject.toml -o constraints-run.txt

clean: ## remove what make built; demo-programme stays, it may hold your notes
	rm -rf .venv build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find matcher tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# --- installing, once -------------------------------------------------------------------------------------------------
# Exact versions, each with its hash. uv does it in seconds, and comes by the same list; where it cannot (a pip set up for a
# mirror, say), pip does the same in about a minute.
define install
	sed -n '/^uv==/,/[^\\]$$/p' $(1) > .venv/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
		|| { echo "uv could not install; trying pip, which takes about a minute."; $(BIN)/python -m pip install --quiet --require-hashes -r $(1); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

.venv/.run: constraints-run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what matcher runs on into .venv ..."
	@$(call install,constraints-run.txt)
	@touch $@

.venv/.dev: constraints.txt pyproject.toml | .venv/bin/python
	@echo "Installing matcher and its tools into .venv ..."
	@$(call install,constraints.txt)
	@touch .venv/.run $@

.venv/bin/python:
	@for python in $(PYTHON) python3.11 python3 python3.12 python3.13 python3.14; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exec "$$python" -m venv .venv; fi; \
	done; echo "Matcher needs Python 3.11 or newer with its venv module: on Debian or Ubuntu run 'apt-get install python3-venv' and then make again." >&2; exit 1
