"""What every screen has at hand: the desk, the readings, and how the workbench was started."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request

from sayso.model import Document, Ledger
from sayso.store.desk import Desk, Kept

from .followed import Followed
from .jobs import Files, Jobs, Wanted
from .keeping import keep, keep_first
from .people import Person
from .printed import Printed
from .settings import Settings
from .shelf import Opened, Shelf


@dataclass
class Bench:
    """The workbench's own state, in `app.state.bench`."""

    settings: Settings
    shelf: Shelf
    jobs: Jobs
    printed: Printed
    followed: Followed | None = None

    @classmethod
    def around(cls, desk: Desk, settings: Settings) -> Bench:
        """A workbench around a desk."""
        shelf = Shelf(desk)

        def first(wanted: Wanted, ledger: Ledger) -> str:
            return listed(keep_first(desk, ledger, who=wanted.who, key=wanted.key, fresh=wanted.fresh))

        def last(wanted: Wanted, ledger: Ledger, sources: tuple[Document, ...], files: Files) -> str:
            kept = keep(
                desk,
                ledger,
                who=wanted.who,
                key=wanted.key,
                sources=sources,
                files=files,
                against=bool(wanted.against),
                fresh=wanted.fresh,
                anew=wanted.there,
            )
            return listed(kept)

        def listed(kept: Kept) -> str:
            shelf.list_anew(kept.key)
            return kept.key

        followed = Followed(Path(settings.followed), desk) if settings.followed else None
        return cls(settings, shelf, Jobs(first, last), Printed(desk), followed)


def bench_of(request: Request) -> Bench:
    """The workbench that answers a request."""
    bench: Bench = request.app.state.bench
    return bench


def person_of(request: Request) -> Person:
    """Who is asking."""
    person: Person = request.state.person
    return person


def opened(request: Request) -> Opened:
    """The document that the address names; raises a 404 where there is none."""
    found = bench_of(request).shelf.open(request.path_params["key"])
    if found is None:
        raise HTTPException(404, "There is no such document here.")
    return found
