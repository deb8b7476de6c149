"""Compares each token with each name by rapidfuzz: at most two edits, one worker.

Prints the fewest seconds of the rounds, in which the processor worked for this thread, whichever side is the rows;
writes each hit as three numbers (token, name, edits).
"""

import sys
import time
from pathlib import Path

import numpy
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein


def table(rows: list[str], columns: list[str]) -> numpy.ndarray:
    return process.cdist(
        rows, columns, scorer=Levenshtein.distance, score_cutoff=2, workers=1, dtype=numpy.uint8
    )


def main() -> None:
    names, tokens = (Path(path).read_text(encoding="utf-8").split("\n") for path in sys.argv[1:3])
    fewest = float("inf")
    for _ in range(int(sys.argv[4])):
        for rows, columns in ((tokens, names), (names, tokens)):
            start = time.thread_time()
            table(rows, columns)
            fewest = min(fewest, time.thread_time() - start)
    edits = table(tokens, names)
    token, name = numpy.nonzero(edits <= 2)
    hits = numpy.stack([token, name, edits[token, name]], axis=1)
    hits.astype("<u4").tofile(sys.argv[3])
    print(fewest)


main()
