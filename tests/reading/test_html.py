"""Pages of the web: the article without what stands around it."""

from __future__ import annotations

import pytest

from sayso.reading import Reading, read_bytes

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Arrivals in numbers | Quay Review</title>
<meta name="author" content="Jane Doe"><meta property="og:site_name" content="Quay Review">
<meta property="article:published_time" content="2016-12-05T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">All our news</a></li></ul></nav><article>
<h1>Arrivals in numbers</h1>
<p>Germany took in 890,000 people in 2015, the <a href="/ministry">ministry</a> said. It was a hard year for all,
with many people on the road and few places to stay at, in the north as in the south.</p>
<h2>By country</h2>
<table><caption>Arrivals, in thousands</caption>
<thead><tr><th>Country</th><th colspan="2">Arrivals</th></tr><tr><th></th><th>2014</th><th>2015</th></tr></thead>
<tr><td rowspan="2">Germany</td><td>173</td><td>890</td></tr><tr><td>180 <a href="https://example.org/r">revised</a></td><td>-</td></tr></table>
<ul><li>One thing that was said about it on Monday</li><li>Another thing that was said</li></ul>
<blockquote>“It was a hard year,” the minister said.</blockquote>
<p>More text follows here, so that the page looks like an article, as the minister said on Monday in Berlin.</p>
</article><footer>Copyright by nobody</footer></body></html>"""


def kinds(reading: Reading) -> list[tuple[str, str]]:
    """The kinds of the blocks with what stands in them."""
    doc = reading.document
    return [(block.kind, " ".join(doc.text[block.start : block.end].split())) for block in doc.blocks]


def test_article() -> None:
    """Title, paragraphs, headings, list items; a row with its headings over spans; nothing of menus."""
    reading = read_bytes(PAGE.encode(), "", "https://example.org/news/1", "text/html")
    found = kinds(reading)
    assert found[0] == ("title", "Arrivals in numbers")
    assert ("heading", "By country") in found
    assert ("row", "Country: Germany; Arrivals 2014: 173; Arrivals 2015: 890") in found
    assert ("row", "Country: Germany; Arrivals 2014: 180 revised; Arrivals 2015: -") in found
    assert ("item", "Another thing that was said") in found
    assert "sxtable" not in reading.document.text
    assert "Home" not in reading.document.text
    assert "Copyright" not in reading.document.text


def test_what_a_page_says_of_itself() -> None:
    doc = read_bytes(PAGE.encode(), "a.html", "a.html").document
    assert (doc.title, doc.byline, doc.outlet) == ("Arrivals in numbers", "Jane Doe", "Quay Review")
    assert (doc.published, doc.language) == ("2016-12-05", "en")


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://quay.example/a">', "https://quay.example/a"),
        ('<meta property="og:url" content=" https://quay.example/b ">', "https://quay.example/b"),
        (
            '<link rel="canonical" href="/a"><meta property="og:url" content="http://quay.example/c">',
            "http://quay.example/c",
        ),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="mailto:a@quay.example">', None),
        (f'<link rel="canonical" href="https://quay.example/{"a" * 3000}">', None),
        ('<link rel="canonical">', None),
    ],
)
def test_the_address_that_a_page_gives_as_its_own(head: str, address: str | None) -> None:
    """A saved page is found by the links that lead to it; what is no web address is none."""
    page = PAGE.replace("<nav>", "<nav><a rel='canonical' href='https://other.example/'></a>").replace(
        "</head>", f"{head}</head>"
    )
    assert read_bytes(page.encode(), "a.html", "a.html").document.address == address


def test_links_are_led_back_to_the_page() -> None:
    doc = read_bytes(PAGE.encode(), "", "https://example.org/news/1", "text/html").document
    assert [(doc.text[link.start : link.end], link.href) for link in doc.links] == [
        ("ministry", "https://example.org/ministry"),
        ("revised", "https://example.org/r"),
    ]


def test_page_without_an_article_is_read_whole_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is found to be the article, all is read, tables by rows too."""
    from sayso.reading import html
    from sayso.reading.formats import Source

    monkeypatch.setattr(html, "_extract", lambda _tree, _base: None)
    draft = html.read_html(Source(data=PAGE.encode(), name="a.html", uri="a.html"))
    shown = [draft.text[block.start : block.end] for block in draft.blocks]
    assert shown[0] == "Home"
    assert "Country: Germany; Arrivals 2014: 173; Arrivals 2015: 890" in shown
    assert "Arrivals, in thousands" in shown
    assert "sxtable" not in draft.text
    assert [problem.code for problem in draft.problems] == ["page-whole"]


def test_declared_language_is_held_against_the_text() -> None:
    """A page that calls German English is German."""
    first = (
        "<p>Die Regierung hat am Montag mitgeteilt, dass im vergangenen Jahr rund 890.000 Menschen ins Land kamen.</p>"
    )
    second = "<p>Der Minister sprach von einem schweren Jahr, die Opposition dagegen von einem verlorenen.</p>"
    body = first + second
    page = f'<html lang="en"><body><article>{body}</article></body></html>'
    assert read_bytes(page.encode(), "a.html", "a.html").document.language == "de"


def test_declared_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Рост составил 54 процента.</p></body></html>'
    doc = read_bytes(page.encode("cp1251"), "a.html", "a.html").document
    assert "Рост составил 54 процента." in doc.text


def test_layout_tables_are_read_as_text() -> None:
    """A table around prose is no table of data."""
    cell = "<p>The harbour handled 54 percent of the goods last year, and the rest went by rail to the north.</p>" * 9
    page = (
        f"<html><body><table><tr><td>{cell}</td><td>x</td></tr><tr><td>{cell}</td><td>y</td></tr></table></body></html>"
    )
    reading = read_bytes(page.encode(), "a.html", "a.html")
    assert all(kind != "row" for kind, _ in kinds(reading))
    assert "54 percent" in reading.document.text


def test_same_page_twice_gives_the_same() -> None:
    first, second = (read_bytes(PAGE.encode(), "a.html", "a.html") for _ in range(2))
    assert first == second
