# Each target's line of help is what follows its "##". `make` alone prints them.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url $(UPGRADE)
# Only --together compares; the seeds are read where the working folder has them beside it.
DOCUMENTS = demo/documents $(wildcard $(SHARED)/seeds)

.DEFAULT_GOAL := help
.PHONY: help install run report test test-postgresql check fix messages bench gazetteer outlines front demo lock clean
# The address of the site that `make run` starts; where it keeps its data is PASSERELLES_DATA (docs/operations.md).
PORT ?= 8000
export PORT

help:  ## print this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1|/' | awk -F'|' '{printf "  make %-16s %s\n", $$1, $$2}'

# The environment is made again whenever a lock file changes; a failed installation leaves no stamp. Every package, pip's helper
# uv and what builds our own wheel included, is pinned with its hashes.
.venv/installed: requirements/dev.txt requirements/uv.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Passerelles needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements/dev.txt requirements/uv.txt
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	touch $@

# The words of the screens, compiled (docs/decisions/0049): not in the repository, made again where a catalogue changed.
WORDS := $(patsubst %.po,%.mo,$(wildcard passerelles/locale/*/LC_MESSAGES/django.po))
%.mo: %.po .venv/installed
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

install: .venv/installed $(WORDS)  ## make .venv with everything that running and testing need

run: install  ## start the site on http://127.0.0.1:8000 (PORT=…) with the demonstration network; Ctrl-C stops it
	mkdir -p "$${PASSERELLES_DATA:-var}"
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py fill_places
	$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	$(BIN)/python manage.py load_demo
	$(BIN)/python manage.py serve --port $(PORT)

report: install  ## read the demonstration documents (and the seeds where present), print the findings, write report.html
	$(BIN)/passerelles read $(DOCUMENTS) --together
	$(BIN)/passerelles read $(DOCUMENTS) --together --format html --out report.html
	@echo "The same as a page to look at: report.html"

# As many processes as there are cores; whoever has none left takes tests of another. JOBS=0 runs them in one, to debug.
JOBS ?= auto
PYTEST = $(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal

test: install  ## run the tests
	$(PYTEST) $(ARGS)

# Debian's server on a socket of its own, for as long as the tests run; of the tests those that meet the database, need no browser and walk no second time.
test-postgresql: install  ## run the tests that touch the database on a PostgreSQL server started for them
	scripts/postgresql.sh $(PYTEST) -m "database and not browser and not walk" $(ARGS)

check: install  ## ruff, mypy --strict, missing migrations, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	mkdir -p "$${PASSERELLES_DATA:-var}"
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djlint --quiet --lint passerelles

fix: install  ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install  ## print scores, speeds and their ratios to peers and limits (installs the peers; 5 to 8 minutes)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt
	$(BIN)/python -m benchmarks $(ARGS)

# Needs Debian's gettext. What is new comes out empty or fuzzy, and tests fail until somebody has translated it.
messages: install  ## collect the words of the screens into passerelles/locale (then translate, and `make install`)
	$(BIN)/python manage.py makemessages --locale fr --locale zh_Hans --no-wrap --no-obsolete --add-location file \
		$(foreach folder,benchmarks demo docs scripts tests */tests var,--ignore '$(folder)/*')

# npm comes as a Python package of the extra, so that Python alone suffices.
gazetteer: install  ## make the gazetteer's data again from its sources, and show what changed
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/gazetteer.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m scripts.gazetteer

outlines: install  ## make the map's outlines of land again from their source
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/gazetteer.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m scripts.outlines

front: install  ## bundle the site's own JavaScript that stands on npm packages
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/gazetteer.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m scripts.front

demo: install  ## make the demonstration documents again from their sources
	$(BIN)/python demo/make.py

lock: install  ## write the lock files after pyproject.toml (UPGRADE=--upgrade: with the newest versions)
	$(COMPILE) --extra dev pyproject.toml --output-file requirements/dev.txt
	$(COMPILE) --constraint requirements/dev.txt pyproject.toml --output-file requirements/base.txt
	$(COMPILE) --constraint requirements/dev.txt --extra gazetteer pyproject.toml --output-file requirements/gazetteer.txt
	$(COMPILE) --constraint requirements/dev.txt --extra bench pyproject.toml --output-file requirements/bench.txt
	echo uv | $(COMPILE) - --output-file requirements/uv.txt
	! grep -nE '://|^-|@ ' requirements/*.txt

clean:  ## remove what was made here: the environment, caches, reports
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis report.html found.jsonl
