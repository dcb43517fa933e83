"""Keep the list of a run on disk: articles in, the same in the order of the run out; refuses two that would write one name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator

from proceedings.errors import UsageError
from proceedings.values import dataclass

TABLES = """
PRAGMA journal_mode = OFF;
CREATE TABLE articles (turn INTEGER, source BLOB, folder BLOB, stem TEXT, fault TEXT, PRIMARY KEY (turn, source)) WITHOUT ROWID;
CREATE UNIQUE INDEX names ON articles (folder, stem);
CREATE TABLE lines (source BLOB PRIMARY KEY, start INTEGER, length INTEGER) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the list.

    source: its path as named; folder: where its documents go, below the output folder; fault: why it cannot even be tried.
    """

    source: str
    folder: str
    fault: str = ""


class Ledger:
    """A list of articles, and where the report's line of each stands. A temporary file of SQLite's own, gone at the end."""

    def __init__(self) -> None:
        self.base = sqlite3.connect("", isolation_level=None)
        self.base.executescript(TABLES)
        self.base.execute("BEGIN")
        self.count = 0

    def add(self, turn: int, article: Article) -> None:
        """Take an article into the list: by turn, then by path. Raises UsageError when another would write the same names."""
        stem = None if article.fault else os.path.splitext(os.path.basename(article.source))[0].casefold()  # noqa: PTH119, PTH122
        row = (
            turn,
            os.fsencode(article.source),
            os.fsencode(article.folder),
            stem and stem.encode("utf-8", "replace").decode(),
        )
        try:
            self.base.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", (*row, article.fault))
        except sqlite3.IntegrityError:
            same = self.base.execute("SELECT source FROM articles WHERE folder = ? AND stem = ?", row[2:]).fetchone()
            other = os.fsdecode(same[0]) if same else article.source
            raise UsageError(
                f"“{other}” and “{article.source}” would both write {os.path.join(article.folder, str(row[3]))}-brief.pdf.",  # noqa: PTH118
                hint="Rename one, or build them in two runs into different folders (-o). Nothing was written.",
            ) from None
        self.count += 1

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Article]:
        """Give the articles in the order of the run."""
        for source, folder, fault in self.base.execute("SELECT source, folder, fault FROM articles ORDER BY turn, source"):
            yield Article(os.fsdecode(source), os.fsdecode(folder), fault)

    # -- where the lines of the report stand ----------------------------------------------------------------------------

    def note(self, source: str, start: int, length: int) -> None:
        """Note where an article's line begins in the report, and its length; a later line takes the place of an earlier one."""
        self.base.execute("INSERT OR REPLACE INTO lines VALUES (?, ?, ?)", (os.fsencode(source), start, length))

    def line(self, source: str) -> tuple[int, int] | None:
        """Give where an article's line stands, None if it has none."""
        found: tuple[int, int] | None = self.base.execute(
            "SELECT start, length FROM lines WHERE source = ?", (os.fsencode(source),)
        ).fetchone()
        return found

    def lines(self) -> Iterator[tuple[int, int]]:
        """Give where all lines stand: first those of articles that are not in the list, then the others in the list's order."""
        yield from self.base.execute(
            "SELECT start, length FROM lines WHERE source NOT IN (SELECT source FROM articles) ORDER BY start"
        )
        yield from self.base.execute(
            "SELECT start, length FROM articles JOIN lines USING (source) ORDER BY articles.turn, articles.source"
        )

    def close(self) -> None:
        """Let the list go."""
        self.base.close()
