#!/usr/bin/env python3
"""Fits the weights of Sources/DigestCore/Article/HeadlineSigns.swift: a logistic regression over texts whose headlines are known.

  fit_headlines.py --digest .build/release/digest --gold ../shared/corpora/sections/headings [--write] [--ridge 2]
                   [--marked FILE...] [--none FILE...] [--weight 0.3]

The rows come from `digest signs FILE...`: the short blocks of each text and the names of the signs that hold.
--gold    a folder with gold.jsonl and the texts that it names: their true subheads
--marked  texts whose headlines have # signs: these are taken off, and the lines that had them are the true ones
--none    texts in which nothing is a headline but lines in capitals, which are left out
--weight  how much a row of these two counts beside one of the gold's
Prints the cross-validated score over the gold (its texts in ten parts) and the weights; --write puts them, rounded to tenths, into the
table. Signs below "Set by hand" keep theirs and are counted in. Needs numpy.
"""
import argparse, json, pathlib, re, subprocess, tempfile

import numpy as np

TABLE = pathlib.Path(__file__).resolve().parent.parent / "Sources/DigestCore/Article/HeadlineSigns.swift"
SIGN = re.compile(r'Sign\("([^"]+)", (-?[\d.]+)\)')


def fold(s): return re.sub(r"\s+", " ", s or "").strip()


def fit(x, y, offset, weight, ridge, rounds=60):
    """Newton's method; each weight is drawn to zero."""
    w = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ w + offset, -30, 30)))
        gradient = x.T @ (weight * (p - y)) + ridge * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if abs(step).max() < 1e-4: break
    return w


def rows(digest, files):
    """(file, text, names of signs) for each short block."""
    out = subprocess.run([digest, "signs", *files], capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        file, text, *signs = line.split("\t")
        yield file, fold(text), signs


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--digest", required=True); ap.add_argument("--gold", required=True)
    ap.add_argument("--marked", nargs="*", default=[]); ap.add_argument("--none", nargs="*", default=[])
    ap.add_argument("--weight", type=float, default=0.3)
    ap.add_argument("--ridge", type=float, default=2.0); ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    folder = pathlib.Path(a.gold)
    gold = {str(folder / g["file"]): g for g in map(json.loads, open(folder / "gold.jsonl", encoding="utf-8"))}
    fitted, by_hand = TABLE.read_text().split("// Set by hand.")
    names = [n for n, _ in SIGN.findall(fitted)]
    place = {n: i for i, n in enumerate(names)}
    hand = {n: float(v) for n, v in SIGN.findall(by_hand)}
    data = []

    def add(file, signs, label, weight):
        row = np.zeros(len(names))
        for s in signs:
            if s in place: row[place[s]] = 1
        data.append((file, row, label, sum(hand.get(s, 0) for s in signs), weight))

    for file, text, signs in rows(a.digest, gold):
        g = gold[file]
        true = {fold(h["text"]) for h in g["headings"]}
        if text != fold(g["title"]) and (text in true or text not in set(map(fold, g["optional"]))): add(file, signs, text in true, 1.0)
    with tempfile.TemporaryDirectory() as bare:
        true = {}
        for i, name in enumerate(a.marked):
            lines = pathlib.Path(name).read_text(encoding="utf-8").split("\n")
            copy = f"{bare}/{i}.txt"
            true[copy] = {fold(l.lstrip("#")) for l in lines if re.match(r"##+ ", l)}, fold(lines[0].lstrip("# "))
            pathlib.Path(copy).write_text("\n".join(re.sub(r"^#+ ", "", l) for l in lines), encoding="utf-8")
        for file, text, signs in rows(a.digest, true) if true else []:
            heads, title = true[file]
            if text != title: add(file, signs, text in heads, a.weight)
    for file, text, signs in rows(a.digest, a.none) if a.none else []:
        if text.upper() != text: add(file, signs, False, a.weight)

    files = [d[0] for d in data]
    x, y, offset, weight = (np.array([d[i] for d in data], float) for i in range(1, 5))
    order = sorted(gold)
    part = np.array([order.index(f) % 10 if f in gold else -1 for f in files])
    hit = claimed = 0
    for k in range(10):
        w = fit(x[part != k], y[part != k], offset[part != k], weight[part != k], a.ridge)
        got = x[part == k] @ w + offset[part == k] > 0
        hit += (got & (y[part == k] > 0)).sum(); claimed += got.sum()
    lines = sum(len(g["headings"]) for g in gold.values())
    p, r = hit / claimed, hit / lines
    print(f"rows {len(y)}; cross-validated precision {100 * p:.1f} recall {100 * r:.1f} F1 {200 * p * r / (p + r):.1f}, false {claimed - hit}")
    w = fit(x, y, offset, weight, a.ridge)
    got = x @ w + offset > 0
    for kind, rest in (("gold", part >= 0), ("others", part < 0)):
        hit, claimed, lines = (got & (y > 0))[rest].sum(), got[rest].sum(), y[rest].sum()
        if lines: print(f"{kind}: precision {100 * hit / claimed:.1f} recall {100 * hit / lines:.1f} F1 {200 * hit / (claimed + lines):.1f}, false {claimed - hit}")
    for n, v in zip(names, w): print(f"{v:6.1f}  {int(x[:, place[n]].sum()):5d}  {n}")
    if a.write:
        weights = {n: f"{v:.1f}".replace("-0.0", "0.0") for n, v in zip(names, w)}
        short = lambda s: s[:-2] if s.endswith(".0") else s
        TABLE.write_text(SIGN.sub(lambda m: f'Sign("{m[1]}", {short(weights[m[1]])})', fitted) + "// Set by hand." + by_hand)


if __name__ == "__main__":
    main()
