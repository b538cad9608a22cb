"""A ledger with a review of every kind of act, signed twice, as JSON: what the browser tests look at as a signed report.

python tests/browser/reviewed.py LEDGER.json REVIEWED.json
"""

from __future__ import annotations

import sys
from pathlib import Path

from sayso.model import (
    Accept,
    Act,
    Claim,
    Event,
    House,
    Judge,
    Ledger,
    Note,
    PassageRef,
    Rate,
    Rating,
    Reply,
    Sign,
    Target,
    Trace,
    Withhold,
)
from sayso.render import EXPORTS
from sayso.review import review_of, target_of

HOUSE = House(
    name="The Checking Desk",
    url="https://desk.example/",
    scale=(Rating(id="false", name="False", value=1), Rating(id="true", name="True", value=2)),
    unnamed="facts_only",
    most_unnamed=0.1,
)


def acts(ledger: Ledger) -> list[tuple[str, int, Act]]:
    """Acts as (who, seen, act): judgements, of which two are in conflict, a passage, verdicts, notes, replies, signings."""
    places = [target_of(ledger.document.text, "claim", claim) for claim in ledger.claims[:8]]
    best = {trace.claim: trace for trace in reversed(ledger.traces) if trace.passage}
    done: list[tuple[str, int, Act]] = []
    for claim, place in zip(ledger.claims, places, strict=False):
        done += _on(claim, place, best.get(claim.id))
    done += [
        ("ben", 0, Judge(target=places[0], value="other_scope")),
        ("ben", 99, Note(target=None, text="One report carries it all")),
    ]
    done += [
        ("ann", 99, Reply(target=None, by="Harbour office", text="We stand by our figures", received="2026-11-27"))
    ]
    figure = target_of(ledger.document.text, "figure", ledger.figures[0])
    done += [("ann", 99, Judge(target=figure, value="wrong")), ("ann", 99, Withhold(name="Maren Voss"))]
    done += [
        ("ann", 99, Sign(name="Ann Lee", ledger="b2:read")),
        ("ben", 99, Sign(name="Ben Okri", ledger="b2:read", correction="claim 2")),
    ]
    return done


def _on(claim: Claim, place: Target, trace: Trace | None) -> list[tuple[str, int, Act]]:
    done: list[tuple[str, int, Act]] = [("ann", 0, Judge(target=place, value="matches" if trace else "not_a_claim"))]
    if trace and trace.passage and trace.document:
        passage = trace.passage
        taken = PassageRef(document=trace.document, start=passage.start, end=passage.end, text=passage.text)
        done += [
            ("ann", 0, Accept(target=place, passage=taken)),
            ("ann", 0, Note(target=place, text=f"Seen: {claim.text}")),
        ]
        done += [("ann", 0, Rate(target=place, rating="true", reasons="So the passage says.", name="Ann Lee"))]
    return done


def main(source: Path, made: Path) -> None:
    """Read a ledger, write it with its review."""
    ledger = Ledger.from_json(source.read_bytes())
    events = [
        Event(seq=seq, document="d", who=who, when=f"2026-11-28T{10 + seq // 60}:{seq % 60:02}:00Z", seen=seen, act=act)  # type: ignore[arg-type]
        for seq, (who, seen, act) in enumerate(acts(ledger), start=1)
    ]
    text = EXPORTS["json"].render(review_of(ledger, events), HOUSE)
    made.write_bytes(text if isinstance(text, bytes) else text.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
