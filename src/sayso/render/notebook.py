"""The ledger inside a notebook: a fragment of HTML without scripts, whose styles reach nothing outside it."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from sayso.model import Ledger

from .body import Names, body_html
from .page import asset, environment, shared
from .view import view_of

_BOX: Final = ".sayso-nb"


def render_notebook(ledger: Ledger) -> str:
    """The ledger as an HTML fragment for Jupyter (`Ledger._repr_html_`).

    No script, no request; every rule of its style is nested under its own box, and its anchors carry the text's hash,
    so that several ledgers can stand in one notebook. Raises ValueError for an entry that is not exactly what the text
    shows at its place.
    """
    view = view_of(ledger)
    surroundings = environment(view)
    prefix = f"sayso-{''.join(char for char in ledger.document.text_id if char.isalnum())[-12:]}-"
    surroundings.globals["prefix"] = prefix
    rules = (asset("tokens.css") + asset("marks.css")).replace(":root", "&")
    return surroundings.get_template("notebook.html.j2").render(
        style=Markup(f"{_BOX}{{\n{rules}{asset('notebook.css')}}}"),  # noqa: S704 - our own files
        text=body_html(view, Names(prefix=prefix, headline="h3")),
        **shared(view),
    )
