"""Train the weights of `attribute`: python train_attribution.py FOLDER… [--out FILE] [--folds N].

A folder holds NAME.txt with NAME.gold.json. Weights are found by conditional maximum likelihood over the choices that `gather`
gives, with the decisions before a sentence taken from the gold, and then once more with those that the model itself makes.
Needs numpy and scipy, which the product itself does not.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from proceedings.structure.attribute import survey
from proceedings.structure.choices import Choice
from proceedings.structure.evidence import gather
from proceedings.structure.memory import GROUP, NOBODY, Key, remember
from proceedings.structure.people import People, find_people
from proceedings.structure.scene import Scene
from proceedings.structure.segment import segment
from proceedings.structure.weighing import weigh, weights_of
from proceedings.text import Source

RARE = 8
"""A trait seen in fewer sentences than this has no weight."""

TIMES = 5
"""How often a case counts: cases show what is rare in articles."""

SMALL = 0.06
"""A weight smaller than this is left out."""


@dataclass
class Article:
    name: str
    source: Source
    scenes: list[Scene]
    people: People
    gold: list[Key | None]
    silent: list[bool]


def fold(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", text or "")
    return re.findall(r"\w+", "".join(c for c in text if not unicodedata.combining(c)).lower())


def same_person(a: str, b: str) -> bool:
    short, long = sorted((fold(a), fold(b)), key=len)
    return bool(short) and set(short) <= set(long) and (len(short) >= 2 or short == long)


def read_article(path: Path, find: Any = find_people) -> Article:
    """Read an article; each segment gets the gold label of the sentence that covers most of it (None: no such person found)."""
    text = path.read_bytes().decode("utf-8")
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    source = Source(path.name, text, "")
    segments = segment(source)
    people = find(segments) if find is find_people else find(source, segments, gold)
    ids: dict[str, int] = {}
    for person in gold["people"]:
        for i, found in enumerate(people.persons):
            if i not in ids.values() and same_person(source.words(found.name), person["name"]):
                ids[person["name"]] = i
                break
    spans, at = [], 0
    for sentence in gold["sentences"]:
        start = text.index(sentence["text"], at)
        at = start + len(sentence["text"])
        spans.append((start, at, sentence))
    labels: list[Key | None] = []
    silent: list[bool] = []
    for part in segments:
        best = max(spans, key=lambda s: min(s[1], part.span.end) - max(s[0], part.span.start))
        names = [n for n in best[2]["speakers"] if n != "collective"]
        silent.append(best[2]["section"] == "boilerplate")
        if not best[2]["speakers"]:
            labels.append(NOBODY)
        elif not names:
            labels.append(GROUP)
        elif all(n in ids for n in names):
            labels.append(tuple(sorted(ids[n] for n in names)))
        else:
            labels.append(None)
    return Article(path.stem, source, survey(source, segments, people), people, labels, silent)


def read_cases(folder: Path) -> list[Article]:
    """Read the cases of the tests, small articles with their speakers, as articles to learn from; "*" is not learned."""
    found: list[Article] = []
    for path in sorted(folder.glob("attribution_*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n--- ")[1:]:
            lines = block.rstrip().split("\n")[1:]
            text = "\n".join(line for line in lines if not line.startswith(("= ", "? "))).strip() + "\n"
            source = Source(path.stem, text, "")
            segments = segment(source)
            people = find_people(segments)
            ids = {source.words(p.name): i for i, p in enumerate(people.persons)}
            labels = [
                _label(line[2:].split("|")[line.count("|") > 0].strip(), ids) for line in lines if line.startswith(("= ", "? "))
            ]
            if len(labels) == len(segments):
                found.append(
                    Article(path.stem, source, survey(source, segments, people), people, labels, [False] * len(labels))
                )
    return found


def _label(words: str, ids: dict[str, int]) -> Key | None:
    if words in ("-", "collective"):
        return NOBODY if words == "-" else GROUP
    names = words.split(", ")
    return tuple(sorted(ids[n] for n in names)) if all(n in ids for n in names) else None


Row = tuple[list[Choice], int]


def rows(article: Article, table: dict[str, float] | None) -> list[Row]:
    """The choices of each sentence and which is right; the past is the gold's, or (with a table) what the model decides."""
    memory = remember(article.source, article.people)
    own = weights_of(table) if table is not None else None
    found: list[Row] = []
    for i, scene in enumerate(article.scenes):
        choices = gather(article.scenes, i, memory)
        wanted = article.gold[i]
        right = next((k for k, c in enumerate(choices) if wanted is not None and set(c.key) == set(wanted)), -1)
        if own is not None:
            decided = weigh(choices, own)[0]
        elif right >= 0:
            decided = choices[right]
        else:
            decided = Choice(wanted or NOBODY)
        memory.note(decided.key, scene, decided.explicit)
        if right >= 0 and not article.silent[i]:
            found.append((choices, right))
    return found


def fit(data: list[Row], strength: float) -> dict[str, float]:
    """Find the weights of all traits that are not rare."""
    counts: dict[str, int] = {}
    for choices, _ in data:
        for trait in {t for c in choices for t in c.evidence()}:
            counts[trait] = counts.get(trait, 0) + 1
    index = {t: k for k, t in enumerate(sorted(t for t, n in counts.items() if n >= RARE))}
    indptr, indices, groups, rights = [0], [], [], []
    n = 0
    for g, (choices, right) in enumerate(data):
        rights.append(n + right)
        for c in choices:
            indices.extend(sorted(index[t] for t in c.evidence() if t in index))
            indptr.append(len(indices))
            groups.append(g)
            n += 1
    matrix = csr_matrix((np.ones(len(indices)), np.array(indices), np.array(indptr)), shape=(n, len(index)))
    group = np.array(groups)
    right_rows = np.array(rights)
    starts = np.searchsorted(group, np.arange(len(data)))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        scores -= np.maximum.reduceat(scores, starts)[group]
        exp = np.exp(scores)
        p = exp / np.add.reduceat(exp, starts)[group]
        value = -np.log(np.maximum(p[right_rows], 1e-12)).sum() + 0.5 * strength * (w @ w)
        p[right_rows] -= 1.0
        return value, matrix.T @ p + strength * w

    result = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return {t: float(result.x[k]) for t, k in index.items()}


def train(articles: list[Article], strength: float = 8.0, rounds: int = 2) -> dict[str, float]:
    """Train with the gold's past, then with gold and the model's own past together."""
    gold_rows = [r for a in articles for r in rows(a, None)]
    table = fit(gold_rows, strength)
    for _ in range(rounds - 1):
        own = [r for a in articles for r in rows(a, table)]
        table = fit(gold_rows + own, strength * 2)
    return table


def measure(articles: list[Article], table: dict[str, float]) -> list[tuple[Article, int, Choice, float]]:
    """Decide every sentence of the articles; gives (article, sentence, choice, share)."""
    found = []
    own = weights_of(table)
    for article in articles:
        memory = remember(article.source, article.people)
        for i, scene in enumerate(article.scenes):
            best, share = weigh(gather(article.scenes, i, memory), own)
            memory.note(best.key, scene, best.explicit)
            found.append((article, i, best, share))
    return found


def figures(decided: list[tuple[Article, int, Choice, float]], doubt: float = 0.9) -> dict[str, float]:
    """Speaker F1, share misattributed, wrong among stated, collective F1."""
    hit = named = gold_named = wrong = stated = stated_wrong = chit = cp = cg = 0
    for article, i, choice, share in decided:
        if article.silent[i]:
            continue
        want = article.gold[i]
        persons = {p for p in choice.key if p >= 0}
        wanted = {p for p in want if p >= 0} if want is not None else {-9}
        hit += bool(wanted) and persons == wanted
        gold_named += bool(wanted)
        if persons:
            named += 1
            bad = not persons <= wanted
            wrong += bad
            if choice.explicit and share >= doubt:
                stated += 1
                stated_wrong += bad
        chit += want == GROUP and choice.key == GROUP
        cp += choice.key == GROUP
        cg += want == GROUP
    p, r = hit / max(1, named), hit / max(1, gold_named)
    return {
        "P": round(100 * p, 1),
        "R": round(100 * r, 1),
        "F1": round(200 * p * r / (p + r), 1),
        "misattributed": round(100 * wrong / max(1, named), 1),
        "stated_wrong": round(100 * stated_wrong / max(1, stated), 2),
        "stated_share": round(100 * stated / max(1, named), 1),
        "collective": round(200 * chit / max(1, cp + cg), 1),
    }


def written(table: dict[str, int]) -> str:
    """Write weights in hundredths, a line a label."""
    labels: dict[str, dict[str, int]] = {}
    for trait, weight in table.items():
        label, _, rest = trait.partition("|")
        labels.setdefault(label, {})[rest] = weight
    lines = (f'"{label}":{json.dumps(rests, ensure_ascii=False, separators=(",", ":"))}' for label, rests in labels.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path, nargs="+")
    ap.add_argument("--cases", type=Path, help="learn from the cases of the tests, too")
    ap.add_argument("--out", type=Path)
    ap.add_argument("--folds", type=int, default=0)
    ap.add_argument("--strength", type=float, default=8.0)
    args = ap.parse_args()
    paths = sorted(p for d in args.folder for p in d.glob("*.txt") if p.with_suffix(".gold.json").exists())
    articles = [read_article(p) for p in paths]
    cases = read_cases(args.cases) if args.cases else []
    if args.folds:
        decided = []
        for k in range(args.folds):
            table = train([a for n, a in enumerate(articles) if n % args.folds != k] + cases * TIMES, args.strength)
            decided += measure(articles[k :: args.folds], table)
        print(figures(decided))
    if args.out:
        table = train(articles + cases * TIMES, args.strength)
        small = {t: round(100 * w) for t, w in sorted(table.items()) if abs(w) >= SMALL}
        args.out.write_text(written(small), encoding="utf-8")
        print(len(small), "weights")


if __name__ == "__main__":
    main()
