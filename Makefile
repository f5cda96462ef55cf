# Needs only Python 3.11 or newer, make, and the package registry that pip is set up to use.
PYTHON ?= python3
UV     ?= uv
VENV   ?= .venv
OUT    ?= out
STORE  ?= .cdipgraph
SOURCE ?= data/sources/CDIP-24-8.fr.txt
STEM   ?= CDIP-24-8

BIN    := $(VENV)/bin
RUN    := $(BIN)/.run
DEV    := $(BIN)/.dev
BENCH  := $(BIN)/.bench
CLI    := $(BIN)/cdipgraph --store $(STORE)
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run test explore lint bench lock clean
.DELETE_ON_ERROR:

help:
	@echo 'make run      build the graph of $(SOURCE), its exports and its picture, into $(OUT)/'
	@echo 'make test     run all tests'
	@echo 'make explore  try what the tests say of any input with many more inputs, other ones each time'
	@echo 'make lint     style, types and layers'
	@echo 'make bench    measure the speed, beside other tools'
	@echo 'make lock     write requirements/ anew (needs uv)'
	@echo 'make clean    remove what these commands have made'

$(BIN)/python:
	@echo 'Making $(VENV) ...' >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)

# A stamp is newer than what was installed from: the second run installs nothing. The locks name every package, so pip
# resolves nothing (--no-deps): otherwise a release newer than the lock's of a package asked for with an extra stops it.
LOCKED := $(PIP) --require-hashes --no-deps
$(RUN): pyproject.toml requirements/run.txt requirements/build.txt | $(BIN)/python
	@echo 'Installing the locked dependencies ...' >&2
	@$(LOCKED) -r requirements/run.txt -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q cdipgraph
	@touch $@

$(DEV): $(RUN) requirements/dev.txt
	@echo 'Installing what the tests need ...' >&2
	@$(LOCKED) -r requirements/dev.txt
	@touch $@

$(BENCH): $(DEV) requirements/bench.txt
	@echo 'Installing what is measured beside ...' >&2
	@$(LOCKED) -r requirements/bench.txt
	@touch $@

# `build` ends with 1 when it found a violation: the files are wanted all the more.
run: $(RUN)
	@mkdir -p $(OUT)
	@start=$$(date +%s); \
	$(CLI) build $(SOURCE) || [ $$? -eq 1 ] || exit; \
	for file in $(STEM).ttl $(STEM).jsonld $(STEM).trig; do $(CLI) -q export -o $(OUT)/$$file || exit; done; \
	$(CLI) -q query annex -o $(OUT)/annex.csv && \
	$(CLI) -q draw -o $(OUT)/lineage.svg && \
	$(CLI) -q draw -o $(OUT)/lineage.html && \
	echo && echo 'Files:' && \
	for file in $(STEM).ttl $(STEM).jsonld $(STEM).trig annex.csv lineage.svg lineage.html; do \
		printf '  %-28s %8d bytes\n' $(OUT)/$$file $$(wc -c < $(OUT)/$$file); \
	done && \
	echo "All in $$(( $$(date +%s) - start )) s. Open $(OUT)/lineage.html in a browser."

test: $(DEV)
	@$(BIN)/python -m pytest $(ARGS)

explore: $(DEV)
	@$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=explore $(ARGS)

lint: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict cdipgraph
	@$(BIN)/lint-imports

bench: $(BENCH)
	@$(BIN)/python -m benchmarks $(ARGS)

LOCK := $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
lock:
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	@$(LOCK) --extra bench -c requirements/dev.txt pyproject.toml -o requirements/bench.txt
	@echo 'hatchling>=1.27' | $(LOCK) -c requirements/dev.txt - -o requirements/build.txt

clean:
	@rm -rf .venv out .cdipgraph dist build .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find cdipgraph tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
