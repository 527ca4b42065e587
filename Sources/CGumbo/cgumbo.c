// The implementation of cgumbo.h. All that Gumbo allocates lies in an arena that is freed at once: Gumbo's own way to free a tree
// calls itself for each level, and does not bear that an allocation fails; here a failed one leaves the parse by a jump.
#include "cgumbo.h"

#include <gumbo.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

typedef struct chunk { struct chunk *next; } chunk;

struct cgumbo_page {
  chunk *chunks;
  char *free, *limit;
  uint64_t used, memory;
  jmp_buf out_of_memory;
  cgumbo_node *nodes;
  int32_t count;
};

enum { CHUNK = 256 << 10, HEADER = 16 };

static void *take(void *data, size_t size) {
  cgumbo_page *page = data;
  size = (size + 15) & ~(size_t)15;
  if ((size_t)(page->limit - page->free) < size) {
    size_t room = size + HEADER > CHUNK ? size + HEADER : CHUNK;
    chunk *more = page->used + room > page->memory ? NULL : malloc(room);
    if (!more) longjmp(page->out_of_memory, 1);
    more->next = page->chunks;
    page->chunks = more;
    page->used += room;
    // A large piece has a chunk of its own; what is left of the one before serves on.
    if (room > CHUNK) return (char *)more + HEADER;
    page->free = (char *)more + HEADER;
    page->limit = (char *)more + room;
  }
  void *piece = page->free;
  page->free += size;
  return piece;
}

static void keep(void *data, void *piece) { (void)data; (void)piece; }

static const GumboVector *children(const GumboNode *node) {
  return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children
       : node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE ? &node->v.element.children : NULL;
}

static int32_t count_nodes(const GumboNode *root) {
  int32_t count = 0;
  const GumboNode *node = root;
  for (;;) {
    count++;
    const GumboVector *list = children(node);
    if (list && list->length) { node = list->data[0]; continue; }
    for (;;) {
      if (node == root) return count;
      const GumboVector *siblings = children(node->parent);
      size_t next = node->index_within_parent + 1;
      if (next < siblings->length) { node = siblings->data[next]; break; }
      node = node->parent;
    }
  }
}

static void fill(cgumbo_node *out, const GumboNode *node, int32_t parent) {
  memset(out, 0, sizeof *out);
  out->parent = parent;
  out->text = "";
  switch (node->type) {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE: {
      const GumboElement *element = &node->v.element;
      out->kind = element->tag_namespace == GUMBO_NAMESPACE_HTML ? CGUMBO_ELEMENT : CGUMBO_FOREIGN;
      if (element->tag != GUMBO_TAG_UNKNOWN) {
        out->text = gumbo_normalized_tagname(element->tag);
        out->length = (uint32_t)strlen(out->text);
      } else {
        GumboStringPiece name = element->original_tag;
        gumbo_tag_from_original_text(&name);
        if (name.data) { out->text = name.data; out->length = (uint32_t)name.length; }
      }
      out->attribute_count = (int32_t)element->attributes.length;
      break;
    }
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE:
      out->kind = CGUMBO_TEXT;
      out->text = node->v.text.text;
      out->length = (uint32_t)strlen(out->text);
      break;
    default: out->kind = CGUMBO_TEXT;
  }
}

static void attribute(cgumbo_page *page, cgumbo_node *out, const GumboElement *element) {
  if (!out->attribute_count) return;
  cgumbo_attribute *list = take(page, (size_t)out->attribute_count * sizeof *list);
  for (int32_t i = 0; i < out->attribute_count; i++) {
    const GumboAttribute *one = element->attributes.data[i];
    list[i].name = one->name;
    list[i].value = one->value;
  }
  out->attributes = list;
}

static void flatten(cgumbo_page *page, const GumboNode *root) {
  int32_t count = count_nodes(root), next = 0, parent = -1;
  page->nodes = take(page, (size_t)count * sizeof *page->nodes);
  const GumboNode *node = root;
  for (;;) {
    int32_t index = next++;
    fill(&page->nodes[index], node, parent);
    if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) attribute(page, &page->nodes[index], &node->v.element);
    const GumboVector *list = children(node);
    if (list && list->length) { parent = index; node = list->data[0]; continue; }
    page->nodes[index].end = next;
    for (;;) {
      if (node == root) { page->count = next; return; }
      const GumboVector *siblings = children(node->parent);
      size_t following = node->index_within_parent + 1;
      if (following < siblings->length) { node = siblings->data[following]; break; }
      node = node->parent;
      page->nodes[parent].end = next;
      parent = page->nodes[parent].parent;
    }
  }
}

cgumbo_page *cgumbo_parse(const char *utf8, uint64_t length, uint64_t memory) {
  cgumbo_page *page = calloc(1, sizeof *page);
  if (!page) return NULL;
  page->memory = memory;
  if (setjmp(page->out_of_memory)) { cgumbo_free(page); return NULL; }
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = take;
  options.deallocator = keep;
  options.userdata = page;
  options.max_errors = 0;
  GumboOutput *output = gumbo_parse_with_options(&options, utf8, (size_t)length);
  flatten(page, output->root ? output->root : output->document);
  return page;
}

const cgumbo_node *cgumbo_nodes(const cgumbo_page *page) { return page->nodes; }
int32_t cgumbo_count(const cgumbo_page *page) { return page->count; }

void cgumbo_free(cgumbo_page *page) {
  if (!page) return;
  for (chunk *one = page->chunks; one;) { chunk *next = one->next; free(one); one = next; }
  free(page);
}
