"""Earlier checks as a collection that claims are matched against: what was checked, when, by whom, how it was put.

Nothing here says whether a claim is true: a verdict is its publisher's, in its publisher's words.
"""

from .collection import Collection, open_checks
from .files import ReadChecks, read_checks
from .match import with_checks

__all__ = ["Collection", "ReadChecks", "open_checks", "read_checks", "with_checks"]
