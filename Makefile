# Every target does the set-up it needs by itself; `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
export PYTHON ?= python3

LESOBS := .venv/bin/lesobs
# A screen: X11 or Wayland on Linux, always elsewhere.
SCREEN := $(if $(filter Linux,$(shell uname -s)),$(DISPLAY)$(WAYLAND_DISPLAY),yes)

.PHONY: help run example test torture check bench shots package clean

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

ifneq ($(SCREEN),)
run: .venv/ready ## Open the program (without a screen: `make example`)
	@$(LESOBS)
else
run: example
endif

example: .venv/ready ## The main job on the example school without a screen: text here, PDFs in build/pdf
	@packaging/example.sh

test: check ## Everything CI runs: check, the tests, the program's own test
	.venv/bin/pytest -n auto --dist worksteal
	QT_QPA_PLATFORM=offscreen $(LESOBS) self-test

torture: .venv/ready-dev ## Kill an observer N times (N=200 SEED=1) and see that nothing confirmed is lost
	LESOBS_KILLS=$(or $(N),200) LESOBS_SEED=$(or $(SEED),1) .venv/bin/pytest tests/kill -rP -o faulthandler_timeout=0

check: .venv/ready-dev ## Style, types and layers: ruff, mypy --strict, import-linter
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy --strict
	.venv/bin/lint-imports

bench: .venv/ready-dev ## Measure the budgets, each as a ratio to a floor
	QT_QPA_PLATFORM=offscreen .venv/bin/python -m benchmarks

shots: .venv/ready-dev ## A picture of every page and dialog, into build/shots
	QT_QPA_PLATFORM=offscreen .venv/bin/python packaging/shots.py build/shots

package: .venv/ready-package ## A folder that runs without Python, into dist/lesobs, and its own test
	.venv/bin/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller packaging/lesobs.spec
	QT_QPA_PLATFORM=offscreen dist/lesobs/lesobs-cli self-test

clean: ## Throw away the environment and everything that was built
	rm -rf .venv build dist

# One stamp per amount of set-up, so that a second run takes no time and a change of versions is noticed.
.venv/ready .venv/ready-dev .venv/ready-package: pyproject.toml constraints.txt packaging/setup.sh
	@packaging/setup.sh $(patsubst ready-%,%,$(filter ready-%,$(@F)))
	@touch $@
