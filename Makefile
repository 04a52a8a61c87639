# make run        start the app (PORT=8501); the first call installs everything into .venv
# make class      the same for a class: open to the network, with ATELIER_TEACHER as the teacher's passphrase
# make test       run all tests but the slow ones, as many at a time as there are cores (WORKERS=1: one after another)
# make test-slow  run the slow ones alone: many trainings, for whoever changes what they calibrate
# make torture    ten minutes of runs whose workers and server are killed at random, 60 times: they end as runs that nobody disturbed
# make check      lint, format and types

PORT ?= 8501
WORKERS ?= auto
PYTHON ?= python3
VENV := .venv
PARALLEL := --numprocesses $(WORKERS) --dist loadfile
# Where a change is judged (CI=true), a test that fails is tried once more, and the last lines name each that needed it.
AGAIN := $(if $(filter true,$(CI)),--reruns 1 -rR)
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
UV := $(shell command -v uv 2>/dev/null)
export PYTHONDONTWRITEBYTECODE :=

ifdef UV
# uv leaves compiling to the first start, and a machine that keeps no bytecode (PYTHONDONTWRITEBYTECODE) then compiles at each:
# 14 seconds of a core in place of 5, for every server, worker and command.
install = $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python
create = $(UV) venv --quiet --python '>=3.11' $(VENV)
else
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check
create = $(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Atelier needs Python 3.11 or newer. Install it, then say: make run PYTHON=python3.11')" && $(PYTHON) -m venv $(VENV)
endif

.PHONY: run class test test-slow torture check

run: $(VENV)/.app
	$(BIN)/streamlit run playground/Home.py --server.port $(PORT)

class: $(VENV)/.app
	@test -n "$$ATELIER_TEACHER" || { echo 'A class needs a passphrase: ATELIER_TEACHER="a passphrase" make class'; exit 1; }
	$(BIN)/streamlit run playground/Home.py --server.port $(PORT) --server.address 0.0.0.0

test: $(VENV)/.tests
	$(BIN)/python -m pytest $(PARALLEL) $(AGAIN)

test-slow: $(VENV)/.tests
	$(BIN)/python -m pytest $(PARALLEL) -m slow

torture: $(VENV)/.tests
	$(BIN)/python -m tests.torture.torture

check: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check

$(BIN)/python:
	$(create)

$(VENV)/.app: requirements.txt | $(BIN)/python
	$(install) -r requirements.txt
	touch $@

$(VENV)/.tests: tests/requirements.txt $(VENV)/.app
	$(install) -r tests/requirements.txt
	touch $@
