"""Two ledgers, of two versions of an article or of the program: what was added, dropped, changed and moved."""

from __future__ import annotations

from typing import Final

from sayso.model import Ledger

from .change import Changes, Side
from .claim_changes import Book
from .entry_changes import (
    attribution_changes,
    claim_changes,
    document_changes,
    figure_changes,
    flag_changes,
    listed_changes,
    made_changes,
    pair_figures,
    source_changes,
    speaker_changes,
)
from .sentences import align_texts
from .telling import with_words
from .texts import Texts

#: From this share of the shorter text that stands in the other on, two texts are versions of one article.
_SAME_ARTICLE: Final = 0.5


def changes_of(old: Ledger, new: Ledger) -> Changes:
    """What differs between two ledgers. Pure; ids, scores, offsets and hashes of files are not compared.

    Exchanging the two exchanges what was added and what was dropped. Raises nothing.
    """
    texts, books = align_texts(old, new), (Book(old), Book(new))
    figures = pair_figures(old, new, texts)
    return Changes(
        old=_side(old),
        new=_side(new),
        same_article=_same_article(old, new, texts),
        text=tuple(map(with_words, texts.changes)),
        spaces=texts.spaces,
        document=document_changes(old.document, new.document),
        claims=claim_changes(books, texts, figures),
        figures=figure_changes(figures),
        attributions=attribution_changes(books, texts),
        speakers=speaker_changes(old, new),
        flags=flag_changes(old, new, texts),
        source_documents=source_changes(old, new),
        wanted=listed_changes("wanted", old.wanted, new.wanted, lambda each: each.name),
        problems=listed_changes("problem", old.problems, new.problems, lambda each: f"{each.message} [{each.code}]"),
        made=made_changes(old, new),
    )


def _side(ledger: Ledger) -> Side:
    doc = ledger.document
    return Side(
        uri=doc.uri,
        text_id=doc.text_id,
        title=doc.title,
        published=doc.published,
        language=doc.language,
        version=ledger.version,
    )


def _same_article(old: Ledger, new: Ledger, texts: Texts) -> bool:
    if old.document.uri == new.document.uri:
        return True
    kept = sum(each.end - each.start for each in texts.stretches if each.same)
    return kept >= _SAME_ARTICLE * min(len(old.document.text), len(new.document.text))
