// A small C face for ncursesw and for what must be done inside a signal handler. No curses type shows here.
#ifndef DIGEST_CNCURSES_H
#define DIGEST_CNCURSES_H

#include <stdint.h>
#include <wchar.h>

#ifdef __cplusplus
extern "C" {
#endif

// The locale.
// Takes the environment's locale for characters, C.UTF-8 where the one that it names is not installed but ends in UTF-8.
// 1 where texts go out as UTF-8.
int cncurses_use_locale(void);

// The screen.
// Why a terminal can't have screens: 0 it can; 1 unknown; 2 it can't move its cursor or clear itself.
int cncurses_check(const char *type, int out);
// Opens the screen on the descriptors and shows nothing yet. 1 where it is open.
int cncurses_open(const char *type, int out, int in, int want_colors);
// The screen's size as the kernel tells it; 80x24 where it tells none.
void cncurses_size(int *columns, int *rows);
// Tells curses the size that is shown from now on.
void cncurses_resize(int columns, int rows);
int cncurses_has_colors(void);
int cncurses_colors(void);
int cncurses_has_italic(void);

enum {
  CNCURSES_BOLD = 1, CNCURSES_DIM = 2, CNCURSES_ITALIC = 4, CNCURSES_UNDERLINE = 8, CNCURSES_REVERSE = 16,
};
// A pair of colours for a foreground and a background (-1 is the terminal's own); 0 where there is no room for one.
int cncurses_pair(int foreground, int background);
// Blanks all cells, so that only the others need be put.
void cncurses_erase(void);
// Puts one glyph: a spacing character and marks, `count` scalars in all. Characters of which the C library thinks otherwise
// than `cells` are replaced, for curses would lose count of the columns.
void cncurses_put(int row, int column, const wchar_t *characters, int count, int cells, int attributes, int pair);
// Sends what changed, in as few bytes as curses finds, and leaves the cursor at a place; row -1 hides it.
void cncurses_update(int row, int column);
// Forgets what is on the terminal, so that the next update sends all of it.
void cncurses_forget(void);
// Leaves the screen; the next update comes back to it. Safe to call twice.
void cncurses_leave(void);
// Writes bytes to the terminal past curses: escape sequences that move nothing (the clipboard's).
void cncurses_write(const uint8_t *bytes, int count);

// Signals.
// From now on SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT and SIGWINCH are written as bytes, their numbers, to a pipe,
// and a crash leaves the screen before the program dies of it. The pipe's reading end, or -1.
int cncurses_watch_signals(void);
// Writes a byte to the same pipe: 0 says that something else is waiting. From any thread.
void cncurses_wake(void);
// Stops the program (1: and its process group) as an unwatched SIGTSTP would; returns when it is continued.
void cncurses_stop(int group);
// While another program has the terminal (1) the interrupt keys are its own and the stop key stops both; 0 ends that.
void cncurses_lend(int lent);
// Ends the program by a signal as if it had not been watched.
void cncurses_die(int number);

#ifdef __cplusplus
}
#endif
#endif
