"""Kill builds at random moments and look whether anything was lost.

    python tests/bench/kills.py [--kills N] [--seed N] [ARTICLE]

An article is built with a marking, again and again with another one; each build is killed (SIGINT and SIGKILL in turn) at a
random moment of its time. After each kill the two PDFs must be there, each as one of the finished builds made it, byte for
byte; after the last build, which is let live, no temporary file may be left. SIGKILL between the two renamings can leave one
PDF of each build, both whole: such pairs are counted. Prints one line of figures; exit code 1 when something was lost.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
ARTICLE = next((ROOT / "seeds").glob("000_*.txt"))
MARKINGS = ("ONE", "TWO")


def command(article: Path, folder: Path, marking: str) -> list[str]:
    return [sys.executable, "-m", "proceedings", "build", str(article), "-o", str(folder), "--marking", marking]


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.pdf"))}


def temporary(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix != ".pdf"]


def main() -> int:
    """Kill, look, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    lost: list[str] = []
    ended = {"before": 0, "killed": 0, "mixed": 0, "left": 0, "traceback": 0}
    with TemporaryDirectory() as name:
        place = Path(name)
        whole = {}
        for marking in MARKINGS:
            began = time.perf_counter()
            subprocess.run(command(chosen.article, place / marking, marking), check=True, capture_output=True, cwd=place)
            lasts = time.perf_counter() - began
            whole[marking] = digests(place / marking)
        out = place / "out"
        subprocess.run(command(chosen.article, out, "ONE"), check=True, capture_output=True, cwd=place)
        for n in range(chosen.kills):
            marking = MARKINGS[(n + 1) % 2]
            sent = (signal.SIGINT, signal.SIGKILL)[n // 2 % 2]
            run = subprocess.Popen(
                command(chosen.article, out, marking), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=place
            )
            time.sleep(rng.uniform(0.3 if sent == signal.SIGINT else 0.0, 1.0) * lasts)
            was_over = run.poll() is not None
            run.send_signal(sent)
            _, said = run.communicate()
            ended["before" if was_over else "killed"] += 1
            if b"Traceback" in said or b"Exception ignored" in said:
                ended["traceback"] += 1
                lost.append(f"kill {n}: {sent.name}: {said.decode(errors='replace')[-300:]}")
            found = digests(out)
            of = {pdf: [m for m in MARKINGS if whole[m].get(pdf) == digest] for pdf, digest in found.items()}
            if sorted(found) != sorted(whole["ONE"]) or not all(of.values()):
                lost.append(f"kill {n}: {sent.name}: {of}")
            elif len({marks[0] for marks in of.values()}) > 1:
                ended["mixed"] += 1
                if sent == signal.SIGINT:
                    lost.append(f"kill {n}: SIGINT left one PDF of each build")
            ended["left"] += bool(temporary(out))
        subprocess.run(command(chosen.article, out, "ONE"), check=True, capture_output=True, cwd=place)
        lost += [f"left: {path.name}" for path in temporary(out)]
        if digests(out) != whole["ONE"]:
            lost.append("the last build did not give what the first gave")
    print(
        f"{chosen.kills} builds of {lasts:.2f} s: {ended['killed']} killed under way, {ended['before']} over before; "
        f"{ended['left']} left temporary files (none after the last build), {ended['mixed']} left one PDF of each build; "
        f"lost: {len(lost)}"
    )
    for line in lost[:20]:
        print(line)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
