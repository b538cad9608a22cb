"""What people's acts make of a ledger: a pure fold of events, with conflicts shown and nothing overwritten."""

from .anchors import anchor_of, placed, target_of
from .history import actions_of, live, redoable, undoable
from .review import ClaimState, Review, Signature, Unplaced, review_of
from .rewrite import rewritten, rewritten_entry
from .standing import Standing
from .withheld import blackened, withheld_review, withhold

__all__ = [
    "ClaimState",
    "Review",
    "Signature",
    "Standing",
    "Unplaced",
    "actions_of",
    "anchor_of",
    "blackened",
    "live",
    "placed",
    "redoable",
    "review_of",
    "rewritten",
    "rewritten_entry",
    "target_of",
    "undoable",
    "withheld_review",
    "withhold",
]
