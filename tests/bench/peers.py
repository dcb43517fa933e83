"""Measure what a build costs beside what a user would pick instead, Typst and WeasyPrint, in turn in one run.

    python tests/bench/peers.py [FOLDER] [--python INTERPRETER] [--rounds N]

FOLDER holds `peer.py` (Typst and WeasyPrint setting two like documents from ready JSON; by default ../shared/peers, and
without it only our own figures are given); INTERPRETER is a Python that has both, by default this one. All figures are CPU
time (user and system) of a process with all that it starts: the median of the rounds, taken in turn, so that what else the
machine does falls on all alike. Prints a Markdown table.

cold     a whole process, article to both PDFs; the cache on disk is there, but was made by other articles. Beside it the
         floor: an application of Typer's that does nothing
warm     one article in a process that has built others
growth   a whole process, an article of 10 and 100 times the length, less what one of 1 time takes, for 1,000 words more.
         Of ours only the brief: so much does not go on one page
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
FLOOR = "import typer\napp = typer.Typer()\n@app.command()\ndef main(): pass\napp()"
WARM = """
import gc, json, resource, statistics, sys, time
from pathlib import Path
from proceedings.build import Order, build
gc.set_threshold(500_000)
paths, order = sorted(Path(sys.argv[1]).glob("*.txt")), Order(folder=Path(sys.argv[2]), anyway=True, sides=2)
spent = []
for path in paths:
    start = time.process_time()
    build(path, order)
    spent.append(1e3 * (time.process_time() - start))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"warm_cpu_ms_median": statistics.median(spent[3:]), "peak_mib": peak}))
"""


class Bench:
    """Runs processes in a folder of its own, with a cache of its own."""

    def __init__(self, place: Path, rounds: int) -> None:
        self.place, self.rounds = place, rounds
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self.environment = {**kept, "PROCEEDINGS_CACHE": str(place / "cache")}

    def run(self, command: list[str]) -> tuple[float, float, str]:
        """Run a process; give its CPU milliseconds, its peak memory in MiB, and what it printed."""
        with (self.place / "printed").open("w+") as printed:
            process = subprocess.Popen(command, cwd=self.place, env=self.environment, stdout=printed, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
            printed.seek(0)
            return 1e3 * (used.ru_utime + used.ru_stime), used.ru_maxrss / 1024, printed.read()

    def in_turn(self, commands: Mapping[str, list[str]]) -> dict[str, tuple[float, float]]:
        """Run processes in turn, so many rounds; give of each the medians of CPU milliseconds and of MiB."""
        rounds = [{name: self.run(command)[:2] for name, command in commands.items()} for _ in range(self.rounds)]
        return {
            name: (statistics.median(r[name][0] for r in rounds), statistics.median(r[name][1] for r in rounds))
            for name in commands
        }


def ours(article: Path, out: str, *more: str) -> list[str]:
    """Give the command that builds an article."""
    return [sys.executable, "-m", "proceedings", "build", str(article), "-o", out, "--paper", "a4", "--anyway", *more]


def articles_of_peers(folder: Path) -> Callable[[int], str]:
    """Give what makes the peers' article, so many times as long; 0 - n gives the n-th of like length in other words."""
    spec = importlib.util.spec_from_file_location("peer", folder / "peer.py")
    assert spec is not None and spec.loader is not None
    peer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peer)
    varied, longer = peer.documents(50), peer.long_document

    def article(k: int) -> str:
        peer.long_document = longer if k > 0 else lambda _: varied[-k]
        return str(peer.article(k if k > 0 else 2))

    return article


def articles_of_ours() -> Callable[[int], str]:
    """Give what makes articles of our own, so many in one; 0 - n gives the n-th alone."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*/*.txt"))]
    return lambda k: "\n\n".join((texts * 3)[:k]) if k > 0 else texts[-k]


def write(place: Path, text: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def table(rows: list[list[str]]) -> str:
    """Write rows as a Markdown table."""
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *body])


def main() -> None:
    """Run the bench and print its table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "peers")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    there = (asked.folder / "peer.py").is_file()
    peers = ("typst", "weasyprint") if there else ()
    article = articles_of_peers(asked.folder) if there else articles_of_ours()
    with tempfile.TemporaryDirectory() as folder:
        measure(
            Bench(Path(folder), asked.rounds), article, {p: [asked.python, str(asked.folder / "peer.py"), p] for p in peers}
        )


def measure(bench: Bench, article: Callable[[int], str], peers: Mapping[str, list[str]]) -> None:
    """Measure all figures and print them."""
    place = bench.place
    for n in range(50):
        write(place / "varied" / f"{n:02}.txt", article(-n))
    for n in range(3):
        bench.run(ours(place / "varied" / f"{n:02}.txt", "out"))  # fills the cache
    lengths = {k: write(place / f"{k}.txt", article(k)) for k in (1, 10, 100)}
    thousands = {k: len(path.read_text(encoding="utf-8").split()) / 1000 for k, path in lengths.items()}
    data = str(Path(next(iter(peers.values()))[1]).with_name("brief.json")) if peers else ""

    cold = bench.in_turn(
        {
            "ours": ours(lengths[1], "out"),
            "floor": [sys.executable, "-c", FLOOR],
            **{name: [*command, data, "out"] for name, command in peers.items()},
        }
    )
    warm = {"ours": json.loads(bench.run([sys.executable, "-c", WARM, "varied", "out"])[2])}
    warm |= {name: json.loads(bench.run([*command, "--warm", "out"])[2]) for name, command in peers.items()}
    long = {}
    for k, path in lengths.items():
        commands = {name: [*command, "--long", str(k), "out"] for name, command in peers.items() if name == "typst"}
        bench.rounds = min(bench.rounds, 3)
        long[k] = bench.in_turn({"ours": ours(path, "out", "--only", "brief"), **commands})
    grown = {
        k: {name: (long[k][name][0] - long[1][name][0]) / (thousands[k] - thousands[1]) for name in long[k]} for k in (10, 100)
    }

    def row(what: str, unit: str, figures: Mapping[str, float]) -> list[str]:
        values = [f"{figures[name]:.0f} {unit}" if name in figures else "" for name in ("ours", *peers)]
        return [what, *values, *(f"{figures['ours'] / figures[p]:.2f} ×" if p in figures else "" for p in peers)]

    rows = [
        ["", "proceedings", *peers, *(f"to {p}" for p in peers)],
        row("cold, both PDFs", "ms", {name: cpu for name, (cpu, _) in cold.items() if name != "floor"}),
        row("the floor: an empty Typer application", "ms", {"ours": cold["floor"][0], **{p: cold[p][0] for p in peers}}),
        row("warm, both PDFs", "ms", {name: found["warm_cpu_ms_median"] for name, found in warm.items()}),
        *(row(f"1,000 words more, {k} ×", "ms", grown[k]) for k in (10, 100)),
        row("memory, 50 articles", "MiB", {name: found["peak_mib"] for name, found in warm.items()}),
        row(f"memory, {thousands[100]:.0f},000 words", "MiB", {name: memory for name, (_, memory) in long[100].items()}),
    ]
    print(table(rows))
    machine = f"{os.cpu_count()} cores of {platform.machine()}, Python {platform.python_version()}"
    print(f"\nCPU time; {datetime.now(UTC):%d %B %Y}, {machine}.")


if __name__ == "__main__":
    main()
