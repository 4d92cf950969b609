#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT 100

typedef struct Text {
    char  *at;
    size_t length, room;
} Text;

typedef struct Record {
    int64_t     id;
    const char *name, *note, *tags[3];
    int         tag_count;
    bool        open;
} Record;

static void reserve(Text *t, size_t more)
{
    if (t->length + more > t->room) {
        t->room = (t->length + more) * 2;
        t->at   = realloc(t->at, t->room);
    }
}

static void add_char(Text *t, char c)
{
    reserve(t, 1);
    t->at[t->length++] = c;
}

static void add(Text *t, const char *s)
{
    size_t length = strlen(s);

    reserve(t, length);
    memcpy(t->at + t->length, s, length);
    t->length += length;
}

static void add_int(Text *t, int64_t v)
{
    reserve(t, 24);
    t->length += (size_t)snprintf(t->at + t->length, 24, "%" PRId64, v);
}

static void add_quoted(Text *t, const char *s)
{
    add_char(t, '"');
    for (; *s; s++) {
        switch (*s) {
        case '"':
            add(t, "\\\"");
            break;
        case '\\':
            add(t, "\\\\");
            break;
        case '\n':
            add(t, "\\n");
            break;
        default:
            add_char(t, *s);
        }
    }
    add_char(t, '"');
}

static void add_record(Text *t, const Record *r)
{
    add(t, "{\"id\":");
    add_int(t, r->id);
    add(t, ",\"name\":");
    add_quoted(t, r->name);
    add(t, ",\"note\":");
    add_quoted(t, r->note);
    add(t, ",\"tags\":[");
    for (int i = 0; i < r->tag_count; i++) {
        if (i > 0)
            add_char(t, ',');
        add_quoted(t, r->tags[i]);
    }
    add(t, "],\"open\":");
    add(t, r->open ? "true" : "false");
    add_char(t, '}');
}

static void fill(Record *all)
{
    static const char *const names[5] = {"chair", "desk lamp", "the \"big\" table", "C:\\shelf", "door"};

    for (int i = 0; i < COUNT; i++) {
        Record *r = &all[i];
        char   *note = malloc(64);

        snprintf(note, 64, "first line\nsecond line, number %d", i);
        *r = (Record){.id = i * 37, .name = names[i % 5], .note = note, .open = i % 4 == 0};
        r->tags[r->tag_count++] = "furniture";
        if (i % 2 == 0)
            r->tags[r->tag_count++] = "wood";
        if (i % 3 == 0)
            r->tags[r->tag_count++] = "old";
    }
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, check = 0;
    Record  all[COUNT];

    fill(all);
    for (int64_t round = 0; round < n; round++) {
        Text out = {0};

        add_char(&out, '[');
        for (int i = 0; i < COUNT; i++) {
            if (i > 0)
                add_char(&out, ',');
            add_record(&out, &all[i]);
        }
        add_char(&out, ']');
        check = (check * 31 + (int64_t)out.length) % 1000003;
        if (out.at[out.length / 2 + round % 9] == 'e')
            check++;
        free(out.at);
    }
    printf("%" PRId64 "\n", check);
}
