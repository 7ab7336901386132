# Needs Python 3.11 or newer and make; everything else is installed into .venv by the first target that needs it.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
INSTALLED_OPERATION := .venv/installed-operation

.PHONY: run test test-server lint bench up clean
.DEFAULT_GOAL := run

run: $(INSTALLED)            ## every release in raw/ becomes Parquet in normalized/
	$(BIN)/taiyaku run

up: $(INSTALLED)             ## Prefect server, deployments and the watcher, until Ctrl-C
	$(BIN)/taiyaku up

test: $(INSTALLED)           ## the quick tests
	$(BIN)/python -m pytest -m "not server"

test-server: $(INSTALLED_OPERATION)    ## the tests with a real Prefect server, an S3 server on loopback, a Dask cluster
	$(BIN)/python -m pytest -m server tests/flows

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy --strict

bench: $(INSTALLED)
	$(BIN)/python -m bench

clean:
	find normalized -mindepth 1 -not -name README.md -delete

# Installs again only when what is installed changed; the editable install finds the packages in this folder.
$(INSTALLED): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $(INSTALLED)

$(INSTALLED_OPERATION): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev,operation]"
	touch $(INSTALLED_OPERATION)
