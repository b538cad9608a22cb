"""The summaries: what a reader of a terminal or a pipe gets, word for word."""

from __future__ import annotations

from io import StringIO

from msgspec import structs
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from sayso.model import Ledger
from sayso.render import plain_summary, summarise

from .make_ledger import large_ledger, plain_ledger, small_ledger


def printed(ledger: Ledger, width: int) -> str:
    """What a terminal without colours gets, without the padding at line ends."""
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(summarise(ledger))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def test_the_plain_summary(snapshot: SnapshotAssertion) -> None:
    assert plain_summary(small_ledger()) == snapshot


def test_the_summary_of_a_terminal(snapshot: SnapshotAssertion) -> None:
    assert printed(small_ledger(), 80) == snapshot


def test_where_say_so_is_not_read_nothing_is_the_texts_own() -> None:
    """In a language whose say-so is not read, a claim that is laid to nobody may be another's: no count of unnamed sources, and no own voice."""
    ledger = small_ledger()
    italian = structs.replace(ledger, document=structs.replace(ledger.document, language="it"))
    for told in (plain_summary(italian), printed(italian, 80)):
        assert "in its own voice" not in told
        assert "say-so is not read in Italian" in " ".join(told.split())
        assert "Say-so is not read in Italian: which of these claims" in " ".join(told.split())
        assert "rest on sources without a name" not in " ".join(told.split())


def test_no_line_is_longer_than_80_columns() -> None:
    for ledger in (small_ledger(), large_ledger(20_000, 200), plain_ledger("x" * 300, title="y" * 300)):
        assert max(map(len, plain_summary(ledger).splitlines())) <= 80
        assert max(map(len, printed(ledger, 80).splitlines())) <= 80


def test_claims_come_by_check_worthiness() -> None:
    """Those most worth checking first; each finding has its glyph and its word."""
    heads = [line for line in plain_summary(small_ledger()).splitlines() if line.startswith("[")]
    assert [head.split("]")[0][1:] for head in heads][:4] == ["2", "13", "7", "9"]
    assert heads[0].endswith("≠ differs · fact")


def test_what_matches_with_a_drift_has_a_mark_of_its_own() -> None:
    """No bare tick where something changed on the way: a glyph of its own with the drift's name, counted apart; other findings name theirs, too."""
    ledger = small_ledger()
    for told in (plain_summary(ledger), printed(ledger, 120)):
        assert "✓ matches 1, ≈ matches with drift 1, ≠ differs 3, ⊂ other scope 1" in told
        assert "≈ matches with drift (caveat left out) · prediction" in told
        assert "≈ matches with drift: the same sum in the same currency" in told
        assert "≠ differs (quotation altered) · experience" in told
        assert "⊂ other scope (base changed, hedge dropped) · fact" in told


def test_a_drift_is_named_once() -> None:
    ledger = small_ledger()
    first, *rest = ledger.traces
    twice = structs.replace(ledger, traces=(structs.replace(first, drifts=first.drifts * 2), *rest))
    assert "≈ matches with drift (caveat left out) · prediction" in plain_summary(twice)


def test_each_finding_keeps_its_number_where_the_counts_take_two_lines() -> None:
    ledger = small_ledger()
    claim, trace = ledger.claims[0], ledger.traces[0]
    many = structs.replace(
        ledger,
        claims=tuple(structs.replace(claim, id=f"m{at}") for at in range(2000)),
        traces=tuple(structs.replace(trace, id=f"n{at}", claim=f"m{at}") for at in range(1000)),
    )
    rows = plain_summary(many).splitlines()
    assert "✓ matches 0, ≈ matches with drift 1000, ≠ differs 0, ⊂ other scope 0," in rows
    assert "? not found 0, – not searched 1000" in rows


def test_a_plain_summary_has_no_colour() -> None:
    assert "\x1b" not in plain_summary(small_ledger())


def test_what_was_not_found_says_in_how_many_documents() -> None:
    assert "? not found in 4 source documents: nothing here gives the subsidy" in plain_summary(small_ledger())


def test_a_ledger_without_sources_says_that_nothing_was_searched() -> None:
    assert "no source document was searched" in plain_summary(plain_ledger("A text."))
