"""The report and the notebook view: exact, harmless, self-contained, quick."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from io import StringIO
from typing import Any

import lxml.html
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from tests.costs import cpu_seconds

from sayso.model import (
    Attribution,
    Block,
    Certainty,
    Claim,
    Drift,
    Figure,
    Flag,
    Ledger,
    Link,
    Passage,
    Problem,
    SourceDocument,
    Span,
    Trace,
    Wanted,
)
from sayso.render import (
    plain_summary,
    render_csv,
    render_html,
    render_json,
    render_jsonl,
    render_notebook,
    summarise,
)

from .make_ledger import MADE, large_ledger, plain_ledger, small_ledger

RENDERERS: dict[str, Callable[[Ledger], object]] = {
    "json": render_json,
    "jsonl": render_jsonl,
    "claims": lambda ledger: render_csv(ledger, "claims"),
    "figures": lambda ledger: render_csv(ledger, "figures"),
    "html": render_html,
    "notebook": render_notebook,
    "plain": plain_summary,
    "terminal": summarise,
}


def parsed(html: str) -> Any:
    """The page as elements; lxml's own types say less than they know."""
    return lxml.html.fromstring(html)


def article(html: str) -> Any:
    return parsed(html).get_element_by_id("text")


def text_of(element: Any) -> str:
    """What a reader sees of the text: without the margin numbers."""
    for number in element.xpath('.//a[@class="n"]'):
        number.drop_tree()
    return str(element.text_content())


def claim(text: str, start: int = 0, end: int | None = None, **rest: Any) -> Claim:
    stop = len(text) if end is None else end
    defaults: dict[str, Any] = {"id": f"c{start}-{stop}", "sort": "fact", "check_worthiness": 0.5, "because": ("x",)}
    made = defaults | rest
    return Claim(start=start, end=stop, text=text[start:stop], certainty=Certainty(author="certain"), made=MADE, **made)


@pytest.mark.parametrize("name", RENDERERS)
def test_every_renderer_gives_the_same_twice(name: str) -> None:
    render = RENDERERS[name]
    if name != "terminal":
        assert render(small_ledger()) == render(small_ledger())


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize("group", ["figures", "claims", "flags"])
def test_every_renderer_refuses_an_entry_that_is_not_in_the_text(name: str, group: str) -> None:
    """The error names the entry; nothing is rendered beside the truth."""
    ledger = small_ledger()
    entries = list(getattr(ledger, group))
    entries[1] = msgspec.structs.replace(entries[1], text="something else")
    wrong = msgspec.structs.replace(ledger, **{group: tuple(entries)})
    with pytest.raises(ValueError, match=rf"{group[:-1]} {entries[1].id}: "):
        RENDERERS[name](wrong)


def printed(ledger: Ledger) -> str:
    """What a terminal of 80 columns without colours gets."""
    out = StringIO()
    Console(file=out, width=80, color_system=None).print(summarise(ledger))
    return out.getvalue()


def spoilt(ledger: Ledger) -> dict[str, Ledger]:
    """One ledger for each kind of place, each with one entry out of place."""
    outside, there = Span(start=0, end=3, text="xyz"), ledger.attributions[0]
    drift = Drift(kind="hedge_dropped", claim_span=outside, source_span=outside, because="")
    passage = Passage(start=0, end=9, text="short")
    trace, figure = ledger.traces[0], ledger.figures[0]

    def put(**fields: Any) -> Ledger:
        return msgspec.structs.replace(ledger, **fields)

    return {
        f"attribution {there.id}": put(attributions=(msgspec.structs.replace(there, cue=(outside,)),)),
        f"figure {figure.id}": put(figures=(msgspec.structs.replace(figure, counted=outside),)),
        f"trace {trace.id}": put(traces=(msgspec.structs.replace(trace, drifts=(drift,)),)),
        f"trace {trace.id}: its": put(traces=(msgspec.structs.replace(trace, passage=passage, drifts=()),)),
        "link 0": put(document=msgspec.structs.replace(ledger.document, links=(Link(start=5, end=99_999, href=""),))),
        "block 0": put(document=msgspec.structs.replace(ledger.document, blocks=(Block(start=9, end=2, kind="row"),))),
    }


@pytest.mark.parametrize("name", ["attribution a1", "figure f1", "trace t1", "trace t1: its", "link 0", "block 0"])
def test_every_place_is_held_to_the_text(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        render_json(spoilt(small_ledger())[name])


def test_the_report_holds_the_whole_text_once() -> None:
    ledger = small_ledger()
    root = parsed(render_html(ledger))
    seen = text_of(root.xpath("//main//h1")[0]) + text_of(root.get_element_by_id("text"))
    assert seen.split() == ledger.document.text.split()


def test_each_claim_has_its_number_its_entry_and_its_place_in_the_list() -> None:
    ledger = small_ledger()
    root = parsed(render_html(ledger))
    for number in range(1, len(ledger.claims) + 1):
        assert root.get_element_by_id(f"t{number}").get("href") == f"#c{number}"
        assert root.get_element_by_id(f"c{number}").xpath(f'.//a[@href="#t{number}"]')
        assert root.xpath(f'//*[@id="list"]//a[@href="#c{number}"]')
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_no_bare_tick_stands_where_something_drifted() -> None:
    """In the list, the margin, the head of the claim and the counts; the list names what drifted, whatever the finding."""
    page = parsed(render_html(small_ledger()))
    rows = {item.find("a").get("href"): item for item in page.get_element_by_id("list").iter("li")}
    told = {
        name: [text_of(part) for part in (*item.find_class("drift"), *item.find_class("found"))]
        for name, item in rows.items()
    }
    assert told["#c1"] == ["caveat left out", "≈ matches with drift"]
    assert told["#c9"] == ["✓ matches"]
    assert told["#c11"] == ["base changed, hedge dropped", "⊂ other scope"]
    for outcome, claims in (("drifted", ["#c1"]), ("matches", ["#c9"])):
        assert [name for name, item in rows.items() if item.get("data-found") == outcome] == claims
        assert f"found:{outcome}" in [option.get("value") for option in page.get_element_by_id("filter")]
    assert page.get_element_by_id("t1").get("aria-label").endswith("matches with drift")
    entry = page.get_element_by_id("c1")
    assert [text_of(part) for part in entry.find_class("found")[:2]] == ["≈ matches with drift"] * 2
    assert "drifted" in entry.find_class("card")[0].get("class").split()
    assert [text_of(item) for item in page.find_class("tally")[0]][:2] == ["✓ matches 1", "≈ matches with drift 1"]
    summary = next(parsed(render_notebook(small_ledger())).iter("summary"))
    assert text_of(summary.find_class("found")[0]) == "≈ matches with drift"


def test_the_exact_words_stand_before_the_restatement() -> None:
    """In the heading and in the list the text's own words, never instead of them the plain ones; these follow."""
    ledger = small_ledger()
    root = parsed(render_html(ledger))
    number, restated = next((at, each) for at, each in enumerate(ledger.claims, 1) if each.restated)
    told = root.get_element_by_id(f"c{number}").text_content()
    assert told.index(restated.text) < told.index(f"Read alone: {restated.restated}")
    (listed,) = root.xpath(f'//*[@id="list"]//a[@href="#c{number}"]')
    assert restated.text in listed.text_content()
    assert restated.restated not in listed.text_content()


def test_marks_stand_where_the_entries_are() -> None:
    """The pieces under a claim's number, put together, are the claim's text; the same for figures, sources and cues."""
    ledger = small_ledger()
    element = article(render_html(ledger))
    text_of(element)
    for number, each in enumerate(ledger.claims, start=1):
        pieces = element.xpath(f'.//*[contains(concat(" ", @data-c, " "), " {number} ")]')
        assert "".join(piece.text_content() for piece in pieces) == each.text
    boxes = ["".join(box.itertext()) for box in element.xpath('.//*[contains(@class, "fig ")]')]
    assert boxes == [figure.text for figure in ledger.figures]
    known = {"named", "inherited", "unnamed"}
    kinds = {name for box in element.xpath('.//*[contains(@class, "src ")]') for name in box.get("class").split()}
    assert known <= kinds


def test_at_most_two_lines_then_a_count() -> None:
    text = "one two three four"
    claims = [
        claim(text, 0, end, sort=sort) for end, sort in ((18, "fact"), (13, "opinion"), (7, "prediction"), (3, "fact"))
    ]
    element = article(render_html(plain_ledger(text, claims=tuple(claims))))
    deepest = element.xpath('.//*[@data-c="4 3 2 1"]')[0]
    assert deepest.get("data-more") == "+2"
    assert len([each for each in deepest.iterancestors() if "k" in (each.get("class") or "").split()]) == 1


def test_the_policy_names_the_style_and_the_script_by_hash() -> None:
    html = render_html(small_ledger())
    policy = parsed(html).xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]
    for tag in ("style", "script"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(inside) == 1
        digest = b64encode(sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_script_is_small_and_its_own_tag_cannot_be_closed() -> None:
    script = re.findall(r"<script>(.*?)</script>", render_html(small_ledger()), re.DOTALL)[0]
    assert len(script.encode()) < 12_000


@pytest.mark.parametrize("render", [render_html, render_notebook])
def test_nothing_is_fetched(render: Callable[[Ledger], str]) -> None:
    """No element that loads, no import, no url(): only links that a reader may follow."""
    html = render(small_ledger())
    root = parsed(html)
    assert not root.xpath("//link|//img|//iframe|//object|//embed|//video|//audio|//source|//*[@src]|//*[@style]")
    assert "url(" not in html
    assert "@import" not in html
    for anchor in root.xpath("//a[not(starts-with(@href, '#'))]"):
        assert anchor.get("href") == "https://hafenbote.example/2024/kai"
        assert anchor.get("rel") == "noreferrer noopener"


EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \" ' --> ]]> </style> {{ 7*7 }} \x00\x1b[31m\u202etxet\u2066"
)


def evil_ledger() -> Ledger:
    """A ledger in which every string that can be is hostile."""
    text = f"{EVIL} said {EVIL}"
    whole = Span(start=0, end=len(EVIL), text=EVIL)
    figure = Figure(id="f", start=0, end=len(EVIL), text=EVIL, kind="count", low=1, high=1, unit=EVIL, currency=EVIL,
                    per=EVIL, counted=whole, period=whole, place=whole, made=MADE)  # fmt: skip
    said = Attribution(id="a", source=(whole,), cue=(whole,), content=(whole,), speech="direct", source_kind="person",
                       named=False, because=EVIL, made=MADE)  # fmt: skip
    flag = Flag(id="g", start=0, end=len(EVIL), text=EVIL, category="loaded", because=EVIL, other=whole, made=MADE)
    trace = Trace(id="t", claim="c", rank=1, document="d", passage=Passage(start=0, end=len(EVIL), text=EVIL, language=EVIL),
                  finding="differs", because=EVIL, reuse="verbatim", made=MADE)  # fmt: skip
    return plain_ledger(
        text, title=EVIL, byline=EVIL, outlet=EVIL, published=EVIL, language=EVIL, uri=EVIL, text_id=EVIL, version=EVIL,
        links=(Link(start=0, end=4, href="javascript:alert(1)"),),
        claims=(claim(text, 0, len(EVIL), id="c", restated=EVIL, because=(EVIL,), attribution=("a",), figures=("f",),
                      flags=("g",)),),
        figures=(figure,), attributions=(said,), flags=(flag,), traces=(trace,),
        source_documents=(SourceDocument(id="d", text_id="", uri=EVIL, title=EVIL, outlet=EVIL, published=EVIL),),
        wanted=(Wanted(speaker="s", name=EVIL, language=EVIL, before=EVIL, claims=("c",), because=EVIL, made=MADE),),
        problems=(Problem(code="skipped", message=EVIL, hint=EVIL, uri=EVIL),),
    )  # fmt: skip


@pytest.mark.parametrize("render", [render_html, render_notebook])
def test_a_hostile_text_is_harmless(render: Callable[[Ledger], str]) -> None:
    """Nothing of it becomes an element or an attribute, and none of its control characters is left."""
    html = render(evil_ledger())
    root = parsed(html)
    assert len(root.xpath("//script")) == (1 if render is render_html else 0)
    assert not root.xpath("//img|//*[@onerror]|//a[starts-with(@href, 'javascript')]")
    assert "<script>alert(1)</script><img" in root.text_content()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    assert "{{ 7*7 }}" in html
    assert all(re.fullmatch(r"[A-Za-z-]{2,}", tag) for tag in root.xpath("//@lang"))


def test_a_hostile_text_does_nothing_to_a_terminal() -> None:
    for text in (plain_summary(evil_ledger()), printed(evil_ledger())):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
        assert "alert(1)" in text


def test_markup_of_rich_is_text() -> None:
    """Square brackets of a text are no styles."""
    text = "[red]so[/red] [/nothing]"
    assert text in printed(plain_ledger(text, claims=(claim(text),), title=text))


@settings(max_examples=60)
@given(st.data())
def test_any_spans_over_any_text_leave_the_text_whole(data: st.DataObject) -> None:
    """However claims, figures, flags, links and blocks overlap, every character of the text is shown once, in order."""
    text = data.draw(st.text(st.sampled_from("ab <&\n.é"), min_size=1, max_size=60))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    blocks = [Block(start=a, end=b, kind=data.draw(st.sampled_from(["paragraph", "item", "quote", "row", "heading"])))
              for a, b in zip(cuts[::2], cuts[1::2], strict=False)]  # fmt: skip
    claims = [claim(text, a, b, id=f"c{i}") for i, (a, b) in enumerate(data.draw(st.lists(places, max_size=5)))]
    figures = [Figure(id=f"f{i}", start=a, end=b, text=text[a:b], kind="count", low=1, made=MADE)
               for i, (a, b) in enumerate(data.draw(st.lists(places, max_size=4)))]  # fmt: skip
    links = [Link(start=a, end=b, href="https://example.org") for a, b in data.draw(st.lists(places, max_size=3))]
    ledger = plain_ledger(text, blocks=tuple(blocks), claims=tuple(claims), figures=tuple(figures), links=tuple(links))
    element = article(render_html(ledger))
    assert not element.xpath(".//a//a")
    numbers = element.xpath('.//a[@class="n"]/text()')
    shown = [each for each in ledger.claims if each.text.strip()]
    assert len(numbers) >= len(shown)
    assert "".join(text_of(element).split()) == "".join(text.split())


def test_a_text_without_blocks_or_entries_is_still_a_report() -> None:
    html = render_html(plain_ledger("First.\n\nSecond."))
    assert [p.text_content() for p in article(html).xpath("./p")] == ["First.", "Second."]
    assert "No claim was found in this text." in html
    assert "No claim was found." in plain_summary(plain_ledger("First."))


def test_kinds_of_blocks_have_their_elements() -> None:
    element = article(render_html(small_ledger()))
    assert [child.tag for child in element] == ["p", "p", "h2", "p", "ul", "blockquote", "p", "p", "p", "p"]
    assert len(element.xpath("./ul/li")) == 2


def test_passages_carry_their_language() -> None:
    root = parsed(render_html(small_ledger()))
    assert {"de", "es", "en"} <= set(root.xpath('//dl[@class="pair"]/dd/@lang'))
    assert all(dd.get("dir") == "auto" for dd in root.xpath('//dl[@class="pair"]/dd'))


def test_differing_words_are_bold_and_aligned_figures_boxed() -> None:
    """In a passage taken over nearly word for word the words that differ are bold; figures carry their finding."""
    root = parsed(render_html(small_ledger()))
    survey, quotation = root.get_element_by_id("c11"), root.get_element_by_id("c12")
    assert [mark.get("class") for mark in survey.xpath('.//dl[@class="pair"]//mark')] == ["other_scope", "other_scope"]
    bold = "".join(survey.xpath('.//dl[@class="pair"]/dd[2]//strong//text()'))
    assert "might" in bold
    assert "commuters" in bold
    assert "properly" in "".join(quotation.xpath('.//dl[@class="pair"]/dd[2]//strong//text()'))


def test_the_notebook_view_reaches_nothing_outside_its_box() -> None:
    html = render_notebook(small_ledger())
    style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)[0]
    assert style.startswith(".sayso-nb{")
    depth = [0]
    for char in style:
        depth.append(depth[-1] + {"{": 1, "}": -1}.get(char, 0))
    assert depth[-1] == 0
    assert all(level > 0 for level in depth[style.index("{") + 1 : style.rindex("}")])
    assert ":root" not in style
    assert "<script" not in html
    assert all(ident.startswith("sayso-") for ident in parsed(html).xpath("//@id"))


def test_a_large_report_is_quick() -> None:
    """300,000 characters with 5,000 spans take under two seconds of one processor."""
    ledger = large_ledger()
    render_html(small_ledger())
    assert min(cpu_seconds(lambda: render_html(ledger)) for _ in range(2)) < 2
    html = render_html(ledger)
    assert html.count('class="n"') == len(ledger.claims)


def test_the_words_of_a_page_foot_are_plain() -> None:
    """Hash and version stand in a rule of the style; nothing can leave it."""
    html = render_html(plain_ledger("x", text_id='";}*{x:y', version="</style>"))
    assert '@page{@bottom-left{content:"xy  Sayso style"}}' in html.replace(":y", "y")
