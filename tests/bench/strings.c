#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_palindrome(const char *s, size_t length)
{
    for (size_t i = 0, j = length; i + 1 < j; i++) {
        j--;
        if (s[i] != s[j])
            return false;
    }
    return true;
}

typedef struct Buffer {
    char  *at;
    size_t length, room;
} Buffer;

static void append(Buffer *b, const char *s, size_t length)
{
    if (b->length + length > b->room) {
        b->room = (b->length + length) * 2;
        b->at = realloc(b->at, b->room);
    }
    memcpy(b->at + b->length, s, length);
    b->length += length;
}

static char *copy(const char *s, size_t length)
{
    char *c = malloc(length + 1);

    memcpy(c, s, length);
    c[length] = 0;
    return c;
}

/* The pieces of s between blanks, each a string of its own. */
static size_t split(const char *s, size_t length, char ***pieces)
{
    size_t count = 0, room = 16, start = 0;

    *pieces = malloc(room * sizeof **pieces);
    for (size_t i = 0; i <= length; i++) {
        if (i < length && s[i] != ' ')
            continue;
        if (count == room)
            *pieces = realloc(*pieces, (room *= 2) * sizeof **pieces);
        (*pieces)[count++] = copy(s + start, i - start);
        start = i + 1;
    }
    return count;
}

static int64_t work(int64_t n)
{
    Buffer  text = {0}, joined = {0};
    int64_t length = 0;
    char  **pieces, number[32];
    size_t  count;

    for (int64_t i = 0; i < n; i++) {
        size_t digits = (size_t)snprintf(number, sizeof number, "%" PRId64, i);

        if (is_palindrome(number, digits)) {
            append(&text, number, digits);
            append(&text, " ", 1);
        }
    }
    count = split(text.at, text.length, &pieces);
    for (size_t i = 0; i < count; i++)
        length += (int64_t)strlen(pieces[i]);
    count = split(text.at, text.length, &pieces);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            append(&joined, "--", 2);
        append(&joined, pieces[i], strlen(pieces[i]));
    }
    return length + (int64_t)joined.length;
}

int main(int argc, char **argv)
{
    printf("%" PRId64 "\n", work(argc > 1 ? atol(argv[1]) : 0));
}
