"""Words and names in a form in which texts can be compared: without case, accents and endings.

`words` are the plain tokens, `terms` those that say something (without stop words, stemmed), `names` the keys of what
may be a name. A key of a name is made so that the spellings of one name in several languages meet: "Libya", "Libyen",
"Libia" and "Libye" are all `territory:LY`; "Moscow", "Moskau" and "Moscou" share a skeleton.

Sources: stems are Snowball's (Porter, 2001), as tantivy carries them; names of territories and languages are the
Unicode CLDR's, as Babel carries them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from .fold import fold
from .lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Snowball's names of the languages that are stemmed; terms of any other are its plain words.
_STEMMERS: Final = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
}
#: Languages whose names of territories and languages are known. Where two disagree, the first has its way.
_NAMING: Final = ("en", "de", "es", "fr", "it", "pt")

#: A run of letters, or a number with its separators.
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+(?:[.,'’]\d+)*")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SEPARATOR: Final = re.compile(r"[.,'’]")
#: Letters that have no decomposition in Unicode, yet are written plainly elsewhere.
_PLAIN: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ʼ": "'"}
)

#: Longer tokens are no words of a language (base64, hashes); their beginning is enough to find them again.
_LONGEST: Final = 40
_LONGEST_NAME: Final = 6


def words(text: str) -> list[str]:
    """The words and numbers of `text` in order, without case and accents: "Größe" is "grosse", "30,000" is "30000".

    Letters and digits are kept apart ("5G" is "5", "g"). Cost: linear in the length of the text.
    """
    return _tokens(_plainly(fold(text).text))


def terms(text: str, language: str) -> list[str]:
    """The words of `text` that say what it is about, stemmed for `language` (BCP 47), in order, repeats kept.

    Stop words and single letters are left out, numbers stay. A language without a word list loses none; one without
    a stemmer keeps its words whole.
    """
    known = _known(_primary(language))
    lowered = unicodedata.normalize("NFKC", fold(text).text).lower().replace("\u0307", "")
    return [term for token in _TOKEN.findall(lowered) if (term := known[token][0])]


def names(text: str) -> list[str]:
    """The keys of what may be a name in `text`, in order, repeats kept.

    `territory:LY` and `language:de` for what the CLDR names in English, German, Spanish, French, Italian or
    Portuguese; a skeleton of consonants for any other capitalised word. Names of languages count in lower case too
    ("autoridades alemanas"). Crude on purpose: all of a German text's nouns are candidates, and two names may meet in
    one skeleton; a key is a reason to look, never a proof.
    """
    return list(_name_keys(_LETTERS.findall(unicodedata.normalize("NFC", fold(text).text))))


def terms_and_names(text: str, language: str) -> tuple[list[str], list[str]]:
    """What `terms` and `names` give for `text`, from one pass over its tokens: for a million passages that is what counts."""
    view = fold(text).text
    if not view.isascii() and (_ODD.search(view) or not unicodedata.is_normalized("NFKC", view)):
        return terms(text, language), names(text)
    known = _known(_primary(language))
    tokens = _TOKEN.findall(view)
    found = [known[token] for token in tokens]
    named = [key for _, key, _ in found if key]
    if max([opens for _, _, opens in found], default=0):
        named = list(_name_keys([token for token in tokens if not token[0].isdecimal()]))
    return [term for term, _, _ in found if term], named


#: Letters whose lower case depends on the letters around them, or has two code points.
_ODD: Final = re.compile("[Σİ\u0307]")
#: Tokens of a language of which the term and the key are kept at hand.
_AT_HAND: Final = 65536


class _Known(dict[str, tuple[str, str, int]]):
    """A language's tokens as they are written: the term, the key of a name, and how many tokens that of a territory may have."""

    def __init__(self, primary: str) -> None:
        super().__init__()
        self._primary = primary

    def __missing__(self, token: str) -> tuple[str, str, int]:
        if len(self) >= _AT_HAND:  # begin anew: common words are back at once
            self.clear()
        key, opens = _single(token) if token[0].isupper() else (_languages().get(_plain(token), ""), 0)
        self[token] = found = self._term_of(token), key, opens
        return found

    def _term_of(self, token: str) -> str:
        lowered = token.lower()
        if lowered in self:  # begins a sentence here, and stood in one before
            return self[lowered][0]
        return _term(_number(lowered) if token[0].isdigit() else lowered[:_LONGEST], self._primary)


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


@lru_cache(maxsize=16)
def _known(primary: str) -> _Known:
    return _Known(primary)


def skeleton(name: str) -> str:
    """What is left of a name when spelling habits are taken away: "Brussels", "Brüssel", "Bruxelles" -> "brsl".

    Short names keep their vowels, else too many would meet: "Rome", "Roma" -> "rom".
    """
    plain = name[:_LONGEST].lower() if name.isascii() and name.isalpha() else "".join(words(name))
    spelt = plain.removesuffix("s")
    for sign, habit, replacement in _HABITS:
        if sign in spelt:
            spelt = habit.sub(replacement, spelt) if habit else spelt.replace(sign, replacement)
    spelt = _undoubled(spelt)
    opening = "a" if spelt[:1] in _OPEN else spelt[:1]
    bones = _undoubled(opening + spelt[1:].translate(_SOFT))
    return bones if len(bones) >= _BONES else spelt.rstrip("aeiou") or plain


_BONES: Final = 3
_OPEN: Final = frozenset("aeiou")
_SOFT: Final = str.maketrans("", "", "aeiouyjh")
#: Spelling habits, in the order in which they are taken away: a sign, the pattern in which it must stand if that matters, and
#: what it becomes.
_HABITS: Final = tuple(
    (sign, re.compile(habit) if habit else None, replacement)
    for sign, habit, replacement in (
        ("ph", "", "f"),
        ("h", "tsch|tch|sch|sh", "s"),
        ("w", "(?<=[aeiou])w", "u"),
        ("w", "", "v"),
        ("c", "c(?=[eiy])", "s"),
        ("z", "", "s"),
        ("x", "", "s"),
        ("c", "ch|ck|c", "k"),
        ("q", "qu|q", "k"),
        ("th", "", "t"),
        ("m", "m(?=[bp])", "n"),
    )
)


def _undoubled(text: str) -> str:
    return "".join([letter for letter, _ in groupby(text)])


def _plainly(text: str) -> str:
    """A text without case, accents and the like.

    Decomposed first, since a letter such as "𝓐" has a case only then; and again without case, since that of "ῲ" is a mark.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join([char for char in decomposed if not unicodedata.combining(char)]).casefold().translate(_PLAIN)


def _tokens(text: str) -> list[str]:
    return [_number(token) if token[0].isdigit() else token[:_LONGEST] for token in _TOKEN.findall(text)]


@lru_cache(maxsize=4096)
def _number(token: str) -> str:
    """One spelling of a number: "30,000" and "30.000" are "30000", "4,5" is "4.5"; anything else is cut to its end."""
    head, *groups = _SEPARATOR.split(token)
    if all(len(group) == 3 for group in groups):  # noqa: PLR2004 - thousands come in threes
        return (head + "".join(groups))[:_LONGEST]
    return (f"{head}.{groups[0]}" if len(groups) == 1 else "-".join((head, *groups)))[:_LONGEST]


def _term(token: str, primary: str) -> str:
    """The stem of a token in lower case, without accents, or nothing for a stop word or a single letter."""
    if token[0].isdigit():
        return token
    plain = _plain(token)
    if len(token) == 1 or plain in _stop_words().get(primary, ()):
        return ""
    if primary not in _STEMMERS:
        return plain
    stem = "".join(_stemmer(primary).analyze(token))
    return _plain(stem)


def _plain(token: str) -> str:
    return token.lower() if token.isascii() else _plain_accented(token)


@lru_cache(maxsize=8192)
def _plain_accented(token: str) -> str:
    return _plainly(token)


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    return {key: frozenset(value.split()) for key, value in lexicon("stopwords").items() if isinstance(value, str)}


@cache
def _all_stop_words() -> frozenset[str]:
    return frozenset().union(*_stop_words().values())


@cache
def _stemmer(primary: str) -> Any:
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return builder.filter(tantivy.Filter.stemmer(_STEMMERS[primary])).build()


def _name_keys(tokens: list[str]) -> Iterator[str]:
    at = 0
    while at < len(tokens):
        key, opens = _single(tokens[at])
        territory, length = _territory(tokens[at : at + opens]) if opens else ("", 0)
        if territory or key:
            yield territory or key
        at += length or 1


@lru_cache(maxsize=32768)
def _single(token: str) -> tuple[str, int]:
    """The key of a token by itself, or nothing; and how many tokens a territory's name may have that begins with it."""
    plain = _plain(token)
    if not token[0].isupper():
        return _languages().get(plain, ""), 0
    openings = _territories()[2]
    opens = max(openings.get(plain, 0), openings.get(plain.removesuffix("s"), 0))
    return _languages().get(plain) or _other_key(token, plain), opens


def _territory(tokens: list[str]) -> tuple[str, int]:
    """The territory whose name the tokens begin with, and how many of them it has; the longest name wins."""
    known, abbreviations, _ = _territories()
    plain = [_plain(token) for token in tokens]
    for length in range(len(plain), 0, -1):
        name = " ".join(plain[:length])
        code = known.get(name) or known.get(name.removesuffix("s"))
        if not code and all(token.isupper() for token in tokens[:length]):
            code = abbreviations.get(name)
        if code:
            return f"territory:{code}", length
    return "", 0


def _cldr(table: str) -> Iterator[tuple[str, str]]:
    """The codes and names of a table of the CLDR, language by language."""
    from babel import localedata

    for naming in _NAMING:
        names_by_code = localedata.load(naming)[table]
        yield from sorted((code, name) for code, name in names_by_code.items() if isinstance(name, str))


@cache
def _territories() -> tuple[dict[str, str], dict[str, str], dict[str, int]]:
    """Plain names of territories, abbreviations, and the words with which either begins, with the longest's length."""
    known: dict[str, str] = {}
    for code, name in _cldr("territories"):
        if code != "001":  # "the world": in German, Spanish and French also a newspaper
            known.setdefault(" ".join(_tokens(_plain(name))), code)
    own = lexicon("stopwords")
    known.update(own["territories"])
    openings: dict[str, int] = {}
    for first, *more in (name.split(" ") for table in (known, own["abbreviations"]) for name in table):
        openings[first] = max(openings.get(first, 0), min(1 + len(more), _LONGEST_NAME))
    return known, own["abbreviations"], openings


#: Names of so few letters are other words too, the more so with endings.
_MISLEADING: Final = 3
_ENDINGS: Final = frozenset(("", "a", "as", "e", "em", "en", "er", "es", "n", "o", "os", "s"))


@cache
def _languages() -> dict[str, str]:
    """Keys of the languages that are official somewhere, by their plain one-word names in all their forms.

    `language:de` for "german", "deutschen", "alemanas": the name itself, or with an ending of up to two letters.
    """
    from babel.core import get_global

    spoken = get_global("territory_languages").values()
    official = {code for table in spoken for code, facts in table.items() if facts["official_status"] in _OFFICIAL}
    misleading = lexicon("stopwords")["languages"]["misleading"].split()
    known: dict[str, str] = {}
    for code, name in _cldr("languages"):
        if code in official and len(name.split()) == 1 and _plain(name) not in misleading:
            known.setdefault(_plain(name), code)
    long = sorted((name for name in known if len(name) > _MISLEADING), key=len)
    return {name + ending: f"language:{known[name]}" for name in long for ending in _ENDINGS}


_OFFICIAL: Final = ("official", "de_facto_official")


def _other_key(token: str, plain: str) -> str:
    """The skeleton of a capitalised word that is no stop word of any language; acronyms keep all their letters."""
    if len(plain) == 1 or plain in _all_stop_words():
        return ""
    return plain[:_LONGEST] if token.isupper() else skeleton(plain)[:_LONGEST]
