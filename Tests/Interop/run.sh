#!/usr/bin/env bash
# Reads our exports with other people's tools. Usage: Tests/Interop/run.sh PROGRAM
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "${1:?usage: run.sh PROGRAM}")
tools=$here/../../.build/interop
# A folder of their own: nothing of the machine's Python is changed.
if ! "$tools/bin/python" -c 'import markdown_it, orgparse, yaml' 2>/dev/null; then
  rm -rf "$tools"
  if ! python3 -m venv "$tools" 2>/dev/null; then
    echo "interop: python3 with its venv module is missing; install the package python3-venv" >&2
    exit 1
  fi
  "$tools/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
fi
exec "$tools/bin/python" "$here/interop.py" "$program"
