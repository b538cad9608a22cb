"""`sayso export`: a ledger with its review, in a form that others read."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sayso.model.problem import SaysoError, UnreadableError, UsageError

from .console import tell, write_out, write_whole
from .settings import load_settings, own_desk

if TYPE_CHECKING:
    from sayso.model import House
    from sayso.review import Review
    from sayso.store.desk import Desk, Kept

_SQLITE: Final = b"SQLite format 3\0"
_MOST_SHOWN: Final = 5


def run(options: argparse.Namespace) -> int:
    """Carry the command out; returns the exit code."""
    from sayso.render import EXPORTS

    form = EXPORTS[options.form]
    review, house, note, pictures = _read(options, pictured=form.pictured)
    try:
        refusal = form.refusal(review, house)
        content = "" if refusal else form.render(review, house, pictures)
    except ValueError as error:
        raise UnreadableError("damaged", f"the ledger does not fit its text: {error}", "export it anew") from error
    if refusal:
        raise UsageError(refusal.code, refusal.message, refusal.hint)
    _write(options.output, content)
    if note and not options.quiet:
        tell(f"note: {note}")
    return 0


def _write(path: Path | None, content: str | bytes) -> None:
    if path is not None:
        write_whole(path, content)
    elif isinstance(content, str):
        write_out(content)
    elif sys.stdout.isatty():
        raise UsageError("usage", "this form is no text for a terminal", "name a file with -o")
    else:
        sys.stdout.buffer.write(content)


_Read = tuple["Review", "House", str, dict[str, bytes]]


def _read(options: argparse.Namespace, *, pictured: bool) -> _Read:
    """The review to export, the house, what to tell of the choice, and, where they are asked for, pictures of passages."""
    if options.desk and options.key:
        raise UsageError("usage", "with --desk there is one name more than needed", "sayso export --desk DESK DOCUMENT")
    wanted = _wanted(options.wanted)
    usual = options.desk or ("" if options.key else _usual_desk(options.source))
    desk, key = (usual, options.source) if usual else (options.source, options.key)
    if usual or _is_desk(desk):
        return _from_desk(desk, key, wanted, pictured=pictured)
    if key:
        raise UsageError(
            "usage", f"{desk} is one ledger, so {key!r} names nothing in it", "leave it out, or name a desk"
        )
    return _from_file(Path(desk), wanted)


def _usual_desk(source: str) -> str:
    """The desk of the settings, else the person's own, where what is to be exported is no file; else nothing."""
    from sayso.store.desk.address import is_address

    if is_address(source) or Path(source).exists():
        return ""
    named = load_settings(Path.cwd(), os.environ).get("desk")
    return named or (str(own_desk()) if own_desk().exists() else "")


def _wanted(given: str | None) -> int | Literal["draft"] | None:
    if given is None or given == "draft":
        return given  # type: ignore[return-value]
    if not (given.isascii() and given.isdigit()):
        raise UsageError("usage", f"--version takes no {given!r}", "it takes a number, or draft")
    return int(given)


def _is_desk(where: str) -> bool:
    from sayso.store.desk.address import is_address

    if is_address(where):
        return True
    try:
        with Path(where).open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except FileNotFoundError as error:
        raise UsageError("missing", f"there is no {where}", "name a ledger as JSON, or a desk") from error
    except OSError as error:
        raise UnreadableError("unreadable", f"{where} cannot be opened: {error.strerror}", "name a file") from error


def _from_file(path: Path, wanted: int | Literal["draft"] | None) -> _Read:
    """A ledger as `sayso check --json` wrote it, or as this command did, with its events."""
    from sayso.render import choose_held, cut, read_reviewed

    try:
        ledger, events, house = read_reviewed(path.read_bytes())
    except SaysoError as error:
        raise UnreadableError(error.problem.code, f"{path}: {error.problem.message}", error.problem.hint) from error
    chosen = choose_held(events, wanted)
    return cut(ledger, events, chosen), house, chosen.note if events else "", {}


def _from_desk(where: str, named: str | None, wanted: int | Literal["draft"] | None, *, pictured: bool) -> _Read:
    from sayso.render import choose, cut, house_of
    from sayso.store.desk import open_desk
    from sayso.workbench.printed import strips

    with open_desk(where, make=False) as desk:
        kept = _document(desk, named)
        events = desk.events(kept.key)
        chosen = choose(events, wanted)
        review = cut(desk.ledger(chosen.ledger or kept.ledger), events, chosen)
        pictures = strips(desk, review.ledger) if pictured and not review.withheld else {}
        return review, house_of(desk.events(""), chosen.until), chosen.note, pictures


def _document(desk: Desk, named: str | None) -> Kept:
    """The one document that is named; raises UsageError where none is, or several are."""
    kept = desk.documents()
    found = kept if named is None else _named(desk, kept, named)
    if len(found) == 1:
        return found[0]
    if not kept:
        raise UsageError("missing", f"{desk.name} holds no document", "read one: sayso review")
    names = "; ".join(f"{one.key} {one.uri}" for one in (found or kept)[:_MOST_SHOWN])
    what = f"{named!r} names no document" if named and not found else f"{len(found or kept)} documents could be meant"
    raise UsageError("missing", f"{what} of {desk.name}", f"name one by its key: {names}")


def _named(desk: Desk, kept: tuple[Kept, ...], named: str) -> tuple[Kept, ...]:
    """The documents that a name means: by key, else by the key's beginning, else by address, else by words of the title."""
    for found in (
        [one for one in kept if one.key == named],
        [one for one in kept if one.key.startswith(named)],
        [one for one in kept if one.uri == named],
    ):
        if found:
            return tuple(found)
    words = set(named.casefold().split())
    return tuple(one for one in kept if words <= _title_words(desk, one))


def _title_words(desk: Desk, kept: Kept) -> set[str]:
    import re

    return set(re.findall(r"\w+", (desk.ledger(kept.ledger).document.title or "").casefold()))
