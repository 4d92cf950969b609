#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Text {
    char  *at;
    size_t length, room;
} Text;

static void add(Text *t, char c)
{
    if (t->length == t->room) {
        t->room = t->room ? t->room * 2 : 16;
        t->at   = realloc(t->at, t->room);
    }
    t->at[t->length++] = c;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, seed = 7, count = 0;
    Text    text = {0};

    for (int64_t i = 0; i < n; i++) {
        seed = seed * 48271 % 2147483647;
        add(&text, "abcdefghij"[seed % 10]);
    }
    for (size_t i = 0; i < text.length; i++)
        count += text.at[i] == 'c';
    printf("%zu %" PRId64 "\n", text.length, count);
    free(text.at);
}
