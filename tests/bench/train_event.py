#!/usr/bin/env python3
"""Train the weights by which `proceedings.structure.event` chooses the event's title: train_event.py FOLDER… [options].

    train_event.py FOLDER… [--cases FILE] [--out FILE] [--folds N]

Each FOLDER holds NAME.txt + NAME.gold.json (`{"event": {"title": …}…}`); `--cases` are the small reports of
`tests/structure/cases/event.txt`, which count several times. The candidates are those that the product gathers, "nothing" among
them; right are those whose words are nearest to the annotated ones, and near enough. Every article is learnt from twice, the
second time without what the rules say of their own sureness, so that rules made on these articles are not overrated. The
model is a log-linear one with a Gaussian prior, fitted by L-BFGS from zero. `--folds N` first prints precision, recall and F1
of an N-fold cross-validation, for all and for each folder.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse
from scipy.optimize import minimize

from proceedings.model import Section
from proceedings.structure.attribute import attribute
from proceedings.structure.conference import recognize
from proceedings.structure.event.occasions import find_occasions
from proceedings.structure.event.organizers import find_organizers
from proceedings.structure.event.places import find_places
from proceedings.structure.event.ranking import NOTHING, Candidate, choose
from proceedings.structure.event.title import title_candidates
from proceedings.structure.lexicons import FOLDER
from proceedings.structure.people import find_people
from proceedings.structure.sections import divide
from proceedings.structure.segment import segment
from proceedings.text import Source

PRIOR = 1.5
RARE = 4
"""A trait of fewer articles than this has no weight."""
SMALL = 3
"""A weight smaller than this, in hundredths, is left out."""
TIMES = 3
"""How often a case counts."""
NEAR = 0.75
"""Share of words in common from which two names are one."""
UNSAID = ((), ("weight:", "reader:", "surest"))
"""What is left unsaid when an article is learnt from anew: by which rule words were read, and how surely."""


@dataclass
class Article:
    """The candidates for the facts of one article, and what is annotated (None: nothing)."""

    name: str
    folder: str
    candidates: list[Candidate]
    wanted: str | None
    times: int = 1


def read_article(path: Path) -> Article:
    text = path.read_bytes().decode("utf-8")
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    source = Source(path.name, text, "")
    segments = segment(source)
    people = find_people(segments)
    attributed = attribute(source, segments, people)
    sections = divide(segments, people, attributed, recognize(segments, attributed).is_conference)
    return Article(path.stem, path.parent.name, gather(source, segments, sections), gold["event"].get("title"))


def gather(source, segments, sections) -> list[Candidate]:
    """Gather the candidates as the product does."""
    occasions = find_occasions(segments, sections)
    hosts = [body.span for body in find_organizers(source, occasions)]
    _, city = find_places(source, occasions, hosts)
    return title_candidates(source, occasions, hosts, source.words(city) if city else None)


def read_cases(path: Path) -> list[Article]:
    """Read the small reports that say what their title is."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n--- ")[1:]:
        name, _, rest = block.partition("\n")
        lines = rest.rstrip().split("\n")
        wanted = dict(line[2:].split(": ", 1) for line in lines if line.startswith("= "))
        if "title" not in wanted:
            continue
        source = Source(name, "\n".join(line for line in lines if not line.startswith("= ")).strip(), "")
        segments = segment(source)
        headed = len(segments) > 1 and not segments[0].text.endswith(".")
        sections = tuple(Section.HEADLINE if headed and i == 0 else Section.CONTEXT for i in range(len(segments)))
        title = None if wanted["title"] == "-" else wanted["title"]
        found.append(Article(name, "cases", gather(source, segments, sections), title, TIMES))
    return found


def likeness(a: str, b: str) -> float:
    """Give the share of words that two names have in common, from 0 to 1."""
    x, y = (collections.Counter(fold(s)) for s in (a, b))
    return 2 * sum((x & y).values()) / max(1, sum(x.values()) + sum(y.values()))


def fold(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text)
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)).lower())


def choices(article: Article) -> tuple[list[list[str]], list[bool]]:
    """Give the traits of all candidates, "nothing" first, and which of them are right."""
    like = [likeness(c.words, article.wanted) if article.wanted else 0.0 for c in article.candidates]
    top = max(like, default=0.0)
    right = [value >= max(NEAR, top - 0.001) for value in like]
    return [[NOTHING], *(c.traits for c in article.candidates)], [not any(right), *right]


def fit(articles: list[Article]) -> dict[str, int]:
    """Find the weights, in hundredths."""
    groups = []
    for article in articles:
        traits, right = choices(article)
        for unsaid in UNSAID:
            groups.append(([[t for t in row if not t.startswith(unsaid)] for row in traits], right, article.times))
    counts = collections.Counter(t for rows, _, _ in groups for t in {t for row in rows for t in row})
    names = {t: i for i, t in enumerate(sorted(t for t, count in counts.items() if count >= RARE))}
    cells = [(r, names[t]) for r, row in enumerate(row for g in groups for row in g[0]) for t in set(row) if t in names]
    rows, columns = zip(*cells, strict=True)
    size = sum(len(g[0]) for g in groups)
    X = scipy.sparse.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(size, len(names)))
    group = np.repeat(np.arange(len(groups)), [len(g[0]) for g in groups])
    right = np.array([r for g in groups for r in g[1]])
    times = np.array([g[2] / len(UNSAID) for g in groups])
    starts = np.searchsorted(group, np.arange(len(groups)))

    def loss(w):
        scores = X @ w
        parts = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        whole, hit = np.add.reduceat(parts, starts), np.add.reduceat(parts * right, starts)
        off = (parts / whole[group] - parts * right / hit[group]) * times[group]
        return -(times * np.log(hit / whole)).sum() + PRIOR / 2 * (w * w).sum(), X.T @ off + PRIOR * w

    w = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    table = {trait: int(np.rint(100 * w[i])) for trait, i in names.items()}
    return {trait: weight for trait, weight in table.items() if abs(weight) >= SMALL or trait == NOTHING}


def figures(results: list[tuple[Article, Candidate | None]]) -> str:
    """Say precision, recall and F1 in per cent."""
    hits = sum(bool(a.wanted and c and likeness(c.words, a.wanted) >= NEAR) for a, c in results)
    found, wanted = sum(c is not None for _, c in results), sum(bool(a.wanted) for a, _ in results)
    return (
        f"P {100 * hits / max(1, found):.1f} R {100 * hits / max(1, wanted):.1f} F1 {200 * hits / max(1, found + wanted):.1f}"
    )


def cross_validate(articles: list[Article], folds: int) -> list[tuple[Article, Candidate | None]]:
    """Choose the title of every article by weights that have not seen it."""
    results = []
    for fold_ in range(folds):
        table = fit([a for i, a in enumerate(articles) if i % folds != fold_])
        results += [(a, choose(a.candidates, table)) for a in articles[fold_::folds]]
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER / "event.weights.json")
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    paths = sorted(p for folder in args.folder for p in folder.glob("*.txt") if p.with_suffix(".gold.json").exists())
    articles = [read_article(path) for path in paths] + (read_cases(args.cases) if args.cases else [])
    if args.folds:
        results = cross_validate(articles, args.folds)
        for folder in ["all", *sorted({a.folder for a in articles})]:
            print(f"{folder:8} {figures([(a, c) for a, c in results if folder in ('all', a.folder)])}")
    table = {"title": fit(articles)}
    args.out.write_text(json.dumps(table, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{args.out}: {len(table['title'])} traits, from {len(articles)} articles")
    missed = [a.name for a in articles if a.folder == "cases" and not is_right(a, choose(a.candidates, table["title"]))]
    print(f"cases missed: {missed}")


def is_right(article: Article, chosen: Candidate | None) -> bool:
    wanted = " ".join((article.wanted or "").lower().split())
    return (chosen.words if chosen else "") == wanted


if __name__ == "__main__":
    main()
