"""What does spaCy find in these texts?

Arguments: the package of a pipeline, a file that lists the texts' paths (one a line, UTF-8) and the file to write.
Each line that is written holds what spaCy says of one text, in the order of the list, as `casus syntax --format json`
writes it. The last line of the standard output is JSON that says which versions were at work.
"""

import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import spacy

# Longer than any text: the limit guards the memory of small machines, and the parser's results do not depend on it.
LENGTH_MAX = 2_000_000_000


def load(package):
    """Returns the pipeline of an installed package."""
    nlp = spacy.load(package)
    nlp.max_length = LENGTH_MAX
    return nlp


def texts(paths):
    """Reads texts as they are: as bytes, so that no end of a line is translated."""
    for path in paths:
        yield Path(path).read_bytes().decode("utf-8")


def row(token):
    """Returns a token's columns; offsets are code points, as in every Python string."""
    return [
        token.idx,
        token.idx + len(token),
        token.tag_,
        token.pos_,
        token.lemma_,
        token.head.i,
        token.dep_,
        1 if token.is_sent_start else 0,
        token.ent_type_,
        token.ent_iob_,
    ]


def listed(path):
    """Returns the paths in a list."""
    return Path(path).read_text(encoding="utf-8").splitlines()


def versions(nlp):
    """Returns what was at work, for the report."""
    names = ("spacy", "thinc", "blis", "numpy")
    found = {name: version(name) for name in names}
    pipeline = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    return {"pipeline": pipeline, "python": platform.python_version(), **found}


def main():
    package, list_path, out_path = sys.argv[1:]
    paths = listed(list_path)
    nlp = load(package)
    with open(out_path, "w", encoding="utf-8", newline="\n") as out:
        for path, doc in zip(paths, nlp.pipe(texts(paths))):
            line = {"path": path, "tokens": [row(token) for token in doc]}
            out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(json.dumps(versions(nlp)))


if __name__ == "__main__":
    main()
