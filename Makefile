# `make grade` and `make test` do all the set-up they need; run twice, they are quick.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_TEST := $(VENV)/.installed-test

.PHONY: grade test lint bench release clean

# A sample class of real notebooks, graded: see the table, gradebook.db, autograded/, feedback/.
grade: $(INSTALLED)
	@sh tools/system_packages.sh grade
	$(BIN)/autograder release --all
	$(BIN)/python tests/submissions/sample_class.py
	$(BIN)/autograder grade adaline
	$(BIN)/autograder feedback adaline

test: $(INSTALLED_TEST) lint
	@sh tools/system_packages.sh test
	$(BIN)/pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

lint: $(INSTALLED_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What grading costs here, beside nbgrader and otter-grader: writes docs/benchmarks.md.
bench: $(INSTALLED_TEST)
	@sh tools/system_packages.sh grade
	$(BIN)/python -m benchmarks $(BENCH)

$(INSTALLED): pyproject.toml constraints.txt
	@sh tools/make_venv.sh $(PYTHON) $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(INSTALLED_TEST): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) submitted autograded feedback reports exports gradebook.db
