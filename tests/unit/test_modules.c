/* sema/modules.c, module_find.c, imports.c: files, cycles, exports (S-80 … S-82). */

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "names_fixture.h"

static char folder[] = "/tmp/ruffc-modules-XXXXXX";

static void setup(void)
{
    snprintf(folder, sizeof folder, "/tmp/ruffc-modules-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void teardown(void)
{
    char command[100];

    names_teardown();
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static void put(const char *name, const char *text)
{
    char  path[100];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

static void put_folder(const char *name)
{
    char path[100];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    ck_assert_int_eq(mkdir(path, 0755), 0);
}

static void load(const char *name)
{
    char path[100];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    names_of_file(path);
}

static const Import *import_at(size_t nth)
{
    for (size_t i = 1; i <= names_compiler.node_count; i++)
        if (names_program->import[i] && nth-- == 0)
            return names_program->import[i];
    ck_abort_msg("no such import");
    return NULL;
}

static void assert_failure(const Import *import, const char *text)
{
    ck_assert_msg(text_equal(import->failure, text_of(text)), "%.*s", TEXT_ARG(import->failure));
}

START_TEST(exports_are_visible_plain_and_by_the_module)
{
    put("m.ruff", "export func f() { return own }\nown := 1\nexport let k := 2\n");
    put("main.ruff", "import m\nprint(f(), m.f(), m.own, k)\n");
    load("main.ruff");
    ck_assert_uint_eq(names_program->modules.len, 2);
    ck_assert_uint_eq(names_program->modules.at[1]->exports.len, 2);
    ck_assert_int_eq(names_use(ND_NAME, "f", 0)->kind, BIND_IMPORT);
    ck_assert_int_eq(names_use(ND_NAME, "f", 0)->target->kind, BIND_FUNC);
    ck_assert_ptr_eq(names_use(ND_METHOD, "f", 0), names_use(ND_NAME, "f", 0)->target);
    ck_assert_ptr_null(names_use(ND_FIELD, "own", 0));
    ck_assert_uint_eq(import_at(0)->names.len, 2);
}
END_TEST

START_TEST(dotted_names_are_files_in_folders)
{
    put_folder("lib");
    put("lib/a.ruff", "from lib.b import g\nexport func f() { return g() }\n");
    put("lib/b.ruff", "export func g() { return 1 }\n");
    put("lib.c.ruff", "export h := 1\n");
    put("main.ruff", "from lib.a import f\nfrom lib.c import h\nprint(f(), h)\n");
    load("main.ruff");
    ck_assert_uint_eq(names_program->modules.len, 4);
    ck_assert_ptr_nonnull(names_use(ND_NAME, "f", 0));
    ck_assert_ptr_nonnull(names_use(ND_NAME, "h", 0));
}
END_TEST

START_TEST(what_is_missing_fails_at_the_import)
{
    put("m.ruff", "export func f() { return 1 }\nfunc secret() { return 2 }\n");
    put("main.ruff", "from m import f, secret\nimport nosuch\nfrom a.b import c\n");
    load("main.ruff");
    ck_assert_uint_eq(names_compiler.diags.errors, 0);
    assert_failure(import_at(0), "Symbol 'secret' not found in module 'm'");
    assert_failure(import_at(1), "Module not found: nosuch");
    assert_failure(import_at(2), "Module not found: a.b");
    ck_assert_ptr_null(import_at(1)->module);
}
END_TEST

START_TEST(cycles_fail_at_the_import_that_closes_them)
{
    put("a.ruff", "import b\nexport func f() { return 1 }\n");
    put("b.ruff", "import a\n");
    put("main.ruff", "import a\n");
    load("main.ruff");
    assert_failure(import_at(0), "");
    assert_failure(import_at(1), "");
    assert_failure(import_at(2), "Circular import detected: a -> b -> a");
}
END_TEST

START_TEST(links_do_not_lead_out_of_the_root)
{
    char out[100], link[100];

    put_folder("root");
    put("outside.ruff", "export x := 1\n");
    snprintf(out, sizeof out, "%s/outside.ruff", folder);
    snprintf(link, sizeof link, "%s/root/m.ruff", folder);
    ck_assert_int_eq(symlink(out, link), 0);
    put("root/main.ruff", "import m\n");
    load("root/main.ruff");
    assert_failure(import_at(0), "Module not found: m");
}
END_TEST

START_TEST(further_folders_come_from_the_environment)
{
    char path[100];

    put_folder("root");
    put_folder("more");
    put("more/m.ruff", "import n\nexport x := 1\n");
    put("more/n.ruff", "export y := 1\n");
    put("root/main.ruff", "import m\nprint(x)\n");
    snprintf(path, sizeof path, "/nowhere:%s/more", folder);
    setenv("RUFF_PATH", path, 1);
    load("root/main.ruff");
    unsetenv("RUFF_PATH");
    ck_assert_uint_eq(names_program->modules.len, 3);
    ck_assert_ptr_nonnull(names_use(ND_NAME, "x", 0));
}
END_TEST

START_TEST(assignments_never_cross_files)
{
    put("m.ruff", "count := 0\nexport func f() { count := 5 }\n");
    put("main.ruff", "import m\ncount := 1\nf()\n");
    load("main.ruff");
    ck_assert_uint_eq(names_binding("count", 0)->assignments, 2);
    ck_assert_uint_eq(names_binding("count", 1)->assignments, 1);
    ck_assert_ptr_ne(names_binding("count", 0)->module, names_binding("count", 1)->module);
}
END_TEST

START_TEST(imported_structs_and_enums_are_found_behind_the_import)
{
    put("m.ruff", "export struct P { x: int }\nexport enum C { A }\n");
    put("main.ruff", "from m import P, C\nprint(P { x: 1 }, C::A)\n");
    load("main.ruff");
    ck_assert_int_eq(names_use(ND_INSTANCE, "P", 0)->kind, BIND_STRUCT);
    ck_assert_int_eq(names_use(ND_TAG, "C", 0)->kind, BIND_ENUM);
}
END_TEST

START_TEST(a_module_that_ends_early_leaves_names_unset)
{
    put("m.ruff", "export early := 1\nif early > 0 { return }\nexport late := 2\n");
    put("main.ruff", "import m\nprint(early, late)\n");
    load("main.ruff");
    ck_assert(!names_use(ND_NAME, "early", 0)->maybe_unset);
    ck_assert(names_use(ND_NAME, "late", 0)->maybe_unset);
}
END_TEST

TCase *module_tests(void)
{
    TCase *t = tcase_create("modules");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, exports_are_visible_plain_and_by_the_module);
    tcase_add_test(t, dotted_names_are_files_in_folders);
    tcase_add_test(t, what_is_missing_fails_at_the_import);
    tcase_add_test(t, cycles_fail_at_the_import_that_closes_them);
    tcase_add_test(t, links_do_not_lead_out_of_the_root);
    tcase_add_test(t, further_folders_come_from_the_environment);
    tcase_add_test(t, assignments_never_cross_files);
    tcase_add_test(t, imported_structs_and_enums_are_found_behind_the_import);
    tcase_add_test(t, a_module_that_ends_early_leaves_names_unset);
    return t;
}
