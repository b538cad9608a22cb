"""The drift of a caveat that stands beside the passage in the source document, and nowhere in the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, takewhile
from typing import Final

from sayso.align import align_subjects, read_sense, read_words, theme_weight
from sayso.language import fold, lexicon
from sayso.language.lexicon import listed_in
from sayso.model import Document, Drift, Sentence, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Asked, Matter

from .heard import is_heard, may_limit, may_limit_itself, says_alike
from .phrases import meets
from .uncounted import leaves_out, may_leave_out

#: From this likeness on, a caveat of the article is the source document's.
_ALIKE: Final = 0.3
#: A claim so much longer than the passage says more than it, perhaps the caveat.
_LONGER: Final = 1.1
#: How many sentences behind the passage are read.
_FURTHEST: Final = 3
#: What the last part of a sentence begins with that may take back what stands before.
_ASIDE: Final = re.compile(
    r";\s+|[,–—]\s+(?=(?:but|though|although|however|aber|allerdings|jedoch|doch|wobei|mais|toutefois|bien que|pero|aunque|si bien|sin embargo)\b)",
    re.IGNORECASE,
)


def caveat_drifts(matter: Matter) -> Iterator[Drift]:
    """What is said behind the passage of what its figures do not show, where the article has no such words.

    Only of claims with figures. A caveat that stands further behind must be one whatever its sentence speaks of.
    """
    asked, doc = matter.asked, matter.source.document
    found = (_aside(matter) or _caveats(matter)) if asked.figures else []
    if not found:
        return
    text = doc.text[found[0].start : found[-1].end]
    yield Drift(
        kind="caveat_omitted",
        claim_span=Span(start=asked.claim.start, end=asked.claim.end, text=asked.claim.text),
        source_span=Span(start=found[0].start, end=found[-1].end, text=text),
        because=f"beside the passage stands “{text}”; the article does not say so",
    )


def _may_tell(matter: Matter, caveat: Span) -> bool:
    """Whether the claim may have a caveat that no list knows in words of its own: its sentence takes out or denies something, has a telling word of it or a part that sounds like a caveat, or it is longer than the passage or worded otherwise."""
    asked, passage = matter.asked, matter.candidate.passage
    longer = len(asked.claim.text) > _LONGER * len(passage.text)
    if longer or may_leave_out(asked.sentence, asked.language) or _shares_words(matter, caveat, asked.sentence):
        return True
    return may_limit_itself(asked.sentence, asked.language, passage.text, passage.language)


def _caveats(matter: Matter) -> list[Span]:
    """The caveats behind the passage that the article lacks, up to the first sentence that is none."""
    behind = [_first_part(matter.source.document, sentence) for sentence in _behind(matter)]
    apart = [
        any(_has_figures(matter, one) for one in behind[:at]) or _is_elsewhere(matter, said)
        for at, said in enumerate(behind)
    ]

    def is_one(at: int) -> bool:
        reaches = not apart[at] or _is_general(matter, behind[at])
        return reaches and _is_omitted(matter, behind[at], beside=at == 0)

    first = dropwhile(lambda at: not is_one(at), range(len(behind)))
    return [behind[at] for at in takewhile(is_one, first)]


def _is_elsewhere(matter: Matter, said: Span) -> bool:
    """Whether a sentence stands in another paragraph than the passage."""
    block = laid(matter.source).blocks.at(said.start)
    return block is not None and matter.candidate.passage.start < block.start


def _is_general(matter: Matter, said: Span) -> bool:
    """Whether a caveat that other figures or a new paragraph part from the passage is of it, too: it speaks of all figures, or of what the passage does."""
    language = matter.candidate.passage.language
    if _patterns(language).figures.search(fold(said.text).text):
        return True
    known = read_words(matter.candidate.passage.text, language)
    return any(theme_weight(word) >= 1.0 and meets(word, known) for word in read_words(said.text, language))


def _first_part(doc: Document, sentence: Sentence) -> Span:
    """A sentence up to where it takes something back: what follows is of what it says itself."""
    text = doc.text[sentence.start : sentence.end]
    cut = _ASIDE.search(text)
    return doc.span(sentence.start, sentence.start + cut.start() if cut else sentence.end)


def _aside(matter: Matter) -> list[Span]:
    """A caveat that is the last part of the passage itself: "...; the survey was voluntary"."""
    passage = matter.candidate.passage
    cuts = list(_ASIDE.finditer(passage.text))
    if not cuts:
        return []
    part = matter.source.document.span(passage.start + cuts[-1].end(), passage.end)
    return [part] if not _has_figures(matter, part) and _is_omitted(matter, part, beside=True) else []


def _is_omitted(matter: Matter, said: Span, *, beside: bool) -> bool:
    """Whether a sentence is a caveat by the lists, says of whom nothing was counted, or is one by its reader, and the article does not say so; where no list knows a caveat, the article is heard, too."""
    language = matter.candidate.passage.language
    if _has_caveat(said.text, language, beside=beside):
        return not _is_told(matter, said)
    if _is_of_another(said.text, language):
        return False
    uncounted = beside and leaves_out(said.text, language) and not _has_figures(matter, said)
    if not (uncounted or (_is_of_this(matter, said) and is_heard(said.text, language))):
        return False
    return not (_may_tell(matter, said) or _is_told(matter, said) or _is_told_alike(matter, said))


def _is_of_this(matter: Matter, said: Span) -> bool:
    """Whether a sentence speaks of figures, of how they were come by, or of what the passage speaks of: else it may be a caveat on something else."""
    language = matter.candidate.passage.language
    speaks = _patterns(language).speaks.search(fold(said.text).text) is not None
    return speaks or _is_general(matter, said)


def _is_told_alike(matter: Matter, caveat: Span) -> bool:
    """Whether the article may have a caveat beside the claim, or one of the same meaning anywhere."""
    asked = matter.asked
    said = (asked.article.document.text[one.start : one.end] for one in asked.article.sentences)
    near = (*_near(asked), _beside(asked))
    return may_limit(near, asked.language) or says_alike(
        said, asked.language, caveat.text, matter.candidate.passage.language
    )


def _has_figures(matter: Matter, said: Span) -> bool:
    return any(one.is_quantity for one in laid(matter.source).figures.starting(said.start, said.end))


def _is_told(matter: Matter, caveat: Span) -> bool:
    """Whether the article has the words of a caveat beside the claim, says in its paragraph what is not so of what it speaks of, or has one of the same matter anywhere."""
    asked = matter.asked
    doc, language = asked.article.document, asked.language
    near = _near(asked)
    if _turns(asked) or any(_says_limits(text, language) or _says_of_whom(text, language) for text in near):
        return True
    if any(_shares_words(matter, caveat, text) for text in (_beside(asked), *_limited(asked))):
        return True
    if _shares_words(matter, caveat, asked.sentence, behind=_opens(matter)):
        return True
    theirs = read_sense(caveat.text, matter.candidate.passage.language)
    said = (doc.text[one.start : one.end] for one in asked.article.sentences)
    limited = laid(asked.article).once("limited", lambda: [text for text in said if _says_limits(text, language)])
    return any(align_subjects(read_sense(text, language), theirs).score >= _ALIKE for text in limited)


def _turns(asked: Asked) -> bool:
    """Whether the claim's sentence takes something back ("although"), or says beside the claim what is not so."""
    patterns = _patterns(asked.language)
    return any(
        pattern.search(fold(text).text) is not None
        for pattern, text in (
            (patterns.told, asked.sentence),
            (patterns.turns, asked.sentence),
            (patterns.negations, _beside(asked)),
        )
    )


def _beside(asked: Asked) -> str:
    """What the claim's sentence says beside the claim."""
    before, found, behind = asked.sentence.partition(asked.claim.text)
    return f"{before} {behind}" if found else ""


def _near(asked: Asked) -> list[str]:
    """The claim's sentence, and those right before and behind it in its paragraph."""
    inside = _paragraph(asked)
    own = next((at for at, text in enumerate(inside) if text == asked.sentence or asked.claim.text in text), 0)
    return inside[max(0, own - 1) : own + 2]


def _paragraph(asked: Asked) -> list[str]:
    """The sentences of the claim's paragraph."""
    doc, there = asked.article.document, laid(asked.article)
    low, high = there.paragraph(asked.claim.start)
    return [doc.text[one.start : one.end] for one in there.sentences.starting(low, high)]


def _limited(asked: Asked) -> Iterator[str]:
    """The sentences of the claim's paragraph that say what is not so, whatever in."""
    patterns = _patterns(asked.language)
    for text in _paragraph(asked):
        if any(each.search(fold(text).text) for each in (patterns.negations, patterns.turns, patterns.told)):
            yield text


def _opens(matter: Matter) -> str:
    """What the passage's paragraph says before it, and its document's title: what both speak of anyway tells nothing."""
    doc, start = matter.source.document, matter.candidate.passage.start
    return f"{doc.title or ''} {doc.text[min(laid(matter.source).paragraph(start)[0], start) : start]}"


def _shares_words(matter: Matter, caveat: Span, text: str, behind: str = "") -> bool:
    """Whether a sentence of the article has a telling word of the caveat that the passage has not, nor what it stands `behind`."""
    passage, language = matter.candidate.passage, matter.candidate.passage.language
    known = read_words(f"{behind}{passage.text}", language)
    about = _patterns(language).speaks
    own = [
        word
        for word in read_words(caveat.text, language)
        if theme_weight(word) >= 1.0 and not meets(word, known) and not about.fullmatch(word.text)
    ]
    mine = read_words(text, matter.asked.language)
    return any(meets(word, mine) for word in own)


def _behind(matter: Matter) -> Sequence[Sentence]:
    """The next sentences behind the passage in its paragraph, and the one that opens the next where no figures stand between."""
    passage, source = matter.candidate.passage, matter.source
    here = laid(source).blocks.at(passage.start)
    high = here.end if here is not None else len(source.document.text)
    at = bisect_left(source.sentences, passage.end, key=lambda sentence: sentence.start)
    found = list(takewhile(lambda one: one.start < high, source.sentences[at : at + _FURTHEST]))
    is_text = here is not None and here.kind == "paragraph"
    plain = not any(_has_figures(matter, source.document.span(one.start, one.end)) for one in found)
    opens = source.sentences[at + len(found) : at + len(found) + 1] if is_text and plain else ()
    return (*found, *opens)[:_FURTHEST]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What says that something is not shown, what does so alone, and what such a sentence speaks of or begins with.

    `told` is what an article says instead, `turns` how it takes something back, `negations` what it says is not so, `counted` that it speaks of who was asked, `figures` how all figures are called, `other` how a sentence begins that is of another number.
    """

    limits: re.Pattern[str]
    alone: re.Pattern[str]
    speaks: re.Pattern[str]
    told: re.Pattern[str]
    turns: re.Pattern[str]
    negations: re.Pattern[str]
    counted: re.Pattern[str]
    figures: re.Pattern[str]
    other: re.Pattern[str]


def _says_limits(text: str, language: str) -> bool:
    """Whether a text has any of the words of a caveat."""
    patterns, folded = _patterns(language), fold(text).text
    return any(one.search(folded) is not None for one in (patterns.limits, patterns.alone))


def _says_of_whom(text: str, language: str) -> bool:
    """Whether a sentence of an article says who was asked or counted, and of somebody that he was not."""
    patterns, folded = _patterns(language), fold(text).text
    return patterns.counted.search(folded) is not None and patterns.negations.search(folded) is not None


def _is_of_another(text: str, language: str) -> bool:
    """Whether a sentence begins by saying of another number that nobody knows it."""
    return _patterns(language).other.match(fold(text).text) is not None


def _has_caveat(text: str, language: str, *, beside: bool) -> bool:
    """Whether a sentence says what figures do not show: it has such words, and speaks of figures or takes something back, or needs neither."""
    patterns, folded = _patterns(language), fold(text).text
    if _is_of_another(text, language):
        return False
    if patterns.alone.search(folded) is not None:
        return True
    return beside and patterns.limits.search(folded) is not None and patterns.speaks.search(folded) is not None


def _patterns(language: str) -> _Patterns:
    return _listed(listed_in("caveats", language))


@cache
def _listed(language: str) -> _Patterns:
    listed: dict[str, list[str]] = lexicon("caveats")[language]
    limits, alone, told, turns, negations, counted = (
        "|".join(_gapped(phrase) for phrase in listed[name])
        for name in ("limits", "alone", "told", "turns", "negations", "counted")
    )
    about, figures = (
        "|".join(re.escape(word).replace(r"\*", r"\w*") for word in listed[name]) for name in ("about", "figures")
    )
    begins, other = ("|".join(re.escape(word) for word in listed[name]) for name in ("begins", "other"))
    return _Patterns(
        limits=_whole(limits),
        alone=_whole(alone),
        speaks=re.compile(rf"(?<!\w)(?:{about})(?!\w)|^\W*(?:{begins})(?!\w)", re.IGNORECASE),
        told=_whole(told),
        turns=_whole(turns),
        negations=_whole(negations),
        counted=_whole(counted),
        figures=_whole(figures),
        other=re.compile(rf"\W*(?:{other})(?!\w)", re.IGNORECASE),
    )


def _gapped(phrase: str) -> str:
    """A phrase as a pattern: "*" for up to four words, either apostrophe for both."""
    return (
        re.sub("['’]", "['’]", re.escape(phrase))
        .replace(r"\*\ ", r"(?:[^\s.;]+ ){0,6}?")
        .replace(r"\*", r"(?:[^\s.;]+ ){0,6}?")
    )


def _whole(words: str) -> re.Pattern[str]:
    """Any of the words, whole; a list without words finds nothing."""
    return re.compile(rf"(?<!\w)(?:{words or '(?!)'})(?!\w)", re.IGNORECASE)
