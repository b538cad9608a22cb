"""Pure comparison: two figures, two wordings, two subjects; how they relate, and why."""

from .compare import Aligned, align_figures, distance, is_telling
from .interval import Interval, number_words
from .measure import are_comparable, dimension, has_other_unit
from .slips import Slip
from .subject import (
    Likeness,
    Stretch,
    Subject,
    Word,
    align_subjects,
    cognates,
    read_sense,
    read_stretch,
    read_subject,
    read_words,
    themes_of,
)
from .wording import NOTHING, Wording, align_wording, is_quoted, quotations

__all__ = [
    "NOTHING",
    "Aligned",
    "Interval",
    "Likeness",
    "Slip",
    "Stretch",
    "Subject",
    "Word",
    "Wording",
    "align_figures",
    "align_subjects",
    "align_wording",
    "are_comparable",
    "cognates",
    "dimension",
    "distance",
    "has_other_unit",
    "is_quoted",
    "is_telling",
    "number_words",
    "quotations",
    "read_sense",
    "read_stretch",
    "read_subject",
    "read_words",
    "themes_of",
]
