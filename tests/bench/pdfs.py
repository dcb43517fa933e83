"""Build every article of some folders in every layout and on both papers, and check every PDF in every way we know.

    python tests/bench/pdfs.py FOLDER... [--layout NAME] [--paper a4] [--no-qpdf] [--json]

For each combination: how many articles, briefs and sheets; pages; steps of the fitting ladder; what PDF/UA-1 and
PDF/A-3a validators, our own check of the tag tree, the comparison with the source, the inspection of the pages and
qpdf find; sizes; and CPU time, tagged and untagged. Articles that are no conferences (exit 4), or have a character
that no font has (exit 5), are named.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import page

from proceedings.build import Order, build
from proceedings.errors import ProceedingsError
from proceedings.pdf.check import check
from proceedings.pdf.publish import publish
from proceedings.pdf.verify import verify
from proceedings.read import read
from proceedings.structure import structure
from proceedings.typeset import Edition, View, open_layout, typeset_brief, typeset_summary
from proceedings.typeset.inspect import inspect
from proceedings.typeset.layouts import built_in_layouts
from proceedings.typeset.placement import FURNITURE, Pages, Picture, TextRun


def articles(folders: list[Path]) -> list[Path]:
    """List the articles of the folders."""
    return sorted(p for folder in folders for p in folder.rglob("*.txt"))


def judge(path: Path, original: Path) -> list[str]:
    """Name everything that the checks find in one PDF."""
    content = path.read_bytes()
    found = [profile for profile in ("ua1", "3a") if not page.is_pdf_compliant(str(path), profile=profile)]
    found += [f"tree: {finding}" for finding in check(content)]
    found += [f"source: {finding}" for finding in verify(content, original.read_bytes(), original.name).findings]
    return found


def geometry(path: Path, layout: str, paper: str) -> list[str]:
    """Name what the inspection of an article's pages finds: contrast, safe area, text upon text."""
    opened = open_layout(layout, paper)
    view = View(structure(read(path)), Edition(stem=path.stem))
    pair = [typeset_brief(view, opened), typeset_summary(view, opened)]
    return [f"pages: {finding}" for typeset in pair for finding in inspect(typeset.pages)]


def qpdf(path: Path) -> list[str]:
    """Name what qpdf finds."""
    run = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    return [] if run.returncode == 0 else [f"qpdf: {run.stdout}{run.stderr}"]


def untagged(pages: Pages) -> Pages:
    """Give the same pages with all text as furniture, to see what tagging costs."""

    def plain(placement: object) -> object:
        if isinstance(placement, TextRun):
            return dataclasses.replace(placement, element=FURNITURE, href=None, lang=None)
        return placement

    bare = [
        dataclasses.replace(p, placements=tuple(plain(x) for x in p.placements if not isinstance(x, Picture)))
        for p in pages.pages
    ]
    return dataclasses.replace(pages, pages=tuple(bare), elements=pages.elements[:1])


def cost_of_tags(paths: list[Path], layout: str) -> tuple[float, float]:
    """Measure the CPU milliseconds of publishing a pair, tagged and untagged: the median over articles, in turn."""
    opened = open_layout(layout, "a4")
    with_tags, without = [], []
    for path in paths:
        view = View(structure(read(path)), Edition(stem=path.stem))
        pair = [typeset_brief(view, opened), typeset_summary(view, opened, sides=2)]
        for times, change in ((with_tags, False), (without, True)):
            pages = [untagged(t.pages) if change else t.pages for t in pair]
            start = time.process_time()
            for p in pages:
                publish(p, opened.faces.by_name)
            times.append(1e3 * (time.process_time() - start))
    return statistics.median(with_tags), statistics.median(without)


def main() -> int:
    """Run the bench and print its table; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--layout", action="append")
    parser.add_argument("--paper", action="append")
    parser.add_argument("--no-qpdf", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    paths = articles(args.folder)
    rows, bad = [], 0
    for layout in args.layout or built_in_layouts():
        for paper in args.paper or ("a4", "letter"):
            refused: dict[str, list[str]] = collections.defaultdict(list)
            steps: collections.Counter[str] = collections.Counter()
            brief_pages: collections.Counter[int] = collections.Counter()
            sizes: dict[str, list[int]] = {"brief": [], "summary": []}
            findings = 0
            with tempfile.TemporaryDirectory() as folder:
                for path in paths:
                    order = Order(folder=Path(folder), layout=layout, paper=paper)
                    try:
                        built = build(path, order)
                    except ProceedingsError as error:
                        refused[f"exit {error.exit_code}"].append(path.stem)
                        continue
                    brief_pages[built.files[0].pages] += 1
                    for finding in geometry(path, layout, paper):
                        print(f"{layout} {paper} {path.stem}: {finding}", file=sys.stderr)
                        findings += 1
                    steps[built.files[1].steps[-1] if built.files[1].steps else "none"] += 1
                    for file, kind in zip(built.files, sizes, strict=True):
                        sizes[kind].append(file.size)
                        found = judge(file.path, path)
                        if not args.no_qpdf and shutil.which("qpdf"):
                            found += qpdf(file.path)
                        for finding in found:
                            print(f"{layout} {paper} {file.path.name}: {finding}", file=sys.stderr)
                        findings += len(found)
            bad += findings
            rows.append(
                {
                    "layout": layout,
                    "paper": paper,
                    "articles": len(paths),
                    "built": len(sizes["brief"]),
                    "findings": findings,
                    "refused": dict(refused),
                    "brief pages": dict(sorted(brief_pages.items())),
                    "ladder": dict(steps.most_common()),
                    "largest brief KB": round(max(sizes["brief"], default=0) / 1000),
                    "largest sheet KB": round(max(sizes["summary"], default=0) / 1000),
                }
            )
    with_tags, without = cost_of_tags(paths[:40], (args.layout or ["diplomatic"])[0])
    if args.json:
        print(json.dumps(rows))
        return int(bad > 0)
    for row in rows:
        for key, value in row.items():
            print(f"{key:<18} {value}")
        print()
    print(f"publishing a pair, CPU ms, median: {with_tags:.1f} tagged, {without:.1f} untagged, ratio {with_tags / without:.2f}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
