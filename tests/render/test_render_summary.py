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


def test_a_plain_summary_has_no_colour() -> None:
    assert "\x1b" not in plain_summary(small_ledger())


def test_what_was_not_found_says_in_how_many_documents() -> None:
    assert "? not found in 4 source documents: nothing here gives the subsidy" in plain_summary(small_ledger())


def test_a_ledger_without_sources_says_that_nothing_was_searched() -> None:
    assert "no source document was searched" in plain_summary(plain_ledger("A text."))
