"""Books in EPUB: the pages of the spine, in their order."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from sayso.model import Problem, UnreadableError

from .decode import charset_of_page, decode
from .draft import Builder, Draft, one_line
from .html import add_page
from .zipped import join, open_zip, read_entry

if TYPE_CHECKING:
    import zipfile

    from .formats import Source

_CONTAINER: Final = "META-INF/container.xml"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_PAGES: Final = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_DATE_LENGTH: Final = 10
#: Pages that were cut short are told up to so many.
_TOLD: Final = 5


def read_epub(source: Source) -> Draft:
    """Read an EPUB. The cover and the table of contents are read where the spine has them.

    Raises UnreadableError "damaged", "encrypted", "archive-unsafe", "too-large" or "empty".
    """
    with open_zip(source.data) as archive:
        path = _package_path(archive)
        package = _xml(_need(archive, path))
        names, missing = _spine(archive, package, posixpath.dirname(path))
        builder = Builder()
        cut: list[Problem] = []
        for name in names:
            data = _need(archive, name)
            text, _ = decode(data, charset_of_page(data)) if data.strip() else ("", ())
            if text.strip():
                cut += add_page(builder, text)
    return _draft(builder, package, (*_missing(missing), *cut[:_TOLD]))


def _missing(count: int) -> tuple[Problem, ...]:
    if not count:
        return ()
    message = f"{count} of the book's pages are not in the file"
    return (Problem(code="pages-unread", message=message, hint="fetch the book again"),)


def _draft(builder: Builder, package: Any, problems: tuple[Problem, ...]) -> Draft:
    date = _first(package, "date") or ""
    return Draft(
        text=builder.text,
        media_type="application/epub+zip",
        title=_first(package, "title"),
        byline=", ".join(filter(None, (one_line(found.text) for found in package.iter(f"{_DC}creator")))) or None,
        outlet=_first(package, "publisher"),
        published=date[:_DATE_LENGTH] if date[4:5] == date[7:8] == "-" and len(date) >= _DATE_LENGTH else None,
        language=_first(package, "language"),
        links=tuple(builder.links),
        blocks=tuple(builder.blocks),
        problems=problems,
    )


def _package_path(archive: zipfile.ZipFile) -> str:
    container = _xml(_need(archive, _CONTAINER))
    for found in container.iter("{*}rootfile"):
        path = join("", unquote(found.get("full-path") or ""))
        if path:
            return path
    raise UnreadableError("damaged", "the book does not say where its package lies", "fetch the book again")


def _spine(archive: zipfile.ZipFile, package: Any, folder: str) -> tuple[list[str], int]:
    """The names of the pages in reading order, and how many of them the archive lacks."""
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    held = frozenset(archive.namelist())
    names: list[str] = []
    missing = 0
    for reference in package.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or item.get("properties") == "nav":
            continue
        name = join(folder, unquote((item.get("href") or "").split("#")[0]))
        if name in held and name not in names:
            names.append(name)
        elif name not in held:
            missing += 1
    return names, missing


def _first(package: Any, name: str) -> str | None:
    return next((one_line(found.text) for found in package.iter(f"{_DC}{name}") if one_line(found.text)), None)


def _need(archive: zipfile.ZipFile, name: str) -> bytes:
    data = read_entry(archive, name)
    if data is None:
        raise UnreadableError("damaged", f"the book lacks {name!r}", "fetch the book again")
    return data


def _xml(data: bytes) -> Any:
    """A tree without entities, document types or network."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("damaged", f"the book's contents are broken: {error}", "fetch the book again") from error
