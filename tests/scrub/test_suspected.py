"""What may tell a speaker of whom too little is known gives way too; what the bench takes for a leak is one."""

from __future__ import annotations

import pytest
from leaking import joined_affiliations, leaks_in
from test_scrub import left


@pytest.mark.parametrize(
    ("said", "remains"),
    [
        (
            "Ana Ruiz said that the Harbour Authority would build two quays.",
            "[A speaker] said that the […] would build two quays.",
        ),
        (
            "Varna - The Lisle Coast Institute will build a quay, its vice chair Ana Ruiz said.",
            "Varna - The […] will build a quay, [a speaker] said.",
        ),
        ("Portugal will double the tax, Ana Ruiz said on Monday.", "[…] will double the tax, [a speaker] said on Monday."),
        (
            "Ana Ruiz, Director of the Dock Union, said that the Coast Guard grew.",
            "[A speaker] said that the Coast Guard grew.",
        ),
        ("Ana Ruiz came. “Trade grew,” said the historian.", "[A speaker] came. “Trade grew,” said [a person]."),
        ("Ana Ruiz came. The engineer from Chad said it grew.", "[A speaker] came. [The speaker] said it grew."),
        ("Ana Ruiz came. The report said that trade grew.", "[A speaker] came. The report said that trade grew."),
        ("After prayers the dance began, after which the Turaga ni Yavusa, Ana Ruiz, welcomed all.", None),
        ("The pedagogue Ana Ruiz said that trade grew.", "[A speaker] said that trade grew."),
        ("Ana Ruiz '98, a partner at Lathrop Agee who represents ports, said that trade grew.", None),
        ("Ana Ruiz, who has been in charge of planning in Wrexham, said that trade grew.", None),
        ("Ana Ruiz, Director, Trade in Services, at the Dock Union, said that trade grew.", None),
    ],
)
def test_what_may_tell_a_speaker_gives_way(said: str, remains: str | None) -> None:
    text = left(said)
    if remains is not None:
        assert text == remains
    for word in ("Turaga", "pedagogue", "Lathrop", "partner", "Wrexham", "planning", "Director", "Services"):
        assert word not in text


@pytest.mark.parametrize(
    "said",
    [
        "His name is Sükhbat, and he left the room.",
        "Mallqo Tarwe Bondzor IV poured libation at the door.",
        "The question came from the back (Mongi, algarro): where does the salt go?",
    ],
)
def test_a_sentence_with_what_may_be_an_unknown_name_is_set_aside(said: str) -> None:
    assert left("Ana Ruiz said that trade grew.\n\n" + said).endswith("[…]")


def gold(*sentences: tuple[str, list[str]]) -> dict[str, object]:
    person = {"name": "Ana Ruiz", "honorific": None, "role": "Speaker", "affiliation": "Dock Union"}
    event = {"title": None, "venue": None, "city": None, "date": None, "organizers": []}
    return {"people": [person], "event": event, "sentences": [{"text": t, "speakers": s} for t, s in sentences]}


HOSTED = "The meeting on trade was hosted by the town and by the Dock Union."
SAID = "On trade Ana Ruiz of the Dock Union thanked the town and the meeting."


def test_a_body_beside_the_words_of_its_speaker_is_a_leak() -> None:
    told = joined_affiliations(
        "On trade [a speaker] of the Dock Union thanked the town and the meeting.", gold((SAID, ["Ana Ruiz"]))
    )
    assert [kind for kind, _ in told] == ["affiliation"]


def test_a_body_in_a_sentence_that_gives_nobody_words_is_none() -> None:
    both = gold((SAID, ["Ana Ruiz"]), (HOSTED, []))
    assert joined_affiliations(f"{HOSTED} [A speaker] thanked all.", both) == set()


def test_the_label_of_a_speaker_without_a_name_is_no_role_but_the_word_elsewhere_is() -> None:
    assert leaks_in("A speaker in the opening session\nA speaker\n[A speaker] said so.", gold()) == set()
    assert leaks_in("The Speaker said so.", gold()) == {("role", "Speaker")}
