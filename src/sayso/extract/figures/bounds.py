"""The bounds before a number ("more than", "casi"), and the words that are none though they look like one ("verfügt über")."""

from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line

from .reading import ABOUT, MEAN
from .vague import begins_more

_MOST_BOUNDS: Final = 3
_REACH: Final = 7
#: "Casi se habían duplicado": so many words of a verb's form at most between its bound and itself.
_MOST_INSERTED: Final = 3


def read_bounds(line: Line, place: int, g: Grammar) -> tuple[list[str], int]:
    """The bounds before a number, the outermost first, and the place of the number."""
    codes: list[str] = []
    at = place
    more = g.phrases("multiples.more_than").at(line.keys, place)
    if more is not None and g.multiples.at(line.keys, more[1]):
        return [">"], more[1]
    while len(codes) < _MOST_BOUNDS and (found := g.before.at(line.keys, at)):
        if found[1] == at + 1 and _governed(line, at, g):
            return [], place
        if found[1] > at + 1 and g.phrases("shares.whole_half").at(line.keys, found[1] - 1):
            break  # "um die Hälfte" has an article, and no bound of two words
        if begins_more(line, at, found[1], g) or _compares(line, at, g):
            break
        codes.append(found[0])
        at = found[1] + (line.key(found[1]) == "-" and line.glued(found[1]) and line.glued(found[1] + 1))
        parted = line.key(place - 1) == "," and line.key(at) == ","  # "won, at least, 50 votes"
        at += parted and (line.digits(at + 1) or g.numbers.words.at(line.keys, at + 1) is not None)
    if len(codes) > 1 and codes[0] in {ABOUT, MEAN} and codes[1] not in {ABOUT, MEAN}:
        return [], place
    if not codes:
        return codes, at
    if g.multiples.at(line.keys, at - 1):  # "près du double"
        return codes, at - 1
    return codes, _past_auxiliaries(line, at, g) or past_article(line, at, g)


def _compares(line: Line, place: int, g: Grammar) -> bool:
    """Whether a word that may open a bound compares here: "twice as many as five years ago"."""
    return line.key(place) in g.words("bounds.comparing") and line.key(place - 1) in g.words("bounds.multiplied")


def _past_auxiliaries(line: Line, place: int, g: Grammar) -> int | None:
    """Past what may part a bound from the verb that it belongs to: "casi se ha duplicado"."""
    at, inserted = place, g.words("multiples.inserted")
    while at < place + _MOST_INSERTED and line.key(at) in inserted:
        at += 1
    return at if at > place and (found := g.multiples.at(line.keys, at)) and found[0][1] else None


def _governed(line: Line, place: int, g: Grammar) -> bool:
    """Whether another word rules this one, which is no bound then: "verfügt über 10 Schiffe", "Umfrage unter 20 Wählern"."""
    before = g.by_word("governed").get(line.key(place))
    if not before:
        return False
    for at in range(place - 1, max(-1, place - _REACH), -1):
        if line.key(at) in before:
            return True
        if not line.word(at) or _moves(line, at, g):
            break
    after = g.by_word("governed_late").get(line.key(place))
    return any(line.key(at) in after for at in range(place + 1, place + _REACH)) if after else False


def _moves(line: Line, place: int, g: Grammar) -> bool:
    """Whether a verb or noun of change stands here, which has the number behind it: "Die Dauer sank von über 30 auf 10 Minuten"."""
    key = line.key(place)
    return any(key in g.words(f"change.{name}") for name in ("up", "down", "neutral", "up_nouns", "down_nouns"))


def past_article(line: Line, place: int, g: Grammar) -> int:
    """Past an article that may stand before a number: "más del 54 %", "entre el 13 y el 18 por ciento"."""
    if line.key(place) not in g.words("ranges.articles"):
        return place
    place += line.key(place + 1) == "’"
    word = g.numbers.words.at(line.keys, place + 1)
    of_scale = word is not None and word[0].multiplies and line.key(place) in g.numbers.articles
    return place + 1 if line.digits(place + 1) or (word is not None and not of_scale) else place
