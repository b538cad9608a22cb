"""The house's policy for unnamed sources, and which claims break it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sayso.model import House, Sort, UnnamedPolicy

from .people import Decided
from .resting import unnamed
from .view import ClaimView, View
from .words import share

#: Each policy in words.
POLICIES: Final[dict[UnnamedPolicy, str]] = {
    "allow": "Unnamed sources are taken as they come.",
    "facts_only": "An unnamed source may stand for facts, not for opinions, demands or predictions.",
    "never": "No claim may rest on an unnamed source.",
}
#: What an unnamed source may not stand for where it may stand for facts alone.
_MORE_THAN_FACTS: Final[frozenset[Sort]] = frozenset(("opinion", "normative", "prediction"))


def policy_words(house: House) -> str:
    """The policy in words."""
    most = "" if house.most_unnamed is None else f" At most {share_words(house.most_unnamed)} of the claims may do so."
    return POLICIES[house.unnamed] + most


def share_words(part: float) -> str:
    """A share, 0 to 1, in percent."""
    return f"{round(100 * part, 1):g} %"


def breaches(view: View, house: House, decided: Mapping[str, Decided]) -> tuple[ClaimView, ...]:
    """The claims that break the policy; what a person judged to be no claim breaks nothing."""
    return tuple(each for each in _resting(view, decided) if _breaks(each, house))


def too_many(view: View, house: House, decided: Mapping[str, Decided]) -> str:
    """How the share of unnamed sources breaks the policy, in words; empty where it does not."""
    counted = [each for each in view.claims if not _dismissed(each, decided)]
    few = _resting(view, decided)
    if house.most_unnamed is None or not counted or len(few) / len(counted) <= house.most_unnamed:
        return ""
    part = share(len(few), len(counted))
    but = "" if len(counted) == len(view.claims) else ", without those that a person judged to be none,"
    most = share_words(house.most_unnamed)
    return f"{len(few)} of {len(counted)} claims ({part}){but} rest on sources without a name: more than {most}."


def _resting(view: View, decided: Mapping[str, Decided]) -> list[ClaimView]:
    return [each for each in unnamed(view) if not _dismissed(each, decided)]


def _dismissed(each: ClaimView, decided: Mapping[str, Decided]) -> bool:
    held = decided.get(each.claim.id)
    judged = held.judgement if held else None
    return judged is not None and not judged.conflict and judged.value == "not_a_claim"


def _breaks(each: ClaimView, house: House) -> bool:
    if house.unnamed == "never":
        return True
    return house.unnamed == "facts_only" and each.claim.sort in _MORE_THAN_FACTS
