"""The source documents that an article rests on and that were not among those searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.evidence.named import Names, is_called, nationalities, telling_words
from sayso.language import fold, lexicon
from sayso.language.words import words
from sayso.model import Analysis, Attribution, Made, SourceDocument, Speaker, Wanted

from .shelf import DOCUMENTS, FEW, later_date

MADE: Final = Made(stage="wanted", version="1")


def find_wanted(article: Analysis, sources: Sequence[SourceDocument]) -> tuple[Wanted, ...]:
    """List what to obtain: for each named outlet, document or organisation with no source document of its name.

    Returns one entry a speaker, the named ones first, each group in the speakers' order, with the claims that rest on it.
    Of those without a name only documents are listed ("recent studies"): any other could not be asked for.
    """
    named = [speaker for speaker in article.speakers if speaker.named and speaker.kind in DOCUMENTS]
    nameless = [speaker for speaker in article.speakers if not speaker.named and speaker.kind == "document"]
    names = Names(sources)
    found = [(speaker, _found(article, speaker, names, sources if len(sources) <= FEW else ())) for speaker in named]
    missing = [(speaker, late) for speaker, (there, late) in found if not there]
    return tuple(_wanted(article, speaker, late) for speaker, late in (*missing, *((one, "") for one in nameless)))


def _found(article: Analysis, speaker: Speaker, names: Names, few: Sequence[SourceDocument]) -> tuple[bool, str]:
    """Whether a source document of a speaker's name is there that the article can rest on; else the date of one that came after it.

    Of a `few` it is asked whether they have the name in another language too.
    """
    called = (source for source in few if _is_called(speaker, article.document.language, source))
    dates = [later_date(one.published, article.document.published) for one in (*names.of(speaker.name), *called)]
    return "" in dates, min(dates, default="")


def _is_called(speaker: Speaker, language: str, source: SourceDocument) -> bool:
    """Whether a body's or document's name is the outlet's in other words or another language; a newspaper's is not put into another."""
    outlet = source.outlet or ""
    return bool(outlet) and speaker.kind != "media" and is_called(speaker.name, language, outlet, source.language)


def _wanted(article: Analysis, speaker: Speaker, late: str) -> Wanted:
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
        because=_because(speaker, name, before, late),
        made=MADE,
    )


def _because(speaker: Speaker, name: str, before: str | None, late: str) -> str:
    time = f"from before {before or 'the article’s date'}"
    if not speaker.named:
        return f"“{name}” does not say which: whatever stands behind it, {time}"
    what = {"media": f"the article of {name}", "document": f"the {name}", "organisation": f"a document of {name}"}
    why = (
        f"the one that is called so was published after the article ({late})"
        if late
        else "no source document is called so"
    )
    return f"{what[speaker.kind]}, {time}; {why}"


def _as_written(speaker: Speaker, mentions: Sequence[Attribution]) -> str:
    """A source without a name in the words of its first mention: "recent studies"."""
    return next((span.text for said in mentions if said.resolves_to is None for span in said.source), speaker.name)


def _language(speaker: Speaker, mentions: Sequence[Attribution]) -> str | None:
    """The language by a well-known outlet's name, else by a nationality in the words of the mention."""
    outlets: dict[str, str] = lexicon("outlets")["outlets"]
    name = " ".join(sorted(telling_words(speaker.name)))
    by_name = {" ".join(sorted(telling_words(outlet))): language for outlet, language in outlets.items()}
    if name in by_name:
        return by_name[name]
    said = " ".join(span.text for mention in mentions for span in mention.source)
    said_words = words(fold(f"{speaker.name} {said}").text)
    return next((nationalities()[word] for word in said_words if word in nationalities()), None)
