"""How a new reading is kept: beside what is there, and never in the place of something that it would lose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from sayso.model import Document, Ledger, UsageError
from sayso.store.desk import Desk, Kept
from sayso.store.desk.records import is_key_of_content, named

from .shelf import now


def keep(
    desk: Desk,
    ledger: Ledger,
    *,
    who: str,
    key: str | None = None,
    sources: Sequence[Document] = (),
    files: Mapping[str, tuple[str, bytes]] | None = None,
    against: bool,
    fresh: bool = False,
    anew: bool = False,
) -> Kept:
    """Keep a reading as the newest of its document; `anew` where a person asked for it on the document itself.

    `key` and `fresh` are as `Desk.put` has them, `against` says whether it was held against source documents. Raises UsageError where passages would be lost, and where
    it is an older version of a file.
    """
    there = desk.document(key) if key else desk.known(ledger.document)
    if there is not None:
        current = desk.ledger(there.ledger)
        check_sources(there, current, against=against)
        if not anew and is_key_of_content(there.key):
            _check_version(desk, there, current, ledger)
    return desk.put(ledger, who=who, when=now(), key=key, sources=sources, files=files, fresh=fresh)


def keep_first(desk: Desk, ledger: Ledger, *, who: str, key: str | None = None, fresh: bool = False) -> Kept:
    """Keep what was read before its source documents are searched, where nothing is there yet that people work on."""
    there = desk.document(key) if key else desk.known(ledger.document)
    return there or desk.put(ledger, who=who, when=now(), key=key, fresh=fresh)


def check_sources(there: Kept, current: Ledger, *, against: bool) -> None:
    """Raises UsageError where a reading without source documents would take the place of one with some."""
    if current.source_documents and not against:
        hint = f"add them: without any, the passages that were found would be lost; it is here, at /d/{there.key}"
        raise UsageError("usage", "there are no source documents to hold it against", hint)


def opened_file(desk: Desk, ledger: Ledger, who: str) -> tuple[str, bool]:
    """The key of a ledger's document, with the ledger as its newest reading unless the desk has had it, and a newer one since.

    Gives whether it is the one that is shown, too. Raises UsageError where it would lose what the desk's reading has.
    """
    there = desk.known(ledger.document)
    if there is not None:
        ident = named(msgspec.json.encode(ledger))
        if ident != there.ledger and any(ident == reading.id for reading in desk.readings(there.key)):
            return there.key, False
        current = desk.ledger(there.ledger)
        if current.source_documents and not ledger.source_documents:
            _refuse("it has no source documents: the passages of the desk's reading would be lost")
        if _numbers(ledger.version) < _numbers(current.version):
            _refuse(f"it was made by Sayso {ledger.version}, the desk's reading by {current.version}")
    return desk.put(ledger, who=who, when=now()).key, True


def _refuse(why: str) -> None:
    hint = "leave the file out to open the desk's reading, check the article anew, or name another desk with --desk"
    raise UsageError("usage", f"the desk has a newer reading of this article; {why}", hint)


def _check_version(desk: Desk, there: Kept, current: Ledger, ledger: Ledger) -> None:
    """Raises UsageError where a file is an older version of an article that was read in a newer one since."""
    text = ledger.document.text
    if text == current.document.text:
        return
    if any(desk.ledger(reading.id).document.text == text for reading in desk.readings(there.key)):
        message = "this file was read before, and a newer version of the article has been read since"
        raise UsageError("usage", message, f"it is here, at /d/{there.key}; its History reads this version again")


def _numbers(version: str) -> tuple[int, ...]:
    """A version to compare; what is no number counts as the lowest."""
    return tuple(int(part) if part.isascii() and part.isdigit() else -1 for part in version.split(".")[:4])
