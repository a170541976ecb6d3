"""One contestant that is written for Python over pages: what measure.ts does in Node, for these.

Usage: python measure.py CONTESTANT PAGES OUT WARM_UP
PAGES is a line of JSON a page: id, url and file, gzipped or not. Writes what was found to OUT, a page a line, and prints what it took.
"""

import gzip
import json
import logging
import resource
import sys
import time
from pathlib import Path


def trafilatura(html, url):
    from trafilatura import bare_extraction

    found = bare_extraction(html, url=url, include_comments=False, with_metadata=True)
    return found and (found.text, found.title, found.author, found.date)


def rs_trafilatura(html, url):
    from rs_trafilatura import extract

    found = extract(html, url=url)
    return found.main_content, found.title, found.author, found.date, found.page_type


CONTESTANTS = {"trafilatura": trafilatura, "rs-trafilatura": rs_trafilatura}
FIELDS = ("text", "title", "author", "date", "kind")


def main(name, pages, out, warm_up):
    # What contestants log about strange pages is none of our output.
    logging.disable(logging.CRITICAL)
    extract = CONTESTANTS[name]
    rows = [json.loads(line) for line in Path(pages).read_text("utf8").splitlines()]
    for row in rows[: int(warm_up)]:
        attempt(extract, row)
    cpu = failed = 0
    with open(out, "w", encoding="utf8") as file:
        for row in rows:
            seconds, found = attempt(extract, row)
            cpu += seconds
            failed += found is None
            read = {field: str(value or "") for field, value in zip(FIELDS, found or ("",) * 4)}
            file.write(json.dumps([row["id"], read]) + "\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpuMs": 1000 * cpu / len(rows), "peakMB": peak, "failed": failed}))


def attempt(extract, row):
    """CPU seconds, and what was found: nothing and () where the contestant finds no text, None where it throws."""
    raw = Path(row["file"]).read_bytes()
    html = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf8", "replace")
    before = time.process_time()
    try:
        found = extract(html, row["url"]) or ()
    except Exception:
        found = None
    return time.process_time() - before, found


main(*sys.argv[1:])
