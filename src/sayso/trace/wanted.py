"""The source documents that an article rests on and that were not among those searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language import fold, lexicon
from sayso.language.words import words
from sayso.model import Analysis, Attribution, Document, Made, SourceDocument, Speaker, Wanted

MADE: Final = Made(stage="wanted", version="1")
#: Words that a name has at least, to be called by its initials.
_INITIALS: Final = 3
#: Kinds of speakers that leave a document behind. A person or a group speaks through one of these.
_DOCUMENTS: Final = ("media", "document", "organisation")
_LITTLE: Final = frozenset(
    ("a", "an", "the", "of", "in", "by", "new", "recent", "report", "study", "survey", "paper", "daily", "newspaper")
)


def find_wanted(article: Analysis, sources: Sequence[SourceDocument]) -> tuple[Wanted, ...]:
    """List what to obtain: for each named outlet, document or organisation with no source document of its name.

    Returns one entry a speaker, the named ones first, each group in the speakers' order, with the claims that rest on it.
    Of those without a name only documents are listed ("recent studies"): any other could not be asked for.
    """
    named = [speaker for speaker in article.speakers if speaker.named and speaker.kind in _DOCUMENTS]
    nameless = [speaker for speaker in article.speakers if not speaker.named and speaker.kind == "document"]
    missing = [speaker for speaker in named if not any(is_source_of(speaker.name, source) for source in sources)]
    return tuple(_wanted(article, speaker) for speaker in (*missing, *nameless))


def is_source_of(name: str, source: SourceDocument | Document) -> bool:
    """Whether a source document's outlet, title or file name names `name`: all its telling words, or their initials."""
    telling = _telling(name)
    own = _words_of(source.outlet, source.uri)
    if not telling:
        return False
    # One word is too little for a title: "The Times" is not meant by "Hard times for bakers", nor the WHO by "who".
    head, colon, _ = (source.title or "").partition(":")
    title = source.title if len(telling) > 1 or (colon and _telling(head) == telling) else None
    return telling <= own | _words_of(title) or _initials(name) in own


def _words_of(*texts: str | None) -> frozenset[str]:
    return frozenset(words(fold(" ".join(filter(None, texts))).text))


def _initials(name: str) -> str:
    """The initials of a name of three words and more: "ero" for "European Residues Observatory report"; else nothing."""
    capitals = [word[0] for word in name.split() if word[:1].isupper()]
    return "".join(capitals).lower() if len(capitals) >= _INITIALS else ""


def _telling(name: str) -> frozenset[str]:
    return frozenset(words(fold(name).text)) - _LITTLE - frozenset(_nationalities())


def _nationalities() -> dict[str, str]:
    table: dict[str, str] = lexicon("outlets")["nationalities"]
    return table


def _wanted(article: Analysis, speaker: Speaker) -> Wanted:
    mentions = [said for said in article.attributions if said.speaker == speaker.id]
    ids = {said.id for said in mentions}
    language = _language(speaker, mentions)
    before = article.document.published
    name = speaker.name if speaker.named else _as_written(speaker, mentions)
    return Wanted(
        speaker=speaker.id,
        name=name,
        language=language,
        before=before,
        claims=tuple(claim.id for claim in article.claims if ids.intersection(claim.attribution)),
        because=_because(speaker, name, before),
        made=MADE,
    )


def _because(speaker: Speaker, name: str, before: str | None) -> str:
    time = f"from before {before or 'the article’s date'}"
    if not speaker.named:
        return f"“{name}” does not say which: whatever stands behind it, {time}"
    what = {"media": f"the article of {name}", "document": f"the {name}", "organisation": f"a document of {name}"}
    return f"{what[speaker.kind]}, {time}; no source document is called so"


def _as_written(speaker: Speaker, mentions: Sequence[Attribution]) -> str:
    """A source without a name in the words of its first mention: "recent studies"."""
    return next((span.text for said in mentions if said.resolves_to is None for span in said.source), speaker.name)


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
