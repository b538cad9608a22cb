"""Every text of a review put through one function, each to a text of the same length, so that nothing moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints

from msgspec.structs import replace as altered

from sayso.model import Anchor, Entry, Event, Ledger, Suggestion, Trace

from .review import ClaimState, Review, Unplaced
from .standing import Standing

Rewrite = Callable[[str], str]
_Entry = TypeVar("_Entry", bound=Entry)
#: Fields that hold ids, hashes, codes and times: they must go on matching each other.
_KEPT: Final = frozenset(
    (
        "id", "text_id", "schema", "version", "stage", "source_hash", "code", "media_type", "language", "currency",
        "claim", "document", "speaker", "within", "figure", "claim_figure", "trace", "payload", "rating", "ledger", "published",
        "when", "check", "fits", "form",
    )
)  # fmt: skip
#: Lists of ids, where they hold no entries.
_IDS: Final = frozenset(("attribution", "figures", "flags", "claims"))
#: Fields whose places lie in the trace's source document, not in the article.
_THERE: Final = frozenset(("source_figure", "source_span", "quote"))


@dataclass(frozen=True)
class _Text:
    """A text before and after: what stands at a place of it is taken from there, so that an edge within a word holds."""

    start: int
    before: str
    after: str

    def at(self, start: int, end: int, text: str) -> str | None:
        """What stands now where `text` stood; None where it did not stand there."""
        first, last = start - self.start, end - self.start
        held = 0 <= first <= last <= len(self.before) and self.before[first:last] == text
        return self.after[first:last] if held else None


_NOWHERE: Final = _Text(0, "", "")


def rewritten_ledger(ledger: Ledger, rewrite: Rewrite) -> Ledger:
    """The ledger with its texts put through `rewrite`, which must keep their length. Ids, hashes and codes stay."""
    return _walk(rewrite, ledger).entry(ledger)


def rewritten_entry(entry: _Entry, rewrite: Rewrite) -> _Entry:
    """An entry that stands in no text, such as a House, with its texts put through `rewrite`."""
    return _Walk(rewrite, _NOWHERE).entry(entry)


def rewritten(review: Review, rewrite: Rewrite) -> Review:
    """The review with the texts of its ledger and of its events put through `rewrite`; what was decided stays."""
    walk = _walk(rewrite, review.machine, review.ledger)
    events = {event.seq: walk.entry(event) for event in review.events}
    ledger = walk.entry(review.ledger)
    claims = {claim.id: claim for claim in ledger.claims}
    return Review(
        machine=walk.entry(review.machine),
        ledger=ledger,
        claims={ident: _state(state, claims[ident], events) for ident, state in review.claims.items()},
        entries={key: _standing(held, events) for key, held in review.entries.items()},
        events=tuple(events.values()),
        notes=tuple(events[event.seq] for event in review.notes),
        replies=tuple(events[event.seq] for event in review.replies),
        unplaced=tuple(Unplaced(events[each.event.seq]) for each in review.unplaced),
        signatures=tuple(replace(each, event=events[each.event.seq]) for each in review.signatures),
        withheld=frozenset(rewrite(name) for name in review.withheld),
    )


def _state(state: ClaimState, claim: Any, events: dict[int, Event]) -> ClaimState:
    return ClaimState(
        claim=claim,
        judgement=_standing(state.judgement, events),
        accepted=_standing(state.accepted, events, lambda act: act.passage),
        verdict=_standing(state.verdict, events, lambda act: act),
        notes=tuple(events[event.seq] for event in state.notes),
        replies=tuple(events[event.seq] for event in state.replies),
        hands=tuple(events[event.seq] for event in state.hands),
        edges=_standing(state.edges, events),
    )


def _standing(
    held: Standing[Any], events: dict[int, Event], value: Callable[[Any], Any] | None = None
) -> Standing[Any]:
    heads = ((events[event.seq], said) for event, said in held.heads)
    return Standing(tuple((event, value(event.act) if value else said) for event, said in heads))


def _walk(rewrite: Rewrite, *ledgers: Ledger) -> _Walk:
    text = ledgers[0].document.text
    passages = {trace.id: trace.passage for ledger in ledgers for trace in ledger.traces if trace.passage}
    theirs = {ident: _Text(one.start, one.text, rewrite(one.text)) for ident, one in passages.items()}
    return _Walk(rewrite, _Text(0, text, rewrite(text)), theirs)


@dataclass(frozen=True)
class _Walk:
    """Goes through entries. `passages` are those of the traces, by the trace's id; `there` is the one that it is in."""

    rewrite: Rewrite
    here: _Text
    passages: dict[str, _Text] = field(default_factory=dict)
    there: _Text = _NOWHERE

    def entry(self, entry: _Entry) -> _Entry:
        """An entry with its texts rewritten."""
        if isinstance(entry, Trace | Suggestion):
            passage = self.passages.get(entry.id if isinstance(entry, Trace) else entry.trace, _NOWHERE)
            return replace(self, there=passage)._fields(entry)
        if isinstance(entry, Anchor):
            return altered(entry, **self._anchor(entry))
        return self._fields(entry)

    def _fields(self, entry: _Entry) -> _Entry:
        fresh = {name: self._value(name, getattr(entry, name)) for name in _texts(type(entry))}
        place = getattr(entry, "start", None), getattr(entry, "end", None), getattr(entry, "text", None)
        if place[0] is not None and isinstance(place[2], str):
            fresh["text"] = self.here.at(*place) or fresh["text"]  # type: ignore[arg-type]
        return altered(entry, **fresh)

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, str):
            return value if name in _KEPT else self.rewrite(value)
        if isinstance(value, Entry):
            return (replace(self, here=self.there) if name in _THERE else self).entry(value)
        if isinstance(value, dict):
            return {key: self._value(name, part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            kept = name in _IDS and all(isinstance(part, str) for part in value)
            return value if kept else tuple(self._value(name, part) for part in value)
        return value

    def _anchor(self, anchor: Anchor) -> dict[str, str]:
        """An anchor's words from the text, with their context; from a text of before, they go without it.

        There a name may be cut at the edge of the context, where it is not known as one.
        """
        first, last = len(anchor.prefix), len(anchor.prefix) + len(anchor.text)
        whole = anchor.prefix + anchor.text + anchor.suffix
        found = self.here.at(anchor.start - first, anchor.start - first + len(whole), whole)
        new = self.rewrite(whole) if found is None else found
        kept = found is not None or new == whole
        return {
            "prefix": new[:first] if kept else "",
            "text": new[first:last],
            "suffix": new[last:] if kept else "",
        }


@cache
def _texts(kind: type[Entry]) -> tuple[str, ...]:
    """The fields of an entry that may hold texts or entries with texts: no words of a fixed list, no numbers."""
    hints = get_type_hints(kind)
    return tuple(name for name in kind.__struct_fields__ if not _fixed(hints[name]))


def _fixed(hint: Any) -> bool:
    """Whether a type holds words of a fixed list, numbers or nothing: `Literal["a"] | None`, `int`, `bool`."""
    if get_origin(hint) is Literal or hint in (int, float, bool, type(None)):
        return True
    parts = get_args(hint)
    return bool(parts) and all(_fixed(part) for part in parts if part is not Ellipsis)
