# ruffc: `make help` lists the targets. Everything built lands in out/.

CC        ?= cc
OUT       := out
PREFIX    ?= /usr/local
PYTHON    ?= python3
CFLAGS    ?= -O2 -g
SAN       :=
WARN      := -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes -Wmissing-prototypes
COMMON    := -std=gnu11 $(WARN) -MMD -MP $(SAN)
RT_FLAGS  := -fno-semantic-interposition -ffunction-sections -fdata-sections -fPIC -Iruntime/include -Iruntime
HOST_FLAGS := -Iruffc -Iruntime/include -Iruntime
LIBS      := -ltcc -ldl -lm -lpthread -lunistring

RUFFC_C   := $(wildcard ruffc/*/*.c) ruffc/compile.c
RT_C      := $(wildcard runtime/core/*.c runtime/gen/*.c runtime/task/*.c runtime/io/*.c)
RT_H      := $(wildcard runtime/include/ruff/*.h)
UNIT_C    := $(wildcard tests/unit/*.c)
RUFFC_O   := $(RUFFC_C:%.c=$(OUT)/obj/%.o)
RT_O      := $(RT_C:%.c=$(OUT)/obj/%.o)
UNIT_O    := $(UNIT_C:%.c=$(OUT)/obj/%.o)
MAIN_O    := $(OUT)/obj/ruffc/main.o
RUFFC     := $(OUT)/bin/ruffc
LIBRUFF   := $(OUT)/lib/libruff.a
HEADERS   := $(RT_H:runtime/include/%=$(OUT)/include/%)
EXAMPLE   := examples/pipeline.ruff

.PHONY: all
all:

include runtime/std/std.mk

# What `emit --self-contained` writes: every source of the runtime, embedded in ruffc.
EMBED_SRC := $(RT_C) $(STD_C) $(RT_H) \
             $(wildcard runtime/*.def runtime/builtins/*.def runtime/core/*.def runtime/*/*.h runtime/std/*/*.h)
EMBED_DEF := $(OUT)/gen/runtime_files.def
# The skeletons of the emitted C, embedded in ruffc.
TEMPLATES := $(sort $(wildcard templates/*.c.tmpl))
TMPL_DEF  := $(OUT)/gen/templates.def
LIBC_NAMES := $(OUT)/gen/libc_names.txt
SYMBOLS   := $(OUT)/gen/symbols.txt

.PHONY: example test unit conformance conformance-threads conformance-tiers stress differential diagnostics dumps docs cli asan tsan bench bench-check install format lint clean help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory -j$(shell nproc)
.DEFAULT_GOAL := all

all: $(RUFFC) $(LIBRUFF) $(HEADERS) $(STD_A) $(STD_SO)  ## the compiler and its runtime library (the default)

example: all  ## compile and run a concurrent script from examples/
	@echo "$(RUFFC) run $(EXAMPLE)"
	@$(RUFFC) run $(EXAMPLE)

test: all $(OUT)/bin/unit  ## all tests; the last line is the total
	@$(PYTHON) tests/tools/all.py --out $(OUT)

unit: $(OUT)/bin/unit  ## the unit tests
	@$(OUT)/bin/unit

conformance: all  ## the conformance programs, under run and under build
	@$(PYTHON) tests/tools/conform.py --ruffc $(RUFFC)

conformance-threads: all  ## the concurrent programs with 1, 2 and 16 threads for async bodies, and under chosen interleavings
	@for env in RUFF_THREADS=1 RUFF_THREADS=2 RUFF_THREADS=16 RUFF_SCHEDULE=1 RUFF_SCHEDULE=2 RUFF_SCHEDULE=4; do \
	    echo $$env; env $$env $(PYTHON) tests/tools/conform.py --ruffc $(RUFFC) tests/conformance/concurrency || exit 1; \
	done

conformance-tiers: all  ## the conformance programs with each tier of run, and with cc's code taking over in calls and in loops
	@for flags in "--tier tcc" "--tier cc" "--tier auto" "--env RUFFC_TIER_TEST=calls" "--env RUFFC_TIER_TEST=loops" \
	    "--env RUFFC_TIER_TEST=loops2"; do \
	    echo "$$flags"; $(PYTHON) tests/tools/conform.py --ruffc $(RUFFC) --mode run --limit 90 $$flags || exit 1; \
	done

stress: all  ## concurrent programs with other seeds, again and again, for STRESS_SECONDS (default 270)
	@$(PYTHON) tests/tools/stress.py --ruffc $(RUFFC)

differential: all  ## random programs, compiled in several ways, for DIFFERENTIAL_SECONDS (default 3600)
	@$(PYTHON) tests/differential/run.py --ruffc $(RUFFC) --keep $(OUT)/differential \
	    --seconds $(or $(DIFFERENTIAL_SECONDS),3600) --seed $(or $(SEED),$(shell date +%s))

diagnostics: all  ## messages of the compiler against their golden files
	@$(PYTHON) tests/tools/golden.py --ruffc $(RUFFC)

dumps: all  ## what the stages print against their golden files, and the C for what it must hold
	@$(PYTHON) tests/tools/dumps.py --ruffc $(RUFFC)

docs: all  ## the pages against the sources; the scripts in them
	@$(PYTHON) docs/check.py --ruffc $(RUFFC)

cli: all  ## the command line
	@$(PYTHON) tests/tools/cli.py --ruffc $(RUFFC)

asan:  ## unit tests and programs under the address, leak and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory OUT=$(OUT)/asan CFLAGS="-O1 -g" sanitized \
	    SAN="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"

tsan:  ## concurrent programs under the thread sanitizer
	@$(MAKE) --no-print-directory OUT=$(OUT)/tsan CFLAGS="-O1 -g" SAN="-fsanitize=thread" sanitized-threads

bench: all  ## speed beside the same programs in other languages; tables and chart go to docs/benchmarks.md
	@$(PYTHON) tests/bench/run.py --ruffc $(RUFFC) --write docs/benchmarks.md

bench-check: all  ## fails when a program has become more than 15 % slower, in times of C, than ratios.json says
	@$(PYTHON) tests/bench/check.py --ruffc $(RUFFC)

install: all  ## bin/ruffc, include/ruff and lib/libruff.a below PREFIX (default /usr/local)
	@install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/include/ruff
	@install -m 755 $(RUFFC) $(DESTDIR)$(PREFIX)/bin/ruffc
	@install -m 644 $(LIBRUFF) $(STD_A) $(DESTDIR)$(PREFIX)/lib
	@install -m 755 $(STD_SO) $(DESTDIR)$(PREFIX)/lib
	@install -m 644 $(RT_H) $(DESTDIR)$(PREFIX)/include/ruff

format:  ## the sources through clang-format
	@clang-format -i $(RUFFC_C) ruffc/main.c $(wildcard ruffc/*/*.h ruffc/*.h) $(RT_C) $(RT_H) $(UNIT_C)

lint: all  ## warnings of gcc and clang as errors, sizes of files, direction of includes
	@$(PYTHON) tests/tools/lint.py $(OUT)/gen

clean:  ## removes out/
	@rm -rf $(OUT)

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1:/p' Makefile | awk -F: '{printf "  make %-19s %s\n", $$1, $$2}'

# ---- the parts ----

$(OUT)/obj/ruffc/%.o: ruffc/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(COMMON) $(HOST_FLAGS) $(EXTRA) -c $< -o $@

$(OUT)/obj/runtime/%.o: runtime/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(COMMON) $(RT_FLAGS) -c $< -o $@

$(OUT)/obj/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(COMMON) -Wno-missing-prototypes $(HOST_FLAGS) -c $< -o $@

$(OUT)/include/%.h: runtime/include/%.h
	@mkdir -p $(@D)
	@cp $< $@

$(LIBRUFF): $(RT_O)
	@mkdir -p $(@D)
	@rm -f $@ && ar rcs $@ $^

# Code that libtcc makes finds the runtime's functions in the executable: -rdynamic shows them.
$(RUFFC): $(MAIN_O) $(RUFFC_O) $(RT_O) | $(HEADERS) $(LIBRUFF)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(SAN) -rdynamic $^ -o $@ $(LIBS)

$(OUT)/bin/unit: $(UNIT_O) $(RUFFC_O) $(RT_O) $(STD_O) | $(HEADERS)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(SAN) -rdynamic $^ -o $@ -lcheck -lsubunit -lrt $(STD_LIBS) $(LIBS)

# The list changes when files come or go; their contents are dependencies of the object.
$(EMBED_DEF): $(EMBED_SRC) Makefile
	@mkdir -p $(@D)
	@n=0; for f in $(sort $(EMBED_SRC)); do n=$$((n + 1)); p=$${f#runtime/}; \
	    echo "FILE_ROW($$n, \"$${p#include/}\", \"$$f\")"; done > $@

$(TMPL_DEF): $(TEMPLATES) Makefile
	@mkdir -p $(@D)
	@n=0; for f in $(TEMPLATES); do n=$$((n + 1)); p=$${f#templates/}; \
	    echo "TEMPLATE_ROW($$n, \"$${p%.c.tmpl}\", \"$$f\")"; done > $@

$(LIBC_NAMES): $(RT_C) $(STD_C) $(wildcard runtime/*/*.h runtime/std/*/*.h)
	@mkdir -p $(@D)
	@cat $^ | grep '^#include <' | grep -v 'pcre2\|uni[ct]\|curl\|event2' | sort -u | $(CC) -E -P -D_GNU_SOURCE - | \
	    tr -cs 'A-Za-z0-9_' '\n' | grep '^[A-Za-z_]' | LC_ALL=C sort -u > $@

$(SYMBOLS): $(RT_O) $(STD_O)
	@for o in $^; do nm -P $$o | awk -v f="$${o#$(OUT)/obj/runtime/}" '{ sub(/[.]o$$/, ".c", f) } \
	    $$1 ~ /^rf_/ && $$2 ~ /^[TDRBVWU]$$/ { print f, ($$2 == "U" ? "U" : "D"), $$1 }'; done > $@

$(OUT)/obj/ruffc/back/embedded.o: $(EMBED_DEF) $(LIBC_NAMES) $(SYMBOLS)
$(OUT)/obj/ruffc/back/embedded.o: EXTRA = -I$(OUT)/gen -DRUFFC_LIBC_NAMES='"$(LIBC_NAMES)"' -DRUFFC_SYMBOLS='"$(SYMBOLS)"'

$(OUT)/obj/ruffc/emit/template.o: $(TMPL_DEF)
$(OUT)/obj/ruffc/emit/template.o: EXTRA = -I$(OUT)/gen

# A ruffc with sanitizers builds programs with them.
$(OUT)/obj/ruffc/back/cc.o: EXTRA = -DRUFFC_CC_FLAGS='"$(SAN)"'

.PHONY: sanitized sanitized-threads
sanitized: all $(OUT)/bin/unit
	@$(PYTHON) tests/tools/all.py --out $(OUT) --sanitized

sanitized-threads: all
	@$(PYTHON) tests/tools/conform.py --ruffc $(RUFFC) --mode build -O 1 \
	    tests/conformance/concurrency examples

-include $(RUFFC_O:.o=.d) $(RT_O:.o=.d) $(UNIT_O:.o=.d) $(MAIN_O:.o=.d)
