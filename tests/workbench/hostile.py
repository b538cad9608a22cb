"""A document that tries everything on who looks at it, with the source document that it rests on; and what no page may hold."""

from __future__ import annotations

from typing import Any

from lxml import html as parser
from msgspec.structs import replace
from starlette.testclient import TestClient

from sayso.model import (
    Attribution,
    Block,
    Certainty,
    Claim,
    Document,
    Figure,
    FigureMatch,
    Ledger,
    Link,
    Made,
    Passage,
    Problem,
    Searched,
    Span,
    Speaker,
    Trace,
    Wanted,
    as_source,
    document_id,
    text_id,
)
from sayso.store.desk import Desk

MADE = Made(stage="by-hand", version="1")
EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)><a href='javascript:alert(4)'>x</a>"
    '<iframe src="data:text/html,<script>alert(5)</script>"></iframe>" onmouseover="alert(6) \u202eevil\u202c \u2066x\u2069 \0'
)
LONG = "x" * 1_000_000
#: Where each thing leads that a page of ours may hold.
_OURS = ("/", "#", "?")


def _doc(uri: str, text: str, evil: str) -> Document:
    return Document(
        id=document_id(uri, evil, text),
        text_id=text_id(text),
        title=evil,
        byline=evil,
        outlet=evil,
        published=evil,
        language='en" onload="alert(7)',
        uri=uri,
        media_type="application/pdf",
        text=text,
        links=(Link(start=0, end=4, href="javascript:alert(8)"),),
        blocks=(Block(start=0, end=len(evil), kind="heading"), Block(start=len(evil) + 1, end=len(text), kind="item")),
    )


def hostile(evil: str = EVIL, long: str = LONG) -> tuple[Ledger, Document]:
    """The ledger, with the same words wherever words may stand, and its source document with a long line."""
    text = f"{evil}\n{long}"
    doc, there = _doc("javascript:alert(9)", text, evil), _doc(f"http://x/{evil}", text, evil)
    whole = Span(start=0, end=len(evil), text=evil)
    figure = Figure(
        id="f1", kind="count", low=1, unit=evil, per=evil, counted=whole, period=whole, place=whole, made=MADE,
        start=0, end=len(evil), text=evil,
    )  # fmt: skip
    said = Attribution(
        id="a1", source=(whole,), cue=(whole,), content=(whole,), speech="direct", source_kind="person", named=False,
        because=evil, speaker="s1", made=MADE,
    )  # fmt: skip
    claim = Claim(
        id="c1", start=0, end=len(evil), text=evil, restated=evil, sort="opinion", check_worthiness=0.5,
        because=(evil,), certainty=Certainty(author="certain"), attribution=("a1",), figures=("f1",), made=MADE,
    )  # fmt: skip
    trace = Trace(
        id="t1", claim="c1", rank=1, document=there.id, finding="differs", because=evil, made=MADE,
        passage=Passage(start=0, end=len(evil), text=evil, page=1, language=evil),
        figures=(FigureMatch(claim_figure="f1", source_figure=figure, relation="apart", finding="differs", because=evil),),
    )  # fmt: skip
    ledger = Ledger(
        version=evil,
        document=doc,
        source_documents=(replace(as_source(there), source_hash=evil),),
        searched=Searched(documents=1, passages=1),
        figures=(figure,),
        attributions=(said,),
        speakers=(Speaker(id="s1", name=evil, kind="person", named=False, made=MADE),),
        claims=(claim,),
        traces=(trace,),
        wanted=(Wanted(speaker="s1", name=evil, language="xx", before=evil, claims=("c1",), because=evil, made=MADE),),
        problems=(Problem(code="skipped", message=evil, hint=evil, uri=evil),),
    )
    return ledger, there


def put_hostile(desk: Desk) -> tuple[str, str]:
    """Both on a desk; gives the document's key and the source document's id."""
    ledger, there = hostile()
    kept = desk.put(replace(ledger, version="1"), who="Ann", when="2026-11-28T12:00:00Z", sources=(there,))
    return kept.key, there.id


def assert_harmless(client: TestClient, path: str, *, shows: bool = True, drawn: bool = False) -> None:
    """The page is there, shows the hostile text as text, and nothing of it acts: read as a browser does. `drawn` pages have drawings of our own."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    page: Any = parser.fromstring(answer.text)
    assert [each.get("src", "")[:8] for each in page.iter("script")] == ["/static/"]
    assert not list(page.iter(*([] if drawn else ["svg"]), "iframe", "object", "embed", "base", "style"))
    for element in page.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (path, name)
            if name in {"href", "src", "action", "formaction"}:
                assert value.startswith(_OURS), (path, name, value[:80])
    assert not {"\0", "\u202e", "\u2066"} & set(answer.text), path
    if shows:
        assert "<script>alert(1)</script>" in page.text_content(), path
