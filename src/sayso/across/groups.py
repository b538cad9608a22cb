"""Documents that are much the same text, grouped around one that each was held against: likeness is never passed on unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .credit import agency_marks, is_agency
from .held import Held
from .original import Told, is_earlier
from .shared import Shared, covered

#: How much of the shorter text two copies share, and words that it has.
COPIED: Final = 0.5
_LEAST: Final = 40

Verify = Callable[[Held, Held], tuple[Shared, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that are copies of the representative or it of them, in the order of documents."""

    representative: Held
    members: tuple[Held, ...]


def is_copy(shared: tuple[Shared, ...]) -> bool:
    """Whether two documents are much the same text."""
    return (
        bool(shared)
        and covered(shared) >= COPIED
        and min(len(shared[0].one.words), len(shared[0].other.words)) >= _LEAST
    )


def find_groups(held: Sequence[Held], copies: Mapping[int, Iterable[int]], verify: Verify) -> list[Group]:
    """Groups of copies. `copies` are, by number, the documents that were found to be much the same.

    The longest text of what hangs together is taken, and each of the rest is held against it by `verify` where that was not done; those that
    are no copies of it are grouped among themselves. Cost: one comparison a document and group that it is tried for.
    """
    found = []
    for together in components(copies):
        rest = sorted(together, key=lambda at: (-len(held[at].words), at))
        while len(rest) > 1:
            first, *others = rest
            near = set(copies.get(first, ()))
            members = [at for at in others if at in near or is_copy(verify(held[first], held[at]))]
            if members:
                found.append(Group(held[first], tuple(held[at] for at in sorted([first, *members]))))
            rest = [at for at in others if at not in set(members)]
    return found


def components(copies: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """Documents that hang together, by number, each part in order and the parts by their first."""
    seen: set[int] = set()
    found = []
    for start in sorted(copies):
        if start in seen:
            continue
        todo, part = [start], []
        seen.add(start)
        while todo:
            at = todo.pop()
            part.append(at)
            new = [other for other in copies.get(at, ()) if other not in seen]
            seen.update(new)
            todo += new
        found.append(sorted(part))
    return found


def original_of(group: Group) -> Told:
    """The copy that was first: the agency's own, by its mark in the others; else the one dated before all others; else unknown."""
    members = group.members
    marks = [{key for key, _ in agency_marks(held.doc)} for held in members]
    for key in sorted(set().union(*marks)):
        bearing = sum(key in some for some in marks)
        own = next((held for held in members if is_agency(held.doc, key)), None)
        if own:
            return Told(own, f"{bearing} of {len(members)} bear the mark of “{key}”, whose own text it is")
        if 2 * bearing > len(members):
            return Told(None, f"{bearing} of {len(members)} bear the mark of “{key}”, whose own text is not among them")
    first = [held for held in members if all(held is other or is_earlier(held.doc, other.doc) for other in members)]
    if first:
        return Told(first[0], f"published before the others ({first[0].doc.published})")
    return Told(None, "unknown: no text is dated before all others")
