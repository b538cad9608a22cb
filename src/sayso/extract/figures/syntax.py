"""A light parse: noun phrases from the tags of a line's words, in languages that have a tagger.

No tree is built: a noun phrase is a run of determiners, adjectives and nouns. What is not plain is None.
"""

from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line

from .tags import NOUNS

_INSIDE: Final = frozenset({"N", "NS", "NP", "J", "VN", "VG", "CD"})
EDGES: Final = frozenset({";", ":", "(", ")", "“", "”", '"', "!", "?"})
#: So many words at most are walked over in one phrase, so that the cost stays linear.
LONGEST: Final = 12
#: A noun phrase takes so many phrases with prepositions behind it.
_MOST_PHRASES: Final = 4
_DATED: Final = 3


def noun_phrase(line: Line, place: int, tags: list[str], g: Grammar) -> int:
    """Where the noun phrase that begins at `place` ends, after its last noun; `place` itself where there is none."""
    at, end, plural = place, place, False
    while at < len(tags) and at < place + LONGEST:
        tag = tags[at]
        if _ends_phrase(line, at, g):
            break
        if tag in NOUNS:
            if plural and (
                tag == "NP"
                or (tag == "NS" and _acts(tags, at))
                or (
                    line.key(at - 1) in g.words("counted.plural")
                    and line.key(at - 1) not in g.words("counted.first_of_two")
                )
            ):
                break
            at, plural = at + 1, tag == "NS"
            end = at
            if plural and not (at < len(tags) and tags[at] in NOUNS):
                break
        elif (
            tag in _INSIDE or (tag in {"R", "PS"} and _goes_on(tags, at)) or _joined(line, at) or _paired(tags, at, end)
        ):
            at += 1
        else:
            break
    while end > place and line.key(end - 1) in {"-", "’"}:
        end -= 1
    return end


def _acts(tags: list[str], at: int) -> bool:
    """Whether what is tagged as a plural is a verb, by the pronoun or article after it: "19 fouls proves it"."""
    return at + 1 < len(tags) and tags[at + 1] in {"PR", "D", "PS"}


def _ends_phrase(line: Line, at: int, g: Grammar) -> bool:
    """Whether a word stands at `at` that the lists know to end a phrase, whatever its tag."""
    if at in line.taken:
        return True
    key = line.key(at)
    if _joined(line, at):
        return False
    dated = key in g.words("counted.ended") and line.key(at - 1) in g.words("counted.times")  # "the quarter ended June"
    quality = key in g.words("counted.dimensions") and line.tags[at + 1 : at + 2] in (["N"], ["NS"])  # "an old laptop"
    if dated or quality:
        return False
    known = key in g.words("counted.stop") or key in g.words("counted.verbs")
    return known and key not in {"s", "and", "or"} and not line.capital(at)


def _goes_on(tags: list[str], at: int) -> bool:
    return at + 1 < len(tags) and tags[at + 1] in {"J", "VN", "N", "NS", "NP", "VG"}


def _joined(line: Line, at: int) -> bool:
    """A hyphen or apostrophe within a word, or the letter after an apostrophe."""
    key = line.key(at)
    if key in {"-", "’", "&", "/"}:
        return line.glued(at) or key == "&"
    return (
        line.glued(at)
        and line.word(at)
        and (line.key(at - 1) in {"-", "/"} or (line.key(at - 1) == "’" and key == "s"))
    )


def _initials(line: Line, at: int) -> bool:
    """The full stop within "U.S."."""
    return line.key(at) == "." and line.glued(at) and line.glued(at + 1) and len(line.key(at - 1)) == 1


def _paired(tags: list[str], at: int, end: int) -> bool:
    """As in "digital and physical sales": "and" between two adjectives, before any noun."""
    if tags[at] != "CC" or tags[at + 1 : at + 2] not in (["J"], ["VN"]):
        return False
    return (end < at and tags[at - 1] in {"J", "VN"}) or (tags[at - 1] == "N" and tags[at + 2 : at + 3] == ["NS"])


def with_phrases(line: Line, end: int, tags: list[str], g: Grammar) -> int:
    """Past the phrases with prepositions behind a noun phrase: "stake | in a school | in mainland China"."""
    for _ in range(_MOST_PHRASES):
        if not (end < len(tags) and line.key(end) in g.words("counted.joints")):
            return end
        start = after_determiner(line, end + 1, tags, g)
        further = noun_phrase(line, start, tags, g)
        if further == start or line.digits(end + 1) or line.key(further - 1) in g.words("counted.times"):
            return end
        end = further
    return end


def after_determiner(line: Line, place: int, tags: list[str], g: Grammar) -> int:
    """Past articles and possessives."""
    at = place
    while (
        at < place + 2
        and at < len(tags)
        and (tags[at] in {"D", "PS"} or line.key(at) in g.words("counted.determiners"))
    ):
        at += 1
    return line.taken.get(at, at)  # "a 6.5 kW array"


def phrase_ending(line: Line, end: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """The noun phrase that ends right before `end`, with its determiner; None where no noun stands there."""
    end -= line.key(end - 1) == "." and not ends_sentence(line, end - 1, g)
    if (
        end < 1
        or end - 1 in line.taken
        or not (tags[end - 1] in NOUNS or _numbered(tags, end) or _named_by_quality(tags, end))
    ):
        return None
    start = end - 1
    while start > 0 and end - start < LONGEST:
        before = tags[start - 1]
        if _ends_phrase(line, start - 1, g):
            break
        if (
            before in _INSIDE
            or (before == "PS" and line.key(start - 1) in {"s", "’"})
            or (before == "R" and tags[start] in {"J", "VN"} and start > 1 and tags[start - 2] == "D")
            or _joined(line, start - 1)
            or _initials(line, start - 1)
        ):
            start -= 1
        else:
            break
    while (
        start + 1 < end
        and tags[start] in {"VG", "VN", "CD"}
        and _is_verb_before(tags, start)
        and not (line.key(start) in g.words("counted.ended") and _dates(line, start, g))
    ):
        start += 1
    while start < end and line.key(start) in {"-", "’", "&", "/"}:
        start += 1
    hyphened = _with_hyphened(line, start)
    if hyphened < start and line.key(hyphened - 1) == "s" and line.key(hyphened - 2) == "’":  # "Italy’s 10-year yield"
        whose = phrase_ending(line, hyphened - 2, tags, g)
        return None if whose is None else (whose[0], end)
    start = hyphened
    listed = (
        line.key(start - 1) in g.words("counted.determiners") and tags[start - 1] != "P"
    )  # "wrote that prices rose"
    if start > 0 and (tags[start - 1] in {"D", "PS"} or listed):
        return start - 1, end
    return start, end


def _with_hyphened(line: Line, start: int) -> int:
    """Where a phrase begins whose first word hangs on a number: "the *350-page report*", "a *30-year mortgage*"."""
    if line.key(start - 1) == "-" and line.glued(start) and line.glued(start - 1) and start - 2 in line.taken:
        return first_of_figure(line, start - 2)
    if start - 1 not in line.taken:
        return start
    first = first_of_figure(line, start - 1)
    return first if any(line.key(at) == "-" and line.glued(at) for at in range(first + 1, start - 1)) else start


def first_of_figure(line: Line, place: int) -> int:
    """Where the figures that end at `place` begin; the place after it where none does. So many words are walked back at most."""
    first, least = place + 1, max(0, place - 2 * LONGEST)
    while first > least and first - 1 in line.taken:
        first -= 1
    return first


def before_date(line: Line, end: int, tags: list[str], g: Grammar) -> int:
    """Before two words that only date a noun phrase: "sales *last year*", "two servings *a day*"."""
    dated = end > _DATED and line.key(end - 1) in g.words("counted.times") and tags[end - 2] in {"D", "J", "P"}
    return end - 2 if dated and tags[end - _DATED] in NOUNS and end - 1 not in line.taken else end


def ends_sentence(line: Line, at: int, g: Grammar) -> bool:
    """Whether a full stop at `at` ends a sentence: not after "Inc." and the like, nor before a word in small letters."""
    if line.key(at) != ".":
        return False
    small = line.word(at + 1) and not line.capital(at + 1) and line.glued(at)
    return not (small or line.glued(at + 1) or line.key(at - 1) in g.words("counted.shortened"))


def _numbered(tags: list[str], end: int) -> bool:
    """Whether a name ends in its number: "the S&P 500", "TA-25"."""
    return end > 1 and tags[end - 1] == "CD" and tags[end - 2] in {"NP", "N", "."}


def _named_by_quality(tags: list[str], end: int) -> bool:
    """Whether an adjective stands for a thing: "the lowest"."""
    return end > 1 and tags[end - 1] == "J" and tags[end - 2] == "D"


def _is_verb_before(tags: list[str], at: int) -> bool:
    """Whether a participle stands where a verb would: after a helping verb or a noun."""
    return at > 0 and tags[at - 1] in {"V", "M", "N", "NS", "NP", "PR", "W"}


def whole_phrase(
    line: Line, end: int, tags: list[str], g: Grammar, *, joints: str = "counted.joints"
) -> tuple[int, int] | None:
    """The noun phrase before `end`, with what it belongs to by prepositions on its left: "revenue from mainland China".

    `joints` names the list of the words that may stand between.
    """
    end = before_date(line, end, tags, g)
    found = phrase_ending(line, end, tags, g)
    for _ in range(_MOST_PHRASES):
        if found is None or found[0] <= 1 or tags[found[0] - 1] != "P" or not _dates(line, found[1], g):
            break
        end = found[0] - 1  # "rainfall since January" is rainfall
        found = phrase_ending(line, end, tags, g)
    if found is None:
        return None
    start = found[0]
    for _ in range(_MOST_PHRASES):
        joint = first_of_figure(line, start - 1) - 1  # "the bridge with 28 arches"
        joint -= joint < start - 1 and tags[joint] == "D"  # "the rate on a 30-year mortgage"
        paired = joints != "counted.of" and tags[joint] == "CC" and joint > 0 and tags[joint - 1] in NOUNS
        free = joints == "counted.joints" and joint > 0 and _is_preposition(line, joint, tags, g)
        if joint < 1 or not (paired or free or line.key(joint) in g.words(joints)):
            break
        joint -= tags[joint - 1] in {"VN", "V"} and line.key(joint - 1).endswith(
            "ed"
        )  # "loads shipped under a false code"
        further = phrase_ending(line, joint, tags, g)
        if further is None and line.key(joint - 1) in g.words("base.pronouns"):  # "those in the mines" are no mines
            return None
        if further is None:
            break
        if line.key(end - 1) in g.words("counted.times"):  # "revenue in the quarter" is revenue
            end = further[1]
        start, found = further[0], further
    if found[1] != end and line.key(found[1] - 1) in g.words("counted.times"):  # "released on Tuesday by researchers"
        return None
    return start, end


def _is_preposition(line: Line, at: int, tags: list[str], g: Grammar) -> bool:
    """Whether any preposition stands after a noun, and no word that opens a clause: "a spot *during* the game"."""
    if line.key(at + 1) in g.words("counted.accounts"):  # "profit before tax"
        return tags[at - 1] in NOUNS
    opens = g.words("clauses.joining|counted.opens_clauses|multiples.than")
    return tags[at] == "P" and tags[at - 1] in NOUNS and line.key(at) not in opens


def _dates(line: Line, end: int, g: Grammar) -> bool:
    """Whether a phrase ends in a word that only dates: a month, a day, a quarter."""
    return (
        line.key(end - 1) in g.words("counted.times") or g.number_of("dates.months").at(line.keys, end - 1) is not None
    )
