# Two commands: `make run` serves the site, `make test` runs every test on both databases.
# Settings go in as variables: make run PORT=9000 DATABASE_URL=postgresql://user@host/name

.POSIX:
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= auto
N ?= tables
BIN = .venv/bin
MANAGE = $(BIN)/python manage.py
PYTEST = $(BIN)/python -m pytest
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

.PHONY: run test bench lint types check lock messages

run: .venv/site-installed
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo
	@$(MANAGE) ensure_editor --address "http://$(HOST):$(PORT)/"
	@exec $(MANAGE) runserver --noreload "$(HOST):$(PORT)"

# Each of the three runs even where one before it failed; the last line says which did.
test: .venv/tools-installed
	@failed=""; \
	echo "== nothing but Python, then SQLite"; \
	(unset DATABASE_URL; $(PYTEST) tests/unit tests/db -n $(WORKERS)) || failed="$$failed sqlite"; \
	echo "== PostgreSQL"; \
	$(PYTEST) tests/db -n $(WORKERS) --postgresql || failed="$$failed postgresql"; \
	echo "== a browser"; \
	(unset DATABASE_URL; $(PYTEST) tests/browser -n $(WORKERS)) || failed="$$failed browser"; \
	test -z "$$failed" || { echo "failed on:$$failed" >&2; exit 1; }

# A generated record of N statements and what each page of it costs; with no N the tables of docs/performance.md.
bench: .venv/tools-installed
	@$(BIN)/python -m benchmarks $(N)

lint: .venv/tools-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint

types: .venv/tools-installed
	$(BIN)/mypy

check: lint types
	$(MANAGE) makemigrations --check --dry-run
	DEBUG=false ALLOWED_HOSTS=record.example SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(32))')" \
		$(MANAGE) check --deploy --fail-level WARNING

# The words of the public pages in each language; needs the gettext programs. The desk's own words are not translated.
messages: .venv/site-installed
	$(MANAGE) makemessages --locale ar --locale fr --locale ru --locale zh_Hans --no-wrap --no-location --no-obsolete \
		--ignore .venv --ignore var --ignore tests --ignore benchmarks --ignore "statements/admin/*" \
		--ignore "templates/admin/*" --ignore "statements/recording/*" --ignore "statements/records/*" \
		--ignore "statements/transcripts/*" --ignore "statements/management/*" --ignore "statements/demo/*"
	$(MANAGE) compilemessages --ignore .venv

lock: .venv/tools-installed
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt

.venv/bin/python:
	@for python in python3.11 python3.12 python3.13 python3.14 python3; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "Making .venv with $$($$python --version)"; \
		$$python -m venv .venv && exit 0; \
		rm -rf .venv; \
	done; \
	echo "On Record needs Python 3.11 or newer with its venv module." >&2; exit 1

.venv/site-installed: .venv/bin/python requirements.txt
	@echo "Installing what the site runs on"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/tools-installed: .venv/site-installed requirements-dev.txt
	@echo "Installing what its tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
