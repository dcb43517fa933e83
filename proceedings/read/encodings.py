"""Decode the bytes of a text: bytes in, text and what was assumed out. UTF-8, UTF-16, UTF-32; else the encoding that fits best.

The legacy encodings are tried over the whole file: each decodes all the bytes, and the words that come out are judged. General
detectors were tried first; they took English press releases in Windows-1252, with their few accented names, for DOS text.
"""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from proceedings.errors import UnreadableError
from proceedings.values import dataclass

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; those of UTF-32 first, for that of UTF-16 is how one of them begins."""

WESTERN = (
    ("éèàùâêîôûçëïüœæ", 1.0),  # French
    ("äöüß", 1.0),  # German
    ("áéíóúñü", 1.0),  # Spanish
    ("áâãàçéêíóôõú", 1.0),  # Portuguese
    ("åäöøæé", 1.0),  # Danish, Norwegian, Swedish, Finnish
    ("àèéìòù", 1.0),  # Italian
    ("ëïéèöüá", 1.0),  # Dutch, Albanian (with ç: as French)
    ("äöõüšž", 0.7),  # Estonian
    ("áéíóúýþæöð", 0.6),  # Icelandic, Faroese
)
CENTRAL = (
    ("ąćęłńóśźż", 1.0),  # Polish
    ("áčďéěíňóřšťúůýž", 1.0),  # Czech
    ("áäčďéíĺľňóôŕšťúýž", 1.0),  # Slovak
    ("áéíóöőúüű", 1.0),  # Hungarian
    ("ăâîşţ", 1.0),  # Romanian
    ("čćđšž", 1.0),  # Croatian, Serbian, Slovene, Bosnian
    ("äöüß", 1.0),  # German
)
TURKISH = (("çğıiöşüâîû\u0307", 1.0),)
BALTIC = (("āčēģīķļņšūž", 1.0), ("ąčęėįšųūž", 1.0), ("äöõüšž", 1.0))
CYRILLIC = (("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўқғңөұүһәӣӯҳҷј", 1.0),)
"""The letters beyond ASCII of the languages that are written in an encoding, and how likely each is: a word stands in one."""


@dataclass(frozen=True, slots=True)
class Legacy:
    """An encoding of one byte a letter: Python's name, ours, and the languages written in it."""

    codec: str
    name: str
    languages: tuple[tuple[str, float], ...]


LEGACY = (
    Legacy("cp1252", "Windows-1252 (Western European)", WESTERN),
    Legacy("cp1254", "Windows-1254 (Turkish)", TURKISH),
    Legacy("cp1250", "Windows-1250 (Central European)", CENTRAL),
    Legacy("iso8859_2", "Latin-2 (Central European)", CENTRAL),
    Legacy("cp1257", "Windows-1257 (Baltic)", BALTIC),
    Legacy("cp1251", "Windows-1251 (Cyrillic)", CYRILLIC),
    Legacy("koi8_r", "KOI8-R (Cyrillic)", CYRILLIC),
    Legacy("cp866", "DOS 866 (Cyrillic)", CYRILLIC),
    Legacy("mac_roman", "Mac Roman (Western European)", WESTERN),
    Legacy("cp850", "DOS 850 (Western European)", WESTERN),
)
"""Encodings that are tried, the likelier first."""

MARKS = "“”‘’„‚–—…•·«»°§©®™€£№\xa0"
"""Signs beyond ASCII that stand in any report."""

WITHIN = "’–—…·\xa0"
"""Those of them that may stand between two letters."""

SOUND = re.compile(r"\S*[^\x00-\x7f]\S*")
PART = re.compile(r"[^\W\d_]+")
UTF_8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
SHOWN = 3
"""Words that a note shows, so that a wrong guess can be seen."""


def decode(content: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Decode a text; gives it and a sentence that says what was assumed, "" for UTF-8. A byte order mark is no text.

    declared: the encoding that the file itself states. Raises UnreadableError when no encoding fits.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return strictly(content[len(mark) :], encoding, name), ""
    wide = without_mark(content)
    if wide:
        return strictly(content, wide, name), f"The text has no mark of its encoding; it was read as {wide[:6].upper()}."
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        pairs = UTF_8_PAIR.findall(content)
        if len(pairs) > 1 and len(UTF_8_PAIR.sub(b"", content).translate(None, bytes(range(128)))) * 2 <= len(pairs):
            line = content.count(b"\n", 0, error.start) + 1
            raise UnreadableError(
                f"The text is in UTF-8, but damaged: byte {error.start + 1:,} cannot be read.",
                place=f"{name}:{line}",
                hint="Get the file once more, or save it again as UTF-8 from the program that made it.",
            ) from None
    stated = declared_codec(declared)
    if stated:
        return content.decode(stated, "replace"), ""
    return guess(content, name)


def declared_codec(declared: str) -> str:
    """Give Python's name of an encoding that a file states, "" when there is none or it cannot be true.

    Latin-1 and ASCII mean Windows-1252, as browsers read them.
    """
    try:
        codec = codecs.lookup(declared.strip()).name if declared else ""
        b"".decode(codec or "ascii")
    except (LookupError, ValueError, UnicodeError):
        return ""
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "utf-8": ""}.get(codec, codec)


def strictly(content: bytes, encoding: str, name: str) -> str:
    """Decode text whose encoding is known."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError(
            f"The text is in {encoding.upper().removesuffix('-LE').removesuffix('-BE')}, but damaged.",
            place=name,
            hint="Save it again as UTF-8 from the program that made it.",
        ) from None


def without_mark(content: bytes) -> str:
    """Name the encoding of text in UTF-16 or UTF-32 without a byte order mark, "" when it is none of these."""
    if len(content) < 8 or content.count(0) * 4 < len(content):
        return ""
    for encoding, step, at in (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1)):
        letters = content[at::step]
        zeros = content.count(0) - letters.count(0)
        if len(content) % step == 0 and letters.count(0) == 0 and zeros >= 0.9 * (len(content) - len(letters)):
            return encoding
    return ""


def no_text(name: str) -> UnreadableError:
    """Give the error for what is no text in any encoding that is known."""
    return UnreadableError(
        "This is no text that can be read: no encoding fits its bytes.",
        place=name,
        hint="Save it again as UTF-8 (in Word: Plain text, other encoding, Unicode UTF-8) and try once more.",
    )


def guess(content: bytes, name: str) -> tuple[str, str]:
    """Decode text in the legacy encoding in which its letters make the best words."""
    if len(CONTROL.findall(content)) * 50 > len(content):
        raise no_text(name)
    best: tuple[float, str, Legacy] | None = None
    for legacy in LEGACY:
        try:
            text = content.decode(legacy.codec)
        except UnicodeDecodeError:
            continue
        score = likelihood(text, legacy)
        if best is None or score > best[0]:
            best = score, text, legacy
    if best is None or best[0] <= 0:
        raise no_text(name)
    _, text, legacy = best
    words = dict.fromkeys(w.strip("“”‘’„«».,;:()") for w in re.findall(r"\S*[^\W\d_a-zA-Z]\S*", text))
    seen = f" (check {', '.join(f'“{w[:30]}”' for w in list(words)[:SHOWN])})" if words else ""
    return text, f"The text is not in UTF-8; it was read as {legacy.name}{seen}."


def likelihood(text: str, legacy: Legacy) -> float:
    """Judge the words with characters beyond ASCII: about 1 for each that some language could write, less than 0 for others."""
    return sum(soundness(word, legacy) for word in SOUND.findall(text))


def soundness(word: str, legacy: Legacy) -> float:
    """Judge a word and the signs on it."""
    score = 0.0
    for i, c in enumerate(word):
        if c.isascii() or c.isalpha():
            continue
        between = word[i - 1 : i].isalpha() and word[i + 1 : i + 2].isalpha()
        before_word = c in "©®™" and word[i + 1 : i + 2].isalpha()
        score += -3 if c not in MARKS else -2 if (between and c not in WITHIN) or before_word else 1
    for part in PART.findall(word):
        if part.isascii():
            continue
        letters = {c for c in part.lower() if not c.isascii()}
        mixed = legacy.languages is CYRILLIC and any(c.isascii() for c in part)
        jumps = any(a.islower() and b.isupper() for a, b in pairwise(part)) and not part.isascii()
        likely = max((weight for known, weight in legacy.languages if letters.issubset(known)), default=0.0)
        likely *= 0.9 if len(part) > 3 and part.isupper() else 1.0
        score += -2 if mixed or jumps or not likely or part.lower().endswith("æ") else likely
    return score
