# ruffc: `make help` lists the targets. Everything built lands in out/.

CC       ?= cc
OUT      := out
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
# The runtime's headers use statement expressions and computed labels, as gcc, clang and tcc have them.
CFLAGS   ?= -O2 -g
COMMON   := -std=gnu11 $(WARN) -Wno-pedantic -Wno-sign-conversion -MMD -MP $(SAN)
RUFFC_C  := $(filter-out ruffc/main.c,$(wildcard ruffc/*/*.c ruffc/compile.c))
RT_C     := $(wildcard runtime/core/*.c runtime/gen/*.c runtime/task/*.c runtime/io/*.c)
UNIT_C   := $(wildcard tests/unit/*.c)
RUFFC_O  := $(RUFFC_C:%.c=$(OUT)/obj/%.o)
RT_O     := $(RT_C:%.c=$(OUT)/obj/%.o)
UNIT_O   := $(UNIT_C:%.c=$(OUT)/obj/%.o)
LIBRUFF  := $(OUT)/lib/libruff.a

.PHONY: all
all: $(OUT)/bin/ruffc

$(OUT)/obj/ruffc/%.o: ruffc/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(COMMON) -Iruffc -Iruntime/include -Iruntime -c $< -o $@

$(OUT)/obj/runtime/%.o: runtime/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(COMMON) -ffunction-sections -fdata-sections -fPIC -Iruntime/include -Iruntime -c $< -o $@

$(OUT)/obj/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(COMMON) -Wno-missing-prototypes -Iruffc -Iruntime/include -Iruntime -c $< -o $@

$(LIBRUFF): $(RT_O)
	@mkdir -p $(@D)
	@rm -f $@ && ar rcs $@ $^

$(OUT)/bin/ruffc: $(OUT)/obj/ruffc/main.o $(RUFFC_O) $(RT_O)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(SAN) -rdynamic $^ -o $@ -ltcc -ldl -lm -lpthread -lunistring

$(OUT)/bin/unit: $(UNIT_O) $(RUFFC_O) $(RT_O)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(SAN) -rdynamic $^ -o $@ -lcheck -lsubunit -lrt -ltcc -ldl -lm -lpthread -lunistring

-include $(RUFFC_O:.o=.d) $(RT_O:.o=.d) $(UNIT_O:.o=.d) $(OUT)/obj/ruffc/main.d
