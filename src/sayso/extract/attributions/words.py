"""The word lists of one language, made ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from sayso.language.lexicon import lexicon

Frame = Literal["say", "think", "show", "tell", "ask", "bid", "about", "object", "to"]
Tense = Literal["base", "s", "past", "participle", "ing"]

_FRAMES: Final[tuple[Frame, ...]] = ("say", "think", "show", "tell", "ask", "bid", "about", "object", "to")
_VOWELS: Final = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Form:
    """A cue verb's form: what may follow it, the particles that must follow, and its tense."""

    frame: Frame
    tense: Tense
    particles: tuple[str, ...] = ()
    lemma: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A language's cue words and closed classes.

    `sets` holds the plain lists under "table.name", `phrases` the lists of phrases by first word, longest first.
    """

    language: str
    forms: dict[str, tuple[Form, ...]]
    sets: dict[str, frozenset[str]]
    phrases: dict[str, dict[str, tuple[tuple[str, ...], ...]]]

    def has(self, name: str, word: str) -> bool:
        """Whether the list `name` holds `word` (in lower case)."""
        return word in self.sets.get(name, frozenset())


@cache
def words(language: str) -> Words:
    """The word lists `sayso.LANGUAGE.toml`; raises FileNotFoundError for a language that has none."""
    tables = lexicon(f"sayso.{language}")
    sets = {
        f"{table}.{name}": frozenset(values)
        for table, lists in tables.items()
        if table not in {"verbs", "irregular", "forms"}
        for name, values in lists.items()
    }
    phrases = {name: _phrases(values) for name, values in tables["phrases"].items()}
    return Words(language, _forms(tables), sets, phrases)


def _phrases(values: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases as word tuples, by first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for value in sorted(values, key=lambda value: (-len(value.split()), value)):
        parts = tuple(value.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(group) for first, group in found.items()}


def _forms(tables: dict[str, Any]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for frame in _FRAMES:
        for entry in tables.get("verbs", {}).get(frame, ()):
            lemma, *particles = entry.split()
            for tense, form in _inflect(lemma, tables.get("irregular", {})):
                found.setdefault(form, []).append(Form(frame, tense, tuple(particles), lemma))
        for tense, entries in tables.get("forms", {}).get(frame, {}).items():
            for entry in entries:
                form, *particles = entry.split()
                found.setdefault(form, []).append(Form(frame, tense, tuple(particles), form))
    return {form: tuple(sorted(entries, key=lambda entry: -len(entry.particles))) for form, entries in found.items()}


def _inflect(lemma: str, irregular: dict[str, list[str]]) -> list[tuple[Tense, str]]:
    """An English verb's forms."""
    third, past, participle, ing = irregular.get(lemma) or _regular(lemma)
    return [("base", lemma), ("s", third), ("past", past), ("participle", participle), ("ing", ing)]


def _regular(lemma: str) -> list[str]:
    stem = lemma
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    elif lemma.endswith("e"):
        third, past, stem = lemma + "s", lemma + "d", lemma[:-1] if not lemma.endswith("ee") else lemma
    else:
        third = lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z")) else "s")
        past = lemma + "ed"
    return [third, past, past, stem + "ing"]
