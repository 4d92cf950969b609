/* The frame of a page: see page.h. */

#include "std/ssg/page.h"

#include <stdio.h>
#include <string.h>

#define PAGE_BEGIN "<html><body><h1>Post %zu</h1><article>"
#define PAGE_END   "</article></body></html>"

size_t rf_page_size(size_t i, size_t text)
{
    return (size_t)snprintf(NULL, 0, PAGE_BEGIN, i) + text + strlen(PAGE_END);
}

void rf_page_write(char *to, size_t i, const char *text, size_t size)
{
    to += sprintf(to, PAGE_BEGIN, i);
    memcpy(to, text, size);
    memcpy(to + size, PAGE_END, sizeof PAGE_END);
}
