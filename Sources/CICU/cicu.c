// The implementation of cicu.h on ICU's C interface.
#include "cicu.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uidna.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

struct cicu_breaker { UBreakIterator *iterator; };

cicu_breaker *cicu_breaker_open(int kind, const char *locale) {
  static const UBreakIteratorType types[] = {UBRK_CHARACTER, UBRK_WORD, UBRK_LINE, UBRK_SENTENCE};
  if (kind < 0 || kind > 3) return NULL;
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(types[kind], locale, NULL, 0, &status);
  if (U_FAILURE(status)) return NULL;
  cicu_breaker *breaker = malloc(sizeof *breaker);
  if (!breaker) { ubrk_close(iterator); return NULL; }
  breaker->iterator = iterator;
  return breaker;
}

void cicu_breaker_close(cicu_breaker *breaker) {
  if (!breaker) return;
  ubrk_close(breaker->iterator);
  free(breaker);
}

int cicu_breaker_set_text(cicu_breaker *breaker, const uint16_t *text, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  ubrk_setText(breaker->iterator, (const UChar *)text, length, &status);
  if (U_FAILURE(status)) return 0;
  ubrk_first(breaker->iterator);
  return 1;
}

int32_t cicu_breaker_next(cicu_breaker *breaker) {
  int32_t next = ubrk_next(breaker->iterator);
  return next == UBRK_DONE ? -1 : next;
}

int32_t cicu_breaker_status(const cicu_breaker *breaker) { return ubrk_getRuleStatus(breaker->iterator); }

int32_t cicu_breaker_all(cicu_breaker *breaker, int32_t *ends, int32_t capacity) {
  int32_t count = 0, next;
  while ((next = ubrk_next(breaker->iterator)) != UBRK_DONE) {
    if (count < capacity) ends[count] = next;
    count++;
  }
  return count;
}

int cicu_category(uint32_t scalar) { return u_charType((UChar32)scalar); }
int cicu_east_asian_width(uint32_t scalar) { return u_getIntPropertyValue((UChar32)scalar, UCHAR_EAST_ASIAN_WIDTH); }
static UBool note_categories(const void *plane, UChar32 start, UChar32 limit, UCharCategory category) {
  if (start > 0xFFFF) return 0;
  memset((uint8_t *)plane + start, category, (size_t)((limit > 0x10000 ? 0x10000 : limit) - start));
  return 1;
}

void cicu_categories(uint8_t *plane) { u_enumCharTypes(note_categories, plane); }

int cicu_has_property(uint32_t scalar, int property) { return u_hasBinaryProperty((UChar32)scalar, (UProperty)property); }
int cicu_script(uint32_t scalar) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript((UChar32)scalar, &status);
}
uint32_t cicu_fold_case(uint32_t scalar) { return (uint32_t)u_foldCase((UChar32)scalar, U_FOLD_CASE_DEFAULT); }

static int32_t normalize(const UNormalizer2 *(*instance)(UErrorCode *), const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = instance(&status);
  if (U_FAILURE(status)) return -1;
  int32_t needed = unorm2_normalize(normalizer, (const UChar *)text, length, (UChar *)out, capacity, &status);
  return U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR ? -1 : needed;
}

int32_t cicu_nfkd(const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity) {
  return normalize(unorm2_getNFKDInstance, text, length, out, capacity);
}

int32_t cicu_nfkc_casefold(const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity) {
  return normalize(unorm2_getNFKCCasefoldInstance, text, length, out, capacity);
}

int cicu_detect_rank(const uint8_t *bytes, int32_t length, int rank, char *name, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int confidence = 0;
  UCharsetDetector *detector = ucsdet_open(&status);
  if (U_FAILURE(status)) return 0;
  ucsdet_setText(detector, (const char *)bytes, length, &status);
  int32_t found = 0;
  const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &status);
  if (U_SUCCESS(status) && rank < found) {
    const char *match = ucsdet_getName(matches[rank], &status);
    confidence = ucsdet_getConfidence(matches[rank], &status);
    if (U_SUCCESS(status) && (int32_t)strlen(match) < capacity) strcpy(name, match);
    else confidence = 0;
  }
  ucsdet_close(detector);
  return confidence;
}

int cicu_detect(const uint8_t *bytes, int32_t length, char *name, int32_t capacity) {
  return cicu_detect_rank(bytes, length, 0, name, capacity);
}

struct cicu_converter { UConverter *converter; int64_t replaced; };

// Counts what ICU could not map, then lets ICU write its U+FFFD.
static void count_replacement(const void *context, UConverterToUnicodeArgs *args, const char *units, int32_t length, UConverterCallbackReason reason, UErrorCode *status) {
  if (reason > UCNV_IRREGULAR) return;
  ((cicu_converter *)context)->replaced++;
  UCNV_TO_U_CALLBACK_SUBSTITUTE(NULL, args, units, length, reason, status);
}

cicu_converter *cicu_converter_open(const char *name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *inner = ucnv_open(name, &status);
  if (U_FAILURE(status)) return NULL;
  cicu_converter *converter = calloc(1, sizeof *converter);
  if (!converter) { ucnv_close(inner); return NULL; }
  converter->converter = inner;
  ucnv_setToUCallBack(inner, count_replacement, converter, NULL, NULL, &status);
  if (U_FAILURE(status)) { cicu_converter_close(converter); return NULL; }
  return converter;
}

void cicu_converter_close(cicu_converter *converter) {
  if (!converter) return;
  ucnv_close(converter->converter);
  free(converter);
}

int32_t cicu_converter_decode(cicu_converter *converter, const uint8_t **source, const uint8_t *end, uint16_t *target, int32_t capacity, int flush, int64_t *replaced) {
  UErrorCode status = U_ZERO_ERROR;
  UChar *out = (UChar *)target;
  const char *in = (const char *)*source;
  ucnv_toUnicode(converter->converter, &out, (UChar *)target + capacity, &in, (const char *)end, NULL, (UBool)flush, &status);
  *source = (const uint8_t *)in;
  *replaced = converter->replaced;
  if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return -1;
  return (int32_t)(out - (UChar *)target);
}

int32_t cicu_domain_to_ascii(const char *name, int32_t length, char *out, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  uint32_t options = UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ;
  UIDNA *idna = uidna_openUTS46(options, &status);
  if (U_FAILURE(status)) return 0;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  int32_t written = uidna_nameToASCII_UTF8(idna, name, length, out, capacity, &info, &status);
  uidna_close(idna);
  return U_FAILURE(status) || info.errors != 0 || written > capacity ? 0 : written;
}
