/* std/file: paths as text, and what refuses its arguments without touching a file. */

#include "lib_eval.h"
#include "unit.h"

START_TEST(paths_are_joined)
{
    static const lib_case cases[] = {
        {"join_path(\"a\", \"b\")", "a/b"},
        {"join_path(\"a/\", \"b\")", "a/b"},
        {"join_path(\"a//\", \"b\")", "a//b"},
        {"join_path(\"a\", \"\")", "a/"},
        {"join_path(\"\", \"b\")", "b"},
        {"join_path(\"\", \"\")", ""},
        {"join_path(\"a\", \"/b\", \"c\")", "/b/c"},
        {"join_path(\"/\", \"b\")", "/b"},
        {"join_path(\"a\", \"..\", \"b\")", "a/../b"},
        {"path_join(\"a\", 1)", "! join_path argument 2 must be a string"},
        {"join_path()", "! join_path requires at least one string argument"},
        {"join_path(\"a\", error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(folders_of_paths)
{
    static const lib_case cases[] = {
        {"dirname(\"a/b\")", "a"},      {"dirname(\"a/b/\")", "a"},  {"dirname(\"a//b\")", "a"},
        {"dirname(\"file\")", ""},      {"dirname(\"file/\")", ""},  {"dirname(\"/\")", "/"},
        {"dirname(\"//\")", "/"},       {"dirname(\"\")", "/"},      {"dirname(\"/top\")", "/"},
        {"dirname(\"//top\")", "/"},    {"dirname(\"a/.\")", ""},    {"dirname(\"..\")", ""},
        {"dirname(\"/a/b/c/\")", "/a/b"}, {"dirname(5)", "! dirname requires a string argument (path)"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(last_parts_of_paths)
{
    static const lib_case cases[] = {
        {"basename(\"a/b.txt\")", "b.txt"}, {"basename(\"a/b/\")", "b"},   {"basename(\"a/b//\")", "b"},
        {"basename(\"/\")", ""},            {"basename(\"..\")", ""},      {"basename(\"a/..\")", ""},
        {"basename(\"\")", ""},             {"basename(\"a/.\")", "a"},    {"basename(\"ä\")", "ä"},
        {"basename(\"/.\")", ""},           {"basename(\".\")", ""},       {"basename(\"./a\")", "a"},
        {"path_extension(\"a.tar.gz\")", "gz"}, {"path_extension(\"a\")", ""}, {"path_extension(\"a.\")", ""},
        {"path_extension(\".bashrc\")", ""},    {"path_extension(\"b.d/a\")", ""}, {"path_extension(\"..\")", ""},
        {"path_extension(\"a.b/\")", "b"},      {"path_extension(\"..a\")", "a"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(questions_about_nothing)
{
    static const lib_case cases[] = {
        {"file_exists(\"/no such file\")", "false"},
        {"path_exists(\"\")", "false"},
        {"path_is_dir(\"/\")", "true"},
        {"path_is_file(\"/\")", "false"},
        {"path_is_symlink(\"/\")", "false"},
        {"path_absolute(\"/../\")", "/"},
        {"file_exists(1)", "! file_exists requires a string path argument"},
        {"path_is_dir()", "! path_is_dir expects 1 arguments, got 0"},
        {"file_size(\"/no such file\")",
         "! Cannot get file size for '/no such file': No such file or directory (os error 2)"},
        {"os_rmdir(\"/no such folder\")",
         "! Cannot remove directory '/no such folder': No such file or directory (os error 2)"},
        {"create_dir(\"/dev/null/x\")", "! Cannot create directory '/dev/null/x': Not a directory (os error 20)"},
        {"create_dir(\"/dev/null\")", "! Cannot create directory '/dev/null': File exists (os error 17)"},
        {"create_dir(\"/\")", "true"},
        {"rename_file(\"a\", 5)", "! rename_file requires string arguments"},
    };
    LIB_ALL(cases);
}
END_TEST

TCase *std_file_tests(void)
{
    TCase *t = tcase_create("std_file");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, paths_are_joined);
    tcase_add_test(t, folders_of_paths);
    tcase_add_test(t, last_parts_of_paths);
    tcase_add_test(t, questions_about_nothing);
    return t;
}
