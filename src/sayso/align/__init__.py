"""Pure comparison: two figures, two wordings, two subjects; how they relate, and why."""

from .interval import (
    Aligned,
    align_figures,
    are_comparable,
    dimension,
    distance,
    has_other_unit,
    is_telling,
    number_words,
)
from .subject import (
    Likeness,
    Stretch,
    Subject,
    Word,
    align_subjects,
    read_sense,
    read_stretch,
    read_subject,
    read_words,
)
from .wording import NOTHING, Wording, align_wording, is_quoted, quotations

__all__ = [
    "NOTHING",
    "Aligned",
    "Likeness",
    "Stretch",
    "Subject",
    "Word",
    "Wording",
    "align_figures",
    "align_subjects",
    "align_wording",
    "are_comparable",
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
]
