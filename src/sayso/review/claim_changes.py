"""Two claims that are one in two versions: what changed of it, and of what is said about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sayso.model import Attribution, Claim, Drift, Figure, Flag, Ledger, SourceDocument, Span, Trace

from .change import Part
from .figure_changes import figure_parts, span_of
from .pairing import by_key
from .telling import flat, part, quote

#: What a claim is worth checking is told where it changed by more than this.
STEP: Final = 0.1
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Book:
    """A ledger with its look-ups."""

    ledger: Ledger

    @cached_property
    def attributions(self) -> dict[str, Attribution]:
        """Attributions by id."""
        return {each.id: each for each in self.ledger.attributions}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Figures by id."""
        return {each.id: each for each in self.ledger.figures}

    @cached_property
    def flags(self) -> dict[str, Flag]:
        """Flags by id."""
        return {each.id: each for each in self.ledger.flags}

    @cached_property
    def names(self) -> dict[str, str]:
        """Speakers' names by id."""
        return {each.id: each.name for each in self.ledger.speakers}

    @cached_property
    def sources(self) -> dict[str, SourceDocument]:
        """Source documents by id."""
        return {each.id: each for each in self.ledger.source_documents}

    @cached_property
    def best(self) -> dict[str, Trace]:
        """The best trace of each claim that has one."""
        found: dict[str, Trace] = {}
        for trace in sorted(self.ledger.traces, key=lambda trace: trace.rank):
            found.setdefault(trace.claim, trace)
        return found

    def source_words(self, said: Attribution) -> str:
        """Who is said to say it, in the text's words, else by name."""
        words = flat(" … ".join(span.text for span in said.source))
        return words or self.names.get(said.speaker or "", "someone")

    def chain(self, claim: Claim) -> str:
        """Who a claim is laid to, outermost first, with the cues."""
        held = [self.attributions[ident] for ident in claim.attribution if ident in self.attributions]
        links = [(self.source_words(said), flat(" … ".join(span.text for span in said.cue))) for said in held]
        return " > ".join(f"{who} ({cue})" if cue else who for who, cue in links) or "in its own voice"

    def finding(self, claim: Claim) -> str:
        """What was found, by the best passage."""
        trace = self.best.get(claim.id)
        if trace is None:
            return "not searched"
        return trace.finding.replace("_", " ") + (" (unsure)" if trace.abstained else "")

    def passage(self, claim: Claim) -> tuple[str, Span] | None:
        """The best passage, with the address of its source document."""
        trace = self.best.get(claim.id)
        if trace is None or trace.passage is None:
            return None
        source, passage = self.sources.get(trace.document or ""), trace.passage
        where = source.uri if source else trace.document or ""
        return where, Span(start=passage.start, end=passage.end, text=passage.text)


def claim_parts(old: Claim, new: Claim, books: tuple[Book, Book], figures: dict[str, str]) -> tuple[Part, ...]:
    """What changed of a claim; `figures` gives the new figure's id by the old one's."""
    return (
        *_own(old, new),
        *_plain("say_so", books[0].chain(old), books[1].chain(new)),
        *_figures(old, new, books, figures),
        *_plain("finding", books[0].finding(old), books[1].finding(new)),
        *_passage(old, new, books),
        *_drifts(books[0].best.get(old.id), books[1].best.get(new.id)),
        *_flags(old, new, books),
        *_worth(old, new),
    )


def claim_span(claim: Claim) -> Span:
    """The claim's own place."""
    return Span(start=claim.start, end=claim.end, text=claim.text)


def _own(old: Claim, new: Claim) -> Iterator[Part]:
    if flat(old.text) != flat(new.text):
        yield part("words", old.text, new.text, (claim_span(old), claim_span(new)))
    yield from _plain("sort", old.sort, new.sort)
    if old.negated != new.negated:
        yield part("denied", "yes" if old.negated else "no", "yes" if new.negated else "no")
    yield from _plain("certainty", _certainty(old), _certainty(new))


def _certainty(claim: Claim) -> str:
    source = claim.certainty.source
    return claim.certainty.author + (f", {source} to the source" if source else "")


def _plain(what: str, old: str, new: str) -> Iterator[Part]:
    if old != new:
        yield part(what, old, new)


def _figures(old: Claim, new: Claim, books: tuple[Book, Book], pairs: dict[str, str]) -> Iterator[Part]:
    came = {pairs[ident] for ident in old.figures if pairs.get(ident) in new.figures}
    for ident in old.figures:
        mine, theirs = books[0].figures.get(ident), books[1].figures.get(pairs.get(ident, ""))
        if mine and theirs and theirs.id in came:
            yield from (_of_figure(each) for each in figure_parts(mine, theirs))
        elif mine:
            yield part("figure", mine.text, None, (span_of(mine), None))
    for ident in new.figures:
        figure = books[1].figures.get(ident)
        if figure and ident not in came:
            yield part("figure", None, figure.text, (None, span_of(figure)))


def _of_figure(each: Part) -> Part:
    return Part(
        what="figure",
        old=each.old,
        new=each.new,
        old_span=each.old_span,
        new_span=each.new_span,
        relation=each.relation,
        told=f"figure: {each.told}",
    )


def _passage(old: Claim, new: Claim, books: tuple[Book, Book]) -> Iterator[Part]:
    mine, theirs = books[0].passage(old), books[1].passage(new)
    if (mine and (mine[0], mine[1].text)) != (theirs and (theirs[0], theirs[1].text)):
        words = [each and f"{each[0]}: {each[1].text}" for each in (mine, theirs)]
        yield part("passage", words[0], words[1], (mine and mine[1], theirs and theirs[1]))


def _drifts(old: Trace | None, new: Trace | None) -> Iterator[Part]:
    """Drifts by kind and reason; one of a kind that both have for another reason is told once."""
    pairs = by_key(_all_drifts(old), _all_drifts(new), lambda each: (each.kind, flat(each.because)))
    rest = by_key(pairs.dropped, pairs.added, lambda each: each.kind)
    yield from (_drift(mine, theirs) for mine, theirs in rest.both)
    yield from (_drift(mine, None) for mine in rest.dropped)
    yield from (_drift(None, theirs) for theirs in rest.added)


def _all_drifts(trace: Trace | None) -> tuple[Drift, ...]:
    return trace.drifts if trace else ()


def _drift(old: Drift | None, new: Drift | None) -> Part:
    """A drift of one side or of both, with its reason."""
    mine, theirs = (f"{each.kind.replace('_', ' ')}, {flat(each.because)}" if each else None for each in (old, new))
    how = "no longer found" if theirs is None else "found" if mine is None else "otherwise"
    spans = old.claim_span if old else None, new.claim_span if new else None
    told = f"drift {how}: {theirs or mine}"
    return Part(what="drift", old=mine, new=theirs, old_span=spans[0], new_span=spans[1], told=told)


def _flags(old: Claim, new: Claim, books: tuple[Book, Book]) -> Iterator[Part]:
    mine = Counter(_flag(books[0].flags[ident]) for ident in old.flags if ident in books[0].flags)
    theirs = Counter(_flag(books[1].flags[ident]) for ident in new.flags if ident in books[1].flags)
    for category, words in mine - theirs:
        told = f"wording no longer marked: {category}, {quote(words)}"
        yield Part(what="flag", old=words, new=None, told=told)
    for category, words in theirs - mine:
        yield Part(what="flag", old=None, new=words, told=f"wording marked: {category}, {quote(words)}")


def _flag(flag: Flag) -> tuple[str, str]:
    return flag.category.replace("_", " "), flat(flag.text)


def _worth(old: Claim, new: Claim) -> Iterator[Part]:
    if abs(old.check_worthiness - new.check_worthiness) > STEP + _ROUNDING:
        yield part("worth", f"{old.check_worthiness:.2f}", f"{new.check_worthiness:.2f}")
