"""The help pages, which come with the package: Markdown, made into HTML once. Nothing in them is taken as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

#: The pages in the order in which they are listed.
PAGES: Final = ("first-steps", "marks", "keys", "judging", "conflicts", "undo", "exports", "privacy")


@dataclass(frozen=True)
class HelpPage:
    """A page: the name in its address, its title, and its text below the title."""

    name: str
    title: str
    html: Markup


@cache
def help_page(name: str) -> HelpPage:
    """A page by its name; raises KeyError for one that there is not."""
    if name not in PAGES:
        raise KeyError(name)
    text = files("sayso.workbench").joinpath("help", f"{name}.md").read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(rest)
    html = html.replace("<table>", '<div class="wide" role="group" aria-label="Table" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>").replace("<th>", '<th scope="col">')
    return HelpPage(name, first.removeprefix("# "), Markup(html))  # noqa: S704 - our own words


def help_pages() -> tuple[HelpPage, ...]:
    """All pages, in their order."""
    return tuple(help_page(name) for name in PAGES)
