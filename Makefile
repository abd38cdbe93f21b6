# `make chat` and `make test` need Python 3.11 or later and make; everything else they install themselves.
PYTHON ?= python3
VENV := .venv
# Where to take PyTorch from; see "Installing" in the README for the small CPU build.
TORCH_ARGS ?=
BIN := $(VENV)/bin
# Tests run in this many processes, each with a model and a browser of its own: about 2 GB of memory each.
WORKERS ?= 2

.PHONY: chat test test-durability benchmark system index evaluate train clean

chat: $(VENV)/installed
	$(BIN)/preceptorship ingest
	$(BIN)/preceptorship chat

index: $(VENV)/installed
	$(BIN)/preceptorship ingest

test: $(VENV)/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses $(WORKERS) --dist loadfile --ignore tests/durability
	$(BIN)/pytest tests/durability

# The long form of the durability trials, about a quarter of an hour: 500 kills, 10,000 questions under ten publications.
test-durability: $(VENV)/developing
	PRECEPTORSHIP_KILLS=500 PRECEPTORSHIP_QUERIES=10000 $(BIN)/pytest tests/durability --capture=no

# How soon a person can type, beside a bare Gradio chat in the same run.
benchmark: $(VENV)/developing
	$(BIN)/python -m tests.benchmarks.textbox

evaluate: $(VENV)/installed
	$(BIN)/preceptorship ingest
	$(BIN)/preceptorship eval

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet $(TORCH_ARGS) --constraint constraints.txt torch
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/developing: $(VENV)/installed
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

# Debian packages for the tests in a browser and on PostgreSQL; needs root. Other systems: install both yourself.
system:
	apt-get update --quiet
	apt-get install --yes --quiet --no-install-recommends chromium postgresql

# Learn the small parts again (scope, adapter, ranking, confidence) from the corpus and the tuning samples.
train: index
	$(BIN)/python -m evals.training

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
