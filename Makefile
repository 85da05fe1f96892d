# make play    prepares .venv and opens the game
# make test    prepares .venv and runs every check
# make help    lists the rest
#
# Needs python3 (3.11 or newer, with venv and pip) and make, nothing else. Everything that is
# installed comes from the *.lock files, by hash.

PYTHON ?= python3
PYTEST ?= -n 2

.DEFAULT_GOAL := help
.PHONY: help play setup extras test say quick hunt prove lint types ladder tests format bench docs lock wheel clean

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

# The stamps in .venv are named after what they stand for: the place and the Python that .venv was
# made for, and the text of the locks. A change of either makes a new name, so the step runs again.
sum    = $(shell { pwd; $(PYTHON) -VV; cat $(1) /dev/null; } 2>&1 | cksum | cut -d' ' -f1)
VENV  := .venv/.made-$(call sum)
PLAY  := .venv/.play-$(call sum,pyproject.toml requirements.lock)
EXTRA := .venv/.extra-$(call sum,pyproject.toml requirements.lock requirements-extras.lock)
DEV   := .venv/.dev-$(call sum,pyproject.toml requirements.lock requirements-dev.lock)
BIN   := .venv/bin
PIP   := $(BIN)/python -m pip --quiet install --require-virtualenv

help:
	@echo "make play     open the game"
	@echo "make test     every check: ruff, mypy, the ladder of rooms, pytest"
	@echo "make quick    the tests without the slow ones"
	@echo "make hunt     look for new examples that break something: N=10 MINUTES=60"
	@echo "make prove    the tests in far larger numbers; takes an hour"
	@echo "make format   let ruff tidy the code"
	@echo "make bench    measure, and print the figures"
	@echo "make docs     write anew what is made from the code: docs/diagnostics.md, schema/"
	@echo "make setup    only prepare .venv"
	@echo "make extras   fetch what prints decks and reads spreadsheets"
	@echo "make lock     renew the *.lock files from pyproject.toml"
	@echo "make wheel    build a wheel into dist/"
	@echo "make clean    remove .venv and caches; saves stay"

play: $(PLAY)
	@$(BIN)/tabletop $(ARGS)

setup: $(DEV)
	@echo "The table is ready: make play"

extras: $(EXTRA)
	@echo "Decks can be printed, and written to spreadsheets and back."

test: say lint types ladder tests

say:
	@echo "Every check, the same ones each time: some seven minutes on two quiet cores."

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV)
	$(BIN)/mypy

ladder: $(DEV)
	$(BIN)/lint-imports --no-logo

tests: $(DEV)
	$(BIN)/python -m pytest $(PYTEST)

quick: $(DEV)
	$(BIN)/python -m pytest $(PYTEST) -m "not slow"

hunt: $(DEV)
	$(BIN)/python -m tests.hunt --rounds $(or $(N),10) --minutes $(or $(MINUTES),60)

prove: $(DEV)
	$(BIN)/python -m pytest $(PYTEST) -m "slow or prove" --prove --every-bit \
		--damages $(or $(N),2000) --kills 12 --games 200 --mutants 20000

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV)
	$(BIN)/python -m benchmarks $(ARGS)

docs: $(PLAY)
	$(BIN)/tabletop deck explain --markdown > docs/diagnostics.md
	$(BIN)/tabletop deck schema deck > schema/deck.schema.json
	$(BIN)/tabletop deck schema seed > schema/seed.schema.json

wheel: $(PLAY)
	$(BIN)/python -m pip --quiet wheel --no-deps --no-build-isolation --wheel-dir dist .

# uv is wanted here alone: it resolves for every Python and system at once.
lock:
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip --quiet install uv
	.venv/lock/bin/uv pip compile $(COMPILE) --group build -o requirements.lock
	.venv/lock/bin/uv pip compile $(COMPILE) --group build --group dev \
		--constraint requirements.lock -o requirements-dev.lock
	.venv/lock/bin/uv pip compile $(COMPILE) --all-extras --group build \
		--constraint requirements-dev.lock -o requirements-extras.lock
COMPILE := pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock" $(ARGS)

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Tabletop needs Python 3.11 or newer. If you have one, name it: make play PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make environments yet. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@touch $@

$(PLAY): | $(VENV)
	@echo "Preparing the table; the first time takes a minute ..." >&2
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -qq $(BIN)/../lib tabletop || true
	@rm -f .venv/.play-*
	@touch $@

$(EXTRA): | $(PLAY)
	@$(PIP) --require-hashes -r requirements-extras.lock
	@rm -f .venv/.extra-*
	@touch $@

$(DEV): | $(PLAY)
	@echo "Fetching the tools for the checks ..." >&2
	@$(PIP) --require-hashes -r requirements-dev.lock
	@rm -f .venv/.dev-*
	@touch $@
