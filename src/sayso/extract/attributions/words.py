"""The word lists of one language, made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Final, Literal

from sayso.language.inflect import INFLECT, german_reported
from sayso.language.lexicon import lexicon
from sayso.language.made import Tense

Frame = Literal["say", "think", "show", "tell", "ask", "bid", "about", "object", "to"]

#: Letters of a German compound, at least and at most.
_COMPOUND: Final = 6
_LONGEST_COMPOUND: Final = 40
_FRAMES: Final[tuple[Frame, ...]] = ("say", "think", "show", "tell", "ask", "bid", "about", "object", "to")


@dataclass(frozen=True, slots=True)
class Form:
    """A cue verb's form: what may follow it, the particles that must follow, and its tense.

    In German `particles` holds what ends the clause ("teilte ... mit", "weist ... von sich"), `lead` the words that must stand right
    before ("bekannt gegeben"), and `behind` the preposition of what is spoken of ("warnen vor").
    """

    frame: Frame
    tense: Tense
    particles: tuple[str, ...] = ()
    lemma: str = ""
    lead: str = ""
    behind: str = ""

    @property
    def loose(self) -> bool:
        """Whether the words that follow a German verb are words of their own: "verantwortlich", "von sich"."""
        return "_" in self.lemma


_NO_WORDS: Final[frozenset[str]] = frozenset()


class _Sets(dict[str, frozenset[str]]):
    """Lists by their names; one that a language lacks is empty. They are asked ten thousand times an article, so without `get`."""

    def __missing__(self, _name: str) -> frozenset[str]:
        return _NO_WORDS


@dataclass(frozen=True, slots=True)
class Words:
    """A language's cue words and closed classes.

    `sets` holds the plain lists under "table.name", `phrases` the lists of phrases by first word, longest first.
    """

    language: str
    forms: dict[str, tuple[Form, ...]]
    sets: dict[str, frozenset[str]]
    phrases: dict[str, dict[str, tuple[tuple[str, ...], ...]]]
    infinitives: dict[str, tuple[Form, ...]] = field(default_factory=dict)

    def has(self, name: str, word: str) -> bool:
        """Whether the list `name` holds `word` (in lower case)."""
        return word in self.sets[name]


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
    if language in _PLURALS:
        _add_plurals(sets, language)
    if "reported" in tables and "verbs" in tables["reported"]:
        sets["reported.forms"] |= {form for verb in tables["reported"]["verbs"] for form in german_reported(verb)}
        sets["reported.forms"] -= sets["reported.none"]
    phrases = {name: _phrases(values) for name, values in tables["phrases"].items()}
    if language in _PLURALS:
        phrases |= {
            name: _phrases(_inflected(tables, tables["resting"][name], language))
            for name in ("points", "rests", "lays")
        }
        phrases["witness"] = _phrases(_witness(tables, language))
    infinitives = _infinitives(tables, language) if language in _PLURALS else {}
    if language in _PLURALS:
        sets["verbs.lemmas"] = frozenset(infinitives)
        sets["verbs.helping"] = _helping(tables, "helping", language)
        sets["verbs.denied"] = _helping(tables, "denied", language)
    return Words(language, _forms(tables, language), _Sets(sets), phrases, infinitives)


def _infinitives(tables: dict[str, Any], language: str) -> dict[str, tuple[Form, ...]]:
    """Spanish and French verbs by infinitive, with a form for each frame that they have."""
    found: dict[str, list[Form]] = {}
    for frame in _FRAMES:
        for entry in _with_articles(tables["verbs"].get(frame, ()), language):
            lemma, *rest = entry.split()
            found.setdefault(lemma, []).append(Form(frame, "base", tuple(rest), lemma))
    return {lemma: tuple(forms) for lemma, forms in found.items()}


def _inflected(tables: dict[str, Any], entries: Sequence[str], language: str) -> list[str]:
    """Verbs with the words that follow them, in each form: "citar a" gives "cita a", "citaban al"."""
    irregular = tables.get("irregular", {})
    return [
        " ".join((made.form, *rest))
        for entry in _with_articles(entries, language)
        for lemma, *rest in (entry.split(),)
        for made in INFLECT[language](lemma, irregular)
    ]


def _witness(tables: dict[str, Any], language: str) -> list[str]:
    """The forms of verbs that tell what was seen, heard or estimated, each with which of these it tells, and its tense."""
    irregular = tables.get("irregular", {})
    return [f"{form} hears own" for form in tables["witness"]["heard"]] + [
        f"{made.form} {name} {made.tense}"
        for name in ("puts", "hears", "sees")
        for lemma in tables["witness"][name]
        for made in INFLECT[language](lemma, irregular)
    ]


def _helping(tables: dict[str, Any], name: str, language: str) -> frozenset[str]:
    """The forms of verbs that help another, each with what ties the two: "limitó a", "vient de", "sigue ing"."""
    entries = [entry for key in ("helping", "denied") if name in {key, "helping"} for entry in tables["words"][key]]
    return frozenset(
        f"{made.form} {' '.join(rest)}".strip()
        for entry in entries
        for lemma, *rest in (entry.split(),)
        for made in INFLECT[language](lemma, tables.get("irregular", {}))
    )


def _add_plurals(sets: dict[str, frozenset[str]], language: str) -> None:
    """Several persons are a group, several bodies are not told apart; documents are documents."""
    known = frozenset(
        word for name in ("person", "organisation", "document", "media") for word in sets[f"sources.{name}"]
    )
    for one, many in (("person", "group"), ("organisation", "agencies"), ("document", "document"), ("media", "media")):
        made = {_plural(word, language) for word in sets[f"sources.{one}"] if " " not in word}
        made -= known | sets["sources.no_plural"]
        sets[f"sources.{many}"] = sets[f"sources.{many}"] | made


def _plural(word: str, language: str) -> str:
    """The plural of a Spanish or French noun: "portavoces", "alemanes", "tribunaux"."""
    if word.endswith(("s", "x")):
        return word
    for one, many in _PLURALS[language]:
        if word.endswith(one):
            return word.removesuffix(one) + many
    return f"{word}s"


_PLURALS: Final = {
    "es": (
        *(("ón", "ones"), ("án", "anes"), ("ín", "ines"), ("ún", "unes"), ("z", "ces"), ("l", "les"), ("r", "res")),
        *(("d", "des"), ("n", "nes"), ("j", "jes"), ("y", "yes")),
    ),
    "fr": (("al", "aux"), ("eau", "eaux"), ("eu", "eux"), ("z", "z")),
}


#: What stands before a noun and leaves its kind as it is.
_PREFIXES: Final = ("ex-", "ex", "vice-", "vice", "sub", "vize", "contre-")
#: Endings of German nouns.
_INFLECTED: Final = ("n", "s", "es", "en")


@lru_cache(maxsize=50_000)
def in_list(name: str, low: str, language: str) -> bool:
    """Whether a list of a language holds a word, as `nouns.listed` tells."""
    held = words(language).sets.get(name, _NO_WORDS)
    if low in held:
        return True
    if low.startswith(_PREFIXES):
        for prefix in _PREFIXES:
            if low.startswith(prefix) and len(low) > len(prefix) + 3 and low.removeprefix(prefix) in held:
                return True
    if language != "de":
        return False
    if not held.isdisjoint(_german_parts(low)):
        return True
    if name != "sources.person" or not low.endswith("in"):
        return False
    male = low.removesuffix("in")
    return not held.isdisjoint(_parts((male, f"{male}e"), compound=_is_compound(low)))


@lru_cache(maxsize=1024)
def _german_parts(low: str) -> frozenset[str]:
    """A German word, without its ending, too, and the nouns that it may end in: they are made once for all lists that are asked."""
    bare = (low, *(low.removesuffix(end) for end in _INFLECTED if low.endswith(end)))
    return _parts(bare, compound=_is_compound(low))


def _parts(bare: Sequence[str], *, compound: bool) -> frozenset[str]:
    ends = [one[at:] for one in bare for at in range(2, len(one) - 2)] if compound else ()
    return frozenset((*bare, *ends))


def _is_compound(low: str) -> bool:
    return _COMPOUND <= len(low) <= _LONGEST_COMPOUND and not low.endswith(no_compounds())


@cache
def no_compounds() -> tuple[str, ...]:
    """Ends of German words that are no compounds."""
    return tuple(words("de").sets["sources.no_compound"])


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
        for entry in _with_articles(tables.get("verbs", {}).get(frame, ()), language):
            lemma, *rest = entry.split()
            for made in INFLECT[language](lemma, irregular):
                particles = tuple(made.particle.split()) or (() if language == "de" else tuple(rest))
                behind = rest[0] if rest and language == "de" else ""
                form = Form(frame, made.tense, particles, lemma, made.lead, behind)
                found.setdefault(made.form, []).append(form)
        for tense, entries in tables.get("forms", {}).get(frame, {}).items():
            for entry in entries:
                form, *particles = entry.split()
                found.setdefault(form, []).append(Form(frame, tense, tuple(particles), form))
    return {form: tuple(sorted(entries, key=lambda entry: -len(entry.particles))) for form, entries in found.items()}


#: Prepositions with the article in one word, by language.
_CONTRACTED: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "es": {"de": ("del",), "a": ("al",)},
    "fr": {"de": ("d’", "du", "des"), "à": ("au", "aux")},
}


_NONE: Final[dict[str, tuple[str, ...]]] = {}


def _with_articles(entries: Sequence[str], language: str) -> Iterator[str]:
    """The entries, with those that end in a preposition that may hold an article: "dudar de" and "dudar del"."""
    made = _CONTRACTED.get(language, _NONE)
    for entry in entries:
        yield entry
        head, _, last = entry.rpartition(" ")
        if head:
            yield from (f"{head} {form}" for form in made.get(last, ()) if f"{head} {form}" not in entries)
