# make book   builds the book          make test   runs every test
# Both do their own set-up: Python 3.11 or newer and make are all they need.

PYTHON ?= python3
BIN    := .venv/bin
PORT   ?= 8000

# A build starts Python a dozen times over the same libraries: let it keep them compiled, in .venv, whatever the caller's
# habit is.
unexport PYTHONDONTWRITEBYTECODE

# A stamp says what .venv holds; it is written when an installation is complete, and is stale when a lock has changed.
BOOK_READY := .venv/.book-ready
TEST_READY := .venv/.test-ready

# A stamp names the folder it was written in. In a folder that was moved, and where the Python behind .venv is gone, .venv is
# made anew.
ifneq ($(wildcard $(BOOK_READY)),)
ifneq ($(shell $(BIN)/python -c 'import os; print(open(".venv/.book-ready").read() in ("", os.getcwd()))' 2>/dev/null),True)
$(shell rm -f .venv/.book-ready)
endif
endif

.DEFAULT_GOAL := help
.PHONY: help book watch test quick check types serve lab wheel zip pdf launchable lock upgrade clean

help:  ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

book: $(BOOK_READY)  ## Build the book strictly into _build/html, or _build/private/html with COMPANION_PAPER set
	@$(BIN)/companion build

test: $(TEST_READY)  ## Run every test, on every processor
	@$(BIN)/python -m pytest -n auto --dist worksteal

quick: $(TEST_READY)  ## Run the tests that need neither a built book nor a browser
	@$(BIN)/python -m pytest -n auto -m "not book"

check: $(TEST_READY)  ## Check style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(TEST_READY)  ## Check types
	@$(BIN)/mypy

watch: $(BOOK_READY)  ## Show the book at PORT (8000), build on every change and load the open page again
	@$(BIN)/companion watch --port $(PORT)

serve:  ## Show the built book on this machine only, at PORT (8000)
	@test -f _build/html/index.html || { echo "There is no book yet: run make book first." >&2; exit 1; }
	@$(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
		{ echo "Port $(PORT) is in use. Choose another: make serve PORT=8765" >&2; exit 1; }
	@$(PYTHON) -m http.server --bind 127.0.0.1 --directory _build/html $(PORT)

lab: $(BOOK_READY)  ## Open the notebooks in JupyterLab; a busy port is passed over
	@$(BIN)/companion lab

wheel: $(BOOK_READY)  ## Make dist/companion-*.whl: the package and its data, to run a chapter anywhere
	@$(BIN)/python tools/wheel.py

zip: book  ## Pack the whole book into dist/companion-book-*.zip, which opens from a folder
	@$(BIN)/companion zip

pdf: book $(TEST_READY)  ## Print the whole book into dist/companion-book-*.pdf, with the browser of the tests
	@$(BIN)/python tools/pdf.py

launchable: $(BOOK_READY)  # for the publishing workflow: what Binder and Colab open
	@$(BIN)/python tools/launchable.py

lock: $(TEST_READY)  ## Pin what pyproject.toml and tests/package.json ask for; pins that still fit stay
	@$(BIN)/python tools/lock.py

upgrade: $(TEST_READY)  ## Pin the newest versions that fit
	@$(BIN)/python tools/lock.py --upgrade

clean:  ## Remove .venv and everything built
	rm -rf .venv _build tests/node_modules

$(BOOK_READY): requirements.txt pyproject.toml tools/prepare.py
	@$(call prepare,book)

$(TEST_READY): $(BOOK_READY) tests/requirements.txt tests/package-lock.json
	@$(call prepare,test)

define prepare
command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not found." >&2; exit 1; }; \
$(PYTHON) tools/prepare.py $(1)
endef
