"""What became of people's acts when the article was read anew: where each stands now, and what to look at again."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.model import Event, Reread
from sayso.review import changes_of, moved
from sayso.workbench.bench import bench_of, opened
from sayso.workbench.pages import page

#: More rows than this are counted and not listed.
_MOST: Final = 500
_STATES: Final = {
    "stayed": "stand where they stood",
    "moved": "moved with their words",
    "changed": "stand at words that changed",
    "unplaced": "have no sure place now",
}


def screen(request: Request) -> Response:
    """The last reading against the one before it: the acts that need a look first, then what changed in the text."""
    held = opened(request)
    readings = [event for event in held.review.events if isinstance(event.act, Reread)]
    if len(readings) < 2:  # noqa: PLR2004  nothing to compare
        raise HTTPException(404, "The article was read once: nothing has moved.")
    before, after = readings[-2:]
    desk = bench_of(request).shelf.desk
    old, new = (desk.ledger(_ledger(event)) for event in (before, after))
    acts = moved(old, new, [event for event in held.review.events if event.seq < after.seq])
    to_see = [one for one in acts if one.state in {"changed", "unplaced"} or one.look_again]
    changes = changes_of(old, new)
    return page(
        request,
        "moved.html.j2",
        held,
        before=before,
        after=after,
        counts_of=[(words, sum(one.state == state for one in acts)) for state, words in _STATES.items()],
        to_see=to_see[:_MOST],
        more=max(0, len(to_see) - _MOST),
        texts=changes.text[:_MOST],
        entries=(*changes.claims, *changes.figures)[:_MOST],
    )


def _ledger(event: Event) -> str:
    assert isinstance(event.act, Reread)  # noqa: S101  chosen so
    return event.act.ledger


ROUTES = (Route("/d/{key}/history/moved", screen),)
