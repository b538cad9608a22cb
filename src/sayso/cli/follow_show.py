"""`sayso follow show`: what a corpus says of a claim or a figure, by date."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from .console import safe, tell, write_out

if TYPE_CHECKING:
    from sayso.join import Said, Shared

#: Other documents that are named one by one.
_NAMED: Final = 3
_HOW: Final = {"takes": "taken from", "gives": "taken over by", "shares": "shared with"}


def run(options: argparse.Namespace) -> int:
    """Show what is said; returns the exit code."""
    from sayso.join import Wanted, find_said

    found = find_said(options.folder, Wanted(claim=options.claim, figure=options.figure, since=options.since))
    for one in found:
        write_out(msgspec.json.encode(one).decode() + "\n" if options.json else "".join(map(_line, lines_of(one))))
    if not options.quiet:
        documents, outlets = ({getattr(one, name) for one in found} for name in ("document", "outlet"))
        tell(f"{len(found)} found in {len(documents)} documents of {len(outlets - {None})} outlets")
    return 0


def _line(text: str) -> str:
    return safe(text) + "\n"


def lines_of(said: Said) -> Iterator[str]:
    """What one document says, as lines."""
    yield f"{(said.published or 'undated')[:10]}  {said.outlet or said.uri}: {said.span.text}"
    if said.speakers:
        yield f"            said by: {' < '.join(reversed(said.speakers))}"
    for how, words in _HOW.items():
        others = [one for one in said.shared if one.how == how]
        if others:
            yield f"            {words} {'; '.join(_others(others))}"
    if said.copies:
        yield f"            one of {said.copies} copies of one text"
    if said.outlet:
        yield f"            {said.uri}"


def _others(shared: list[Shared]) -> Iterator[str]:
    for one in shared[:_NAMED]:
        day = f", {one.published[:10]}" if one.published else ""
        yield f"{one.outlet or one.uri or one.document}{day} ({_openly(one)})"
    if len(shared) > _NAMED:
        kinds = Counter(map(_openly, shared[_NAMED:]))
        yield f"{len(shared) - _NAMED} more ({', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))})"


def _openly(shared: Shared) -> str:
    words = [word for word, so in (("quoted", shared.quoted), ("credited", shared.credited)) if so]
    return " and ".join(words) or "neither quoted nor credited"
