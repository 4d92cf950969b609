/* front/parser.c and its parts, on programs without mistakes: what `--dump ast` shows. */
#include "front/parser.h"

#include <string.h>

#include "support/text.h"
#include "unit.h"

static Compiler c;

static void setup(void)
{
    compiler_init(&c, NULL);
}

static void teardown(void)
{
    compiler_free(&c);
}

static AstModule *parse(const char *text)
{
    return parse_file(&c, source_add(c.sources, TEXT("lib/t.ruff"), text_of(text)));
}

/* The tree of a program without errors, without the line that names the module. */
static void expect_tree(const char *text, const char *expected)
{
    AstModule  *m  = parse(text);
    int         fd = capture_begin();
    const char *found;

    if (c.diags.first)
        ck_abort_msg("%s\n%.*s", text, TEXT_ARG(c.diags.first->message));
    ast_dump(&c, m, fd);
    found = capture_end(&c.arena, fd);
    ck_assert(strncmp(found, "module t\n", 9) == 0);
    expect_text(found + 9, expected);
}

/* Two programs with one tree. */
static void expect_same(const char *a, const char *b)
{
    int fd = capture_begin();

    ast_dump(&c, parse(b), fd);
    expect_tree(a, capture_end(&c.arena, fd) + 9);
}

START_TEST(operators_bind_by_their_levels)
{
    expect_same("x := a |> f ?? b || c && d == e < g + h * -i.j",
                "x := a |> (f ?? (b || (c && (d == (e < (g + (h * (-(i.j)))))))))");
    expect_same("a - b - c", "(a - b) - c");
    expect_same("1 < 2 == 3 < 4", "(1 < 2) == (3 < 4)");
    expect_same("await f() + 1", "(await f()) + 1");
    expect_same("!a.b && -c[0] * 2", "(!(a.b)) && ((-(c[0])) * 2)");
    expect_same("a?.b?.c()? + d?[1]", "(((a?.b)?.c())?) + ((d?)[1])");
}
END_TEST

START_TEST(suffixes)
{
    expect_tree("a.b(1)[2](3).default?", "  expr\n"
                                         "    try-op\n"
                                         "      field default\n"
                                         "        call\n"
                                         "          index\n"
                                         "            method b\n"
                                         "              name a\n"
                                         "              int 1\n"
                                         "            int 2\n"
                                         "          int 3\n");
    expect_tree("(a.b)(1)", "  expr\n"
                            "    call\n"
                            "      field b\n"
                            "        name a\n"
                            "      int 1\n");
}
END_TEST

START_TEST(pipes_become_calls)
{
    expect_tree("x |> f |> g(1)", "  expr\n"
                                  "    call piped\n"
                                  "      name g\n"
                                  "      call piped\n"
                                  "        name f\n"
                                  "        name x\n"
                                  "      int 1\n");
    expect_tree("x |> (f(1))", "  expr\n"
                               "    call piped\n"
                               "      call\n"
                               "        name f\n"
                               "        int 1\n"
                               "      name x\n");
    expect_tree("x |> o.m(1)", "  expr\n"
                               "    call piped\n"
                               "      field m\n"
                               "        name o\n"
                               "      name x\n"
                               "      int 1\n");
}
END_TEST

START_TEST(literals)
{
    expect_tree("[1, 2.5, true, null, \"a\\n\", ...b,]", "  expr\n"
                                                         "    array\n"
                                                         "      int 1\n"
                                                         "      float 2.5\n"
                                                         "      bool true\n"
                                                         "      null\n"
                                                         "      string \"a\\n\"\n"
                                                         "      spread\n"
                                                         "        name b\n");
    expect_tree("x := {k: 1, \"a\": {}, ...m}", "  assign\n"
                                                "    name x\n"
                                                "    dict\n"
                                                "      entry\n"
                                                "        name k\n"
                                                "        int 1\n"
                                                "      entry\n"
                                                "        string \"a\"\n"
                                                "        dict\n"
                                                "      spread\n"
                                                "        name m\n");
    expect_tree("\"a${x}${\"b${y}\"}\"", "  expr\n"
                                         "    interp\n"
                                         "      string \"a\"\n"
                                         "      name x\n"
                                         "      interp\n"
                                         "        string \"b\"\n"
                                         "        name y\n");
}
END_TEST

START_TEST(tags_and_instances)
{
    expect_tree("[Ok(1), None, A::B, A::C(1, 2), A::D(), P { in: 1, b: P {} }]",
                "  expr\n"
                "    array\n"
                "      tag Result::Ok\n"
                "        int 1\n"
                "      tag Option::None\n"
                "      tag A::B\n"
                "      tag A::C\n"
                "        int 1\n"
                "        int 2\n"
                "      tag A::D\n"
                "      instance P\n"
                "        field-init in\n"
                "          int 1\n"
                "        field-init b\n"
                "          instance P\n");
}
END_TEST

START_TEST(assignments)
{
    expect_tree("a.b[0] += 1", "  assign +=\n"
                               "    index\n"
                               "      field b\n"
                               "        name a\n"
                               "      int 0\n"
                               "    int 1\n");
    expect_tree("let x: Array<int?>[]= 1", "  let : Array<int?>[]\n"
                                           "    name x\n"
                                           "    int 1\n");
    expect_tree("mut [a, _, [b], {k, ...r}, ...s] = v", "  let mut\n"
                                                        "    pat-array\n"
                                                        "      name a\n"
                                                        "      pat-skip\n"
                                                        "      pat-array\n"
                                                        "        name b\n"
                                                        "      pat-dict\n"
                                                        "        name k\n"
                                                        "        pat-rest r\n"
                                                        "      pat-rest s\n"
                                                        "    name v\n");
    expect_tree("{a, b} := c const D = yield 1", "  assign\n"
                                                 "    pat-dict\n"
                                                 "      name a\n"
                                                 "      name b\n"
                                                 "    name c\n"
                                                 "  let const\n"
                                                 "    name D\n"
                                                 "    yield\n"
                                                 "      int 1\n");
}
END_TEST

START_TEST(line_ends_count_where_the_rules_say)
{
    expect_same("x := 5\n-3", "x := 5 - 3");
    expect_same("f := g\n(a)\nb\n[0]", "f := g; (a); b; [0]");
    expect_same("f(a\n(b)\n[c])", "f(a(b)[c])");
    expect_same("f(func() {\na\n[b] := c\n})", "f(func() { a; [b] := c })");
    expect_same("a\n.b\n?.c\n|> d", "a.b?.c |> d");
    expect_same("func f() { return\n1 }", "func f() { return; 1 }");
}
END_TEST

START_TEST(braces_in_heads)
{
    expect_tree("if p == P { x: 1 } { } else if flag { }", "  if\n"
                                                           "    binary ==\n"
                                                           "      name p\n"
                                                           "      instance P\n"
                                                           "        field-init x\n"
                                                           "          int 1\n"
                                                           "    block\n"
                                                           "    else:\n"
                                                           "      if\n"
                                                           "        name flag\n"
                                                           "        block\n");
    expect_tree("match v { default: { } }", "  match\n"
                                            "    name v\n"
                                            "    arm default\n"
                                            "      match-any\n"
                                            "      block\n");
    expect_tree("while (P {}) == f(P {}) { }", "  while\n"
                                               "    binary ==\n"
                                               "      instance P\n"
                                               "      call\n"
                                               "        name f\n"
                                               "        instance P\n"
                                               "    block\n");
    expect_tree("P\n{}", "  expr\n"
                         "    name P\n"
                         "  expr\n"
                         "    dict\n");
}
END_TEST

START_TEST(functions)
{
    expect_tree("async func f(self, a: int,) -> A<b>? { return }", "  func f async -> A<b>?\n"
                                                                   "    param self\n"
                                                                   "    param a : int\n"
                                                                   "    block\n"
                                                                   "      return\n");
    expect_same("gen g(n) { yield* n }", "func * g(n) { yield * n }");
    expect_same("x := gen(n) { yield }", "x := func*(n) { yield }");
    expect_tree("x := gen(n)", "  assign\n"
                               "    name x\n"
                               "    call\n"
                               "      name gen\n"
                               "      name n\n");
    expect_tree("gen odds = r", "  assign lazy\n"
                                "    name odds\n"
                                "    name r\n");
    expect_tree("for x in gen(n) { }", "  for\n"
                                       "    name x\n"
                                       "    call\n"
                                       "      name gen\n"
                                       "      name n\n"
                                       "    block\n");
}
END_TEST

START_TEST(structs_and_enums)
{
    expect_tree("struct S { a, in: int = 1 func m(self) { } gen g() { } b = 2, }",
                "  struct S\n"
                "    struct-field a\n"
                "    struct-field in : int\n"
                "      int 1\n"
                "    struct-field b\n"
                "      int 2\n"
                "    func m\n"
                "      param self\n"
                "      block\n"
                "    func g generator\n"
                "      block\n");
    expect_tree("enum E { A, B, }", "  enum E\n"
                                    "    variant A\n"
                                    "    variant B\n");
}
END_TEST

START_TEST(match_patterns)
{
    expect_tree("match v {\n"
                "  case red: { }\n"
                "  red => 1\n"
                "  -1 => 2,\n"
                "  Ok => 3\n"
                "  case A::B(x, _) if x { };\n"
                "  B(y) => x := y\n"
                "  case _ { }\n"
                "}",
                "  match\n"
                "    name v\n"
                "    arm\n"
                "      string \"red\"\n"
                "      block\n"
                "    arm\n"
                "      match-bind red\n"
                "      block\n"
                "        expr\n"
                "          int 1\n"
                "    arm\n"
                "      int -1\n"
                "      block\n"
                "        expr\n"
                "          int 2\n"
                "    arm\n"
                "      match-ctor Result::Ok\n"
                "      block\n"
                "        expr\n"
                "          int 3\n"
                "    arm\n"
                "      match-ctor A::B ()\n"
                "        name x\n"
                "        pat-skip\n"
                "      if:\n"
                "        name x\n"
                "      block\n"
                "    arm\n"
                "      match-ctor B ()\n"
                "        name y\n"
                "      block\n"
                "        assign\n"
                "          name x\n"
                "          name y\n"
                "    arm\n"
                "      match-any\n"
                "      block\n");
}
END_TEST

START_TEST(select_arms)
{
    expect_tree("x := select {\n"
                "  m := c.receive() => m,\n"
                "  c.send(1) => { }\n"
                "  r := await p => r\n"
                "  timeout 5 => break\n"
                "  closed => 0\n"
                "  else => 1\n"
                "}",
                "  assign\n"
                "    name x\n"
                "    select\n"
                "      select-arm receive m\n"
                "        name c\n"
                "        block\n"
                "          expr\n"
                "            name m\n"
                "      select-arm send braced\n"
                "        name c\n"
                "        int 1\n"
                "        block\n"
                "      select-arm await r\n"
                "        name p\n"
                "        block\n"
                "          expr\n"
                "            name r\n"
                "      select-arm timeout\n"
                "        int 5\n"
                "        block\n"
                "          break\n"
                "      select-arm closed\n"
                "        block\n"
                "          expr\n"
                "            int 0\n"
                "      select-arm else\n"
                "        block\n"
                "          expr\n"
                "            int 1\n");
    expect_tree("select := timeout.receive()", "  assign\n"
                                               "    name select\n"
                                               "    method receive\n"
                                               "      name timeout\n");
}
END_TEST

START_TEST(errors_and_jumps)
{
    expect_tree("try { throw(1) } except e { continue } finally { x ?? throw(2) }",
                "  try e\n"
                "    block\n"
                "      expr\n"
                "        throw\n"
                "          int 1\n"
                "    except:\n"
                "      block\n"
                "        continue\n"
                "    finally:\n"
                "      block\n"
                "        expr\n"
                "          binary ??\n"
                "            name x\n"
                "            throw\n"
                "              int 2\n");
    expect_tree("x := f(throw(1))", "  assign\n"
                                    "    name x\n"
                                    "    call\n"
                                    "      name f\n"
                                    "      call\n"
                                    "        name throw\n"
                                    "        int 1\n");
}
END_TEST

START_TEST(modules_and_tests)
{
    expect_tree("import a from b.c import d, e", "  import a\n"
                                                 "  import b.c\n"
                                                 "    import-name d\n"
                                                 "    import-name e\n");
    expect_tree("export x := 1 export async gen g() { }", "  export\n"
                                                          "    assign\n"
                                                          "      name x\n"
                                                          "      int 1\n"
                                                          "  export\n"
                                                          "    func g async generator\n"
                                                          "      block\n");
    expect_tree("test \"a\" { } test_setup { }", "  test case \"a\"\n"
                                                 "    block\n"
                                                 "  test setup\n"
                                                 "    block\n");
}
END_TEST

START_TEST(places_name_operators_and_brackets)
{
    Node *n = parse("  (a + b)(1)")->body->as.body->as.operand;

    ck_assert_uint_eq(n->at.start, 2);
    ck_assert_uint_eq(n->at.end, 12);
    ck_assert_uint_eq(n->as.call.op_at.start, 9);
    ck_assert_uint_eq(n->as.call.callee->as.binary.op_at.start, 5);
    n = parse("a . b")->body->as.body->as.operand;
    ck_assert_uint_eq(n->as.field.op_at.start, 2);
    n = parse("x := \"${ y + 1 }\"")->body->as.body->as.assign.value->as.parts;
    ck_assert_uint_eq(n->at.start, 9);
    ck_assert_uint_eq(n->as.binary.op_at.start, 11);
}
END_TEST

static bool remember_id(void *seen, Node *n)
{
    uint32_t *last = seen;

    ck_assert_uint_gt(n->id, 0);
    last[n->id]++;
    return true;
}

START_TEST(the_walk_sees_every_node_once)
{
    AstModule *m    = parse("func f(a: int) { if a { return b |> c(1) } } struct S { x = {1: 2} }");
    uint32_t  *seen = ARENA_ARRAY(&c.arena, uint32_t, c.node_count + 1);

    ast_walk(m->body, remember_id, seen);
    for (uint32_t i = 1; i <= c.node_count; i++)
        ck_assert_uint_le(seen[i], 1);
    ck_assert_uint_eq(seen[m->body->id], 1);
}
END_TEST

static bool note_kind(void *order, Node *n)
{
    if (n->kind == ND_NAME)
        textbuf_add(order, symbol_text(c.symbols, n->as.name));
    return n->kind != ND_FUNC;
}

START_TEST(the_walk_follows_the_source)
{
    TextBuf order = {.arena = &c.arena};

    ast_walk(parse("a |> b(c); d[e] := f; func g() { h }")->body, note_kind, &order);
    ck_assert(text_equal(textbuf_text(&order), TEXT("abcdef")));
}
END_TEST

START_TEST(long_sums_need_no_depth)
{
    TextBuf b = {.arena = &c.arena};

    textbuf_add(&b, TEXT("x := 1"));
    for (int i = 1; i < 5000; i++)
        textbuf_add(&b, TEXT(" + y * 2"));
    textbuf_char(&b, '\0');
    parse(b.at);
    ck_assert_uint_eq(c.diags.errors, 0);
}
END_TEST

TCase *parser_tests(void)
{
    TCase *t = tcase_create("parser");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, operators_bind_by_their_levels);
    tcase_add_test(t, suffixes);
    tcase_add_test(t, pipes_become_calls);
    tcase_add_test(t, literals);
    tcase_add_test(t, tags_and_instances);
    tcase_add_test(t, assignments);
    tcase_add_test(t, line_ends_count_where_the_rules_say);
    tcase_add_test(t, braces_in_heads);
    tcase_add_test(t, functions);
    tcase_add_test(t, structs_and_enums);
    tcase_add_test(t, match_patterns);
    tcase_add_test(t, select_arms);
    tcase_add_test(t, errors_and_jumps);
    tcase_add_test(t, modules_and_tests);
    tcase_add_test(t, places_name_operators_and_brackets);
    tcase_add_test(t, the_walk_sees_every_node_once);
    tcase_add_test(t, the_walk_follows_the_source);
    tcase_add_test(t, long_sums_need_no_depth);
    return t;
}
