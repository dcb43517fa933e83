"""Propose persons who are not named in the sentence: those a pronoun stands for, those who spoke before, those named after."""

from __future__ import annotations

from proceedings.model import Shape
from proceedings.structure.choices import Choices, Key, marks
from proceedings.structure.cues import SPEAKING, cues
from proceedings.structure.memory import Memory
from proceedings.structure.scene import Scene
from proceedings.structure.standing import Standing
from proceedings.structure.subjects import speaking

RECENT = 5
"""Among how many of the persons last named a pronoun looks."""

OFFICES = 60
"""Among how many of the persons last named an office looks for its holder."""

STEM = 4
"""Letters that a country has in common with its people: Norway, Norwegian."""

PATIENCE = 4
"""For how many sentences without a named speaker the last one may still speak on."""

OWNERS = frozenset({"his", "her"})
"""Words for whose something is."""

MANY = 40
"""How many persons and pronouns of a sentence are looked at; no sentence that was meant to be read has more."""

AHEAD = 8
"""How many sentences on the cue of a long quotation is looked for."""


def gender_of(word: str) -> str:
    """The gender of he, she, his, her."""
    return "m" if word in ("he", "his") else "f"


def propose_pronouns(scenes: list[Scene], i: int, choices: Choices, memory: Memory) -> None:
    """The persons that he, she, they, both, his and her may stand for."""
    scene = scenes[i]
    for standing in scene.standings[:MANY]:
        if standing.item.kind == "R":
            _he(scene, standing, choices, memory, trail_of(scenes, i))
        elif standing.item.kind == "T":
            _they(scene, standing, choices, memory)
    if memory.recent and _is_latter(scene):
        made = choices((memory.recent[0],))
        made.traits["L"] |= {"", f"last={memory.recent[0] in memory.last}", scene.subject}
        made.support("pronoun", None)
    _his(scene, choices, memory)


def _is_latter(scene: Scene) -> bool:
    """Whether the latter of two says something, and is no half of a year: "the latter announced"."""
    at = next((k for k, item in enumerate(scene.items[:-1]) if item.word == "latter"), None)
    following = scene.items[at + 1].verb if at is not None else None
    return following is not None and not following.classes.isdisjoint(SPEAKING)


def _he(scene: Scene, standing: Standing, choices: Choices, memory: Memory, trail: str) -> None:
    gender = gender_of(standing.item.word)
    before = [s for s in scene.standings if s.item.kind == "P" and s.item.span.start < standing.item.span.start]
    here = {s.item.person: s.left for s in before}
    pool = list(dict.fromkeys(list(here)[::-1][:RECENT] + memory.recent[:RECENT]))[:RECENT]
    evidence = marks(standing)
    rivals = 0
    for rank, person in enumerate(pool):
        fit = memory.fit(person, gender)
        made = choices((person,))
        made.traits["R"] |= evidence
        made.shared["R"] = scene.traits
        made.traits["R"] |= {
            fit,
            f"{fit}:{rank}",
            f"rivals={min(rivals, 2)}:{fit}",
            f"after={trail}:{rank}",
            f"after-group={memory.group}:{standing.left}",
            f"last={person in memory.last and not memory.since}:{fit}",
            f"subject={person in memory.subjects}:{fit}",
            f"here={person in here}:{fit}",
            f"here={here.get(person, '-')}:{standing.left}",
        }
        made.support("pronoun", standing)
        rivals += fit != "clash"


def _they(scene: Scene, standing: Standing, choices: Choices, memory: Memory) -> None:
    named = list(dict.fromkeys(s.item.person for s in scene.standings if s.item.kind == "P"))
    pairs: list[tuple[str, Key]] = [
        ("last", memory.last),
        ("speakers", tuple(sorted(memory.speakers[:2]))),
        ("recent", tuple(sorted(memory.recent[:2]))),
        ("named", tuple(named[:2])),
    ]
    word = standing.item.word
    for how, pair in pairs:
        if len(pair) < 2:
            continue
        made = choices(pair)
        made.traits["T"] |= marks(standing)
        made.traits["T"] |= {
            f"{word}:{how}",
            f"{word}:{how}:{standing.verb}",
            f"{how}:since={min(memory.since, 2)}",
            f"{word}:prev={memory.before}",
        }
        made.support("both", standing)


def _his(scene: Scene, choices: Choices, memory: Memory) -> None:
    """The owner of a study, a view, a team: "her study of 400 households found"."""
    if OWNERS.isdisjoint(scene.segment.words):
        return
    at = next((k for k, i in enumerate(scene.items) if i.kind == "d" and i.word in OWNERS), None)
    if at is None:
        return
    speech = cues().speech
    owned = "speech" if any(i.word in speech for i in scene.items[at + 1 : at + 4]) else "other"
    place = "start" if at == 0 else "led" if at == 1 and scene.items[0].kind == "p" else "later"
    free = not any(s.item.kind == "R" for s in scene.standings)
    for rank, person in enumerate(memory.recent[:3]):
        fit = memory.fit(person, gender_of(scene.items[at].word))
        spoke = person in memory.last
        made = choices((person,))
        made.traits["O"].add(f"{fit}:{place}:{owned}:{spoke}")
        if free:
            made.traits["O"] |= {f"{fit}:{rank}", f"{fit}:{place == 'start'}:{spoke}"}


def propose_offices(scene: Scene, choices: Choices, memory: Memory) -> None:
    """The persons that "the minister", "the Norwegian envoy" may stand for: those whose office it is, else the last named."""
    same = cues().same_office
    for words, standing in scene.offices:
        if standing.verb == "-" and standing.left not in ("inv", "according"):
            continue
        evidence = marks(standing)
        own = standing.item.word.lower()
        if own not in cues().offices:
            _they_by_office(own[:-1], standing, choices, memory)
            continue
        alike = same.get(own, frozenset((own,)))
        names = {w.lower() for w in words if _is_proper(w, own)}
        words = frozenset(w.lower() for w in words)
        countries = [n[:STEM] for n in names if cues().nouns.get(n) == "country"]
        rank = {"word": 0, "alike": 0, "none": 0}
        for person in memory.recent[:OFFICES]:
            roles = memory.roles[person]
            match = "word" if own in roles else "alike" if alike & roles else "none"
            if match == "none" and rank["none"] > 2:
                continue
            if countries and not any(role.startswith(country) for country in countries for role in roles):
                continue  # "the expert from Norway" is nobody of whom Norway was not said
            fuller = min(2, len((words - {own}) & roles))
            made = choices((person,))
            made.traits["D"] |= evidence
            made.traits["D"] |= {
                f"{match}:{rank[match]}",
                f"{match}:more={fuller}",
                f"{match}:{person in memory.last}:{min(memory.since, 2)}",
                f"{match}:rivals={rank['word']}",
                f"{match}:names={'-' if not names else 'fit' if names & roles else 'clash'}",
                f"{match}:{standing.verb}",
                f"own={own}:{match}",
                f"own={own}:{person in memory.last}:{min(memory.since, 2)}",
                f"own={own}:new={person not in memory.speakers}",
                f"{match}:held={memory.holders.get(own) == person}",
            }
            made.support("office", standing)
            rank[match] += 1


def _is_proper(word: str, own: str) -> bool:
    """Whether a word beside an office is a name ("the expert from Switzerland"), not part of the office."""
    lower = word.lower()
    if lower == own or lower in cues().offices or lower in cues().same_office:
        return False
    return word[:1].isupper() or cues().nouns.get(lower) == "country"


def _they_by_office(own: str, standing: Standing, choices: Choices, memory: Memory) -> None:
    """The last two whose office it is: "the co-chairs", "both ministers"."""
    holders = [p for p in memory.recent[:OFFICES] if own in memory.roles[p]][:2]
    if len(holders) == 2:
        made = choices(tuple(sorted(holders)))
        made.traits["B"] |= marks(standing)
        made.traits["B"] |= {"", standing.left, f"spoke={set(holders) <= set(memory.speakers[:2])}"}
        made.support("offices", standing)


def trail_of(scenes: list[Scene], i: int) -> str:
    """What the sentence before was about: the kind of its subject and of its verb, and whether somebody unknown spoke."""
    if not i:
        return "^"
    kind, _, verb = scenes[i - 1].subject.partition(":")
    if "other=Name:head" in scenes[i - 1].traits or "other=Name:tail" in scenes[i - 1].traits:
        return "stranger"
    return f"{kind}:{speaking(verb)}"


def propose_carry(scenes: list[Scene], i: int, choices: Choices, memory: Memory) -> None:
    """Whoever spoke last may speak on."""
    scene = scenes[i]
    if not memory.last or memory.since > PATIENCE or scene.is_title:
        return
    if any(s.is_explicit and s.item.person in memory.last for s in scene.standings):
        return
    kind, _, verb = scene.subject.partition(":")
    where = f"{'new' if scene.segment.first else 'same'}:{min(memory.since, 2)}"
    does, trail, following = speaking(verb), trail_of(scenes, i), what_follows(scenes, i, memory)
    made = choices(memory.last)
    made.shared["K"] = made.shared[f"K{where}"] = scene.traits
    made.traits["K"] |= {
        where,
        f"{where}:op={scene.opener}",
        f"{where}:{scene.subject}",
        f"{where}:{kind}",
        f"{where}:{kind}:{does}",
        f"{kind}:{does}",
        f"{where}:ten={scene.tense}",
        f"{where}:q={scene.quote}:{scene.inside}",
        f"op={scene.opener}",
        scene.subject,
        f"run={min(memory.run, 3)}:{where}",
        f"next={following}",
        f"{where}:next={following}",
        f"sure={memory.sure}:{where}",
        f"list={memory.listing}:{'item' in scene.traits}",
        f"after={trail}",
        f"after={trail}:{where}:{memory.before}",
        f"prevquote={scenes[i - 1].quote if i else '^'}:{scene.quote}:{where}",
    }
    course = memory.course
    topic = max((course.overlap(i, k) for k in memory.turn), default=0)
    tenses = course.tenses[i]
    cue = memory.cue
    cue_verb = cue.split(":")[1] if ":" in cue else "-"
    made.traits["K"] |= {
        f"cue={cue}",
        f"cue={cue}:{where}",
        f"cue={cue}:{tenses}",
        f"cue={cue_verb}:{kind}:{where}",
        f"cue={cue_verb}:{tenses}:{where}",
        f"chain={min(memory.chain, 4)}:{where}",
        f"rule={memory.rule}:{where}",
        f"topic={topic}:{where}",
        f"topic={topic}:{kind}:{does}",
        f"tenses={tenses}",
        f"tenses={tenses}:{where}",
        f"tenses={tenses}:{course.style}",
        f"tenses={tenses}:{kind}",
        f"style={course.style}:{where}",
        f"signal={course.signals[i].kind}:{where}",
    }
    if "asks" in scene.traits:
        then = course.signals[i + 1] if i + 1 < len(course.signals) else None
        reply = "end" if then is None else then.kind + (":same" if then.persons & set(memory.last) else "")
        made.traits["K"] |= {f"asks:{scene.quote}:{where}", f"asks:then={reply}"}
    made.support("same-quotation" if scene.inside else "speech-goes-on", None)
    if len(memory.last) > 1:
        _one_of_them(scene, where, choices, memory)
    if scene.head is not None and kind not in ("Q", "P") and does in ("speaks", "find") and made.cue is None:
        made.cue = scene.head.cue


def _one_of_them(scene: Scene, where: str, choices: Choices, memory: Memory) -> None:
    """Where several spoke, the last named of them may speak on."""
    made = choices((next(p for p in memory.recent if p in memory.last),))
    made.shared["KS"] = scene.traits
    made.traits["KS"] |= {"", where, scene.subject, f"op={scene.opener}", f"q={scene.quote}", f"run={min(memory.run, 3)}"}
    made.support("speech-goes-on", None)


def what_follows(scenes: list[Scene], i: int, memory: Memory) -> str:
    """What the next sentence of the paragraph begins with."""
    if i + 1 >= len(scenes) or scenes[i + 1].segment.first:
        return "end"
    following = scenes[i + 1]
    persons = {s.item.person for s in following.standings if s.item.kind == "P"}
    if persons:
        return "same-person" if persons & set(memory.last) else "other-person"
    if any(s.item.kind == "R" for s in following.standings):
        return "pronoun"
    return "quote" if following.quote in ("all", "first") else "other"


def propose_cue_after(scenes: list[Scene], i: int, choices: Choices) -> None:
    """The speaker of a quotation who is told only after it: in its last sentence, or in the sentence behind it."""
    scene = scenes[i]
    if scene.quote not in ("all", "first", "much") and not scene.open:
        return
    for k in range(i + 1, min(len(scenes), i + AHEAD)):
        following = scenes[k]
        named = [s for s in following.standings if s.item.kind == "P"]
        sure = [s for s in named if s.is_explicit]
        if named and (sure or k == i + 1):
            standing = (sure or named)[0]
            made = choices((standing.item.person,))
            made.traits["L"] |= {
                f"{bool(sure)}:{scene.open}:{following.inside}:{following.segment.first}",
                f"{bool(sure)}:{standing.left}:{scene.open}:{following.inside}:{following.quote}",
                f"{bool(sure)}:{scene.quote}:first={scene.segment.first}",
            }
            made.support("quotation-before-cue", standing)
        if following.segment.first and not following.inside:
            break
        if not (following.inside and (following.open or following.quote == "all")):
            break


def propose_announced(scenes: list[Scene], i: int, choices: Choices) -> None:
    """Somebody without a name ("a barber said") whom one of the next two sentences names."""
    scene = scenes[i]
    kind, _, verb = scene.subject.partition(":")
    if any(s.item.kind in "PR" for s in scene.standings) or kind in ("-", "it", "there", "Q", "T"):
        return
    if scene.segment.shape is Shape.HEADING:
        return
    for k in range(i + 1, min(len(scenes), i + 3)):
        named = [s for s in scenes[k].standings if s.item.kind == "P"]
        if not named:
            continue
        standing = named[0]
        mention = standing.item.mention
        if mention is not None and mention.kind.value == "full":
            step = f"{k - i}:{scenes[k].segment.first}"
            made = choices((standing.item.person,))
            made.traits["F"] |= {
                f"{kind}:{speaking(verb)}",
                f"{kind}:{scene.opener}",
                f"{step}:{standing.left}:{standing.verb}",
                f"{step}:{scenes[k].quote}",
                f"{step}:{mention.extent != mention.span}",
            }
            made.support("named-next", standing)
        return
