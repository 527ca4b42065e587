/// libxml2's parser as three callbacks; shows no type of libxml2's. No tree is built, nothing is loaded, no entity is looked up.
#ifndef CLIBXML2_H
#define CLIBXML2_H

#include <stdint.h>

/// One attribute. The names end with a NUL; the value lies from `value` to `end`. All live as long as the call.
typedef struct {
  const char *_Nonnull local;
  const char *_Nullable prefix;
  const char *_Nullable uri;
  const char *_Nonnull value;
  const char *_Nonnull end;
} clibxml2_attribute;

/// Called in the document's order. Names are the same pointers for the same names, as long as the parse lasts.
/// A prefix that the document does not declare has no `uri`.
typedef struct {
  void (*_Nonnull begin)(
      void *_Nonnull context, const char *_Nonnull local, const char *_Nullable prefix, const char *_Nullable uri,
      const clibxml2_attribute *_Nullable attributes, int32_t count);
  void (*_Nonnull text)(void *_Nonnull context, const char *_Nonnull utf8, int32_t length);
  void (*_Nonnull end)(void *_Nonnull context);
} clibxml2_handler;

/// Parses valid UTF-8 as far as it goes. The number of faults found in it, 0 where it is well-formed; -1 where memory is out.
int32_t clibxml2_parse(
    const char *_Nonnull utf8, int32_t length, const clibxml2_handler *_Nonnull handler, void *_Nonnull context);

/// The scalar of one of the characters that HTML 4 names (without & and ;); 0 where it names none so.
uint32_t clibxml2_named_character(const char *_Nonnull name);

#endif
