# `make` alone lists the targets.
# ARGS="..." is passed on, PYTHON=... chooses the Python of .venv, JOBS=4 runs four tests at a time.
.DEFAULT_GOAL := help
.PHONY: help lab env test build check bench lock dev
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
FIRST := $(firstword $(sort $(wildcard notebooks/*/*.ipynb)))
# Not `jupyter lab FILE`: that would serve the notebook's folder alone, and nbgrader's formgrader needs the root.
OPEN := $(if $(FIRST),--LabApp.default_url=/lab/tree/$(FIRST))
# JupyterLab refuses to start as root (in a container, say) unless told.
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
JOBS ?= 2
UV ?= $(firstword $(wildcard .venv/bin/uv) uv)
export PYTHON

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name what; do printf '  make %-6s %s\n' "$$name" "$$what"; done

lab: env  ## open the course's first notebook in JupyterLab
	@echo "Starting JupyterLab (Ctrl-C twice stops it)"
	@$(PY) -m jupyterlab $(OPEN) $(AS_ROOT) $(ARGS)

env:  ## make the environment in .venv, if it is not there yet
	@sh .make/environment.sh

dev:
	@sh .make/environment.sh --dev

test: dev  ## run all tests
	@$(PY) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

build: dev  ## build both notebooks of every lesson from solutions/*.py
	@$(PY) -m autograder build $(ARGS)

check: dev  ## say whether the notebooks fit their source and the code fits the style
	@$(PY) -m autograder check $(ARGS)
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet

bench: dev  ## measure, print a table, write build/bench.json
	@$(PY) -m tests.bench $(ARGS)

lock:  ## renew .requirements.lock from pyproject.toml (needs uv; ARGS=--upgrade takes newer versions)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv, then run it again" >&2; exit 1; }
	@$(UV) pip compile pyproject.toml --output-file .requirements.lock --quiet --all-extras --universal --python-version 3.11 \
		--fork-strategy fewest --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(ARGS)
