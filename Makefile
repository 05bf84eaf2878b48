# Needs only Python (3.11 or newer) and make.
PY ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
.PHONY: run test lint fmt bench lighthouse screenshots clean

run: $(VENV)/.base
	@$(BIN)/python -m portal.ops.run --port $(PORT)

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djhtml --check $$(git ls-files '*.html')
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check_translations

fmt: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml $$(git ls-files '*.html')

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench

lighthouse: $(VENV)/.dev
	$(BIN)/python -m tests.browser.lighthouse $(ONLY)

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.browser.screenshots

# uv when it can be had (seconds), else pip: the same hashes either way.
$(VENV)/.base: requirements/base.txt
	@test -x $(BIN)/python || $(PY) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==0.13.9 || echo "uv is not to be had: installing with pip"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $< || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $< || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

clean:
	rm -rf $(VENV) var
