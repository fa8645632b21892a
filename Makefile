# Everything a newcomer or a CI job runs. `make demo` and `make test` need only a Swift 6.3 toolchain
# on Debian 12; `deps` installs the rest.
SHELL := /bin/bash
APT_PACKAGES := \
  libcmark-gfm-dev libcmark-gfm-extensions-dev libpng-dev libfreetype-dev libharfbuzz-dev \
  libfribidi-dev libdeflate-dev libturbojpeg0-dev libcurl4-openssl-dev libsqlite3-dev pkg-config \
  fonts-inter fonts-noto-core fonts-ebgaramond fonts-noto-cjk fonts-noto-color-emoji python3
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BUILD_FLAGS ?=
DEMO_NOW := 2026-04-15T09:00:00Z
SWIFT_SOURCES := Package.swift Sources Tests

.PHONY: deps build demo test bench coverage fuzz judge sanitize format lint layers clean

deps:
	@missing=(); for package in $(APT_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing+=($$package); \
	done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  echo "Installing: $${missing[*]}"; \
	  $(SUDO) apt-get update -q && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$${missing[@]}"; \
	fi

build: deps
	swift build -c release --product galley $(BUILD_FLAGS)

# Turns the sample workspace (this folder) into mails, boards, pages, a proof and a cost log.
demo: build
	GALLEY_NOW=$(DEMO_NOW) "$$(swift build -c release --show-bin-path)/galley" build --frozen
	@GALLEY_NOW=$(DEMO_NOW) "$$(swift build -c release --show-bin-path)/galley" costs
	@echo "Open Output/proof/index.html"

test: deps
	swift test --disable-xctest $(BUILD_FLAGS)

# All areas, or some: make bench AREAS="templates markup".
bench: build
	swift build -c release --product Benchmarks $(BUILD_FLAGS)
	scripts/bench/run.py $(AREAS)

coverage: deps
	swift test --disable-xctest --enable-code-coverage --scratch-path .build-coverage $(BUILD_FLAGS)
	scripts/coverage.sh .build-coverage

# The tests that feed seeded random and hostile bytes to readers, compilers and decoders.
fuzz: deps
	swift test --disable-xctest --filter '[Ff]uzz|[Rr]andom|[Hh]ostile' $(BUILD_FLAGS)

# Checks by programs we did not write: Python's e-mail parser and headless Chromium.
judge: build
	scripts/judge.sh

sanitize: deps
	LSAN_OPTIONS=suppressions=$(CURDIR)/scripts/lsan.supp \
	  swift test --disable-xctest --sanitize=address --scratch-path .build-sanitize $(BUILD_FLAGS)

format:
	swift format -i --recursive $(SWIFT_SOURCES)

lint: layers
	swift format lint --strict --recursive $(SWIFT_SOURCES)

layers:
	scripts/check-layers.sh

clean:
	rm -rf .build .build-bench .build-coverage .build-sanitize
	find Output -mindepth 1 ! -name .gitkeep -delete
