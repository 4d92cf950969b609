#ifndef RUFF_STD_SSG_PAGE_H
#define RUFF_STD_SSG_PAGE_H

#include <stddef.h>

/* One page of a batch: <html><body><h1>Post I</h1><article>TEXT</article></body></html>. */

/** The bytes of page number i with a text of that size. */
size_t rf_page_size(size_t i, size_t text);
/** Writes the page with a NUL behind it; there is room for both. */
void rf_page_write(char *to, size_t i, const char *text, size_t size);

#endif
