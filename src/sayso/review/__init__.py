"""What people's acts make of a ledger: a pure fold of events, with conflicts shown and nothing overwritten."""

from .anchors import anchor_of, placed, target_of
from .change import Change, Changes, Edit, Part, Side, TextChange, changes_schema
from .changes import changes_of
from .history import actions_of, live, redoable, undoable
from .moved import Moved, moved
from .review import ClaimState, Review, Signature, Unplaced, review_of
from .rewrite import rewritten, rewritten_entry
from .sentences import edits_of
from .standing import Standing
from .texts import apply_changes
from .withheld import blackened, withheld_review, withhold

__all__ = [
    "Change",
    "Changes",
    "ClaimState",
    "Edit",
    "Moved",
    "Part",
    "Review",
    "Side",
    "Signature",
    "Standing",
    "TextChange",
    "Unplaced",
    "actions_of",
    "anchor_of",
    "apply_changes",
    "blackened",
    "changes_of",
    "changes_schema",
    "edits_of",
    "live",
    "moved",
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
