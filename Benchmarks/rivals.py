"""The article of each page by another extractor, for `make bench`.

rivals.py trafilatura|readability PAGE...
"""
import sys


def trafilatura():
    from trafilatura import extract

    return lambda page: extract(page, favor_precision=True, include_comments=False)


def readability():
    from readability import Document

    return lambda page: Document(page).summary()


def main():
    extract = {"trafilatura": trafilatura, "readability": readability}[sys.argv[1]]()
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            page = file.read()
        try:
            print(extract(page.decode("utf-8", "replace")))
        except Exception as error:  # a page that it can't read is no reason to stop: its time counts all the same
            print(f"{path}: {error}", file=sys.stderr)


main()
