/// The entries of a zip archive, and a single compressed stream, both from memory, by libarchive; shows no type of libarchive's.
/// The library is opened when it is first needed: started with the program, it and what it needs would cost a millisecond at each start.
#ifndef CARCHIVE_H
#define CARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct carchive carchive;

/// What a compressed file holds, or how the headers of a zip archive are found.
enum {
  /// By the directory at its end.
  CARCHIVE_ZIP = 0,
  /// From one entry to the next: for an archive whose end is missing.
  CARCHIVE_ZIP_STREAM = 1,
  /// One stream: gzip, xz or zstd.
  CARCHIVE_STREAM = 2
};

/// How a step ended. What came before it holds in all of them.
enum { CARCHIVE_OK = 0, CARCHIVE_END = 1, CARCHIVE_DAMAGED = 2, CARCHIVE_REFUSED = 3 };

typedef struct {
  /// As the archive has it, in bytes of any encoding; until the next step. NULL for none.
  const char *_Nullable name;
  /// Bytes unpacked as the archive says; -1 where it doesn't. Not to be trusted.
  int64_t size;
  bool is_file;
  bool is_encrypted;
} carchive_entry;

/// Whether libarchive is there.
bool carchive_is_there(void);

/// Opens bytes, which must live as long as the result. NULL where they are no such thing, or libarchive is missing.
carchive *_Nullable carchive_open(const void *_Nonnull bytes, size_t length, int kind);

/// The next entry: OK, END, DAMAGED where nothing after it can be read. A stream is one entry; REFUSED where it is compressed twice.
int carchive_next(carchive *_Nonnull archive, carchive_entry *_Nonnull entry);

/// The next bytes of the entry, which live until the next step: OK with at least one byte; END; DAMAGED, perhaps with the last bytes,
/// where the rest is missing or the sum is wrong; REFUSED where it is encrypted or packed in an unknown way.
int carchive_read(carchive *_Nonnull archive, const uint8_t *_Nullable *_Nonnull bytes, size_t *_Nonnull length);

/// How many of the packed bytes were used up; those of the latest piece perhaps not yet.
int64_t carchive_position(carchive *_Nonnull archive);

void carchive_free(carchive *_Nullable archive);

#endif
