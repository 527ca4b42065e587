# digest: every command that anyone needs. `make` alone lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run build test golden manual bench pictures interop fuzz lint install clean setup setup-test setup-bench floors

PREFIX ?= /usr/local
FILE ?=
SECONDS := 600
FORMATS ?=
SANITIZE ?=
SWIFT := swift
CHECK := --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib $(CHECK)
# One filter for the toolchain's own linker warning about Foundation's mktemp, which says nothing of our code.
QUIET := 2>&1 | { grep --line-buffered -v -e "the use of .mktemp' is dangerous" || true; }

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build the program and open it (FILE=path opens that article)
	@.build/release/digest $(FILE)

build: setup ## build the release program at .build/release/digest
	@set -o pipefail; $(SWIFT) build $(RELEASE) --product digest $(QUIET)

test: setup-test ## build and run all tests
	@set -o pipefail; $(SWIFT) build --build-tests $(CHECK) $(QUIET)
	@set -o pipefail; $(SWIFT) test --skip-build $(TESTFLAGS) $(QUIET)

golden: setup-test ## record the golden screens anew; read the difference before you commit it
	@set -o pipefail; GOLDEN=record $(SWIFT) test $(CHECK) --filter DigestTUITests $(QUIET)

pictures: setup-test ## draw the README's pictures from the frames of the golden screens
	@set -o pipefail; PICTURES=record $(SWIFT) test $(CHECK) --filter PictureTests $(QUIET)

manual: build ## write the man page anew from the program's tables
	@.build/release/digest manual > Documentation/digest.1

bench: setup-bench build ## measure speed beside less, w3m and others; keeps the run in Benchmarks/runs
	@set -o pipefail; $(SWIFT) build $(RELEASE) --product digest-bench $(QUIET)
	@.build/release/digest-bench .build/release/digest

fuzz: setup ## look for inputs that break a parser (SECONDS=600 each, FORMATS="html epub", SANITIZE=address)
	@set -o pipefail; $(SWIFT) build $(if $(SANITIZE),-c release $(CHECK) --sanitize $(SANITIZE) --scratch-path .build-$(SANITIZE),$(RELEASE)) --product digest-fuzz $(QUIET)
	@$(if $(SANITIZE),.build-$(SANITIZE),.build)/release/digest-fuzz Tests/Fuzz $(SECONDS) $(FORMATS)

interop: setup-test build ## read our exports with other people's tools
	@Tests/Interop/run.sh .build/release/digest

lint: ## check the style of all sources
	@$(SWIFT) format lint --strict --recursive Sources Tests Package.swift
	@Scripts/check-sources.sh

floors: build ## run the scorers of ../shared and compare with our floors
	@Scripts/floors.sh .build/release/digest

install: build ## install the program, its articles, man page and completions under PREFIX
	install -Dm755 .build/release/digest "$(DESTDIR)$(PREFIX)/bin/digest"
	install -Dm644 Documentation/digest.1 "$(DESTDIR)$(PREFIX)/share/man/man1/digest.1"
	mkdir -p "$(DESTDIR)$(PREFIX)/share/digest" "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	cp -R Content/Articles Content/Languages "$(DESTDIR)$(PREFIX)/share/digest/"
	.build/release/digest completions bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/digest"
	.build/release/digest completions zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_digest"
	.build/release/digest completions fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/digest.fish"

clean: ## remove what was built
	rm -rf .build

setup:
	@Scripts/setup.sh build run

setup-test:
	@Scripts/setup.sh build run test

setup-bench:
	@Scripts/setup.sh build run bench
	@[ -x .build/rivals/bin/python3 ] || { python3 -m venv .build/rivals && \
	  .build/rivals/bin/pip -q install --upgrade pip && .build/rivals/bin/pip -q install trafilatura readability-lxml; } || \
	  echo "digest: the other extractors cannot be installed; their rows will say so" >&2
