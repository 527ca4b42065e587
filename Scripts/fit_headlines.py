#!/usr/bin/env python3
"""Fits the weights of Sources/DigestCore/Article/HeadlineSigns.swift: a logistic regression over texts whose headlines are known.

  fit_headlines.py --digest .build/release/digest --gold ../shared/corpora/sections/headings [--write] [--ridge 1.0]

The rows come from `digest signs FILE...`: the short blocks of each text and the names of the signs that hold. Prints the cross-validated
score (the texts in ten parts) and the weights; --write puts them, rounded to tenths, into the table. Signs below "Set by hand" keep theirs.
Needs numpy.
"""
import argparse, json, pathlib, re, subprocess

import numpy as np

TABLE = pathlib.Path(__file__).resolve().parent.parent / "Sources/DigestCore/Article/HeadlineSigns.swift"
SIGN = re.compile(r'Sign\("([^"]+)", (-?[\d.]+)\)')


def fold(s): return re.sub(r"\s+", " ", s or "").strip()


def fit(x, y, prior, ridge, rounds=60):
    """Newton's method; each weight is drawn to its prior."""
    w = prior.copy()
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge * (w - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if abs(step).max() < 1e-4: break
    return w


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--digest", required=True); ap.add_argument("--gold", required=True)
    ap.add_argument("--ridge", type=float, default=1.0); ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    folder = pathlib.Path(a.gold)
    gold = {str(folder / g["file"]): g for g in map(json.loads, open(folder / "gold.jsonl", encoding="utf-8"))}
    fitted, by_hand = TABLE.read_text().split("// Set by hand.")
    names = [n for n, _ in SIGN.findall(fitted)]
    place = {n: i for i, n in enumerate(names)}
    prior = np.zeros(len(names))
    out = subprocess.run([a.digest, "signs", *gold], capture_output=True, text=True, check=True).stdout
    xs, ys, files = [], [], []
    for line in out.splitlines():
        file, text, *signs = line.split("\t")
        g = gold[file]
        if fold(text) == fold(g["title"]): continue
        true = {fold(h["text"]) for h in g["headings"]}
        if fold(text) in set(map(fold, g["optional"])) - true: continue
        row = np.zeros(len(names))
        for s in signs:
            if s in place: row[place[s]] = 1
        xs.append(row); ys.append(fold(text) in true); files.append(file)
    x, y = np.array(xs), np.array(ys, float)
    order = sorted(gold)
    part = np.array([order.index(f) % 10 for f in files])
    hit = claimed = 0
    for k in range(10):
        w = fit(x[part != k], y[part != k], prior, a.ridge)
        got = x[part == k] @ w > 0
        hit += (got & (y[part == k] > 0)).sum(); claimed += got.sum()
    lines = sum(len(g["headings"]) for g in gold.values())
    p, r = hit / claimed, hit / lines
    print(f"rows {len(y)}, headlines {int(y.sum())} of {lines}; cross-validated precision {100 * p:.1f} recall {100 * r:.1f} F1 {200 * p * r / (p + r):.1f}, false {claimed - hit}")
    w = fit(x, y, prior, a.ridge)
    got = x @ w > 0
    hit, claimed = (got & (y > 0)).sum(), got.sum()
    print(f"on all: precision {100 * hit / claimed:.1f} recall {100 * hit / lines:.1f} F1 {200 * hit / (claimed + lines):.1f}")
    for n, v in zip(names, w): print(f"{v:6.1f}  {int(x[:, place[n]].sum()):5d}  {n}")
    if a.write:
        weights = {n: f"{v:.1f}".replace("-0.0", "0.0") for n, v in zip(names, w)}
        short = lambda s: s[:-2] if s.endswith(".0") else s
        TABLE.write_text(SIGN.sub(lambda m: f'Sign("{m[1]}", {short(weights[m[1]])})', fitted) + "// Set by hand." + by_hand)


if __name__ == "__main__":
    main()
