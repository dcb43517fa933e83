"""A text in an old encoding is read in the one in which its words make sense, and what was assumed is said."""

from __future__ import annotations

import pytest

from proceedings.read import read_bytes

ENGLISH = (
    "Geneva: The meeting “Water Beyond Borders” closed on Friday. {0} said the parties’ offers – all of them – were “a start”. "
    "“We meet again in May,” said {1}, who chaired the second session.\n"
)
POLISH = "Uczestnicy zgodzili się, że współpraca jest konieczna, powiedział Wałęsa. Źródło: Łódź, Gdańsk i Żory."
CZECH = "Účastníci konference se shodli, že spolupráce je nezbytná, řekl ředitel Jiří Dvořák. Příští rok bude úsilí pokračovat."
HUNGARIAN = "A résztvevők egyetértettek abban, hogy az együttműködés szükséges, mondta Őry Győző Székesfehérvárról."
RUSSIAN = (
    "Участники конференции согласились, что сотрудничество необходимо, сказал посол Ержан Кистафин. Встреча была в Алматы."
)

TEXTS = [
    ("cp1252", "Windows-1252", ENGLISH.format("François Hébert", "José Núñez")),
    ("cp1252", "Windows-1252", ENGLISH.format("Søren Ångström", "João Magalhães")),
    ("latin-1", "Windows-1252", "Zürich: one"),
    ("cp1250", "Windows-1250", ENGLISH.format("Łukasz Wiśniewski", "Jiří Dvořák")),
    ("cp1250", "Windows-1250", POLISH),
    ("iso8859-2", "Latin-2", POLISH),
    ("iso8859-2", "Latin-2", CZECH),
    ("cp1250", "Windows-1250", HUNGARIAN),
    ("cp1254", "Windows-1254", ENGLISH.format("İbrahim Gündoğdu", "Ayşe Yılmaz")),
    ("cp1251", "Windows-1251", ENGLISH.format("Фахад Харун", "Ольга Петрова")),
    ("cp1251", "Windows-1251", RUSSIAN),
    ("koi8-r", "KOI8-R", RUSSIAN),
    ("cp866", "DOS 866", RUSSIAN),
    ("mac-roman", "Mac Roman", ENGLISH.format("François Hébert", "Zoë Müller")),
]


@pytest.mark.parametrize(("codec", "name", "text"), TEXTS)
def test_old_text_is_read_and_the_encoding_told(codec: str, name: str, text: str) -> None:
    article = read_bytes(text.encode(codec), "a.txt")
    assert article.text == text
    (note,) = article.notes
    assert note.startswith(f"The text is not in UTF-8; it was read as {name} (")


def test_the_note_shows_words_by_which_a_wrong_guess_can_be_seen() -> None:
    (note,) = read_bytes("Zürich: said José Núñez.".encode("cp1252"), "a.txt").notes
    assert note.endswith("(check “Zürich”, “José”, “Núñez”).")


def test_the_whole_file_is_looked_at_not_only_its_beginning() -> None:
    text = "one two three four. " * 2000 + "Łukasz Wiśniewski zamknął konferencję."
    assert read_bytes(text.encode("cp1250"), "a.txt").text == text
