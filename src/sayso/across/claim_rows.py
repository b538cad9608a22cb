"""One claim of one document as it is held against others: its words, names, figures, years, and what it means as a vector.

Nothing here knows of another document, so that a document can be read on any machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from sayso.align import Moment, Word, WordRow, negation, read_moment, read_stretch, read_words, sides
from sayso.language.words import names
from sayso.model import Analysis, Appearance, Attribution, Claim, Document, Figure, Ledger

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.evidence.meaning import Meaning

#: Characters of a claim that are read: more is no claim.
_LONGEST: Final = 2_000
_YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
#: A capitalised word that does not open a sentence: in most languages a name.
_NAME: Final = re.compile(r"(?<![.!?:]\s)(?<!^)\b[^\W\d_a-zà-ÿ][\w'’-]+")
#: The same without what opens a quotation.
_INNER_NAME: Final = re.compile(r"(?<![.!?:]\s)(?<!^)(?<![\"“„«‘])\b[^\W\d_a-zà-ÿ][\w'’-]+")
#: Letters of a name that is one for sure: shorter ones are titles and abbreviations, which each language has its own of.
_CALLED: Final = 5
#: What a word is known by that has a place in other languages, too.
_BRIDGED: Final = ("concept:", "territory:", "language:")
_NAMES_OPEN: Final = "en"
#: A language that writes all nouns like names.
NOUNS: Final = "de"


@dataclass(frozen=True, eq=False)
class ClaimRow:
    """A claim: its appearance, its text without figures, the places and periods that its figures are said to hold for, and what it means.

    `denied` is whether its main statement was read as denied; `vector` is None without an encoder. All else is read once, when it is asked for.
    """

    at: Appearance
    bare: str
    scope: str
    is_denied: bool
    vector: NDArray[np.int8] | None = None

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its telling words in order, without figures."""
        return read_words(self.bare, self.at.language)

    @cached_property
    def word_row(self) -> WordRow:
        """These made ready to be held against those of others."""
        return WordRow(self.words)

    @cached_property
    def plainly(self) -> list[str]:
        """All its words as they are written, without figures, in lower case."""
        return self.bare.casefold().split()

    @cached_property
    def quantities(self) -> tuple[Figure, ...]:
        """Its figures that say how much or how many."""
        return tuple(quantities(self))

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys of all that may be a name, in its figures' places, too."""
        return frozenset((*names(self.bare), *names(self.scope)))

    @cached_property
    def named(self) -> frozenset[str]:
        """The keys of names that stand within it; none in German, where all nouns are written like names."""
        found = () if self.language == NOUNS else _NAME.findall(self.bare)
        return frozenset(key for name in found for key in names(name))

    @cached_property
    def called(self) -> tuple[Word, ...]:
        """Its words that are written like names and are nothing else that is known, of five letters or more; in German all unknown nouns are.

        What opens a claim counts in English, where it is hardly ever a verb.
        """
        return tuple(word for word in self.words if may_call(word) and self.calls(word))

    def calls(self, word: Word) -> bool:
        """Whether a word of it that may be a name is written like one."""
        opens = self.language == _NAMES_OPEN and self.bare.startswith(word.text)
        return self.language == NOUNS or opens or word.text in self._inner_names

    @cached_property
    def _inner_names(self) -> frozenset[str]:
        return frozenset(_INNER_NAME.findall(self.bare))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that it names, and those of its figures' periods."""
        return frozenset((*_YEAR.findall(self.at.span.text), *_YEAR.findall(self.scope)))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The dates that it names."""
        dates = (one for one in self.at.figures if one.kind == "date")
        return tuple(moment for one in dates if (moment := read_moment(one.text)))

    @cached_property
    def denied(self) -> str:
        """The word that denies something in it; nothing where there is none."""
        return negation(self.at.span.text[:_LONGEST], self.at.language) or ("not" if self.is_denied else "")

    @cached_property
    def sides(self) -> frozenset[tuple[int, int]]:
        """Its words that have an opposite."""
        return frozenset(sides(self.bare, self.at.language))

    @property
    def language(self) -> str:
        """The primary subtag of its language."""
        return self.at.language.partition("-")[0]

    @property
    def order(self) -> tuple[str, str]:
        """By what rows are put in order: the earliest first, those without a date last; never by where they stood in a list."""
        return self.at.published or "~", self.at.id


def may_call(word: Word) -> bool:
    """Whether a word may be a name that other languages write much the same."""
    long = len(word.text) >= _CALLED and word.text[:1].isupper()
    return long and not any(key.startswith(_BRIDGED) for key in word.keys)


def claim_rows(ledger: Analysis | Ledger, encoder: Meaning | None = None) -> list[ClaimRow]:
    """The claims of a document, in its order; questions and what nobody can check are claims, too.

    With an `encoder` each has a vector. Cost: linear in the length of the claims.
    """
    doc, claims = ledger.document, ledger.claims
    texts = [claim.text[:_LONGEST] for claim in claims]
    vectors = encoder.vectors(texts, doc.language) if encoder is not None and texts else None
    appearances = zip(claims, appearances_of(ledger), strict=True)
    return [
        _row(doc, claim, appearance, vectors[at] if vectors is not None else None)
        for at, (claim, appearance) in enumerate(appearances)
    ]


def appearances_of(ledger: Analysis | Ledger) -> Iterator[Appearance]:
    """Every claim of a document as it appears there, in its order."""
    figures = {figure.id: figure for figure in ledger.figures}
    told = _Speakers(ledger)
    for claim in ledger.claims:
        own = tuple(figures[one] for one in claim.figures if one in figures)
        yield _appearance(ledger.document, claim, own, told)


def _row(doc: Document, claim: Claim, at: Appearance, vector: NDArray[np.int8] | None) -> ClaimRow:
    bare = read_stretch(at.figures, claim.text[:_LONGEST], claim.start, doc.language).words
    scope = " ".join(span.text for one in at.figures for span in (one.place, one.period) if span)
    return ClaimRow(at, bare, scope, claim.negated, vector)


def _appearance(doc: Document, claim: Claim, figures: tuple[Figure, ...], told: _Speakers) -> Appearance:
    return Appearance(
        id=_name(doc.id, str(claim.start), str(claim.end)),
        document=doc.id,
        claim=claim.id,
        span=doc.span(claim.start, claim.end),
        language=doc.language,
        outlet=doc.outlet,
        title=doc.title,
        uri=doc.uri,
        published=doc.published,
        speakers=told.of(claim),
        figures=figures,
    )


def _name(*parts: str) -> str:
    return "a:" + blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class _Speakers:
    """Who a document's claims are laid to."""

    def __init__(self, ledger: Analysis | Ledger) -> None:
        self._attributions = {one.id: one for one in ledger.attributions}
        self._names = {one.id: one.name for one in ledger.speakers}

    def of(self, claim: Claim) -> tuple[str, ...]:
        """Names, outermost first; a source without one by its words."""
        known = (self._attributions[one] for one in claim.attribution if one in self._attributions)
        return tuple(name for one in known if (name := self._called(one)))

    def _called(self, said: Attribution) -> str:
        return self._names.get(said.speaker or "") or " ".join(span.text for span in said.source)


def quantities(row: ClaimRow) -> Iterator[Figure]:
    """The figures of a claim that say how much or how many."""
    return (one for one in row.at.figures if one.is_quantity)
