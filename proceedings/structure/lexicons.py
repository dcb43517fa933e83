"""Load the words that tell: `lexicon/*.toml`, one file a kind of word.

The tables are TOML for people; `lexicon/compiled.json` holds them as JSON, which loads forty times as fast. It is
used for a file only while that file is as it was when compiled (by digest), so an edited lexicon always counts.
`tests/bench/compile_lexicons.py` compiles anew. Words of a user's own are laid over them: `ownwords`.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from proceedings.structure import ownwords

FOLDER = Path(__file__).parent / "lexicon"
COMPILED = "compiled.json"


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Give the tables of `lexicon/NAME.toml` with the user's own words, read once."""
    return ownwords.added(name, built_in(name))


def built_in(name: str) -> dict[str, Any]:
    """Give the tables of `lexicon/NAME.toml`."""
    content = (FOLDER / f"{name}.toml").read_bytes()
    known = compiled().get(name)
    if known is not None and known["digest"] == digest(content):
        tables: dict[str, Any] = known["tables"]
        return tables
    return parse(content)


@cache
def compiled() -> dict[str, Any]:
    """Read the compiled lexicons; none where there is no such file."""
    path = FOLDER / COMPILED
    found: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
    return found


def parse(content: bytes) -> dict[str, Any]:
    """Parse a lexicon."""
    import tomllib

    return tomllib.loads(content.decode())


def digest(content: bytes) -> str:
    """Give what tells one state of a lexicon from another."""
    return blake2b(content, digest_size=8).hexdigest()


def compile_lexicons() -> str:
    """Give all lexicons as JSON, each with the digest of its file."""
    found = {
        path.stem: {"digest": digest(path.read_bytes()), "tables": parse(path.read_bytes())}
        for path in sorted(FOLDER.glob("*.toml"))
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"
