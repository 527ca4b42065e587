// A small C face for ICU. No ICU type shows here: libicu's headers clash with those inside the statically linked Foundation.
// Texts are UTF-16 code units unless said otherwise; lengths and offsets count them.
#ifndef DIGEST_CICU_H
#define DIGEST_CICU_H

#include <stdint.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// Boundaries.
enum { CICU_GRAPHEME = 0, CICU_WORD = 1, CICU_LINE = 2, CICU_SENTENCE = 3 };
typedef struct cicu_breaker cicu_breaker;
// NULL where ICU has no rules for the locale. Not for use by two threads at once.
cicu_breaker *cicu_breaker_open(int kind, const char *locale);
void cicu_breaker_close(cicu_breaker *breaker);
// The breaker keeps the pointer: the text must live until the last call of cicu_breaker_next.
int cicu_breaker_set_text(cicu_breaker *breaker, const uint16_t *text, int32_t length);
// The next boundary after the last one, or -1 at the end.
int32_t cicu_breaker_next(cicu_breaker *breaker);
// ICU's status of the last boundary: for words 0..99 is no word, 100.. numbers, 200.. letters, 300.. kana, 400.. ideographs; for lines 0..99 soft, 100.. hard.
int32_t cicu_breaker_status(const cicu_breaker *breaker);
// Writes up to `capacity` boundaries (the start not counted) into `ends`; returns how many there were.
int32_t cicu_breaker_all(cicu_breaker *breaker, int32_t *ends, int32_t capacity);

// Character data.
int cicu_category(uint32_t scalar);          // u_charType: general category as ICU numbers it
int cicu_east_asian_width(uint32_t scalar);  // UCHAR_EAST_ASIAN_WIDTH: 0 N, 1 A, 2 H, 3 F, 4 Na, 5 W
void cicu_categories(uint8_t *plane);         // the same of all 65,536 scalars of the basic plane at once
int cicu_has_property(uint32_t scalar, int property);  // u_hasBinaryProperty
int cicu_script(uint32_t scalar);            // uscript_getScript
enum { CICU_PROPERTY_DEFAULT_IGNORABLE = 5, CICU_PROPERTY_EMOJI = 57, CICU_PROPERTY_EMOJI_PRESENTATION = 58, CICU_PROPERTY_EMOJI_MODIFIER = 59 };

// Foldings. Each returns the length needed; nothing is written past `capacity`; negative on an error.
int32_t cicu_nfkd(const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity);
int32_t cicu_nfkc_casefold(const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity);
uint32_t cicu_fold_case(uint32_t scalar);    // simple case folding

// Names of hosts.
// The ASCII form of a UTF-8 domain name (UTS 46, non-transitional); its length, or 0 where it has none or there is no room.
int32_t cicu_domain_to_ascii(const char *name, int32_t length, char *out, int32_t capacity);

// Encodings.
// The detector's best guess for the bytes; its confidence (0 to 100), its name copied into `name`. 0 where there is none.
int cicu_detect(const uint8_t *bytes, int32_t length, char *name, int32_t capacity);
// One more of the detector's guesses, best first; 0 where there is no such rank.
int cicu_detect_rank(const uint8_t *bytes, int32_t length, int rank, char *name, int32_t capacity);
typedef struct cicu_converter cicu_converter;
cicu_converter *cicu_converter_open(const char *name);
void cicu_converter_close(cicu_converter *converter);
// Converts from `*source` on until the input or the room in `target` ends, advancing `*source`; returns the units written, or -1 on an error.
// What cannot be mapped becomes U+FFFD and is counted in `*replaced`.
int32_t cicu_converter_decode(cicu_converter *converter, const uint8_t **source, const uint8_t *end, uint16_t *target, int32_t capacity, int flush, int64_t *replaced);

#ifdef __cplusplus
}
#endif
#endif
