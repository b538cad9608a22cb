"""The report as Markdown (CommonMark): readable as it is, and wherever Markdown is rendered. No text acts as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sayso.model import Event, House, Trace
from sayso.review import Review

from .checked_words import check_lines
from .people import NOTHING, Decided, accepted_words, decided, judged_words, said, unplaced, verdict_words
from .plain import chain_words, facts, figures_of, finding_words, flag_words, problem_line, source_line, wanted_line
from .plain import title as title_of
from .policy import breaches, policy_words, too_many
from .resting import resting
from .safe import line, link
from .signing import state_words, version_words
from .view import ClaimView, View, view_of
from .words import DRIFTS, outcome_words

_ACTIVE: Final = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")
_OPENS: Final = re.compile(r"^(\d{0,9})([-+=:.)])")


def render_markdown(review: Review, house: House) -> str:
    """The report as Markdown: who stands for it, the claims with findings, judgements and verdicts, what is wanted.

    Raises ValueError for an entry that is not exactly what the text shows at its place.
    """
    view, held = view_of(review.ledger), decided(review, house)
    parts = [
        *_head(view, review),
        *_policy(view, house, held),
        *_whole(review),
        *_rests(view),
        *(row for each in view.claims for row in _claim(view, each, held.get(each.claim.id, NOTHING))),
        *_sources(view),
        *_list("Source documents still wanted", (wanted_line(each, view.numbers) for each in view.ledger.wanted)),
        *_list("Problems", (problem_line(each) for each in view.ledger.problems)),
        *_made(view),
    ]
    return "\n\n".join(parts) + "\n"


def plain_text(words: str, most: int = 0) -> str:
    """A text on one line in which nothing is markup."""
    escaped = _ACTIVE.sub(r"\\\1", line(words, most))
    return _OPENS.sub(r"\1\\\2", escaped)


def _head(view: View, review: Review) -> Iterator[str]:
    yield f"# {plain_text(title_of(view))}"
    yield from (plain_text(fact) for fact in facts(view) if fact)
    yield f"**{plain_text(state_words(review))}**"
    earlier = [plain_text(version_words(review, each.version)) for each in review.signatures[:-1]]
    yield from _items(earlier)


def _policy(view: View, house: House, held: dict[str, Decided]) -> Iterator[str]:
    broken = breaches(view, house, held)
    rows = [policy_words(house), too_many(view, house, held)]
    if broken:
        rows.append(f"Claims that break it: {', '.join(str(each.number) for each in broken)}.")
    yield "## Unnamed sources"
    yield from (plain_text(row) for row in rows if row)


def _whole(review: Review) -> Iterator[str]:
    yield from _list("Notes on the whole", _told(review.notes))
    yield from _list("Replies to the whole", _told(review.replies))
    yield from _list(
        "Decided of words that are not in this text",
        (f"{who}, {when}: {words}" for who, when, words in unplaced(review)),
    )


def _rests(view: View) -> Iterator[str]:
    rows = (
        f"{row.name} ({row.kind}, {row.known}): {', '.join(str(each.number) for each in row.rests)}"
        for row in resting(view)
        if row.rests
    )
    yield from _list("On whose say-so", rows)


def _claim(view: View, each: ClaimView, held: Decided) -> Iterator[str]:
    yield f"## Claim {each.number}: {plain_text(each.title)}"
    yield f"> {plain_text(each.claim.text)}"
    rows = [f"Sort: {each.claim.sort}", f"Say-so: {plain_text(chain_words(view, each.chain))}"]
    rows += [f"Read alone: {plain_text(each.claim.restated)}"] if each.claim.restated else []
    rows += [f"Found by the machine: {outcome_words(held.shown)}"]
    rows += list(_people(held))
    for said_figure, given in figures_of(each):
        rows.append(f"Figure: {plain_text(said_figure)}" + (f"; source: {plain_text(given)}" if given else ""))
    rows += [f"Wording: {plain_text(flag_words(flag))}" for flag in each.flags]
    best = each.traces[:1]
    yield from _items([*rows, *(row for trace in best for row in _trace(view, trace))])
    yield from (f"> {plain_text(trace.passage.text)}" for trace in best if trace.passage)
    for match, check in each.checked:
        first, *rest = (plain_text(row) for row in check_lines(match, check, view))
        yield from _items([f"**Before**: {first}", *rest])


def _people(held: Decided) -> Iterator[str]:
    if held.edited:
        yield f"Claim: {plain_text(held.edited)}"
    if held.judgement:
        yield f"Judgement: {plain_text(judged_words(held.judgement))}"
    if held.accepted:
        yield f"Passage: {plain_text(accepted_words(held.accepted))}"
    if held.verdict:
        yield f"**Verdict: {plain_text(verdict_words(held.verdict))}**"
    yield from (f"Note: {plain_text(words)}" for words in _told(held.notes))
    yield from (f"Reply: {plain_text(words)}" for words in _told(held.replies))


def _told(events: Iterable[Event]) -> list[str]:
    return [f"{who}, {when}: {words}" for who, when, words in said(events)]


def _trace(view: View, trace: Trace) -> list[str]:
    rows = [f"Finding: {plain_text(finding_words(view, trace))}: {plain_text(trace.because)}"]
    rows += [f"Source: {plain_text(source_line(view, trace))}"] if trace.document else []
    rows += [f"Drift: {DRIFTS[drift.kind]}: {plain_text(drift.because)}" for drift in trace.drifts]
    return rows


def _sources(view: View) -> Iterator[str]:
    rows = []
    for source in view.ledger.source_documents:
        address = link(source.uri)
        where = f" <{address}>" if address else f" ({plain_text(source.uri)})"
        rows.append(plain_text(view.document_name(source.id)) + where)
    if rows:
        yield "## Source documents"
        yield from _items(rows)


def _list(heading: str, rows: Iterable[str]) -> Iterator[str]:
    written = [plain_text(row) for row in rows]
    if written:
        yield f"## {heading}"
        yield from _items(written)


def _items(rows: list[str]) -> Iterator[str]:
    if rows:
        yield "\n".join(f"- {row}" for row in rows)


def _made(view: View) -> Iterator[str]:
    doc = view.ledger.document
    yield "## How it was made"
    rows = [f"Text: {plain_text(doc.uri)}", f"Hash: {plain_text(doc.text_id)}"]
    yield from _items([*rows, f"Version: Sayso {plain_text(view.ledger.version)}, {view.ledger.schema}"])
    yield "A finding says how the text and a passage relate, in what was searched. It does not say what is true."
