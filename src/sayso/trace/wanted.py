"""The source documents that an article rests on and that were not among those searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language import fold, lexicon
from sayso.language.words import words
from sayso.model import Analysis, Attribution, Made, SourceDocument, Speaker, Wanted

MADE: Final = Made(stage="wanted", version="1")
#: Kinds of speakers that leave a document behind. A person or a group speaks through one of these.
_DOCUMENTS: Final = ("media", "document", "organisation")
_LITTLE: Final = frozenset(
    ("a", "an", "the", "of", "in", "by", "new", "recent", "report", "study", "survey", "paper", "daily", "newspaper")
)


def find_wanted(article: Analysis, sources: Sequence[SourceDocument]) -> tuple[Wanted, ...]:
    """List what to obtain: for each outlet, document or organisation with no source document of its name.

    Returns one entry a speaker, in the speakers' order, with the claims that rest on it.
    """
    found = []
    for speaker in article.speakers:
        if speaker.kind not in _DOCUMENTS or any(_is_by(speaker, source) for source in sources):
            continue
        found.append(_wanted(article, speaker))
    return tuple(found)


def is_source_of(name: str, source: SourceDocument) -> bool:
    """Whether a source document's outlet or title names `name`: all its telling words stand there."""
    telling = _telling(name)
    held = frozenset(words(fold(" ".join(filter(None, (source.outlet, source.title, source.uri)))).text))
    return bool(telling) and telling <= held


def _telling(name: str) -> frozenset[str]:
    return frozenset(words(fold(name).text)) - _LITTLE - frozenset(_nationalities())


def _is_by(speaker: Speaker, source: SourceDocument) -> bool:
    return speaker.named and is_source_of(speaker.name, source)


def _nationalities() -> dict[str, str]:
    table: dict[str, str] = lexicon("outlets")["nationalities"]
    return table


def _wanted(article: Analysis, speaker: Speaker) -> Wanted:
    mentions = [said for said in article.attributions if said.speaker == speaker.id]
    ids = {said.id for said in mentions}
    language = _language(speaker, mentions)
    before = article.document.published
    what = {"media": "the article", "document": "the document", "organisation": "a document"}[speaker.kind]
    known = (
        f"of {speaker.name}" if speaker.named else f"that “{speaker.name}” stands for, which the article does not name"
    )
    return Wanted(
        speaker=speaker.id,
        name=speaker.name,
        language=language,
        before=before,
        claims=tuple(claim.id for claim in article.claims if ids.intersection(claim.attribution)),
        because=f"{what} {known}" + (f", from before {before}" if before else ", from before the article's date"),
        made=MADE,
    )


def _language(speaker: Speaker, mentions: Sequence[Attribution]) -> str | None:
    """The language by a well-known outlet's name, else by a nationality in the words of the mention."""
    outlets: dict[str, str] = lexicon("outlets")["outlets"]
    name = " ".join(sorted(_telling(speaker.name)))
    by_name = {" ".join(sorted(_telling(outlet))): language for outlet, language in outlets.items()}
    if name in by_name:
        return by_name[name]
    said = " ".join(span.text for mention in mentions for span in mention.source)
    said_words = words(fold(f"{speaker.name} {said}").text)
    return next((_nationalities()[word] for word in said_words if word in _nationalities()), None)
