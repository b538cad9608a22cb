"""The application: its routes, and what stands around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from sayso.model import SaysoError
from sayso.store.desk import Desk

from .bench import Bench
from .door import Doorkeeper, OwnDoor, TeamDoor
from .guard import Guard
from .refusals import missing, refused, unable
from .screens import (
    acts,
    desk,
    figures,
    history,
    house,
    manual,
    moved,
    news,
    read,
    report,
    sayso,
    sign,
    source,
    static,
    threads,
    trace,
)
from .settings import Settings

#: Every address that is answered.
ROUTES: Final = (
    *desk.ROUTES,
    *read.ROUTES,
    *trace.ROUTES,
    *source.ROUTES,
    *figures.ROUTES,
    *sayso.ROUTES,
    *report.ROUTES,
    *house.ROUTES,
    *history.ROUTES,
    *moved.ROUTES,
    *threads.ROUTES,
    *manual.ROUTES,
    *acts.ROUTES,
    *news.ROUTES,
    *sign.ROUTES,
    *static.ROUTES,
)


def make_app(store: Desk, settings: Settings) -> Starlette:
    """The workbench around a desk, as an ASGI application. Its readings stop when it does; the desk stays open."""
    bench = Bench.around(store, settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        bench.jobs.close()

    door = TeamDoor(store) if settings.person is None else OwnDoor(settings)
    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(Guard, settings=settings), Middleware(Doorkeeper, settings=settings, door=door)],
        exception_handlers={SaysoError: refused, HTTPException: missing, OSError: unable},
        lifespan=lifespan,
    )
    app.state.bench, app.state.door = bench, door
    return app
