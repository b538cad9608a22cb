"""The command line: one module a command, the grammar apart.

Exit codes: 0 done, 1 findings that `--fail-on` names, 2 usage, 3 unreadable input, 4 partly done, 130 stopped by Ctrl-C.
Data goes to standard output, everything else to standard error. A command's module is imported when it runs, so that
`--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from .grammar import parser

__all__ = ["main", "parser"]

_STOPPED, _UNREADABLE = 130, 3
#: What needs no settings, and must work where these are wrong: the doctor names what is wrong with them.
_NO_READERS = frozenset(("completion", "doctor", "schema"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Errors are shown with their hint, never as a traceback."""
    try:
        options = parser().parse_args(argv)
        return _run(options.command, options)
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")
        return _STOPPED
    except (MemoryError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "start new thread" not in str(error):
            raise
        sys.stderr.write(
            "error: there is not enough memory [too-large]\nhint: close other programs, or give less at once\n"
        )
        return _UNREADABLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(command: str, options: object) -> int:
    from sayso.model import SaysoError, of_the_system

    from .console import show_problem

    try:
        if command not in _NO_READERS:
            _allow()
        code: int = import_module(f".{command}", __name__).run(options)
        sys.stdout.flush()
    except SaysoError as error:
        show_problem(error.problem, "error")
        return error.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:  # where no command expects one: a system that is out of files, or a disk that gives way
        show_problem(of_the_system(error), "error")
        return _UNREADABLE
    return code


def _allow() -> None:
    """What readers may take, where it is set: it holds in all processes that a command starts."""
    from sayso.reading.limits import allow

    from .settings import load_settings

    settings = load_settings(Path.cwd(), os.environ)
    allow(settings.get("reading_seconds"), settings.get("reading_memory"))
