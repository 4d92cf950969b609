#ifndef RUFFC_FRONT_AST_H
#define RUFFC_FRONT_AST_H

#include "support/compiler.h"

typedef enum NodeKind {
#define NODE(name, word) ND_##name,
#include "front/ast.def"
#undef NODE
    ND_COUNT
} NodeKind;

typedef enum Operator {
#define OPERATOR(id, spelling, level, hook) OP_##id,
#include "front/operator.def"
#undef OPERATOR
    OP_COUNT,
    OP_NONE = OP_COUNT
} Operator;

/** The columns of operator.def, by Operator. */
typedef struct OperatorInfo {
    const char *id, *spelling;
    int         level;
    const char *hook;
} OperatorInfo;
extern const OperatorInfo operator_info[OP_COUNT];

typedef enum LetKind { LET_LET, LET_MUT, LET_CONST } LetKind;
typedef enum SelectKind {
    SELECT_RECEIVE, /* [name :=] object.receive() => */
    SELECT_SEND,    /* object.send(value) => */
    SELECT_AWAIT,   /* [name :=] await object => */
    SELECT_TIMEOUT, /* timeout object => */
    SELECT_CLOSED,  /* closed => */
    SELECT_ELSE     /* else => */
} SelectKind;
typedef enum TestKind { TEST_CASE, TEST_GROUP, TEST_SETUP, TEST_TEARDOWN } TestKind;

/** Dense over the whole program, from 1: later passes keep what they learn in arrays by it. */
typedef uint32_t NodeId;

/** A tree node. The parser writes it, nobody changes it afterwards.
    Lists (statements, arguments, elements, parameters, arms) are linked by `next`.
    `at` covers the whole construct; `op_at`, where a union member has it, is the place that a
    run-time error of the construct names: the operator, the opening bracket of a call or index, the
    dot of a field, the word `throw`. */
typedef struct Node Node;
struct Node {
    NodeKind kind;
    NodeId   id;
    Span     at;
    Node    *next; /* the following statement, argument, element, parameter, arm */
    union {
        int64_t integer; /* INT */
        double  real;    /* FLOAT */
        bool    truth;   /* BOOL */
        Text    text;    /* STRING, escapes undone */
        Node   *parts;   /* INTERP: STRING nodes and expressions in order */

        /* NAME (`self` too); PAT_REST; MATCH_BIND; VARIANT; IMPORT_NAME */
        Symbol name;

        Node *items; /* ARRAY, DICT (ENTRY and SPREAD nodes), PAT_ARRAY (NAME, PAT_SKIP, PAT_ARRAY,
                        PAT_DICT, PAT_REST), PAT_DICT (NAME, PAT_REST) */
        struct {
            Node *key, *value;
        } entry; /* ENTRY */
        struct {
            Symbol name;
            Node  *inits; /* FIELD_INIT list, in written order */
        } instance;       /* INSTANCE: `Name { … }` */
        struct {
            Symbol name;
            Node  *value;
        } init; /* FIELD_INIT */

        /* TAG: `Enum::Variant(args)`. Ok, Err, Some, None come as Result::Ok … Option::None. */
        struct {
            Symbol enum_name, variant;
            Node  *args;
        } tag;

        struct {
            Operator op;
            Span     op_at;
            Node    *operand;
        } unary; /* UNARY */
        struct {
            Operator op;
            Span     op_at;
            Node    *left, *right;
        } binary; /* BINARY, && || ?? included; a pipe `x |> f(a)` comes as the CALL f(x, a) */
        struct {
            Span  op_at;
            Node *callee, *args;
            bool  piped; /* the first argument stood left of `|>` */
        } call;          /* CALL */
        struct {
            Span   op_at;
            Node  *object, *args;
            Symbol name;
            bool   optional; /* `?.` */
        } method;            /* METHOD: object.name(args) */
        struct {
            Span  op_at;
            Node *object, *index;
        } index; /* INDEX */
        struct {
            Span   op_at;
            Node  *object;
            Symbol name;
            bool   optional; /* `?.` */
        } field;             /* FIELD: object.name without a call */

        Node *operand; /* SPREAD; EXPR (an expression as statement) */
        struct {
            Span  op_at;
            Node *operand; /* NULL for a bare yield or return */
            bool  star;    /* yield* */
        } jump;            /* YIELD, AWAIT, THROW, TRY_OP, RETURN */

        struct {
            Symbol name; /* 0: a lambda */
            Node  *params, *body, *result_type;
            bool   is_async, is_generator;
            Span   name_at;
        } func; /* FUNC: declaration when named, else expression; a method inside STRUCT */
        struct {
            Symbol name; /* `self` for the receiver */
            Node  *type; /* NULL without annotation */
        } param;         /* PARAM */
        struct {
            Node *body; /* BLOCK */
        } spawn;        /* SPAWN: statement and expression */
        struct {
            Node *arms;
        } select; /* SELECT: statement and expression */
        struct {
            SelectKind kind;
            Symbol     name;    /* 0: no name bound */
            Span       name_at;
            Node      *operand; /* the channel, the awaited expression, the milliseconds */
            Node      *value;   /* SEND: what is sent */
            Node      *body;    /* BLOCK; an arm without braces has one statement */
            bool       braced;  /* the body was written with braces: its value is null */
        } select_arm;           /* SELECT_ARM */

        Node *body; /* BLOCK: first statement */
        struct {
            LetKind kind;
            Node   *target; /* NAME, PAT_ARRAY or PAT_DICT */
            Node   *type, *value;
        } let; /* LET */
        struct {
            Operator op; /* OP_NONE for plain, else ADD SUB MUL DIV MOD */
            Span     op_at;
            Node    *target; /* NAME, INDEX, FIELD, PAT_ARRAY, PAT_DICT */
            Node    *value;
            bool     lazy; /* `gen name := value` (C-75) */
        } assign;          /* ASSIGN */
        struct {
            Symbol name;
            Node  *fields;  /* STRUCT_FIELD list */
            Node  *methods; /* FUNC list */
        } structure;        /* STRUCT */
        struct {
            Symbol name;
            Node  *type, *value; /* either may be NULL */
        } struct_field;          /* STRUCT_FIELD */
        struct {
            Symbol name;
            Node  *variants; /* VARIANT list */
        } enumeration;       /* ENUM */
        struct {
            Node *cond, *then;
            Node *otherwise; /* IF, BLOCK or NULL */
        } branch;            /* IF */
        struct {
            Node *cond; /* NULL: `loop { }` */
            Node *body;
        } loop; /* WHILE: while, loop, loop while */
        struct {
            Node *target; /* NAME, PAT_ARRAY or PAT_DICT */
            Node *iterable, *body;
            bool  is_async;
        } each; /* FOR */
        struct {
            Node *subject, *arms;
        } match; /* MATCH */
        struct {
            Node *pattern;      /* MATCH_CTOR, MATCH_BIND, MATCH_ANY, or a literal */
            Node *guard;        /* NULL without `if` */
            Node *body;         /* BLOCK; an arm without braces has one statement */
            bool  is_default;   /* `default`: pattern is MATCH_ANY; taken last wherever it stands */
        } arm;                  /* ARM; a bare word after `case` is a STRING pattern (S-47) */
        struct {
            Symbol enum_name; /* 0: only the variant was written; but see TAG for Ok … None */
            Symbol variant;
            Node  *binds;      /* NAME or PAT_SKIP list */
            bool   has_parens; /* without: payload ignored */
        } ctor;                /* MATCH_CTOR */
        struct {
            Node  *body;
            Node  *handler; /* BLOCK or NULL */
            Node  *finally; /* BLOCK or NULL */
            Symbol name;    /* of the caught error, 0: none */
            Span   name_at;
        } attempt;          /* TRY */
        struct {
            VEC(Symbol) path;  /* the dotted parts */
            Node *names;       /* IMPORT_NAME list of `from … import …`; NULL for `import m` */
        } import;              /* IMPORT */
        Node *declaration;     /* EXPORT: FUNC, STRUCT, ENUM, LET or ASSIGN */
        struct {
            TestKind kind;
            Text     title; /* empty for setup and teardown */
            Node    *body;
        } test; /* TEST */
        struct {
            Symbol name;
            Node  *args;     /* TYPE list */
            bool   optional; /* `?` */
            uint8_t arrays;  /* how many `[]` */
        } type;              /* TYPE */
    } as;
};

/** One source file as a tree. */
typedef struct AstModule {
    Symbol name; /* file name without folder and extension */
    FileId file;
    Node  *body; /* BLOCK */
} AstModule;

/** Calls `visit` on every node below and including `root`, parents first, in source order; a false
    answer skips the children. */
typedef bool (*NodeVisitor)(void *self, Node *n);
void ast_walk(Node *root, NodeVisitor visit, void *self);

/** How many nodes a list has, from this one on. */
uint32_t list_count(const Node *first);

/** Prints a tree as indented words, one node a line: what `--dump ast` shows. */
void ast_dump(const Compiler *c, const AstModule *m, int fd);

#endif
