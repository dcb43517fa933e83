"""Build an archive: many articles in, their documents and a report out, a line of JSON an article.

sources  what the user named to a list of articles, and where each one's documents go
ledger   the list of a run, on disk: a million articles take no more memory than ten
worker   one article in a worker process: a task in, its line of the report out
crew     workers behind the interface `concurrent.futures.Executor`: processes of this computer, or a Dask cluster
report   the report's file: what is done, and what a run that goes on can skip
run      the story of a batch

A batch promises: the same bytes however many workers there are; nothing written when two articles would take the same
name; no article lost when a worker dies; no article stopped by another.
"""

from __future__ import annotations

from proceedings.batch.crew import Crew, cluster, processes
from proceedings.batch.ledger import Ledger
from proceedings.batch.report import Report
from proceedings.batch.run import Step, batch
from proceedings.batch.sources import list_articles, split

__all__ = ["Crew", "Ledger", "Report", "Step", "batch", "cluster", "list_articles", "processes", "split"]
