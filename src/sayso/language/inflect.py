"""Verbs made from their infinitives: English by rule, German by stem, ablaut table and prefix; Spanish and French by conjugation.

Only the forms in which news reports are made: the third persons of the present, past and subjunctive, participles, and
in German the infinitive with "zu". What a rule does not make stands in a language's table `irregular`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from .made import Made
from .romance import french, spanish

#: Prefixes that stay on the German verb and take the "ge" of its participle.
_FIXED: Final = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "hinter", "wider", "unter", "über")
_VOWELS: Final = frozenset("aeiouäöüáéíóú")


def german(lemma: str, irregular: Mapping[str, list[str]]) -> Iterator[Made]:
    """The forms of a German verb; "mit|teilen" parts its particle, "von_sich|weisen" words of their own."""
    particle, bar, verb = lemma.rpartition("|")
    if "_" in particle:
        yield from _phrasal(particle.replace("_", " ").strip(), verb, irregular)
        return
    third, past, participle = _german_parts(verb, irregular)
    stem = _german_stem(verb)
    many = past + ("n" if past.endswith("e") else "en")
    finite = dict.fromkeys((third, past, many, verb, f"{stem}e"))
    for form in finite:
        yield Made(form, "past", particle)
    if not bar:
        yield Made(verb, "base")
        yield Made(participle, "participle")
        return
    for form in finite:
        yield Made(particle + form, "joined")
    yield Made(particle + participle, "participle")
    yield Made(f"{particle}zu{verb}", "zu")
    yield Made(participle, "participle", lead=particle)


def german_reported(verb: str) -> Iterator[str]:
    """A verb's third person in the subjunctive of reported speech ("komme"), alone and behind a particle ("zukomme")."""
    form = f"{_german_stem(verb)}e"
    if verb.endswith(("eln", "ern")):
        yield f"{verb[:-3]}{verb[-2]}e"
    yield form
    for particle in _PARTED:
        yield particle + form


#: Particles that stand before a verb that ends its clause.
_PARTED: Final = (
    "ab", "an", "auf", "aus", "bei", "durch", "ein", "entgegen", "fest", "fort", "her", "heraus", "hervor", "hin", "hinzu", "los", "mit", "nach",
    "nieder", "statt", "teil", "um", "unter", "voran", "voraus", "vor", "weg", "weiter", "wieder", "zu", "zurück", "zusammen",
)  # fmt: skip


def _phrasal(words: str, verb: str, irregular: Mapping[str, list[str]]) -> Iterator[Made]:
    """The forms of a verb that goes with words of their own: "weist ... von sich", "von sich gewiesen"."""
    third, past, participle = _german_parts(verb, irregular)
    many = past + ("n" if past.endswith("e") else "en")
    for form in dict.fromkeys((third, past, many, verb, f"{_german_stem(verb)}e")):
        yield Made(form, "past", words)
        yield Made(form, "joined", lead=words)
    yield Made(participle, "participle", lead=words)
    yield Made(verb, "base", lead=words)


def _german_stem(verb: str) -> str:
    return verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")


def _german_parts(verb: str, irregular: Mapping[str, list[str]]) -> tuple[str, str, str]:
    """Third person, past and participle."""
    if verb in irregular:
        third, past, participle = irregular[verb]
        return third, past, participle
    for prefix in _FIXED:
        rest = verb.removeprefix(prefix)
        if rest != verb and rest in irregular:
            third, past, participle = irregular[rest]
            return prefix + third, prefix + past, prefix + participle.removeprefix("ge")
    stem = _german_stem(verb)
    link = "e" if _needs_e(stem) else ""
    bare = stem.endswith("ier") or any(verb.startswith(prefix) for prefix in _FIXED if not verb.startswith("geh"))
    return f"{stem}{link}t", f"{stem}{link}te", f"{'' if bare else 'ge'}{stem}{link}t"


def _needs_e(stem: str) -> bool:
    if stem.endswith(("t", "d")):
        return True
    if not stem.endswith(("n", "m")) or stem[-2:-1] in _VOWELS | set("lrnm"):
        return False
    return not (stem[-2:-1] == "h" and stem[-3:-2] in _VOWELS)


def english(lemma: str, irregular: Mapping[str, list[str]]) -> Iterator[Made]:
    """The forms of an English verb."""
    third, past, participle, ing = irregular.get(lemma) or _english_parts(lemma)
    yield Made(lemma, "base")
    yield Made(third, "s")
    yield Made(past, "past")
    yield Made(participle, "participle")
    yield Made(ing, "ing")


def _english_parts(lemma: str) -> list[str]:
    stem = lemma
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    elif lemma.endswith("e"):
        third, past, stem = lemma + "s", lemma + "d", lemma[:-1] if not lemma.endswith("ee") else lemma
    else:
        third = lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z")) else "s")
        past = lemma + "ed"
    return [third, past, past, stem + "ing"]


#: Makes a verb's forms, by language.
INFLECT: Final = {"en": english, "de": german, "es": spanish, "fr": french}
