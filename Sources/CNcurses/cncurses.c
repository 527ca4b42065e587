// The implementation of cncurses.h.
#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#define _GNU_SOURCE 1

#include "cncurses.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static int terminal_out = -1, terminal_in = -1;
static int is_open, is_shown;
static struct termios saved_modes;
static int has_saved_modes;
static int is_utf8;
static char paste_on[32], paste_off[32];

// What leaves the screen, put together beforehand: a crash has no time for curses.
static char leave_bytes[256];
static volatile sig_atomic_t leave_count;

// MARK: The locale

int cncurses_use_locale(void) {
  if (!setlocale(LC_CTYPE, "")) {
    const char *names[] = {getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG")};
    for (int i = 0; i < 3; i++) {
      if (!names[i] || !*names[i]) continue;
      if (strcasestr(names[i], "utf-8") || strcasestr(names[i], "utf8")) setlocale(LC_CTYPE, "C.UTF-8");
      break;
    }
  }
  is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  return is_utf8;
}

// MARK: The screen

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written < 0 && errno == EAGAIN) {
      struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
      if (poll(&ready, 1, 1000) <= 0) return;
    } else if (written < 0 && errno != EINTR) {
      return;
    }
  }
}

static char *collect_at;
static int collect(int byte) {
  if (collect_at < leave_bytes + sizeof leave_bytes) *collect_at++ = (char)byte;
  return byte;
}

static void collect_string(const char *capability) {
  const char *value = tigetstr(capability);
  if (value && value != (char *)-1) tputs(value, 1, collect);
}

static void prepare_leaving(void) {
  collect_at = leave_bytes;
  collect_string("sgr0");
  collect_string("op");
  collect_string("cnorm");
  for (const char *byte = paste_off; *byte; byte++) collect(*byte);
  const char *region = tigetstr("csr");
  if (region && region != (char *)-1) tputs(tiparm(region, 0, LINES - 1), 1, collect);
  collect_string("rmcup");
  if (collect_at < leave_bytes + sizeof leave_bytes) *collect_at++ = '\r';
  leave_count = (sig_atomic_t)(collect_at - leave_bytes);
}

int cncurses_check(const char *type, int out) {
  int status = 0;
  if (setupterm(type, out, &status) != OK) return 1;
  const char *move = tigetstr("cup"), *clear = tigetstr("clear");
  int can = move && move != (char *)-1 && clear && clear != (char *)-1;
  del_curterm(cur_term);
  return can ? 0 : 2;
}

int cncurses_open(const char *type, int out, int in, int want_colors) {
  terminal_out = out;
  terminal_in = in;
  has_saved_modes = tcgetattr(in, &saved_modes) == 0;
  FILE *output = fdopen(dup(out), "w"), *input = fdopen(dup(in), "r");
  if (!output || !input) return 0;
  int width, height;
  cncurses_size(&width, &height);
  use_tioctl(TRUE);  // sizes come from the kernel; LINES and COLUMNS may be stale
  if (!newterm(type, output, input)) return 0;
  is_open = 1;
  if (height != LINES || width != COLS) resizeterm(height, width);
  raw();
  noecho();
  nonl();
  typeahead(-1);  // a frame is always painted whole; the run loop alone reads keys
  idlok(stdscr, TRUE);  // whole rows that moved are scrolled, not sent again
  leaveok(stdscr, FALSE);
  if (want_colors && has_colors()) {
    start_color();
    use_default_colors();
  }
  const char *on = tigetstr("BE"), *off = tigetstr("BD");
  if (on && off && on != (char *)-1 && off != (char *)-1) {
    snprintf(paste_on, sizeof paste_on, "%s", on);
    snprintf(paste_off, sizeof paste_off, "%s", off);
  }
  prepare_leaving();
  return 1;
}

void cncurses_size(int *width, int *height) {
  struct winsize size = {0};
  if (ioctl(terminal_out, TIOCGWINSZ, &size) != 0) size.ws_col = size.ws_row = 0;
  *width = size.ws_col ? size.ws_col : 80;
  *height = size.ws_row ? size.ws_row : 24;
}

void cncurses_resize(int width, int height) {
  resizeterm(height, width);
  clearok(curscr, TRUE);
  prepare_leaving();
}

int cncurses_has_colors(void) { return is_open && has_colors(); }
int cncurses_colors(void) { return COLORS; }

int cncurses_has_italic(void) {
  const char *on = tigetstr("sitm");
  return on && on != (char *)-1;
}

int cncurses_pair(int foreground, int background) {
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
}

void cncurses_erase(void) { werase(stdscr); }

void cncurses_put(int row, int column, const wchar_t *characters, int count, int cells, int attributes, int pair) {
  wchar_t text[8];
  int length = 0;
  for (int i = 0; i < count && length < 5; i++) {
    if (i == 0 || wcwidth(characters[i]) == 0) text[length++] = characters[i];
  }
  text[length] = 0;
  int substitute = length == 0 || wcwidth(text[0]) != cells;
  if (substitute) {
    text[0] = is_utf8 ? 0xFFFD : L'?';
    text[1] = 0;
  }
  attr_t style = 0;
  if (attributes & CNCURSES_BOLD) style |= WA_BOLD;
  if (attributes & CNCURSES_DIM) style |= WA_DIM;
  if (attributes & CNCURSES_ITALIC) style |= WA_ITALIC;
  if (attributes & CNCURSES_UNDERLINE) style |= WA_UNDERLINE;
  if (attributes & CNCURSES_REVERSE) style |= WA_REVERSE;
  cchar_t cell;
  if (setcchar(&cell, text, style, (short)pair, NULL) == ERR) return;
  mvadd_wch(row, column, &cell);
  if (substitute && cells == 2) {
    text[0] = L' ';
    if (setcchar(&cell, text, style, (short)pair, NULL) != ERR) mvadd_wch(row, column + 1, &cell);
  }
}

void cncurses_update(int row, int column) {
  static int shown_cursor = -1;
  int want = row >= 0;
  if (!is_shown) {
    shown_cursor = -1;
    if (paste_on[0]) write_all(terminal_out, paste_on, strlen(paste_on));
    is_shown = 1;
  }
  if (want) move(row, column);
  if (shown_cursor != want) {
    curs_set(want);
    shown_cursor = want;
  }
  wnoutrefresh(stdscr);
  doupdate();
}

void cncurses_forget(void) { clearok(curscr, TRUE); }

void cncurses_leave(void) {
  if (!is_open) return;
  if (is_shown) {
    is_shown = 0;
    if (paste_off[0]) write_all(terminal_out, paste_off, strlen(paste_off));
    // curses gave the scrolling region its rows of the time; a terminal that was resized since may still keep it. endwin sets the cursor.
    const char *region = tigetstr("csr");
    if (region && region != (char *)-1) {
      const char *whole = tiparm(region, 0, LINES - 1);
      if (whole) write_all(terminal_out, whole, strlen(whole));
    }
    endwin();
  }
  // Also where nothing was shown: opening has set the keyboard's modes.
  if (has_saved_modes) tcsetattr(terminal_in, TCSADRAIN, &saved_modes);
}

void cncurses_write(const uint8_t *bytes, int count) { write_all(terminal_out, (const char *)bytes, (size_t)count); }

// MARK: Signals

static int pipe_in = -1, pipe_out = -1;

static void note(int number) {
  int error = errno;
  char byte = (char)number;
  ssize_t written = write(pipe_in, &byte, 1);
  (void)written;  // the pipe is full: the run loop has enough to wake up for
  errno = error;
}

static void crash(int number) {
  if (is_shown) {
    write_all(terminal_out, leave_bytes, (size_t)leave_count);
    if (has_saved_modes) tcsetattr(terminal_in, TCSANOW, &saved_modes);
  }
  signal(number, SIG_DFL);
  raise(number);
}

static const int watched[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP};

int cncurses_watch_signals(void) {
  int ends[2];
  if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
  pipe_out = ends[0];
  pipe_in = ends[1];
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  // Whoever started us may have had them blocked.
  sigset_t open_set;
  sigemptyset(&open_set);
  for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) {
    sigaction(watched[i], &action, NULL);
    sigaddset(&open_set, watched[i]);
  }
  pthread_sigmask(SIG_UNBLOCK, &open_set, NULL);
  signal(SIGPIPE, SIG_IGN);
  // A stack that overflowed can't hold the handler's frame.
  static char other_stack[1 << 16];
  stack_t stack = {.ss_sp = other_stack, .ss_size = sizeof other_stack};
  sigaltstack(&stack, NULL);
  struct sigaction last = {.sa_handler = crash, .sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER};
  sigemptyset(&last.sa_mask);
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) sigaction(fatal[i], &last, NULL);
  return pipe_out;
}

void cncurses_wake(void) { note(0); }

void cncurses_stop(int group) {
  struct sigaction old, plain = {.sa_handler = SIG_DFL};
  sigaction(SIGTSTP, &plain, &old);
  kill(group ? 0 : getpid(), SIGTSTP);
  // Another thread may take the signal, a moment after we go on: the byte of SIGCONT says that it is over. A group without a
  // shell to wake it is never stopped.
  struct pollfd over = {.fd = pipe_out, .events = POLLIN};
  while (poll(&over, 1, 200) < 0 && errno == EINTR) {}
  sigaction(SIGTSTP, &old, NULL);
}

void cncurses_lend(int lent) {
  struct sigaction watch = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigfillset(&watch.sa_mask);
  struct sigaction ignore = {.sa_handler = SIG_IGN}, plain = {.sa_handler = SIG_DFL};
  sigaction(SIGINT, lent ? &ignore : &watch, NULL);
  sigaction(SIGQUIT, lent ? &ignore : &watch, NULL);
  sigaction(SIGTSTP, lent ? &plain : &watch, NULL);
}

void cncurses_die(int number) {
  signal(number, SIG_DFL);
  raise(number);
  _exit(128 + number);
}
