// The one function of ccld2.h. <cstdio> comes first: CLD2's headers use it without including it.
#include <cstdio>
#include <cld2/public/compact_lang_det.h>

#include "ccld2.h"

extern "C" const char *ccld2_detect(const uint8_t *text, int32_t length) {
  bool reliable = false;
  CLD2::Language language = CLD2::DetectLanguage(reinterpret_cast<const char *>(text), length, true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return nullptr;
  return CLD2::LanguageCode(language);
}
