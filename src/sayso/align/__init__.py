"""Pure comparison: two figures, two wordings, two subjects; how they relate, and why."""

from .agreement import Grade, Side, agreement_traits, grade, read_side
from .apart import Opposed
from .compare import Aligned, align_figures, distance, is_telling
from .counterpart import (
    Alike,
    Told,
    WordRow,
    alike_rows,
    alike_words,
    counterpart,
    in_step,
    is_natural,
    met_and_unmet,
    read_told,
)
from .interval import Interval, number_words
from .likeness import Likeness, align_subjects, are_alike
from .measure import are_comparable, dimension, has_other_unit
from .moments import Moment, months_in, order, read_moment
from .opposed import find_opposed, find_parted, negation, sides
from .repeated import why_not_repeated
from .slips import Slip
from .sorts import are_apart, sorts_of
from .spans import is_of_a_year, is_per_both
from .subject import Stretch, Subject, asides_of, read_sense, read_stretch, read_subject
from .voiced import told_in_other_voice
from .wording import NOTHING, Wording, align_wording, is_quoted, quotations
from .words import COGNATE, Word, cognates, read_words, theme_weight, themes_of
from .years import years_before

__all__ = [
    "COGNATE",
    "NOTHING",
    "Aligned",
    "Alike",
    "Grade",
    "Interval",
    "Likeness",
    "Moment",
    "Opposed",
    "Side",
    "Slip",
    "Stretch",
    "Subject",
    "Told",
    "Word",
    "WordRow",
    "Wording",
    "agreement_traits",
    "align_figures",
    "align_subjects",
    "align_wording",
    "alike_rows",
    "alike_words",
    "are_alike",
    "are_apart",
    "are_comparable",
    "asides_of",
    "cognates",
    "counterpart",
    "dimension",
    "distance",
    "find_opposed",
    "find_parted",
    "grade",
    "has_other_unit",
    "in_step",
    "is_natural",
    "is_of_a_year",
    "is_per_both",
    "is_quoted",
    "is_telling",
    "met_and_unmet",
    "months_in",
    "negation",
    "number_words",
    "order",
    "quotations",
    "read_moment",
    "read_sense",
    "read_side",
    "read_stretch",
    "read_subject",
    "read_told",
    "read_words",
    "sides",
    "sorts_of",
    "theme_weight",
    "themes_of",
    "told_in_other_voice",
    "why_not_repeated",
    "years_before",
]
