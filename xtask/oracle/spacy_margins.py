"""How close were spaCy's decisions where somebody else decides otherwise?

Arguments: the package of a pipeline, a file of JSON lines `{"path", "tokens": [index, …]}` that name the tokens of
interest in each text, the file that spacy_tokens.py wrote, and the file to write. Each line that is written is

    {"path", "tag": {index: closeness}, "tree": …, "entity": …, "alone": [index, …]}

A closeness is the score of the best label or move less that of the second best that is allowed, with both names. For
the tree and the entities it is that of the closest move up to the last one that has the token at hand, because an
early move decides what later ones can be: `at` is the token at the head of the buffer then, `nearer` counts the moves
of the whole text that are as close, and `moves` all of them. `alone` lists the tokens to which spaCy itself gives
something else when it reads the text alone, and not in a batch with the others.
"""

import json
import sys
from pathlib import Path

import numpy
from spacy.pipeline import DependencyParser, EntityRecognizer, Tagger

from spacy_tokens import load, row


def best_two(moves, state, scores):
    """Returns the two best moves that are allowed in a state."""
    found = []
    for index in numpy.argsort(-scores, kind="stable"):
        if moves.is_valid(state, moves.get_class_name(int(index))):
            found.append(int(index))
            if len(found) == 2:
                break
    return found


def decisions(pipe, doc):
    """Runs a transition system over a document; returns each move's closeness and the tokens at hand."""
    model = pipe.model.predict([doc])
    states = pipe.moves.init_batch([doc])
    found = []
    while states:
        scores = model.predict(states)
        two = best_two(pipe.moves, states[0], scores[0])
        if len(two) == 2:
            names = [pipe.moves.get_class_name(index) for index in two]
            margin = float(scores[0][two[0]]) - float(scores[0][two[1]])
            found.append((margin, names, states[0].S(0), states[0].B(0)))
        states = pipe.transition_states(states, scores)
    return found


def of_moves(pipe, doc, tokens):
    """Returns the closest move before or at each of some tokens."""
    moves = decisions(pipe, doc)
    found = {}
    for token in tokens:
        touching = [at for at, (_, _, top, front) in enumerate(moves) if token in (top, front)]
        if touching:
            margin, names, _, front = min(moves[: touching[-1] + 1], key=lambda move: move[0])
            nearer = sum(1 for move in moves if move[0] <= margin)
            found[token] = {"margin": margin, "names": names, "at": front, "nearer": nearer, "moves": len(moves)}
    return found


def of_labels(pipe, doc, tokens):
    """Returns how close the labels of some tokens were."""
    scores = pipe.model.predict([doc])[0]
    found = {}
    for token in tokens:
        second, best = numpy.argsort(scores[token], kind="stable")[-2:]
        margin = float(scores[token][best]) - float(scores[token][second])
        found[token] = {"margin": margin, "names": [pipe.labels[best], pipe.labels[second]]}
    return found


def closeness(nlp, text, tokens):
    """Reads a text alone; returns the closeness of what was decided about some tokens, and the rows of all."""
    doc = nlp.make_doc(text)
    found = {}
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, Tagger):
            found["tag"] = of_labels(pipe, doc, tokens)
        elif isinstance(pipe, DependencyParser):
            found["tree"] = of_moves(pipe, doc, tokens)
        elif isinstance(pipe, EntityRecognizer):
            found["entity"] = of_moves(pipe, doc, tokens)
        doc = pipe(doc)
    return found, [row(token) for token in doc]


def batched_rows(tokens_path, paths):
    """Returns the rows of some texts as they were written when all texts were read in batches."""
    found = {}
    with open(tokens_path, encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            if read["path"] in paths:
                found[read["path"]] = read["tokens"]
    return found


def main():
    package, wanted_path, tokens_path, out_path = sys.argv[1:]
    nlp = load(package)
    wanted = [json.loads(line) for line in Path(wanted_path).read_text(encoding="utf-8").splitlines()]
    batched = batched_rows(tokens_path, {line["path"] for line in wanted})
    with open(out_path, "w", encoding="utf-8", newline="\n") as out:
        for line in wanted:
            path, tokens = line["path"], line["tokens"]
            found, rows = closeness(nlp, Path(path).read_bytes().decode("utf-8"), tokens)
            found["path"] = path
            found["alone"] = [at for at, before in enumerate(batched[path]) if before != rows[at]]
            out.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
