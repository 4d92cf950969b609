# The features of runtime/features.def: out/lib/libruff_NAME.a for executables, out/lib/ruff_NAME.so
# for `ruffc run`. What this machine lacks the libraries for is left out, with a warning.

FEATURES_MK := $(OUT)/gen/features.mk
-include $(FEATURES_MK)

CXX       ?= c++
CXXFLAGS  ?= -O2 -g
STD_C     := $(foreach f,$(FEATURES),$(wildcard runtime/std/$(f)/*.c))
STD_CC    := $(foreach f,$(FEATURES),$(wildcard runtime/std/$(f)/*.cc))
STD_O     := $(STD_C:%.c=$(OUT)/obj/%.o) $(STD_CC:%.cc=$(OUT)/obj/%.o)
STD_A     := $(FEATURES:%=$(OUT)/lib/libruff_%.a)
STD_SO    := $(FEATURES:%=$(OUT)/lib/ruff_%.so)
STD_LIBS  := $(foreach f,$(FEATURES),$(FLAGS_$(f)))

# The objects of a feature.
std_objects = $(filter $(OUT)/obj/runtime/std/$(1)/%,$(STD_O))

# Looks again when the table changes, and on every call while something is missing.
$(FEATURES_MK): runtime/features.def runtime/std/std.mk runtime/std/probe.sh \
                $(if $(MISSING_FEATURES),$(if $(MAKE_RESTARTS),,look-again))
	@mkdir -p $(@D)
	@sh runtime/std/probe.sh "$(CC)" runtime/features.def $@.probe > $@
.PHONY: look-again
look-again:

$(OUT)/obj/runtime/std/%.o: runtime/std/%.cc
	@mkdir -p $(@D)
	@$(CXX) $(CXXFLAGS) -std=gnu++17 -Wall -Wextra -Wshadow -MMD -MP $(SAN) $(RT_FLAGS) -c $< -o $@

# The runtime's functions are in the executable that loads it, those of other features in theirs.
define feature_rules
$(OUT)/lib/libruff_$(1).a: $(call std_objects,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@ && ar rcs $$@ $$^

$(OUT)/lib/ruff_$(1).so: $(call std_objects,$(1))
	@mkdir -p $$(@D)
	@$$(CC) $$(CFLAGS) $$(SAN) -shared $$^ -o $$@ $(FLAGS_$(1))
endef
$(foreach f,$(FEATURES),$(eval $(call feature_rules,$(f))))

-include $(STD_O:.o=.d)
