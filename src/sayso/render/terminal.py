"""The summary for a terminal, with colour where the terminal has it; every colour has its glyph and word beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sayso.model import Ledger, Trace

from .checked_words import check_lines
from .plain import (
    DRAFT,
    chain_words,
    facts,
    figures_of,
    finding_words,
    flag_words,
    problem_line,
    source_line,
    suggested_by,
    suggestion_words,
    title,
    unnamed_words,
    wanted_line,
)
from .resting import resting
from .safe import line, quoted
from .view import ClaimView, View, view_of
from .words import DRIFTS, Shown, outcome_words, shown_of, worth

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_COLOURS: Final[dict[Shown, str]] = {
    "matches": "green",
    "drifted": "yellow",
    "differs": "bold red",
    "other_scope": "yellow",
    "not_found": "magenta",
    "not_searched": "dim",
}
_KNOWN: Final = {"named": "green", "inherited": "yellow", "unnamed": "red"}


def summarise(ledger: Ledger) -> RenderableType:
    """The ledger as something that `rich` prints, readable at 80 columns.

    Nothing of the text is read as markup. Raises ValueError for an entry that is not exactly what the text shows.
    """
    from rich.console import Group

    view = view_of(ledger)
    parts = [_head(view), _rests(view), *_claims(view), *_wanted(view), *_problems(view)]
    return Group(*parts)


def _head(view: View) -> Text:
    return _lines([(title(view), "bold"), *((fact, "") for fact in facts(view) if fact), (DRAFT, "italic yellow")])


def _rests(view: View) -> RenderableType:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    if not view.claims:
        return Text("\nNo claim was found.")
    table = Table(box=None, show_header=True, header_style="dim", padding=(0, 2, 0, 0))
    for name, justify in (("claims", "right"), ("rest on", "left"), ("known", "left"), ("numbers", "left")):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in resting(view):
        through = [f"({each.number})" for each in row.passes]
        numbers = " ".join([*(str(each.number) for each in row.rests), *through])
        state = "" if row.kind == "the text itself" else row.known
        who = Text.assemble(line(row.name, 80), (f"  {row.kind}", "dim"))
        table.add_row(str(len(row.rests)), who, Text(state, style=_KNOWN[row.known]), Text(numbers))
    note = f"{unnamed_words(view)} In brackets: passes through."
    return Group(_heading("On whose say-so"), table, Text(note, style="dim"))


def _claims(view: View) -> list[RenderableType]:
    claims = [_claim(view, each) for each in view.by_worth]
    return [_heading("Claims, those most worth checking first"), *claims] if claims else []


def _claim(view: View, each: ClaimView) -> RenderableType:
    from rich.padding import Padding
    from rich.text import Text

    claim = each.claim
    found = outcome_words(each.shown, abstained=each.abstained, drifts=each.drifts)
    head = Text.assemble((f"{each.number:>3}  ", "bold"), (found, _COLOURS[each.shown]), (f" · {claim.sort}", "dim"))
    body = _grid()
    body.add_row("", Text(line(claim.text), style="bold"))
    for label, words in _notes(view, each):
        body.add_row(label, Text(words))
    for trace in each.traces[:1]:
        _add_trace(body, view, trace)
    for match, check in each.checked:
        for label, words in zip(("checked", "", ""), check_lines(match, check, view), strict=True):
            body.add_row(label, Text(words.removeprefix("checked ") if label else words))
    return Padding(_stack(head, body), (1, 0, 0, 0))


def _notes(view: View, each: ClaimView) -> Iterator[tuple[str, str]]:
    if each.claim.restated:
        yield "alone", line(each.claim.restated)
    yield "say-so", chain_words(view, each.chain)
    yield "worth", f"{worth(each.claim.check_worthiness)} ({each.why})"
    for said, given in figures_of(each):
        yield "figure", said
        if given:
            yield "source", given
    for flag in each.flags:
        yield "wording", flag_words(flag)


def _add_trace(body: Table, view: View, trace: Trace) -> None:
    from rich.text import Text

    if trace.document:
        body.add_row("passage", Text(source_line(view, trace), style="dim"))
    if trace.passage:
        body.add_row("", Text(quoted(trace.passage.text, 600), style="italic"))
    body.add_row(
        "finding", Text.assemble((finding_words(view, trace), _COLOURS[shown_of(trace)]), f": {line(trace.because)}")
    )
    for drift in trace.drifts:
        body.add_row("drift", Text.assemble((DRIFTS[drift.kind], "bold"), f": {line(drift.because)}"))
    for each in view.suggestions.get(trace.id, ()):
        body.add_row("model", Text(f"{suggested_by(each)}: {suggestion_words(each)}", style="dim"))


def _wanted(view: View) -> list[RenderableType]:
    from rich.text import Text

    rows = [(f"• {wanted_line(each, view.numbers)}", line(each.because)) for each in view.ledger.wanted]
    body = [Text.assemble(name, (f"\n  {why}", "dim")) for name, why in rows]
    return [_heading("Source documents still wanted"), *body] if body else []


def _problems(view: View) -> list[RenderableType]:
    from rich.text import Text

    body = [
        Text.assemble(
            ("! ", "bold yellow"), problem_line(each), (f"\n  hint: {line(each.hint)}" if each.hint else "", "dim")
        )
        for each in view.ledger.problems
    ]
    return [_heading("Problems"), *body] if body else []


def _grid() -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", style="dim", min_width=9, no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _stack(*parts: RenderableType) -> RenderableType:
    from rich.console import Group

    return Group(*parts)


def _heading(words: str) -> Text:
    from rich.text import Text

    return Text(f"\n{words}", style="bold underline")


def _lines(rows: list[tuple[str, str]]) -> Text:
    from rich.text import Text

    return Text("\n").join(Text(words, style=style) for words, style in rows)
