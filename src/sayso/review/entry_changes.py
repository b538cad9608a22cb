"""The entries of two ledgers, kind by kind: what was added, dropped, changed and moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Final, TypeVar

from sayso.model import Attribution, Document, Figure, Flag, Ledger, SourceDocument, Span, Speaker

from .anchors import stands_at
from .change import Change, How, Kind, Part
from .claim_changes import Book, claim_parts, claim_span
from .figure_changes import figure_parts, span_of
from .pairing import Pairs, by_key, by_place
from .telling import flat, part, quote
from .texts import Texts

T = TypeVar("T")
_OF_DOCUMENT: Final = ("title", "byline", "outlet", "published", "language", "uri", "media_type")
_OF_SOURCE: Final = ("title", "outlet", "published", "language", "uri")


def claim_changes(books: tuple[Book, Book], texts: Texts, figures: Pairs[Figure]) -> tuple[Change, ...]:
    """Claims, paired by place, then by words. One whose sentence moved is told as moved where nothing else changed."""
    pairs = by_place(
        books[0].ledger.claims, books[1].ledger.claims, texts, place=_place, like=_like_claim, words=attrgetter("text")
    )
    ids = {mine.id: theirs.id for mine, theirs in figures.both}
    moved = sorted((each.old.start, each.old.end) for each in texts.changes if each.how == "moved" and each.old)
    starts = [start for start, _ in moved]

    def has_moved(span: Span | None) -> bool:
        at = bisect_left(starts, span.end) - 1 if span else -1
        return at >= 0 and span is not None and moved[at][1] > span.start

    return _changes("claim", pairs, lambda mine, theirs: claim_parts(mine, theirs, books, ids), claim_span, has_moved)


def pair_figures(old: Ledger, new: Ledger, texts: Texts) -> Pairs[Figure]:
    """Figures by place alone: the same number elsewhere is another figure."""
    return by_place(old.figures, new.figures, texts, place=_place, like=lambda each: (each.kind, flat(each.text)))


def figure_changes(pairs: Pairs[Figure]) -> tuple[Change, ...]:
    """Figures with their values held against each other."""
    return _changes("figure", pairs, figure_parts, span_of)


def attribution_changes(books: tuple[Book, Book], texts: Texts) -> tuple[Change, ...]:
    """Attributions, paired by the place of their cue: who, in what words, and what is laid in their mouth."""
    old, new = books[0].ledger.attributions, books[1].ledger.attributions

    def place(said: Attribution) -> tuple[int, int]:
        span = stands_at(said)
        return (span.start, span.end) if span else (0, 0)

    def like(said: Attribution) -> tuple[str, ...]:
        return tuple(flat(_joined(spans)) for spans in (said.cue, said.source, said.content))

    pairs = by_place(old, new, texts, place=place, like=like)
    return _changes("attribution", pairs, lambda mine, theirs: _said(mine, theirs, books), _of_said)


def speaker_changes(old: Ledger, new: Ledger) -> tuple[Change, ...]:
    """Speakers by name."""

    def parts(mine: Speaker, theirs: Speaker) -> tuple[Part, ...]:
        known = ["named" if each.named else "unnamed" for each in (mine, theirs)]
        return tuple(_fields((("kind", mine.kind, theirs.kind), ("known", *known))))  # type: ignore[arg-type]

    pairs = by_key(old.speakers, new.speakers, lambda each: flat(each.name).casefold())
    return _changes("speaker", pairs, parts, _nowhere)


def flag_changes(old: Ledger, new: Ledger, texts: Texts) -> tuple[Change, ...]:
    """Marks on wording, by place."""

    def parts(mine: Flag, theirs: Flag) -> tuple[Part, ...]:
        return tuple(
            _fields((("category", mine.category, theirs.category), ("words", flat(mine.text), flat(theirs.text))))
        )

    pairs = by_place(old.flags, new.flags, texts, place=_place, like=lambda each: (each.category, flat(each.text)))
    return _changes("flag", pairs, parts, _span)


def source_changes(old: Ledger, new: Ledger) -> tuple[Change, ...]:
    """Source documents: the same text, else the same address with another text."""
    same = by_key(old.source_documents, new.source_documents, attrgetter("text_id"))
    rest = by_key(same.dropped, same.added, attrgetter("uri"))

    def parts(mine: SourceDocument, theirs: SourceDocument) -> tuple[Part, ...]:
        fields = _fields((name, getattr(mine, name), getattr(theirs, name)) for name in _OF_SOURCE)
        return (*_fields((("text", mine.text_id, theirs.text_id),)), *fields)

    pairs = Pairs((*same.both, *rest.both), rest.dropped, rest.added)
    return _changes("source_document", pairs, parts, _nowhere)


def listed_changes(kind: Kind, old: Sequence[T], new: Sequence[T], words: Callable[[T], str]) -> tuple[Change, ...]:
    """What is only there or not: wanted source documents, problems."""
    pairs = by_key(old, new, words)
    gone = [Change(kind=kind, how="dropped", told=f"dropped: {quote(words(each))}") for each in pairs.dropped]
    return (*gone, *(Change(kind=kind, how="added", told=f"added: {quote(words(each))}") for each in pairs.added))


def document_changes(old: Document, new: Document) -> tuple[Change, ...]:
    """What is known of the article besides its text."""
    parts = tuple(_fields((name, getattr(old, name), getattr(new, name)) for name in _OF_DOCUMENT))
    return (Change(kind="document", how="changed", parts=parts, told=f"changed: {_whats(parts)}"),) if parts else ()


def made_changes(old: Ledger, new: Ledger) -> tuple[Change, ...]:
    """What both were made with: the program, the stages that both went through, and what was searched with what settings."""
    mine, theirs = _made(old), _made(new)
    parts = tuple(_fields((name, mine[name], theirs.get(name)) for name in mine if name in theirs))
    return (Change(kind="made", how="changed", parts=parts, told=f"made otherwise: {_whats(parts)}"),) if parts else ()


def _made(ledger: Ledger) -> dict[str, str]:
    versions: dict[str, set[str]] = defaultdict(set)
    groups: tuple[Iterable[Any], ...] = (ledger.figures, ledger.attributions, ledger.speakers, ledger.claims,
                                         ledger.flags, ledger.traces, ledger.wanted)  # fmt: skip
    for entries in groups:
        for each in entries:
            versions[f"stage {each.made.stage}"].add(each.made.version)
    searched = ledger.searched
    return {
        "sayso": ledger.version,
        **{stage: ", ".join(sorted(held)) for stage, held in sorted(versions.items())},
        "documents searched": str(searched.documents),
        "passages searched": str(searched.passages),
        **{f"setting {name}": str(value) for name, value in sorted(searched.settings.items())},
    }


def _said(old: Attribution, new: Attribution, books: tuple[Book, Book]) -> tuple[Part, ...]:
    whos = [book.names.get(each.speaker or "", "") for book, each in zip(books, (old, new), strict=True)]
    named = ["named" if each.named else "unnamed" for each in (old, new)]
    spans = ((what, getattr(old, what), getattr(new, what)) for what in ("source", "cue", "content"))
    return (
        *(part(what, _joined(mine), _joined(theirs), (_hull(mine), _hull(theirs)))
          for what, mine, theirs in spans if flat(_joined(mine)) != flat(_joined(theirs))),
        *_fields((("speaker", whos[0], whos[1]), ("known", named[0], named[1]), ("kind", old.source_kind, new.source_kind),
                  ("speech", old.speech, new.speech))),
    )  # fmt: skip


def _joined(spans: Sequence[Span]) -> str:
    return " … ".join(span.text for span in spans)


def _hull(spans: Sequence[Span]) -> Span | None:
    """The one span where there is one: several have no place of their own together."""
    return spans[0] if len(spans) == 1 else None


def _fields(rows: Iterable[tuple[str, str | None, str | None]]) -> Iterator[Part]:
    return (part(what, old, new) for what, old, new in rows if old != new)


def _like_claim(claim: Any) -> tuple[object, ...]:
    return flat(claim.text), claim.sort, claim.negated, len(claim.attribution)


def _place(entry: Any) -> tuple[int, int]:
    return entry.start, entry.end


def _span(entry: Any) -> Span:
    return Span(start=entry.start, end=entry.end, text=entry.text)


def _of_said(said: Attribution) -> Span | None:
    return stands_at(said)


def _nowhere(_entry: Any) -> None:
    return None


def _changes(
    kind: Kind,
    pairs: Pairs[T],
    parts: Callable[[T, T], tuple[Part, ...]],
    span: Callable[[T], Span | None],
    moved: Callable[[Span | None], bool] = lambda _span: False,
) -> tuple[Change, ...]:
    """The changes of one kind of entry: what changed and moved, then what was dropped, then what was added."""

    def change(how: How, old: T | None, new: T | None, told: str, found: tuple[Part, ...] = ()) -> Change:
        return Change(
            kind=kind,
            how=how,
            old_id=getattr(old, "id", None),
            new_id=getattr(new, "id", None),
            old=None if old is None else span(old),
            new=None if new is None else span(new),
            parts=found,
            told=told,
        )

    both = []
    for mine, theirs in pairs.both:
        found = parts(mine, theirs)
        if found:
            both.append(change("changed", mine, theirs, f"{_named(theirs)} changed: {_whats(found)}", found))
        elif moved(span(mine)):
            both.append(change("moved", mine, theirs, f"{_named(theirs)} stands elsewhere now"))
    gone = [change("dropped", each, None, f"dropped: {_named(each)}") for each in pairs.dropped]
    return (*both, *gone, *(change("added", None, each, f"added: {_named(each)}") for each in pairs.added))


def _named(entry: object) -> str:
    """An entry in words: its own, else its name, title or address; of an attribution its source and its cue."""
    if isinstance(entry, Attribution):
        return quote(f"{_joined(entry.source)} {_joined(entry.cue)}".strip() or _joined(entry.content))
    names = (getattr(entry, name, None) for name in ("text", "name", "title", "uri"))
    return quote(next((name for name in names if name), ""))


def _whats(parts: Iterable[Part]) -> str:
    return ", ".join(dict.fromkeys(each.what.replace("_", "-") for each in parts))
