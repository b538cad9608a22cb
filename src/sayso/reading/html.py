"""Pages of HTML: what trafilatura finds to be the article, with tables read row by row.

Where it finds nothing, the whole page is read, and a problem says so.
"""

from __future__ import annotations

import logging
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

import msgspec

from sayso.model import Problem, UnreadableError

from .decode import charset_of_header, charset_of_page, decode
from .draft import Builder, Draft, one_line, page_address, scrub
from .tree import Grid, Walk, add_grid, read_grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from .formats import Source

#: What a browser shows as soon as its words are looked for.
_FOUND: Final = "until-found"
#: Above this share of the text that is hidden, it is not what nobody sees.
_MOST_HIDDEN: Final = 0.5
_CHECK: Final = "check that it was saved in full"
_SAVE: Final = "save it anew, or give the article's text"
_TOKEN: Final = "sxtable{}x"  # noqa: S105 - a mark in a table, no secret
#: Dates are looked for in what a page declares alone; the latest is fixed, for no clock may change what is read.
_DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}


def read_html(source: Source) -> Draft:
    """Read a page. Raises UnreadableError "empty" where it holds no text, "binary", "too-large"."""
    text, problems = decode(source.data, charset_of_header(source.content_type) or charset_of_page(source.data))
    tree, cut = parse_page(text)
    problems = (*problems, *cut)
    _drop_unseen(tree)
    base = _base(tree, source.uri)
    page, grids = _article(tree, base)
    builder = Builder()
    title = one_line(page.title) if page is not None else _title(tree)
    if page is not None:
        _walk_article(builder, page.body, title, base, grids)
    if not any(block.kind != "title" for block in builder.blocks):
        builder = Builder()
        Walk(builder, base).run(_body(tree))
        problems = (*problems, _whole())
    return Draft(
        text=builder.text,
        media_type="text/html",
        title=title,
        byline=one_line(page.author) if page is not None else None,
        outlet=one_line(page.sitename) if page is not None else None,
        published=page.date if page is not None else None,
        address=_address(tree),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        links=tuple(builder.links),
        blocks=tuple(builder.blocks),
        problems=problems,
    )


def _drop_unseen(tree: Any) -> None:
    """Take out what no browser shows: what it says is not what the page says.

    Where most of a page is hidden, a script shows it (pages that are streamed come so), and it stays.
    """
    hidden = [element for element in tree.iter() if element.get("hidden") is not None and _may_go(element)]
    outermost = [element for element in hidden if all(one.get("hidden") is None for one in element.iterancestors())]
    shown = sum(map(_length, outermost)) <= _MOST_HIDDEN * _length(_body(tree))
    templates = [element for element in tree.iter("template") if element.get("shadowrootmode") is None]
    for element in (*templates, *(hidden if shown else ())):
        if element.getparent() is not None:
            element.drop_tree()
    for element in () if shown else hidden:
        del element.attrib["hidden"]


def _may_go(element: Any) -> bool:
    return element.tag not in ("html", "body", "head", "template") and element.get("hidden") != _FOUND


def _length(element: Any) -> int:
    """The characters of an element that are no white space, scripts and styles left out."""
    return sum(
        len(word) for part in element.xpath(".//text()[not(parent::script or parent::style)]") for word in part.split()
    )


def read_piece(source: Source) -> Draft:
    """Read a piece of HTML, in UTF-8, that is the article already, without a page around it, under its title.

    Raises UnreadableError "empty" where it holds no text, "damaged", "too-large".
    """
    builder = Builder()
    if source.title:
        builder.add("title", source.title)
    problems = add_page(builder, source.data.decode("utf-8", "surrogatepass"), source.uri)
    if not any(block.kind != "title" for block in builder.blocks):
        raise UnreadableError("empty", "there is no text in it", _CHECK)
    return Draft(
        text=builder.text, media_type="text/html", links=tuple(builder.links), blocks=tuple(builder.blocks),
        problems=problems,
    )  # fmt: skip


def parse_page(text: str) -> tuple[Any, tuple[Problem, ...]]:
    """The tree of a page, without comments, and word of it where the parser did not come to the page's end; nothing is fetched.

    Raises UnreadableError "empty" where there is no tree, "damaged" where it was cut short before any text.
    """
    from lxml import etree, html

    # Without `huge_tree` all that follows a depth of 256 elements, or an attribute of 10 MB, is left out. Time and memory are bounded by the process.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        tree = html.document_fromstring(scrub(text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableError("empty", "there is no text in the page", _CHECK) from error
    faults = parser.error_log.filter_from_fatals()
    if not faults:
        return tree, ()
    if not any(words.strip() for words in _body(tree).itertext()):
        raise UnreadableError("damaged", f"the page cannot be read: {faults[0].message.strip()}"[:200], _SAVE)
    message = f"the page was not read to its end: {faults[0].message.strip()}"[:200]
    return tree, (Problem(code="cut-short", message=message, hint=_SAVE),)


def add_page(builder: Builder, text: str, base: str = "") -> tuple[Problem, ...]:
    """Add all that stands in a page to a text, menus and all; gives word of it where it was cut short."""
    tree, problems = parse_page(text)
    Walk(builder, base).run(_body(tree))
    return problems


def _body(tree: Any) -> Any:
    body = tree.find("body")
    return tree if body is None else body


def _base(tree: Any, uri: str) -> str:
    declared = tree.find(".//base[@href]")
    own = uri if uri.startswith(("http://", "https://")) else ""
    return (declared.get("href") if declared is not None else "") or own


def _address(tree: Any) -> str | None:
    """The web address that a page gives as its own, in its head; none that is no address of a page."""
    declared = [element.get("href") for element in tree.iterfind("./head/link[@rel='canonical']")]
    declared += [element.get("content") for element in tree.iterfind("./head/meta[@property='og:url']")]
    return next((address for address in map(page_address, declared) if address), None)


def _article(tree: Any, base: str) -> tuple[Any, dict[str, Grid]]:
    """What trafilatura finds, and the tables in it by their marks.

    Tables are marked, to be found again in what it gives. It does not always keep a table together: then its rows are
    given to it as a paragraph. Where a mark ends up in the midst of a text even so, it does without them.
    """
    for write in (_mark, _replace):
        marked = deepcopy(tree)
        grids = _write_marks(marked, base, write)
        page = _extract(marked, base)
        if page is None or not grids or _marks_stand_well(page.body, grids):
            return page, grids
    return _extract(deepcopy(tree), base), {}


def _write_marks(tree: Any, base: str, write: Callable[[Any, Grid, str], None]) -> dict[str, Grid]:
    grids = {}
    for number, table in enumerate(list(tree.iter("table"))):
        grid = read_grid(table, base)
        if grid:
            token = _TOKEN.format(number)
            grids[token] = grid
            write(table, grid, token)
    return grids


def _mark(table: Any, _: Grid, token: str) -> None:
    cell = next((cell for cell in table.iter("td", "th") if cell.text or len(cell)), None)
    if cell is not None:
        cell.text = f"{token} {cell.text or ''}"


def _replace(table: Any, grid: Grid, token: str) -> None:
    """Put a paragraph with all that the table says in its place."""
    builder = Builder()
    add_grid(builder, grid)
    tail = table.tail
    table.clear()
    table.tag, table.tail = "p", tail
    table.text = f"{token} {builder.text}"


def _marks_stand_well(body: Any, grids: dict[str, Grid]) -> bool:
    """Whether each mark that is left opens a table, or a paragraph that says all of a table."""
    outer = [element for element in body.iter("table", "p") if next(element.iterancestors("table"), None) is None]
    opened = [element for element in outer if _token_of(element, grids)]
    written = sum(word in grids for word in " ".join(body.itertext()).split())
    apart = len({_token_of(element, grids) for element in opened})
    return written == len(opened) == apart and all(
        _is_whole(element, grids) for element in opened if element.tag == "p"
    )


def _token_of(element: Any, grids: dict[str, Grid]) -> str | None:
    words = " ".join(element.itertext()).split(maxsplit=1)
    return words[0] if words and words[0] in grids else None


def _is_whole(element: Any, grids: dict[str, Grid]) -> bool:
    """Whether a marked paragraph says all that its table says."""
    text = " ".join(" ".join(element.itertext()).split())
    at = 0
    for row in grids[text.split(maxsplit=1)[0]].rows:
        for cell in row:
            # Cells stand in their order: to look for each from the beginning would cost the square of a long table.
            found = text.find(cell.text, at) if cell.text else at
            found = text.find(cell.text) if found < 0 else found
            if found < 0:
                return False
            at = found
    return True


def _extract(tree: Any, base: str) -> Any:
    import trafilatura

    logging.getLogger("trafilatura").disabled = True
    return trafilatura.bare_extraction(
        tree,
        url=base or None,
        include_comments=False,
        include_tables=True,
        include_links=True,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )


def _walk_article(builder: Builder, body: Any, title: str | None, base: str, grids: dict[str, Grid]) -> None:
    opening = " ".join(" ".join(body.itertext()).split())[: 3 * len(title or "")]
    if title and title not in opening:
        builder.add("title", title)

    def known(element: Any) -> bool:
        token = _token_of(element, grids)
        if token:
            add_grid(builder, grids[token])
        return token is not None

    Walk(builder, base, html=False).run(body, known)
    _name_title(builder, title)


def _name_title(builder: Builder, title: str | None) -> None:
    """The first block that says the title is the title."""
    text = builder.text
    for at, block in enumerate(builder.blocks[:3]):
        if title and " ".join(text[block.start : block.end].split()) == title:
            builder.blocks[at] = msgspec.structs.replace(block, kind="title")
            return


def _title(tree: Any) -> str | None:
    return one_line(tree.findtext(".//title"))


def _whole() -> Problem:
    return Problem(
        code="page-whole",
        message="no article was found in the page; all of its text was read, menus and notices too",
        hint="if the page is built by a script, save it from the browser, or give the article's text",
    )
