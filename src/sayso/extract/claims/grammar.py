"""The words by which clauses are told apart in one language, and which words of a row are finite verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from sayso.language.inflect import INFLECT
from sayso.language.lexicon import lexicon
from sayso.language.tagger import tagger
from sayso.language.tokens import Token

from .cues import Cues, Phrase, cues_of

#: Endings of finite verbs, where no list has the word: they are looked for in words that are long enough.
_ENDINGS: Final = {
    "de": ("te", "ten", "t"),
    "es": ("ó", "aron", "ieron", "aba", "aban", "ía", "ían", "ará", "erá", "irá", "arán", "erán", "irán", "amos", "emos", "imos", "é", "í"),
    "fr": ("ait", "aient", "èrent", "irent", "urent", "era", "eront", "ira", "iront", "rait", "raient", "issent", "ent"),
}  # fmt: skip
#: Endings that no noun has.
_PLAIN_ENDINGS: Final = {
    "es": ("aron", "ieron", "aban", "arán", "erán", "irán"),
    "fr": ("aient", "èrent", "eront", "iront"),
}
#: Pronouns behind which a verb follows at once, or behind "ne" and a pronoun that hangs on it.
_SUBJECTS: Final = {
    "de": frozenset(("ich", "er", "wir", "man")),
    "es": frozenset(("yo", "usted", "ustedes")),
    "fr": frozenset(("je", "j’", "tu", "il", "on", "ils")),
}
#: What hangs on nothing but a verb.
_HUNG: Final = {
    "de": frozenset[str](),
    "es": frozenset(("se", "me", "nos", "os")),
    "fr": frozenset(("n’", "ne", "m’", "se", "t’")),
}
_SHORTEST: Final = 4
_FINITE_TAGS: Final = frozenset(("V", "M"))
_MARKS: Final = frozenset(".,;:!?()[]—–-…")


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's words for clauses: `lists` match phrases, `made` are finite forms of common verbs.

    `leading` holds the words behind which a verb may be told by a pronoun; `sentence` is the one at hand; `tags` are the parts of speech of its words by where they start, made on first use, where the language has
    a tagger.
    """

    language: str
    lists: Cues
    made: frozenset[str]
    leading: frozenset[str] = frozenset()
    sentence: Sequence[Token] = ()
    tags: dict[int, str] = field(default_factory=dict)

    def within(self, row: Sequence[Token]) -> Grammar:
        """The grammar for a sentence, given as its tokens: its clauses are then tagged as parts of it, and only once."""
        return replace(self, sentence=row, tags={}) if self.language == "en" else self

    def has(self, name: str, token: Token) -> bool:
        """Whether a list holds the word."""
        return self.lists.has(name, token.low)

    def phrases(self, name: str) -> list[Phrase]:
        """The phrases of a list."""
        return [parts for group in self.lists.lists[name].values() for parts in group]

    @property
    def labels(self) -> frozenset[str]:
        """What stands before the turns of an interview: "q", "answer"."""
        return frozenset((*self.lists.lists["asks"], *self.lists.lists["answers"]))

    def finite(self, row: Sequence[Token]) -> list[bool]:
        """For each token whether it reads like a finite verb. Cost: linear."""
        if self.language == "en":
            return _tagged(row, self._tags(row))
        return [token.kind == "word" and self._is_finite(row, at) for at, token in enumerate(row)]

    def _is_finite(self, row: Sequence[Token], at: int) -> bool:
        token, single = row[at], self.lists.single
        low = token.low
        if token.capital and at and row[at - 1].text not in _OPENERS:
            return False
        if self.language == "de" and low.startswith("ge") and at + 1 < len(row) and row[at + 1].capital:
            return low in single["finite"]
        if self.language == "de" and "zu" in low[2:-_SHORTEST] and low.endswith("en"):
            return False
        before = row[at - 1].low if at else ""
        if before in self.leading and self._of_pronoun(row, at):
            return True
        if low in single["not_finite"] or low in single["preposition"]:
            return False
        if (before in single["determiner"] or before in single["preposition"]) and self._names(row, at):
            return False
        if low in single["finite"] or low in self.made:
            return True
        return len(low) > _SHORTEST and not token.capital and low.endswith(_ENDINGS[self.language])

    def _of_pronoun(self, row: Sequence[Token], at: int) -> bool:
        """Whether a word stands right behind a pronoun that is a subject: "je signais", "er gewöhne"."""
        hung = at - 1
        while hung > 0 and self.has("hang", row[hung]) and self.has("hang", row[hung - 1]):
            hung -= 1
        if at and row[hung].low in _HUNG[self.language] and not self.has("hang", row[at]):
            return not (
                self.has("adverb", row[at]) or self.has("preposition", row[at]) or self.has("negation", row[at])
            )
        before = at - 1
        while before > 0 and before > at - 3 and self.has("hang", row[before]):
            before -= 1
        if before < 0 or row[before].low not in _SUBJECTS[self.language] or self.has("hang", row[at]):
            return False
        return not (
            self.has("adverb", row[at])
            or self.has("subordinate", row[at])
            or self.has("negation", row[at])
            or (self.language == "de" and not row[at].low.endswith(("e", "t", "te")))
        )

    def reads_finite(self, row: Sequence[Token]) -> bool:
        """Whether a row that has no plain finite verb may have one all the same: "the sirens needed to be replaced"."""
        if self.language == "en":
            tags = self._tags(row)
            return any(
                tag == "VN"
                and tags[at - 1] in {"N", "NS", "NP", "PR"}
                and (at + 1 == len(row) or row[at + 1].low != "by")
                for at, tag in enumerate(tags)
                if at
            )
        return row[0].low in _SUBJECTS[self.language]

    def _tags(self, row: Sequence[Token]) -> Sequence[str]:
        if not self.tags:
            self.tags.update(
                (token.start, tag) for token, tag in zip(self.sentence, _tags_of(self.sentence), strict=True)
            )
        if all(token.start in self.tags for token in row):
            return [self.tags[token.start] for token in row]
        return _tags_of(row)

    def _names(self, row: Sequence[Token], at: int) -> bool:
        """Whether an article or a preposition right before makes a noun of a word. German tells nouns by their capital."""
        if self.language == "de":
            return False
        before = row[at - 1]
        hangs = self.has("hang", before) and at > 1 and not self.has("preposition", row[at - 2])
        if self.has("determiner", before):
            return not (
                hangs
                and (
                    self.has("finite", row[at])
                    or row[at].low in self.made
                    or row[at].low.endswith(_PLAIN_ENDINGS[self.language])
                )
            )
        return self.has("preposition", before) and before.low not in {"en", "y"}


_OPENERS: Final = frozenset(("“", "„", "«", '"', "¿", "¡", ":", "—", "–"))


def _tags_of(row: Sequence[Token]) -> Sequence[str]:
    """The parts of speech of words."""
    found, texts = tagger("en"), [token.text for token in row]
    return ["X"] * len(row) if found is None else found.tag([text.lower().replace("'", "’") for text in texts], texts)


def _tagged(row: Sequence[Token], tags: Sequence[str]) -> list[bool]:
    return [
        tag in _FINITE_TAGS
        or token.low in _ALWAYS
        or token.low in _PASTS
        or (tag in {"VB", "N"} and _of_many(tags, row, at))
        for at, (tag, token) in enumerate(zip(tags, row, strict=True))
    ]


def _of_many(tags: Sequence[str], row: Sequence[Token], at: int) -> bool:
    """Whether a bare verb, or behind an adverb what may be a noun, follows a plural noun or pronoun: "metres now press"."""
    before = at - 1
    while before >= 0 and tags[before] == "R":
        before -= 1
    if before < 0 or (tags[at] == "N" and not (before < at - 1 and at + 1 < len(tags) and tags[at + 1] in {"P", "D"})):
        return False
    return tags[before] == "NS" or row[before].low in _MANY


_MANY: Final = frozenset(("we", "they", "you", "i"))


#: Forms that the tagger takes for a possessive or splits otherwise.
_ALWAYS: Final = frozenset(("’re", "’ve", "’ll", "isn’t", "aren’t", "wasn’t", "weren’t", "won’t", "can’t", "cannot", "don’t",
    "doesn’t", "didn’t", "hasn’t", "haven’t", "hadn’t", "wouldn’t", "couldn’t", "shouldn’t"))  # fmt: skip


#: English pasts that are no participles.
_PASTS: Final = frozenset(
    [
        "sang",
        "rang",
        "sank",
        "shrank",
        "drank",
        "swam",
        "ran",
        "began",
        "sprang",
        "broke",
        "spoke",
        "woke",
        "chose",
        "froze",
        "stole",
        "drove",
        "rode",
        "wrote",
        "flew",
        "grew",
        "knew",
        "threw",
        "drew",
        "blew",
        "wore",
        "tore",
        "swore",
        "took",
        "shook",
        "gave",
        "forgave",
        "came",
        "became",
        "went",
        "saw",
        "ate",
        "fell",
        "did",
        "was",
        "were",
    ]
)


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language that is served."""
    tables = lexicon("sayso.clauses")[language]
    leading = frozenset[str]().union(tables["hang"], _HUNG.get(language, ()), _SUBJECTS.get(language, ()))
    return Grammar(language, cues_of(language, tables), frozenset(_made(language, tables["verbs"])), leading)


def _made(language: str, verbs: Sequence[str]) -> Iterator[str]:
    """The finite forms of verbs: third persons, German ones also with "sie" where nothing else looks so."""
    irregular = lexicon(f"sayso.{language}")["irregular"]
    for verb in verbs:
        for each in INFLECT[language](verb, irregular):
            if each.tense == "past" and not each.lead and each.form != verb:
                yield each.form


def is_mark(token: Token) -> bool:
    """Whether a token is a mark that parts words."""
    return token.text in _MARKS
