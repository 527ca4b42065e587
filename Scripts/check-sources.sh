#!/usr/bin/env bash
# What the formatter does not check: every Swift file begins with a comment of what it is for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bad=0
while IFS= read -r file; do
  case $(head -n 1 "$file") in
    ///*) ;;
    *) echo "$file:1: begins with no /// comment of what the file is for" >&2; bad=1 ;;
  esac
done < <(git ls-files 'Sources/*.swift' 'Tests/*.swift')
exit $bad
