"""Whether a name that an article has is that of a source document: by outlet, address, title or file name, in its language or another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from sayso.align import align_subjects, read_sense
from sayso.language import SERVED, fold, lexicon
from sayso.language.words import words
from sayso.model import Document, SourceDocument

from .outlets import keys_of_outlet, outlet_keys, without_country

#: Words that a name has at least, to be called by its initials.
_INITIALS: Final = 3
#: How much of an outlet's name, and of the article's, must be common where they are put in other words, and in how many words.
_OWN, _GIVEN, _COMMON = 0.75, 0.5, 2
#: Nouns for documents and outlets, without accents, which say what a thing is and not whose.
NOUNS: Final = frozenset(
    (
        *("new", "recent", "report", "study", "survey", "paper", "daily", "newspaper", "data", "analysis"),
        *("bericht", "studie", "umfrage", "analyse", "papier", "untersuchung", "zeitung", "daten"),
        *("informe", "estudio", "encuesta", "analisis", "documento", "investigacion", "periodico", "datos"),
        *("rapport", "etude", "enquete", "document", "recherche", "journal", "quotidien", "donnees"),
    )
)


def is_source_of(name: str, source: SourceDocument | Document) -> bool:
    """Whether a source document's outlet, address, title or file name names `name`: all its telling words, their initials, or a short name."""
    telling = telling_words(name)
    if not telling:
        return False
    own = _words_of(source.outlet, source.uri)
    if telling <= own or _initials(name) in own or not set(outlet_keys(name)).isdisjoint(keys_of_outlet(source)):
        return True
    # One word is too little for a title: "The Times" is not meant by "Hard times for bakers", nor the WHO by "who".
    head, colon, _ = (source.title or "").partition(":")
    if (bare := _introduced(name)) and _is_by(bare, source.outlet or "", head if colon else ""):
        return True
    # What a newspaper has in a title is whom it writes of.
    fits = len(telling) > 1 or (colon and telling_words(head) == telling)
    return bool(fits) and telling <= own | _words_of(source.title) and not _is_news(source.outlet or "")


def _is_by(bare: frozenset[str], outlet: str, head: str) -> bool:
    """Whether an outlet, or what no newspaper has before the colon of a title, is called so and nothing else: "Nordfähre: New timetable"."""
    return bare == telling_words(outlet) or (bare == telling_words(head) and not _is_news(outlet))


class Names:
    """Source documents by the words of their names, so that of many few are asked whether a name is theirs."""

    def __init__(self, sources: Iterable[SourceDocument]) -> None:
        """Note the words of each document's outlet, title and uri, and the keys of its outlet."""
        self._by_word: dict[str, list[SourceDocument]] = defaultdict(list)
        for source in sources:
            found = _folded(" ".join(filter(None, (source.outlet, source.uri, source.title))))
            for key in (*found, *(f"o:{key}" for key in keys_of_outlet(source))):
                self._by_word[key].append(source)

    def of(self, name: str) -> tuple[SourceDocument, ...]:
        """The documents of a name, by uri: those of which `is_source_of` holds."""
        rarest = (self._rarest(telling) for telling in (telling_words(name), _introduced(name)))
        keys = (_initials(name), *(f"o:{key}" for key in outlet_keys(name)))
        asked = {one.uri: one for each in (*rarest, *(self._by_word.get(key, []) for key in keys)) for one in each}
        return tuple(asked[uri] for uri in sorted(asked) if is_source_of(name, asked[uri]))

    def _rarest(self, telling: frozenset[str]) -> list[SourceDocument]:
        return min((self._by_word.get(word, []) for word in telling), key=len, default=[])


def is_called(name: str, language: str, other: str, other_language: str) -> bool:
    """Whether two names of a body or document are of one: "the Radicalisation Research Unit in Bremen", "Forschungsstelle Radikalisierung"."""
    likeness = align_subjects(read_sense(name, language), read_sense(other, other_language))
    return likeness.close >= _COMMON and likeness.score >= _GIVEN and likeness.back >= _OWN


def _is_news(outlet: str) -> bool:
    """Whether an outlet is a newspaper or the like: one that is listed, or one with a word that hardly stands in other names."""
    return not _news_keys().isdisjoint(outlet_keys(outlet)) or not _news_words().isdisjoint(words(outlet))


@cache
def _news_keys() -> frozenset[str]:
    return frozenset(key for name in lexicon("outlets")["outlets"] for key in outlet_keys(name))


@cache
def _news_words() -> frozenset[str]:
    return frozenset(key for word in lexicon("outlets")["words"]["sure"] for key in words(word))


def _words_of(*texts: str | None) -> frozenset[str]:
    return _folded(" ".join(filter(None, texts)))


@lru_cache(maxsize=4096)
def _folded(text: str) -> frozenset[str]:
    return frozenset(words(fold(text).text))


@lru_cache(maxsize=4096)
def _initials(name: str) -> str:
    """The initials of a name of three words and more: "ero" for "European Residues Observatory report"; else nothing."""
    capitals = [word[0] for word in name.split() if word[:1].isupper()]
    return "".join(capitals).lower() if len(capitals) >= _INITIALS else ""


@lru_cache(maxsize=4096)
def telling_words(name: str) -> frozenset[str]:
    """The words of a name that tell whose it is: without articles, nationalities and nouns such as "report", where others are left."""
    name = without_country(name)
    found = frozenset(words(fold(name).text)) - frozenset(nationalities())
    plain = frozenset(word for part in name.split() if not part.isupper() for word in words(fold(part).text))
    return found - (_little_words() & plain) or found


@lru_cache(maxsize=4096)
def _introduced(name: str) -> frozenset[str]:
    """The telling words of a name behind what it is: of "ferry operator Nordfähre" those of "Nordfähre", of "university of Leeds" none."""
    parts = name.split()
    at = next((number for number, part in enumerate(parts) if part[:1].isupper()), 0)
    if not at or parts[at - 1] in _little_words() or any(part[:1].islower() for part in parts[at:]):
        return frozenset()
    return telling_words(" ".join(parts[at:]))


@cache
def _little_words() -> frozenset[str]:
    """Articles and the like in all languages that are served, and nouns for documents."""
    return NOUNS | {word for language in SERVED for word in lexicon("stopwords")[language].split()}


def nationalities() -> dict[str, str]:
    """Words of nationality with the language to look in."""
    table: dict[str, str] = lexicon("outlets")["nationalities"]
    return table
