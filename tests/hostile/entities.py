"""XML that unfolds, that fetches, that never ends: in feeds, books, Word documents and workbooks."""

from __future__ import annotations

from typing import Final

from .made import FIGURE, OUTSIDE, Made, a_zip, either, read, refused
from .office import a_book, a_document, a_workbook

MIB: Final = 1 << 20
#: Ten entities, each ten times the one before: a billion "lol".
LAUGHS: Final = '<!ENTITY e0 "lol">' + "".join(f"<!ENTITY e{at} '{f'&e{at - 1};' * 10}'>" for at in range(1, 10))
#: One long entity, named again and again.
BLOW: Final = f"<!ENTITY e9 '{'x' * 100_000}'>"
#: What lies in other files, on other machines, and in parameters.
FILE: Final = f'<!ENTITY e9 SYSTEM "file://{OUTSIDE}">'
WEB: Final = '<!ENTITY e9 SYSTEM "http://127.0.0.1:9/x">'
PARAMETER: Final = '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p; <!ENTITY e9 "y">'
CIRCLE: Final = '<!ENTITY a "&e9;"><!ENTITY e9 "&a;">'
_ALL: Final = (
    ("laughs", LAUGHS, 1), ("blow", BLOW, 5_000), ("file", FILE, 1), ("web", WEB, 1), ("parameter", PARAMETER, 1),
    ("circle", CIRCLE, 1),
)  # fmt: skip
_ENDS: Final = ("archive-unsafe", "damaged", "empty", "too-large")


def feed(items: str, declared: str = "", head: str = '<?xml version="1.0"?>') -> str:
    """A feed around items, with what its document type declares."""
    doctype = f"<!DOCTYPE rss [{declared}]>" if declared else ""
    return f"{head}{doctype}<rss version='2.0'><channel><title>The Paper</title>{items}</channel></rss>"


def item(words: str, title: str = "A title") -> str:
    """An entry of a feed that says a figure and something more."""
    return f"<item><title>{title}</title><link>http://example.org/a</link><description>{FIGURE} {words}</description></item>"


def named(count: int, pattern: str) -> str:
    """An element with so many attributes."""
    return f"<item {' '.join(map(pattern.format, range(count)))}/>"


def _feeds() -> tuple[Made, ...]:
    return tuple(
        either(f"feed-{name}.rss", feed(item("&e9;" * times), declared), *_ENDS, lacks="root:", door="corpus")
        for name, declared, times in _ALL
    )


def _books() -> tuple[Made, ...]:
    def made(declared: str, times: int) -> bytes:
        return a_book(package=f"<!DOCTYPE package [{declared}]>", title="&e9;" * min(times, 50))

    return tuple(
        either(f"book-{name}.epub", lambda declared=declared, times=times: made(declared, times), *_ENDS, lacks="root:")  # type: ignore[misc]
        for name, declared, times in _ALL
    )


def _documents() -> tuple[Made, ...]:
    return tuple(
        either(
            f"document-{name}.docx",
            lambda declared=declared, times=times: a_document(f"<w:p><w:r><w:t>{'&e9;' * times}</w:t></w:r></w:p>", doctype=f"<!DOCTYPE x [{declared}]>"),  # type: ignore[misc]
            *_ENDS, lacks="root:",
        )
        for name, declared, times in _ALL
    )  # fmt: skip


def _workbooks() -> tuple[Made, ...]:
    return tuple(
        either(
            f"workbook-{name}.xlsx",
            lambda declared=declared, times=times: a_workbook(f"<row r='2'><c t='inlineStr'><is><t>{'&e9;' * times}</t></is></c></row>", doctype=f"<!DOCTYPE x [{declared}]>"),  # type: ignore[misc]
            *_ENDS, lacks="root:", says="",
        )
        for name, declared, times in _ALL
    )  # fmt: skip


def _pages_in_books() -> tuple[Made, ...]:
    page = f"<!DOCTYPE html [{FILE}{LAUGHS}]><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{FIGURE} &e9;</p></body></html>"
    return (
        read("book-page-entities.epub", lambda: a_book(page.encode()), lacks="root:"),
        read("xhtml-entities.xhtml", f'<?xml version="1.0"?>{page}', lacks="root:"),
    )


_SHAPES: Final = (
    either("feed-deep.rss", lambda: feed("<a>" * 200_000 + item("")), *_ENDS, door="corpus"),
    either("feed-attributes.rss", lambda: feed(named(100_000, "a{}='1'") + item("")), "timeout", *_ENDS, dear=True, door="corpus"),
    either("feed-namespaces.rss", lambda: feed(named(20_000, "xmlns:a{0}='u{0}'") + item("")), "timeout", *_ENDS, dear=True, door="corpus"),
    either("feed-comments.rss", lambda: feed("<!-- -->" * 300_000 + item("")), *_ENDS, door="corpus"),
    either("feed-prolog.rss", lambda: "<!-- " * 300_000 + feed(item("")), *_ENDS, says="", door="corpus"),
    either("feed-cdata-open.rss", feed(item("") + "<item><description><![CDATA[never closed"), *_ENDS, door="corpus"),
    either("feed-truncated.rss", feed(item("") * 3)[:-200], "damaged", door="corpus"),
    either("feed-nul.rss", feed(item("a\0b")), *_ENDS, says="", door="corpus"),
    either("feed-utf-16.rss", lambda: feed(item(""), head='<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"), *_ENDS, says="", door="corpus"),
    either("feed-ebcdic.rss", lambda: feed(item(""), head='<?xml version="1.0" encoding="cp037"?>').encode("cp037"), "empty", "binary", "damaged", says="", door="corpus"),
    either("feed-encoding-lies.rss", lambda: feed(item("Müller"), head='<?xml version="1.0" encoding="ascii"?>').encode(), *_ENDS, door="corpus"),
    read("feed-entry-page.rss", feed(item("&lt;div&gt;" * 20_000)), door="corpus"),
    either("feed-entry-attributes.rss", lambda: feed(item(named(200_000, "a{}=1").replace("<", "&lt;").replace(">", "&gt;"))), "timeout", "damaged", "too-large", dear=True, door="corpus"),
    read("feed-entries-3000.rss", lambda: feed(item("x") * 3_000), door="corpus", dear=True),
    read("feed-link-javascript.rss", feed(item("").replace("http://example.org/a", "javascript:alert(1)")), door="corpus"),
    refused("feed-empty.rss", feed(""), "empty", door="corpus"),
    either("feed-stylesheet.rss", feed(item(""), head='<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:9/x.xsl" type="text/xsl"?>'), "damaged", door="corpus"),
    read("feed-html-entities.rss", feed(item("&nbsp;&eacute;")), door="corpus"),
    either("feed-unknown-entity.rss", feed(item("&nosuch;")), "damaged", door="corpus"),
    refused("svg-alone.xml", "<svg xmlns='http://www.w3.org/2000/svg'><text>54 percent</text></svg>", "empty", "damaged", "no-sources", "read", door="corpus"),
    either("book-container-circle.epub", lambda: a_book(container="META-INF/container.xml"), "damaged", "empty", says=""),
    refused("book-package-outside.epub", lambda: a_book(container="../../etc/passwd"), "damaged"),
    refused("document-xml-broken.docx", lambda: a_zip({"word/document.xml": b"<broken"}), "damaged"),
    either("document-utf-7.docx", lambda: a_document("", encoding="utf-7"), "damaged"),
)  # fmt: skip
ENTITIES: Final[tuple[Made, ...]] = (
    *_feeds(), *_books(), *_documents(), *_workbooks(), *_pages_in_books(), *_SHAPES,
)  # fmt: skip
