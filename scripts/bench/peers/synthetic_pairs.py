"""Writes pairs.bin: 4.5 M purchases of 500,000 people and 50,000 items, always the same.

    synthetic_pairs.py FOLDER

Half of the purchases follow the taste of one of 500 groups, half what sells everywhere; few items
sell most, as in every shop.
"""
import pathlib
import sys

import numpy

PEOPLE, ITEMS, GROUPS, PAIRS = 500_000, 50_000, 500, 4_500_000


def main(folder):
    random = numpy.random.default_rng(20_26)
    user = random.integers(0, PEOPLE, PAIRS)
    skewed = random.random(PAIRS) ** 2
    own = (user % GROUPS) * (ITEMS // GROUPS) + (skewed * (ITEMS // GROUPS)).astype(numpy.int64)
    anything = (skewed * ITEMS).astype(numpy.int64) * 7919 % ITEMS
    item = numpy.where(random.random(PAIRS) < 0.5, own, anything)
    with open(folder / "pairs.bin", "wb") as file:
        user.astype("<i4").tofile(file)
        item.astype("<i4").tofile(file)


main(pathlib.Path(sys.argv[1]))
