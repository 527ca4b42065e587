/// Markdown (GitHub's, with tables, footnotes, strike-through, autolinks, task lists) to a flat list of nodes, and to HTML; shows no type
/// of cmark-gfm's.
#ifndef CMARKGFM_H
#define CMARKGFM_H

#include <stddef.h>
#include <stdint.h>

/// What a node is: the element that HTML has for it.
enum {
  CMARKGFM_TEXT, CMARKGFM_BODY, CMARKGFM_BLOCKQUOTE, CMARKGFM_UL, CMARKGFM_OL, CMARKGFM_LI, CMARKGFM_P, CMARKGFM_H1, CMARKGFM_H2, CMARKGFM_H3,
  CMARKGFM_H4, CMARKGFM_H5, CMARKGFM_H6, CMARKGFM_PRE, CMARKGFM_CODE, CMARKGFM_HR, CMARKGFM_BR, CMARKGFM_EM, CMARKGFM_STRONG, CMARKGFM_DEL,
  CMARKGFM_A, CMARKGFM_IMG, CMARKGFM_TABLE, CMARKGFM_TR, CMARKGFM_TH, CMARKGFM_TD,
  /// A box to tick: `number` is 1 where it is.
  CMARKGFM_BOX,
  /// The notes, one of them, a reference to one and the way back: `number` is the note's.
  CMARKGFM_NOTES, CMARKGFM_NOTE, CMARKGFM_REFERENCE, CMARKGFM_RETURN
};

/// A node, before its children.
typedef struct {
  /// The index of the parent; -1 for the root.
  int32_t parent;
  /// The index behind the last node of its subtree.
  int32_t end;
  int32_t kind;
  /// Where a numbered list begins; a note's number.
  int32_t number;
  /// A text; a link's address; a picture's alternative text; what stands behind a fence. Not ended by a NUL; lives as long as the document.
  const char *_Nonnull text;
  uint32_t length;
} cmarkgfm_node;

typedef struct cmarkgfm_document cmarkgfm_document;

/// Parses valid UTF-8, which must live as long as the document. NULL where memory is out.
cmarkgfm_document *_Nullable cmarkgfm_parse(const char *_Nonnull utf8, size_t length);
void cmarkgfm_free(cmarkgfm_document *_Nullable document);

/// The nodes, and their number: 0 where the text has HTML inside, which only a parse of the whole as HTML can read.
const cmarkgfm_node *_Nullable cmarkgfm_nodes(const cmarkgfm_document *_Nonnull document, int32_t *_Nonnull count);

/// The HTML, ended by a NUL, to be freed by `cmarkgfm_free_html`; HTML inside the text stays as it is.
char *_Nullable cmarkgfm_html(const cmarkgfm_document *_Nonnull document);
void cmarkgfm_free_html(char *_Nullable html);

#endif
