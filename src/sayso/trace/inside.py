"""The figures of a passage and of the sentences beside it, with what each measures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from itertools import islice, takewhile
from typing import Final

from sayso.align import Told, read_stretch
from sayso.language.words import names
from sayso.model import Analysis, Figure, Passage, Span

from .laid import laid
from .matter import Asked, are_alone, tell
from .placed import Placed, place_figures

#: How many characters before a passage are read for what its figures measure.
_LEAD: Final = 200
#: Between two sentences stand so many characters at most.
_BESIDE: Final = 3


def place_inside(asked: Asked, passage: Passage, source: Analysis) -> tuple[Placed, ...]:
    """The figures of a passage of a source document, with what each measures; read once for all claims that are held against it."""
    foreign = not _is_of_one_language(asked, source)
    what = f"placed {passage.start} {passage.end} {foreign}"
    return laid(source).once(what, lambda: _place_inside(passage, source, foreign=foreign))


def _place_inside(passage: Passage, source: Analysis, *, foreign: bool) -> tuple[Placed, ...]:
    first = bisect_left(source.figures, passage.start, key=lambda figure: figure.start)
    here = takewhile(lambda figure: figure.start < passage.end, islice(source.figures, first, None))
    inside = [figure for figure in here if figure.end <= passage.end]
    lead = source.document.text[max(0, passage.start - _LEAD) : passage.start]
    alone = (0, len(passage.text)) if are_alone(inside) else None
    stretch = read_stretch(inside, passage.text, passage.start, passage.language, lead=lead, own=alone)
    return place_figures(inside, stretch, laid(source).figure, partial(_told_in, source) if foreign else _untold)


def place_around(asked: Asked, passage: Passage, source: Analysis) -> tuple[Placed, ...]:
    """The figures of the sentences before and behind a passage, with what each measures; of sentences that have a value of the claim alone, as no others are asked for."""
    claimed = {end for one in asked.placed for end in (one.figure.low, one.figure.high) if end is not None}
    there = laid(source)
    before = there.sentences.meeting(max(0, passage.start - _BESIDE), passage.start)[-1:]
    behind = there.sentences.starting(passage.end, passage.end + _BESIDE)[:1]
    places = [source.document.span(one.start, one.end) for one in (*before, *behind)]
    return tuple(
        placed
        for one in places
        if any({figure.low, figure.high} & claimed for figure in there.figures.starting(one.start, one.end))
        and not _names_another(one, asked, passage)
        for placed in place_inside(
            asked, Passage(start=one.start, end=one.end, text=one.text, language=passage.language), source
        )
    )


def _names_another(beside: Span, asked: Asked, passage: Passage) -> bool:
    """Whether a sentence beside the passage is of somebody or of a place that neither the claim nor the passage names; in German, where every noun may be a name, of a place that is known."""
    words = beside.text.split(maxsplit=1)
    told = names(words[1]) if len(words) > 1 else []
    german = passage.language.partition("-")[0] == "de"
    kept = {name for name in told if name.startswith("territory:") or not german}
    return bool(kept - set(names(asked.sentence)) - set(names(passage.text)))


def _is_of_one_language(asked: Asked, source: Analysis) -> bool:
    return asked.language.partition("-")[0] == source.document.language.partition("-")[0]


def _untold(_figure: Figure) -> None:
    """No sentence: within one language none is asked for."""


def _told_in(source: Analysis, figure: Figure) -> Told | None:
    """The sentence of a source document that gives a figure."""
    at = bisect_right(source.sentences, figure.start, key=lambda sentence: sentence.start) - 1
    return tell(source, source.sentences[at].start, source.sentences[at].end) if at >= 0 else None
