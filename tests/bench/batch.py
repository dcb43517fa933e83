"""Measure a batch: how much quicker two workers are than one, and whether memory stays flat over thousands of articles.

    python tests/bench/batch.py [FOLDER...] [--articles 5000] [--speed 300] [--workers 2]

FOLDER: articles, by default tests/corpus/train; they are taken again and again, with other names in them. First `--speed`
articles are built with one worker and with all, in turn, three times: articles a second of wall time (only worth reading on an
idle machine: the load is printed), CPU milliseconds an article in all processes and in the one that gives out the work, and
the share of the time in which the workers were at an article, which other processes do not change. Then `--articles` are
built once, and the memory of workers and of the parent is compared, thousand by thousand.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from proceedings.batch import Crew, Report, batch, list_articles, processes
from proceedings.batch.worker import memory
from proceedings.build import Order

CORPUS = Path(__file__).parent.parent / "corpus" / "train"
GROUP = 1000
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
VOWELS = "aeiou"


def cpu() -> tuple[float, float]:
    """Give the CPU seconds of this process, and of those of its children that have ended."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


def archive(folder: Path, articles: list[Path], count: int) -> Path:
    """Lay out an archive of so many articles, a hundred in a folder; names are others in each, as in the archives there are."""
    texts = [article.read_text(encoding="utf-8") for article in articles]
    words = frozenset(re.findall(r"\b[a-z]+\b", "\n".join(texts)))
    for number, text in enumerate(islice(cycle(texts), count)):
        place = folder / f"{number // 100:04}"
        place.mkdir(parents=True, exist_ok=True)
        changed = NAME.sub(partial(renamed, number=number // len(texts), words=words), text)
        (place / f"{number:06}.txt").write_text(changed, encoding="utf-8")
    return folder


def renamed(name: re.Match[str], number: int, words: frozenset[str]) -> str:
    """Give another name of the same build, by the number of the copy; what is also a common word stays."""
    if name[0].lower() in words:
        return name[0]
    turned = list(name[0])
    for at, letter in enumerate(turned):
        if letter in VOWELS:
            number, turn = divmod(number, len(VOWELS))
            turned[at] = VOWELS[(VOWELS.index(letter) + turn) % len(VOWELS)]
    return "".join(turned)


def watched(crew: Crew, seen: list[int]) -> Crew:
    """Let a crew note the memory of its workers."""
    outcomes = crew.outcomes

    def noted() -> Iterator[Any]:
        for task, outcome in outcomes():
            seen.append(outcome.memory if outcome else 0)
            yield task, outcome

    vars(crew)["outcomes"] = noted
    return crew


def run(folder: Path, workers: int) -> dict[str, Any]:
    """Build an archive and give what was measured."""
    out, seen, own, moments, busy = folder.parent / "out", list[int](), list[int](), list[float](), 0.0
    before, start = cpu(), time.perf_counter()
    articles = list_articles([str(folder)], out)
    report = Report(folder.parent / "report.jsonl", articles, goes_on=False)
    failed = 0
    with watched(processes(workers), seen) as crew:
        for step in batch(articles, Order(folder=out), crew, report, stopped=lambda: False):
            failed += step.record["status"] == "failed"
            busy += step.record["seconds"]
            own.append(memory())
            moments.append(time.perf_counter() - start)
            if len(moments) % GROUP == 0:
                print(f"{len(moments):,} done, {statistics.mean(seen[-GROUP:]) / 1e6:.1f} MB a worker", file=sys.stderr)
    report.close()
    after, count = cpu(), len(seen)
    return {
        "articles": count,
        "failed": failed,
        "rate": (count - count // 10) / (moments[-1] - moments[count // 10 - 1]),  # without the start
        "ms": 1e3 * (after[0] - before[0] + after[1] - before[1]) / count,
        "parent ms": 1e3 * (after[0] - before[0]) / count,
        "at work": busy / (workers * moments[-1]),
        "seen": seen,
        "own": own,
    }


def main() -> None:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="*", default=[CORPUS])
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--speed", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    articles = sorted(p for folder in args.folder for p in folder.rglob("*.txt"))
    print(f"{os.cpu_count()} processors; load {os.getloadavg()[0]:.1f}")
    if args.speed:
        found: dict[int, list[dict[str, Any]]] = {1: [], args.workers: []}
        for _ in range(3):
            for workers, runs in found.items():
                with tempfile.TemporaryDirectory() as folder:
                    runs.append(run(archive(Path(folder) / "in", articles, args.speed), workers))
        middle = {w: {k: statistics.median(r[k] for r in runs) for k in MEASURES} for w, runs in found.items()}
        for workers, figures in middle.items():
            print(f"{workers} workers: " + ", ".join(f"{figures[key]:.2f} {what}" for key, what in MEASURES.items()))
        one, more = middle[1], middle[args.workers]
        alone = args.workers * more["at work"] / one["at work"] * one["ms"] / more["ms"]
        print(f"quicker on the wall {more['rate'] / one['rate']:.2f} times (load then {os.getloadavg()[0]:.1f})")
        print(f"quicker where nobody else is at work {alone:.2f} times (by the time at work and the CPU time)")
    if args.articles:
        with tempfile.TemporaryDirectory() as folder:
            figures = run(archive(Path(folder) / "in", articles, args.articles), args.workers)
        print(f"{figures['articles']:,} articles, {figures['failed']} failed, {figures['rate']:.1f} a second, ", end="")
        print(f"{figures['ms']:.1f} CPU ms each; megabytes by thousand articles:")
        for who, sizes in (("workers", figures["seen"]), ("parent", figures["own"])):
            mean = [statistics.mean(sizes[at : at + GROUP]) / 1e6 for at in range(0, len(sizes), GROUP)]
            print(f"{who:<8} {' '.join(f'{m:.1f}' for m in mean)}; last to first {mean[-1] / mean[0]:.3f}; ", end="")
            print(f"at most {max(sizes) / 1e6:.1f}")


MEASURES = {
    "rate": "articles a second",
    "ms": "CPU ms an article",
    "parent ms": "of them giving it out",
    "at work": "of the time at work",
}

if __name__ == "__main__":
    main()
