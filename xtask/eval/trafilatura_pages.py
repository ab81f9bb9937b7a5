"""Reads saved pages with trafilatura on one thread: a line of JSON for each page, and last the seconds that it took.

    trafilatura_pages.py ROUNDS PAGE...
"""

import json
import sys
import time
from pathlib import Path

import trafilatura

rounds, paths = int(sys.argv[1]), sys.argv[2:]
pages = [Path(path).read_bytes() for path in paths]
seconds = []
for _ in range(rounds):
    start = time.perf_counter()
    found = [trafilatura.bare_extraction(page, with_metadata=True, include_comments=False) for page in pages]
    seconds.append(time.perf_counter() - start)
for path, document in zip(paths, found):
    known = document.as_dict() if document else {}
    print(json.dumps({"path": path, "text": known.get("text") or "", "published": known.get("date")}))
print(json.dumps({"version": trafilatura.__version__, "seconds": seconds}))
