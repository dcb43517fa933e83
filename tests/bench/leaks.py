"""Build every annotated article of some folders under the Chatham House Rule, and look for what may not be told.

    python tests/bench/leaks.py FOLDER... [--mode chatham|unattributed] [--model] [--show N]

For every article: the text, metadata, outline, alternative texts and links of both PDFs, the web page, the file names, the
draft of a mail, and the notices. Counted: articles, refused, leaks by kind (see `tests/scrub/leaking.py`), sentences, notices
by kind. --model looks at the scrubbed model only, which takes a tenth of the time.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "scrub"))

from leaking import leaks_of_model, leaks_of_outputs

from proceedings.errors import NoConferenceError
from proceedings.model import AttributionMode
from proceedings.read import read
from proceedings.scrub import scrub
from proceedings.structure import structure
from proceedings.typeset.edition import labels


def main() -> int:
    """Run the bench and print its table; 1 when anything leaked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--mode", default="chatham", choices=["chatham", "unattributed"])
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--show", type=int, default=20)
    args = parser.parse_args()
    mode = AttributionMode(args.mode)
    counts: collections.Counter[str] = collections.Counter()
    shown: list[str] = []
    for path in sorted(p for folder in args.folder for p in folder.rglob("*.txt")):
        annotation = path.with_name(path.stem + ".gold.json")
        if not annotation.is_file():
            continue
        gold = json.loads(annotation.read_text(encoding="utf-8"))
        proceedings = structure(read(path))
        counts["articles"] += 1
        try:
            scrubbed = scrub(proceedings, mode, labels())
        except NoConferenceError:
            counts["refused, nothing is left"] += 1
            continue
        used = [s for s in proceedings.sentences if s.section != "boilerplate"]
        counts["sentences"] += len(used)
        for notice in scrubbed.notices:
            counts[f"notice: {notice.code}"] += 1
        found = leaks_of_model(scrubbed, gold)
        if not args.model:
            with tempfile.TemporaryDirectory() as folder:
                found |= leaks_of_outputs(path, mode, gold, Path(folder), counts)
        for kind, what in sorted(found):
            counts[f"leak: {kind}"] += 1
            shown.append(f"{path.stem}: {kind}: {what}")
    for line in shown[: args.show]:
        print(line, file=sys.stderr)
    for key, n in sorted(counts.items()):
        print(f"{key:<32} {n}")
    return int(any(key.startswith("leak") for key in counts))


if __name__ == "__main__":
    sys.exit(main())
