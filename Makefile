# Alongside. `make` alone lists what there is.
MAKEFLAGS += --no-print-directory
PORT ?= 8000
WORKERS ?= 2
PY = .venv/bin/python
mark = .venv/.$(1)-$(shell cksum < $(2) | cut -d' ' -f1)
RUN_MARK := $(call mark,run,requirements.txt)
DEV_MARK := $(call mark,dev,requirements-dev.txt)
LOCK = pip-compile --quiet --generate-hashes --no-header --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help run test check lint types contracts bench prove screens facts words access jobs lock browser readers

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN_MARK) ## start the site at http://localhost:8000 (another port: make run PORT=8080)
	@PYTHONPATH=. $(PY) tools/serve.py $(PORT)

test: $(DEV_MARK) browser readers lint types contracts ## everything: style, types, contracts, all tests on both databases, in Chromium too
	@$(PY) -m pytest -n $(WORKERS)

check: $(DEV_MARK) lint types contracts ## the quick part: everything but Chromium
	@$(PY) -m pytest -n $(WORKERS) -m "not browser"

lint: $(DEV_MARK)
	@$(PY) -m ruff check --quiet --output-format concise . && $(PY) -m ruff format --check --quiet . || \
		{ echo "Some files are not formatted or break a rule: the lines above say which, '$(PY) -m ruff format .' formats."; exit 1; }

types: $(DEV_MARK)
	@$(PY) -m mypy --no-error-summary

contracts: $(DEV_MARK)
	@out=$$(.venv/bin/lint-imports --no-logo 2>&1) || { echo "$$out"; exit 1; }

browser:
	@sh tools/chromium.sh

readers:
	@sh tools/node-readers.sh

bench: $(DEV_MARK) browser ## how fast it is, beside a bare Flask page on the same machine
	@$(PY) -m bench

prove: $(DEV_MARK) ## 10,000 walks by chance through everything that people may do, and 10,000 histories of blocks: about an hour
	@$(PY) -m tests.linkage.proving walks & walks=$$!; $(PY) -m tests.linkage.proving histories && wait $$walks

screens: $(DEV_MARK) browser ## a picture of every page, in build/screens
	@PYTHONPATH=. $(PY) tools/screens.py

facts: $(RUN_MARK) ## which helplines and safety facts want checking again
	@PYTHONPATH=. $(PY) tools/facts.py

words: $(DEV_MARK) ## every sentence for translators, into translations/messages.pot
	@PYTHONPATH=. $(PY) tools/words.py

access: $(DEV_MARK) ## who may do what, into docs/access.md
	@PYTHONPATH=. $(PY) tools/access.py

jobs: $(DEV_MARK) ## what the site does by itself, into docs/jobs.md
	@PYTHONPATH=. $(PY) tools/jobs.py

lock: ## write both lists of packages anew, from pyproject.toml
	@python3 -m venv build/lock && build/lock/bin/pip install --quiet --disable-pip-version-check pip-tools
	@build/lock/bin/$(LOCK) --output-file requirements.txt pyproject.toml
	@build/lock/bin/$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

$(RUN_MARK):
	@sh tools/environment.sh requirements.txt
	@touch $@

$(DEV_MARK):
	@sh tools/environment.sh requirements-dev.txt
	@touch $@ $(RUN_MARK)
