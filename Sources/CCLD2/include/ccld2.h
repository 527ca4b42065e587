// The language of a text, by Compact Language Detector 2.
#ifndef DIGEST_CCLD2_H
#define DIGEST_CCLD2_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// A BCP 47 tag for `length` bytes of valid UTF-8, or NULL where CLD2 is not sure. The string lives as long as the program.
const char *ccld2_detect(const uint8_t *text, int32_t length);

#ifdef __cplusplus
}
#endif
#endif
