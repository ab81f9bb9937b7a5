"""Makes `random/`: a spaCy pipeline of random weights that is as small as can be, and what spaCy says with it.

Usage: python record.py FOLDER, with spaCy 3.8. The pipeline has the layers that larger ones are made of: hash embeddings of all
attributes, static vectors, windows of one and two, one to three pieces, and older versions of the architectures.
"""

import json
import pathlib
import sys

import numpy
import spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vectors import Vectors

folder = pathlib.Path(sys.argv[1])
generator = numpy.random.default_rng(7)
nlp = spacy.blank("en")

vectors = Vectors(data=generator.normal(size=(8, 5)).astype("f4"), strings=nlp.vocab.strings)
for index, word in enumerate("the a of Ruritania Syldavia pledged brigades truce to".split()):
    vectors.add(word, row=index % 8)


def tok2vec(version, embed, encode):
    return {"@architectures": f"spacy.Tok2Vec.{version}", "embed": embed, "encode": encode}


def embed(version, attributes):
    rows = [11 + index for index in range(len(attributes))]
    settings = {"width": 8, "attrs": attributes, "rows": rows, "include_static_vectors": True}
    return {"@architectures": f"spacy.MultiHashEmbed.{version}", **settings}


def encode(version, depth, pieces):
    settings = {"width": 8, "depth": depth, "window_size": 1, "maxout_pieces": pieces}
    return {"@architectures": f"spacy.MaxoutWindowEncoder.{version}", **settings}


def tagger(version, model):
    return {"model": {"@architectures": f"spacy.Tagger.{version}", "tok2vec": model}}


every = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "LOWER", "ORTH", "SPACY", "IS_SPACE"]
nlp.add_pipe("tok2vec", config={"model": tok2vec("v2", embed("v2", every), encode("v2", 3, 3))})
listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 8, "upstream": "tok2vec"}
nlp.add_pipe("tagger", config=tagger("v2", listener))
sizes = {"width": 20, "depth": 1, "embed_size": 12, "window_size": 2, "maxout_pieces": 2}
cnn = {"@architectures": "spacy.HashEmbedCNN.v2", **sizes, "subword_features": True, "pretrained_vectors": None}
nlp.add_pipe("morphologizer", config=tagger("v1", cnn))
senter = tok2vec("v1", embed("v1", ["NORM", "SPACY"]), encode("v1", 2, 1))
nlp.add_pipe("senter", config=tagger("v2", senter))

words = ["Ruritania", "pledged", "brigades"]
morphs = ["Number=Sing", "Tense=Past|VerbForm=Fin", ""]
doc = Doc(nlp.vocab, words, tags=["NNP", "VBD", "NNS"], pos=["PROPN", "VERB", "NOUN"], morphs=morphs)
doc[0].is_sent_start = True
nlp.vocab.vectors = vectors
nlp.initialize(lambda: [Example(nlp.make_doc("Ruritania pledged brigades"), doc)])
nlp.vocab.vectors = vectors
for _, component in nlp.pipeline:
    for node in component.model.walk():
        for name in node.param_names:
            shape = node.get_param(name).shape
            node.set_param(name, 0.4 * generator.normal(size=shape).astype("f4") + (name == "G"))
nlp.to_disk(folder)

texts = [
    "Ruritania pledged 12 brigades to Syldavia, and not for a truce.",
    "",
    "the",
    "  The brigades of Ruritania\n\nare not Syldavia's; a truce of 12 days.",
    " ".join(f"Ruritania pledged {n} brigades of {n * n} kinds to the Syldavian coast," for n in range(30)),
]
docs = [nlp.make_doc(text) for text in texts]
columns = ["ORTH", "LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE", "SPACY"]
found = {}
for name, component in nlp.pipeline:
    if name != "tagger":
        model = component.model if name == "tok2vec" else component.model.get_ref("tok2vec")
        found[name] = model.predict(docs)
    component.set_annotations(docs, component.predict(docs))

cases = []
for index, doc in enumerate(docs):
    # Of the long text, the last vectors tell enough.
    last = {name: vectors[index][-20:] for name, vectors in found.items()}
    numbers = {name: [[float(f"{n:.7g}") for n in row] for row in rows] for name, rows in last.items()}
    case = {"attributes": doc.to_array(columns).tolist(), "vectors": numbers}
    case["tags"] = [token.tag_ for token in doc]
    case["pos"] = [token.pos_ for token in doc]
    case["morphs"] = [str(token.morph) for token in doc]
    case["starts"] = [token.is_sent_start for token in doc]
    cases.append(json.dumps(case, separators=(",", ":")))
(folder / "expected.json").write_text("[\n" + ",\n".join(cases) + "\n]\n")

# What the Rust side of this test does not read.
for name in ["tokenizer", "meta.json", "vocab/strings.json", "vocab/lookups.bin", "tok2vec/cfg"]:
    (folder / name).unlink()
