"""The parts of the package stand in one row, and each imports only from its left; some packages are fenced in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "proceedings"
ROW = (
    "errors parts places cache values limits store patterns text model jsonform schema read structure revise scrub typeset pdf "
    "deliver explain check config build doctor watch batch review cli __main__"
).split()
FENCES = {
    "typer": ("cli",),
    "jinja2": ("typeset", "deliver", "review"),
    "markupsafe": ("typeset", "deliver", "review"),
    "reportlab": ("pdf",),
    "pypdf": ("pdf", "deliver", "read"),
    "starlette": ("review",),
    "uvicorn": ("review",),
    "uharfbuzz": ("typeset.fonts", "pdf"),
}
LINES = 400


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Give the line and the full name of everything that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write imports in full"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def faults(package: Path) -> list[str]:
    """Say what is wrong with the modules of a package, one sentence a fault."""
    found = []
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__")
        part = module.split(".")[0]
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        if ast.get_docstring(tree) is None:
            found.append(f"{module}: no docstring")
        if source.count("\n") > LINES:
            found.append(f"{module}: {source.count(chr(10))} lines, more than {LINES}")
        if part not in (*ROW, "__init__"):
            found.append(f"{module}: {part} has no place in the row")
            continue
        for line, name in imports(tree):
            top, _, rest = name.partition(".")
            other = rest.split(".")[0]
            if top in FENCES and not any(module == m or module.startswith(f"{m}.") for m in FENCES[top]):
                found.append(f"{module}:{line}: {top} outside its fence")
            if top == "proceedings" and other in ROW and (part == "__init__" or ROW.index(other) > ROW.index(part)):
                found.append(f"{module}:{line}: {part} imports {other} from its right")
    return found


def test_the_package_keeps_its_row_and_its_fences() -> None:
    assert faults(PACKAGE) == []


@pytest.mark.parametrize(
    ("path", "line", "fault"),
    [
        ("read/plain.py", "from proceedings.structure import structure", "read imports structure from its right"),
        ("structure/event.py", "import proceedings.typeset.view", "structure imports typeset from its right"),
        ("text.py", "def f():\n    from proceedings import cli", "text imports cli from its right"),
        ("build.py", "import typer", "typer outside its fence"),
        ("pdf/paint.py", "from jinja2 import Environment", "jinja2 outside its fence"),
        ("typeset/blocks.py", "from reportlab.pdfgen import canvas", "reportlab outside its fence"),
        ("typeset/lines.py", "import uharfbuzz", "uharfbuzz outside its fence"),
        ("build.py", "import pypdf", "pypdf outside its fence"),
        ("utils.py", "", "utils has no place in the row"),
        ("model.py", "x = 1\n" * 500, "501 lines, more than 400"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, path: str, line: str, fault: str) -> None:
    module = tmp_path / path
    module.parent.mkdir(exist_ok=True)
    module.write_text(f'"""A module."""\n{line}', encoding="utf-8")
    assert [found for found in faults(tmp_path) if fault in found]


def test_a_module_without_a_docstring_is_found(tmp_path: Path) -> None:
    (tmp_path / "text.py").write_text("x = 1\n", encoding="utf-8")
    assert faults(tmp_path) == ["text: no docstring"]


def test_imports_from_the_left_are_allowed(tmp_path: Path) -> None:
    (tmp_path / "typeset").mkdir()
    (tmp_path / "typeset" / "fonts.py").write_text('"""Fonts."""\nimport uharfbuzz\nfrom proceedings.text import Span\n')
    assert faults(tmp_path) == []
