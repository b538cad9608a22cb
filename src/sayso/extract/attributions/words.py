"""The word lists of one language, made ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from sayso.language.inflect import INFLECT, Tense
from sayso.language.lexicon import lexicon

Frame = Literal["say", "think", "show", "tell", "ask", "bid", "about", "object", "to"]

_FRAMES: Final[tuple[Frame, ...]] = ("say", "think", "show", "tell", "ask", "bid", "about", "object", "to")


@dataclass(frozen=True, slots=True)
class Form:
    """A cue verb's form: what may follow it, the particles that must follow, and its tense.

    In German `particles` holds the one that ends the clause ("teilte ... mit"), `lead` the word that must stand right
    before ("bekannt gegeben"), and `behind` the preposition of what is spoken of ("warnen vor").
    """

    frame: Frame
    tense: Tense
    particles: tuple[str, ...] = ()
    lemma: str = ""
    lead: str = ""
    behind: str = ""


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
    return Words(language, _forms(tables, language), sets, phrases)


def _phrases(values: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases as word tuples, by first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for value in sorted(values, key=lambda value: (-len(value.split()), value)):
        parts = tuple(value.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(group) for first, group in found.items()}


def _forms(tables: dict[str, Any], language: str) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    irregular: dict[str, list[str]] = tables.get("irregular", {})
    for frame in _FRAMES:
        for entry in tables.get("verbs", {}).get(frame, ()):
            lemma, *rest = entry.split()
            for made in INFLECT[language](lemma, irregular):
                particles = (made.particle,) if made.particle else () if language == "de" else tuple(rest)
                behind = rest[0] if rest and language == "de" else ""
                form = Form(frame, made.tense, particles, lemma, made.lead, behind)
                found.setdefault(made.form, []).append(form)
        for tense, entries in tables.get("forms", {}).get(frame, {}).items():
            for entry in entries:
                form, *particles = entry.split()
                found.setdefault(form, []).append(Form(frame, tense, tuple(particles), form))
    return {form: tuple(sorted(entries, key=lambda entry: -len(entry.particles))) for form, entries in found.items()}
