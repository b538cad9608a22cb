"""The threads of a followed corpus at a workbench: looked through, opened, and led back to what is on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import quote, urlencode

from sayso.model import Appearance, Thread, UsageError
from sayso.render.thread_view import ThreadView
from sayso.store.desk import Desk

if TYPE_CHECKING:  # what joins corpora is loaded by who follows one
    from sayso.join import Heading, KeptThreads, Wanted

PAGE: Final = 50
_DIGITS: Final = 6
#: So many characters of a search are read.
_LONGEST: Final = 200
_WEB: Final = ("http://", "https://")


class Followed:
    """What `sayso follow threads` kept in a folder: read when it is first asked for, and anew when it was found anew. Safe to use from several threads."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        """Begin with nothing read."""
        self._folder, self._desk = folder, desk
        self._lock = Lock()
        self._kept: KeptThreads | None = None

    def threads(self) -> KeptThreads:
        """The threads as they are now; raises UsageError where there are none any more, UnreadableError where the file is damaged."""
        from sayso.join import KeptThreads

        with self._lock:
            if self._kept is None or not self._kept.is_current:
                self._kept = KeptThreads(self._folder)
            return self._kept

    def open(self, ident: str) -> ThreadView | None:
        """A thread made ready, with the names of documents beside it and the places on the desk; None where there is no such thread."""
        from sayso.join import named_beside

        thread = self.threads().thread(ident)
        if thread is None:
            return None
        return ThreadView(thread, named_beside(self._folder, [thread]), places(self._desk, thread))


def places(desk: Desk, thread: Thread) -> dict[str, str]:
    """Where the documents of a thread can be read on a desk, by appearance."""
    found = {}
    for one in thread.appearances:
        with suppress(UsageError):  # an address that no desk could hold
            place = _place(desk, one)
            if place:
                found[one.id] = place
    return found


def _place(desk: Desk, one: Appearance) -> str | None:
    """The address of the document, at the claim where it is the same text; of a page of the web also where it was read another time."""
    held = desk.of(one.uri)
    for kept in held:
        ledger = desk.ledger(kept.ledger)
        if ledger.document.id == one.document:
            claims = (claim.id for claim in ledger.claims if (claim.start, claim.end) == (one.span.start, one.span.end))
            claim = next(claims, None)
            return f"/d/{kept.key}" + (f"?c={quote(claim, safe='')}#panel" if claim else "")
    return f"/d/{held[0].key}" if held and one.uri.startswith(_WEB) else None


@dataclass(frozen=True)
class Asked:
    """What the address of the list asks for, as it was written."""

    claim: str = ""
    figure: str = ""
    since: str = ""
    page: int = 1

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """From an address's query; a page that is none is the first."""
        number = values.get("page", "1")
        return cls(
            claim=values.get("claim", "")[:_LONGEST].strip(),
            figure=values.get("figure", "")[:_LONGEST].strip(),
            since=values.get("since", "")[:_LONGEST].strip(),
            page=max(1, int(number)) if number.isascii() and number.isdigit() and len(number) <= _DIGITS else 1,
        )

    def address(self, **changes: Any) -> str:
        """The address of the same list with changes."""
        values = {**self.__dict__, "page": 1, **changes}
        kept = {name: value for name, value in values.items() if value and (name, value) != ("page", 1)}
        return "/threads" + (f"?{urlencode(kept)}" if kept else "")

    @property
    def wanted(self) -> Wanted:
        """The same as it is looked for; raises UsageError where the figure is no number."""
        from sayso.join import Wanted

        return Wanted(
            claim=self.claim or None, figure=_number(self.figure) if self.figure else None, since=self.since or None
        )


def _number(text: str) -> float:
    """A number as people write it: "30,000", "30 000", "5.2"."""
    try:
        found = float("".join(text.replace(",", "").split()))
    except ValueError:
        found = float("nan")
    if not isfinite(found):
        raise UsageError("usage", f"{text!r} is no number", "write it as 30000 or 5.2")
    return found


@dataclass(frozen=True)
class Found:
    """A page of the list: its rows, how many fit, how many there are, how many pages; `problem` says what could not be looked for."""

    rows: list[Heading]
    fitting: int
    total: int
    pages: int
    page: int
    problem: str = ""


def found_in(threads: KeptThreads, asked: Asked) -> Found:
    """The threads that are asked for."""
    try:
        fitting = threads.find(asked.wanted)
    except UsageError as error:
        return Found([], 0, len(threads), 1, 1, f"{error.problem.message}: {error.problem.hint}.")
    pages = max(1, -(-len(fitting) // PAGE))
    number = min(asked.page, pages)
    return Found(fitting[(number - 1) * PAGE : number * PAGE], len(fitting), len(threads), pages, number)
