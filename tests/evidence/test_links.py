"""Links and the documents they lead to, in one form; names of outlets; dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.evidence import keys_of_outlet, outlet_keys
from sayso.evidence.links import address_keys, canonical, link_keys
from sayso.evidence.named import Names, is_called, is_source_of
from sayso.model import SourceDocument
from sayso.trace.shelf import later_date


@pytest.mark.parametrize(
    "address",
    [
        "https://beacon.example/a/b",
        "http://www.beacon.example/a/b/",
        "HTTPS://Beacon.Example:443/a/b?utm_source=x&fbclid=1#top",
        "https://m.beacon.example/a/b/index.html",
        "https://web.archive.org/web/20260102030405/https://beacon.example/a/b",
        "https://beacon.example/a/%62",
    ],
)
def test_one_page_has_one_form(address: str) -> None:
    assert canonical(address) == "beacon.example/a/b"


@pytest.mark.parametrize(
    "address",
    [
        "https://beacon.example/a/b?id=2",
        "https://beacon.example:8080/a/b",
        "https://news.beacon.example/a/b",
        "https://beacon.example/a/B",
        "https://m.example/a/b",
    ],
)
def test_another_page_has_another(address: str) -> None:
    assert canonical(address) != "beacon.example/a/b"


@pytest.mark.parametrize(
    "address", ["", "a.txt", "mailto:a@b.example", "http://[", "http://x:99999/", "javascript:alert(1)"]
)
def test_what_is_no_web_address_has_none(address: str) -> None:
    assert canonical(address) is None
    assert link_keys(address) == frozenset()


@given(st.text(max_size=60).map("https://beacon.example/".__add__))
def test_a_form_is_its_own(address: str) -> None:
    """Whatever stands in a link, the form of a form is that form, and no address fails."""
    found = canonical(address)
    assert found is None or found.startswith("beacon.example")


def _source(uri: str, **names: str) -> SourceDocument:
    return SourceDocument(id="d:a", text_id="t", uri=uri, **names)  # type: ignore[arg-type]


def test_a_file_by_its_telling_name() -> None:
    """The name of a downloaded file tells where it is from, "index.html" and "a1.pdf" do not."""
    link = link_keys("https://floods.example/files/flood_report_2026.pdf?download=1")
    assert link & address_keys(_source("sources/flood_report_2026.pdf"))
    assert link & address_keys(_source("sources/flood_report_2026.pdf#part3"))
    assert not link_keys("https://floods.example/index.html") & address_keys(_source("sources/index.html"))
    assert not link_keys("https://floods.example/a1.pdf") & address_keys(_source("a1.pdf"))
    assert not link & address_keys(_source("https://other.example/flood_report_2026.pdf"))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("El País", "elpais.com"),
        ("The Guardian", "https://www.theguardian.com/world"),
        ("FAZ", "Frankfurter Allgemeine Zeitung"),
        ("Frankfurter Allgemeine", "www.faz.net"),
        ("Süddeutsche Zeitung", "sueddeutsche.de"),
        ("The New York Times", "nytimes.com"),
        ("Die Welt", "Welt"),
        ("Spain's El País", "elpais.com"),
    ],
)
def test_names_of_one_outlet_meet(name: str, other: str) -> None:
    assert set(outlet_keys(name)) & set(outlet_keys(other))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("El País", "País Vasco Hoy"),
        ("The Times", "nytimes.com"),
        ("AP", "App"),
        ("", ""),
        ("Lloyd's List", "List"),
        ("Ireland's Own", "Own"),
    ],
)
def test_names_of_two_do_not(name: str, other: str) -> None:
    assert not set(outlet_keys(name)) & set(outlet_keys(other))


def test_a_page_has_the_keys_of_its_address() -> None:
    """Of its uri or the address that it gives as its own; an address that is none has none."""
    assert "elpais" in keys_of_outlet(_source("https://english.elpais.com/a"))
    assert "elpais" in keys_of_outlet(_source("a.html", address="https://elpais.com/a"))
    assert keys_of_outlet(_source("http://[")) == ()


def test_a_newspaper_is_not_the_body_in_its_title() -> None:
    """A title tells whose a report is, and of a newspaper's piece whom it writes of."""
    title = "Valdemar Flood Institute counts houses"
    assert is_source_of("Valdemar Flood Institute", _source("a.txt", title=title))
    assert not is_source_of("Valdemar Flood Institute", _source("a.txt", title=title, outlet="Daily Gazette"))
    assert not is_source_of("Valdemar Flood Institute", _source("a.txt", title=title, outlet="El País"))


def test_a_name_without_its_small_words() -> None:
    """Articles and nouns for documents say not whose it is, in any language; a name in capitals is none of them."""
    assert is_source_of(
        "Studie der Forschungsstelle Radikalisierung", _source("a.txt", outlet="Forschungsstelle Radikalisierung")
    )
    assert is_source_of("WHO", _source("who_2024.pdf"))
    assert not is_source_of("El País", _source("a.txt", title="En el país de las casas"))


def test_a_name_in_another_language() -> None:
    assert is_called(
        "study by the Radicalisation Research Unit in Bremen", "en", "Forschungsstelle Radikalisierung", "de"
    )
    assert not is_called("National Statistics Office", "en", "Instituto Nacional de Meteorología", "es")


@pytest.mark.parametrize(
    ("theirs", "ours", "later"),
    [
        ("2026-03-01", "2026-02-28", "2026-03-01"),
        ("2026-03-01T10:00:00Z", "2026-02", "2026-03-01"),
        ("2026-02-28", "2026-02", ""),
        ("2026-02", "2026-02-01", ""),
        ("2026-02-01", "2026-02-01", ""),
        (None, "2026-02-01", ""),
        ("2026-02-01", None, ""),
    ],
)
def test_later(theirs: str | None, ours: str | None, later: str) -> None:
    assert later_date(theirs, ours) == later


def test_names_find_what_each_document_says_itself() -> None:
    """Looking names up gives the documents of which `is_source_of` holds, whichever way they are known."""
    sources = [
        _source("a.txt", outlet="El País"),
        _source("https://elpais.com/b"),
        _source("c.txt", title="Valdemar Flood Institute counts houses"),
        _source("who_2024.pdf"),
        _source("hafenkurier_2024.html"),
        _source("f.txt", outlet="Frankfurter Allgemeine Zeitung"),
        _source("g.txt", title="Hard times ahead: who pays?"),
    ]
    names = Names(sources)
    for name in (
        "El País",
        "FAZ",
        "World Health Organization",
        "Hafenkurier",
        "Valdemar Flood Institute report",
        "The Times",
        "",
        "The",
    ):
        assert names.of(name) == tuple(
            sorted((one for one in sources if is_source_of(name, one)), key=lambda one: one.uri)
        )
    assert len(names.of("El País")) == 2
