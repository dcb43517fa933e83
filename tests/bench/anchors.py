"""Measure how well corrections follow their sentences when an article is edited lightly.

    python tests/bench/anchors.py [--articles 200] [--seed 1] [--faults]

Takes articles of `tests/corpus` in turn, corrects five sentences of each, edits the article at random (typos, words put in or
left out, sentences inserted, taken out elsewhere or moved; about a third of the corrected sentences are touched themselves),
and lays the corrections over the new version. Prints how many were found again and how many were put on another sentence; the
second line is of versions from which a corrected sentence was taken out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS / "revise"))

from light_edits import Count, try_article  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="list what was not found again or was misplaced")
    options = parser.parse_args()
    articles = sorted((TESTS / "corpus").glob("*/*.txt"))
    for label, remove in (("edited", False), ("one of five taken out", True)):
        random, count = Random(options.seed), Count()
        for n in range(options.articles):
            path = articles[n % len(articles)]
            text = path.read_text(encoding="utf-8")
            try_article(text, random, count, remove=remove, name=f"{path.parent.name}/{path.name}")
        print(
            f"{label}: {options.articles} articles, {count.total} corrections: {100 * count.anchored:.1f} % found again "
            f"({count.exact} applied, {count.carried} carried over), {count.orphaned} orphaned, {count.misplaced} misplaced"
            + (f"; of {count.gone} that were taken out, {count.gone_misplaced} misplaced" if count.gone else "")
        )
        if options.faults:
            print("\n".join(f"  {fault}" for fault in count.faults))


if __name__ == "__main__":
    main()
