"""Our exports, read by tools that we did not write: everything comes back equal, in each form that has a field for it.

Bookmarks are kept by the program itself, of texts and with notes that hold the forms' own signs. What `bookmarks list
--json` says, read by Python's json, is the reference; every other form must give the same back.
"""
import csv, io, json, os, re, subprocess, sys, tempfile

import orgparse, yaml
from markdown_it import MarkdownIt

PROGRAM = sys.argv[1]

FERRIES = """A title: with "quotes", # signs & <angles> | 🚢

By Mara Ekdal

The harbour board met on Monday and talked for three hours about boats, money and the dark months of the year.

“We *will not* run _empty_ boats for the [look] of it & nothing else,” said Jonas Brandt, who leads the company. He left at noon.

“Boats are roads,” said Hanne Lind, a nurse. “Nobody asks a road to make `money`.”

Who pays < after > two years

# A line that begins like a headline, but is a sentence that somebody wrote in the paper yesterday.

> A line that begins like a quotation, with a | bar | in it and $5 or $6 to pay for each of the crossings.

- A line that begins like an item; it ends with two stars ** and a backslash \\ in the middle of it all.

1. A line that begins like a numbered item &amp; has a reference in it, as the clerk of the court had typed.

* A line that begins like an Org headline, with [[links]] and :tags: and #+begin_quote in the middle of it.

#+end_quote A line that begins like the end of an Org block, which it is not, as every reader of it can see.

| A line that begins like | a table, which is | none at all | although it has all of the bars that one has.

--- A line that begins like a rule, and then goes on 👩‍🚀 with emoji 🏳️‍🌈, “curly” and "straight" marks, ~~struck~~ too.

=== A line that begins with equals signs, and 中文，逗号、句号。 in the middle, and é written as e with an accent: é.

Commas, "quotes" and; semicolons: all of them, "like ""this"" one", stand in one line of the paper, as the CSV fears.
"""

TRAINS = """夜间列车：没有人等

列车九点停运。“没有人会在冷风里等一个小时，”站长王明说。

市政府说，这条线路每年亏损三百万元，而且“没有人”愿意接手。
"""

# No CLOCK line: orgparse takes one out of the middle of a line too, where no comma can help.
NOTES = [
    "plain", "# no headline", "> no quotation\n> in two lines", "- one\n- two", "1. one\n2. two", "* one\n** two", "`code` and <b>bold</b> & &amp;",
    "[a](b) *c* _d_ ~~e~~ |f| $g$ ^h", "a\n\nb\n\n\nc", "---\n===\n+++", ":PROPERTIES:\n:ID: x\n:END:", "#+begin_quote\nx\n#+end_quote",
    ",* comma\n,,#+x", "say \"yes\", \"no\"", "emoji 👩‍🚀🏳️‍🌈 中文 é", "two  spaces  inside\n   and before\nand after   \nend", "back\\slash \\* \\",
    "| a | b |\n|---|---|\n| 1 | 2 |", "    four spaces", "tab\there", "SCHEDULED: <2026-01-01 Thu>", "setext\n---",
    "setext\n===", "a  \nb", "https://example.org/a_b_c?d=e&f=g", "ends with a colon:", "~~~\nfence\n~~~", "```\nfence\n```", "[x]: /link", "&#32;",
    "— not a speaker", "#hash #tag", "^d-abc", "<!-- comment -->", "=cmd|' /C calc'!A0", "[fn:1] note", "%% comment %%",
]
TAGS = [["money"], ["money", "łódź", "中文"], ["a_b*c", "x|y"], ["c++", "#x", "[b]"], []]


def run(*arguments, data):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, env={**os.environ, "XDG_DATA_HOME": data})
    if done.returncode:
        sys.exit(f"interop: {arguments}: {done.stderr.decode()}")
    return done.stdout


def keep_bookmarks(folder):
    """Bookmarks of two articles: each paragraph with another note, quotations, sections."""
    number = 0
    for name, text in (("ferries.txt", FERRIES), ("trains.txt", TRAINS)):
        path = os.path.join(folder, name)
        with open(path, "w") as file:
            file.write(text)
        article = json.loads(run("analyze", path, data=folder))
        chosen = [("--exact", paragraph["text"]) for section in article["sections"] for paragraph in section["paragraphs"]]
        chosen += [("--quotation", str(index + 1)) for index in range(len(article["quotes"]))]
        chosen += [("--section", str(index + 1)) for index in range(len(article["sections"]))]
        wanted = len(NOTES) if name == "ferries.txt" else len(chosen)
        for index in range(max(wanted, len(chosen))):
            option = chosen[index % len(chosen)]
            arguments = ["bookmarks", "add", path, "=".join(option), "--note=" + NOTES[number % len(NOTES)]]
            for tag in TAGS[number % len(TAGS)]:
                arguments += ["--tag", tag]
            run(*arguments, data=folder)
            number += 1


def shown_speaker(bookmark):
    if bookmark["speaker"] is None:
        return None
    return ("probably " if bookmark["confidence"] == "probable" else "") + bookmark["speaker"]


# Each reader gives, by bookmark, what its form has a field for.


def read_markdown(text, reference):
    tokens = MarkdownIt("commonmark").parse(text)
    found, section, current = {}, None, None
    quoted, after = [], []

    def words(inline):
        out = []
        for child in inline.children:
            if child.type in ("softbreak", "hardbreak"):
                out.append("\n")
            elif child.type in ("text", "text_special"):
                out.append(child.content)
            else:
                out.append(f"⟪{child.type}⟫")
        return "".join(out)

    def finish():
        if not quoted:
            return
        identifier = words(after[0]).removeprefix("^d-")
        bookmark = reference.get(identifier)
        if bookmark is None:
            found[identifier] = None
            return
        parts = [words(inline) for inline in quoted]
        speaker = parts.pop().removeprefix("— ") if bookmark["speaker"] is not None else None
        rest = after[1:]
        tags = []
        # Only an own sign stands without a backslash.
        if rest and rest[-1].content.startswith("#"):
            tags = [tag[1:] for tag in words(rest.pop()).split(" ")]
        note = "\n\n".join(words(inline) for inline in rest) or None
        found[identifier] = {"exact": "\n\n".join(parts), "shown": speaker, "note": note, "tags": tags, "sectionHeadline": section}

    in_quote = False
    kind = None
    for token in tokens:
        if token.type == "heading_open":
            kind = token.tag
            finish()
            quoted, after = [], []
        elif token.type == "blockquote_open":
            finish()
            quoted, after, in_quote = [], [], True
        elif token.type == "blockquote_close":
            in_quote = False
        elif token.type == "inline":
            if kind:
                section = words(token) if kind == "h2" else section
            elif in_quote:
                quoted.append(token)
            else:
                after.append(token)
        elif token.type == "heading_close":
            kind = None
        elif token.type not in ("paragraph_open", "paragraph_close") and not token.type.startswith(("bullet_list", "list_item")):
            found[token.type] = None
    finish()
    return found


def read_org(text, reference):
    # As Org takes its own commas away.
    sign = re.compile(r"^([ \t]*),(,*(?:\*|#|:|\||\[fn:|CLOCK:|SCHEDULED:|DEADLINE:|CLOSED:|-----|\\begin\{))")
    found = {}
    for node in orgparse.loads(text)[1:]:
        if node.level != 3:
            continue
        lines = node.get_body(format="raw").split("\n")
        begin, end = lines.index("#+begin_quote"), lines.index("#+end_quote")
        lines = [sign.sub(r"\1\2", line) for line in lines]
        speaker = node.properties.get("SPEAKER")
        quoted = lines[begin + 1 : end]
        if speaker is not None:
            if quoted[-2:] != ["", "— " + speaker]:
                speaker = quoted
            quoted = quoted[:-2]
        note = "\n".join(lines[end + 2 :])
        found[node.properties["CUSTOM_ID"].removeprefix("d-")] = {
            "exact": "\n".join(quoted), "shown": speaker, "note": note.removesuffix("\n") or None,
            "tags": node.properties.get("TAGS", "").split(), "sectionHeadline": node.parent.heading,
        }
    return found


def read_csv(text, reference):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    # The form has no field for the identifier: the place in the order is one.
    order = {}
    for identifier, bookmark in reference.items():
        order.setdefault(bookmark["title"], []).append(identifier)
    found = {}
    for row in rows:
        identifier = order[row["Title"]][int(row["Location"]) - 1]
        note, _, last = row["Note"].rpartition("\n")
        tags = [word[1:] for word in last.split(" ")] if reference[identifier]["tags"] else []
        date = row["Date"].replace(" ", "T") + "Z"
        found[identifier] = {"exact": row["Highlight"], "note": (note if tags else row["Note"]) or None, "tags": tags, "created": date, "title": row["Title"]}
    return found


def read_jsonld(text, reference):
    collection = json.loads(text)
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld" and collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(collection["first"]["items"])
    found = {}
    for item in collection["first"]["items"]:
        body = lambda purpose: [part["value"] for part in item["body"] if part["purpose"] == purpose]
        selectors = {selector["type"]: selector for selector in item["target"]["selector"]}
        quote, position = selectors["TextQuoteSelector"], selectors["TextPositionSelector"]
        found[item["id"].rpartition(":")[2]] = {
            "exact": quote["exact"], "prefix": quote["prefix"], "suffix": quote["suffix"], "start": position["start"], "end": position["end"],
            "note": (body("commenting") or [None])[0], "tags": body("tagging"), "speaker": (body("identifying") or [None])[0],
            "created": item["created"], "modified": item["modified"],
        }
    return found


READERS = {"markdown": read_markdown, "org": read_org, "csv": read_csv, "jsonld": read_jsonld}


def compare(what, found, reference):
    wrong = []
    for identifier in sorted(set(found) | set(reference)):
        ours, theirs = reference.get(identifier), found.get(identifier)
        if ours is None or theirs is None:
            wrong.append(f"{identifier}: {'missing' if theirs is None else 'not ours'}")
            continue
        for field, value in theirs.items():
            expected = shown_speaker(ours) if field == "shown" else ours[field]
            if value != expected:
                wrong.append(f"{identifier}: {field}: {expected!r} came back as {value!r}")
    print(f"interop: {what}: {len(reference)} bookmarks, {len(wrong)} differences")
    for line in wrong[:20]:
        print("  " + line)
    return len(wrong)


def check_front_matter(text, bookmarks):
    _, front, body = text.split("---\n", 2)
    fields = yaml.safe_load(front)
    first = bookmarks[0]
    tags = list(dict.fromkeys(tag for bookmark in bookmarks for tag in bookmark["tags"]))
    expected = {"title": first["title"], "source": first["source"], "tags": tags, "saved": min(bookmark["created"] for bookmark in bookmarks)}
    wrong = [name for name, value in expected.items() if fields.get(name) != value]
    print(f"interop: YAML front matter: {len(fields)} fields, {len(wrong)} differences {wrong or ''}")
    return body, len(wrong)


def main():
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        keep_bookmarks(folder)
        everything = [json.loads(line) for line in run("bookmarks", "list", "--json", data=folder).decode().splitlines()]
        for bookmark in everything:
            if bookmark["note"] is not None and bookmark["note"] not in [note.strip() for note in NOTES]:
                sys.exit(f"interop: a note changed on its way in: {bookmark['note']!r}")
        for name in ("ferries.txt", "trains.txt", None):
            path = name and os.path.join(folder, name)
            chosen = [bookmark for bookmark in everything if path in (None, bookmark["source"])]
            reference = {bookmark["id"]: bookmark for bookmark in chosen}
            for form, read in READERS.items():
                arguments = ["bookmarks", "export", "--format", form] + ([path] if path else [])
                text = run(*arguments, data=folder).decode()
                if text.encode() != run(*arguments, data=folder):
                    sys.exit(f"interop: {form}: the same bookmarks gave other bytes")
                if form == "markdown" and path:
                    text, differences = check_front_matter(text, chosen)
                    wrong += differences
                wrong += compare(f"{form}, {name or 'all articles'}", read(text, reference), reference)
    sys.exit(1 if wrong else 0)


main()
