"""The promise that every renderer keeps: what is shown stands in the text, at the place that is named."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model import Figure, Ledger, Span, Suggestion, Trace

Place = tuple[str, int, int, str]


def assert_exact(ledger: Ledger) -> None:
    """Raise ValueError, naming the entry, unless each entry's text is exactly `document.text[start:end]`.

    Passages are held to their own length, and what is named inside a passage to the passage's text.
    """
    text = ledger.document.text
    for name, start, end, claimed in _places(ledger):
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"{name}: {start}:{end} is no stretch of a text of {len(text)} code points")
        if text[start:end] != claimed:
            raise ValueError(f"{name}: the text at {start}:{end} is {text[start:end]!r}, not {claimed!r}")
    for trace in ledger.traces:
        _assert_passage(trace)
    traces = {trace.id: trace for trace in ledger.traces}
    for suggestion in ledger.suggestions:
        _assert_quote(suggestion, traces.get(suggestion.trace))


def _places(ledger: Ledger) -> Iterator[Place]:
    doc = ledger.document
    for figure in ledger.figures:
        yield from _of_figure(figure)
    for said in ledger.attributions:
        spans = (*said.source, *said.cue, *said.content, *((said.resolves_to,) if said.resolves_to else ()))
        yield from (_of_span(f"attribution {said.id}", span) for span in spans)
    for claim in ledger.claims:
        yield f"claim {claim.id}", claim.start, claim.end, claim.text
    for flag in ledger.flags:
        yield f"flag {flag.id}", flag.start, flag.end, flag.text
        if flag.other:
            yield _of_span(f"flag {flag.id}", flag.other)
    for trace in ledger.traces:
        yield from (_of_span(f"trace {trace.id}", drift.claim_span) for drift in trace.drifts)
    yield from _stretches("link", doc.text, [(each.start, each.end) for each in doc.links])
    yield from _stretches("block", doc.text, [(each.start, each.end) for each in doc.blocks])
    yield from _stretches("page", doc.text, [(each.start, each.end) for each in doc.pages])
    yield from _stretches("sentence", doc.text, [(each.start, each.end) for each in ledger.sentences])


def _stretches(kind: str, text: str, places: list[tuple[int, int]]) -> Iterator[Place]:
    """Places that carry no text of their own: only that they lie within the document is to be shown."""
    return ((f"{kind} {number}", start, end, text[start:end]) for number, (start, end) in enumerate(places))


def _of_figure(figure: Figure) -> Iterator[Place]:
    yield f"figure {figure.id}", figure.start, figure.end, figure.text
    for span in (figure.counted, figure.subject, figure.base, figure.period, figure.place):
        if span:
            yield _of_span(f"figure {figure.id}", span)


def _of_span(name: str, span: Span) -> Place:
    return name, span.start, span.end, span.text


def _assert_passage(trace: Trace) -> None:
    passage = trace.passage
    if passage is None:
        return
    if passage.end - passage.start != len(passage.text):
        raise ValueError(f"trace {trace.id}: its passage is not as long as {passage.start}:{passage.end}")
    inner = [(match.source_figure.start, match.source_figure.end, match.source_figure.text)
             for match in trace.figures if match.source_figure]  # fmt: skip
    inner += [(drift.source_span.start, drift.source_span.end, drift.source_span.text) for drift in trace.drifts]
    for start, end, claimed in inner:
        within = passage.start <= start and end <= passage.end
        if within and passage.text[start - passage.start : end - passage.start] != claimed:
            raise ValueError(f"trace {trace.id}: {claimed!r} is not at {start}:{end} of its passage")


def _assert_quote(suggestion: Suggestion, trace: Trace | None) -> None:
    """What a model quotes stands in the passage that it was asked about."""
    passage = trace.passage if trace else None
    if passage is None:
        raise ValueError(f"suggestion {suggestion.id}: there is no passage of trace {suggestion.trace}")
    quote = suggestion.quote
    if quote is None:
        return
    inside = passage.start <= quote.start <= quote.end <= passage.end
    if not inside or passage.text[quote.start - passage.start : quote.end - passage.start] != quote.text:
        raise ValueError(
            f"suggestion {suggestion.id}: {quote.text!r} is not at {quote.start}:{quote.end} of its passage"
        )
