# Every target sets up what it needs. Python 3.11 to 3.14 and make are all that must be there.

EXAMPLE := examples/patients/ana.yaml
# Only `make NAME=value` changes these; a variable that happens to be in the environment does not.
PATIENT := $(EXAMPLE)
JOBS := auto
RUNS := 15
PORT := 8000
# The example carries its date with it, so that its plan does not move with the calendar.
ON := $(if $(filter $(EXAMPLE),$(PATIENT)),2026-11-20)
CLINIC := $(if $(filter $(EXAMPLE),$(PATIENT)),examples/clinic.yaml)
export PATIENT ON CLINIC PORT PYTHON

BIN := .venv/bin
RUFF := $(BIN)/ruff
PYTEST := $(BIN)/python -m pytest -q

.DEFAULT_GOAL := help
.PHONY: help plan serve test check lint types tables bench calibrate validate soak lock format clean distclean setup setup-dev chromium postgresql

help: ## show this list
	@echo 'make plan [PATIENT=file.yaml] [ON=2026-11-20] [CLINIC=clinic.yaml]   and:'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

plan: setup ## plan a patient into build/NAME/ (the example, or PATIENT=file.yaml)
	@name=$$(basename "$$PATIENT"); \
	$(BIN)/punctum plan "$$PATIENT" $${ON:+--on "$$ON"} $${CLINIC:+--clinic "$$CLINIC"} --out "build/$${name%.*}"

serve: ## open the clinic with invented people at http://127.0.0.1:8000 [PORT=8000]
	@tools/setup clinic
	@PUNCTUM_MODE=example $(BIN)/python manage.py serve --port "$$PORT"

test: setup-dev chromium postgresql lint types tables ## everything that must hold: style, types, floors, tables, all tests
	@$(PYTEST) -n $(JOBS)
	@$(PYTEST) -n $(JOBS) -p tests.postgresql tests/clinic

check: setup-dev lint types tables ## the fast part of test: no browser, nothing slow
	@$(PYTEST) -n $(JOBS) -m 'not slow and not browser'

bench: setup-dev ## time a plan beside its imports, a delivery beside NumPy and SciPy, healing beside SciPy and JAX
	@$(BIN)/python benchmarks/plan_startup.py --runs $(RUNS)
	@$(BIN)/python benchmarks/delivery.py
	@$(BIN)/python -m benchmarks.healing

soak: setup-dev postgresql ## many more random examples, the long check of the fit of outcomes, a hundred kills of the clinic
	@$(PYTEST) -n $(JOBS) -m hypothesis --hypothesis-profile=soak -o faulthandler_timeout=0
	@PUNCTUM_SIMULATED_FITS=200 $(PYTEST) -o faulthandler_timeout=0 tests/calibration/outcome/test_simulated.py
	@PUNCTUM_KILLS=100 $(PYTEST) -n $(JOBS) -o faulthandler_timeout=0 tests/clinic/kill
	@PUNCTUM_KILLS=100 $(PYTEST) -n $(JOBS) -o faulthandler_timeout=0 -p tests.postgresql tests/clinic/kill

calibrate: setup-dev ## fit healing and outcomes anew, ship the draws, write docs/calibration.md (an hour)
	@$(BIN)/punctum calibrate healing --out build/calibration
	@cp build/calibration/draws.npy build/calibration/draws.json src/punctum/healing/
	@cp build/calibration/fit.json src/punctum/calibration/
	@$(BIN)/punctum calibrate tissue --out src/punctum/outcome
	@$(BIN)/punctum calibrate outcome --out build/calibration-outcome
	@cp build/calibration-outcome/draws.npy build/calibration-outcome/draws.json src/punctum/outcome/
	@cp build/calibration-outcome/outcome_fit.json src/punctum/calibration/outcome/
	@$(BIN)/punctum calibrate document docs/calibration.md

validate: setup ## hold the models against the published quantities and studies that no fit has seen
	@$(BIN)/punctum validate biology --role validation
	@$(BIN)/punctum validate trials --role validation

lock: ## write both lock files anew
	@tools/lock

format: setup-dev ## sort imports and format the code
	@$(RUFF) check --quiet --fix . && $(RUFF) format --quiet .

clean: ## remove what the other targets wrote, but keep .venv
	@rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find src tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## also remove .venv
	@rm -rf .venv

setup:
	@tools/setup runtime

setup-dev:
	@tools/setup dev

chromium:
	@tools/chromium

postgresql:
	@tools/postgresql

lint: setup-dev
	@$(RUFF) check --quiet . && $(RUFF) format --quiet --check .
	@out=$$($(BIN)/lint-imports --no-logo 2>&1) || { printf '%s\n' "$$out"; exit 1; }

types: setup-dev
	@$(BIN)/mypy --no-error-summary

tables: setup-dev
	@out=$$($(BIN)/punctum tables check 2>&1) || { printf '%s\n' "$$out"; exit 1; }
