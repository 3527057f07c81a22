# `make` alone lists what there is.  Needs Python >= 3.11 and make; everything else comes from the lock.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/installed
UV     := uv==0.13.9

.DEFAULT_GOAL := help
.PHONY: help demo test lint format eval bench train check example lock assets dist clean distclean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort | awk -F'\t' '{printf "make %-10s %s\n", $$1, $$2}'

# pip refuses every file whose hash is not in the lock; the project itself is installed editable, built by
# the hatchling of the lock, so nothing is fetched that the lock does not name.  The index of places is built
# once, into the user's cache folder, so that the first report does not wait for it.
$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "sayso needs Python 3.11 or newer, and '$(PYTHON)' is `$(PYTHON) --version 2>&1`." >&2; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -c 'from sayso.extract.where.build import open_index; open_index()'
	@touch $@

# DEMO_SERVE= makes it end before the desk opens.
DEMO_SERVE ?= yes
DEMO_PORT  ?= 8000
SAMPLES    := samples/*.txt samples/*.html samples/*.jsonl
demo: $(STAMP) ## read the sample reports: print their tables, open the desk on http://127.0.0.1:8000
	@mkdir -p out
	$(BIN)/sayso read $(SAMPLES)
	$(BIN)/sayso read $(SAMPLES) --html out/demo.html
	$(BIN)/sayso add $(SAMPLES) --db out/demo.db
	$(if $(DEMO_SERVE),$(BIN)/sayso desk --db out/demo.db --port $(DEMO_PORT))

test: $(STAMP) ## run the tests, in random order
	$(BIN)/python -m pytest -q $(ARGS)

lint: $(STAMP) ## format, style and types, checked and not changed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(STAMP) ## let ruff mend format and style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(STAMP) ## accuracy on the gold reports that SAYSO_BENCHMARK points at
	$(BIN)/python eval/run.py $(ARGS)

bench: $(STAMP) ## speed beside bare spaCy, in the same run
	$(BIN)/python bench/run.py $(ARGS)

train: $(STAMP) ## fit the weights again on annotated reports
	$(BIN)/python training/train.py $(ARGS)

check: $(STAMP) ## check the language data: every row, every example
	$(BIN)/sayso check

example: $(STAMP) ## renew the example in the README
	$(BIN)/python docs/example.py

# Universal locks (every system, every Python from 3.11), hashes included, no index host inside.
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
  --custom-compile-command "make lock" --upgrade pyproject.toml
lock: $(STAMP) ## resolve the dependencies anew and write requirements/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(COMPILE) -o requirements/run.txt
	$(COMPILE) --group dev -c requirements/run.txt -o requirements/dev.txt

# The desk's vendored scripts and its outline of the world are in the repository: only who renews them needs Node.
assets: ## build src/sayso/desk/static/vendor anew from package-lock.json (needs Node >= 20)
	npm ci --no-audit --no-fund
	node assets/build.mjs

dist: $(STAMP) ## build the wheel and the source archive into dist/
	$(BIN)/python -m hatchling build -d dist

clean: ## remove what the tools left behind, keep .venv
	rm -rf out build dist node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests eval bench training -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## the same, and .venv
	rm -rf $(VENV)
