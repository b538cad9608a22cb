"""Noun phrases by light rules on the words: no tagger, so only what is plain is taken."""

from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line

from .syntax import after_determiner, noun_phrase, whole_phrase
from .tags import NOUNS, VERBS, tags_of

_CONTENT: Final = NOUNS | {"J", "VN", "VG"}
_MOST: Final = 6
_FEW: Final = 3
_SHORT: Final = 3


def phrase_after(
    line: Line, place: int, g: Grammar, *, single: bool = False, many: bool = False
) -> tuple[int, int] | None:
    """The noun phrase that begins at `place`, with its article, as token numbers; None where there is none.

    `single` takes one plural only: "one in twenty pupils walks".
    """
    if tags := tags_of(line, g):
        return _tagged_after(line, place, tags, g, single=single, many=many)
    at = place
    while line.key(at) in g.words("counted.determiners") and at < place + 2:
        at += 1
    end = _body(line, at, g)
    if many and end > at and not _may_be_many(line, at, g):
        return None
    if (
        single
        and g.words("counted.plural")
        and not g.words("counted.agreement")
        and end - at > 1
        and is_plural(line.key(end - 2), g)
    ):
        end -= 1
    return (place, end) if end > at else None


def _tagged_after(
    line: Line, place: int, tags: list[str], g: Grammar, *, single: bool, many: bool
) -> tuple[int, int] | None:
    at = after_determiner(line, place, tags, g)
    end = noun_phrase(line, at, tags, g)
    if end == at:
        return None
    if single and end - at > 1 and tags[end - 2] == "NS":
        end -= 1
    if many and not is_plural(line.key(end - 1), g) and tags[end - 1] != "NS" and tags[at] == "N":
        end = at + 1  # "a 12 page document" has pages
    return place, end


def _may_be_many(line: Line, first: int, g: Grammar) -> bool:
    """Whether a Spanish or French noun has the ending of a plural; a verb after a number has none."""
    if g.flags["capital_nouns"] or not g.words("counted.agreement"):
        return True
    endings = g.endings("counted.agreement")
    known = g.words("counted.plural")
    return line.key(first).endswith(endings) or line.key(first) in known


def _body(line: Line, place: int, g: Grammar) -> int:
    if not is_content(line, place, g):
        return place
    if g.flags["capital_nouns"]:
        return _german(line, place, g)
    if g.words("counted.agreement"):
        return _romance(line, place, g)
    return _english(line, place, g)


def is_content(line: Line, place: int, g: Grammar) -> bool:
    """Whether a word stands at `place` that may belong to a noun phrase."""
    if tags := tags_of(line, g):
        key = line.key(place)
        return line.word(place) and tags[place] in _CONTENT and key not in g.words("counted.stop|counted.verbs")
    key = line.key(place)
    noun = place > 0 and line.capital(place) and key in g.words("counted.nouns_too")
    if noun:
        return True
    if not line.word(place) or key in g.words("counted.stop") or key in g.words("counted.never"):
        return False
    return not is_verb(line, place, g)


def is_verb(line: Line, place: int, g: Grammar) -> bool:
    """Whether a form that only verbs have stands at `place`, by the word lists. A German noun has a capital."""
    if tags := tags_of(line, g):
        return line.word(place) and tags[place] in VERBS
    key = line.key(place)
    if g.flags["capital_nouns"] and line.capital(place):
        return False
    ending = not line.capital(place) and key.endswith(g.endings("counted.verb_endings"))
    return ending or key in g.words("counted.verbs")


def _hyphen(line: Line, place: int) -> bool:
    joins = line.key(place) == "-" and line.glued(place) and line.glued(place + 1)
    return joins and line.word(place + 1)


def is_plural(key: str, g: Grammar) -> bool:
    """Whether a word has the look of an English plural, or is listed as one."""
    if key in g.words("counted.plural"):
        return True
    return len(key) > _SHORT and key.endswith("s") and not key.endswith(("ss", "us", "is", "ous"))


def _english(line: Line, place: int, g: Grammar) -> int:
    """Adjectives and nouns up to the first plural; two plurals in a row belong together."""
    at = place
    while at < place + _MOST and (is_content(line, at, g) or _hyphen(line, at)):
        at += 1
        if is_plural(line.key(at - 1), g) and not _hyphen(line, at):
            more = is_content(line, at, g) and is_plural(line.key(at), g)
            return at + 1 if more else at
    if line.key(place).endswith("ed"):
        return place
    return at if at - place <= _FEW else place + _FEW


def _german(line: Line, place: int, g: Grammar) -> int:
    """Adjectives in lower case, then one noun with a capital, with what is hyphened to it."""
    at = place
    endings = g.endings("counted.agreement")
    while at < place + _MOST and is_content(line, at, g) and not line.capital(at) and line.key(at).endswith(endings):
        at += 1
    if not line.capital(at) or not is_content(line, at, g):
        return place
    at += 1
    while _hyphen(line, at) and at < place + 2 * _MOST:
        at += 2
    joined = (
        at + 2 if line.key(at) == "-" and line.glued(at) and line.key(at + 1) in g.words("counted.list_joins") else at
    )
    return joined + 1 if joined > at and line.capital(joined) else at  # "Staats- und Regierungschefs"


def _romance(line: Line, place: int, g: Grammar) -> int:
    """Adjectives that stand before, one noun, and adjectives that agree with it after."""
    at = place
    while line.key(at) in g.words("counted.pre_adjectives") and is_content(line, at + 1, g):
        at += 1
    at += 1
    while _hyphen(line, at) and at < place + 2 * _MOST:
        at += 2
    endings = g.endings("counted.agreement")
    while (
        at < place + 4 and is_content(line, at, g) and len(line.key(at)) > _SHORT + 1 and line.key(at).endswith(endings)
    ):
        at += 1
    return at


def phrase_before(line: Line, place: int, g: Grammar, *, whole: bool = False) -> tuple[int, int] | None:
    """The noun phrase that ends right before `place`, with its article. `whole` goes on over prepositions to its left.

    A German one ends in a noun, with its capital.
    """
    if tags := tags_of(line, g):
        return whole_phrase(line, place, tags, g, joints="counted.joints" if whole else "counted.of")
    start = _back(line, place, g)
    if start == place or (g.flags["capital_nouns"] and line.word(place - 1) and not line.capital(place - 1)):
        return None
    joints = g.words("counted.joints|counted.of")
    while whole and place - start < 2 * _MOST:
        joint = start if line.key(start) in joints else start - 1
        if line.key(joint) not in joints or (further := _back(line, joint, g)) == joint:
            break
        start = further
    return start, place


def _back(line: Line, place: int, g: Grammar) -> int:
    at, german = place, g.flags["capital_nouns"]
    while at > max(0, place - _MOST) and (is_content(line, at - 1, g) or _hyphen(line, at - 1) or _quote(line, at - 1)):
        if german and at < place and _no_phrase(line, at - 1, g):
            break
        at -= 1
    if at == place or line.key(at) == "-":
        return place
    if line.key(at - 1) in g.words("counted.determiners") and at > 0:
        return at - 1
    verbs = g.endings("counted.preterite") if german else ()
    while verbs and at < place - 1 and not line.capital(at) and line.key(at).endswith(verbs):
        at += 1  # without an article before it, "kaufte Land" is no adjective and noun
    return at


def _no_phrase(line: Line, place: int, g: Grammar) -> bool:
    """Whether a German phrase cannot reach back to a word: a scale, or a noun before an adjective ("Polen kaufte Land")."""
    scale = g.numbers.words.at(line.keys, place)
    lower = line.word(place + 1) and not line.capital(place + 1)
    return (line.capital(place) and lower) or (scale is not None and scale[0].multiplies)


def _quote(line: Line, place: int) -> bool:
    """A single quoted word within a phrase: seminars on “Islam”."""
    return line.key(place) in {"“", "”", "„", "«", "»", '"'}


def phrase_in_pairs(line: Line, place: int, g: Grammar) -> tuple[int, int] | None:
    """The noun phrase before `place`, and the one that "and" joins to it: "friends and surroundings (54%)"."""
    found = phrase_before(line, place, g)
    if found is None or line.key(found[0] - 1) not in g.words("counted.list_joins"):
        return found
    first = phrase_before(line, found[0] - 1, g)
    return found if first is None else (first[0], place)


def sibling_phrase(line: Line, bracket: int, g: Grammar) -> tuple[int, int] | None:
    """In "A (54%), B (48%)": what stands between the last bracket's comma, or a helping verb after it, and this bracket."""
    at, least = bracket - 1, max(0, bracket - 3 * _MOST)
    while at > least and line.key(at) not in {",", ";", "(", ")"}:
        at -= 1
    after_comma = line.key(at) in {",", ";"} and line.key(at - 1) == ")"
    after_bracket = line.key(at) == ")" and line.key(at + 1) in g.words("counted.list_joins")
    if at == least or not (after_comma or after_bracket):
        return None
    helping = g.words("counted.auxiliaries") & g.words("counted.verbs")
    start = next((verb + 1 for verb in range(bracket - 1, at, -1) if line.key(verb) in helping), at + 1)
    return (start, bracket) if start < bracket else None
