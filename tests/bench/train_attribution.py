"""Train the weights of `attribute`: python train_attribution.py FOLDER… [--out FILE] [--folds N].

A folder holds NAME.txt with NAME.gold.json. Weights are found by conditional maximum likelihood over the choices that `gather`
gives, with the decisions before a sentence taken from the gold, and then once more with those that the model itself makes.
Needs numpy and scipy, which the product itself does not.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from proceedings.read import read
from proceedings.structure import structure
from proceedings.structure.attribute import attribute, survey
from proceedings.structure.choices import GROUP, NOBODY, Choice, Key
from proceedings.structure.evidence import gather
from proceedings.structure.memory import remember
from proceedings.structure.people import People, find_people
from proceedings.structure.scene import Scene
from proceedings.structure.segment import segment
from proceedings.structure.weighing import weigh, weights_of
from proceedings.text import Source

sys.path.insert(0, str(Path(__file__).parent.parent / "structure"))
from scoring import Score, count

RARE = 8
"""A trait seen in fewer sentences than this has no weight."""

RARE_WORD = 10
"""The same for a plain word, counted in articles: what only a few talk of says nothing of how reports are written."""

WORDS = frozenset({"Nw", "Cw"})
"""Labels of traits that are plain words of the sentence."""

TIMES = 5.0
"""How often a case counts: cases show what is rare in articles."""

SMALL = 0.06
"""A weight smaller than this is left out."""

UNKNOWN = 0.5
"""How much a sentence counts whose speaker nobody found: the best answer to it is nobody, but that is no narration either."""


@dataclass
class Article:
    path: Path
    source: Source
    scenes: list[Scene]
    people: People
    gold: list[Key | None]
    silent: list[bool]
    weight: float = 1.0
    rows: list[Row] | None = None


def fold(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", text or "")
    return re.findall(r"\w+", "".join(c for c in text if not unicodedata.combining(c)).lower())


def same_person(a: str, b: str) -> bool:
    short, long = sorted((fold(a), fold(b)), key=len)
    return bool(short) and set(short) <= set(long) and (len(short) >= 2 or short == long)


def read_article(path: Path) -> Article:
    """Read an article; each segment gets the gold label of the sentence that covers most of it (None: no such person found)."""
    text = path.read_bytes().decode("utf-8")
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    source = Source(path.name, text, "")
    segments = segment(source)
    people = find_people(segments)
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
            labels.append(None)  # somebody whom nobody found
    return Article(path, source, survey(source, segments, people), people, labels, silent)


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
                    Article(path, source, survey(source, segments, people), people, labels, [False] * len(labels), TIMES)
                )
    return found


def _label(words: str, ids: dict[str, int]) -> Key | None:
    if words in ("-", "collective"):
        return NOBODY if words == "-" else GROUP
    names = words.split(", ")
    return tuple(sorted(ids[n] for n in names)) if all(n in ids for n in names) else None


class Vocabulary(dict[str, int]):
    """A number for every trait, given when it is first met."""

    def __missing__(self, trait: str) -> int:
        self[trait] = len(self)
        return self[trait]

    def encode(self, choice: Choice) -> list[int]:
        return [self[f"{label}|{t}"] for of in (choice.traits, choice.shared) for label, traits in of.items() for t in traits]


VOCABULARY = Vocabulary()


@dataclass
class Row:
    """One sentence to learn from: its choices' traits, which is right, and how often it counts."""

    choices: list[list[int]]
    right: int
    weight: float


def rows(article: Article, table: dict[str, float] | None) -> list[Row]:
    """The choices of each sentence and which is right; the past is the gold's, or (with a table) what the model decides."""
    memory = remember(article.source, article.people, article.scenes)
    own = weights_of(table) if table is not None else None
    found: list[Row] = []
    share = 1.0
    for i, scene in enumerate(article.scenes):
        choices = gather(article.scenes, i, memory)
        wanted = NOBODY if article.gold[i] is None else article.gold[i]
        right = next((k for k, c in enumerate(choices) if set(c.key) == set(wanted)), -1)
        if own is not None:
            decided, share = weigh(choices, own)
        elif right >= 0:
            decided = choices[right]
        else:
            decided = Choice(wanted)
        memory.note(decided, scene, share)
        if right >= 0 and not article.silent[i]:
            weight = article.weight if article.gold[i] is not None else UNKNOWN
            found.append(Row([VOCABULARY.encode(c) for c in choices], right, weight))
    return found


def past_of_gold(article: Article) -> list[Row]:
    """The rows with the gold's past, made once."""
    if article.rows is None:
        article.rows = rows(article, None)
    return article.rows


def common_words(articles: list[Article]) -> frozenset[str]:
    """Give the words in small letters that stand in many articles; cases are none."""
    spread: collections.Counter[str] = collections.Counter()
    for article in articles:
        if article.weight == 1.0:
            spread.update({t.lower for scene in article.scenes for t in scene.segment.tokens if t.text[0].islower()})
    return frozenset(word for word, count in spread.items() if count >= RARE_WORD)


def fit(data: list[Row], strength: float, common: frozenset[str], start: dict[str, float] | None = None) -> dict[str, float]:
    """Find the weights of all traits that are not rare, and of the common words."""
    counts = np.zeros(len(VOCABULARY))
    for row in data:
        counts[list({t for c in row.choices for t in c})] += max(1.0, row.weight)
    told = np.array([label not in WORDS or word in common for label, _, word in (t.partition("|") for t in VOCABULARY)])
    kept = np.flatnonzero((counts >= RARE) & told)
    column = np.full(len(VOCABULARY), -1)
    column[kept] = np.arange(len(kept))
    sizes = np.array([len(c) for row in data for c in row.choices])
    flat = column[np.fromiter((t for row in data for c in row.choices for t in c), int, int(sizes.sum()))]
    line = np.repeat(np.arange(len(sizes)), sizes)[flat >= 0]
    flat = flat[flat >= 0]
    matrix = csr_matrix((np.ones(len(flat)), (line, flat)), shape=(len(sizes), len(kept)))
    transposed = matrix.T.tocsr()
    many = np.array([len(row.choices) for row in data])
    starts = np.concatenate(([0], np.cumsum(many)[:-1]))
    group = np.repeat(np.arange(len(data)), many)
    right_rows = starts + np.array([row.right for row in data])
    weight = np.array([row.weight for row in data])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        scores -= np.maximum.reduceat(scores, starts)[group]
        exp = np.exp(scores)
        p = exp / np.add.reduceat(exp, starts)[group]
        value = -(weight * np.log(np.maximum(p[right_rows], 1e-12))).sum() + 0.5 * strength * (w @ w)
        p[right_rows] -= 1.0
        return value, transposed @ (p * weight[group]) + strength * w

    names = list(VOCABULARY)
    first = np.array([start.get(names[k], 0.0) for k in kept]) if start else np.zeros(len(kept))
    result = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return {names[k]: float(x) for k, x in zip(kept, result.x, strict=True)}


def train(articles: list[Article], strength: float = 7.0, rounds: int = 2) -> dict[str, float]:
    """Train with the gold's past, then with gold and the model's own past together."""
    gold_rows = [r for a in articles for r in past_of_gold(a)]
    common = common_words(articles)
    table = fit(gold_rows, strength, common)
    for _ in range(rounds - 1):
        own = [r for a in articles for r in rows(a, table)]
        table = fit(gold_rows + own, strength * 2, common, table)
    return table


def out_of_fold(articles: list[Article], cases: list[Article], folds: int, strength: float) -> dict[str, Score]:
    """Structure every article with weights from the other folds; gives what the ratchet counts, by folder."""
    scores: dict[str, Score] = collections.defaultdict(Score)
    order = random.Random(7).sample(articles, len(articles))
    for k in range(folds):
        held = order[k::folds]
        kept = {id(a) for a in held}
        own = weights_of(shipped(train([a for a in articles if id(a) not in kept] + cases, strength)))
        with patch.object(sys.modules[attribute.__module__], "weights", lambda own=own: own):
            for article in held:
                gold = json.loads(article.path.with_suffix(".gold.json").read_text(encoding="utf-8"))
                count(scores[article.path.parent.name].counts, structure(read(article.path)), gold)
    return scores


def show(scores: dict[str, Score]) -> None:
    """Print the figures of attribution, each folder by itself."""
    print("        speaker F1, misattributed, wrong among stated, share stated, collective F1, people F1")
    keys = ("speaker", "misattributed", "stated", "stated_share", "collective", "people")
    for name, score in sorted(scores.items()):
        f = score.figures()
        print(f"{name:8}", *(f"{f[key]:6}" for key in keys))


def shipped(table: dict[str, float]) -> dict[str, float]:
    """Give the weights as they are shipped: in hundredths, the small ones left out."""
    return {t: round(w, 2) for t, w in sorted(table.items()) if abs(w) >= SMALL}


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
    ap.add_argument("--strength", type=float, default=7.0)
    args = ap.parse_args()
    paths = sorted(p for d in args.folder for p in d.glob("*.txt") if p.with_suffix(".gold.json").exists())
    articles = [read_article(p) for p in paths]
    cases = read_cases(args.cases) if args.cases else []
    if args.folds:
        show(out_of_fold(articles, cases, args.folds, args.strength))
    if args.out:
        table = train(articles + cases, args.strength)
        small = {t: round(100 * w) for t, w in shipped(table).items()}
        args.out.write_text(written(small), encoding="utf-8")
        print(len(small), "weights")


if __name__ == "__main__":
    main()
