"""What people's acts make of a ledger: a pure fold of events, with conflicts shown and nothing overwritten."""

from .anchors import anchor_of, placed, target_of
from .history import actions_of, live, redoable, undoable
from .review import ClaimState, Review, Signature, Unplaced, review_of
from .standing import Standing
from .withheld import withhold

__all__ = [
    "ClaimState",
    "Review",
    "Signature",
    "Standing",
    "Unplaced",
    "actions_of",
    "anchor_of",
    "live",
    "placed",
    "redoable",
    "review_of",
    "target_of",
    "undoable",
    "withhold",
]
