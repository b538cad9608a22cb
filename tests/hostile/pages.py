"""Pages of HTML: depth, breadth, lies, scripts, and what leads elsewhere."""

from __future__ import annotations

from typing import Final

from .made import FIGURE, OUTSIDE, Made, either, read, refused

MIB: Final = 1 << 20
_P: Final = f"<p>{FIGURE}</p>"
#: The codes that a page may end with that is more than a reader can take in its time and memory.
_HEAVY: Final = ("timeout", "too-large", "damaged", "empty")


def page(body: str, head: str = "") -> str:
    """A page around a body, with a paragraph that says a figure."""
    return f"<!DOCTYPE html><html><head><title>A page</title>{head}</head><body>{body}{_P}</body></html>"


def nested(tag: str, depth: int, *, closed: bool = True) -> str:
    """Elements within elements, with the figure in the innermost."""
    return f"<html><body>{f'<{tag}>' * depth}{FIGURE}{f'</{tag}>' * depth if closed else ''}</body></html>"


def attributes(count: int) -> str:
    """A paragraph with so many attributes."""
    return f"<html><body><p {' '.join(f'a{number}=1' for number in range(count))}>{FIGURE}</p></body></html>"


def long_paragraph() -> str:
    """One paragraph of ten million characters."""
    return f"<html><body><p>{FIGURE} {'The quay was quiet that day. ' * 350_000}</p></body></html>"


def ragged_table() -> str:
    """Cells that say they cover all the rows and columns that there are."""
    row = '<tr><td rowspan=65534 colspan=1000000>a</td><td rowspan=9>54 percent</td><td colspan="-1">b</td></tr>'
    return f"<html><body><p>{FIGURE}</p><table>{row * 300}</table></body></html>"


def wide_table(rows: int, columns: int) -> str:
    """A table of so many cells."""
    cells = "".join(f"<td>{number}</td>" for number in range(columns))
    return f"<html><body><p>{FIGURE}</p><table>{f'<tr>{cells}</tr>' * rows}</table></body></html>"


_DEEP: Final = (
    either("div-100000-deep.html", lambda: nested("div", 100_000), *_HEAVY, dear=True),
    either("div-1000000-deep.html", lambda: nested("div", 1_000_000), *_HEAVY, dear=True),
    either("b-1000000-open.html", lambda: nested("b", 1_000_000, closed=False), *_HEAVY, dear=True),
    either("font-50000-open.html", lambda: nested("font color=red", 50_000, closed=False), *_HEAVY),
    either("a-20000-deep.html", lambda: nested("a href=/x", 20_000), *_HEAVY, dear=True),
    either("quote-20000-deep.html", lambda: nested("blockquote", 20_000), *_HEAVY),
    either("list-20000-deep.html", lambda: nested("ul><li", 20_000, closed=False), *_HEAVY),
    either("table-3000-deep.html", lambda: nested("table><tr><td", 3_000, closed=False), *_HEAVY),
    either("table-200-deep.html", lambda: nested("table><tr><td", 200, closed=False), *_HEAVY),
    either("span-100000-deep.html", lambda: nested("span", 100_000), *_HEAVY),
    either("section-article-deep.html", lambda: nested("article><section", 30_000, closed=False), *_HEAVY),
    either("svg-5000-deep.html", lambda: page(f"<svg>{'<g>' * 5_000}{'</g>' * 5_000}</svg>"), *_HEAVY),
    either("crossed-tags.html", lambda: page("<b><p></b><i></p></i>" * 20_000), *_HEAVY, dear=True),
)
_BROAD: Final = (
    either("attributes-200000.html", lambda: attributes(200_000), *_HEAVY, dear=True),
    either("attributes-5000.html", lambda: attributes(5_000), *_HEAVY),
    either("attribute-10-mb.html", lambda: page(f"<p title='{'x' * 10 * MIB}'>x</p>"), *_HEAVY),
    either("paragraph-10-mb.html", long_paragraph, *_HEAVY, dear=True),
    either("line-10-mb-no-tags.html", lambda: f"<html>{FIGURE} {'quay ' * 2_000_000}", *_HEAVY, dear=True),
    either("word-10-mb.html", lambda: page(f"<p>{'x' * 10 * MIB}</p>"), *_HEAVY, dear=True),
    either("breaks-200000.html", lambda: page("a<br>" * 200_000), *_HEAVY, dear=True),
    either("paragraphs-100000.html", lambda: page("<p>It was so.</p>" * 100_000), *_HEAVY, dear=True),
    either("links-50000.html", lambda: page('<p><a href="/a">one</a></p>' * 50_000), *_HEAVY, dear=True),
    either("links-in-one-paragraph.html", lambda: page(f"<p>{'<a href=/a>one</a> ' * 20_000}</p>"), *_HEAVY, dear=True),
    either("scripts-100000.html", lambda: page("<script>a</script>" * 100_000), *_HEAVY, dear=True),
    either("entities-1000000.html", lambda: page(f"<p>{'&nosuch;' * 1_000_000}</p>"), *_HEAVY, dear=True),
    either("ampersands-5-mb.html", lambda: page(f"<p>{'&' * 5 * MIB}</p>"), *_HEAVY, dear=True),
    either("comments-500000.html", lambda: page("<!---->" * 500_000), *_HEAVY),
    either("comment-never-closed.html", lambda: page("<!-- " + "- " * 1_000_000), *_HEAVY),
    either("comments-never-closed.html", lambda: page("<!-" * 1_000_000), *_HEAVY),
    either("prolog-of-comments.html", lambda: "<!--" + "-->< !--" * 200_000 + f"<html><body>{_P}", *_HEAVY, dear=True),
    either("title-5-mb.html", lambda: page("", f"<title>{'long ' * MIB}</title>"), *_HEAVY, dear=True),
    either("canonical-2-mb.html", lambda: page("", f"<link rel=canonical href='http://a/{'x' * 2 * MIB}'>"), *_HEAVY),
    either("metas-50000.html", lambda: page("", "<meta name=author content=Somebody>" * 50_000), *_HEAVY, dear=True),
    either("tag-name-1-mb.html", lambda: page(f"<{'x' * MIB}>a</{'x' * MIB}>"), *_HEAVY),
    either("identifiers-alike.html", lambda: page("<p id=a class=a>x</p>" * 20_000), *_HEAVY, dear=True),
    either(
        "json-ld-5-mb.html", lambda: page("", f"<script type=application/ld+json>{'[' * 5 * MIB}</script>"), *_HEAVY
    ),
    either("times-20000.html", lambda: page("<time datetime=2024-01-01>1 January</time>" * 20_000), *_HEAVY, dear=True),
)
_TABLES: Final = (
    either("table-spans.html", ragged_table, *_HEAVY, dear=True),
    either("table-1000-columns.html", lambda: wide_table(50, 2_000), *_HEAVY, dear=True),
    either("table-100001-rows.html", lambda: wide_table(100_001, 2), *_HEAVY, dear=True),
    either("table-500000-cells.html", lambda: wide_table(5_000, 100), *_HEAVY, dear=True),
    either("tables-3000.html", lambda: page("<table><tr><td>a<td>1<tr><td>b<td>2</table>" * 3_000), *_HEAVY, dear=True),
    either("table-unclosed-cells.html", lambda: page("<table><tr>" + "<td>1" * 50_000), *_HEAVY, dear=True),
)
_LEADING: Final = (
    read(
        "javascript-links.html", page("<p><a href='javascript:alert(1)'>Go</a> <a href='data:text/html,x'>on</a></p>")
    ),
    read("base-elsewhere.html", page("<p><a href='x'>one</a></p>", "<base href='javascript:alert(1)//'>")),
    read("refresh.html", page("", "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>")),
    read(
        "frames.html",
        page(f"<iframe src='file://{OUTSIDE}'></iframe><object data='file://{OUTSIDE}'></object>"),
        lacks="root:",
    ),
    read("pictures.html", page("<img src='http://169.254.169.254/latest'><img src='file:///dev/zero'>")),
    read(
        "imports.html",
        page("", "<link rel=import href='http://127.0.0.1:9/'><link rel=stylesheet href='http://127.0.0.1:9/'>"),
    ),
    read(
        "svg-use.html",
        page(f"<svg><use href='file://{OUTSIDE}#a'/><image href='http://127.0.0.1:9/'/></svg>"),
        lacks="root:",
    ),
    read("doctype-outside.html", f"<!DOCTYPE html SYSTEM 'http://127.0.0.1:9/x.dtd'><html><body>{_P}</body></html>"),
    read(
        "doctype-entity.html",
        f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{OUTSIDE}'>]><html><body><p>&x;</p>{_P}</body></html>",
        lacks="root:",
    ),
    read(
        "xinclude.html",
        page(f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://{OUTSIDE}' parse='text'/>"),
        lacks="root:",
    ),
    read("conditional.html", page("<!--[if IE]><p>hidden words</p><![endif]-->"), lacks="hidden words"),
    read(
        "hidden.html",
        page("<p hidden>hidden words</p><template><p>hidden words</p></template><p hidden=until-found>Found.</p>"),
        lacks="hidden words",
    ),
    read(
        "streamed.html",
        f"<html><body><h1>Quay</h1><div><template id=B></template>Loading</div><div hidden id=S>{_P * 5}</div></body></html>",
    ),
    read("shadow.html", page("<div><template shadowrootmode=open><p>Shadowed words.</p></template></div>")),
    refused("scripts-alone.html", "<html><body><script>document.write('54 percent')</script></body></html>", "empty"),
    refused("frameset.html", "<html><frameset><frame src='http://127.0.0.1:9/'></frameset></html>", "empty"),
    refused("blank.html", "<html><body>" + "&nbsp; \u200b" * 1000 + "</body></html>", "empty"),
)
_BROKEN: Final = (
    read("nul-number.html", page("<p>a&#0;b&#xD800;c&#x110000;d&#99999999999;e</p>"), says=""),
    refused("nul-bytes.html", page("<p>a\0b</p>"), "binary"),
    read("plaintext.html", f"<html><body>{_P}<plaintext></body></html><script>x"),
    either("unquoted.html", page("<p a=<b c='\"> d=\">x</p>'"), *_HEAVY, says=""),
    read("charset-twice.html", page("", "<meta charset=utf-7><meta charset=utf-16><meta charset=nosuch>")),
    read("charset-lies.html", page("<p>Müller said “so”.</p>", "<meta charset=us-ascii>"), says="Müller"),
    read("utf-7-declared.html", page("<p>+ADw-script+AD4-x</p>", "<meta charset=utf-7>"), lacks="<script"),
    read("never-closed.html", f"<html><body><div><p>{FIGURE}<table><tr><td>x"),
    read("closed-only.html", "</div>" * 5000 + f"<html><body>{_P}</body></html>" + "</html>" * 5000),
    read("truncated.html", page("<p>And then")[:90] + FIGURE),
    read("language-1-mb.html", lambda: page("").replace("<html>", f"<html lang='{'x' * MIB}'>")),
    read("date-absurd.html", page("", "<meta property='article:published_time' content='99999-99-99T99:99:99Z'>")),
    read("author-markup.html", page("", "<meta name=author content='&lt;script&gt;alert(1)&lt;/script&gt;'>")),
)
PAGES: Final[tuple[Made, ...]] = (*_DEEP, *_BROAD, *_TABLES, *_LEADING, *_BROKEN)
