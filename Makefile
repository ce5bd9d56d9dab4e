# quotepart: `make demo` shows it, `make test` passes the tests.
GO      ?= go
BINARY  := quotepart
FUZZ    ?= 50000x
KEYS    ?= 100000
SEED    ?= $(shell date +%s)
# Every fuzz target, as "package function".
TARGETS  = $(shell grep -rlE '^func Fuzz' --include='*_test.go' . | while read -r f; do \
             grep -oE '^func Fuzz[A-Za-z0-9_]+' "$$f" | sed "s|^func |$$(dirname "$$f"):|"; done | sort)

# How often the tests of the store do it, in `make kill` and so on.
KILLS     ?= 2000
FAULTS    ?= 1
DAMAGES   ?= 500
FILLS     ?= 100
CUTS      ?= 200
SEQUENCES ?= 20000
DRILLS    ?= 500
# How many type at the server in `make load`, and for how many seconds.
SESSIONS  ?= 200
SECS      ?= 60

.PHONY: run demo test bench lint build fuzz race monkey screens kill faults damage full power model drill load server-kill server-flood

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

# The store against everything that may happen to it; the figures stand in docs/store.md. A process killed at random moments,
# KILLS times; a disk that fails at every FAULTS-th operation; each kind of file damaged DAMAGES times; a disk that fills up under a
# save, FILLS times; the power of a disk cut CUTS times (needs root); SEQUENCES random sequences against a model (TMPDIR=/dev/shm
# makes it faster).
STORE = $(GO) test ./storage -count 1 -v -timeout 5h
kill:
	$(STORE) -run 'TestKill$$' -kills $(KILLS)
faults:
	$(STORE) -run 'TestDiskFaults|OnFaultyDisks' -faults $(FAULTS)
damage:
	$(STORE) -run 'TestDamage$$' -damages $(DAMAGES)
full:
	$(STORE) -run TestRaceForTheDisk -fills $(FILLS)
power:
	$(STORE) -run TestPowerCut -cuts $(CUTS)
model:
	$(STORE) -run TestAgainstAMap -sequences $(SEQUENCES)

# Backups: DRILLS of them damaged at random, each refused with nothing changed; and a hundredth as often, the whole drill on stores that
# were worked on at random: export, back up, restore, export again.
drill:
	$(STORE) -run TestBrokenBackups -drills $(DRILLS)
	$(GO) test ./cmd/quotepart -run TestDrill -count 1 -v -drills $$(( ($(DRILLS) + 99) / 100 ))

# SESSIONS people who type at a server on this machine for SECS seconds, while others save; the time from a key to the screen, and what a
# session costs, are printed.
load:
	$(GO) test ./cmd/quotepart -run 'TestLoad|TestCostOfASession' -count 1 -v -timeout 30m -load.sessions $(SESSIONS) -load.savers 5 -load.time $(SECS)s

# A server that is killed while people save over SSH, KILLS times.
server-kill:
	$(GO) test ./cmd/quotepart -run TestKilledServer -count 1 -v -timeout 5h -kills $(KILLS)

# A client that opens 2,000 channels, sets 1,000 variables and resizes its window 100,000 times, and 2,000 connections at once.
server-flood:
	$(GO) test ./tui/remote -run 'Many|Flood|Variables' -count 1 -v -channels 2000 -variables 1000 -resizes 100000 -flood 2000

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
