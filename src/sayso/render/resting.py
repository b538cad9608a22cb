"""What rests on whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from .view import ClaimView, View, known
from .words import KINDS, Known


@dataclass
class Resting:
    """A speaker, the claims that rest on it (it is their innermost source) and those that pass through it."""

    name: str
    kind: str
    known: Known
    rests: list[ClaimView] = field(default_factory=list)
    passes: list[ClaimView] = field(default_factory=list)


def resting(view: View) -> tuple[Resting, ...]:
    """Every speaker with what rests on it, most claims first, then in the order of the text.

    Each claim rests on its innermost source; without one it rests on the text's own voice, which comes as a speaker
    of the kind "the text itself".
    """
    rows: dict[str, Resting] = {}
    own = " · ".join(node.name for node in view.outer()) or "the text"
    for each in view.claims:
        ids = [ident for ident in each.claim.attribution if ident in view.attributions]
        if not ids:
            rows.setdefault("", Resting(own, "the text itself", "named")).rests.append(each)
        for place, ident in enumerate(ids):
            row = _row(view, rows, ident)
            held = row.rests if place == len(ids) - 1 else row.passes
            if each not in held[-1:]:
                held.append(each)
    return tuple(sorted(rows.values(), key=lambda row: -len(row.rests)))


def unnamed(view: View) -> tuple[ClaimView, ...]:
    """The claims whose innermost source is not named."""
    return tuple(each for each in view.claims if each.chain and each.chain[-1].known == "unnamed")


def _row(view: View, rows: dict[str, Resting], ident: str) -> Resting:
    said = view.attributions[ident]
    speaker = view.speakers.get(said.speaker or "")
    if speaker is None:
        name = view.name(said)
        return rows.setdefault(f"?{name.lower()}", Resting(name, KINDS[said.source_kind], known(said)))
    state: Known = "named" if speaker.named else "unnamed"
    return rows.setdefault(speaker.id, Resting(speaker.name, KINDS[speaker.kind], state))
