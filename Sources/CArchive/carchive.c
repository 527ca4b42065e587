// The implementation of carchive.h on libarchive, opened by the dynamic loader on first use.
#define _GNU_SOURCE
#include "carchive.h"

#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>

// Every function of libarchive's that is called, once: its typed pointer and its look-up are made from this list.
#define FUNCTIONS(X) \
  X(archive_read_new) \
  X(archive_read_free) \
  X(archive_read_support_format_zip_seekable) \
  X(archive_read_support_format_zip_streamable) \
  X(archive_read_support_format_raw) \
  X(archive_read_support_format_empty) \
  X(archive_read_support_filter_gzip) \
  X(archive_read_support_filter_xz) \
  X(archive_read_support_filter_zstd) \
  X(archive_read_open_memory) \
  X(archive_read_next_header) \
  X(archive_read_data_block) \
  X(archive_filter_count) \
  X(archive_filter_bytes) \
  X(archive_entry_pathname) \
  X(archive_entry_size) \
  X(archive_entry_size_is_set) \
  X(archive_entry_filetype) \
  X(archive_entry_is_data_encrypted)

static struct {
#define POINTER(name) __typeof__(name) *name;
  FUNCTIONS(POINTER)
} lib;

static bool is_there;
static locale_t utf8;

static void load(void) {
  static const char *const names[] = {"libarchive.so.13", "libarchive.so", "/usr/lib/libarchive.2.dylib"};
  void *handle = NULL;
  for (size_t i = 0; !handle && i < sizeof names / sizeof *names; i++) handle = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
  if (!handle) return;
#define LOOK_UP(name) if (!(lib.name = (__typeof__(lib.name))dlsym(handle, #name))) return;
  FUNCTIONS(LOOK_UP)
  utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  is_there = true;
}

bool carchive_is_there(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return is_there;
}

struct carchive {
  struct archive *archive;
  int kind;
};

// In a locale of UTF-8 names pass as they are; in others libarchive would put question marks for what the locale lacks.
static locale_t enter(void) { return utf8 ? uselocale(utf8) : (locale_t)0; }
static void leave(locale_t before) { if (utf8) uselocale(before); }

carchive *carchive_open(const void *bytes, size_t length, int kind) {
  if (!carchive_is_there()) return NULL;
  carchive *made = calloc(1, sizeof *made);
  if (!made || !(made->archive = lib.archive_read_new())) { free(made); return NULL; }
  made->kind = kind;
  struct archive *archive = made->archive;
  locale_t before = enter();
  switch (kind) {
    case CARCHIVE_ZIP: lib.archive_read_support_format_zip_seekable(archive); break;
    case CARCHIVE_ZIP_STREAM: lib.archive_read_support_format_zip_streamable(archive); break;
    default:
      lib.archive_read_support_filter_gzip(archive);
      lib.archive_read_support_filter_xz(archive);
      lib.archive_read_support_filter_zstd(archive);
      lib.archive_read_support_format_raw(archive);
      lib.archive_read_support_format_empty(archive);
  }
  int status = lib.archive_read_open_memory(archive, bytes, length);
  leave(before);
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) { carchive_free(made); return NULL; }
  return made;
}

int carchive_next(carchive *archive, carchive_entry *entry) {
  struct archive_entry *header = NULL;
  locale_t before = enter();
  int status;
  // A bad header that libarchive can step over is stepped over; each try reads on, so this ends with the bytes.
  do status = lib.archive_read_next_header(archive->archive, &header); while (status == ARCHIVE_RETRY);
  const char *name = status == ARCHIVE_OK || status == ARCHIVE_WARN ? lib.archive_entry_pathname(header) : NULL;
  leave(before);
  if (status == ARCHIVE_EOF) return CARCHIVE_END;
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return CARCHIVE_DAMAGED;
  // The last filter is none; with that alone nothing was compressed.
  int filters = lib.archive_filter_count(archive->archive);
  if (archive->kind == CARCHIVE_STREAM && filters != 2) return filters > 2 ? CARCHIVE_REFUSED : CARCHIVE_DAMAGED;
  entry->name = name;
  entry->size = lib.archive_entry_size_is_set(header) ? lib.archive_entry_size(header) : -1;
  entry->is_file = lib.archive_entry_filetype(header) == AE_IFREG;
  entry->is_encrypted = lib.archive_entry_is_data_encrypted(header);
  return CARCHIVE_OK;
}

int carchive_read(carchive *archive, const uint8_t **bytes, size_t *length) {
  for (;;) {
    const void *block = NULL;
    size_t size = 0;
    la_int64_t offset = 0;
    int status = lib.archive_read_data_block(archive->archive, &block, &size, &offset);
    bool is_good = status == ARCHIVE_OK || status == ARCHIVE_WARN;
    *bytes = block;
    *length = is_good && block ? size : 0;
    if (status == ARCHIVE_EOF) return CARCHIVE_END;
    if (status == ARCHIVE_FAILED) return CARCHIVE_REFUSED;
    if (status != ARCHIVE_OK) return CARCHIVE_DAMAGED;
    if (*length) return CARCHIVE_OK;
  }
}

int64_t carchive_position(carchive *archive) { return lib.archive_filter_bytes(archive->archive, -1); }

void carchive_free(carchive *archive) {
  if (!archive) return;
  lib.archive_read_free(archive->archive);
  free(archive);
}
