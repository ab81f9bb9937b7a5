"""How fast does spaCy load and read?

Arguments: the package of a pipeline, a file that lists the texts' paths (one a line, UTF-8) and sizes of a batch, with
commas between. Reads the texts once with each size and prints one line of JSON: the seconds that loading took without
the import of spaCy's modules, and for each size the number of tokens and the seconds.
"""

import json
import sys
import time

import spacy

from spacy_tokens import LENGTH_MAX, listed, texts


def reading(nlp, read, size):
    """Reads texts and keeps none of the documents, as a program would that works on a stream."""
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(read, batch_size=size))
    return {"batch": size, "tokens": tokens, "seconds": time.perf_counter() - start}


def main():
    package, list_path, sizes = sys.argv[1:]
    start = time.perf_counter()
    nlp = spacy.load(package)
    load_seconds = time.perf_counter() - start
    nlp.max_length = LENGTH_MAX
    read = list(texts(listed(list_path)))
    runs = [reading(nlp, read, int(size)) for size in sizes.split(",")]
    print(json.dumps({"load_seconds": load_seconds, "runs": runs}))


if __name__ == "__main__":
    main()
