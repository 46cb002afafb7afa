# serve · test · update · build: each works from a fresh clone, and again.
# PYTHON=python3.12 make … chooses another Python.

SHELL  := /bin/bash
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
REPORT := .cache/tests.xml

export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve test update build book export properdocs zensical check prove mutate bench weigh lock measured clean
.DEFAULT_GOAL := help

help: ## list what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

serve: $(READY) ## set up, and serve the site at http://127.0.0.1:8000
	@echo "== serving at http://127.0.0.1:8000/ (Ctrl-C stops); programs run in the background"
	@$(BIN)/mkdocs serve

test: $(READY) ## set up, and run every code block, check and test
	@echo "== ruff and mypy"
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy
	@echo "== every card and every code block"
	@$(BIN)/python -m pytest README.md docs $(ARGS)
	@echo "== every test of the engine, of the built site, of the workflows"
	@$(BIN)/python -m pytest tests -n 2 --junitxml=$(REPORT) $(ARGS)

measured: $(READY) ## note what the last `make test` found of the built site
	@PYTHONPATH=tests $(BIN)/python tests/measured.py $(REPORT)

update: $(READY) ## rewrite the recorded outputs: CARDS="page page#card"
	@$(BIN)/python -m cards update $(CARDS)

check: $(READY) ## run cards and compare them with their pages: CARDS=…
	@$(BIN)/python -m cards check $(CARDS)

build: $(READY) ## build the finished site into site/
	@echo "== building the site into site/"
	@CARDS_BOOK=1 $(BIN)/mkdocs build --strict
	@echo "== the site is in site/"

book: $(READY) ## write the cards as a book, an EPUB: FILE=cards.epub
	@$(BIN)/python -m cards book $(or $(FILE),cards.epub)

export: $(READY) ## write finished pages, for any generator, into a new folder: DIR=…
	@$(BIN)/python -m cards export $(DIR)

# MkDocs and Material end; these two say what the site would be without them
properdocs: $(READY) ## build with ProperDocs, a fork of MkDocs: must give the same HTML
	@$(BIN)/python -m pip install --quiet --no-deps "properdocs==1.6.7"
	@$(BIN)/python tests/other_builds.py properdocs

zensical: $(READY) ## build the export with Zensical, and judge that by the site's tests
	@$(PYTHON) -m venv .cache/zensical
	@.cache/zensical/bin/python -m pip install --quiet "zensical==0.0.73"
	@$(BIN)/python tests/other_builds.py zensical .cache/zensical/bin/zensical

prove: $(READY) ## try claims with 20 seeds and as other processors, and record it: CARDS=…
	@$(BIN)/python -m cards prove $(CARDS) --machines --record

mutate: $(READY) ## change programs, and see which changes nothing notices: CARDS=…
	@$(BIN)/python -m cards mutate $(CARDS) $(ARGS)

bench: $(READY) ## measure the engine: prints ratios
	@PYTHONPATH=.:tests $(BIN)/python tests/bench.py $(ARGS)

weigh: $(READY) ## weigh the first view of each page; fails above tests/budget.toml
	@$(BIN)/python -m pytest -q tests/test_budget.py $(ARGS)

lock: $(READY) ## lock requirements.txt anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet "uv>=0.13"
	@$(BIN)/python tests/lock.py

clean: ## remove what was made, but for the stored results
	rm -rf site docs/plots $(VENV)

# torch first and alone: only it comes from PyTorch's own index, whose CPU build
# needs no CUDA packages. Where that index cannot be reached pip goes on without.
$(READY): requirements.txt Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; choose one with: make PYTHON=python3.12 …"; exit 1; }
	@echo "== setting up $(VENV) (once; some minutes)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "no venv module: on Debian, apt-get install python3-venv"; exit 1; }
	@echo "== installing torch"
	@$(BIN)/python -m pip install --no-deps --retries 1 \
	  --extra-index-url https://download.pytorch.org/whl/cpu "$$(grep '^torch==' requirements.txt)"
	@echo "== installing the rest of requirements.txt"
	@sed '/^--extra-index-url/d' requirements.txt > $(VENV)/requirements.txt
	@$(BIN)/python -m pip install -r $(VENV)/requirements.txt
	@echo "== installing the engine: MkDocs finds its plugin by that"
	@$(BIN)/python -m pip install --no-deps -e .
	@$(BIN)/python -c 'import torch, mkdocs, pytest_codeblocks, pebble, cards.show.hook'
	@touch $@
