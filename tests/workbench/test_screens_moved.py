"""What moved when an article was read anew: every act's fate, what to look at again first, and what changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger
from tests.workbench.hostile import EVIL, assert_harmless, hostile

from sayso.model import Ledger, Note, text_id
from sayso.store.desk import Desk

NOW = "2026-11-28T13:00:00Z"


@pytest.fixture
def reread(client: TestClient, desk: Desk, key: str) -> Callable[[Ledger], str]:
    """The page after c1 was judged and c2 noted, and the article read anew as this ledger."""

    def page(ledger: Ledger) -> str:
        for fields in ({"do": "judge", "ids": "c1", "value": "matches"}, {"do": "note", "claim": "c2", "text": "look"}):
            client.post(f"/d/{key}/acts", data=fields | {"seen": "99", "back": ""})
        desk.put(ledger, who="Ann", when=NOW, key=key)
        assert f'href="/d/{key}/history/moved"' in client.get(f"/d/{key}/history").text
        return client.get(f"/d/{key}/history/moved").text

    return page


def test_what_was_read_once_has_not_moved(client: TestClient, key: str) -> None:
    assert client.get(f"/d/{key}/history/moved").status_code == 404
    assert client.get("/d/nowhere/history/moved").status_code == 404
    assert "What moved" not in client.get(f"/d/{key}/history").text


def test_where_everything_stands_as_before_nothing_is_to_be_seen(reread: Callable[[Ledger], str]) -> None:
    page = reread(replace(small_ledger(), version="0.2.0"))
    assert "2 acts stand where they stood" in page
    assert "Nothing: every decision stands" in page
    assert 'by Sayso <bdi dir="auto">0.2.0</bdi>' in page


def test_a_judgement_on_what_was_found_otherwise_is_to_be_looked_at(reread: Callable[[Ledger], str], key: str) -> None:
    ledger = small_ledger()
    traces = (replace(trace, finding="differs") if trace.id == "t1" else trace for trace in ledger.traces)
    page = reread(replace(ledger, version="0.2.0", traces=tuple(traces)))
    look = page[page.index('class="to-see"') :].partition("</ul>")[0]
    assert "look again" in look
    assert f'href="/d/{key}?c=c1#panel"' in look
    assert f'href="/d/{key}/history#e2"' in look
    assert look.count("<li>") == 1
    assert "They are the same." not in page[page.index('id="h-entries"') :]


def test_what_has_no_place_any_more_is_told(reread: Callable[[Ledger], str]) -> None:
    ledger = small_ledger()
    words = "y" * len(ledger.document.text)
    doc = replace(ledger.document, text=words, text_id=text_id(words), links=(), blocks=())
    empty = {
        "figures": (),
        "claims": (),
        "attributions": (),
        "flags": (),
        "traces": (),
        "sentences": (),
        "problems": (),
    }
    page = reread(replace(ledger, document=doc, **empty))
    assert "2 acts have no sure place now" in page


def test_hostile_words_are_text(client: TestClient, desk: Desk, evil: tuple[str, str]) -> None:
    key, _ = evil
    desk.append(key, [Note(target=None, text=EVIL)], who=EVIL.replace("\0", ""), when=NOW, seen=1)
    fields = {"do": "judge", "ids": "c1", "value": "matches", "seen": "99", "back": ""}
    client.post(f"/d/{key}/acts", data=fields)
    ledger, _ = hostile()
    desk.put(replace(ledger, version="2", traces=(), claims=(), figures=()), who="Ann", when=NOW, key=key)
    assert_harmless(client, f"/d/{key}/history/moved", shows=False)
