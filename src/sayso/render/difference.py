"""Two versions beside each other, as lines, for a terminal, and as one HTML page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from sayso.model import Span
from sayso.review import Change, Changes, Edit, Part, Side, TextChange

from .page import asset, bare_environment, hash_source
from .plain import WIDTH
from .safe import line

if TYPE_CHECKING:
    from rich.console import RenderableType

HOWS: Final = ("added", "dropped", "changed", "moved")
HOW_GLYPHS: Final = {"added": "+", "dropped": "−", "changed": "~", "moved": "↕"}
_COLOURS: Final = {"added": "green", "dropped": "red", "changed": "yellow", "moved": "cyan"}
_SAME: Final = "Nothing differs that is compared."
_OTHER: Final = (
    "These are two articles, not two versions of one: other addresses, and less than half of the words in common."
)
_SPACES: Final = "Of the texts, only white space differs."


@dataclass(frozen=True)
class Section:
    """One kind of change, with its heading, its sentences told for a reader, and how many there are of each sort."""

    name: str
    title: str
    changes: tuple[TextChange | Change, ...]

    @property
    def tally(self) -> str:
        """How many of each sort: "2 added, 1 changed"."""
        found = Counter(change.how for change in self.changes)
        return ", ".join(f"{found[how]} {how}" for how in HOWS if found[how])


def sections(changes: Changes) -> tuple[Section, ...]:
    """What differs, kind by kind, as it is shown; kinds of which nothing differs are left out."""
    groups: tuple[tuple[str, str, tuple[TextChange | Change, ...]], ...] = (
        ("text", "The text, by sentences", changes.text),
        ("claims", "Claims", changes.claims),
        ("figures", "Figures", changes.figures),
        ("attributions", "Say-so", changes.attributions),
        ("speakers", "Speakers", changes.speakers),
        ("flags", "Wording", changes.flags),
        ("sources", "Source documents", changes.source_documents),
        ("wanted", "Source documents still wanted", changes.wanted),
        ("document", "What is known of the article", changes.document),
        ("problems", "Problems", changes.problems),
        ("made", "How it was made", changes.made),
    )
    return tuple(Section(*group) for group in groups if group[2])


def plain_difference(changes: Changes) -> str:
    """What differs in lines of at most 80 columns, without colour, the same every time."""
    rows = [row for text in _head(changes) for row in _wrap(text)]
    for section in sections(changes):
        rows += ["", *_wrap(f"{section.title.upper()}: {section.tally}")]
        for change in section.changes:
            rows += _wrap(f"{HOW_GLYPHS[change.how]} {line(change.told)}", "  ", "    ")
            rows += [row for part in _parts(change) for row in _wrap(f"- {line(part.told)}", "      ", "        ")]
    return "\n".join(rows) + "\n"


def show_difference(changes: Changes) -> RenderableType:
    """What differs as something that `rich` prints: a table for each kind. Nothing of the texts is read as markup."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    found: list[RenderableType] = [Text(text) for text in _head(changes)]
    for section in sections(changes):
        heading = Text(f"\n{section.title}: {section.tally}", style="bold")
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for change in section.changes:
            words = Text.assemble(line(change.told), *((f"\n  {line(part.told)}", "dim") for part in _parts(change)))
            table.add_row(Text(f"{HOW_GLYPHS[change.how]} {change.how}", style=_COLOURS[change.how]), words)
        found += [heading, table]
    return Group(*found)


def difference_html(changes: Changes) -> str:
    """What differs as one HTML page: no script, no request; its Content-Security-Policy names its style by hash."""
    style = asset("tokens.css") + asset("difference.css")
    surroundings = bare_environment()
    surroundings.filters |= {"pieces": pieces, "parts": _parts}
    return surroundings.get_template(
        "difference.html.j2"
    ).render(
        style=Markup(style),  # noqa: S704 - our own files
        policy=f"default-src 'none'; style-src '{hash_source(style)}'; base-uri 'none'; form-action 'none'",
        changes=changes,
        sections=sections(changes),
        hows=HOW_GLYPHS,
        title=_title(changes),
        head=_head(changes)[1:],
    )


def pieces(change: TextChange, *, new: bool) -> Iterator[tuple[str, bool]]:
    """One side of a change of the text, piece by piece, with whether the other side lacks it."""
    span = change.new if new else change.old
    if span is None:
        return
    if change.old is None or change.new is None:
        yield span.text, True
        return
    at = span.start
    for place in _places(change.edits, new=new):
        yield span.text[at - span.start : place.start - span.start], False
        yield place.text, True
        at = place.end
    yield span.text[at - span.start :], False


def _places(edits: Iterable[Edit], *, new: bool) -> list[Span]:
    return [place for edit in edits if (place := edit.new if new else edit.old)]


def _parts(change: TextChange | Change) -> tuple[Part, ...]:
    return change.parts if isinstance(change, Change) else ()


def _head(changes: Changes) -> list[str]:
    rows = [_title(changes), f"Old: {_side(changes.old)}", f"New: {_side(changes.new)}"]
    if not changes.same_article:
        rows.append(f"Warning: {_OTHER}")
    if changes.is_empty:
        return [*rows, _SAME]
    return [*rows, _SPACES] if changes.spaces and not changes.text else rows


def _title(changes: Changes) -> str:
    return line(changes.new.title or changes.old.title or changes.new.uri or "Untitled", 300)


def _side(side: Side) -> str:
    made = f"Sayso {side.version}" if side.version else ""
    return ", ".join(line(part, 200) for part in (side.uri, side.published, made, side.text_id) if part)


def _wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest, break_on_hyphens=False
    )
