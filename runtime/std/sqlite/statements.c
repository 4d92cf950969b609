/* Prepared statements of a connection: see statements.h. */

#include "std/sqlite/statements.h"

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"

/* FNV-1a, eight bytes at a time. */
static uint64_t hash_of(const char *at, size_t size)
{
    uint64_t h = 0xcbf29ce484222325u ^ size, word;

    for (; size >= 8; at += 8, size -= 8) {
        memcpy(&word, at, 8);
        h = (h ^ word) * 0x100000001b3u;
        h ^= h >> 29;
    }
    word = 0;
    memcpy(&word, at, size);
    return (h ^ word) * 0x100000001b3u;
}

static void drop(rf_sqlite_kept *k)
{
    sqlite3_finalize(k->statement);
    free(k->sql);
    *k = (rf_sqlite_kept){0};
}

void rf_sqlite_forget(rf_sqlite *s)
{
    for (int i = 0; i < RF_SQLITE_KEPT; i++)
        drop(&s->kept[i]);
}

/* Something else than a comment stands behind the first statement. */
static bool has_more(rf_sqlite *s, const char *tail)
{
    sqlite3_stmt *next = NULL;
    bool          more;

    tail += strspn(tail, "; \t\r\n\f");
    if (!*tail)
        return false;
    more = sqlite3_prepare_v2(s->db, tail, -1, &next, NULL) != SQLITE_OK || next;
    sqlite3_finalize(next);
    return more;
}

static sqlite3_stmt *prepare(rf_sqlite *s, rf_db_work *w)
{
    sqlite3_stmt *statement = NULL;
    const char   *tail      = "";

    if (w->sql_size > INT32_MAX - 1)
        rf_db_fail(w, "the statement is too long");
    else if (sqlite3_prepare_v3(s->db, w->sql, (int)w->sql_size + 1, SQLITE_PREPARE_PERSISTENT, &statement, &tail) !=
             SQLITE_OK)
        rf_db_fail(w, "%s", sqlite3_errmsg(s->db));
    else if (!statement)
        rf_db_fail(w, "the statement is empty");
    else if (has_more(s, tail))
        rf_db_fail(w, "Multiple statements provided");
    if (!w->error)
        return statement;
    sqlite3_finalize(statement);
    return NULL;
}

static rf_sqlite_kept *oldest(rf_sqlite *s)
{
    rf_sqlite_kept *k = s->kept;

    for (int i = 1; i < RF_SQLITE_KEPT; i++)
        if (s->kept[i].used < k->used)
            k = &s->kept[i];
    return k;
}

sqlite3_stmt *rf_sqlite_prepare(rf_sqlite *s, rf_db_work *w)
{
    uint64_t        hash = hash_of(w->sql, w->sql_size);
    rf_sqlite_kept *k;
    sqlite3_stmt   *statement;

    for (k = s->kept; k < s->kept + RF_SQLITE_KEPT; k++)
        if (k->hash == hash && k->statement && k->size == w->sql_size && memcmp(k->sql, w->sql, k->size) == 0) {
            k->used = ++s->clock;
            return k->statement;
        }
    statement = prepare(s, w);
    if (!statement)
        return NULL;
    k = oldest(s);
    drop(k);
    *k = (rf_sqlite_kept){rf_db_text("%s", w->sql), w->sql_size, hash, statement, ++s->clock};
    return statement;
}
