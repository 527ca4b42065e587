// The implementation of cmarkgfm.h on cmark-gfm.
#include "cmarkgfm.h"

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

char *cmarkgfm_html(const char *utf8, size_t length) {
  // The list of extensions is the process's.
  pthread_once(&once, cmark_gfm_core_extensions_ensure_registered);
  int options = CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
  cmark_parser *parser = cmark_parser_new(options);
  static const char *const names[] = {"table", "strikethrough", "autolink", "tasklist"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(names[i]);
    if (extension) cmark_parser_attach_syntax_extension(parser, extension);
  }
  cmark_parser_feed(parser, utf8, length);
  cmark_node *document = cmark_parser_finish(parser);
  char *html = document ? cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser)) : NULL;
  if (document) cmark_node_free(document);
  cmark_parser_free(parser);
  return html;
}

void cmarkgfm_free(char *html) { free(html); }
