// The implementation of cmarkgfm.h on cmark-gfm.
#include "cmarkgfm.h"

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct cmarkgfm_document {
  cmark_parser *parser;
  cmark_node *root;
  int options;
  cmarkgfm_node *nodes;
  int32_t count, room, notes;
  // The alternative texts of pictures, each in a piece of its own.
  char **owned;
  int32_t owned_count, owned_room;
  char failed;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static int32_t add(cmarkgfm_document *out, int32_t parent, int kind, const char *text, size_t length) {
  if (out->count == out->room) {
    int32_t room = out->room ? out->room * 2 : 1024;
    cmarkgfm_node *more = out->room > INT32_MAX / 4 ? NULL : realloc(out->nodes, (size_t)room * sizeof *more);
    if (!more) { out->failed = 1; return 0; }
    out->nodes = more;
    out->room = room;
  }
  out->nodes[out->count] = (cmarkgfm_node){parent, out->count + 1, kind, 0, text ? text : "", (uint32_t)length};
  return out->count++;
}

static int32_t add_text(cmarkgfm_document *out, int32_t parent, const char *text) {
  return add(out, parent, CMARKGFM_TEXT, text, text ? strlen(text) : 0);
}

static int element(cmark_node *node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT: return CMARKGFM_BODY;
    case CMARK_NODE_BLOCK_QUOTE: return CMARKGFM_BLOCKQUOTE;
    case CMARK_NODE_LIST: return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? CMARKGFM_OL : CMARKGFM_UL;
    case CMARK_NODE_ITEM: return CMARKGFM_LI;
    case CMARK_NODE_PARAGRAPH: return CMARKGFM_P;
    case CMARK_NODE_HEADING: return CMARKGFM_H1 + cmark_node_get_heading_level(node) - 1;
    case CMARK_NODE_THEMATIC_BREAK: return CMARKGFM_HR;
    case CMARK_NODE_EMPH: return CMARKGFM_EM;
    case CMARK_NODE_STRONG: return CMARKGFM_STRONG;
    case CMARK_NODE_LINK: return CMARKGFM_A;
    default: break;
  }
  const char *name = cmark_node_get_type_string(node);
  if (!strcmp(name, "table")) return CMARKGFM_TABLE;
  if (!strcmp(name, "table_row") || !strcmp(name, "table_header")) return CMARKGFM_TR;
  if (!strcmp(name, "table_cell"))
    return cmark_gfm_extensions_get_table_row_is_header(cmark_node_parent(node)) ? CMARKGFM_TH : CMARKGFM_TD;
  if (!strcmp(name, "strikethrough")) return CMARKGFM_DEL;
  return -1;
}

// Whether a paragraph is an item of a tight list, which has no element of its own.
static int is_tight(cmark_node *paragraph) {
  cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;
  return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static const char *alternative(cmarkgfm_document *out, cmark_node *image, cmark_iter *iter) {
  char *text = NULL;
  size_t length = 0, room = 0;
  for (;;) {
    cmark_event_type event = cmark_iter_next(iter);
    if (event == CMARK_EVENT_DONE) break;
    cmark_node *node = cmark_iter_get_node(iter);
    if (event == CMARK_EVENT_EXIT) { if (node == image) break; continue; }
    cmark_node_type type = cmark_node_get_type(node);
    const char *piece = type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE ? cmark_node_get_literal(node)
                      : type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ? " " : NULL;
    size_t size = piece ? strlen(piece) : 0;
    if (!size) continue;
    if (length + size + 1 > room) {
      room = (length + size + 1) * 2;
      char *more = realloc(text, room);
      if (!more) { out->failed = 1; continue; }
      text = more;
    }
    memcpy(text + length, piece, size + 1);
    length += size;
  }
  if (!text) return "";
  if (out->owned_count == out->owned_room) {
    int32_t more_room = out->owned_room ? out->owned_room * 2 : 16;
    char **more = realloc(out->owned, (size_t)more_room * sizeof *more);
    if (!more) { out->failed = 1; free(text); return ""; }
    out->owned = more;
    out->owned_room = more_room;
  }
  out->owned[out->owned_count++] = text;
  return text;
}

static void add_return(cmarkgfm_document *out, int32_t parent, int32_t number) {
  add_text(out, parent, " ");
  int32_t index = add(out, parent, CMARKGFM_RETURN, NULL, 0);
  if (out->failed) return;
  out->nodes[index].number = number;
  add_text(out, index, "\xE2\x86\xA9");
  out->nodes[index].end = out->count;
}

// The nodes in one walk; none where the text has HTML inside.
static void flatten(cmarkgfm_document *out) {
  cmark_iter *iter = cmark_iter_new(out->root);
  int32_t parent = -1, notes = -1, has_returned = 0;
  cmark_event_type event;
  while (!out->failed && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(node);
    if (event == CMARK_EVENT_EXIT) {
      if (type == CMARK_NODE_FOOTNOTE_REFERENCE || (type == CMARK_NODE_PARAGRAPH && is_tight(node))) continue;
      if (type == CMARK_NODE_PARAGRAPH && notes >= 0 && !cmark_node_next(node)
          && cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_FOOTNOTE_DEFINITION) {
        add_return(out, parent, out->notes);
        has_returned = 1;
      }
      if (type == CMARK_NODE_FOOTNOTE_DEFINITION && !has_returned) add_return(out, parent, out->notes);
      if (out->failed || parent < 0) break;
      out->nodes[parent].end = out->count;
      parent = out->nodes[parent].parent;
      // The notes are the document's last: what holds them ends with it.
      if (type == CMARK_NODE_DOCUMENT && notes >= 0) {
        for (int32_t open = notes; open >= 0; open = out->nodes[open].parent) out->nodes[open].end = out->count;
      }
      continue;
    }
    switch (type) {
      case CMARK_NODE_HTML_BLOCK:
      case CMARK_NODE_HTML_INLINE:
        out->failed = 1;
        continue;
      case CMARK_NODE_TEXT: add_text(out, parent, cmark_node_get_literal(node)); continue;
      case CMARK_NODE_SOFTBREAK: add_text(out, parent, "\n"); continue;
      case CMARK_NODE_LINEBREAK: add(out, parent, CMARKGFM_BR, NULL, 0); continue;
      case CMARK_NODE_THEMATIC_BREAK: add(out, parent, CMARKGFM_HR, NULL, 0); continue;
      case CMARK_NODE_CODE: {
        int32_t code = add(out, parent, CMARKGFM_CODE, NULL, 0);
        add_text(out, code, cmark_node_get_literal(node));
        if (!out->failed) out->nodes[code].end = out->count;
        continue;
      }
      case CMARK_NODE_CODE_BLOCK: {
        const char *info = cmark_node_get_fence_info(node);
        int32_t pre = add(out, parent, CMARKGFM_PRE, NULL, 0);
        int32_t code = add(out, pre, CMARKGFM_CODE, info, info ? strlen(info) : 0);
        add_text(out, code, cmark_node_get_literal(node));
        if (!out->failed) out->nodes[pre].end = out->nodes[code].end = out->count;
        continue;
      }
      case CMARK_NODE_IMAGE: {
        const char *text = alternative(out, node, iter);
        add(out, parent, CMARKGFM_IMG, text, strlen(text));
        continue;
      }
      case CMARK_NODE_FOOTNOTE_REFERENCE: {
        const char *number = cmark_node_get_literal(node);
        int32_t index = add(out, parent, CMARKGFM_REFERENCE, NULL, 0);
        add_text(out, index, number);
        if (!out->failed) {
          out->nodes[index].number = number ? atoi(number) : 0;
          out->nodes[index].end = out->count;
        }
        continue;
      }
      case CMARK_NODE_FOOTNOTE_DEFINITION:
        if (notes < 0) {
          notes = add(out, parent, CMARKGFM_NOTES, NULL, 0);
          notes = add(out, notes, CMARKGFM_OL, NULL, 0);
          if (!out->failed) out->nodes[notes].number = 1;
        }
        has_returned = 0;
        parent = add(out, notes, CMARKGFM_NOTE, NULL, 0);
        if (!out->failed) out->nodes[parent].number = ++out->notes;
        continue;
      case CMARK_NODE_PARAGRAPH:
        if (is_tight(node)) continue;
        break;
      default: break;
    }
    int kind = element(node);
    if (kind < 0) { out->failed = 1; continue; }
    int32_t index = add(out, parent, kind, NULL, 0);
    if (out->failed) continue;
    if (kind == CMARKGFM_OL) out->nodes[index].number = cmark_node_get_list_start(node);
    if (kind == CMARKGFM_A) {
      const char *address = cmark_node_get_url(node);
      out->nodes[index].text = address ? address : "";
      out->nodes[index].length = (uint32_t)strlen(out->nodes[index].text);
    }
    if (kind == CMARKGFM_LI && !strcmp(cmark_node_get_type_string(node), "tasklist")) {
      int32_t box = add(out, index, CMARKGFM_BOX, NULL, 0);
      if (!out->failed) out->nodes[box].number = cmark_gfm_extensions_get_tasklist_item_checked(node);
    }
    parent = index;
  }
  cmark_iter_free(iter);
  if (out->failed) out->count = 0;
}

cmarkgfm_document *cmarkgfm_parse(const char *utf8, size_t length) {
  // The list of extensions is the process's.
  pthread_once(&once, cmark_gfm_core_extensions_ensure_registered);
  cmarkgfm_document *out = calloc(1, sizeof *out);
  if (!out) return NULL;
  out->options = CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_FULL_INFO_STRING
               | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
  out->parser = cmark_parser_new(out->options);
  static const char *const names[] = {"table", "strikethrough", "autolink", "tasklist"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(names[i]);
    if (extension) cmark_parser_attach_syntax_extension(out->parser, extension);
  }
  cmark_parser_feed(out->parser, utf8, length);
  out->root = cmark_parser_finish(out->parser);
  if (!out->root) { cmarkgfm_free(out); return NULL; }
  flatten(out);
  return out;
}

const cmarkgfm_node *cmarkgfm_nodes(const cmarkgfm_document *document, int32_t *count) {
  *count = document->count;
  return document->nodes;
}

char *cmarkgfm_html(const cmarkgfm_document *document) {
  return cmark_render_html(document->root, document->options, cmark_parser_get_syntax_extensions(document->parser));
}

void cmarkgfm_free(cmarkgfm_document *document) {
  if (!document) return;
  if (document->root) cmark_node_free(document->root);
  if (document->parser) cmark_parser_free(document->parser);
  for (int32_t i = 0; i < document->owned_count; i++) free(document->owned[i]);
  free(document->owned);
  free(document->nodes);
  free(document);
}

void cmarkgfm_free_html(char *html) { free(html); }
