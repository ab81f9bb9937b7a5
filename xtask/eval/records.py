"""Which records are right? Prints for each document a line of JSON that xtask/src/eval/measured.rs reads.

records.py SCORER GOLD READINGS: SCORER is the score.py that came with the gold; what agrees with what is its matter.
"""

import importlib.util
import json
import sys


def main():
    scorer, folder, readings = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("score", scorer)
    score = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(score)
    gold, seen = score.load_gold(folder), score.load_seen(readings)
    for name, document in gold.items():
        row = seen.get(name, {})
        told, _ = score.view(row, document["text"])
        confidences = [r["confidence"] for r in row.get("records", []) if r["kind"] in score.KINDS]
        confidences += [None] * (len(told) - len(confidences))
        outcomes, found = match(score, document["all"], told)
        records = [
            {"kind": it["kind"], "confidence": confidence, "outcome": outcome}
            for it, confidence, outcome in zip(told, confidences, outcomes)
        ]
        missed = [it["kind"] for at, it in enumerate(document["all"]) if at not in found and not it["optional"]]
        print(json.dumps({"document": name, "records": records, "missed": missed}))


def match(score, gold, told):
    """Pairs one to one as score.py does: required records before optional ones, the best pair first."""
    pairs = sorted(
        ((not x["optional"], score.agree(x, y), i, j)
         for i, x in enumerate(gold) for j, y in enumerate(told) if x["kind"] == y["kind"]),
        reverse=True,
    )
    outcomes, found = ["wrong"] * len(told), set()
    for is_required, fit, i, j in pairs:
        if fit > 0 and i not in found and outcomes[j] == "wrong":
            found.add(i)
            outcomes[j] = "right" if is_required else "optional"
    return outcomes, found


main()
