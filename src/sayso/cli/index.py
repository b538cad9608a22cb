"""`sayso index`: source documents, read once and kept."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.model.problem import UsageError

from .console import progress, safe, show_problem, show_problems, tell, write_out
from .settings import load_settings

if TYPE_CHECKING:
    from sayso.evidence import Index

_DONE, _FAULTS, _PARTLY = 0, 1, 4


def run(options: argparse.Namespace) -> int:
    """Carry the action out; returns the exit code."""
    settings = load_settings(Path.cwd(), os.environ)
    if options.quiet is None:
        options.quiet = bool(settings.get("quiet"))
    if getattr(options, "no_vectors", None) is None:
        options.no_vectors = bool(settings.get("no_vectors"))
    actions = {
        "build": _build,
        "add": _add,
        "remove": _remove,
        "list": _list,
        "vectors": _vectors,
        "verify": _verify,
        "rebuild": _rebuild,
    }
    return actions[options.action](options)


def _build(options: argparse.Namespace) -> int:
    from sayso.evidence import is_index
    from sayso.pipeline import new_index, open_index

    _check_sources(options.sources)
    make = open_index if is_index(options.index) else new_index
    return _take_in(options, make(options.index), only=True)


def _add(options: argparse.Namespace) -> int:
    from sayso.pipeline import open_index

    _check_sources(options.sources)
    return _take_in(options, open_index(options.index))


def _check_sources(paths: list[Path]) -> None:
    """Refuse what is not there or holds nothing before an index is made."""
    from sayso.reading import find_files

    find_files(paths)


def _take_in(options: argparse.Namespace, index: Index, *, only: bool = False) -> int:
    from sayso.pipeline import add_files, make_vectors

    with index:
        with progress(quiet=options.quiet) as report:
            added = add_files(index, options.sources, report, only=only)
            if index.has_vectors and not options.no_vectors:
                make_vectors(index, report)
        if not options.quiet:
            show_problems(added.problems)
            tell(
                f"{options.index}: {len(index.uris())} documents, {index.passages()} passages"
                f" ({added.read} read, {added.kept} already there, {added.failed} not read)"
            )
            if added.read and not index.has_vectors:
                mend = f"`sayso index vectors {options.index}` has them found by meaning too"
                tell(f"hint: they are found by words, names and figures; {mend}")
    return _PARTLY if added.failed else _DONE


def _remove(options: argparse.Namespace) -> int:
    from sayso.pipeline import open_index

    with open_index(options.index) as index:
        missing = [uri for uri in options.uris if uri not in set(index.uris())]
        if missing:
            raise UsageError("missing", f"{missing[0]} is not in the index", "see `sayso index list`", uri=missing[0])
        for uri in options.uris:
            index.remove(uri)
        index.commit()
    return _DONE


def _list(options: argparse.Namespace) -> int:
    from sayso.pipeline import open_index

    with open_index(options.index) as index:
        for doc in index.documents():
            cells = (doc.uri, doc.language, doc.published or "", doc.outlet or "", doc.title or "")
            write_out("\t".join(safe(cell) for cell in cells) + "\n")
        show_problems(index.notes)
    return _DONE


def _vectors(options: argparse.Namespace) -> int:
    from sayso.pipeline import make_vectors, open_index

    with open_index(options.index) as index:
        with progress(quiet=options.quiet) as report:
            problems = make_vectors(index, report)
        show_problems(problems)
        if not options.quiet:
            _tell_vectors(index)
    return _PARTLY if problems else _DONE


def _tell_vectors(index: Index) -> None:
    missing = len(index.without_vectors())
    tell(f"{index.path}: {len(index.uris()) - missing} of {len(index.uris())} documents have vectors")


def _verify(options: argparse.Namespace) -> int:
    from sayso.pipeline import open_index

    with open_index(options.index) as index:
        problems = index.verify()
        for problem in problems:
            show_problem(problem, "damaged")
        if not options.quiet:
            tell(f"{len(index.uris())} documents checked, {len(problems)} damaged")
    return _FAULTS if problems else _DONE


def _rebuild(options: argparse.Namespace) -> int:
    from sayso.pipeline import make_vectors, open_index

    with open_index(options.index) as index:
        kept = index.has_vectors
        index.rebuild()
        if kept:
            with progress(quiet=options.quiet) as report:
                make_vectors(index, report)
        if not options.quiet:
            tell(f"{index.passages()} passages of {len(index.uris())} documents")
            if kept:
                _tell_vectors(index)
    return _DONE
