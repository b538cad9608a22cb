"""What the writers work on, made small: an article with sources, a corpus, earlier checks, a desk; and what is seen of what they left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NOW = "2026-11-28T12:00:00Z"
_PLACES = ("Lyon", "Porto", "Leeds", "Jena")
_SHARED = (
    "The old harbour bridge was closed on Monday after engineers found cracks in two of its four pillars, and it will stay"
    " closed until the summer of next year, the city said in a statement that was sent to all households of the district."
)


def source(number: int) -> str:
    """A source document."""
    place = _PLACES[number % 4]
    return (
        f"In {place}, {1000 + number} people lost their homes, the ministry said. That was {3 + number} percent more than in"
        f' 2019. "We counted {1000 + number}," said Anna Weber of {place}.\n\nNobody knows what it costs.\n'
    )


class ToldError(RuntimeError):
    """Something is not whole, and was told."""


def make_article(folder: Path) -> None:
    """An article and two source documents, in `src`."""
    (folder / "src").mkdir()
    for number in range(2):
        (folder / "src" / f"{number}.txt").write_text(source(number))
    (folder / "art.txt").write_text(
        "About 1,000 people lost their homes in Lyon, the ministry said. That was 3 percent more than in 2019."
    )


def make_corpus(folder: Path, count: int = 11) -> None:
    """A corpus of JSON Lines in which some share a passage, in `corpus`."""
    (folder / "corpus").mkdir()
    rows = [
        {
            "text": source(at) + (_SHARED if at % 3 == 0 else ""), "url": f"http://x.example/{at}",
            "date": f"2026-03-{at + 1:02}", "title": f"News {at}",
        }
        for at in range(count)
    ]  # fmt: skip
    (folder / "corpus" / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def make_checks(folder: Path) -> None:
    """Earlier checks, as ClaimReview."""
    rows = [
        {
            "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": f"{1000 + at} people lost their homes",
            "url": f"https://checks.example/{at}", "datePublished": "2026-01-02", "inLanguage": "en",
            "reviewRating": {"@type": "Rating", "alternateName": "False"},
        }
        for at in range(3)
    ]  # fmt: skip
    (folder / "checks.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def hashed(data: bytes) -> str:
    """A short name of bytes."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def files(folder: Path, passed: Iterable[str] = ()) -> dict[str, str]:
    """The files under a folder by their names, with what is in them."""
    skip = set(passed)
    return {
        str(path.relative_to(folder)): hashed(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in skip
    }


def index_state(path: Path) -> Any:
    """What an index holds, seen through its own reading; ToldError where it is not whole."""
    from sayso.evidence import Query, is_index
    from sayso.pipeline import open_index

    if not is_index(path):
        return None
    with open_index(path) as index:
        if not index.uris() and not (path / "words").exists() and not path.exists():
            return None
        found = [
            [(one.uri, one.score, one.passage.text) for one in index.search(Query(asked, "en"), 5)]
            for asked in ("people lost their homes in Lyon", "1,001 people", "Anna Weber of Porto")
        ]
        problems = index.verify()
        _held(problems)
        held = {Path(uri).name: hashed(repr(index.analysis(uri)).encode()) for uri in index.uris()}
        return {
            "held": held, "found": found, "passages": index.passages(),
            "bare": sorted(Path(uri).name for uri in index.without_vectors()), "vectors": index.has_vectors,
        }  # fmt: skip


def desk_state(path: Path) -> Any:
    """What a desk holds, seen through its own reading; ToldError where it is not whole."""
    from sayso.store.desk import open_desk

    if not path.exists():
        return None
    with open_desk(path) as desk:
        problems = desk.verify()
        _held(problems)
        return {
            "documents": [(kept.key, kept.uri, kept.ledger) for kept in desk.documents()],
            "ledgers": [hashed(desk.ledger(kept.ledger).to_json().encode()) for kept in desk.documents()],
            "events": [[event.seq, event.who, repr(event.act)] for event in desk.events()],
            "accounts": [account.name for account in desk.accounts.list()],
        }


def _held(problems: Iterable[Any]) -> None:
    """Raise where something is not whole."""
    told = [problem.message for problem in problems]
    if told:
        raise ToldError("; ".join(told))


def make_desk(path: Path, notes: int = 2) -> str:
    """A desk with a document; gives its key."""
    from sayso.model import Note
    from sayso.store.desk import open_desk

    with open_desk(path) as desk:
        kept = desk.put(ledger("The tunnel leaks."), who="ann", when=NOW)
        for number in range(notes):
            desk.append(kept.key, [Note(target=None, text=f"before {number}")], who="ann", when=NOW, seen=desk.head)
        return kept.key


def ledger(text: str, uri: str = "a.txt") -> Any:
    """A ledger of a text, without entries."""
    from sayso.model import Document, Ledger, document_id, text_id

    doc = Document(id=document_id(uri, None, text), text_id=text_id(text), uri=uri, text=text)
    return Ledger(version="1", document=doc)
