# One command a habit; `make help` lists them.
PYTHON ?= python3
BIN = .venv/bin
# With this setuptools links every file into one package, which mypy and import-linter then find;
# a file that is new needs the installation anew, so the list of files is one of its sources.
EDITABLE = --config-settings editable_mode=strict

.PHONY: help demo test samples laboratory sensitivity model clean

help:
	@echo "make demo     install into .venv, ingest the sample reports, compare two periods"
	@echo "make test     format, lint, types, import direction, all tests with coverage"
	@echo "make laboratory N=1000   score the reading of tables on N invented reports, newly drawn"
	@echo "make sensitivity N=6     move each threshold by a fifth over drawn reports: docs/thresholds.md"
	@echo "make model DATA=DIR      train the Dutch parser anew (what DIR must hold: extractors/dutch_model/train.py)"
	@echo "make samples  remake the sample reports (needs the programs named in corpus/samples/make.py)"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which: make PYTHON=python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Python's venv module is missing (on Debian: apt install python3-venv)"; exit 1; }

.venv/files: FORCE | .venv/bin/python
	@find api corpus extractors output pipeline -type f ! -path '*/samples/*' ! -name '*.pyc' | sort > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
FORCE:

.venv/installed: .venv/bin/python .venv/files setup.cfg constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt $(EDITABLE) -e .
	@touch $@

.venv/tested: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt $(EDITABLE) -e '.[test,samples,ocr,parquet,cluster]'
	@touch $@

# Exit status 1 of missiemonitor means "done, with something to look at", which is no failure here.
demo: .venv/installed
	@rm -f demo.db demo.db-shm demo.db-wal
	@$(BIN)/missiemonitor ingest corpus/samples --db demo.db || [ $$? -eq 1 ]
	@echo
	@echo "What changed between 2023-2 and 2024-1:"
	@echo
	@$(BIN)/missiemonitor compare 2023-2 2024-1 --db demo.db
	@echo
	@echo "Try next:"
	@echo '  $(BIN)/missiemonitor why "EULEX Kosovo" 2024-1 --db demo.db    where a figure comes from'
	@echo '  $(BIN)/missiemonitor check --db demo.db                        what a person should look at'
	@echo '  $(BIN)/missiemonitor extract corpus/samples/2024-1-bijlage-5.pdf'
	@echo '  $(BIN)/missiemonitor --help'

test: .venv/tested
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --cov --cov-report=term

samples: .venv/tested
	$(BIN)/python corpus/samples/make.py

N ?= 1000
laboratory: .venv/tested
	$(BIN)/python -m tests.laboratory --reports $(N)

# Goes on with sensitivity.jsonl where it was broken off. CASES is a folder of more PDFs, if it is there.
CASES ?= ../shared/cases
sensitivity: N = 6
sensitivity: .venv/tested
	$(BIN)/python -m tests.laboratory.sensitivity --reports $(N) --cases $(CASES)

model: .venv/tested
	$(BIN)/python extractors/dutch_model/train.py $(DATA)

clean:
	rm -rf .venv demo.db demo.db-shm demo.db-wal build *.egg-info
