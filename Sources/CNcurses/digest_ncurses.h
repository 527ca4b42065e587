// The wide-character ncurses, with accessors for what Swift cannot import: macros and global variables.
#ifndef DIGEST_NCURSES_H
#define DIGEST_NCURSES_H

#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <term.h>

static inline WINDOW *digest_stdscr(void) { return stdscr; }
static inline int digest_lines(void) { return LINES; }
static inline int digest_cols(void) { return COLS; }
static inline int digest_colors(void) { return COLORS; }
static inline void digest_set_escdelay(int milliseconds) { set_escdelay(milliseconds); }

// newterm on the terminal that the two descriptors name. `initscr` would exit on an unknown terminal.
static inline SCREEN *digest_newterm(const char *type, int out, int in) {
  FILE *output = fdopen(out, "w");
  FILE *input = fdopen(in, "r");
  if (!output || !input) return NULL;
  return newterm(type, output, input);
}

// Puts one cell: its characters, end with 0 (a spacing character and at most four zero-width ones).
static inline int digest_put(int row, int column, const wchar_t *characters, attr_t attributes, short pair) {
  cchar_t cell;
  if (setcchar(&cell, characters, attributes, pair, NULL) == ERR) return ERR;
  return mvadd_wch(row, column, &cell);
}

#endif
