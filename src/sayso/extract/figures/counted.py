"""What a figure counts, and what a share is a share of, by the words around it."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line

from .hanging import with_row
from .measured import with_measured
from .nouns import is_verb, phrase_after, phrase_before, phrase_in_pairs, sibling_phrase
from .reading import Reading, begins_bound, bounded
from .tags import NOUNS, VERBS, tags_of
from .wholes import follows_another, including, is_part_of, numeral_at, of_opening_whole, pronoun_before, with_whole

_CLAUSE = 8
_WORDS = 2
#: A phrase before a colon that is counted has at most so many words.
_SHORT = 6
_MARKS = frozenset({";", ".", ":", ",", "(", ")", "!", "?"})
_MEASURED = frozenset({"money", "measure", "duration"})
_DIRECT = frozenset({"count", "proportion", "percent"})


def with_counted(line: Line, found: Reading, g: Grammar) -> Reading:
    """The reading with what it counts and its base, where these are plain."""
    if found.kind == "count" and _on_scale(line, found, g):  # "a magnitude 6.4 quake" counts no quakes
        return found
    made = _with_nouns(line, found, g)
    made = _rate(line, with_row(line, made, g), g)
    tags = tags_of(line, g)
    made = with_measured(line, made, tags, g) if tags else made
    return _rate(line, made, g) if made.kind == "measure" else made  # "3.6 gigabytes of data per month"


def _on_scale(line: Line, found: Reading, g: Grammar) -> bool:
    """Whether a number stands after or before the name of its scale: "magnitude 6.4", "a 6.4-magnitude quake"."""
    scales = g.words("counted.scales")
    at = found.end + (line.key(found.end) == "-")
    before = found.first - 1 - (line.key(found.first - 1) == "-")
    return line.key(before) in scales or line.key(at) in scales


def _rate(line: Line, found: Reading, g: Grammar) -> Reading:
    """What a count is per, after what it counts: "two thousand meals per day"."""
    if found.kind == "money" and found.per is None:
        return _price(line, found, g)
    rates = found.kind in {"count", "measure"}
    if not rates or found.per is not None or found.counted is None or found.counted[0] < found.end:
        return found
    mark = g.phrases("per.words").at(line.keys, found.counted[1])
    unit = None if mark is None else g.units.names.at(line.keys, mark[1])
    if (
        unit is None
        or unit[0].kind != "duration"
        or line.key(unit[1]) in g.words("per.never_before")
        or line.digits(unit[1])
    ):
        return found
    return replace(found, per=unit[0].name)


def _price(line: Line, found: Reading, g: Grammar) -> Reading:
    """What a price is for, where any noun may stand: "12.5p a sheet"; but "$3 million a banker said" is none."""
    mark = g.phrases("per.words").at(line.keys, found.end)
    tags = tags_of(line, g)
    if (
        mark is None
        or tags[mark[1] : mark[1] + 1] != ["N"]
        or any(at in line.begins for at in range(found.end, mark[1] + 1))  # "$6 a million", "12p a category 4 storm"
        or line.capital(mark[1])
        or line.key(mark[1]) in g.words("counted.times")
    ):
        return found
    after = tags[mark[1] + 1 : mark[1] + 2]
    if after and after[0] in NOUNS | VERBS | {"J", "VG", "VN", "W", "P"}:
        return found
    return replace(found, per=line.key(mark[1]), end=mark[1] + 1)


def _with_nouns(line: Line, found: Reading, g: Grammar) -> Reading:
    made = _share_of(line, found, g)
    if made.pronoun and made.base is not None and made.base[1] <= made.first and made.counted is None:
        made = replace(made, counted=_after(line, made, g))
    if made.counted is None and made.base is None:
        made = _bounded_after(line, replace(made, counted=_counted(line, made, g)), g)
    if made.kind == "proportion" and made.base is None and made.counted and not made.another and made.role == "level":
        return replace(made, base=made.counted)
    return made


def _bounded_after(line: Line, found: Reading, g: Grammar) -> Reading:
    """A bound after what is counted: "20 signatures or more"."""
    if found.counted is None or found.low is None or found.low != found.high:
        return found
    bound = g.after.at(line.keys, found.counted[1])
    if bound is None or bound[1] - found.counted[1] < _WORDS or begins_bound(line, bound[1], g):
        return found
    return bounded(found, bound[0])


def _share_of(line: Line, found: Reading, g: Grammar) -> Reading:
    """As in "12% of those", "one third of all terrorists", "davon 12 Prozent"."""
    if found.kind not in _DIRECT:
        return including(line, found, g)
    if (before := pronoun_before(line, found, g)) is not None:
        return replace(found, base=before, pronoun=True)
    if found.kind == "percent" and found.role == "level" and follows_another(line, found, g):
        return replace(found, another=True)
    made = _of_joint(line, found, g)
    return (of_opening_whole(line, found, g) or found) if made is found else made


def _of_joint(line: Line, found: Reading, g: Grammar) -> Reading:
    """A whole after "of" and the figure, or a pronoun for it."""
    single = g.phrases("base.alone")
    joint = g.numbers.connectors.at(line.keys, found.end) or g.phrases("base.of").at(line.keys, found.end)
    after = single.at(line.keys, found.end)
    if joint is None and not found.direct and line.key(found.end) in g.words("shares.heads"):
        return with_whole(line, found, found.end, g)
    if joint is None or (after and g.phrases("base.pronouns").at(line.keys, joint[1]) is None):
        return replace(found, base=(after[1] - 1, after[1]), pronoun=True) if after else found
    pronoun = g.phrases("base.pronouns").at(line.keys, joint[1])
    alone = pronoun and pronoun[0] in g.words("base.pronouns_alone")
    if pronoun and pronoun[0] in g.words("base.of_shares") and not found.share:
        return found
    if pronoun and (alone or not _more_follows(line, pronoun[1], g)):
        return replace(found, base=(joint[1], pronoun[1]), pronoun=True)
    known = numeral_at(line, joint[1], g, known=True) is not None or is_part_of(line, found, joint[1], g)
    if not found.share and not known:
        return found
    return with_whole(line, found, joint[1], g)


def _more_follows(line: Line, place: int, g: Grammar) -> bool:
    """Whether "those" goes on: "those people", "those who voted"."""
    key = line.key(place)
    return key in g.words("base.relative") or (line.word(place) and key not in g.words("counted.stop"))


def _counted(line: Line, found: Reading, g: Grammar) -> tuple[int, int] | None:
    if (
        found.kind in _DIRECT
        and not (found.kind == "percent" and tags_of(line, g))
        and (phrase := _after(line, found, g))
    ):
        return phrase
    if bracket := _bracketed(line, found, g):
        return bracket
    if heading := _heading(line, found, g):
        return heading
    if g.flags["capital_nouns"] and found.kind in _MEASURED and (phrase := _stuff(line, found, g)):
        return phrase
    plain = not tags_of(line, g)
    if plain and found.kind in {"money", "measure"} and (phrase := _of_money(line, found, g)):
        return phrase
    return _subject(line, found, g)


def _after(line: Line, found: Reading, g: Grammar) -> tuple[int, int] | None:
    """The phrase right after a count: "30,000 foreigners", "hundreds of former militants"."""
    at = found.end
    if line.key(at) == "-" and line.glued(at) and line.glued(at + 1):
        at += 1
        if line.word(at) and tags_of(line, g)[at : at + 1] == ["N"]:  # "two-bedroom flats" have bedrooms
            return at, at + 1
    joint = g.numbers.connectors.at(line.keys, at)
    if found.unit == "time" and joint:
        return None
    if joint and (found.scaled or found.vague or found.kind == "count"):
        at = joint[1]
    elif line.key(at) in g.words("counted.determiners") or not found.direct:
        return None
    if line.key(at) in g.words("change.up_nouns|change.down_nouns") and found.role == "change":
        return None
    many = joint is None and found.kind == "count" and found.high != 1
    phrase = phrase_after(line, at, g, single=found.kind == "proportion", many=many)
    if phrase is None or (found.kind == "percent" and line.key(phrase[1]) in g.words("counted.determiners")):
        return None
    return phrase


def _stuff(line: Line, found: Reading, g: Grammar) -> tuple[int, int] | None:
    """German "4 Tonnen Stahl", "3 Millionen Euro neue Schulden", "zu vier Jahren Haft": the noun right after."""
    if found.kind == "duration" and line.key(found.first - 1) in g.words("counted.dated"):
        return None
    if line.key(found.end) in g.words("counted.determiners") or not (
        found.kind != "duration" or line.capital(found.end)
    ):
        return None
    return phrase_after(line, found.end + (line.key(found.end) in g.words("counted.dimensions")), g)


def _of_money(line: Line, found: Reading, g: Grammar) -> tuple[int, int] | None:
    """As in "$1 billion in gains", "30 millones de euros de deuda"."""
    joint = g.phrases("counted.in").at(line.keys, found.end)
    if joint is None or line.key(joint[1]) in g.words("counted.empty"):
        return None
    if line.digits(joint[1]) or g.numbers.words.at(line.keys, joint[1]):
        return None
    if line.capital(joint[1]) != g.flags["capital_nouns"]:
        return None
    if g.number_of("dates.months").at(line.keys, joint[1]) or line.key(joint[1]) in g.words("counted.determiners"):
        return None
    return phrase_after(line, joint[1], g)


def _bracketed(line: Line, found: Reading, g: Grammar) -> tuple[int, int] | None:
    """As in "The environment (54%)": the phrase before the bracket."""
    bracket = found.first - 1
    if line.key(bracket) not in {"(", "["} or line.key(found.end) not in {")", "]", ",", ";"}:
        return None
    phrase = sibling_phrase(line, bracket, g)
    if phrase is None:
        return phrase_in_pairs(line, bracket, g)
    skipped = g.phrases("counted.list_joins").at(line.keys, phrase[0])
    start = skipped[1] if skipped and skipped[1] < phrase[1] else phrase[0]
    return start, phrase[1]


def _heading(line: Line, found: Reading, g: Grammar) -> tuple[int, int] | None:
    """As in "Arrivals: 890,000": the short phrase without a verb before the colon, back to the last mark."""
    end = found.first - 1
    if line.key(end) != ":" or line.glued(found.first) or (found.kind == "count" and line.word(found.end)):
        return None
    start = end
    while start > 0 and line.key(start - 1) not in _MARKS:
        start -= 1
        if end - start > _SHORT or is_verb(line, start, g) or line.key(start) in g.words("counted.auxiliaries"):
            return None
    return (start, end) if start < end else None


def _subject(line: Line, found: Reading, g: Grammar) -> tuple[int, int] | None:
    """As in "Revenue of $3 million", "sales were 3 million", "exports rose 3%": the phrase that the figure is said of."""
    if tags_of(line, g):
        return None
    at = found.first - 1
    if (verb := g.phrases("counted.is").before(line.keys, found.first)) and found.kind != "count":
        return phrase_before(line, _before_figure(line, verb[1], g), g, whole=True)
    if line.key(at) in g.words("counted.of") and found.kind not in {"age", "duration"} and found.role == "level":
        return _governing(line, phrase_before(line, at, g), found, g)
    if line.key(at - 1) in g.by_word("governed").get(line.key(at), ()) and line.capital(at - 1):
        return phrase_before(line, at, g)  # "eine Rechnung über 400 Euro"
    if found.role == "level":
        return _of_parted_verb(line, found, g)
    if (stated := _stated(line, at, g)) is not None:
        return stated
    if (verb_at := _verb_before(line, at, g)) is not None:
        own = _object(line, verb_at + 1, found.first, g) or _behind_verb(line, verb_at + 1, found.first, g)
        return own or phrase_before(line, _verb_start(line, verb_at, g), g, whole=True)
    compared = line.key(found.end) in g.words("multiples.compared") and g.multiples.at(line.keys, found.core) is None
    if _is_multiple(line, found.core, g) and not compared:
        return _multiplied(line, found, g) or phrase_before(line, _verb_start(line, found.first, g), g, whole=True)
    return None


def _multiplied(line: Line, found: Reading, g: Grammar) -> tuple[int, int] | None:
    """As in "doubler *les fonds*", "se duplicó *el número*": the phrase with its article right behind the verb, if it is no time."""
    if line.key(found.end) not in g.words("counted.determiners"):
        return None
    if g.phrases("period.phrases").at(line.keys, found.end) or line.key(found.end + 1) in g.words(
        "period.which_before"
    ):
        return None
    phrase = phrase_after(line, found.end, g)
    return None if phrase is None or line.key(phrase[1] - 1) in g.words("period.nouns") else phrase


def _stated(line: Line, at: int, g: Grammar) -> tuple[int, int] | None:
    """As in "*La fréquentation* est en hausse de 4 %": the subject of being on the rise; `at` is the preposition."""
    noun = line.key(at - 1) in g.words("change.up_nouns|change.down_nouns")
    if not noun or line.key(at) not in g.words("counted.of") or line.key(at - 2) not in g.words("change.states"):
        return None
    return phrase_before(line, _verb_start(line, at - 2, g), g, whole=True)


def _governing(line: Line, phrase: tuple[int, int] | None, found: Reading, g: Grammar) -> tuple[int, int] | None:
    """The phrase before "of" and a figure; "au lieu de 50" has none."""
    if phrase is None or line.key(phrase[1] - 1) in g.words("counted.hollow"):
        return None
    return phrase if found.kind == "measure" else _headed(line, phrase, g)


def _before_figure(line: Line, place: int, g: Grammar) -> int:
    """Before a figure that ends there, with its preposition: "La vivienda *de 90 metros cuadrados* cuesta"."""
    if place - 1 not in line.taken:
        return place
    at, least = place - 1, max(0, place - 2 * _CLAUSE)
    while at > least and at - 1 in line.taken:
        at -= 1
    return at - 1 if line.key(at - 1) in g.words("counted.joints") else place


def _of_parted_verb(line: Line, found: Reading, g: Grammar) -> tuple[int, int] | None:
    """As in "Die Quote lag im Mai bei 3 Prozent", "die Spenden summierten sich auf 5 Euro": what the verb says it of."""
    listed = g.by_word("counted_is")
    verbs = listed.get(line.key(found.first - 1)) or listed.get(line.key(found.first)) or ()
    for at in range(found.first - 2, max(-1, found.first - 2 - _CLAUSE), -1) if verbs else ():
        if line.key(at) in _MARKS:
            return None
        if line.key(at) in verbs:
            return _behind_verb(line, at + 1, found.first, g) or phrase_before(line, at, g, whole=True)
    return None


def _behind_verb(line: Line, place: int, first: int, g: Grammar) -> tuple[int, int] | None:
    """As in "Im Mai sank *die Quote* um 3 Prozent", "senkte *die Preise* um 3 Prozent": German has it right behind the verb."""
    if not g.flags["capital_nouns"] or line.key(place) not in g.words("counted.determiners"):
        return None
    phrase = phrase_after(line, place, g)
    head = "" if phrase is None else line.key(phrase[1] - 1)
    names_change = head in g.words("change.up_nouns|change.down_nouns")
    if phrase is None or phrase[1] > first or head in g.words("period.nouns") or names_change:
        return None
    return phrase


def _object(line: Line, place: int, first: int, g: Grammar) -> tuple[int, int] | None:
    """As in "Redujo *el gasto en fiestas* en 120.000 euros": what is changed stands between the verb and the figure."""
    if g.flags["capital_nouns"] or line.key(place) not in g.words("counted.determiners"):
        return None
    end = place + 1
    while end < first and line.key(end) not in g.words("change.by|change.to") | {",", ";"}:
        end += 1
    last = first - 1 - (line.key(first - 1) in g.numbers.articles)
    end = last if line.key(last) in g.words("change.by") else end  # "el gasto en fiestas en"
    timed = g.phrases("period.phrases").at(line.keys, place) or line.key(place + 1) in g.words("dates.before_day")
    phrase = None if timed else phrase_after(line, place, g)
    return (place, end) if phrase and place + 1 < end <= last else None


def _headed(line: Line, phrase: tuple[int, int] | None, g: Grammar) -> tuple[int, int] | None:
    """The phrase before an empty one: "*Schulden* in Höhe von 3 Millionen"; a unit alone is nothing that is counted."""
    if phrase is None:
        return None
    last = line.key(phrase[1] - 1)
    if last in g.words("counted.empty") and line.key(phrase[0] - 1) in g.words("counted.joints"):
        return phrase_before(line, phrase[0] - 1, g)
    return None if g.units.names.at([last], 0) else phrase


def _is_multiple(line: Line, place: int, g: Grammar) -> bool:
    """Whether a verb of multiplying stands at `place`."""
    tables = (g.multiples, g.phrases("multiples.times_by"), g.phrases("multiples.divided_by"))
    return any(table.at(line.keys, place) for table in tables)


def _verb_before(line: Line, at: int, g: Grammar) -> int | None:
    """The verb of change to the left in the clause; in German the helping verb, where the other comes last."""
    for verb_at in range(at, max(-1, at - _CLAUSE), -1):
        key = line.key(verb_at)
        if key in {".", ";", ",", "("}:
            return None
        helping = g.flags["capital_nouns"] and key in g.words("counted.auxiliaries")
        helping = helping or key in g.by_word("change_parted")
        if helping or any(key in g.words(f"change.{name}") for name in ("up", "down", "neutral")):
            return verb_at
    return None


def _verb_start(line: Line, place: int, g: Grammar) -> int:
    """Before the helping verbs: "exports have risen"."""
    at = place
    while at > place - 3 and line.key(at - 1) in g.words("counted.auxiliaries"):
        at -= 1
    return at
