# One command a habit; `make` lists them by what stands behind ##.
PYTHON ?= python3
BIN = .venv/bin
# With this setuptools links every file into one package, which mypy and import-linter then find;
# a file that is new needs the installation anew, so the list of files is one of its sources.
EDITABLE = --config-settings editable_mode=strict

.PHONY: help demo test quick coverage format docs pictures samples laboratory reliability sensitivity model meaning reader release clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

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
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt $(EDITABLE) -e '.[test,samples,ocr,parquet,cluster,archive]'
	@touch $@

# Exit status 1 of missiemonitor means "done, with something to look at", which is no failure here.
demo: .venv/installed  ## install into .venv, ingest the sample reports, compare two periods
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

# A process a core; the tests of a file stay together, as they share what is costly to make.
test: .venv/tested  ## format, lint, types, import direction, all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadfile

quick: .venv/tested  ## the tests that are not marked slow
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

# Apart from `make test`: reading a report takes three times as long while its lines are counted.
coverage: .venv/tested  ## all tests, and which lines of the program they run
	$(BIN)/python -m pytest --cov --cov-report=term

format: .venv/tested  ## set code and imports as `make test` wants them
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/tested  ## write the generated pages of docs/ anew
	$(BIN)/python docs/generate.py

pictures: .venv/tested  ## photograph the pages that README and the walks show, from the samples
	$(BIN)/python docs/pictures.py

samples: .venv/tested  ## remake the sample reports (needs the programs named in corpus/samples/make.py)
	$(BIN)/python corpus/samples/make.py

N ?= 1000
laboratory: .venv/tested  ## score the reading of tables on invented reports, newly drawn: N=1000
	$(BIN)/python -m tests.laboratory --reports $(N)

reliability: .venv/tested  ## count right rows by how readings saw them: extractors/reference/reliability.toml
	$(BIN)/python -m tests.laboratory.reliability

# Goes on with sensitivity.jsonl where it was broken off. CASES is a folder of more PDFs, if it is there.
CASES ?= ../shared/cases
sensitivity: N = 6
sensitivity: .venv/tested  ## move each threshold by a fifth over drawn reports, N=6: docs/thresholds.md
	$(BIN)/python -m tests.laboratory.sensitivity --reports $(N) --cases $(CASES)

model: .venv/tested  ## train the Dutch parser anew: DATA=DIR (what it must hold: extractors/dutch_model/train.py)
	$(BIN)/python extractors/dutch_model/train.py $(DATA)

meaning: .venv/tested  ## fit what tables are (tests/meaning), and print how well it does
	$(BIN)/python -m tests.meaning

reader: .venv/tested  ## train the learned reader of sentences, score each file with the others
	$(BIN)/python -m tests.reader train
	$(BIN)/python -m tests.reader cross

release: .venv/tested  ## wheel, source and bill of materials of the last commit, in dist/
	$(BIN)/python docs/supply.py release dist

clean:  ## remove .venv, demo.db and what was built
	rm -rf .venv demo.db demo.db-shm demo.db-wal build *.egg-info
