/* Control flow: structured C where the IR is, labels where errors and finally made jumps. */

#include "emit/tier.h"

/* The script's line as a comment, once. */
void emit_source_line(Emit *e, const Inst *in)
{
    Position pos = source_position(e->c->sources, in->imm.node->at.file, in->imm.node->at.start);
    Text     t;
    TextBuf  b = {.arena = &e->c->arena};

    if (pos.line == e->line)
        return;
    e->line = pos.line;
    if (e->c->options.lines)
        return;
    t = source_line(e->c->sources, in->imm.node->at.file, pos.line);
    while (t.len > 0 && (t.at[0] == ' ' || t.at[0] == '\t'))
        t.at++, t.len--;
    for (size_t i = 0; i < t.len; i++) {
        char ch = t.at[i];
        if (i > 0 && ((ch == '/' && t.at[i - 1] == '*') || (ch == '*' && t.at[i - 1] == '/')))
            textbuf_char(&b, ' ');
        if (ch != '\r')
            textbuf_char(&b, ch == '\\' && i + 1 == t.len ? ' ' : ch);
    }
    line(e, "/* %.*s */", TEXT_ARG(textbuf_text(&b)));
}

/* Jumps to labels go forward: what was not marked before its label is not used. */
static void jump_to(Emit *e, uint32_t label)
{
    e->label_used[label] = true;
    line(e, "goto handler_%u;", label);
}

static bool ends_flow(const Inst *in)
{
    return in->op == IR_RETURN || in->op == IR_BREAK || in->op == IR_CONTINUE ||
           in->op == IR_GOTO || in->op == IR_RAISE || in->op == IR_FAIL || in->op == IR_THROW ||
           in->op == IR_LEAVE;
}

static bool is_empty(const Block *b)
{
    for (const Inst *in = b->first; in; in = in->next)
        if (in->op != IR_LINE)
            return false;
    return true;
}

static void emit_list(Emit *e, const Inst *first, const Inst *end);

/* Writes instructions into a text of its own, so that the caller can see what became of them. */
static Text captured_list(Emit *e, const Inst *first, const Inst *end)
{
    TextBuf saved = e->sections[e->section];
    Text    made;

    e->sections[e->section] = (TextBuf){.arena = &e->c->arena};
    emit_list(e, first, end);
    made                    = textbuf_text(&e->sections[e->section]);
    e->sections[e->section] = saved;
    return made;
}

static Text captured_lines(Emit *e, const Block *b)
{
    return captured_list(e, b->first, NULL);
}

static void put(Emit *e, Text t)
{
    textbuf_add(&e->sections[e->section], t);
}

static void emit_if(Emit *e, const Inst *in);

/* The `if` that ends an else block, when control always comes to it. */
static const Inst *last_if(const Block *b)
{
    for (const Inst *in = b->first; in; in = in->next) {
        if (in->op == IR_IF && !in->next && !is_empty(&in->body))
            return in;
        if (in->op == IR_LABEL || ends_flow(in))
            return NULL;
    }
    return NULL;
}

/* Nothing, or one line with a comment. */
static bool is_comment(Text t)
{
    size_t i = 0;

    if (t.len == 0)
        return true;
    while (i < t.len && t.at[i] == ' ')
        i++;
    return memchr(t.at, '\n', t.len) == t.at + t.len - 1 && memcmp(t.at + i, "/*", 2) == 0;
}

/* What follows `then`. Answers the next `if` of a chain of else-ifs, its head written already. */
static const Inst *emit_else(Emit *e, const Block *other)
{
    const Inst *next = last_if(other);
    Text        before;

    if (!next) {
        line(e, "} else {");
        emit_block(e, other);
        return NULL;
    }
    before = captured_list(e, other->first, next);
    if (is_comment(before)) {
        line(e, "} else if (%s) {", operand(e, next->args[0]));
        put(e, before);
        return next;
    }
    line(e, "} else {");
    put(e, before);
    emit_if(e, next);
    return NULL;
}

static void emit_if(Emit *e, const Inst *in)
{
    bool no_then = is_empty(&in->body), no_else = is_empty(&in->other);

    if (no_then && no_else)
        return;
    if (no_then) {
        line(e, "if (!%s) {", any_operand(e, in, 0));
        emit_block(e, &in->other);
        line(e, "}");
        return;
    }
    line(e, "if (%s) {", operand(e, in->args[0]));
    while (in) {
        emit_block(e, &in->body);
        in = is_empty(&in->other) ? NULL : emit_else(e, &in->other);
    }
    line(e, "}");
}

typedef struct JumpSearch {
    const Inst *loop;
    bool        found;
} JumpSearch;

static void find_continue(void *self, Inst *in)
{
    JumpSearch *s = self;

    s->found = s->found || (in->op == IR_CONTINUE && in->imm.loop == s->loop);
}

static bool has_continue(const Inst *loop)
{
    JumpSearch s = {.loop = loop};

    ir_walk((Block *)&loop->body, find_continue, &s);
    return s.found;
}

/* i++ for i = i + 1, i += k for i = i + k. */
static const char *as_change(Emit *e, Text t)
{
    const char *is = memchr(t.at, '=', t.len);
    size_t      n  = is ? (size_t)(is - t.at) : 0; /* the name and a blank */
    Text        rest;

    if (n < 2 || t.len < 2 * n + 5 || memcmp(is, "= ", 2) != 0 || memcmp(is + 2, t.at, n) != 0 ||
        (is[n + 2] != '+' && is[n + 2] != '-') || is[n + 3] != ' ')
        return text(e, "%.*s", TEXT_ARG(t));
    rest = (Text){is + n + 4, (size_t)(t.at + t.len - (is + n + 4))};
    if (text_equal(rest, TEXT("1")))
        return text(e, "%.*s%c%c", (int)n - 1, t.at, is[n + 2], is[n + 2]);
    if (memchr(rest.at, ' ', rest.len))
        return text(e, "%.*s", TEXT_ARG(t));
    return text(e, "%.*s %c= %.*s", (int)n - 1, t.at, is[n + 2], TEXT_ARG(rest));
}

/* i = i + 1 and the like: what may stand in the head of a for. */
static const char *short_step(Emit *e, Text step)
{
    Text t = step;

    while (t.len > 0 && t.at[0] == ' ')
        t.at++, t.len--;
    while (t.len > 0 && (t.at[t.len - 1] == '\n' || t.at[t.len - 1] == ';'))
        t.len--;
    if (t.len == 0 || t.len > 40 || memchr(t.at, '\n', t.len) || memchr(t.at, '{', t.len) ||
        memchr(t.at, '#', t.len))
        return NULL;
    return as_change(e, t);
}

/* How long the name is that the step changes; 0 when it is no such step. */
static size_t counter_length(const char *advance)
{
    size_t n = advance ? strcspn(advance, " +-") : 0;

    if (advance && advance[n] == '-' && advance[n + 1] == '>') /* fr->i */
        n += 2 + strcspn(advance + n + 2, " +-");
    return n;
}

/* The statement before the loop, when it sets what the step changes: it goes to the head of the
   for.
   "" when it is another one. */
static const char *take_start(Emit *e, const char *advance)
{
    TextBuf    *b = &e->sections[e->section];
    size_t      n = counter_length(advance), indent = 4 * (size_t)e->depth, line_start;
    const char *s;

    if (n == 0 || b->len < indent + n + 5)
        return "";
    for (line_start = b->len - 1; line_start > 0 && b->at[line_start - 1] != '\n';)
        line_start--;
    s = b->at + line_start + indent;
    if (b->len < line_start + indent + n + 5 || strspn(b->at + line_start, " ") != indent ||
        memcmp(s, advance, n) != 0 || memcmp(s + n, " = ", 3) != 0 || b->at[b->len - 2] != ';')
        return "";
    s      = text(e, "%.*s", (int)(b->at + b->len - 2 - s), s);
    b->len = line_start;
    return s;
}

/* The line that opens a loop. */
static void open_loop(Emit *e, const char *condition, const char *advance)
{
    const char *start = take_start(e, advance);

    if (condition && !advance && !*start) {
        line(e, "while (%s) {", condition);
        return;
    }
    line(e, "for (%s;%s%s;%s%s) {", start, condition ? " " : "", condition ? condition : "",
         advance ? " " : "", advance ? advance : "");
}

static void emit_loop(Emit *e, const Inst *in)
{
    LoopEmit    here = {.outer = e->loops, .loop = in};
    Inst       *loop = (Inst *)in;
    Text        test, step;
    const char *condition, *advance;

    e->depth++;
    e->condition = in->arg_count ? in->args[0] : NO_REG;
    test         = captured_lines(e, &in->other);
    e->condition = NO_REG;
    step         = captured_lines(e, &in->last);
    e->depth--;
    condition = in->arg_count ? operand(e, in->args[0]) : NULL;
    advance   = short_step(e, step);
    if (step.len > 0 && !advance && has_continue(in))
        loop->continue_label = ++e->f->label_count;
    open_loop(e, test.len == 0 && !e->c->options.tiers ? condition : NULL, advance);
    e->loops = &here;
    tier_at_loop(e, in);
    if (test.len > 0 || e->c->options.tiers) {
        put(e, test);
        if (condition) {
            line(e, "if (!%s)", any_operand(e, in, 0));
            line(e, "    break;");
        }
    }
    emit_block(e, &in->body);
    if (loop->continue_label)
        label_line(e, "next_%u:;", loop->continue_label);
    if (!advance)
        put(e, step);
    e->loops = here.outer;
    line(e, "}");
    if (loop->break_label)
        label_line(e, "after_%u:;", loop->break_label);
}

static void emit_jump(Emit *e, const Inst *in)
{
    Inst *loop = in->imm.loop;
    bool  near = e->loops && e->loops->loop == loop;

    if (in->op == IR_BREAK) {
        if (near) {
            line(e, "break;");
            return;
        }
        if (!loop->break_label)
            loop->break_label = ++e->f->label_count;
        line(e, "goto after_%u;", loop->break_label);
        return;
    }
    if (near && !loop->continue_label) {
        line(e, "continue;");
        return;
    }
    if (!loop->continue_label)
        loop->continue_label = ++e->f->label_count;
    line(e, "goto next_%u;", loop->continue_label);
}

static void emit_return(Emit *e, const Inst *in)
{
    const char *v = owned_operand(e, in, 0);

    if (ir_is_resumable(e->f)) {
        line(e, "frame->out = %s;", v);
        e->uses_done = true;
        line(e, "goto done;");
    } else if (e->has_cleanup) {
        e->uses_done = true;
        if (strcmp(v, "rf_null") != 0) { /* it starts with that */
            e->uses_result = true;
            line(e, "result = %s;", v);
        }
        line(e, "goto done;");
    } else {
        line(e, "return %s;", v);
    }
}

/* What follows a jump in the same list is never reached: up to the next label. */
static const Inst *skip_unreachable(const Emit *e, const Inst *in)
{
    while (in && (in->op != IR_LABEL || !e->label_used[in->imm.label]))
        in = in->next;
    return in;
}

void emit_block(Emit *e, const Block *b)
{
    emit_list(e, b->first, NULL);
}

static void emit_list(Emit *e, const Inst *first, const Inst *end)
{
    for (const Inst *in = first; in != end;) {
        switch ((int)in->op) {
        case IR_LINE:
            emit_source_line(e, in);
            break;
        case IR_IF:
            emit_if(e, in);
            break;
        case IR_LOOP:
            emit_loop(e, in);
            break;
        case IR_BREAK:
        case IR_CONTINUE:
            emit_jump(e, in);
            break;
        case IR_RETURN:
            emit_return(e, in);
            break;
        case IR_LABEL:
            if (e->label_used[in->imm.label])
                label_line(e, "handler_%u:;", in->imm.label);
            break;
        case IR_GOTO:
            if (!in->next || in->next->op != IR_LABEL || in->next->imm.label != in->imm.label)
                jump_to(e, in->imm.label);
            break;
        default:
            emit_inst(e, in);
            break;
        }
        in = ends_flow(in) && !in->soft ? skip_unreachable(e, in->next) : in->next;
    }
}
