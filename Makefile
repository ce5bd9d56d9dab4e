# quotepart: `make demo` shows it, `make test` passes the tests.
GO      ?= go
BINARY  := quotepart
FUZZ    ?= 50000x
KEYS    ?= 100000
SEED    ?= $(shell date +%s)
# Every fuzz target, as "package function".
TARGETS  = $(shell grep -rlE '^func Fuzz' --include='*_test.go' . | while read -r f; do \
             grep -oE '^func Fuzz[A-Za-z0-9_]+' "$$f" | sed "s|^func |$$(dirname "$$f"):|"; done | sort)

.PHONY: run demo test bench lint build fuzz race monkey screens

run: build
	./$(BINARY)

demo: build
	./$(BINARY) demo

build:
	CGO_ENABLED=0 $(GO) build -trimpath -o $(BINARY) ./cmd/quotepart

test:
	$(GO) test ./...

race:
	RAPID_CHECKS=300 $(GO) test -race ./...

# A monkey at the keyboard: KEYS keys, clicks and resizes, from the random number SEED, which is printed.
monkey:
	$(GO) test ./tui -run TestMonkey -count 1 -v -timeout 30m -monkey.keys $(KEYS) -monkey.seed $(SEED)

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

# The pictures of the documentation, drawn anew from the program.
screens:
	$(GO) test ./tui -run TestPictures -update

lint:
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "not formatted: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

# A short run of each fuzz target: FUZZ inputs. A number of inputs, and not a time: where the time runs out in the middle of an
# input, go test reports a failure that is none.
fuzz:
	@set -e; for t in $(TARGETS); do echo "fuzz $$t"; \
	  $(GO) test -run '^$$' -fuzz "^$${t#*:}\$$" -fuzztime $(FUZZ) -fuzzminimizetime 10x "$${t%%:*}"; done
