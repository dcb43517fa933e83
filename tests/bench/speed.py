"""Time the structurer: milliseconds of CPU for 500 words, growth with length, start-up over a bare interpreter.

    python tests/bench/speed.py [FOLDER]

FOLDER: articles, by default tests/corpus/train. Start-up is the CPU time of a process that imports
`proceedings.structure` and loads every lexicon, less that of a process that imports nothing: medians of eleven, in turn.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from proceedings.structure import structure
from proceedings.text import Source

ARTICLE = "Forum on Water opens\\n\\nSuva: The Forum was held on 4 May. Dr. Ana Ruiz, Director of Water, said it was time."
START = """
import proceedings.structure
from proceedings.structure.lexicons import FOLDER, lexicon
for path in FOLDER.glob("*.toml"):
    lexicon(path.stem)
"""
FIRST = f"""
from proceedings.structure import structure
from proceedings.text import Source
structure(Source("a", "{ARTICLE}", "0"))
"""
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def process_cpu(code: str) -> float:
    """Give the CPU milliseconds of a Python process that runs some code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def per_500_words(texts: list[str]) -> float:
    """Structure texts and give the CPU milliseconds for 500 words."""
    start = time.process_time()
    for text in texts:
        structure(Source("bench", text, "0"))
    spent = 1e3 * (time.process_time() - start)
    return 500 * spent / sum(len(text.split()) for text in texts)


def main() -> None:
    """Run the bench and print its figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "corpus" / "train"
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))]
    per_500_words(texts[:20])
    print(f"{'articles one by one':<28} {statistics.median(per_500_words(texts) for _ in range(3)):6.1f} ms per 500 words")
    whole = "\n\n".join(texts)
    for factor in (1, 10, 100):
        text = (whole * 3)[: 6_000 * factor]
        print(f"{f'one text of {len(text.split()):,} words':<28} {per_500_words([text]):6.1f} ms per 500 words")
    runs = [[process_cpu(code) for code in ("pass", START, FIRST)] for _ in range(11)]
    bare, start, first = (statistics.median(column) for column in zip(*runs, strict=True))
    print(f"{'start-up':<28} {start - bare:6.1f} ms over a bare interpreter ({bare:.1f} ms)")
    print(f"{'and the first article':<28} {first - start:6.1f} ms more")


if __name__ == "__main__":
    main()
