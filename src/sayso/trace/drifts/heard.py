"""What the reader of caveats hears where no list has the words: in a source document, and in an article that may tell of it in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from sayso.language.caveats import caveats_reader

#: From this likeness in meaning on, what may be a caveat of the article is the source document's. Set on our own drift set.
_ALIKE: Final = 0.35
#: From these log odds on, a part of a claim's sentence may be a caveat; below this likeness, a claim is worded otherwise than its passage. Set on invented pairs in six languages.
_PART: Final = 0.0
_WORDED: Final = 0.5
#: What parts a sentence.
_PARTS: Final = re.compile(r"[,;:()–—]\s|[.«»“”]")
#: Sentences of an article that are held against a caveat, at most.
_READ: Final = 60


def is_heard(text: str, language: str) -> bool:
    """Whether a sentence surely is a caveat; never without weights, or in a language that they do not know."""
    reader = caveats_reader()
    return reader is not None and reader.serves(language) and reader.odds(text, language) >= reader.sure


def may_limit(texts: Iterable[str], language: str) -> bool:
    """Whether any of the sentences beside a claim may be a caveat."""
    reader = caveats_reader()
    if reader is None or not reader.serves(language):
        return False
    return any(reader.odds(text, language) >= reader.likely for text in texts if text.strip())


def says_alike(texts: Iterable[str], language: str, caveat: str, given: str) -> bool:
    """Whether any sentence of an article, wherever it stands, may be a caveat and is alike to the source document's in meaning; of long articles the first sixty are read."""
    reader = caveats_reader()
    if reader is None or not (reader.serves(language) and reader.serves(given)):
        return False
    return any(
        reader.odds(text, language) >= reader.likely and reader.likeness((text, language), (caveat, given)) >= _ALIKE
        for text in islice(texts, _READ)
    )


def may_limit_itself(sentence: str, language: str, passage: str, given: str) -> bool:
    """Whether a claim's sentence may have a caveat in words of its own: a part of it sounds like one, or it is worded otherwise than the passage."""
    reader = caveats_reader()
    if reader is None or not (reader.serves(language) and reader.serves(given)):
        return False
    parts = (part for part in _PARTS.split(sentence) if len(part.split()) > 1)
    return reader.likeness((sentence, language), (passage, given)) < _WORDED or any(
        reader.odds(part, language) > _PART for part in parts
    )
