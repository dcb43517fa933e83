"""What the documents repeat at their head."""

from goldform import from_lines, seed

from proceedings.structure.choose import choose


def openings(proceedings, chosen, length=30):
    return [proceedings.words(proceedings.sentences[i].span)[:length] for i in chosen]


def test_the_seed_gives_the_choice_that_was_drawn():
    proceedings = seed()
    choice = choose(proceedings)
    assert openings(proceedings, [choice.bottom_line]) == ["The conference ended with a un"]
    assert openings(proceedings, choice.key_points) == [
        "Speaking on the occasion, Yerz",
        "In his welcome remarks, Ambass",
        "Fahad Haroon, Special Assistan",
        "Hasan Ali Zaigham, Director Ge",
        "In the concluding session, Eng",
    ]
    kept = set(choice.message_rank[:4])
    assert openings(proceedings, [i for i in choice.messages if i in kept]) == [
        "Ambassador Kistafin also point",
        "He emphasized the need for ins",
        "Hasan Ali Zaigham, Director Ge",
        "He stressed the importance of ",
    ]
    assert sorted(choice.message_rank) == sorted(choice.messages)
    assert choice.outcome == (choice.bottom_line,)
    assert choice.outcome_is_bottom_line and choice.sheet_outcome == ()
    figures = [proceedings.source.words(proceedings.figures[n].span) for n in choice.figures[:4]]
    assert figures == ["$1.7 billion", "five-year"]


LONG = " ".join(["and salt"] * 20)


def test_the_bottom_line_is_the_first_short_outcome():
    proceedings = from_lines(
        "context | | | The forum met in May at the old hall.",
        f"outcome | * | | The forum adopted a plan {LONG}.",
        "outcome | * | | The forum set up a salt fund for all members.",
        "outcome | * | | The forum sold the sand to the highest bidder.",
    )
    choice = choose(proceedings)
    assert choice.bottom_line == 2
    assert choice.outcome == (1, 2, 3)
    assert choice.sheet_outcome == (1, 3)


def test_the_bottom_line_falls_back_on_the_closing_then_on_the_lead():
    closing = from_lines(
        "context | | | The forum met in May at the old hall.",
        "concluding | Ana Ruiz | | Ana Ruiz thanked the guests for their patience.",
        "concluding | Ana Ruiz | | Ana Ruiz said that salt would be scarce next year.",
        people=("Ana Ruiz",),
    )
    assert choose(closing).bottom_line == 2
    lead = from_lines("headline | | heading | Salt", "context | | | The forum met in May at the old hall.")
    assert choose(lead).bottom_line == 1


def test_the_bottom_line_is_no_heading_list_stem_or_doubtful_sentence():
    proceedings = from_lines(
        "outcome | | heading | The plan that the forum adopted in May",
        "outcome | * | | The forum adopted the following points in May:",
        "outcome | Ana Ruiz? | | The salt fund would open in the month of June.",
        "outcome | * | | The forum also sold the sand to the highest bidder.",
        people=("Ana Ruiz",),
    )
    assert choose(proceedings).bottom_line == 3


def test_a_long_outcome_serves_when_there_is_nothing_shorter():
    assert choose(from_lines(f"outcome | * | | The forum adopted a plan {LONG}.")).bottom_line == 0


def test_nothing_is_chosen_of_nothing():
    choice = choose(from_lines("boilerplate | | | Contact us."))
    assert choice.bottom_line is None
    assert choice.key_points == choice.messages == choice.outcome == ()


def test_each_session_is_heard_before_any_is_heard_twice():
    people = ("Ana Ruiz", "Ben Okri", "Cem Kaya", "Dan Wolf", "Eva Lund", "Fay Wong", "Gil Sena")
    said = "said that the price of salt must fall before the rains come"
    proceedings = from_lines(
        *[f"working | {name} | | {name} {said}." for name in people[:5]],
        "concluding | Fay Wong | | Fay Wong said that it had been a long day for all.",
        "welcome | Gil Sena | | Gil Sena said that it would be a long day for all.",
        "outcome | * | | The forum set up a salt fund for all members.",
        people=people,
        sessions=(("working", None, (0, 1, 2, 3, 4)), ("concluding", None, (5,)), ("welcome", None, (6,))),
    )
    choice = choose(proceedings)
    assert len(choice.key_points) == 5
    assert {5, 6} <= set(choice.messages)
    assert choice.messages[0] == 6
    assert {5, 6} <= set(choice.message_rank[:3])


def test_courtesy_gives_way_to_what_was_said():
    proceedings = from_lines(
        "outcome | * | | The forum set up a salt fund for all members.",
        "welcome | Ana Ruiz | | Ana Ruiz thanked the guests and the hosts for the welcome.",
        "+welcome | Ana Ruiz | | Ana Ruiz said the salt law must be passed before June.",
        people=("Ana Ruiz",),
    )
    choice = choose(proceedings)
    assert choice.messages == choice.key_points == (2,)


def test_the_bottom_line_is_not_repeated_as_a_point():
    proceedings = from_lines(
        "concluding | Ana Ruiz | | Ana Ruiz said the salt law must be passed before June.", people=("Ana Ruiz",)
    )
    choice = choose(proceedings)
    assert choice.bottom_line == 0
    assert choice.key_points == choice.messages == ()


def test_doubtful_sentences_are_no_key_points():
    proceedings = from_lines(
        "context | | | The forum met in May at the old hall.",
        "working | Ana Ruiz? | | The salt law must be passed before June.",
        people=("Ana Ruiz",),
    )
    assert choose(proceedings).key_points == ()


def test_groups_and_narration_fill_up_to_three():
    proceedings = from_lines(
        "context | | | The forum met in May at the old hall.",
        "context | | | More than sixty traders came from the four valleys.",
        "working | Ana Ruiz | | Ana Ruiz said the salt law must be passed before June.",
        "working | * | | Delegates asked for a fund that would pay for the roads.",
        "concluding | | | The day ended with a walk along the salt pans.",
        people=("Ana Ruiz",),
    )
    assert len(choose(proceedings).key_points) == 3
