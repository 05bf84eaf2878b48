# Needs make and Python 3.11 or newer; requirements/install.sh says what else is missing.
PY ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
.PHONY: run test cover lint fmt bench drill mutants audit lighthouse screenshots clean missing

# Four processes load the same code: where writing bytecode is turned off, each of them compiles it at every start.
run: export PYTHONDONTWRITEBYTECODE =
run: $(VENV)/.base
	@$(BIN)/python -m portal.ops.run --port $(PORT)

# What one process has compiled the next need not: where that is turned off, every start of a site compiles it all again.
test: export PYTHONDONTWRITEBYTECODE =
# With COVER=1 the run also says how much of the product it runs, and fails when that is less than the gate.
test: $(VENV)/.dev
	$(BIN)/python -m pytest $(if $(COVER),-p tests.cover.plugin) -n 3 --dist loadgroup --no-loadscope-reorder
	$(if $(COVER),$(BIN)/python -m tests.cover)

cover:
	@$(MAKE) test COVER=1

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djhtml --check $$(git ls-files '*.html')
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check_translations

fmt: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml $$(git ls-files '*.html')

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench $(ONLY)

# The site while something it needs is missing, held or too slow; on PostgreSQL too when DATABASE_URL names one.
drill: $(VENV)/.dev
	$(BIN)/python -m tests.drill $(ONLY)

# Are changes of a rule noticed? 300 of them, chosen by the commit or by SEED=word; hours, so by hand.
mutants: $(VENV)/.mutants
	$(BIN)/python -m tests.mutants $(SEED)

# Versions with known faults, by a file of advisories (OSV=all.zip); without one it says that it cannot tell.
audit: $(VENV)/.dev
	$(BIN)/python requirements/audit.py $(OSV)

lighthouse: $(VENV)/.dev
	$(BIN)/python -m tests.browser.lighthouse $(ONLY)

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.browser.screenshots

# Whole or not at all; an environment whose Python has gone is made anew, whatever the marks in it say.
$(VENV)/.base: requirements/base.txt requirements/install.sh $(if $(wildcard $(BIN)/python),,missing)
	@PY="$(PY)" requirements/install.sh "$(VENV)" $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@PY="$(PY)" requirements/install.sh "$(VENV)" $<
	@touch $@

$(VENV)/.mutants: requirements/mutants.txt $(VENV)/.dev
	@PY="$(PY)" requirements/install.sh "$(VENV)" $<
	@touch $@

missing:

clean:
	rm -rf $(VENV) var
