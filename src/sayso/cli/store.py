"""`sayso store`: the desk as a whole; who may come to it."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.model.problem import UsageError

from .console import safe, show_problems, tell, write_out
from .settings import desk_path, load_settings

if TYPE_CHECKING:
    from sayso.model import Problem
    from sayso.store.desk import Desk

_DONE, _STOPPED, _DAMAGED = 0, 1, 4
#: What a desk that cannot even be opened says where it is damaged, rather than not there or not ours to open.
_DAMAGES: Final = ("changed-index", "not-an-index")


def run(options: argparse.Namespace) -> int:
    """Carry the action out; returns the exit code."""
    named = options.desk if options.desk is not None else load_settings(Path.cwd(), os.environ).get("desk")
    options.desk = desk_path(named)
    actions = {
        "verify": _verify,
        "backup": _backup,
        "restore": _restore,
        "list": _list,
        "forget": _forget,
        "accounts": _accounts,
    }
    return actions[options.action](options)


def _opened(options: argparse.Namespace) -> Desk:
    from sayso.store.desk import open_desk

    return open_desk(options.desk, make=False)


def _verify(options: argparse.Namespace) -> int:
    try:
        with _opened(options) as desk:
            problems = desk.verify()
            told = (
                f"{desk.name} is whole: {len(desk.documents())} documents, {desk.head} events" if not problems else ""
            )
    except UsageError as error:
        if error.problem.code not in _DAMAGES:
            raise
        problems = [error.problem]
    show_problems(problems)
    if problems:
        return _DAMAGED
    tell(told)
    return _DONE


def _backup(options: argparse.Namespace) -> int:
    from sayso.store.desk import backup

    with _opened(options) as desk:
        if problems := backup(desk, options.file):
            show_problems(problems)
            tell(f"{desk.name} is not whole: no backup was written")
            return _DAMAGED
        tell(f"{options.file}: {desk.name} as it is now, and whole")
    return _DONE


def _restore(options: argparse.Namespace) -> int:
    from sayso.store.desk import open_desk, restore

    restore(options.file, options.desk)
    with open_desk(options.desk) as desk:
        tell(f"{desk.name}: {len(desk.documents())} documents, {desk.head} events")
    return _DONE


def _list(options: argparse.Namespace) -> int:
    with _opened(options) as desk:
        for kept in desk.documents():
            write_out("\t".join(safe(cell) for cell in (kept.key, kept.added, str(kept.head), kept.uri)) + "\n")
    return _DONE


def _forget(options: argparse.Namespace) -> int:
    with _opened(options) as desk:
        kept = desk.document(options.key)
        if kept is None:
            return _forget_again(desk, options.key)
        events = len(desk.events(kept.key))
        if not options.yes and not _agreed(f"Delete {kept.uri} and what {events} acts on it say, for good?"):
            tell("nothing was deleted")
            return _STOPPED
        done = desk.forget(kept.key, who=options.person or getpass.getuser(), when=_now())
        tell(f"{kept.uri} is forgotten: {done.events} acts were emptied; delete older backups too")
    return _told(done.problem)


def _forget_again(desk: Desk, key: str) -> int:
    """Finish what could not be finished while others read; raises UsageError where no such document was forgotten."""
    from sayso.model import Forget

    if not any(isinstance(event.act, Forget) and event.act.key == key for event in desk.events("")):
        raise UsageError("missing", f"there is no document {key}", "see `sayso store list`")
    problem = desk.scrub()
    if problem is None:
        tell(f"{key} is forgotten, and nothing of it is left in {desk.name}")
    return _told(problem)


def _told(problem: Problem | None) -> int:
    """Tell what is still to be done, if anything; returns the exit code."""
    show_problems([problem] if problem else [])
    return _STOPPED if problem else _DONE


def _agreed(question: str) -> bool:
    """Whether a person at a terminal says yes; raises UsageError where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise UsageError("usage", "this deletes for good, and there is no terminal to ask on", "say so with --yes")
    sys.stderr.write(f"{safe(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _accounts(options: argparse.Namespace) -> int:
    from sayso.store.desk import open_desk

    with open_desk(options.desk, make=options.deed == "add") as desk:
        accounts, name = desk.accounts, getattr(options, "name", "")
        if options.deed == "list":
            for one in accounts.list():
                write_out("\t".join((safe(one.name), one.role, one.added, "shut" if one.disabled else "open")) + "\n")
            return _DONE
        if options.deed == "add":
            done = accounts.add(name, _password(options), options.role, now=_now())
        elif options.deed == "password":
            done = accounts.set_password(name, _password(options))
        elif options.deed == "role":
            done = accounts.set_role(name, options.role)
        else:
            done = accounts.disable(name) if options.deed == "disable" else accounts.enable(name)
    tell(f"{done.name}: {done.role}{', shut' if done.disabled else ''}")
    return _DONE


def _password(options: argparse.Namespace) -> str:
    """The password, from standard input where that was asked for, else typed twice without being shown."""
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("usage", "there is no terminal to ask for a password on", "pass it in with --password-stdin")
    password = getpass.getpass(f"Password of {safe(options.name)}: ")
    if getpass.getpass("Once more: ") != password:
        raise UsageError("usage", "the two are not the same", "try again")
    return password


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
