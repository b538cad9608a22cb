"""The Say-so screen: what rests on whom, what breaks the house's policy, and which source documents there are and lack."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.render.make_ledger import small_ledger
from tests.workbench.hostile import assert_harmless

from sayso.model import House, SetHouse
from sayso.render.resting import unnamed as unnamed_claims
from sayso.render.view import view_of
from sayso.store.desk import Desk

NOW = "2026-11-28T12:00:00Z"


@pytest.fixture
def told(client: TestClient, desk: Desk, key: str) -> Callable[[House], str]:
    """The page under a policy."""

    def page(house: House) -> str:
        desk.append("", [SetHouse(house=house)], who="Ann", when=NOW, seen=0)
        return client.get(f"/d/{key}/sayso").text

    return page


def test_every_speaker_and_what_rests_on_it_alone(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}/sayso").text
    for speaker in small_ledger().speakers:
        assert speaker.name in page
    row = page[page.index("engineers</bdi>") :].partition("</tr>")[0]
    assert "unnamed" in row
    assert f'href="/d/{key}?c=' in row


def test_source_documents_used_unused_and_wanted(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}/sayso").text
    assert "Der Kai von Norhaven" in page
    assert all(source.text_id in page for source in small_ledger().source_documents)
    assert "El Faro, in Spanish, before 2024-03-02, for claim 13" in page
    assert "Searched, and nothing rests on them" not in page


def test_without_a_policy_nothing_breaks_it(client: TestClient, key: str) -> None:
    page = client.get(f"/d/{key}/sayso").text
    assert "taken as they come" in page
    assert 'class="breaches"' not in page


def test_no_unnamed_source_at_all(told: Callable[[House], str]) -> None:
    page = told(House(unnamed="never"))
    assert "No claim may rest on an unnamed source." in page
    assert "break the policy" in page
    assert "who is not named" in page


def test_facts_alone(told: Callable[[House], str], desk: Desk, key: str) -> None:
    ledger = small_ledger()
    unnamed = [each.claim.id for each in unnamed_claims(view_of(ledger))]
    assert len(unnamed) > 1
    claims = (replace(claim, sort="fact" if claim.id == unnamed[0] else claim.sort) for claim in ledger.claims)
    desk.put(replace(ledger, version="2", claims=tuple(claims)), who="Ann", when=NOW, key=key)
    assert told(House(unnamed="never")).count("who is not named") == len(unnamed)
    page = told(House(unnamed="facts_only"))
    assert page.count("who is not named") == len(unnamed) - 1
    assert "fact, on " not in page


def test_the_share_that_may_rest_on_them(told: Callable[[House], str]) -> None:
    assert "more than 1 %" in told(House(most_unnamed=0.01))
    assert "more than" not in told(House(most_unnamed=1.0)).partition("Who it rests on")[0]


def test_hostile_names_are_text(client: TestClient, evil: tuple[str, str]) -> None:
    assert_harmless(client, f"/d/{evil[0]}/sayso")


def test_there_is_no_say_so_of_no_document(client: TestClient) -> None:
    assert client.get("/d/nowhere/sayso").status_code == 404
