#!/usr/bin/env python3
"""Train the weights of `proceedings.structure.sections` on annotated articles.

    train_sections.py FOLDER… [--out FILE] [--folds N]

Each FOLDER holds NAME.txt + NAME.gold.json (`{"people": [{"name"}…], "sentences": [{"text", "section", "speakers"}…]}`). The
articles run through the steps before `divide`, so the weights meet what they will see; each is read a second time with the
annotated speakers, so they do not lean on the faults of attribution. Every segment takes the section of the annotated sentence
that covers most of it. The model is a linear-chain conditional random field with a Gaussian prior, fitted by L-BFGS from zero:
the same folder gives the same file. What is no conference is not learnt from. `--folds N` first prints the scorer's
figures of an N-fold cross-validation over articles, by folder.
"""

import argparse
import collections
import functools
import json
from pathlib import Path

import numpy as np
import scipy.sparse
from scipy.optimize import minimize

from proceedings.model import COLLECTIVE, Section
from proceedings.structure.attribute import Attributed, attribute
from proceedings.structure.conference import recognize
from proceedings.structure.lexicons import FOLDER
from proceedings.structure.people import find_people
from proceedings.structure.sections import BARRED, OUTSIDE
from proceedings.structure.segment import segment
from proceedings.structure.surroundings import describe
from proceedings.structure.traits import REPORT, TRIMMING
from proceedings.text import Source, Span

SECTIONS = list(Section)
K = len(SECTIONS)
PRIOR = 15.0  # of a trait or a link
PHRASE_PRIOR = 30.0  # of a trait that is one phrase of the lexicon: only much evidence moves it
WORD_PRIOR = 20.0  # of a trait that is a plain word
RARE = 6  # a trait of fewer segments is left out
RARE_WORD = 10  # a plain word of fewer articles, too: it tells of their topics, not of how reports are written
SMALL = 4  # a trait whose weights all are below this (in hundredths) is not shipped


class Article:
    """Traits, links and sections of one article's segments, with the speakers found or the speakers annotated."""

    def __init__(self, path, annotated):
        text = path.read_bytes().decode("utf-8")
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        source = Source(path.name, text, "")
        segments = segment(source)
        people = find_people(segments)
        spans, at = [], 0
        for sentence in gold["sentences"]:
            start = text.index(sentence["text"], at)
            at = start + len(sentence["text"])
            spans.append((start, at))
        covers = [covering(part.span, spans) for part in segments]
        if annotated:
            names = [person["name"] for person in gold["people"]]
            attributed = [speakers(gold["sentences"][i]["speakers"], names) for i in covers]
        else:
            attributed = attribute(source, segments, people)
        views = describe(segments, people, attributed)
        self.allowed = SECTIONS if recognize(segments, attributed).is_conference else OUTSIDE
        labels = [SECTIONS.index(sentence["section"]) for sentence in gold["sentences"]]
        self.name = path.stem
        self.traits = [sorted(set(view.traits)) for view in views]
        self.links = [["any", *sorted(set(view.links))] for view in views]
        self.sections = [labels[i] for i in covers]
        self.gold = [(covering(Span(*span), [s.span for s in segments]), k) for span, k in zip(spans, labels, strict=True)]


def speakers(annotated, names):
    """Give an attribution as annotated."""
    persons = tuple(names.index(name) for name in annotated if name != COLLECTIVE)
    return Attributed(persons, COLLECTIVE in annotated)


def covering(span, spans):
    """Give the index of the span that covers most of `span`."""
    return max(range(len(spans)), key=lambda i: min(span.end, spans[i][1]) - max(span.start, spans[i][0]))


class Field:
    """A conditional random field over articles of unequal length, padded to one block."""

    def __init__(self, articles):
        articles = [a for a in articles if a.allowed == SECTIONS]
        words = collections.defaultdict(set)
        for a in articles:
            words[a.name].update(t for row in a.traits for t in row if is_word(t))
        spread = collections.Counter(t for own in words.values() for t in own)
        kept = (t for a in articles for row in a.traits for t in row if not is_word(t) or spread[t] >= RARE_WORD)
        self.traits = numbered(kept)
        self.links = numbered(t for a in articles for row in a.links for t in row)
        self.n, self.length = len(articles), max(len(a.sections) for a in articles)
        self.X = self.matrix([a.traits for a in articles], self.traits, 0)
        self.E = self.matrix([a.links for a in articles], self.links, 1)
        self.mask = np.zeros((self.length, self.n), bool)
        self.Y = np.zeros((self.length, self.n, K))
        for n, a in enumerate(articles):
            self.mask[: len(a.sections), n] = True
            self.Y[np.arange(len(a.sections)), n, a.sections] = 1
        self.pairs = np.zeros((self.length, self.n, K, K))
        self.pairs[1:] = self.Y[:-1, :, :, None] * self.Y[1:, :, None, :]
        self.last = self.mask.sum(0) - 1

    def matrix(self, documents, names, first):
        cells = [
            (t * self.n + n, names[trait])
            for n, rows in enumerate(documents)
            for t, row in enumerate(rows)
            if t >= first
            for trait in row
            if trait in names
        ]
        rows, columns = zip(*cells, strict=True)
        return scipy.sparse.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(self.length * self.n, len(names)))

    def split(self, w):
        a, b = len(self.traits) * K, len(self.links) * K * K
        return w[:a].reshape(-1, K), w[a : a + b].reshape(-1, K * K), w[a + b : a + b + K], w[a + b + K :]

    def loss(self, w):
        """Give the negative log-likelihood of the annotation, and its gradient."""
        W, V, start, end = self.split(w)
        T, N, every = self.length, self.n, np.arange(self.n)
        U = (self.X @ W).reshape(T, N, K)
        P = (self.E @ V).reshape(T, N, K, K)
        U[0] += start
        U[self.last, every] += end
        alpha, beta = np.zeros((T, N, K)), np.zeros((T, N, K))
        alpha[0] = U[0]
        for t in range(1, T):
            step = logsum(alpha[t - 1][:, :, None] + P[t], 1) + U[t]
            alpha[t] = np.where(self.mask[t][:, None], step, alpha[t - 1])
        for t in range(T - 2, -1, -1):
            step = logsum(P[t + 1] + (U[t + 1] + beta[t + 1])[:, None, :], 2)
            beta[t] = np.where(self.mask[t + 1][:, None], step, 0)
        Z = logsum(alpha[-1], 1)
        node = np.exp(alpha + beta - Z[None, :, None]) * self.mask[..., None]
        edge = np.zeros((T, N, K, K))
        inner = alpha[:-1][..., None] + P[1:] + (U[1:] + beta[1:])[:, :, None, :] - Z[None, :, None, None]
        edge[1:] = np.exp(np.minimum(inner, 0)) * self.mask[1:][..., None, None]
        off, off_pairs = node - self.Y, (edge - self.pairs).reshape(T * N, K * K)
        gradient = [self.X.T @ off.reshape(T * N, K), self.E.T @ off_pairs, off[0].sum(0), off[self.last, every].sum(0)]
        likelihood = (U * self.Y).sum() + (P * self.pairs).sum() - Z.sum()
        prior = self.prior()
        return 0.5 * (prior * w * w).sum() - likelihood, np.concatenate([g.ravel() for g in gradient]) + prior * w

    def prior(self):
        own = [PHRASE_PRIOR if t.startswith("phrase:") else WORD_PRIOR if is_word(t) else PRIOR for t in self.traits]
        return np.concatenate([np.repeat(own, K), np.full(len(self.links) * K * K + 2 * K, PRIOR)])

    def fit(self):
        size = len(self.traits) * K + len(self.links) * K * K + 2 * K
        w = minimize(self.loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
        W, V, start, end = self.split(w)
        whole = lambda row: [int(x) for x in np.rint(100 * row)]  # noqa: E731
        traits = {t: whole(W[i]) for t, i in self.traits.items()}
        return {
            "traits": {t: row for t, row in traits.items() if max(map(abs, row)) >= SMALL},
            "links": {t: whole(V[i]) for t, i in self.links.items()},
            "start": whole(start),
            "end": whole(end),
        }


def is_word(trait):
    """Tell whether a trait is a plain word of the segment."""
    return trait.startswith("word:")


def numbered(names):
    """Number the names that are not rare, in alphabetical order."""
    counts = collections.Counter(names)
    return {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= RARE))}


def logsum(a, axis):
    top = a.max(axis=axis, keepdims=True)
    return (top + np.log(np.exp(a - top).sum(axis=axis, keepdims=True))).squeeze(axis)


def decode(model, article):
    """Find the best path, as `sections.best_path` does."""
    trimming = np.array([0 if section is Section.BOILERPLATE else -BARRED for section in SECTIONS])
    zero = np.array([0 if section in article.allowed else -BARRED for section in SECTIONS])
    own = [sum((np.array(model["traits"][t]) for t in row if t in model["traits"]), zero) for row in article.traits]
    report = np.array([-BARRED if section is Section.BOILERPLATE else 0 for section in SECTIONS])
    own = [scores + report if REPORT in row else scores for row, scores in zip(article.traits, own, strict=True)]
    own = [trimming if TRIMMING in row else scores for row, scores in zip(article.traits, own, strict=True)]
    scores, back = own[0] + model["start"], []
    for t in range(1, len(own)):
        pairs = sum(np.array(model["links"][x]).reshape(K, K) for x in article.links[t] if x in model["links"])
        reached = scores[:, None] + pairs
        back.append(reached.argmax(0))
        scores = reached.max(0) + own[t]
    path = [int((scores + model["end"]).argmax())]
    for chosen in reversed(back):
        path.append(int(chosen[path[-1]]))
    return path[::-1]


def figures(pairs):
    """Give accuracy, macro-F1 and the F1 of every section, in per cent, of (predicted, annotated) pairs."""
    f1 = {}
    for k, section in enumerate(SECTIONS):
        hit = sum(p == g == k for p, g in pairs)
        f1[section.value] = round(200 * hit / max(1, sum((p == k) + (g == k) for p, g in pairs)), 1)
    return round(100 * sum(p == g for p, g in pairs) / len(pairs), 2), round(sum(f1.values()) / K, 2), f1


def show(name, pairs):
    """Print the scorer's figures of sections: accuracy over annotated sentences, macro-F1, and the F1 of each."""
    accuracy, macro, each = figures(pairs)
    print(f"{name:8} accuracy {accuracy} macro-F1 {macro} {each}")


def cross_validate(articles, told, folds):
    """Predict every article by a model that has not seen it, from the speakers found."""
    predicted = {}
    for fold in range(folds):
        model = Field([a for i, a in enumerate(articles + told) if i % len(articles) % folds != fold]).fit()
        for a in articles[fold::folds]:
            path = decode(model, a)
            predicted[a.name] = [(path[at], gold) for at, gold in a.gold]
    return predicted


def compact(model):
    """Write a model as JSON, one trait a line."""
    dump = functools.partial(json.dumps, separators=(",", ":"), ensure_ascii=False)
    rows = ",\n".join(f"{dump(trait)}:{dump(row)}" for trait, row in model["traits"].items())
    return '{"traits":{\n' + rows + "\n}," + dump({k: v for k, v in model.items() if k != "traits"})[1:] + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=FOLDER / "sections.weights.json")
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    paths = sorted(p for folder in args.folder for p in folder.glob("*.txt") if p.with_suffix(".gold.json").exists())
    articles, told = [Article(p, False) for p in paths], [Article(p, True) for p in paths]
    if args.folds:
        predicted = cross_validate(articles, told, args.folds)
        for folder in args.folder:
            names = {p.stem for p in paths if p.parent == folder}
            show(folder.name, [pair for name, pairs in predicted.items() if name in names for pair in pairs])
        show("all", [pair for pairs in predicted.values() for pair in pairs])
    model = Field(articles + told).fit()
    args.out.write_text(compact(model), encoding="utf-8")
    print(f"{args.out}: {len(model['traits'])} traits, {len(model['links'])} links, from {len(articles)} articles")


if __name__ == "__main__":
    main()
