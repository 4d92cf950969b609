/* std/env: variables as texts and as other types. */

#include <stdlib.h>

#include "lib_eval.h"
#include "unit.h"

START_TEST(texts)
{
    static const lib_case cases[] = {
        {"env_set(\"RUFF_UNIT_A\", \"x y\")", "null"},
        {"env(\"RUFF_UNIT_A\")", "x y"},
        {"env_or(\"RUFF_UNIT_A\", \"d\")", "x y"},
        {"env_required(\"RUFF_UNIT_A\")", "x y"},
        {"env(\"RUFF_UNIT_NO\")", ""},
        {"env_or(\"RUFF_UNIT_NO\", \"d\")", "d"},
        {"env_required(\"RUFF_UNIT_NO\")", "! Required environment variable 'RUFF_UNIT_NO' is not set"},
        {"has_key(env_list(), \"RUFF_UNIT_A\")", "1"},
        {"env(5)", "! env requires a string argument (variable name)"},
        {"env_or(\"A\", 5)", "! env_or requires two string arguments (variable name, default value)"},
        {"env_set(\"\", \"x\")", "! env_set: a variable name must not be empty nor contain '=' or NUL"},
        {"env_set(\"A=B\", \"x\")", "! env_set: a variable name must not be empty nor contain '=' or NUL"},
        {"env_set(\"A\", error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(other_types)
{
    static const lib_case cases[] = {
        {"env_int(\"RUFF_UNIT_I\")", "-12"},
        {"env_float(\"RUFF_UNIT_I\")", "-12"},
        {"env_bool(\"RUFF_UNIT_I\")", "! Environment variable 'RUFF_UNIT_I' value '-12' is not a valid bool"},
        {"env_float(\"RUFF_UNIT_F\")", "1500"},
        {"env_int(\"RUFF_UNIT_F\")", "! Environment variable 'RUFF_UNIT_F' value '1.5e3' is not a valid integer"},
        {"env_bool(\"RUFF_UNIT_B\")", "true"},
        {"env_float(\"RUFF_UNIT_B\")", "! Environment variable 'RUFF_UNIT_B' value 'On' is not a valid float"},
        {"env_bool(\"RUFF_UNIT_NO\")", "! Environment variable 'RUFF_UNIT_NO' not found"},
        {"env_int(5)", "! env_int requires a string argument (variable name)"},
    };

    setenv("RUFF_UNIT_I", "-12", 1);
    setenv("RUFF_UNIT_F", "1.5e3", 1);
    setenv("RUFF_UNIT_B", "On", 1);
    LIB_ALL(cases);
}
END_TEST

TCase *std_env_tests(void)
{
    TCase *t = tcase_create("std_env");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, texts);
    tcase_add_test(t, other_types);
    return t;
}
