/* emit/template.c, and every skeleton of templates/ */
#include "emit/template.h"

#include "lower/lower.h"
#include "middle_fixture.h"
#include "unit.h"

static Arena arena;

static void teardown(void)
{
    arena_free(&arena);
}

static void write_nothing(Emit *e)
{
    (void)e;
}

#define PROBLEM(skeleton, ...)                                                                     \
    template_problem(&arena, TEXT(skeleton), (const Hole[]){__VA_ARGS__},                          \
                     COUNT_OF(((const Hole[]){__VA_ARGS__})))

START_TEST(holes_and_fillings_agree)
{
    ck_assert_ptr_null(PROBLEM("int {{NAME}};\n", FILL("NAME", "x")));
    ck_assert_ptr_null(PROBLEM("{{A}}{{B}}\n", FILL("B", ""), FILL("A", "x")));
    ck_assert_ptr_null(PROBLEM("{\n    {{BODY}}\n}\n", LINES("BODY", write_nothing)));
    ck_assert_ptr_null(PROBLEM("/* {{SHOWN}} */\n{{A}}\n", FILL("A", "x")));
    ck_assert_str_eq(PROBLEM("int {{NAME}};\n", FILL("NAM", "x")), "nothing fills the hole NAME");
    ck_assert_str_eq(PROBLEM("int x;\n", FILL("NAME", "x")), "there is no hole NAME");
    ck_assert_str_eq(PROBLEM("int {{NAME};\n", FILL("NAME", "x")),
                     "nothing fills the hole NAME};\n");
    ck_assert_str_eq(PROBLEM("{{A}}\n", FILL("A", NULL)), "the hole A needs a text or lines");
}
END_TEST

START_TEST(lines_fill_whole_lines)
{
    ck_assert_str_eq(PROBLEM("int {{A}}\n", LINES("A", write_nothing)),
                     "lines fill the hole A inside a line");
    ck_assert_str_eq(PROBLEM("{{A}};\n", LINES("A", write_nothing)),
                     "lines fill the hole A inside a line");
}
END_TEST

/* ---- the skeletons ---- */

static Text behind(Text t, size_t n)
{
    return (Text){t.at + n, t.len - n};
}

/* Where `part` begins in t; its length when it does not. */
static size_t position(Text t, const char *part)
{
    for (size_t i = 0; i < t.len; i++)
        if (text_starts(behind(t, i), text_of(part)))
            return i;
    return t.len;
}

/* Each word in capitals with a column of its own stands for a hole. */
static void check_words(const char *name, Text head, Text body)
{
    for (size_t i = 1; i < head.len; i++) {
        size_t n = 0;

        while (i + n < head.len &&
               (head.at[i + n] == '_' || (head.at[i + n] >= 'A' && head.at[i + n] <= 'Z')))
            n++;
        if (n > 1 && head.at[i - 1] == ' ' && text_starts(behind(head, i + n), TEXT("  "))) {
            const char *hole = text_format(&arena, "{{%.*s}}", (int)n, head.at + i);
            if (position(body, hole) == body.len)
                ck_abort_msg("%s.c.tmpl has no hole %s", name, hole);
        }
    }
}

/* The head comment says of every hole what it is for, and of nothing else. */
START_TEST(every_skeleton_names_its_holes)
{
    ck_assert_uint_gt(template_count, 0);
    for (size_t i = 0; i < template_count; i++) {
        Template t    = template_at(i);
        size_t   end  = position(t.text, "*/\n");
        Text     head = {t.text.at, end}, rest = behind(t.text, end);

        check_words(t.name, head, rest);
        ck_assert(text_starts(head, text_of(text_format(&arena, "/* %s.c.tmpl: ", t.name))));
        while (position(rest, "{{") < rest.len) {
            size_t      length;
            const char *word;

            rest   = behind(rest, position(rest, "{{") + 2);
            length = position(rest, "}}");
            word   = text_format(&arena, " %.*s  ", (int)length, rest.at);
            if (position(head, word) == head.len)
                ck_abort_msg("%s.c.tmpl does not say what%sis for", t.name, word);
        }
    }
}
END_TEST

/* One of each: what fills the holes fits them all. The texts are parts of one skeleton each. */
static const char *const script =
    "struct Point {\n    x, y\n    func length(self) { return self.x + self.y }\n}\n"
    "struct Named { name }\n"
    "struct Cell { value, next }\n"
    "print(Named { name: [1] }, Cell { value: 1, next: Cell { value: 2, next: null } })\n"
    "func* upto(n) {\n    for i in range(n) {\n        yield i\n    }\n}\n"
    "async func twice(n) {\n    return n * 2\n}\n"
    "func apply(f, v) {\n    return f(v)\n}\n"
    "func moved(p) { return Point { x: p.x + 1, y: p.y } }\n"
    "names := [\"a\"]\n"
    "p := Point { x: 1, y: 2 }\n"
    "fs := [func(v) { return v }]\n"
    "print(moved(p).length(), apply(fs[0], 1), apply(len, names))\n"
    "for i in [upto(3)][0] { print(i) }\n"
    "func* guarded() {\n    try { yield 1 } except e { print(e) }\n}\n"
    "for i in guarded() { print(i) }\n"
    "spawn { print(names) }\n"
    "func take(c) {\n    return c.receive()\n}\n"
    "async func waits(c) {\n    return take(c)\n}\n"
    "print(await twice(4), waits(channel()))\n";

static const char *const parts[] = {
    "#include \"ruff/ruff.h\"\n",                                              /* unit */
    "struct Point {\n    rf_object head;\n    int64_t x;\n",                   /* struct */
    "static const rf_struct_type Point_type = {\n",                            /* struct_type */
    "typedef struct Point_value {\n    int64_t x;\n",                        /* struct_value */
    "Point *s = rf_object_make(cx, sizeof(Point), &Point_type.kind);\n",      /* struct_new */
    "    rf_object_unmake(cx, s, sizeof(Named));\n",                           /* struct_destroy */
    "        o = s->next.tag == RF_OBJECT ? s->next.as.o : NULL;\n",           /* struct_chain */
    "    return (Point_value){.x = s->x, .y = s->y};\n",                               /* struct_forms */
    "rf_from_object(Point_make(cx, v));\n",                                   /* struct_answer */
    "static const rf_function apply_info RF_UNUSED = {\n",                     /* function_facts */
    "rf_value lambda_boxed(rf_ctx *cx, rf_closure *env, const rf_value",       /* boxed_prototype */
    "rf_value native_len_boxed(rf_ctx *cx, rf_closure *env RF_UNUSED,\n",      /* native */
    "static void twice_drop(rf_ctx *cx, rf_frame *frame)\n{\n    (void)cx;\n", /* frame_no_duty */
    "static void upto_drop(rf_ctx *cx, rf_frame *frame)\n{\n    upto_frame *fr", /* frame_duty */
    "typedef struct upto_frame {\n    rf_frame base;\n",                         /* frame */
    "static rf_step upto_resume(rf_ctx *cx, rf_frame *frame)\n{\n",              /* resumable */
    "    upto_drop(cx, frame);\n    return RF_DONE;\n", /* resumable_exit */
    "    return rf_from_object(fr);\n",                 /* generator */
    "    rf_local_begin(&fr->base, &guarded_type);\n",  /* generator_in */
    "    return rf_async_start(cx, &fr->base);\n",      /* async */
    ")rf_frame_new(cx, &rf_called_kind, &take_giving_way_type);\n", /* called */
    "static rf_value script(rf_ctx *cx)\n{\n",          /* function */
    "\nfail:\n    rf_unwind(cx, &script_info, at);\n",  /* function_exit */
    "    return spawn_block(cx, env);\n",               /* boxed */
    "int main(int argc, char **argv)\n",                /* main */
};

/* Those of C for two compilers in one run (emit/tier.h). */
static const char *const tier_parts[] = {
    "typedef struct rf_tier_live_upto {\n    uint32_t rf_at_loop;\n    rf_frame *frame;\n", /* tier_live */
    "static rf_step rf_tier_loop_upto(rf_ctx *cx, rf_tier_live_upto *live)\n{\n",               /* tier_loop */
    "#ifdef __TINYC__\nvoid *rf_tier_code[",                                          /* tier_table */
};

static void check_parts(Text text, const char *const *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (position(text, wanted[i]) == text.len)
            ck_abort_msg("the C lacks\n%s", wanted[i]);
}

START_TEST(every_skeleton_is_filled)
{
    IrProgram *p;

    ck_assert_uint_eq(COUNT_OF(parts) + COUNT_OF(tier_parts), template_count);
    check_parts(emit_program(lowered_of(script, NULL)).text, parts, COUNT_OF(parts));
    names_teardown();
    p                   = lowered_of(script, NULL);
    p->c->options.tiers = true;
    check_parts(emit_program(p).text, tier_parts, COUNT_OF(tier_parts));
    names_teardown();
}
END_TEST

/* Blank lines part things: none is the first or last of a block, none follows another. */
START_TEST(blank_lines_part_things)
{
    Text text = emit_program(lowered_of(script, NULL)).text;

    ck_assert_uint_eq(position(text, "\n\n\n"), text.len);
    ck_assert_uint_eq(position(text, "{\n\n"), text.len);
    ck_assert_uint_eq(position(text, "\n\n}"), text.len);
    names_teardown();
}
END_TEST

TCase *template_tests(void)
{
    TCase *t = tcase_create("template");

    tcase_add_checked_fixture(t, NULL, teardown);
    tcase_add_test(t, holes_and_fillings_agree);
    tcase_add_test(t, lines_fill_whole_lines);
    tcase_add_test(t, every_skeleton_names_its_holes);
    tcase_add_test(t, every_skeleton_is_filled);
    tcase_add_test(t, blank_lines_part_things);
    return t;
}
