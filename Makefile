# Needs python3 (3.11 to 3.13) and make; everything else goes into .venv, and is installed again when pyproject.toml changes.
.DELETE_ON_ERROR:
.PHONY: demo test lint bench docs clean

BIN := .venv/bin
DEMO := demo
ARTICLES ?= ../shared/data/fakes/articles

demo: .venv/.installed-draw ## builds the sample corpus, asks it questions, draws it
	@rm -rf $(DEMO) && mkdir $(DEMO)
	$(BIN)/kg build examples/articles -w $(DEMO)/kg-data
	$(BIN)/kg validate -w $(DEMO)/kg-data
	$(BIN)/kg ask who-blamed-whom -w $(DEMO)/kg-data
	$(BIN)/kg ask conflicting-tolls -w $(DEMO)/kg-data
	$(BIN)/kg ask denials -w $(DEMO)/kg-data
	$(BIN)/kg export -w $(DEMO)/kg-data -f turtle -o $(DEMO)/graph.ttl
	$(BIN)/kg draw blame -w $(DEMO)/kg-data -o $(DEMO)/blame.svg
	$(BIN)/kg draw blame -w $(DEMO)/kg-data -o $(DEMO)/blame.html
	$(BIN)/kg draw timeline --event "Deir ez-Zor" -w $(DEMO)/kg-data -o $(DEMO)/timeline.html
	$(BIN)/kg draw claims --event Daquq -w $(DEMO)/kg-data -o $(DEMO)/claims.html
	@echo
	@echo "The graph:    $(DEMO)/graph.ttl"
	@echo "The pictures: $(DEMO)/blame.svg, and blame.html, timeline.html and claims.html there for a browser"
	@echo "More:         $(BIN)/kg ask --list, then $(BIN)/kg ask NAME -w $(DEMO)/kg-data"

test: .venv/.installed-dev ## runs every test
	@$(BIN)/python -m pytest -q -n 2

lint: .venv/.installed-dev ## style, types, who may import whom, and that every import is declared
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/deptry kg

bench: .venv/.installed-dev ## speed, memory and growth over ARTICLES: the reader alone, then whole builds; tables and out/
	$(BIN)/python -m benchmarks.reader $(ARTICLES)
	$(BIN)/python -m benchmarks.build $(ARTICLES)

docs: .venv/.installed-docs ## the ontology as a web page
	$(BIN)/python docs/reference.py

clean: ## removes what the other targets made
	rm -rf .venv demo out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/.installed-%: pyproject.toml | .venv/bin/pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@

# A python3 may be too old, too new, or a stub that starts nothing: the first that runs and fits is taken.
.venv/bin/pip:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	    if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	        rm -rf .venv && exec "$$python" -m venv .venv; \
	    fi; \
	done; \
	echo "make: no Python 3.11, 3.12 or 3.13 found; install one, or name it: make PYTHON=/path/to/python3.12" >&2; \
	exit 1
