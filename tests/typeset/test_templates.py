"""A layout's template says only what it may, and a mistake in it is told with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from proceedings.errors import LayoutError
from proceedings.typeset.templates import render


def rendered(folder: Path, template: str, **context: Any) -> str:
    (folder / "brief.html").write_text(template, encoding="utf-8")
    return render((folder,), "brief", context)


def refusal(folder: Path, template: str, **context: Any) -> LayoutError:
    with pytest.raises(LayoutError) as caught:
        rendered(folder, template, **context)
    assert caught.value.exit_code == 2
    return caught.value


def test_words_are_escaped_once(tmp_path: Path) -> None:
    words = "<script>{{ 7 * 7 }} &amp; AT&T"
    assert rendered(tmp_path, "<p>{{ words }}</p>", words=words) == "<p>&lt;script&gt;{{ 7 * 7 }} &amp;amp; AT&amp;T</p>"


def test_a_misspelt_variable_is_told_with_its_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, "<document>\n\n<p>{{ titel }}</p>\n</document>", title="x")
    assert error.place == f"{tmp_path / 'brief.html'}:3"
    assert "titel" in str(error)
    assert error.hint


def test_a_misspelt_key_is_told_with_its_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, "<document>\n{{ say.bottom_lime }}</document>", say={"bottom_line": "x"})
    assert error.place == f"{tmp_path / 'brief.html'}:2"
    assert "bottom_lime" in str(error)


def test_a_mistake_in_the_grammar_is_told_with_its_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, "<document>\n{% if x %}\n</document>")
    assert error.place == f"{tmp_path / 'brief.html'}:3"


def test_a_mistake_in_an_included_file_is_told_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("one\n{% endif %}", encoding="utf-8")
    error = refusal(tmp_path, '{% include "part.html" %}')
    assert error.place == f"{tmp_path / 'part.html'}:2"


def test_a_variable_misspelt_in_an_included_file_is_told_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("one\n{{ nothing }}", encoding="utf-8")
    error = refusal(tmp_path, '<document>\n\n\n{% include "part.html" %}</document>')
    assert error.place == f"{tmp_path / 'part.html'}:2"


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    error = refusal(tmp_path, '<document>\n{% include "nowhere.html" %}</document>')
    assert error.place == f"{tmp_path / 'brief.html'}:2"
    assert "nowhere.html" in str(error)


def test_a_layout_without_its_template_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(LayoutError) as caught:
        render((tmp_path,), "summary", {})
    assert "summary.html" in str(caught.value)


@pytest.mark.parametrize(
    "trick",
    [
        "{{ ().__class__.__base__.__subclasses__() }}",
        "{{ words.__class__.__mro__ }}",
        "{{ words|attr('__class__') }}{{ words|attr('__class__')|attr('__mro__') }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ '{0.__class__.__mro__}'.format(words) }}",
        "{{ things.append(1) }}",
        "{{ things.clear() }}",
        "{% do things.append(1) %}",
        "{% for n in range(99999999) %}x{% endfor %}",
        "{{ 1 / 0 }}",
        "{{ words + 1 }}",
        "{{ words * 10**9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ words.ljust(10**9) }}",
        "{{ words.encode() }}",
        "{{ words|center(10**9) }}",
        "{{ words|safe }}",
        "{{ ['x']|batch(10**9, 'y')|list }}",
        "{{ lipsum(10**6) }}",
        "{{ things }}",
        "{{ [[things]]|string }}",
        "{{ [[things]]|join }}",
        "{{ words ~ things }}",
        "{{ self }}",
        "{{ words.format }}",
    ],
)
def test_the_sandbox_refuses_tricks(tmp_path: Path, trick: str) -> None:
    things: list[int] = []
    error = refusal(tmp_path, f"<document>\n{trick}</document>", words="x", things=things)
    assert error.place == f"{tmp_path / 'brief.html'}:2"
    assert things == []


@pytest.mark.parametrize(
    "bomb",
    [
        "{% macro f(x, n) %}{% if n %}{{ f(x ~ x, n - 1) }}{% endif %}{% endmacro %}{{ f(words, 40) }}",
        "{% macro f(x, n) %}{% if n %}{{ f(x + x, n - 1) }}{% endif %}{% endmacro %}{{ f(words, 40) }}",
        "{% set long = words.replace('x', 'x' ~ 'x') %}{% for n in range(99999) %}{{ big }}{% endfor %}",
        "{% macro f() %}{% for n in range(99999) %}{{ big }}{% endfor %}{% endmacro %}{{ f() }}",
    ],
)
def test_a_text_without_end_is_refused(tmp_path: Path, bomb: str) -> None:
    error = refusal(tmp_path, bomb, words="x", big="x" * 1000)
    assert str(error) == "the template makes more than 4,000,000 characters"


def test_a_loop_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.typeset.templates.SECONDS", 0.2)
    loops = "{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3
    error = refusal(tmp_path, loops)
    assert str(error) == "the template takes more than 0.2 seconds"
    assert error.place == str(tmp_path / "brief.html")


def test_a_link_out_of_the_layout_s_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "layout"
    folder.mkdir()
    (folder / "brief.html").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(LayoutError, match="leads out of the layout’s folder"):
        render((folder,), "brief", {})


def test_templates_lie_in_their_layout_s_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    folder = tmp_path / "layout"
    folder.mkdir()
    refusal(folder, '{% include "../secret.html" %}')
    refusal(folder, f'{{% include "{tmp_path}/secret.html" %}}')


def test_a_layout_s_own_file_stands_in_for_the_common_one(tmp_path: Path) -> None:
    (tmp_path / "macros.html").write_text("mine", encoding="utf-8")
    assert rendered(tmp_path, '{% include "macros.html" %}') == "mine"
