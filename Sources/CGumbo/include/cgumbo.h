/// The HTML5 parse of Gumbo as a flat list of nodes in the order of the page; shows no type of Gumbo's.
#ifndef CGUMBO_H
#define CGUMBO_H

#include <stdint.h>

/// One attribute; name and value end with a NUL and live as long as the page.
typedef struct {
  const char *_Nonnull name;
  const char *_Nonnull value;
} cgumbo_attribute;

enum { CGUMBO_ELEMENT = 0, CGUMBO_TEXT = 1, CGUMBO_FOREIGN = 2 };

/// A node: an element (of HTML, or foreign: SVG, MathML) or a text.
typedef struct {
  /// The index of the parent; -1 for the root.
  int32_t parent;
  /// The index behind the last node of its subtree.
  int32_t end;
  /// CGUMBO_ELEMENT, CGUMBO_TEXT, CGUMBO_FOREIGN.
  int32_t kind;
  /// How many attributes.
  int32_t attribute_count;
  /// Attributes; NULL for a text and for an element without any.
  const cgumbo_attribute *_Nullable attributes;
  /// The text, or the element's name in lower case as far as HTML knows it; else as written. Not ended by a NUL.
  const char *_Nonnull text;
  uint32_t length;
} cgumbo_node;

typedef struct cgumbo_page cgumbo_page;

/// Parses valid UTF-8. NULL where the parse would take more than `memory` bytes, or memory is out.
/// The bytes must live as long as the page.
cgumbo_page *_Nullable cgumbo_parse(const char *_Nonnull utf8, uint64_t length, uint64_t memory);
const cgumbo_node *_Nonnull cgumbo_nodes(const cgumbo_page *_Nonnull page);
int32_t cgumbo_count(const cgumbo_page *_Nonnull page);
void cgumbo_free(cgumbo_page *_Nullable page);

#endif
