"""A light parse: noun phrases and subjects from the tags of a line's words, in languages that have a tagger.

No tree is built. A noun phrase is a run of determiners, adjectives and nouns; the subject of a figure is the noun phrase before the
finite verb that governs it. What is not plain is None.
"""

from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line
from sayso.language.tagger import tagger

NOUNS: Final = frozenset({"N", "NS", "NP"})
_INSIDE: Final = frozenset({"N", "NS", "NP", "J", "VN", "VG", "CD"})
_FINITE: Final = frozenset({"V", "M"})
VERBS: Final = frozenset({"V", "M", "VB"})
_SKIPPED: Final = frozenset({"R", "RP"})
_EDGES: Final = frozenset({";", ":", "(", ")", "“", "”", '"', "!", "?"})
#: So many words at most are walked over in one phrase, or back to a verb, so that the cost stays linear.
_LONGEST: Final = 12
_REACH: Final = 40
#: A noun phrase takes so many phrases with prepositions behind it.
_MOST_PHRASES: Final = 3
#: Figures that are walked over before a verb: "between 2014 and 2017".
_FIGURES: Final = 2


def tags_of(line: Line, g: Grammar) -> list[str]:
    """The tags of a line's tokens, made on first use; an empty list where the language has no tagger."""
    if not line.tags and len(line):
        found = tagger(g.language)
        if found is not None:
            line.tags.extend(found.tag(line.keys, [token.text for token in line.tokens]))
            _mend(line, g)
    return line.tags


def acts_at(line: Line, place: int, g: Grammar) -> bool:
    """Whether a verb stands at `place`, or a participle that no noun follows."""
    tags = tags_of(line, g)
    if not tags or place >= len(tags):
        return False
    return tags[place] in VERBS or (
        tags[place] == "VN" and tags[place + 1 : place + 2] not in (["N"], ["NS"], ["NP"], ["J"])
    )


def _mend(line: Line, g: Grammar) -> None:
    """Put right what the tagger gets wrong most: verbs that are nouns, a noun that is a verb, pronouns with a capital."""
    helping = g.words("counted.auxiliaries") | g.words("counted.verbs")
    for at, key in enumerate(line.keys):
        tag = line.tags[at]
        if key in g.words("counted.pronouns"):
            line.tags[at] = "PR"
        elif tag in {"V", "VB"} and key not in helping and _is_noun(line, at, g):
            line.tags[at] = "NP" if line.capital(at) else "NS" if key.endswith("s") else "N"
        elif tag in NOUNS and key in g.words("counted.verbs") and not line.capital(at):
            line.tags[at] = "V"
        elif tag in NOUNS and key in g.words("counted.is") and at + 1 in line.taken:
            line.tags[at] = "V"  # "the road cost £2 million"
        elif tag in NOUNS and at > 0 and line.tags[at - 1] == "W" and line.tags[at + 1 : at + 2] == ["P"]:
            line.tags[at] = "V"  # "which range from"
        elif tag in {"J", "P"} and key in g.words("counted.nouns_too") and line.tags[at - 1] in {"J", "N", "D"}:
            line.tags[at] = "N"


def _is_noun(line: Line, at: int, g: Grammar) -> bool:
    """Whether no verb can stand there: after an article, "of" or a figure, as a name, or before another verb ("the stars spin")."""
    tag, following = line.tags[at], line.tags[at + 1 : at + 2]
    if at > 0 and (line.tags[at - 1] in {"D", "PS"} or line.key(at - 1) in g.words("counted.of")):
        return tag == "V"
    if at - 1 in line.taken:  # "a 5% pay rise"
        return tag == "VB" and following == ["N"]
    if at > 0 and line.capital(at) and line.capital(at - 1):
        return True
    return tag == "V" and line.keys[at].endswith("s") and following in (["V"], ["M"])


def noun_phrase(line: Line, place: int, tags: list[str], g: Grammar) -> int:
    """Where the noun phrase that begins at `place` ends, after its last noun; `place` itself where there is none."""
    at, end, plural = place, place, False
    while at < len(tags) and at < place + _LONGEST:
        tag = tags[at]
        if _ends_phrase(line, at, g):
            break
        if tag in NOUNS:
            if plural and (
                tag == "NP" or (tag == "NS" and _acts(tags, at)) or line.key(at - 1) in g.words("counted.plural")
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
    return line.taken.get(at, at)  # "an 8.5 kW system"


def phrase_ending(line: Line, end: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """The noun phrase that ends right before `end`, with its determiner; None where no noun stands there."""
    end -= line.key(end - 1) == "." and line.key(end - 2) in g.words("counted.shortened")
    if (
        end < 1
        or end - 1 in line.taken
        or not (tags[end - 1] in NOUNS or _numbered(tags, end) or _named_by_quality(tags, end))
    ):
        return None
    start = end - 1
    while start > 0 and end - start < _LONGEST:
        before = tags[start - 1]
        if _ends_phrase(line, start - 1, g):
            break
        if before in _INSIDE or (before == "PS" and line.key(start - 1) in {"s", "’"}) or _joined(line, start - 1):
            start -= 1
        else:
            break
    while start < end and (tags[start] in {"VG", "VN", "CD"} and start + 1 < end and _is_verb_before(tags, start)):
        start += 1
    while start < end and line.key(start) in {"-", "’", "&", "/"}:
        start += 1
    if start > 0 and (tags[start - 1] in {"D", "PS"} or line.key(start - 1) in g.words("counted.determiners")):
        return start - 1, end
    return start, end


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
    found = phrase_ending(line, end, tags, g)
    while found is not None and found[0] > 1 and tags[found[0] - 1] == "P" and _dates(line, found[1], g):
        end = found[0] - 1  # "rainfall since January" is rainfall
        found = phrase_ending(line, end, tags, g)
    if found is None:
        return None
    start = found[0]
    for _ in range(_MOST_PHRASES):
        joint = start - 1
        while joint in line.taken:  # "the bridge with 28 arches"
            joint -= 1
        paired = joints == "counted.joints" and tags[joint] == "CC" and joint > 0 and tags[joint - 1] in NOUNS
        if joint < 1 or not (paired or line.key(joint) in g.words(joints)):
            break
        joint -= tags[joint - 1] in {"VN", "V"} and line.key(joint - 1).endswith(
            "ed"
        )  # "loads shipped under a false code"
        further = phrase_ending(line, joint, tags, g)
        if further is None:
            break
        if line.key(end - 1) in g.words("counted.times"):  # "revenue in the quarter" is revenue
            end = further[1]
        start = further[0]
    return start, end


def _dates(line: Line, end: int, g: Grammar) -> bool:
    """Whether a phrase ends in a word that only dates: a month, a day, a quarter."""
    return (
        line.key(end - 1) in g.words("counted.times") or g.number_of("dates.months").at(line.keys, end - 1) is not None
    )


def subject_of(line: Line, place: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """The subject of the clause that `place` stands in, before its finite verb; None where it is a pronoun or not plain."""
    verb = _finite_before(line, place, tags, g)
    for _ in range(3):
        if verb is None:
            return _of_infinitive(line, place, tags, g)
        at = _before_verb(line, verb, tags)
        before = tags[at - 1] if at > 0 else ""
        if before == "W":  # "Facebook, which has": what the pronoun stands for
            at -= 1
            at -= at > 0 and line.key(at - 1) == ","
            return whole_phrase(line, at, tags, g, joints="counted.of")
        if before == "PR" and line.key(at - 1) not in g.words("counted.speakers"):
            verb = _finite_before(line, at - 1, tags, g)
            continue
        if before == "CC" or line.key(at - 1) == ",":
            further = at - 1
            if line.key(further) == "," and (found := _over_aside(line, further, tags, g)):
                return found
            verb = _finite_before(line, further, tags, g)
            continue
        return whole_phrase(line, at, tags, g) or _someone_old(line, at)
    return None


def _before_verb(line: Line, verb: int, tags: list[str]) -> int:
    """Where the subject of a verb may end: before helping verbs, adverbs, dates, and phrases with a pronoun ("across it")."""
    at = verb
    while at > 0 and (tags[at - 1] in _SKIPPED or tags[at - 1] in _FINITE) and at - 1 not in line.taken:
        at -= 1
    at -= at > 1 and line.key(at - 1) == "there"
    if at > 1 and tags[at - 1] == "PR" and tags[at - 2] == "P":
        at -= 2
    for _ in range(_FIGURES):  # "sampling between 2014 and 2017"
        first = _first_of_figure(line, at - 1)
        if first < 1 or first == at or line.key(at - 1) == "old" or tags[first - 1] not in {"P", "CC"}:
            break
        at = first - 1
    return at


def _first_of_figure(line: Line, place: int) -> int:
    """Where the figures that end at `place` begin; the place after it where none does."""
    first = place + 1
    while first > 0 and first - 1 in line.taken:
        first -= 1
    return first


def _someone_old(line: Line, end: int) -> tuple[int, int] | None:
    """As in "a 65 year-old would": an age that stands for who has it."""
    if line.key(end - 1) != "old" or end - 1 not in line.taken:
        return None
    return _first_of_figure(line, end - 1), end


def _over_aside(line: Line, comma: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """As in "Barratt, the biggest housebuilder, is": the noun phrase before what stands between two commas."""
    for at in range(comma - 1, max(0, comma - _REACH), -1):
        if tags[at] in _FINITE or line.key(at) in _EDGES:
            return None
        if line.key(at) == ",":
            return whole_phrase(line, at, tags, g)
    return None


def _of_infinitive(line: Line, place: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """As in headlines: "Company to spend $13 million"."""
    for at in range(place - 1, max(0, place - _LONGEST), -1):
        if line.key(at) in _EDGES:
            return None
        if tags[at] == "VB" and tags[at - 1] == "TO":
            return whole_phrase(line, at - 1, tags, g)
    return None


def _finite_before(line: Line, place: int, tags: list[str], g: Grammar) -> int | None:
    """The nearest finite verb to the left in the same sentence part."""
    for at in range(place - 1, max(-1, place - _REACH), -1):
        stop = line.key(at) == "." and line.key(at - 1) not in g.words("counted.shortened")
        if line.key(at) in _EDGES or (stop and not line.glued(at + 1)):
            return None
        reduced = tags[at] == "VG" or (tags[at] == "VN" and tags[at + 1 : at + 2] == ["TO"])
        if tags[at] in _FINITE or (reduced and _has_subject(line, at, tags, g)):
            return at
    return None


def _has_subject(line: Line, at: int, tags: list[str], g: Grammar) -> bool:
    """Whether a participle has a subject of its own: "savings ranging from", but "last year having risen"."""
    return at > 0 and tags[at - 1] in NOUNS and g.units.names.at(line.keys, at - 1) is None
