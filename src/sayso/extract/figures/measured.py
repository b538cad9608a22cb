"""What a sum, a share or a measure is one of, and whom the sentence says a figure of, by the light parse.

"A fine of $3 million" is a fine; "shares rose 4%" are shares; "a 5 kW battery" is a battery. Who is fined, or has the battery, is the
subject: the phrase before the verb.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line

from .reading import Reading
from .subject import subject_of
from .syntax import after_determiner, noun_phrase, phrase_ending, whole_phrase, with_phrases
from .tags import NOUNS, VERBS

Stretch = tuple[int, int]

_OPEN: Final = frozenset({"(", "["})
_REACH: Final = 14
_BRACKET: Final = 8
_CLOSES: Final = 3
_VERB: Final = 4
_PAIR: Final = 3
_EDGES: Final = frozenset({";", ":", "(", ")"})
_STOPS: Final = _EDGES | {",", ".", "–", "—", "―"}
#: So many more figures may stand between one and the noun that all of them describe.
_MOST_BETWEEN: Final = 4


def with_measured(line: Line, found: Reading, tags: list[str], g: Grammar) -> Reading:
    """The reading with what it measures where nothing has said so yet, and with its subject."""
    counted = found.counted
    bare = found.kind == "count" and found.unit is None
    if counted is None and found.base is None:
        counted = _of_number(line, found, tags, g) if bare else measured(line, found, tags, g)
    alone = counted is not None and counted[1] == found.first and line.key(found.first) in g.words("counted.opens")
    subject = None if alone else _said_of(line, found, counted, tags, g)
    if subject is not None and counted is not None and _overlap(subject, counted):
        subject = None
    if subject is None and counted == found.counted and found.subject is None:
        return found
    return replace(found, counted=counted, subject=subject)


def _said_of(line: Line, found: Reading, counted: Stretch | None, tags: list[str], g: Grammar) -> Stretch | None:
    """Whom or what the sentence says the figure of."""
    bare = found.kind == "count" and found.unit is None
    if bare and counted is not None and counted[0] >= found.end:
        end = noun_phrase(line, counted[0], tags, g)
        if end > counted[1]:  # "a 12 page document"
            return counted[1], end
        if (holder := _holder(line, found, tags, g)) is not None:
            return holder
    named = counted or found.base
    end = named[1] if named is not None and named[0] >= found.end else found.end
    if _acts(line, found, end, tags, g) or _begins_clause(line, found, tags) or _compared(line, found, tags, g):
        return None
    subject = subject_of(line, found.first, tags, g)
    return subject or (None if counted is not None or bare else _beside(line, found, tags, g))


def _acts(line: Line, found: Reading, place: int, tags: list[str], g: Grammar) -> bool:
    """Whether a finite verb follows, so that the figure's own phrase is the subject: "81% of manufacturers reported".

    Where another figure is joined to it, the verb may stand after that one. In a relative clause the verb is of the clause around it:
    "the club which has been closed for repairs for the past three months said".
    """
    if found.first > 0 and tags[found.first - 1] in {"VB", "VG"}:  # "an engine tuned to produce 296 hp is"
        return False
    reach = max(0, found.first - _REACH)
    for before in range(found.first - 1, reach - 1, -1) if "W" in tags[reach : found.first] else ():
        if line.key(before) in _STOPS:
            break
        if tags[before] == "W" and _verbs(tags, before, found.first) <= 1:
            return tags[found.first - 1] == "W"
    at, joined = place, False
    while at < min(len(tags), place + _REACH):
        if tags[at] in {"V", "M"} and line.word(at):
            return not joined or at - 1 not in line.taken or line.key(at) in g.words("counted.auxiliaries")
        if tags[at] == "CC" and (end := line.taken.get(at + 1)) is not None and _alike(line, found.end, end):
            at, joined = end, True
        elif tags[at] == "R" or (joined and tags[at] in NOUNS | {"P", "D", "J"}):
            at += 1
        else:
            return False
    return False


def _alike(line: Line, end: int, other: int) -> bool:
    """Whether two figures end in the same sign or word, or both in digits."""
    return line.key(end - 1) == line.key(other - 1) or (line.digits(end - 1) and line.digits(other - 1))


def _verbs(tags: list[str], start: int, end: int) -> int:
    """How many finite verbs stand there; one with its helping verbs counts once."""
    finite = {"V", "M"}
    return sum(tags[at] in finite and tags[at - 1] not in finite for at in range(start, end))


def _begins_clause(line: Line, found: Reading, tags: list[str]) -> bool:
    """Whether a clause of its own begins with the figure: "... below normal, and 40 hours at that price is what they pay"."""
    first = found.first
    while first > max(0, found.first - _REACH) and tags[first - 1] in {"D", "J"}:  # "and the top 10 percent paid"
        first -= 1
    if first < 1 or not (tags[first - 1] == "CC" or line.key(first - 1) == ","):
        return False
    for at in range(found.end, min(len(tags), found.end + _REACH)):
        if line.key(at) in _STOPS or tags[at] in {"CC", "W"}:
            return False
        if tags[at] in {"V", "M"}:
            return True
    return False


def _compared(line: Line, found: Reading, tags: list[str], g: Grammar) -> bool:
    """Whether a share of something else is compared: "54% were, compared to only 18% of the rest"."""
    at = found.first
    while at > max(0, found.first - _REACH) and tags[at - 1] == "R":
        at -= 1
    return found.base is not None and g.phrases("clauses.against").before(line.keys, at) is not None


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def measured(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """The noun phrase that a sum, share, measure or duration is one of; None where none is plain."""
    if found.kind == "multiple":
        at = found.first
        while at > 0 and tags[at - 1] in {"V", "M", "R"} and at - 1 not in line.taken:
            at -= 1
        return whole_phrase(line, at, tags, g) if found.role == "change" else _owner(line, found, tags, g)
    if line.key(found.first) in g.words("counted.opens") and found.first > 0 and tags[found.first - 1] in NOUNS:
        return _pair(line, whole_phrase(line, found.first, tags, g, joints="counted.of"), tags)
    if found.role != "level" and line.key(found.end) in g.words("counted.off"):
        return _paid_for(line, found, tags, g)
    if found.role != "level":
        stuff = (
            _of_thing(line, found, tags, g) if found.kind in {"measure", "money"} else None
        )  # "lost 5 tonnes of ice"
        changed = (
            _owner(line, found, tags, g)
            or stuff
            or _object(line, found, tags, g)
            or subject_of(line, found.first, tags, g)
        )
        if changed is not None:
            return changed
    if found.kind == "proportion":
        return None
    return (
        _owner(line, found, tags, g)
        or _of_thing(line, found, tags, g)
        or _before_bracket(line, found, tags, g)
        or _before_preposition(line, found, tags, g)
        or _paid_for(line, found, tags, g)
        or _taken_from(line, found, tags, g)
        or _is(line, found, tags, g)
        or (_apposed(line, found, tags, g) if found.kind in {"money", "percent", "measure"} else None)
    )


def _pair(line: Line, phrase: Stretch | None, tags: list[str]) -> Stretch | None:
    """A phrase with the one joined to it: "and *nuts and seeds* between 3% and 4%"."""
    if phrase is None or phrase[0] < _PAIR or tags[phrase[0] - 1] != "CC" or tags[phrase[0] - 2] != "NS":
        return phrase
    return (
        (phrase[0] - 2, phrase[1]) if tags[phrase[0] - 3] in {"CC", "."} and phrase[0] - 2 not in line.taken else phrase
    )


def _owner(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "a 5 kW battery", "a $150,000 contract": the noun right after, that the figure is an adjective of."""
    if (found.kind == "age" and line.digits(found.end - 1)) or found.unit == "time":
        return None
    at = found.end
    for _ in range(_MOST_BETWEEN):  # "the 640 bhp 5.2 litre engine"
        at = line.taken.get(at, at)
    more = at > found.end
    if line.key(at) == "-" and line.glued(at) and line.glued(at + 1):
        at += 1
    at += line.key(at) in g.words("counted.fewer")  # "20% fewer accidents"
    if (
        at >= len(tags)
        or tags[at] not in NOUNS | {"J", "VN"}
        or (line.key(at) in g.words("counted.dimensions") and tags[at + 1 : at + 2] not in (["N"], ["NS"]))
        or (line.key(at) in g.words("counted.times") and line.key(at + 1) == "-")
    ):
        return None
    if more:
        at = _past_counted(line, at, tags)
    end = noun_phrase(line, at, tags, g)
    whole = with_phrases(line, end, tags, g)
    if whole == end > at and _is_change(line.key(end - 1), g):  # "a 5% pay rise" is one of the pay
        whole = end - 1
    return (at, whole) if whole > at else None


def _past_counted(line: Line, place: int, tags: list[str]) -> int:
    """Past what a number before `place` counts, as in "a 1.0 litre 3 cylinder engine", where more nouns follow."""
    inner = line.digits(place - 1) and tags[place] == "N" and tags[place + 1 : place + 2] == ["N"]
    return place + inner


def _is_change(key: str, g: Grammar) -> bool:
    """Whether a noun names a change, and not what changes: "a 3% rise"."""
    return key in g.words("change.up_nouns") or key in g.words("change.down_nouns")


def _of_thing(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "450 Nm of torque", "$1 billion in gains"."""
    at = _past_bracket(line, found.end)  # "310 Nm (229 lb-ft) of torque"
    key = line.key(at)
    if key not in g.words("counted.of") and not (found.kind == "money" and key == "in"):
        return None
    start = after_determiner(line, at + 1, tags, g)
    end = noun_phrase(line, start, tags, g)
    named = key == "in" and (line.capital(start) or tags[end - 1] == "NP")  # "in neighbouring Lorrane"
    if end == start or named or line.digits(at + 1):
        return None
    return at + 1, with_phrases(line, end, tags, g)


def _before_preposition(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "a rate of growth of 2.2%", "a car with 938 horsepower", "a contract worth up to $6 million"."""
    at = found.first - 1
    if at < 1:
        return None
    if line.key(at) not in g.words("counted.leads"):
        bounded = tags[at] in NOUNS and at not in line.taken and found.core > found.first  # "investments over 35 GWh"
        return whole_phrase(line, found.first, tags, g, joints="counted.of") if bounded else None
    if line.key(at - 1) in g.words("counted.adjectives_of_sums") and tags[at - 1] not in NOUNS:
        at -= 1
    phrase = whole_phrase(
        line, at, tags, g, joints="counted.joints" if line.key(found.first - 1) == "for" else "counted.of"
    )
    alone = phrase is not None and after_determiner(line, phrase[0], tags, g) == phrase[1] - 1
    return None if alone and line.key(at - 1) in g.words("counted.totals") else phrase


def _object(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """What somebody changes: "Apple cut *its guidance* to $84 billion", where the phrase stands right before the preposition."""
    at = found.first - 1
    if at < 1 or tags[at] not in {"P", "TO"} or line.key(at - 1) in g.words("counted.times"):
        return None
    phrase = whole_phrase(line, at, tags, g)
    if phrase is None or g.number_of("dates.months").at(line.keys, at - 1):
        return None
    verb = phrase[0] - 1
    while verb > max(0, found.first - 2 * _REACH) and tags[verb] in {"R", "RP"}:
        verb -= 1
    return phrase if verb >= 0 and tags[verb] in {"V", "VB", "VG", "VN"} else None


def _past_bracket(line: Line, place: int) -> int:
    """Past a short bracket: "HK$5.4m (£500,000) for flights"."""
    if line.key(place) not in _OPEN:
        return place
    return next((at + 1 for at in range(place, place + _BRACKET) if line.key(at) in {")", "]"}), place)


def _paid_for(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "paid $28,000 for a second boiler"."""
    at = _past_bracket(line, found.end)
    saved = line.key(found.first - 1) in g.words("counted.saves") and line.key(at) in g.words("counted.for")
    discount = found.kind == "percent" and (saved or line.key(at) in g.words("counted.off"))
    if not discount and (found.kind != "money" or line.key(at) not in g.words("counted.for")):
        return None
    start = after_determiner(line, at + 1, tags, g)
    end = noun_phrase(line, start, tags, g)
    first = start if any(place in line.taken for place in range(at + 1, start)) else at + 1
    return (first, with_phrases(line, end, tags, g)) if end > start else None


def _taken_from(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "cutting $20 million from the firm's budget"."""
    taken = line.key(found.end) == "from" and any(
        line.key(at) in g.words("counted.takes") for at in range(found.first - _VERB, found.first)
    )
    if not taken:
        return None
    start = after_determiner(line, found.end + 1, tags, g)
    end = noun_phrase(line, start, tags, g)
    return (found.end + 1, with_phrases(line, end, tags, g)) if end > start else None


def _is(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "the length is 1,300 metres", "exports reached $5 billion": the subject, where the verb says that it is so much."""
    at = found.first - (line.key(found.first - 1) in g.words("counted.determiners"))
    verb = g.phrases("counted.is").before(line.keys, at)
    return None if verb is None else subject_of(line, at, tags, g)


def _apposed(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "the trust's deficit, £6.1 million in 2021, will": a sum between commas after what it is."""
    closes = any(line.key(at) == "," for at in range(found.end, found.end + _CLOSES))
    if line.key(found.first - 1) != "," or not closes:
        return None
    return whole_phrase(line, found.first - 1, tags, g, joints="counted.of")


def _beside(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """The noun phrase to the left where there is no verb, as in headlines: "Ruth Akeley with 190 pound-feet"."""
    if any(tag in VERBS for tag in tags[max(0, found.first - _REACH) : found.first]):
        return None
    last = found.first
    while last > max(0, found.first - _REACH) and tags[last - 1] in {"D", "J", "R"}:  # "over the past three years"
        last -= 1
    for at in range(last, max(0, found.first - _REACH), -1):
        if line.key(at - 1) in _EDGES:
            return None
        if (phrase := phrase_ending(line, at, tags, g)) is not None:
            return phrase
    return None


def _of_number(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """What a number without a noun of its own is: "a fortune of 2.6 billion", "the index ended at 7,349"."""
    if found.role != "level":
        return subject_of(line, found.first, tags, g)
    if line.key(found.first - 1) in g.words("counted.leads"):
        of_verb = found.first > 1 and tags[found.first - 2] not in {"PR", "NP"}  # "police put it at 3,500"
        return _before_preposition(line, found, tags, g) or (
            subject_of(line, found.first, tags, g) if of_verb else None
        )
    if line.key(found.first - 1) in _OPEN:  # "the exchange (16,369, up 58 points)"
        return phrase_ending(line, found.first - 1, tags, g)
    return _is(line, found, tags, g) or _one_or_more(line, found, tags, g)


def _one_or_more(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "another day or two": the noun before "or"."""
    at = found.first - 1
    if line.key(at) not in g.words("counted.again") or found.low != found.high or tags[at - 1] != "N":
        return None
    return phrase_ending(line, at, tags, g)


def _before_bracket(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "Ruth Akeley (0.8 WAR)", "the exchange (16,369 points, up 58)": the phrase before the bracket."""
    for at in range(found.first - 1, max(0, found.first - _REACH), -1):
        if line.key(at) in {")", ";", "."}:
            return None
        if line.key(at) in _OPEN:
            return phrase_ending(line, at, tags, g)
    return None


def _holder(line: Line, found: Reading, tags: list[str], g: Grammar) -> Stretch | None:
    """As in "a squad of 17 players", "a survey of 6,000 employers": the phrase whose members or parts are counted."""
    if (before := _before_bracket(line, found, tags, g)) is not None:
        return before
    at = found.first - 1
    if at < 1 or line.key(at) not in g.words("counted.leads") or line.key(at - 1) in g.words("counted.hollow"):
        return None
    return whole_phrase(line, at, tags, g, joints="counted.of")
