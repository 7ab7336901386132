# Needs Python 3.11 or newer and make; everything else is installed into .venv by the first target that needs it.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
INSTALLED_OPERATION := .venv/installed-operation
INSTALLED_BROWSER := .venv/installed-browser
INSTALLED_PEERS := .venv/installed-peers
AXE := .venv/browser/node_modules/axe-core/axe.min.js

.PHONY: run test test-faults test-server test-browser acceptance lint bench up clean
.DEFAULT_GOAL := run

run: $(INSTALLED)            ## every release in raw/ becomes Parquet in normalized/
	$(BIN)/taiyaku run

up: $(INSTALLED)             ## Prefect server, deployments and the watcher, until Ctrl-C
	$(BIN)/taiyaku up

test: $(INSTALLED)           ## the quick tests
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not server and not faults"

test-faults: $(INSTALLED)    ## killed, starved and stopped workers, locks beside each other: some minutes at most
	timeout 900 $(BIN)/python -m pytest -n 2 -m faults tests/flows

test-server: $(INSTALLED_OPERATION)    ## the tests with a real Prefect server, an S3 server on loopback, a Dask cluster
	$(BIN)/python -m pytest -m server tests/flows

test-browser: $(INSTALLED_BROWSER) $(AXE)    ## the review page in a real Chromium (Debian: apt-get install chromium fonts-noto-cjk)
	TAIYAKU_BROWSER=1 $(BIN)/python -m pytest -n 2 tests/flows/review/test_browser.py

acceptance: $(INSTALLED)    ## what an independent look at real releases says, against its floors; `make acceptance ARGS=--raise` writes better ones
	$(BIN)/python -m tests.acceptance $(ARGS)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy --strict

bench: $(INSTALLED_PEERS)    ## ours and its peers side by side; `make bench ONLY=pdf_speed` for one of them
	$(BIN)/python -m bench $(ONLY)

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

$(INSTALLED_BROWSER): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev,browser]"
	touch $(INSTALLED_BROWSER)

$(INSTALLED_PEERS): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev,peers]"
	touch $(INSTALLED_PEERS)

# Looks for what people who read otherwise would stumble over; used by one test alone, which is skipped without it.
$(AXE):
	mkdir -p .venv/browser
	if command -v npm >/dev/null; then npm install --silent --no-save --no-audit --no-fund --prefix .venv/browser axe-core@4.14.1; fi
