"""Verbs made from their infinitives: English by rule, German by stem, ablaut table and prefix; Spanish and French by conjugation.

Only the forms in which news reports are made: the third persons of the present, past and subjunctive, participles, and
in German the infinitive with "zu". What a rule does not make stands in a language's table `irregular`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Tense = Literal["base", "s", "past", "participle", "ing", "joined", "zu"]

#: Prefixes that stay on the German verb and take the "ge" of its participle.
_FIXED: Final = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "hinter", "wider", "unter", "über")
_VOWELS: Final = frozenset("aeiouäöüáéíóú")


@dataclass(frozen=True, slots=True)
class Made:
    """A form: its tense, the word that must follow or end the clause, and the word that must stand right before."""

    form: str
    tense: Tense
    particle: str = ""
    lead: str = ""


def german(lemma: str, irregular: Mapping[str, list[str]]) -> Iterator[Made]:
    """The forms of a German verb; "mit|teilen" parts its particle."""
    particle, bar, verb = lemma.rpartition("|")
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


_SPANISH: Final = {
    "ar": ("a", "an", "ó", "aron", "aba", "aban", "ara", "aran", "ado", "ando", "ará", "arán", "e", "en"),
    "er": ("e", "en", "ió", "ieron", "ía", "ían", "iera", "ieran", "ido", "iendo", "erá", "erán", "a", "an"),
    "ir": ("e", "en", "ió", "ieron", "ía", "ían", "iera", "ieran", "ido", "iendo", "irá", "irán", "a", "an"),
}
_PARTICIPLE: Final = 8
_GERUND: Final = 9
_SUBJUNCTIVE: Final = 12


def spanish(lemma: str, irregular: Mapping[str, list[str]]) -> Iterator[Made]:
    """The forms of a Spanish verb; `irregular` replaces the present, the past, the participle and the gerund."""
    verb, *_ = lemma.split()
    endings = _SPANISH[verb[-2:]]
    forms = [verb[:-2] + end for end in endings]
    if verb.endswith("uir"):
        forms[:4] = [verb[:-2] + end for end in ("ye", "yen", "yó", "yeron")]
    for at, form in enumerate(irregular.get(verb, [])):
        place = (0, 1, 2, 3, _PARTICIPLE, _GERUND)[at]
        forms[place] = form or forms[place]
    for at, form in enumerate(forms[:_SUBJUNCTIVE]):
        tense: Tense = "participle" if at == _PARTICIPLE else "ing" if at == _GERUND else "past"
        yield Made(form, tense)


_FRENCH: Final = ("e", "ent", "ait", "aient", "a", "èrent", "era", "eront", "é", "ant")


_FRENCH_IR: Final = ("it", "issent", "issait", "issaient", "ira", "iront", "i", "issant")


def french(lemma: str, irregular: Mapping[str, list[str]]) -> Iterator[Made]:
    """The forms of a French verb in -er; any other stands whole in `irregular`: finite forms, participle, gerund."""
    verb, *_ = lemma.split()
    regular = (
        [verb[:-2] + end for end in _FRENCH_IR]
        if verb.endswith("ir")
        else [_french_stem(verb, end) + end for end in _FRENCH]
    )
    forms = irregular.get(verb) or regular
    for at, form in enumerate(forms):
        left = len(forms) - at
        tense: Tense = "ing" if left == 1 else "participle" if left == 2 else "past"  # noqa: PLR2004  the last two
        yield Made(form, tense)
        if tense == "participle":
            for end in ("e", "s", "es"):
                yield Made(form + end, "participle")


def _french_stem(verb: str, end: str) -> str:
    """The stem before an ending: "annonç-ait", "jug-e-ait", "rappell-e", "révèl-e", "précis-e"."""
    stem = verb.removesuffix("er")
    if end[0] == "a" and stem.endswith("c"):
        return stem[:-1] + "ç"
    if end[0] == "a" and stem.endswith("g"):
        return stem + "e"
    if end in {"e", "ent", "era", "eront"}:
        if stem.endswith(("pel", "jet")):
            return stem + stem[-1]
        if len(stem) > 1 and stem[-2] in "éeè" and stem[-1] not in _VOWELS:
            return f"{stem[:-2]}è{stem[-1]}" if end in {"e", "ent"} or stem[-2] == "e" else stem
    return stem


#: Makes a verb's forms, by language.
INFLECT: Final = {"en": english, "de": german, "es": spanish, "fr": french}
