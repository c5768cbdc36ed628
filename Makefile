# `make grade` and `make test` do all the set-up they need; run twice, they are quick.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_TEST := $(VENV)/.installed-test

.PHONY: grade test test-all coverage lint bench docs wheel clean

# Files with a fixture that takes long stay together; the slowest ten are named.
SPREAD := --numprocesses 3 --dist loadscope --no-loadscope-reorder --durations 10

# A sample class of real notebooks, graded: see the table, gradebook.db, autograded/, feedback/.
grade: $(INSTALLED)
	@sh tools/system_packages.sh grade
	$(BIN)/autograder release --all
	$(BIN)/python tests/submissions/sample_class.py
	$(BIN)/autograder grade adaline
	$(BIN)/autograder feedback adaline

# That the product works, in minutes; test_suite.py runs what `lint` does.
test: $(INSTALLED_TEST)
	@sh tools/system_packages.sh test
	$(BIN)/pytest $(SPREAD) -m "not thorough"

# Everything: first that, then all that it takes a sample of.
test-all: test
	$(BIN)/pytest $(SPREAD) -m thorough

# Branch coverage of all of it, with what runs inside the sandbox. A test of time limits may fail.
coverage: $(INSTALLED_TEST)
	@sh tools/system_packages.sh test
	$(BIN)/python tools/coverage $(SPREAD)

lint: $(INSTALLED_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What grading costs here, beside nbgrader and otter-grader: writes docs/benchmarks.md.
bench: $(INSTALLED_TEST)
	@sh tools/system_packages.sh grade
	$(BIN)/python -m benchmarks $(BENCH)

# The site, site/index.html: docs/, with the reference from the engine.
docs: $(INSTALLED_TEST)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# The engine alone, for students and instructors to install: dist/pytorch_autograder-*.whl. What an
# earlier build has left would come along.
wheel: $(INSTALLED)
	rm -rf build dist
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	@rm -rf build
	@ls dist/*.whl

$(INSTALLED): pyproject.toml constraints.txt
	@sh tools/make_venv.sh $(PYTHON) $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[course]'
	@# An editable install compiles nothing, and a command would each time where it may not write.
	$(BIN)/python -m compileall -q -x template autograder
	@touch $@

$(INSTALLED_TEST): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) dist submitted autograded feedback reports exports gradebook.db
