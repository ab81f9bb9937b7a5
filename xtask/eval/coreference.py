"""Scores who is who: MUC, B³, CEAF-e, their mean (CoNLL) and LEA.

Arguments: pairs of files in the format of CoNLL-2012, KEY RESPONSE KEY RESPONSE …
Out comes one line of JSON a pair: for each measure, precision, recall and F1.
Entities with one mention are left out on both sides, as in the shared task of CoNLL-2012.
"""

import json
import re
import sys

from corefeval import Document, Scorer


def documents(path):
    """Returns the entities of each document of a file, as lists of mentions (first line, last line)."""
    found = {}
    name, row = None, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            begin = re.match(r"#begin document \((.*)\)", line)
            if begin:
                name, row = begin.group(1), 0
                found[name] = {}
                opened = {}
                continue
            if line.startswith("#") or not line.strip():
                continue
            for part in line.split()[-1].split("|"):
                number = part.strip("()")
                if part.startswith("("):
                    opened.setdefault(number, []).append(row)
                if part.endswith(")"):
                    found[name].setdefault(number, []).append((opened[number].pop(), row))
            row += 1
    return {name: [sorted(set(it)) for it in entities.values() if len(set(it)) > 1] for name, entities in found.items()}


def scored(key, response):
    """Returns the measures of a pair of files."""
    keys, responses = documents(key), documents(response)
    scorer = Scorer()
    for name in sorted(keys):
        scorer.update(Document(predicted=responses.get(name, []), truth=keys[name]))
    conll, measures = scorer.detailed_score("", "", verbose=False)
    return {"conll": conll, **{name: [it["precision"], it["recall"], it["f1"]] for name, it in measures.items()}}


def main():
    """Prints a line for each pair."""
    paths = sys.argv[1:]
    for key, response in zip(paths[::2], paths[1::2]):
        print(json.dumps(scored(key, response)))


if __name__ == "__main__":
    main()
