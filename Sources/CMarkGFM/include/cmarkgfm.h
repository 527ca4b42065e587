/// Markdown (GitHub's, with tables, footnotes, strike-through, autolinks, task lists) to HTML; shows no type of cmark-gfm's.
#ifndef CMARKGFM_H
#define CMARKGFM_H

#include <stddef.h>

/// The HTML of a Markdown text, ended by a NUL, to be freed by `cmarkgfm_free`; HTML inside the text stays as it is.
char *_Nullable cmarkgfm_html(const char *_Nonnull utf8, size_t length);
void cmarkgfm_free(char *_Nullable html);

#endif
