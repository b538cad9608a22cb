"""What a figure does in a change: from, to, by how much, up or down."""

from __future__ import annotations

from typing import Final, Literal

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line
from sayso.model import Direction, Role

from .names import counts_after
from .reading import Reading
from .tags import NOUNS, tags_of

_REACH: Final = 10
#: Over these something falls, sinks or climbs as a body moves, and changes by nothing: "sank 14 miles off the coast".
_LENGTHS: Final = frozenset({
    "mile", "nautical mile", "kilometre", "metre", "foot", "yard", "inch", "centimetre", "millimetre", "litre",
})  # fmt: skip
_SOON: Final = 6
#: What may follow the particle of a verb at the end of its clause.
_ENDS: Final = frozenset({"", ".", ",", ";", ":", "!", "?", ")", "“", "und", "oder", "sowie"})
_WAYS: Final[tuple[Direction, ...]] = ("up", "down")
_EDGES: Final = frozenset({".", ";", ":", "(", ")", "“", "”", "!", "?"})
_KINDS: Final = frozenset({"count", "money", "percent", "percentage_point", "proportion", "multiple", "measure"})
_RELATIVE: Final = frozenset({"percent", "percentage_point", "proportion", "multiple", "money", "measure"})


def with_change(line: Line, found: Reading, g: Grammar) -> Reading:
    """The reading with its role and direction, by the verbs and nouns of change around it."""
    if found.kind not in _KINDS or found.role != "level" or _sets_beside(line, found, g):
        return found
    found = _reached(line, found, g)
    before = _before(line, found.first, g)
    changed = (
        _of_noun(line, found, before, g)
        or (None if _is_adjective(line, found, g) or _more(line, found, g) else _after_verb(line, found, before, g))
        or _with_word_after(line, found, g)
        or _after_article(line, found, g)
    )
    if changed is None:
        return _signed(line, found, g)
    role, direction = changed
    if role != "change" and _neutral_near(line, found.first, g):
        direction = None  # "est passé à 7,2 %": which way is told by where it came from, if that stands right before
    return replace(found, role=role, direction=direction)


def _sets_beside(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "lose three times as many teachers": so many times what another loses, whichever way the verb goes."""
    return found.kind == "multiple" and line.key(found.end) in g.words("multiples.as")


def _more(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "lost four times more people": so many times more, though the verb goes down."""
    return found.kind == "multiple" and g.phrases("change.more").at(line.keys, found.end) is not None


def _is_adjective(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "added a 15 degree bend", "gained a $5 million contract": an article before, a noun after that names no change."""
    if found.kind == "count" or line.key(found.first - 1) not in g.numbers.articles:
        return False  # before the tags are asked for, which cost more than all of this
    tags = tags_of(line, g)
    return found.end < len(tags) and tags[found.end] in NOUNS and _noun_way(line.key(found.end), g) is None


def _reached(line: Line, found: Reading, g: Grammar) -> Reading:
    """As in "Subieron hasta 5 millones", "fino a": where something moves, this is where it comes to, and no bound."""
    end = found.core - (found.core > found.first + 1 and line.key(found.core - 1) in g.words("ranges.articles"))
    if (
        line.key(found.first - 1) in g.words("change.goes")
        and found.low is None
        and line.key(found.first) in g.words("change.up")
    ):
        return replace(found, first=found.core, low=found.high, role="to")  # "VAT goes up to 20 per cent"
    bound = " ".join(line.keys[found.first : end])
    if bound not in g.words("change.to") or found.low is not None:
        return found
    before = line.key(found.first - 1)
    # "doblaría la oferta con hasta 3000 productos", "pierde hasta 90 litros"
    if before in g.words("counted.joints") or before in g.words("change.loses"):
        return found
    if _is_step(line, found, g) or _verb_near(line, found.first, found.end, g) is None:
        return found
    return replace(found, first=found.core, low=found.high, role="to")


def _is_step(line: Line, found: Reading, g: Grammar) -> bool:
    """As in "Suban hasta un tercio", "subirá hasta un 20 %": a share with an article for one is by how much, at most, and not what is come to."""
    at = found.core if found.kind == "proportion" else found.core - 1
    return found.share and line.key(at) in g.numbers.articles


def _before(line: Line, place: int, g: Grammar) -> int:
    """The place of the last word before the figure that is no article or adverb."""
    at = place - 1
    while at > place - 4 and line.key(at) in g.words("change.adverbs") and not _preposition(line.key(at), g):
        at -= 1
    if line.key(at) == "’":  # "perso l’1,3%"
        at -= 1 + (line.key(at - 1) in g.words("change.elided"))
    return at


def _preposition(key: str, g: Grammar) -> bool:
    return key in g.words("change.by") or key in g.words("change.to") or key in g.words("change.from")


def _direction(key: str, g: Grammar) -> Direction | None:
    if key in g.words("change.up"):
        return "up"
    return "down" if key in g.words("change.down") else _multiplied(key, g)


def _multiplied(key: str, g: Grammar) -> Direction | None:
    """The way of a verb that is a multiple by itself: "doubled", "halbiert"."""
    found = g.multiples.at([key], 0)
    way = found[0][1] if found else ""
    return "up" if way == "up" else "down" if way == "down" else None


def _after_verb(line: Line, found: Reading, before: int, g: Grammar) -> tuple[Role, Direction | None] | None:
    key = line.key(before)
    if found.role == "to":
        return "to", _verb_near(line, found.first, found.end, g)
    if line.key(before - 1) in g.words("change.phrasal"):  # "made up only 14 percent" is no rise
        return None
    points = found.kind == "percentage_point" or (found.kind == "percent" and key not in g.words("change.neutral"))
    direct = None if found.unit in _LENGTHS and key in g.words("change.moves") else _direction(key, g)
    if direct is None and found.kind in {"percent", "percentage_point"}:  # "legte 3 Prozent zu"
        direct = _parted(line, before, found.end, g)
    level = not g.words("change.levels").isdisjoint(line.keys[found.first : found.core])
    if direct is not None and (level or points or key not in g.words("change.only_by")):
        return "to" if level else "change", direct
    role: Role | None = None
    for name, named in (("by", "change"), ("to", "to"), ("from", "from")):
        if key in g.words(f"change.{name}"):
            role = named  # type: ignore[assignment]
            break
    people = line.key(found.end) in g.words("counted.people")  # "aumentó en 500 personas"
    place = (
        key in g.words("change.weak_by") and found.kind == "count" and counts_after(line, found.end, g) and not people
    )
    if role is None or place:  # "creció en 18 países"
        return None
    if role == "from" and g.flags["capital_nouns"] and not _comes_to(line, found.end, g):
        return None
    if role == "change" and _neutral_near(line, before, g):
        return None
    way = _verb_near(line, before, found.end, g, nouns=key not in g.words("change.weak_to"))
    return (role, way) if way is not None else None


def _neutral_near(line: Line, before: int, g: Grammar) -> bool:
    """Whether the nearest verb to the left only leads from one figure to another: "a passé une publicité de 4 pages"."""
    for at in range(before - 1, max(-1, before - _REACH), -1):
        if line.key(at) in _EDGES:
            return False
        if line.key(at) in g.words("change.neutral"):
            return True
        if _direction(line.key(at), g) or _noun_way(line.key(at), g):
            return False
    return False


def _verb_near(line: Line, before: int, end: int, g: Grammar, *, nouns: bool = True) -> Direction | None:
    """The nearest verb or noun of change to the left in the clause; to the right where the verb may come last."""
    for at in range(before - 1, max(-1, before - _REACH), -1):
        if line.key(at) in _EDGES:
            break
        way = _direction(line.key(at), g) or (_noun_way(line.key(at), g) if nouns else None)
        if way is not None:
            return way
        if (way := _parted(line, at, end, g)) is not None:
            return way
    if g.flags["capital_nouns"]:
        for at in range(end, end + _REACH):
            if line.key(at) in _EDGES:
                break
            if (way := _direction(line.key(at), g)) is not None:
                return way
    return None


def changes_before(line: Line, place: int, g: Grammar) -> bool:
    """Whether a verb or noun of change stands before `place` in its clause: "collapsed by" half."""
    return _verb_near(line, place, place, g) is not None


def _parted(line: Line, verb: int, end: int, g: Grammar) -> Direction | None:
    """The way of a verb by its particle at the end of the clause: "legte um 3 Prozent zu", "nahm um 3 Prozent ab"."""
    listed = g.by_word("change_parted").get(line.key(verb))
    if not listed:
        return None
    for at in range(end, end + _REACH):
        if line.key(at) in _EDGES:
            return None
        ends = line.key(at + 1) in _ENDS
        for way in _WAYS if ends else ():
            if f"{line.key(at)} {way}" in listed:
                return way
    return None


def _comes_to(line: Line, end: int, g: Grammar) -> bool:
    """Whether what something comes to follows: "von 5 Prozent im Mai auf 7 Prozent"."""
    return any(line.key(at) in g.words("change.to") for at in range(end, end + _SOON))


def change_near(line: Line, place: int, end: int, g: Grammar) -> Direction | Literal["either"] | None:
    """The way of the verb or noun of change near a stretch; "either" for a verb that leaves it open ("passer de")."""
    neutral = g.words("change.neutral")
    if any(line.key(at) in neutral for at in range(place - 4, place)):
        return "either"
    return _verb_near(line, place, end, g)


def _noun_way(key: str, g: Grammar) -> Direction | None:
    if key in g.words("change.up_nouns"):
        return "up"
    return "down" if key in g.words("change.down_nouns") else None


def _with_word_after(line: Line, found: Reading, g: Grammar) -> tuple[Role, Direction | None] | None:
    """As in "A 3 percent rise", "30 percent more"."""
    if found.end in line.begins:  # "l’8% più di 5mila" has the bound of the next
        return None
    for at in (found.end, found.end + 1):
        if at > found.end and (
            line.key(found.end) in g.words("counted.stop") or line.key(found.end) in {",", ";", ":"}
        ):
            break
        way = _noun_way(line.key(at), g) if line.capital(at) or not g.flags["capital_nouns"] else None
        if way is not None and found.kind in _RELATIVE:
            return "change", way
    if (way := _compared(line, found, g) or _behind(line, found, g)) is not None:
        return "change", way
    if found.kind == "count" and g.phrases("change.more_counts").at(line.keys, found.end):
        return "change", "up"
    if found.kind == "count" and g.phrases("change.less_counts").at(line.keys, found.end):
        return "change", "down"
    if found.kind not in _RELATIVE or found.kind == "measure":
        return None
    if g.phrases("change.more").at(line.keys, found.end):
        return "change", "up"
    return ("change", "down") if g.phrases("change.less").at(line.keys, found.end) else None


def _behind(line: Line, found: Reading, g: Grammar) -> Direction | None:
    """As in "20 % d’accidents en moins", "menos 20% de acidentes": more or less of what a percentage is of."""
    if found.kind != "percent" or line.key(found.end) not in g.words("counted.of"):
        return None
    if line.key(found.first - 1) in g.words("change.less_before"):
        return "down"
    for at in range(found.end + 2, found.end + _SOON):
        if g.phrases("change.behind_less").at(line.keys, at):
            return "down"
        if g.phrases("change.behind_more").at(line.keys, at):
            return "up"
    return None


def _compared(line: Line, found: Reading, g: Grammar) -> Direction | None:
    """As in "150.000 menos que en 2019", "mais 300 do que em 2018"."""
    than = g.words("multiples.than")
    ways: tuple[tuple[str, Direction], ...] = (("more", "up"), ("less", "down"))
    for name, way in ways:
        after = g.phrases(f"change.{name}").at(line.keys, found.end) if found.kind == "count" else None
        before = line.key(found.first - 1) in g.words(f"change.{name}_before") and line.key(found.end) in than
        if before or (after and line.key(after[1]) in than):
            return way
    return None


def _after_article(line: Line, found: Reading, g: Grammar) -> tuple[Role, Direction | None] | None:
    """As in "Se disparó este jueves un 22 %": a percentage with an article and no preposition, and a verb of change before it."""
    if found.kind != "percent" or line.key(found.first - 1) not in g.words("change.percent_after"):
        return None
    if line.key(found.first - 2) in g.words("counted.joints|counted.of"):
        return None
    way = _verb_near(line, found.first - 1, found.first, g, nouns=False)
    return None if way is None else ("change", way)


def _of_noun(line: Line, found: Reading, before: int, g: Grammar) -> tuple[Role, Direction | None] | None:
    """As in "An increase of 3 percent", "ein Rückgang von 3 Prozent"."""
    if found.kind not in _RELATIVE or line.key(before) not in g.words("counted.of|change.by"):
        return None
    way = _noun_way(line.key(before - 1), g)
    return ("change", way) if way is not None else None


def _signed(line: Line, found: Reading, g: Grammar) -> Reading:
    """As in "-1.3%" is a change downwards, "+1.3%" upwards."""
    if found.kind not in {"percent", "percentage_point"}:
        return found
    if line.key(found.core) in g.numbers.minus:
        return replace(found, role="change", direction="down")
    if line.key(found.first - 1) == "+" and line.glued(found.first):
        return replace(found, role="change", direction="up")
    return found
