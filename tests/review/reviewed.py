"""A review that runs on this computer, for the tests beside it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from proceedings.build import Order
from proceedings.model import COLLECTIVE, Certainty, Proceedings, Sentence
from proceedings.review.desk import Desk
from proceedings.structure import structure
from proceedings.text import Source
from proceedings.values import replace

FORUM = Path(__file__).parents[2] / "seeds" / "river-forum.txt"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


DOUBTS = ("She thanked the volunteers", "did not take part in the discussion", "The towns undertook")


def doubting(source: Source) -> Proceedings:
    """Structure an article; three of its sentences are in doubt whatever the structurer makes of them."""
    found = structure(source)

    def doubted(s: Sentence) -> Sentence:
        said = replace(s.attribution, speakers=s.attribution.speakers or (COLLECTIVE,), certainty=Certainty.DOUBTFUL)
        return replace(s, attribution=said) if any(words in source.words(s.span) for words in DOUBTS) else s

    sentences = tuple(map(doubted, found.sentences))
    return replace(found, sentences=sentences)


def desk_of(folder: Path, article: Path = FORUM) -> Desk:
    """Put a copy of an article on a desk."""
    path = folder / article.name
    shutil.copy(article, path)
    return Desk(path, Order(), "Ana Ruiz", now=lambda: NOW)


@dataclass(frozen=True)
class Review:
    """A review that answers: its desk, its port, the token that opens it."""

    desk: Desk
    port: int
    token: str

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/#{self.token}"


@contextmanager
def running(desk: Desk) -> Iterator[Review]:
    """Serve a desk until the block ends."""
    import uvicorn

    from proceedings.review.server import application, listen, settings

    listening = listen()
    port = listening.getsockname()[1]
    token = "test-token-" + "x" * 20
    server = uvicorn.Server(settings(application(desk, token, port)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield Review(desk, port, token)
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
