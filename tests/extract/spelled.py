"""Whole numbers in words, as six languages write them: what is read is held against what is written here.

The words are those of the language's word list; how they are put together is each language's grammar.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sayso.language.lexicon import lexicon

_TEEN, _HUNDRED, _THOUSAND, _MILLION = 20, 100, 1000, 1_000_000


def words(language: str) -> dict[str, Any]:
    """The word list of a language."""
    return lexicon(f"numbers.{language}")


@cache
def _names(language: str) -> dict[int, str]:
    """The first word for each number in the list."""
    found: dict[int, str] = {}
    for word, value in words(language)["cardinals"].items():
        found.setdefault(int(value), word)
    return found


def spelled(language: str, number: int) -> str:
    """A number from 2 up to 999,999,999 in words."""
    return _SPELL[language](number)


def _english(number: int) -> str:
    name = _names("en")
    if number < _TEEN:
        return name[number]
    if number < _HUNDRED:
        tens, units = number - number % 10, number % 10
        return f"{name[tens]}-{name[units]}" if units else name[tens]
    if number < _THOUSAND:
        rest = number % _HUNDRED
        return f"{name[number // _HUNDRED]} hundred" + (f" and {_english(rest)}" if rest else "")
    return _scaled(number, _english, "thousand", "million", joined=" and ", below=_HUNDRED)


def _scaled(
    number: int, spell: Callable[[int], str], thousand: str, million: str, *, joined: str = " ", below: int = 0
) -> str:
    """Millions and thousands as words of their own; a rest smaller than `below` is joined with `joined`."""
    size, word = (_MILLION, million) if number >= _MILLION else (_THOUSAND, thousand)
    many, rest = divmod(number, size)
    return f"{spell(many)} {word}" + ((joined if rest < below else " ") + spell(rest) if rest else "")


def _german(number: int) -> str:
    if number >= _MILLION:
        many, rest = divmod(number, _MILLION)
        head = "eine Million" if many == 1 else f"{_german(many)} Millionen"
        return f"{head} {_german(rest)}" if rest else head
    return _german_below(number, last=True)


def _german_below(number: int, *, last: bool = False) -> str:
    name = _names("de") | {1: "eins" if last else "ein"}
    if number < _TEEN:
        return name[number]
    if number < _HUNDRED:
        tens, units = number - number % 10, number % 10
        return ("ein" if units == 1 else name[units]) + "und" + name[tens] if units else name[tens]
    size, word = (_HUNDRED, "hundert") if number < _THOUSAND else (_THOUSAND, "tausend")
    many, rest = divmod(number, size)
    return _german_below(many) + word + (_german_below(rest, last=last) if rest else "")


def _spanish(number: int) -> str:
    name = _names("es")
    if number <= 30 or (number < _HUNDRED and number % 10 == 0):
        return name[number]
    if number < _HUNDRED:
        return f"{name[number - number % 10]} y {name[number % 10]}"
    if number < _THOUSAND:
        many, rest = divmod(number, _HUNDRED)
        head = "cien" if number == _HUNDRED else "ciento" if many == 1 else name[many * _HUNDRED]
        return f"{head} {_spanish(rest)}" if rest else head
    if number < 2 * _THOUSAND:
        return "mil" + (f" {_spanish(number - _THOUSAND)}" if number > _THOUSAND else "")
    return _scaled(number, _spanish, "mil", "millones" if number >= 2 * _MILLION else "millón")


def _portuguese(number: int) -> str:
    name = _names("pt")
    if number < _TEEN or (number < _HUNDRED and number % 10 == 0):
        return name[number]
    if number < _HUNDRED:
        return f"{name[number - number % 10]} e {name[number % 10]}"
    if number < _THOUSAND:
        many, rest = divmod(number, _HUNDRED)
        head = "cem" if number == _HUNDRED else "cento" if many == 1 else name[many * _HUNDRED]
        return f"{head} e {_portuguese(rest)}" if rest else head
    joint = " e " if number % _THOUSAND <= _HUNDRED or number % _HUNDRED == 0 else " "
    if number < 2 * _THOUSAND:
        return "mil" + (f"{joint}{_portuguese(number - _THOUSAND)}" if number > _THOUSAND else "")
    if number < _MILLION:
        many, rest = divmod(number, _THOUSAND)
        return f"{_portuguese(many)} mil" + (f"{joint}{_portuguese(rest)}" if rest else "")
    return _scaled(number, _portuguese, "mil", "milhões" if number >= 2 * _MILLION else "milhão")


def _french(number: int) -> str:
    if number >= _MILLION:
        return _scaled(number, _french, "mille", "millions" if number >= 2 * _MILLION else "million")
    return _french_below(number, last=True)


def _french_below(number: int, *, last: bool = False) -> str:
    name = _names("fr")
    if number < _TEEN:
        return name[number]
    if number < _HUNDRED:
        return _french_tens(number, last=last)
    size, word = (_HUNDRED, "cent") if number < _THOUSAND else (_THOUSAND, "mille")
    many, rest = divmod(number, size)
    head = word if many == 1 else f"{_french_below(many)} {word}"
    if not rest:
        return head + ("s" if word == "cent" and many > 1 and last else "")
    return f"{head} {_french_below(rest, last=last)}"


def _french_tens(number: int, *, last: bool) -> str:
    name = _names("fr")
    tens = number - number % 10
    if tens in {70, 90}:
        tens -= 10
    rest = number - tens
    if tens == 80:
        return f"quatre-vingt-{name[rest]}" if rest else "quatre-vingts" if last else "quatre-vingt"
    joint = " et " if rest in {1, 11} else "-"
    return f"{name[tens]}{joint}{name[rest]}" if rest else name[tens]


def _italian(number: int) -> str:
    if number >= _MILLION:
        many, rest = divmod(number, _MILLION)
        head = "un milione" if many == 1 else f"{_italian(many)} milioni"
        return f"{head} {_italian(rest)}" if rest else head
    written = _italian_below(number)
    return written[:-1] + "é" if written.endswith("tre") and written != "tre" else written


def _italian_below(number: int) -> str:
    name = _names("it") | {1: "uno", 3: "tre"}
    if number < _TEEN:
        return name[number]
    if number < _HUNDRED:
        tens, units = name[number - number % 10], number % 10
        return (tens[:-1] if units in {1, 8} else tens) + name[units] if units else tens
    if number < _THOUSAND:
        many, rest = divmod(number, _HUNDRED)
        tail = _italian_below(rest) if rest else ""
        head = (name[many] if many > 1 else "") + "cento"
        return (head[:-1] if tail.startswith("ottant") else head) + tail
    many, rest = divmod(number, _THOUSAND)
    head = "mille" if many == 1 else _italian_below(many) + "mila"
    return head + (_italian_below(rest) if rest else "")


_SPELL: dict[str, Callable[[int], str]] = {
    "en": _english,
    "de": _german,
    "es": _spanish,
    "fr": _french,
    "it": _italian,
    "pt": _portuguese,
}
