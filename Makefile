# Targets for people and for CI; `make help` lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# The demo's own store; `make serve` serves the same one. NEWSGRAPH_STORE=… overrides it.
DEMO_STORE := $(or $(NEWSGRAPH_STORE),$(CURDIR)/.demo/store)

# The training of the language model: folders of the data sets and of the news texts, and where its steps write.
DATA ?=
LOAD ?=
EVAL ?=
WORK ?= build/model
TRAINER := .venv-training/bin
MODEL := ingest/nlp/model
TABLES := ingest/extract/tables
TEXTS := $(LOAD)/wikinews-2019-2020.jsonl.gz
# Threads that wait busily take the processor from those that work: two of them were five times slower for it.
QUIET := OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=0 MALLOC_ARENA_MAX=2

.PHONY: help setup demo serve test fuzz check fix schema up model model-check

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

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

fuzz: setup ## ask a served graph 10,000 queries that schemathesis makes, other ones each time
	$(BIN)/python -m pytest -q tests/clients/test_schemathesis.py --examples 10000

schema: setup ## write api/schema.graphql from the code
	$(BIN)/newsgraph schema > api/schema.graphql

up: ## newsgraph over Neo4j in containers (needs Docker and NEWSGRAPH_PASSWORD)
	docker compose up --build

model: ## train, ship and measure the language model: DATA=folder LOAD=folder [TEACHER=1 WORK= EARLIER= AVERAGE= PASSES= MINUTES= SEED= DEVICE= EVAL=]
	@test -d "$(DATA)" -a -d "$(LOAD)" || { echo "usage: make model DATA=folder LOAD=folder; training/README.md says what is in them" >&2; exit 2; }
	@$(MAKE) --no-print-directory $(MODEL)/MODEL_CARD.md

model-check: setup ## measure the shipped language model again and compare with its card: DATA=folder [EVAL=folder]
	@test -d "$(DATA)" || { echo "usage: make model-check DATA=folder; training/README.md says what is in it" >&2; exit 2; }
	$(BIN)/python -m training.model_check "$(DATA)" $(if $(EVAL),--newswire "$(EVAL)")

.venv-training/ready: pyproject.toml
	@echo "Setting up .venv-training (once; torch is big)"
	@$(PYTHON) -m venv .venv-training
	@$(TRAINER)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	@$(TRAINER)/uv pip install --quiet --python $(TRAINER)/python --group training --group dev --editable .
	@touch .venv-training/ready

# The steps of a training. Each is done when its last file is newer than the last file of the step before.
$(WORK)/train.jsonl.gz: $(if $(DATA),$(shell find "$(DATA)" -type f 2>/dev/null)) | .venv-training/ready
	@rm -f $(addprefix $(WORK)/,labels.json train-vectors.npy dev-vectors.npy training.pt log.jsonl)
	$(TRAINER)/python -m training.prepare "$(DATA)" "$(LOAD)" $(WORK)

# TEACHER=1, for a GPU: a large network is trained first, and the small one learns from what it says of more texts too.
$(WORK)/unlabelled.jsonl.gz: $(WORK)/train.jsonl.gz | .venv-training/ready
	@rm -f $(WORK)/unlabelled-vectors.npy
	$(TRAINER)/python -m training.unlabelled "$(LOAD)" $(WORK)

$(WORK)/large/model.safetensors: | .venv-training/ready
	$(TRAINER)/python -m training.large_files $(WORK)/large

$(WORK)/teacher/dev.json: $(WORK)/train.jsonl.gz | $(WORK)/large/model.safetensors
	$(TRAINER)/python -m training.train $(WORK) --into $(WORK)/teacher --large $(WORK)/large \
	    --passes 13 --repeating-passes 6 --pieces 4096 --rate 7e-5 --head-rate 1e-3 \
	    $(if $(SEED),--seed $(SEED)) $(if $(DEVICE),--device $(DEVICE))

# AVERAGE="FOLDER FOLDER": no training, but the mean of the weights of those that have ended.
ifdef AVERAGE
$(WORK)/dev.json: $(WORK)/train.jsonl.gz $(addsuffix /dev.json,$(AVERAGE)) | .venv-training/ready
	$(TRAINER)/python -m training.average $(WORK) $(AVERAGE)
else
$(WORK)/dev.json: $(WORK)/train.jsonl.gz $(if $(TEACHER),$(WORK)/unlabelled.jsonl.gz $(WORK)/teacher/dev.json) | .venv-training/ready
	$(QUIET) $(TRAINER)/python -m training.train $(WORK) $(if $(PASSES),--passes $(PASSES)) \
	    $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) $(if $(DEVICE),--device $(DEVICE)) \
	    $(if $(EARLIER),--earlier $(EARLIER) --repeating-passes 2 --rate 1.5e-4 --head-rate 1e-3 --hidden 0) \
	    $(if $(TEACHER),--teachers $(WORK)/teacher --repeating-passes 10 --pieces 8192 --rate 3e-4 --head-rate 2e-3)
endif

$(MODEL)/model.onnx: $(WORK)/dev.json | .venv-training/ready
	$(TRAINER)/python -m training.ship $(WORK) --into $(MODEL)

$(TABLES)/event_weights.npz: $(MODEL)/model.onnx | .venv-training/ready
	$(TRAINER)/python training/event_tables.py "$(DATA)" "$(TEXTS)"

$(TABLES)/pronoun_weights.tsv: $(MODEL)/model.onnx | .venv-training/ready
	$(TRAINER)/python -m training.pronoun_weights $(WORK)

$(TABLES)/act_weights.npz: $(TABLES)/event_weights.npz $(TABLES)/pronoun_weights.tsv | .venv-training/ready
	$(TRAINER)/python training/statement_tables.py "$(DATA)/statements" "$(TEXTS)"

# Which words are alike, by the vectors of the model that ships.
$(TABLES)/word_likeness.npz: $(MODEL)/model.onnx | .venv-training/ready
	$(TRAINER)/python -m training.word_likeness "$(DATA)" "$(TEXTS)"

# The statement reader, over the vectors of the model that ships; with TEACHER=1 it learns from five large networks.
# What a statement may be about, and the statements of transcripts, are found with the tables.
$(WORK)/statements-unlabelled.jsonl.gz: $(TABLES)/act_weights.npz | .venv-training/ready
	$(TRAINER)/python -m training.statement_examples "$(DATA)" "$(LOAD)" $(WORK) $(if $(TEACHER),,--words 0)

STATEMENT_TEACHERS := $(addprefix $(WORK)/statement-teacher-,$(if $(TEACHER),1 2 3 4 5))
$(WORK)/statement-teacher-%/record.json: $(WORK)/statements-unlabelled.jsonl.gz | $(WORK)/large/model.safetensors
	$(TRAINER)/python -m training.statement_teacher $(WORK) $(@D) --large $(WORK)/large --seed $* \
	    $(if $(DEVICE),--device $(DEVICE))

$(TABLES)/reader.onnx: $(WORK)/statements-unlabelled.jsonl.gz $(addsuffix /record.json,$(STATEMENT_TEACHERS)) | .venv-training/ready
	$(TRAINER)/python -m training.statement_reader $(WORK) $(if $(TEACHER),--teachers $(STATEMENT_TEACHERS)) \
	    $(if $(DEVICE),--device $(DEVICE))

$(WORK)/evaluation.json: $(MODEL)/model.onnx | .venv-training/ready
	$(TRAINER)/python -m training.evaluate "$(DATA)" $(if $(EVAL),--newswire "$(EVAL)") --work $(WORK) \
	    --texts "$(TEXTS)" --full $(WORK)/export/model-fp32.onnx --out $@

$(MODEL)/MODEL_CARD.md: $(WORK)/evaluation.json $(TABLES)/reader.onnx $(TABLES)/word_likeness.npz | .venv-training/ready
	$(TRAINER)/python -m training.card $(WORK) --model $(MODEL)
