"""The claims of a joined corpus, followed: who says the same, how its figures changed, on how many origins it rests.

Ledgers are passed over twice: once for the claims, of which short rows stay in memory, once for the documents that have a thread. All the rest is on
disk. One process does it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from sayso.across import histories, origins
from sayso.across.claim_rows import ClaimRow, claim_rows
from sayso.across.pairing import meet
from sayso.across.threads import threads_of
from sayso.engine import Shards, read_lines, read_shards
from sayso.engine.shuffle import put
from sayso.evidence.links import address_keys, link_keys
from sayso.model import CopyGroup, FoundReuse, Ledger, SharedPassage, Thread, UnreadableError, UsageError

from .reuse import LEDGERS, read_joined, read_reuse

if TYPE_CHECKING:
    from sayso.evidence.meaning import Meaning

_FILE: Final = "threads.jsonl"
#: Told how far it is: what is done, how many of it are done, of how many.
Report = Callable[[str, int, int], None]


def _nobody(_step: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def join_threads(folder: Path, *, encoder: Meaning | None = None, report: Report = _nobody) -> tuple[Thread, ...]:
    """The threads of the corpus that was joined into `folder`, those of most appearances first; kept there as `threads.jsonl`, too.

    Each has the histories of its figures and the origins that it rests on. An `encoder` finds other words and other languages; without one,
    claims meet by figures, names and words alone. Links are followed to documents that have threads themselves. Raises UsageError where
    nothing was joined or claims were not read, UnreadableError where a file is damaged.
    """
    joined = read_joined(folder)
    ledgers = folder / joined.ledgers
    shards = read_shards(ledgers, LEDGERS)
    if list(joined.shards) != [one.key for one in shards.shards]:
        raise UsageError("changed-index", f"{ledgers} was read anew since it was joined", "join it again")
    rows = _rows(ledgers, shards, encoder, report)
    found = threads_of(rows, meet(rows))
    held = _held(ledgers, shards, {at.document for one in found for at in one.appearances}, report)
    followed = _followed(found, held, _Shared(folder, held))
    ordered = tuple(sorted(followed, key=lambda one: (-len(one.appearances), one.id)))
    put(folder / _FILE, *(msgspec.json.encode(one) + b"\n" for one in ordered))
    return ordered


def _rows(ledgers: Path, shards: Shards, encoder: Meaning | None, report: Report) -> Sequence[ClaimRow]:
    """The claims of all documents, in their order; of one that is there twice only once."""
    known: set[str] = set()
    rows: list[ClaimRow] = []
    for ledger in _read(ledgers, shards, "claims", report):
        if ledger.document.id not in known:
            known.add(ledger.document.id)
            rows.extend(claim_rows(ledger, encoder))
    if known and not rows:
        raise UsageError("usage", f"{ledgers} has no claims", "read the corpus without --figures-only")
    return sorted(rows, key=lambda row: row.order)


def _held(ledgers: Path, shards: Shards, wanted: Collection[str], report: Report) -> Mapping[str, Ledger]:
    """The ledgers of some documents by their ids, without what is not asked of them."""
    read = (one for one in _read(ledgers, shards, "documents", report) if one.document.id in wanted)
    return {one.document.id: replace(one, flags=(), figures=()) for one in read}


def _read(ledgers: Path, shards: Shards, what: str, report: Report) -> Iterator[Ledger]:
    for number, shard in enumerate(shards.shards):
        report(what, number, len(shards.shards))
        for line in read_lines(ledgers, shard):
            try:
                yield Ledger.from_json(line)
            except UnreadableError as error:
                raise UnreadableError("damaged", f"{ledgers} has a line that is no ledger", "read it anew") from error


def _followed(threads: Iterable[Thread], held: Mapping[str, Ledger], shared: _Shared) -> Iterator[Thread]:
    linked = _Linked(held)
    for thread in threads:
        own = sorted({at.document for at in thread.appearances})
        known = [held[one] for one in (*own, *linked.beyond(own))]
        rested = origins(thread.appearances, known, shared.among(own))
        yield replace(thread, histories=histories(thread.appearances, rested.rests), origins=rested)


class _Linked:
    """To which documents the links of others lead."""

    def __init__(self, held: Mapping[str, Ledger]) -> None:
        self._held = held
        self._at: dict[str, list[str]] = defaultdict(list)
        for ident, ledger in held.items():
            for key in address_keys(ledger.document):
                self._at[key].append(ident)

    def beyond(self, own: Collection[str]) -> list[str]:
        """Documents that some link to, and that are none of them."""
        hrefs = (link.href for one in own for link in self._held[one].document.links)
        found = {ident for href in hrefs for key in link_keys(href) for ident in self._at.get(key, ())}
        return sorted(found.difference(own))


class _Shared:
    """Passages and groups of copies by the documents that have them."""

    def __init__(self, folder: Path, held: Collection[str]) -> None:
        self._passages: dict[str, list[SharedPassage]] = defaultdict(list)
        self._groups: dict[str, list[CopyGroup]] = defaultdict(list)
        for one in read_reuse(folder):
            if isinstance(one, CopyGroup):
                for member in one.members:
                    if member in held:
                        self._groups[member].append(one)
            elif one.a in held and one.b in held:
                self._passages[one.a].append(one)

    def among(self, own: Collection[str]) -> FoundReuse:
        """What some documents share with one another."""
        inside = set(own)
        groups = {
            one.id: one for each in own for one in self._groups[each] if len(inside.intersection(one.members)) > 1
        }
        return FoundReuse(
            passages=tuple(one for each in own for one in self._passages[each] if one.b in inside),
            groups=tuple(groups[ident] for ident in sorted(groups)),
        )
