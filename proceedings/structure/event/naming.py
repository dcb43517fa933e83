"""Gather the words that may be the event's title: names with a word for an event, quotations, lines, capitals, topics."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.structure.event.bodies import is_body_word
from proceedings.structure.event.calendar import is_calendar
from proceedings.structure.event.cities import is_venue_word
from proceedings.structure.event.occasions import Occasion, is_coined
from proceedings.structure.event.propernames import name_start
from proceedings.structure.event.ranking import step
from proceedings.structure.event.titleruns import spanning, title_run
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import is_capital, is_ordinal, is_word, token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Span

Found = tuple[Span, list[str]]
"""Words, and the traits by which they were found."""

LONGEST = 160
"""Tokens of the longest sentence looked at."""
LONGEST_LINE = 40
ENDS = 6
"""Ends of one name that are tried."""
CLAUSE = 25
"""Tokens that a topic in small letters may have."""

PIECE = lazy(r"[^|•:–—\n]+")


def gather(occasion: Occasion) -> Iterator[Found]:
    """Give the words of a sentence that may be the title."""
    early = occasion.tells or occasion.is_header or occasion.is_lead
    if len(occasion.tokens) > LONGEST or not (early or occasion.index < 10):
        return
    yield from event_names(occasion)
    if early or occasion.index < 8:
        yield from quotations(occasion)
    if early:
        if occasion.is_header:
            yield from lines(occasion)
        yield from runs(occasion)
        yield from small_names(occasion)


def event_names(occasion: Occasion) -> Iterator[Found]:
    """Give the names that a word for an event heads, with each of their possible starts and ends."""
    tokens = occasion.tokens
    for noun in occasion.nouns:
        head, after = token_at(tokens, noun.start), token_at(tokens, noun.end)
        if head >= len(tokens):
            continue
        capital = is_capital(tokens[head])
        start = name_start(tokens, head)
        while capital and start < head and tokens[start].text.islower() and not is_ordinal(tokens[start]):
            start += 1
        ranked = start < head and (is_capital(tokens[start]) or is_ranked(tokens[start]))
        if not capital and not ranked:
            continue
        starts = {start, *(i for i in range(start + 1, head) if is_ordinal(tokens[i])), *([head] if capital else [])}
        kind = "weak" if tokens[head].lower in words_of("events", "weak") else "strong"
        for first in sorted(starts):
            for end, joints in name_ends(tokens, after, occasion.text.isupper()):
                if end - first >= 2:
                    yield spanning(tokens, first, end), head_traits(kind, capital, head - first, first > start, joints)


def is_ranked(token: Token) -> bool:
    return is_ordinal(token) or token.lower in words_of("events", "recurring")


def head_traits(kind: str, capital: bool, before: int, later: bool, joints: tuple[str, ...]) -> list[str]:
    """Say how a name is built: its head, the words before it, the joints over which it goes on behind."""
    traits = ["by head", f"head:{kind} {'capital' if capital else 'small'}", "before head:" + step(before, (0, 1, 2, 3, 5))]
    traits += [f"joints:{min(sum(joint != 'run' for joint in joints), 3)}", *(f"joint:{joint}" for joint in set(joints))]
    traits.append(f"head:{kind} before:{step(before, (0, 1, 2))} joints:{min(len(joints), 2)}")
    if joints:
        traits.append(f"last joint:{joints[-1]}")
    if later:
        traits.append("later start")
    if before == 0 and not joints:
        traits.append("bare")
    return traits


def name_ends(tokens: tuple[Token, ...], after: int, shouted: bool) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give the possible ends of a name behind its head: after each run of capitals, with the joints passed so far."""
    end = run_end(tokens, after, shouted)
    joints: tuple[str, ...] = ("run",) if end > after else ()
    yield end, joints
    for _ in range(ENDS - 1):
        further = over_joint(tokens, end, shouted)
        if further is None:
            return
        at, joint = further
        end = at if joint == "(" else run_end(tokens, at, shouted)
        if end <= at and joint != "(":
            return
        joints = (*joints, joint)
        yield end, joints


def run_end(tokens: tuple[Token, ...], i: int, shouted: bool) -> int:
    """Give the index after the run of capitals and numbers that opens at token i."""
    while i < len(tokens):
        token = tokens[i]
        capital = (
            is_capital(token) and not is_calendar(token) and not (shouted and token.lower in words_of("events", "shouted"))
        )
        inside = token.text in "-–’'/" and i + 1 < len(tokens) and is_capital(tokens[i + 1])
        inside = inside and token.span.end == tokens[i + 1].span.start
        if not (capital or token.text.isdigit() or token.lower == "'s" or inside):
            break
        i += 1
    return i


def over_joint(tokens: tuple[Token, ...], end: int, shouted: bool) -> tuple[int, str] | None:
    """Give where a name goes on behind small words or a mark, and how they are called; behind a bracket, its end."""
    at = end
    while at < len(tokens) and at - end < 3 and tokens[at].lower in words_of("events", "joint"):
        if is_capital(tokens[at]) and not shouted:
            break
        at += 1
    if at > end:
        small = [t.lower for t in tokens[end:at]]
        if at >= len(tokens) or not is_capital(tokens[at]) or is_calendar(tokens[at]):
            return None
        return at, small[0] if len(small) == 1 else small[0] + (" the" if "the" in small[1:] else " more")
    if at + 1 >= len(tokens) or tokens[at].text not in ",:–—-(":
        return None
    if tokens[at].text == "(":
        close = next((i for i in range(at + 1, min(at + 5, len(tokens))) if tokens[i].text == ")"), None)
        return (close + 1, "(") if close is not None and is_capital(tokens[at + 1]) else None
    mark = tokens[at].text
    at += 1 + (tokens[at + 1].lower in ("and", "the"))
    return (at, mark) if at < len(tokens) and is_capital(tokens[at]) and not is_calendar(tokens[at]) else None


def quotations(occasion: Occasion) -> Iterator[Found]:
    """Give the quotations that are no sentence of more than twenty words, with what stands by them."""
    for match in occasion.quoted:
        inside = match[match.lastgroup or "a"]
        words = inside.strip().rstrip(",;.")
        parts = words.split()
        if not 2 <= len(parts) <= 20:
            continue
        start = occasion.start + match.start(match.lastgroup or "a") + len(inside) - len(inside.lstrip())
        opens, ends = occasion.start + match.start(), occasion.start + match.end()
        capitals = sum(part[0].isupper() for part in parts)
        traits = ["by quotation", "quotation after:" + quotation_after(occasion, opens)]
        traits.append("quotation in:" + ("capitals" if capitals > 0.6 * len(parts) else opening_case(words)))
        traits.append("quotation by event:" + beside(occasion, opens, ends))
        for kind, reach in (("titled", 12), ("themed", 40), ("part", 30)):
            near = any(0 <= opens - phrase.end < reach for phrase in occasion.spans(kind))
            traits.append(f"quotation {kind}:{near}")
        yield Span(start, start + len(words)), traits
        behind = EXPLAINED.match(occasion.text, match.end())
        first = token_at(occasion.tokens, occasion.start + behind.end()) if behind else 0
        end = title_run(occasion.tokens, first) if behind else 0
        if any(t.lower in words_of("events", "event") for t in occasion.tokens[first:end]):
            yield Span(opens, occasion.tokens[end - 1].span.end), ["by quotation and name"]


EXPLAINED = lazy(r"\s?[–—-]\s(?:the|a|an)\s(?=[A-ZÀ-Þ])")
"""What joins a title in quotation marks to what it is: "‘Spark 2019’ – the Student Research Convention for …"."""


def opening_case(words: str) -> str:
    return "a capital" if words[0].isupper() else "small letters"


def quotation_after(occasion: Occasion, opens: int) -> str:
    """Say what stands before a quotation."""
    at = token_at(occasion.tokens, opens)
    if at == 0:
        return "start"
    token = occasion.tokens[at - 1]
    if not is_word(token) or token.lower in words_of("events", "brings_quotation"):
        return token.lower
    if token.lower in words_of("events", "event"):
        return "event"
    return "Capital" if is_capital(token) else "word"


def beside(occasion: Occasion, opens: int, ends: int) -> str:
    """Say where the next word for an event stands, seen from a quotation."""
    if any(0 <= opens - noun.end < 60 for noun in occasion.nouns):
        return "before"
    if any(opens <= noun.start and noun.end <= ends for noun in occasion.nouns):
        return "inside"
    return "behind" if any(0 <= noun.start - ends < 30 for noun in occasion.nouns) else "none"


def lines(occasion: Occasion) -> Iterator[Found]:
    """Give a header line as a whole, and its pieces between bars, colons and dashes."""
    if len(occasion.tokens) >= LONGEST_LINE:
        return
    yield Span(occasion.start, occasion.start + len(occasion.text.rstrip(" .:"))), ["by line"]
    pieces = list(PIECE.finditer(occasion.text))
    for n, piece in enumerate(pieces if len(pieces) > 1 else []):
        words = piece.group()
        start = occasion.start + piece.start() + len(words) - len(words.lstrip())
        end = occasion.start + piece.start() + len(words.rstrip(" ."))
        if end - start > 8:
            place = "first" if n == 0 else "last" if n == len(pieces) - 1 else "inner"
            mark = occasion.text[piece.start() - 1] if piece.start() else ""
            yield Span(start, end), ["by piece", f"piece:{place}", f"piece after:{mark}"]


def runs(occasion: Occasion) -> Iterator[Found]:
    """Give the runs of capitals without a word for an event: "GeoPila 2025", "Paper, Pixel"."""
    tokens = occasion.tokens
    i = 0
    while i < len(tokens):
        if not is_capital(tokens[i]) or not is_word(tokens[i]) or is_calendar(tokens[i]):
            i += 1
            continue
        end = title_run(tokens, i)
        coined = [n for n in range(i, end) if is_capital(tokens[n]) and is_coined(tokens, n)]
        office = tokens[i].lower in words_of("bodies", "person") and any(
            map(is_body_word, tokens[i:end])
        )  # "Deputy Head of Mission of the Embassy of …"
        if (end - i >= 2 or coined) and not office and not any(t.lower in words_of("events", "event") for t in tokens[i:end]):
            for first, stop in parts_of_run(tokens, i, end, coined):
                if stop - first >= 2 or coined:
                    yield run_of(occasion, first, stop, bool(coined))
        i = max(end, i + 1)


def parts_of_run(tokens: tuple[Token, ...], start: int, end: int, coined: list[int]) -> list[tuple[int, int]]:
    """Give a run, what stands before and behind its last "in" or "at", and the coined words in it with their year."""
    joint = next((n for n in range(end - 2, start, -1) if tokens[n].lower in ("in", "at")), None)
    parts = [(start, end)]
    if joint is not None:
        behind = joint + 1 + (tokens[joint + 1].lower == "the")
        in_hall = tokens[joint].lower == "at" and any(map(is_venue_word, tokens[behind:end]))  # "… at Palais Orvin"
        parts = [*([] if in_hall else parts), (start, joint), (behind, end)]
    parts += [(n, n + 1 + (n + 1 < end and is_ordinal(tokens[n + 1]))) for n in coined]
    return list(dict.fromkeys(parts))


def run_of(occasion: Occasion, i: int, end: int, coined: bool) -> Found:
    """Give a run of capitals with what it is and on which side of it a word for an event stands."""
    span = spanning(occasion.tokens, i, end)
    traits = ["by run", "run:" + ("coined" if coined else kind_of_run(occasion.tokens[i:end]))]
    if any(0 <= span.start - noun.end < 4 for noun in occasion.nouns):
        traits.append("run behind event")
    if any(0 < noun.start - span.end < 45 for noun in occasion.nouns):
        traits.append("run before event")
    return span, traits


def kind_of_run(name: tuple[Token, ...]) -> str:
    if any(map(is_body_word, name)):
        return "body"
    if any(map(is_venue_word, name)):
        return "venue"
    return "person" if any(t.lower in words_of("bodies", "person") for t in name) else "plain"


def small_names(occasion: Occasion) -> Iterator[Found]:
    """Give events named in small letters: "annual delegate conference", "seminar on glacial lakes", with their topics' ends."""
    tokens = occasion.tokens
    for noun in occasion.nouns:
        head, after = token_at(tokens, noun.start), token_at(tokens, noun.end)
        if head >= len(tokens):
            continue
        start = phrase_start(tokens, head)
        if not is_capital(tokens[head]) and not occasion.is_header and (start < head or tokens[head].lower not in PLAIN):
            weak = tokens[head].lower in words_of("events", "weak")
            traits = ["by small name", "before small head:" + step(head - start, (0, 1, 2, 3)), f"small weak:{weak}"]
            yield spanning(tokens, start, after), [*traits, "small name opens:" + small_opening(tokens[start])]
        if after < len(tokens) and tokens[after].lower in ("on", "for", "of", "about"):
            named = name_start(tokens, head)
            yield from topics(tokens, start if named == head else named, head, after)


PLAIN = frozenset({"event", "meeting"})


def phrase_start(tokens: tuple[Token, ...], head: int) -> int:
    """Go back from a word for an event to the start of its phrase, at most five words."""
    start = head
    while start > 0 and head - start < 5 and is_word(tokens[start - 1]) and not is_calendar(tokens[start - 1]):
        if tokens[start - 1].lower in words_of("events", "opens_phrase"):
            break
        start -= 1
    return start


def small_opening(token: Token) -> str:
    if is_ranked(token):
        return "ordinal"
    if token.lower in words_of("events", "qualifier"):
        return "qualifier"
    return "Capital" if is_capital(token) else "word"


def topics(tokens: tuple[Token, ...], start: int, head: int, after: int) -> Iterator[Found]:
    """Give "seminar on …" up to each place where its topic may end: a mark, a verb, "in", "at", "by"."""
    traits = ["by topic", f"topic head:{is_capital(tokens[head])}", f"topic by:{tokens[after].lower}"]
    traits.append("before topic head:" + step(head - start, (0, 1, 2, 3)))
    passed = 0
    for at in range(after + 2, min(after + 1 + CLAUSE, len(tokens))):
        token = tokens[at]
        final = token.text in '.;()“”"' or token.lower in words_of("events", "ends_topic")
        if final or token.text == "," or token.lower in ("in", "at", "on", "from", "by"):
            yield spanning(tokens, start, at), [*traits, f"topic stops passed:{passed}"]
            passed += 1
        if final or passed > 3:
            return
    yield spanning(tokens, start, min(after + 1 + CLAUSE, len(tokens))), [*traits, "topic to the end"]
