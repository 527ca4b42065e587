#!/usr/bin/env bash
# Looks for the Debian packages that a task needs and installs what is missing, after saying so.
#
#   setup.sh TASK...     tasks: build, run, test, bench (the table below)
set -euo pipefail

packages_for() {
  case $1 in
    build) echo "libncurses-dev libicu-dev libcld2-dev libgumbo-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libarchive-dev libxml2-dev liblzma-dev zlib1g-dev libsqlite3-dev" ;;
    run) echo "curl poppler-utils libarchive13" ;;
    test) echo "tmux python3-venv" ;;
    bench) echo "less w3m pandoc python3-venv" ;;
    *) echo "setup.sh: $1: no such task; the tasks are build, run, test and bench" >&2; exit 2 ;;
  esac
}

if ! command -v swift >/dev/null; then
  echo "digest: swift is not on the PATH; install Swift 6.2 or newer from https://swift.org/install" >&2
  exit 1
fi

wanted=""
for task in "$@"; do wanted+=" $(packages_for "$task")"; done

if ! command -v dpkg-query >/dev/null; then
  # Not Debian: the headers tell whether the libraries are there.
  missing=""
  for header in ncursesw/curses.h curses.h unicode/ubrk.h cld2/public/compact_lang_det.h gumbo.h cmark-gfm.h archive.h libxml2/libxml/parser.h lzma.h zlib.h sqlite3.h; do
    [ -e "/usr/include/$header" ] || [ -e "/usr/local/include/$header" ] || [ "$header" = ncursesw/curses.h ] || missing+=" $header"
  done
  [ -z "$missing" ] && exit 0
  echo "digest: this machine has no apt and lacks$missing; install the equivalents of these Debian packages yourself:$wanted" >&2
  exit 1
fi

missing=""
for package in $wanted; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=" $package"
done
[ -n "$missing" ] || exit 0

echo "digest needs these Debian packages, which are missing:$missing"
as_root=""
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "digest: they need root to be installed, and there is no sudo; run as root: apt-get install$missing" >&2
    exit 1
  fi
  as_root=sudo
fi
echo "Installing them with ${as_root:+$as_root }apt-get."
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
# shellcheck disable=SC2086 # a list of names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq --no-install-recommends install -y $missing
