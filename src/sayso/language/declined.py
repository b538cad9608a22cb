"""Forms of adjectives and nouns, made by rule from the entries of a word list; and phrases that are written with alternatives.

Rules make more forms than there are ("lügens"): that does no harm where forms are only looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Final

from .inflect import INFLECT
from .lexicon import lexicon

_GERMAN_ENDINGS: Final = ("", "e", "en", "em", "er", "es")
_DOUBLED: Final = "+"


def adjective_forms(entry: str, language: str) -> Iterator[str]:
    """The forms of an adjective, with the adverb that is made of it; an entry of several words stays as it is."""
    if " " in entry:
        yield entry
        return
    yield from _ADJECTIVES[language](entry)


def noun_forms(entry: str, language: str) -> Iterator[str]:
    """A noun's singular and plural, of its first word in Spanish and French and of its last in English.

    A German entry tells its endings itself: "Lüge|n".
    """
    yield from _NOUNS[language](entry)


def verb_forms(entry: str, language: str) -> Iterator[str]:
    """The forms of a verb that are one word, with the participle's endings; words behind it stay: "cave in to"."""
    verb, *rest = entry.split(" ")
    for form in _verb(verb, language):
        yield " ".join((form, *rest))


def alternatives(phrase: str) -> Iterator[str]:
    """A phrase for each choice of its alternatives: "a/b c" is "a c" and "b c"."""
    for words in product(*(word.split("/") for word in phrase.split())):
        yield " ".join(words)


def _verb(verb: str, language: str) -> Iterator[str]:
    if verb.endswith(_DOUBLED):
        base = verb.removesuffix(_DOUBLED)
        yield from (base, f"{base}s", *(f"{base}{base[-1]}{end}" for end in ("ed", "ing")))
        return
    yield verb
    for made in INFLECT[language](verb, lexicon(f"sayso.{language}").get("irregular", {})):
        if made.particle or made.lead:
            continue
        yield made.form
        if made.tense == "participle":
            yield from _participle(made.form, language)
    if language == "de":
        yield from (f"{verb}d{end}" for end in _GERMAN_ENDINGS)


def _participle(form: str, language: str) -> Iterator[str]:
    if language == "de":
        yield from (form + end for end in _GERMAN_ENDINGS)
    if language == "es":
        yield from (form[:-1] + end for end in ("a", "os", "as"))


def _english_adjective(entry: str) -> Iterator[str]:
    yield entry
    if entry.endswith("ly"):
        return
    if entry.endswith("y"):
        yield f"{entry[:-1]}ily"
    elif entry.endswith("le"):
        yield f"{entry[:-1]}y"
    elif entry.endswith("ic"):
        yield f"{entry}ally"
    else:
        yield f"{entry}ly"


def _english_noun(entry: str) -> Iterator[str]:
    yield entry
    if entry.endswith("y") and entry[-2:-1] not in "aeiou":
        yield f"{entry[:-1]}ies"
    else:
        yield entry + ("es" if entry.endswith(("s", "x", "ch", "sh")) else "s")


def _german_adjective(entry: str) -> Iterator[str]:
    stem = f"{entry[:-2]}l" if entry.endswith("el") else entry.removesuffix("e")
    yield entry
    yield from (stem + end for end in _GERMAN_ENDINGS[1:])
    yield from (f"{entry.removesuffix('e')}ste{end}" for end in ("", "n", "r", "s", "m"))


def _german_noun(entry: str) -> Iterator[str]:
    low, *ends = entry.lower().split("|")
    yield low
    yield from (low + end for end in ends)


def _spanish_adjective(entry: str) -> Iterator[str]:
    stem = entry[:-1]
    if entry.endswith("o"):
        yield from (entry, f"{stem}a", f"{entry}s", f"{stem}as", f"{stem}amente")
    elif entry.endswith(("e", "a")):
        yield from (entry, f"{entry}s", f"{entry}mente")
    elif entry.endswith("or"):
        yield from (entry, f"{entry}a", f"{entry}es", f"{entry}as")
    elif entry.endswith("z"):
        yield from (entry, f"{stem}ces", f"{entry}mente")
    else:
        yield from (entry, f"{entry}es", f"{entry}mente")


_UNSTRESSED: Final = {"ón": "on", "án": "an", "ín": "in", "és": "es"}


def _spanish_noun(entry: str) -> Iterator[str]:
    word, *rest = entry.split(" ")
    yield entry
    yield " ".join((_spanish_plural(word), *rest))
    if word.endswith(("or", "o")) and not rest:
        yield from (f"{word.removesuffix('o')}a", f"{word.removesuffix('o')}as")


def _spanish_plural(word: str) -> str:
    if word[-2:] in _UNSTRESSED:
        return word[:-2] + _UNSTRESSED[word[-2:]] + "es"
    if word.endswith("z"):
        return f"{word[:-1]}ces"
    return word + ("s" if word[-1] in "aeiouáéó" else "es")


#: Endings of French adjectives in the singular, with their feminine and plurals, and the adverb's; the first that fits.
_FRENCH: Final = (
    ("eux", "eux", "euse", "euses", "eusement"),
    ("if", "if", "ive", "ifs", "ives", "ivement"),
    ("eur", "eur", "euse", "eurs", "euses", "rice", "rices"),
    ("el", "el", "elle", "els", "elles", "ellement"),
    ("ien", "ien", "ienne", "iens", "iennes"),
    ("al", "al", "ale", "aux", "ales", "alement"),
    ("et", "et", "ète", "ets", "ètes", "ette", "ettes"),
    ("er", "er", "ère", "ers", "ères"),
    ("ant", "ant", "ante", "ants", "antes", "amment"),
    ("e", "e", "es", "ement"),
    ("s", "s", "se", "ses"),
)


def _french_adjective(entry: str) -> Iterator[str]:
    for ending, *forms in _FRENCH:
        if entry.endswith(ending):
            yield from (entry.removesuffix(ending) + form for form in forms)
            return
    yield from (entry, f"{entry}e", f"{entry}s", f"{entry}es", f"{entry}ment")


def _french_noun(entry: str) -> Iterator[str]:
    word, *rest = entry.split(" ")
    yield entry
    if word.endswith(("s", "x", "z")):
        return
    yield " ".join((word + ("x" if word.endswith(("au", "eu")) else "s"), *rest))
    if not rest and word.endswith(("eur", "if")):
        yield from _french_adjective(word)


_ADJECTIVES: Final[Mapping[str, Callable[[str], Iterator[str]]]] = {
    "en": _english_adjective,
    "de": _german_adjective,
    "es": _spanish_adjective,
    "fr": _french_adjective,
}
_NOUNS: Final[Mapping[str, Callable[[str], Iterator[str]]]] = {
    "en": _english_noun,
    "de": _german_noun,
    "es": _spanish_noun,
    "fr": _french_noun,
}
