# Each target's line of help is what follows its "##". `make` alone prints them.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help install run test check fix bench gazetteer demo lock clean

help:  ## print this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1|/' | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

# The environment is made again whenever a lock file changes; a failed installation leaves no stamp.
.venv/installed: requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Passerelles needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements/dev.txt
	$(BIN)/uv pip install --quiet --no-deps --python $(BIN)/python --editable .
	touch $@

install: .venv/installed  ## make .venv with everything that running and testing need

run: install  ## read the demonstration documents (and the seeds where present), print the findings, write report.html
	$(BIN)/passerelles read demo/documents $(wildcard $(SHARED)/seeds) --together
	$(BIN)/passerelles read demo/documents $(wildcard $(SHARED)/seeds) --together --format html --out report.html

test: install  ## run the tests
	$(BIN)/python -m pytest

check: install  ## ruff, mypy --strict, missing migrations, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djlint --quiet --lint passerelles

fix: install  ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install  ## print scores, speeds and their ratios to peers and limits (installs the peers, about 5 minutes)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt
	$(BIN)/python -m benchmarks

gazetteer: install  ## make the gazetteer's data again from its sources, and show what changed
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/gazetteer.txt
	$(BIN)/python -m scripts.gazetteer

demo: install  ## make the demonstration documents again from their sources
	$(BIN)/python demo/make.py

lock: install  ## resolve the dependencies again and write the lock files
	for extra in dev bench gazetteer; do \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
	    $$( [ $$extra = dev ] && echo "--extra demo" || echo "--constraint requirements/dev.txt" ) \
	    --extra $$extra pyproject.toml --output-file requirements/$$extra.txt || exit 1; done
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --constraint requirements/dev.txt pyproject.toml --output-file requirements/base.txt

clean:  ## remove what was made here: the environment, caches, reports
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis report.html found.jsonl
