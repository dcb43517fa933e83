"""Fuzz what reads from outside: whatever the bytes, the answer is a value or an error of ours, soon and in little memory.

    python tests/bench/fuzz.py [--minutes M] [--folder DIR] [TARGET…]

Each target gets M minutes of mutated inputs, in a process of its own: guided by coverage where atheris is installed (the extra
[fuzz]; Linux), else with a mutator of ours that knows nothing of coverage, which is then said. Prints a line a target:
executions, the slowest, peak memory, findings. A finding is any exception that is not ours, a run of more than 5 seconds of CPU
time, or more than 500 MB; its input is kept in the folder, to become a case of the tests. Exit code 1 when there is one.

Targets:"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import os
import random
import re
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "read")]

SECONDS, MEGABYTES = 5, 500
HUNG = 90
"""Seconds of wall time, on a machine that may be busy with other work, after which an input hangs."""

LONGEST = 40_000
"""Bytes of an input at most."""


def reader(name: str) -> Callable[[bytes], None]:
    """Give a target that reads bytes as a file of this name."""
    from proceedings.errors import ProceedingsError
    from proceedings.read import read_bytes

    def run(data: bytes) -> None:
        with contextlib.suppress(ProceedingsError):
            source = read_bytes(data, name)
            assert not re.search("[\x00-\x08\x0e-\x1f\ud800-\udfff]", source.text), "a control character was let through"

    return run


def docx_xml() -> Callable[[bytes], None]:
    """Give a target that reads a Word file with these bytes as its document.xml."""
    from saved import docx

    read = reader("a.docx")
    return lambda data: read(docx("", **{"word/document.xml": data}))


def structurer() -> Callable[[bytes], None]:
    """Give a target that structures a text and looks whether every word of it is in exactly one sentence."""
    from proceedings.structure import structure
    from proceedings.text import Source

    def run(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        if any(c.isalnum() for c in text):
            found = structure(Source("a.txt", text, "0" * 64))
            at = 0
            for sentence in found.sentences:
                assert sentence.span.start >= at and not text[at : sentence.span.start].strip(), "words outside all sentences"
                at = sentence.span.end
            assert not text[at:].strip(), "words after the last sentence"

    return run


def markup() -> Callable[[bytes], None]:
    from proceedings.errors import ProceedingsError
    from proceedings.typeset.markup import parse

    def run(data: bytes) -> None:
        with contextlib.suppress(ProceedingsError):
            parse(data.decode("utf-8", "replace"), "a.html")

    return run


def template() -> Callable[[bytes], None]:
    from proceedings.errors import ProceedingsError
    from proceedings.typeset.templates import render

    folder = Path(mkdtemp(prefix="fuzz-template-"))

    def run(data: bytes) -> None:
        (folder / "brief.html").write_bytes(data)
        with contextlib.suppress(ProceedingsError):
            render((folder,), "brief", {"title": "x", "say": {"when": "When"}, "facts": [], "speakers": []})

    return run


def theme() -> Callable[[bytes], None]:
    from proceedings.errors import ProceedingsError
    from proceedings.typeset.brand import load_brand

    path = Path(mkdtemp(prefix="fuzz-brand-")) / "brand.toml"

    def run(data: bytes) -> None:
        path.write_bytes(data)
        with contextlib.suppress(ProceedingsError):
            load_brand(path)

    return run


def sidecar() -> Callable[[bytes], None]:
    """Give a target that reads a sidecar of corrections."""
    from proceedings.errors import ProceedingsError
    from proceedings.revise.sidecar import parse_sidecar

    def run(data: bytes) -> None:
        with contextlib.suppress(ProceedingsError):
            parse_sidecar(data.decode("utf-8", "replace"), Path("a.toml"))

    return run


def seeds(target: str) -> list[bytes]:
    """Give valid inputs of a target, from which the others are made."""
    from saved import FORMATS, PARAGRAPHS, WORD, word_paragraph

    cases = [path.read_bytes() for path in sorted((ROOT / "tests" / "structure" / "cases").glob("*.txt"))][:20]
    short = PARAGRAPHS[:4]
    made = {
        "text": ["\n".join(short).encode(codec, "ignore") for codec in ("utf-8", "cp1252", "cp1251", "utf-16")],
        "structurer": [FORMATS["a.txt"](short), FORMATS["wrapped.txt"](short), *(case[:900] for case in cases)],
        "docx-xml": [
            f'<w:document xmlns:w="{WORD}"><w:body>{word_paragraph("One", "H1", n)}</w:body></w:document>'.encode()
            for n in (0, 1)
        ],
        "markup": [b'<document><p class="x"><b>One</b> &amp; <a href="#x">two</a></p><table><tr><td/></tr></table></document>'],
        "template": [
            b"<document>{% for f in facts %}{{ f.label }}{% endfor %}{{ say.when|upper ~ title }}{% if title %}x{% endif %}"
        ],
        "brand": [b'issuer = "A"\ncolour = "#7A1F2B"\nreference = "A/{date}/{hash}"\nmarking = "TLP:GREEN"\nlogo = "a.png"'],
        "sidecar": [
            b'[[correct]]\nquote = "one"\nbefore = "x"\nspeaker = "Ana"\n[[event]]\nfield = "city"\nvalue = "Almaty"\n'
        ],
    }
    return made.get(target) or [FORMATS[f"a.{target}"](short)]


TARGETS: dict[str, Callable[[], Callable[[bytes], None]]] = {
    "text": lambda: reader("a.txt"),
    "html": lambda: reader("a.html"),
    "docx": lambda: reader("a.docx"),
    "docx-xml": docx_xml,
    "pdf": lambda: reader("a.pdf"),
    "eml": lambda: reader("a.eml"),
    "structurer": structurer,
    "markup": markup,
    "template": template,
    "brand": theme,
    "sidecar": sidecar,
}
__doc__ += " ".join(TARGETS)


STUMBLES = (b"\0", b"\xff", b"<", b"&#x0;", b"\r\n\r\n", b"((", b"%", b"{{", b"99999999999", b"\xe2\x80\xae", b"e\xcc\x81")
"""What parsers stumble on."""


BLIND = {"structurer"}
"""Targets that measuring coverage makes so slow (sevenfold) that more is found without."""


def mutated(seed: bytes, rng: random.Random) -> bytes:
    """Change an input in a few places: flip, cut, repeat, insert what parsers stumble on."""
    data = bytearray(seed)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data) + 1)
        to = min(len(data), at + rng.randint(1, 1 << rng.randint(0, 10)))
        match rng.randrange(5):
            case 0:
                data[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del data[at:to]
            case 2:
                data[at:at] = data[at:to] * rng.choice((1, 2, 40))
            case 3:
                data[at:at] = rng.choice(STUMBLES)
            case _:
                other = rng.randrange(len(data) + 1)
                data[at:at] = data[other : other + rng.randint(1, 200)]
    return bytes(data[:LONGEST])


def timed(run: Callable[[bytes], None], data: bytes) -> None:
    """Run an input; one that takes more than `SECONDS` of CPU time is a finding."""
    began = time.process_time()
    run(data)
    lasted = time.process_time() - began
    assert lasted <= SECONDS, f"took {lasted:.1f} s of CPU time"


def fuzz_blindly(run: Callable[[bytes], None], target: str, seconds: float, folder: Path, seed: int) -> None:
    """Mutate and run without a guide."""
    rng = random.Random(seed)
    inputs, executions, slowest, findings = seeds(target), 0, 0.0, 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutated(rng.choice(inputs), rng)
        began = time.process_time()
        try:
            run(data)
            failed = ""
        except Exception as error:
            failed = f"{type(error).__name__}: {error}"
        lasted = time.process_time() - began
        executions, slowest = executions + 1, max(slowest, lasted)
        if failed or lasted > SECONDS:
            findings += 1
            (folder / f"{target}-{executions}").write_bytes(data)
            print(f"finding: {failed or f'{lasted:.1f} s'}", file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"stat::number_of_executed_units: {executions}\nstat::slowest_unit_time_sec: {slowest:.2f}\nstat::peak_rss_mb: {peak}"
    )


def fuzz_guided(target: str, seconds: float, folder: Path, seed: int) -> None:
    """Let atheris run a target; it ends the process itself, at the time's end or at a finding."""
    import atheris

    with atheris.instrument_imports(include=["proceedings", "pypdf", "mammoth", "email"]):
        run = TARGETS[target]()
    corpus = folder / f"{target}-corpus"
    corpus.mkdir(exist_ok=True)
    for n, data in enumerate(seeds(target)):
        (corpus / f"seed-{n}").write_bytes(data)
    limits = [f"-max_total_time={max(1, int(seconds))}", f"-timeout={HUNG}", f"-rss_limit_mb={MEGABYTES}"]
    kept = [
        f"-seed={seed}",
        f"-artifact_prefix={folder}/{target}-",
        f"-max_len={LONGEST}",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    atheris.Setup([sys.argv[0], *limits, *kept, str(corpus)], lambda data: timed(run, bytes(data)))
    atheris.Fuzz()


def watch(target: str, seconds: float, folder: Path, guided: bool) -> tuple[int, str]:
    """Run a target in processes of its own until its time is over; gives the number of findings and a line of figures."""
    executions, slowest, peak, findings, said = 0, 0.0, 0, 0, []
    end = time.monotonic() + seconds
    seed = 1
    while (left := end - time.monotonic()) > 1 and findings < 10:
        child = [sys.executable, __file__, "--child", target, "--left", f"{left:.0f}", "--folder", str(folder)]
        child += ["--seed", str(seed), *["--blind"] * (not guided)]
        run = subprocess.run(child, capture_output=True, text=True, errors="replace", timeout=left + 900, check=False)
        output = run.stdout + run.stderr
        figures = dict(re.findall(r"stat::(\w+):\s+([\d.]+)", output))
        executions += int(figures.get("number_of_executed_units", 0))
        slowest = max(slowest, float(figures.get("slowest_unit_time_sec", 0)))
        peak = max(peak, int(float(figures.get("peak_rss_mb", 0))))
        found = re.findall(r"finding: .*|ERROR: libFuzzer: .*|=== Uncaught Python exception: ===\n.*", output)
        findings += len(found)
        said += found
        if run.returncode and not found:
            findings += 1
            said.append(f"ended with {run.returncode}: {output[-400:]}")
        seed += 1
    line = f"{target:<11} {executions:>9,} executions  slowest {slowest or '<1'} s  peak {peak:>4} MB  findings {findings}"
    return findings, "\n".join([line, *(f"            {' '.join(text.split())[:200]}" for text in dict.fromkeys(said))])


def main() -> int:
    """Fuzz the targets one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="by default all")
    parser.add_argument("--minutes", type=float, default=1.0, help="for each target")
    parser.add_argument("--folder", type=Path, default=None, help="where inputs that found something are kept")
    parser.add_argument("--blind", action="store_true", help="without atheris")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--left", type=float, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=1, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        warnings.simplefilter("ignore")
        sys.stdout.reconfigure(line_buffering=True) if isinstance(sys.stdout, io.TextIOWrapper) else None
        if chosen.blind:
            fuzz_blindly(TARGETS[chosen.child](), chosen.child, chosen.left, chosen.folder, chosen.seed)
        else:
            fuzz_guided(chosen.child, chosen.left, chosen.folder, chosen.seed)
        return 0
    guided = not chosen.blind and importlib.util.find_spec("atheris") is not None
    folder = (chosen.folder or Path(mkdtemp(prefix="proceedings-fuzz-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    how = "guided by coverage (atheris)" if guided else "blind: without atheris, no coverage guides it"
    print(f"{how}; findings in {folder}", flush=True)
    known = chosen.targets or [t for t in TARGETS if t != "sidecar" or (ROOT / "proceedings" / "revise").is_dir()]
    total = 0
    for target in known:
        found, line = watch(target, chosen.minutes * 60, folder, guided and target not in BLIND)
        total += found
        print(line + " (blind)" * (guided and target in BLIND), flush=True)
    return 1 if total else 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
