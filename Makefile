# Targets for people and for CI; `make help` lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# The demo's own store; `make serve` serves the same one. NEWSGRAPH_STORE=… overrides it.
DEMO_STORE := $(or $(NEWSGRAPH_STORE),$(CURDIR)/.demo/store)

.PHONY: help setup demo serve test check fix schema up

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "newsgraph needs Python 3.11 or newer; set PYTHON=python3.11")'
	@echo "Setting up .venv (once; a minute or two)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --group dev --editable .
	@touch .venv/ready

setup: .venv/ready ## make .venv with everything that demo and tests need

demo: setup ## read the seed articles, answer a question about them
	@$(BIN)/newsgraph demo --store "$(DEMO_STORE)"

serve: setup ## GraphQL and GraphiQL over the demo's store, on 127.0.0.1:8000
	@$(BIN)/newsgraph serve --store "$(DEMO_STORE)"

check: setup ## format, lint, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: setup ## all tests, on the embedded store and on a real Neo4j
	$(BIN)/python -m pytest -q

schema: setup ## write api/schema.graphql from the code
	$(BIN)/newsgraph schema > api/schema.graphql

up: ## newsgraph over Neo4j in containers (needs Docker and NEWSGRAPH_PASSWORD)
	docker compose up --build
