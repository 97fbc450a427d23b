# `make figures` and `make test` do everything, the set-up included. `make help` lists the others.

ifneq ($(origin PYTHON),command line)
PYTHON :=
endif
UV_VERSION := 0.13.9
VENV := .venv$(if $(PYTHON),-$(notdir $(PYTHON)))
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help figures test quick lab notebooks bench evaluate coverage lock clean

help:
	@echo "make figures    run all notebooks over seeds/ and rebuild figures/"
	@echo "make test       lint, test, and run every notebook again (PYTHON=python3.12 for another Python)"
	@echo "make quick      run the tests that need neither the language model nor notebooks"
	@echo "make lab        open JupyterLab with a start page"
	@echo "make notebooks  store the notebooks' outputs and the glossary anew"
	@echo "make bench      compare speed and memory with other tools (more than an hour)"
	@echo "make evaluate   score the finders on labelled texts (GOLD=folder SCORE=folder)"
	@echo "make coverage   simulate how often intervals and tests are right (a long run)"
	@echo "make lock       resolve requirements.txt anew from pyproject.toml"
	@echo "make clean      remove environments and everything built, but figures/"

# The seed's figures and the stored outputs do not depend on anyone's settings.local.toml.
figures test quick notebooks: export PRESS_KIT_SETTINGS := $(CURDIR)/notebooks/settings.toml

# Built beside figures/ and moved there when all went well: a failure leaves the last good ones. Sums of all that
# goes in tell whether there is anything to do.
figures: $(READY)
	@mkdir -p .build && find analysis notebooks seeds requirements.txt -type f -not -name '*.pyc' -not -path '*/.*' \
		-not -name 'settings.local.toml' \
		-exec cksum {} + | LC_ALL=C sort > .build/now
	@if cmp -s .build/now .build/done && test -f figures/MANIFEST.json; then echo "figures/ is up to date"; else \
		rm -rf .build/figures && \
		$(BIN)/python -m analysis seeds --out .build/figures --notebooks .build/notebooks && \
		rm -rf figures && mv .build/figures figures && mv .build/now .build/done && \
		echo "They are now in figures/ (open figures/index.html), the executed notebooks in .build/notebooks"; fi

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@rm -rf .build/cache
	PRESS_KIT_CACHE=$(CURDIR)/.build/cache $(BIN)/python -m pytest --nbval notebooks
	PRESS_KIT_CACHE=$(CURDIR)/.build/cache $(BIN)/python -m pytest

quick: $(READY)
	$(BIN)/python -m pytest -m "not model"

lab: $(READY)
	$(BIN)/python -m jupyterlab --notebook-dir=. --LabApp.app_settings_dir=.jupyterlab --LabApp.default_url=/lab/tree/notebooks/README.md

notebooks: $(READY)
	$(BIN)/python -c "from analysis.run import refresh_notebooks; refresh_notebooks()"
	$(BIN)/python tests/write_pages.py

bench: $(READY)
	$(BIN)/python tests/benchmarks/write_results.py

evaluate: $(READY)
	$(BIN)/python tests/evaluation/evaluate.py $(GOLD) $(SCORE)
	$(BIN)/python tests/write_pages.py

coverage: $(READY)
	OMP_NUM_THREADS=1 $(BIN)/python tests/evaluation/measure_coverage.py

lock: .uv/bin/uv
	.uv/bin/uv pip compile pyproject.toml --all-extras --universal --python-version 3.12 --generate-hashes \
		--upgrade --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.txt

clean:
	rm -rf .venv .venv-* .uv .build *.egg-info .pytest_cache .ruff_cache .hypothesis

# uv, in an environment of its own, picks a Python (3.12 or later; it fetches one if the machine has none).
.uv/bin/uv:
	@for python in python3 python3.13 python3.12 /usr/bin/python3 python; do \
		if $$python -m venv .uv >/dev/null 2>&1; then break; else rm -rf .uv; fi; \
	done; test -d .uv || { echo "No python3 here can make a virtual environment: install Python 3.12 or later with" \
		"its venv module (Debian, Ubuntu: apt install python3-venv), then run make again." >&2; exit 1; }
	@.uv/bin/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION) \
		|| { rm -rf .uv; echo "uv could not be installed: check the network, then run make again." >&2; exit 1; }

# pyenv answers for python3.12 only where PYENV_VERSION allows it; it changes nothing elsewhere.
$(READY): requirements.txt pyproject.toml | .uv/bin/uv
	@echo "Setting up $(VENV) (once)"
	@$(if $(PYTHON),PYENV_VERSION=$(patsubst python%,%,$(notdir $(PYTHON)))) \
		.uv/bin/uv venv --quiet --clear $(if $(PYTHON),--python $(PYTHON)) $(VENV) 2>.uv/log \
		|| .uv/bin/uv venv --quiet --clear --python "$(if $(PYTHON),$(PYTHON),>=3.12)" $(VENV) 2>.uv/log \
		|| { cat .uv/log >&2; echo "No $(or $(PYTHON),Python 3.12 or later) could be found or fetched:" \
		"install Python 3.13 (python.org, pyenv, or your package manager), then run make again." >&2; exit 1; }
	@.uv/bin/uv pip install --quiet --python $(VENV) --require-hashes -r requirements.txt
	@.uv/bin/uv pip install --quiet --python $(VENV) --no-deps --no-build-isolation --editable .
	@touch $@
