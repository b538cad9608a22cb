"""The report as signed: what people decided stands beside what the machine found, and nobody's page changes without them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.model import House
from sayso.render import EXPORTS, render_html

from .make_ledger import small_ledger
from .make_review import HOUSE, hostile_review, signed_review, unsigned_review, withheld_review


def _page(review: Any, house: House = HOUSE) -> str:
    text = EXPORTS["html"].render(review, house)
    assert isinstance(text, str)
    return text


def _words(html: str) -> str:
    """What a reader sees: without style, script and tags, on one line."""
    parts: list[str] = []

    class Reader(HTMLParser):
        hidden = False

        def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002  the parser's own signature
            self.hidden = tag in {"style", "script"}

        def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  the same
            self.hidden = False

        def handle_data(self, data: str) -> None:
            if not self.hidden:
                parts.append(data)

    Reader().feed(html)
    return re.sub(r" (?=[,:;.])", "", " ".join(" ".join(parts).split()))


def _claim(html: str, number: int) -> str:
    found = re.search(rf'<article class="claim" id="c{number}".*?</article>', html, re.DOTALL)
    assert found
    return _words(found.group())


def test_what_the_machine_found_before_people_is_told_with_its_drift() -> None:
    assert "Found by the machine ≈ matches with drift Judgement ✓ matches, ann" in _claim(_page(signed_review()), 1)


def test_without_a_review_nothing_of_it_is_on_the_page() -> None:
    html = render_html(small_ledger())
    assert "Draft: nobody has signed it." in html
    assert not re.search(r'class="(people|decided|signed)"|h-review|\.people', html)


def test_a_judgement_stands_beside_the_machines_finding() -> None:
    words = _claim(_page(signed_review()), 2)
    assert "Review Found by the machine ≠ differs Judgement ✓ matches, ann, 2026-11-28" in words
    assert "Verdict Partly true, Ann Lee, 2026-11-28: It counts towns rightly." in words
    assert "Note ann, 2026-11-28: Ask Ines Marrow, who was there" in words
    assert "≠ differs suggested by the machine" in words
    assert "Passage “El informe cifra el coste" in words


def test_the_accepted_passage_comes_first_and_is_told() -> None:
    words = _claim(_page(signed_review()), 2)
    assert words.index("El informe cifra") < words.index("Nach Angaben der Ingenieure")
    assert words.count("passage accepted by a person") == 1


def test_a_conflict_shows_every_voice() -> None:
    review = signed_review()
    number = 1 + [claim.id for claim in review.ledger.claims].index("c7")
    assert "in conflict: ⊂ other scope, cal, 2026-11-28; ≠ differs, ben, 2026-11-28" in _claim(_page(review), number)


def test_what_people_added_and_edited_is_told() -> None:
    words = _words(_page(signed_review()))
    assert "Claim added by cal on 2026-11-28" in words
    assert "Claim edges set anew by ben on 2026-11-28" in words


def test_who_signed_it_and_the_history_of_versions() -> None:
    html = _page(signed_review())
    words = _words(html)
    assert "Draft" not in words
    assert 'class="signed"' in html
    versions = words[words.index("Versions") :]
    assert versions.index("Ben Okri on 2026-11-28, version 2; correction") < versions.index(
        "Ann Lee on 2026-11-28, version 1"
    )
    assert "Reply" in words
    assert "Port authority, 2026-11-26: We stand by it" in words
    assert "ben, 2026-11-28: The whole leans on one report" in words


def test_what_has_no_place_in_the_text_is_told_not_dropped() -> None:
    assert "Decided of words that are not in this text cal, 2026-11-28: “words that are not there at all”" in _words(
        _page(signed_review())
    )


@pytest.mark.parametrize(
    ("policy", "most", "told"),
    [
        ("allow", None, "Unnamed sources are taken as they come. No claim breaks it."),
        ("facts_only", None, "not for opinions, demands or predictions. Claims that break it: 3 5 "),
        ("never", None, "No claim may rest on an unnamed source. Claims that break it: 3 5 "),
        ("allow", 0.5, "At most 50 % of the claims may do so. No claim breaks it."),
        ("allow", 0.05, "2 of 16 claims (12 %) rest on sources without a name: more than 5 %. No claim"),
    ],
)
def test_the_policy_for_unnamed_sources_and_who_breaks_it(policy: Any, most: float | None, told: str) -> None:
    words = _words(_page(signed_review(), replace(HOUSE, unnamed=policy, most_unnamed=most)))
    assert told in words


def test_a_figure_that_was_judged_is_told_in_the_table() -> None:
    assert "wrong, ann, 2026-11-28" in _words(_page(signed_review()))


def test_an_unsigned_review_is_a_draft() -> None:
    words = _words(_page(unsigned_review()))
    assert "Draft: nobody has signed it." in words
    assert "Judgement ✓" not in words
    assert "Found by the machine" not in words


def test_the_policy_of_the_page_holds_its_style_and_nothing_hostile_is_markup() -> None:
    html = _page(*hostile_review())
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    assert "sha256-" in html
    assert html.count("<script>") == 1
    tags = re.findall(r"<(img|svg|iframe|object|embed|form action|base)\b", html)
    assert not tags
    assert 'href="javascript:' not in html
    assert "\u202e" not in html


def test_the_packet_holds_report_ledger_and_events_as_signed() -> None:
    content = EXPORTS["packet"].render(withheld_review(), HOUSE)
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as packet:
        files = {name: packet.read(name) for name in packet.namelist()}
    assert set(files) == {
        "README.txt",
        "SHA256SUMS",
        "events.jsonl",
        "ledger.json",
        "report.html",
        "searched.json",
        "summary.txt",
    }
    sums = {one[66:]: one[:64] for one in files["SHA256SUMS"].decode().splitlines()}
    assert sums == {name: sha256(body).hexdigest() for name, body in files.items() if name != "SHA256SUMS"}
    events = [json.loads(one) for one in files["events.jsonl"].splitlines()]
    assert [event["seq"] for event in events] == list(range(1, 24))
    assert files["report.html"].decode() == EXPORTS["html"].render(withheld_review(), HOUSE)
    assert files["ledger.json"].decode() == EXPORTS["json"].render(withheld_review(), HOUSE)
    assert b"Draft" not in files["summary.txt"]
