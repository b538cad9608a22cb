"""Threads as one HTML page that asks for nothing and needs no script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from sayso.model import Thread
from sayso.version import __version__

from .difference import pieces
from .page import asset, bare_environment, hash_source
from .safe import line
from .thread_names import HOWS, HOWS_TOLD, Published
from .thread_plot import AXIS, BECAME, KINDS, NAMES, UNTOLD, WIDTH, WRITTEN, words_of
from .thread_view import ThreadView

#: So many characters name a claim in a list.
_SHORT: Final = 160
STYLES: Final = ("tokens.css", "marks.css", "report.css", "threads.css")
#: What the templates of a thread need beside it.
THREAD_WORDS: Final[Mapping[str, Any]] = {
    "hows": HOWS,
    "hows_told": HOWS_TOLD,
    "kinds": KINDS,
    "untold": UNTOLD,
    "words_of": words_of,
    "plot_at": {"names": NAMES, "axis": AXIS, "written": WRITTEN, "became": BECAME, "width": WIDTH},
}


THREAD_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "pieces": pieces,
    "short": lambda text: line(text, _SHORT),
}


def render_threads(
    threads: Iterable[Thread],
    *,
    beyond: Mapping[str, Published] | None = None,
    total: int | None = None,
    asked: Sequence[str] = (),
) -> str:
    """The threads as one HTML page: no request, no script; its Content-Security-Policy names its style by hash.

    `beyond` names documents outside of the threads that they rest on, by their ids; `total` is how many threads there are where not all are given,
    `asked` what they were chosen by, in words. The same input gives the same bytes.
    """
    style = "".join(map(asset, STYLES))
    views = [ThreadView(one, beyond or {}) for one in threads]
    surroundings = bare_environment()
    surroundings.filters |= THREAD_FILTERS
    return surroundings.get_template("threads.html.j2").render(
        style=Markup(style),  # noqa: S704  our own files
        policy=f"default-src 'none'; style-src '{hash_source(style)}'; base-uri 'none'; form-action 'none'",
        version=__version__,
        views=views,
        total=len(views) if total is None else total,
        asked=asked,
        leads_out=True,
        **THREAD_WORDS,
    )
