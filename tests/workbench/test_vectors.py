"""A corpus of strings that run where a page lets them: in every place that a document, a person or a file name fills, nothing does.

Each page is read by two parsers, and held against the same page of harmless words: it has no element and no attribute that
the harmless one has not, and shows the string as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html as lxml_html
from msgspec.structs import replace
from starlette.testclient import TestClient

from sayso.model import House, Note, Rate, Rating, Reply, SetHouse, Sign, Withhold
from sayso.render.safe import shown
from sayso.review import target_of
from sayso.store.desk import Desk, open_desk
from sayso.workbench import make_app

from .asked import nothing_is_read
from .conftest import NOW, ORIGIN, SETTINGS
from .hostile import hostile

VECTORS: Final[list[str]] = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
HARMLESS: Final = "Forty boats sank."
#: Without a space, so that the address that ends with it may be a link.
LINKED: Final = "Forty-boats"
_LEADING: Final = ("href", "src", "action", "formaction")
_SHORT: Final = ("", "/preview")
_LONG: Final = ("?c=c1", "/trace/c1", "/figures", "/sayso", "/report", "/history", "/claims", "/claims/c1", "/text")
#: Some that are of a kind of their own, for pages that each of the others has no place of its own on.
_SOME: Final = (VECTORS[0], VECTORS[14], *(one for one in VECTORS if one.startswith(('" ', "' ", "</t", "{{", "<\0"))))

Parts = set[tuple[str, str]]


class _Parts(HTMLParser):
    """Elements, and their attributes, as Python's own parser sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Parts = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {(tag, "")} | {(tag, name) for name, _ in attrs}


def _parts(page: str) -> Parts:
    """The elements of a page and their attributes, by both parsers."""
    other = _Parts()
    other.feed(page)
    root: Any = lxml_html.fromstring(page)
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    mine = {(each.tag, "") for each in elements}
    return other.found | mine | {(each.tag, name) for each in elements for name in each.attrib}


def _put(desk: Desk, words: str) -> str:
    """A document with these words in every place of it, and people who say them; gives its key."""
    ledger, there = hostile(words, "")
    who = words.replace("\0", "")  # a name with NUL is refused before it is kept
    kept = desk.put(
        replace(ledger, version="1"), who=who, when=NOW, sources=(there,), key=f"k{abs(hash(words))}", fresh=True
    )
    claim = target_of(ledger.document.text, "claim", ledger.claims[0])
    acts = [
        Note(target=claim, text=words),
        Note(target=None, text=words),
        Reply(target=claim, by=words, text=words, received=words),
        Rate(target=claim, rating="r", reasons=words, name=words),
        Sign(name=words, ledger=kept.ledger, correction=words),
    ]
    desk.append(kept.key, acts, who=who, when=NOW, seen=0)
    return kept.key


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Desk, dict[str, str]]]:
    """A workbench whose desk has a document for every vector, and one of harmless words."""
    with open_desk(tmp_path_factory.mktemp("vectors") / "desk.sayso") as desk:
        keys = {words: _put(desk, words) for words in (HARMLESS, LINKED, *VECTORS)}
        with nothing_is_read(), TestClient(make_app(desk, SETTINGS), base_url=ORIGIN, follow_redirects=False) as client:
            client.get("/?token=let-me-in")
            client.headers["Origin"] = ORIGIN
            yield client, desk, keys


@pytest.fixture(scope="module")
def ours(bench: tuple[TestClient, Desk, dict[str, str]]) -> dict[str, Parts]:
    """What each page is made of, by its address within a document."""
    client, _, keys = bench

    def made(path: str) -> Parts:
        return {part for words in (HARMLESS, LINKED) for part in _parts(client.get(f"/d/{keys[words]}{path}").text)}

    return {path: made(path) for path in (*_SHORT, *_LONG)}


def _assert_harmless(page: str, ours: Parts, words: str) -> None:
    found = _parts(page)
    assert found <= ours, sorted(found - ours)
    assert not any(name.startswith("on") or name in {"srcdoc", "formaction"} for _, name in found)
    root: Any = lxml_html.fromstring(page)
    for element in root.iter():
        for name in _LEADING:
            value = str(element.get(name) or "/")
            assert value.startswith(("/", "#", "?", "http://x/", "data:image/png")), value[:80]
            assert not value.startswith("//"), value[:80]
    assert " ".join(shown(words).split()) in " ".join(root.text_content().split())


def test_there_are_many() -> None:
    assert len(set(VECTORS)) == len(VECTORS) >= 60


@pytest.mark.parametrize("words", VECTORS)
def test_nothing_runs(bench: tuple[TestClient, Desk, dict[str, str]], ours: dict[str, Parts], words: str) -> None:
    """On the Read screen and in the report, in the text, title, byline, outlet, address, say-so, figures, passages, notes, names."""
    client, _, keys = bench
    for path in _SHORT:
        answer = client.get(f"/d/{keys[words]}{path}")
        assert answer.status_code == 200
        _assert_harmless(answer.text, ours[path], words)


@pytest.mark.parametrize("words", _SOME)
@pytest.mark.parametrize("path", _LONG)
def test_nothing_runs_elsewhere(
    bench: tuple[TestClient, Desk, dict[str, str]], ours: dict[str, Parts], path: str, words: str
) -> None:
    client, _, keys = bench
    _assert_harmless(client.get(f"/d/{keys[words]}{path}").text, ours[path], words)


def test_nothing_runs_where_all_are_listed(bench: tuple[TestClient, Desk, dict[str, str]]) -> None:
    """The desk with every title and outlet, and every name of a file that waits to be read; and the house's name and scale."""
    client, desk, _ = bench
    client.post("/read", files={"article": ("boats.txt", b"Forty boats sank.")})
    ours = _parts(client.get("/?q=Forty").text)
    for at, words in enumerate(VECTORS):
        name = shown(words).replace("\n", " ").replace("\t", " ")
        assert client.post("/read", files={"article": (name, f"Words {at}.".encode())}).status_code == 303
    waiting = list(client.app.state.bench.jobs.all())  # type: ignore[attr-defined]
    assert len(waiting) == len(VECTORS) + 1
    ours |= _parts(client.get(f"/jobs/{waiting[0].id}").text)
    for page in range(1, 5):
        found = _parts(client.get(f"/?page={page}").text)
        assert found <= ours | {("a", "rel"), ("a", "aria-current"), ("nav", ""), ("nav", "aria-label")}, found - ours
    for job in waiting[:: len(waiting) // 12]:
        assert _parts(client.get(f"/jobs/{job.id}").text) <= ours
    ours = _parts(client.get("/house").text)
    for words in _SOME:
        house = House(name=words, url=words, scale=(Rating(id="r", name=words, value=1, meaning=words),))
        desk.append("", [SetHouse(house=house)], who="Ann", when=NOW, seen=desk.head)
        shown_now = client.get("/house").text
        assert {part for part in _parts(shown_now) - ours if part[0] not in {"li", "ol", "ul", "time", "bdi"}} == set()


@pytest.mark.parametrize("words", _SOME)
def test_nothing_runs_of_what_is_typed_into_an_address(
    bench: tuple[TestClient, Desk, dict[str, str]], words: str
) -> None:
    """Words that are looked for, people, claims, versions, places to go on to: all come back on a page."""
    client, _, keys = bench
    key = keys[HARMLESS]
    for path, name in (
        ("/", "q"),
        (f"/d/{key}/history", "who"),
        (f"/d/{key}/figures", "kind"),
        (f"/d/{key}", "c"),
        ("/", "outlet"),
    ):
        none, some, page = (_parts(client.get(path, params={name: value}).text) for value in ("none such", "", words))
        assert page <= none | some, path
    for path in (f"/d/{key}/report", f"/d/{key}/none", "/jobs/x"):
        answer = client.get(path, params={"version": words}, headers={"Accept": "text/html"})
        assert answer.status_code == 404
        assert not any(name.startswith("on") for _, name in _parts(answer.text))


def test_a_name_that_is_withheld_is_no_markup_either(bench: tuple[TestClient, Desk, dict[str, str]]) -> None:
    """Names are taken out of texts by looking for them: what is put in their place is no way in."""
    client, desk, keys = bench
    ours = {part for words in (HARMLESS, LINKED) for part in _parts(client.get(f"/d/{keys[words]}/preview").text)}
    for words in _SOME:
        desk.append(keys[words], [Withhold(name=words.strip())], who="Ann", when=NOW, seen=99)
        assert _parts(client.get(f"/d/{keys[words]}/preview?version=draft").text) <= ours
