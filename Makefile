# Every target installs what it needs the first time; later runs start at once.
.DEFAULT_GOAL := help
SHELL := /bin/sh
# The first that is new enough: another python3 may stand before Debian's on the path. Where there is
# none yet, Debian's, which comes with the packages.
PYTHON ?= $(or $(shell for each in python3 /usr/bin/python3 python3.14 python3.13 python3.12; \
	do "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo "$$each" && break; done),/usr/bin/python3)
VENV := .venv
BIN := $(VENV)/bin
# The tools that build pyscard and this package come from the environment itself, locked too.
PIP := PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pip --disable-pip-version-check install --quiet --no-build-isolation
CODE := main.py commands screens kiosk store devices keyroom tests benchmarks scripts
CATALOGUE := locale/zh_CN/LC_MESSAGES/keyroom

# What the program needs: PC/SC with its headers for pyscard, the virtual reader of the demo,
# the font of the big letters.
DEBIAN_RUN := python3-venv python3-dev gcc libc6-dev pkg-config libpcsclite-dev pcscd vsmartcard-vpcd fonts-wqy-zenhei
# What the tests need besides: a terminal to drive, faults to inject, a clock to bend, PDFs to read.
DEBIAN_TEST := tmux strace faketime sqlite3 procps git poppler-utils

.PHONY: help setup demo test check bench lock screenshots messages format clean

help: ## show the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

setup: $(VENV)/.installed $(CATALOGUE).mo ## install everything that is missing
	@:

$(VENV)/.debian-run: Makefile scripts/debian-packages
	@scripts/debian-packages $(DEBIAN_RUN)
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Keyroom needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@touch $@

$(VENV)/.debian-test: Makefile scripts/debian-packages $(VENV)/.debian-run
	@scripts/debian-packages $(DEBIAN_TEST)
	@touch $@

$(VENV)/.installed: $(VENV)/.debian-run requirements/build.lock requirements/dev.lock pyproject.toml
	@echo "Installing the locked Python packages into $(VENV)"
	@$(PIP) --require-hashes -r requirements/build.lock
	@$(PIP) --require-hashes -r requirements/dev.lock
	@$(PIP) --no-deps --editable .
	@$(BIN)/python -m compileall -q main.py commands screens kiosk store devices keyroom
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po $(VENV)/.installed
	@$(BIN)/pybabel --quiet compile --statistics -D keyroom -d locale 2>&1 | sed -n 's/^/locale: /p'
	@touch $@

demo: setup ## an invented office on virtual readers: tap badges by key or mouse
	@$(BIN)/keyroom demo

test: setup $(VENV)/.debian-test ## the whole test suite
	@$(BIN)/pytest -n 2 --dist loadgroup

check: setup ## format, lint, types, directions of imports, translations
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy $(CODE)
	@$(BIN)/lint-imports
	@$(BIN)/python -m scripts.messages --check

bench: setup $(VENV)/.debian-test ## measure, and print the figures side by side
	@$(BIN)/python -m benchmarks

screenshots: setup ## draw the README's pictures
	@$(BIN)/python -m scripts.screenshots

messages: $(VENV)/.installed ## collect new strings into the catalogue
	@$(BIN)/python -m scripts.messages

format: setup ## format the code and mend what the linter can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(VENV)/.debian-run ## write the lock files anew from pyproject.toml
	@scripts/lock

clean: ## remove what make has installed and built
	rm -rf $(VENV) .cache .demo build dist .mypy_cache .ruff_cache .hypothesis .benchmarks
