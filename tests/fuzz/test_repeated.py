"""What long repetitions cost: cases that took the square of their length, or more, when patterns were looked at one by one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import pytest

from sayso.reading.decode import charset_of_page
from sayso.reading.formats import Source, read_source
from sayso.reading.tables import _is_number
from sayso.trace.adjudicate import _bare
from sayso.trace.drifts.limits import _CONDITIONAL
from sayso.trace.drifts.restricts import _BEFORE

#: Seconds of processor time: some ten times what each takes at most; before, the field took one second, the others many.
_MOST: Final = 0.5


def _subtitles(text: str) -> object:
    data = f"1\n00:00:01,000 --> 00:00:04,000\n{text}\n".encode()
    return read_source("subtitles", Source(data=data, name="a.srt", uri="a.srt"))


def _markdown(text: str) -> object:
    return read_source("markdown", Source(data=text.encode(), name="a.md", uri="a.md"))


CASES: Final[dict[str, Callable[[], object]]] = {
    "a cell of digits that ends with a letter": lambda: _is_number("1" * 100_000 + "a"),
    "voices without an end in subtitles": lambda: _subtitles("Hello. " + "<v.a" * 50_000),
    "a field of front matter with a gap": lambda: _markdown(f"---\ntitle: a{' ' * 19_900}b\n---\n\nHello.\n"),
    "a page's encoding behind a gap, told by many elements": lambda: charset_of_page(
        b"<meta" * 38 + b" charset=" + b" " * 3800
    ),
    "an answer of a model in a fence, with a gap": lambda: _bare(f"```json\n{' ' * 30_000}x"),
    "one word without an end, for a conditional": lambda: _CONDITIONAL["fr"].search("a" * 100_000),
    "one word without an end, before a limit": lambda: _BEFORE.search("a" * 100_000),
}


@pytest.mark.parametrize("name", CASES)
def test_a_repetition_takes_no_time(name: str) -> None:
    before = time.process_time()
    CASES[name]()
    assert time.process_time() - before < _MOST
