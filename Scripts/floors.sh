#!/usr/bin/env bash
# Runs the scorers of ../shared on the program and compares their figures with our floors (Benchmarks/floors/*.tsv).
#
#   floors.sh PROGRAM
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$(readlink -f "$1")
score=../shared/score
if [ ! -d "$score" ]; then
  echo "=================================================================================="
  echo "SKIPPED: the scorers' floors. $score is not there, so no figure was checked."
  echo "=================================================================================="
  exit 0
fi
for table in Benchmarks/floors/*.tsv; do
  theirs="$score/floors/$(basename "$table")"
  echo "== $table"
  python3 "$score/floors.py" --digest "$program" ${theirs:+--at-least "$theirs"} "$table"
done
